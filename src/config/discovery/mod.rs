//! Service discovery: where targets come from. One file for each kind, or for each family of kinds.
//!
//! The table `discoveries!` below is the list of kinds. Nothing here discovers anything.

pub mod aws;
pub mod azure;
pub mod consul;
pub mod digitalocean;
pub mod dns;
pub mod eureka;
pub mod file;
pub mod gce;
pub mod hetzner;
pub mod http;
pub mod ionos;
pub mod kubernetes;
pub mod kuma;
pub mod linode;
pub mod marathon;
pub mod moby;
pub mod nomad;
pub mod oci;
pub mod openstack;
pub mod outscale;
pub mod ovhcloud;
pub mod puppetdb;
pub mod scaleway;
pub mod stackit;
mod target_group;
pub mod triton;
pub mod uyuni;
pub mod vultr;
pub mod zookeeper;

pub use target_group::TargetGroup;
pub(super) use target_group::check_address;

use crate::{
    config::decode::{Checks, Decoder, Entry, Fields, Located, Origin, Section},
    golang::url::{UrlParts, parse_url},
};
use std::path::Path;

/// Declares the kinds: the key, the variant, and the section that an item of the list under the key is.
macro_rules! discoveries {
    ($($key:literal $variant:ident $section:ty;)*) => {
        /// One item under one of the keys.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Discovery {
            $( #[doc = concat!("An item of `", $key, "`.")] $variant(Box<$section>), )*
        }

        impl Discovery {
            /// The key that it stands under.
            pub fn key(&self) -> &'static str {
                match self {
                    $( Discovery::$variant(_) => $key, )*
                }
            }

            /// Where it stands.
            pub fn origin(&self) -> &Origin {
                match self {
                    $( Discovery::$variant(section) => Fields::origin(&**section), )*
                }
            }
        }

        impl Discovery {
            /// Joins relative paths to `directory`.
            fn resolve_paths(&mut self, directory: &Path) {
                match self {
                    $( Discovery::$variant(section) => section.resolve_paths(directory), )*
                }
            }
        }

        /// The keys, in alphabetical order.
        const KEYS: &[&str] = &[$($key),*];

        impl Discoveries {
            fn read_kind(&mut self, entry: &Entry<'_>, decoder: &mut Decoder<'_>) -> bool {
                match entry.name {
                    $( $key => {
                        let mut items: Vec<Located<Option<$section>>> = Vec::new();
                        entry.read_into($key, &mut items, &mut self.origin, decoder);
                        for item in items {
                            match item.value {
                                Some(section) => self.list.push(Discovery::$variant(Box::new(section))),
                                None => self.nulls.push(Located { value: $key, spot: item.spot }),
                            }
                        }
                        true
                    } )*
                    _ => false,
                }
            }
        }
    };
}

discoveries! {
    "aws_sd_configs" Aws aws::Aws;
    "azure_sd_configs" Azure azure::Azure;
    "consul_sd_configs" Consul consul::Consul;
    "digitalocean_sd_configs" DigitalOcean digitalocean::DigitalOcean;
    "dns_sd_configs" Dns dns::Dns;
    "docker_sd_configs" Docker moby::Docker;
    "dockerswarm_sd_configs" DockerSwarm moby::DockerSwarm;
    "ec2_sd_configs" Ec2 aws::Ec2;
    "ecs_sd_configs" Ecs aws::Ecs;
    "elasticache_sd_configs" ElastiCache aws::ElastiCache;
    "eureka_sd_configs" Eureka eureka::Eureka;
    "file_sd_configs" File file::File;
    "gce_sd_configs" Gce gce::Gce;
    "hetzner_sd_configs" Hetzner hetzner::Hetzner;
    "http_sd_configs" Http http::Http;
    "ionos_sd_configs" Ionos ionos::Ionos;
    "kubernetes_sd_configs" Kubernetes kubernetes::Kubernetes;
    "kuma_sd_configs" Kuma kuma::Kuma;
    "lightsail_sd_configs" Lightsail aws::Lightsail;
    "linode_sd_configs" Linode linode::Linode;
    "marathon_sd_configs" Marathon marathon::Marathon;
    "msk_sd_configs" Msk aws::Msk;
    "nerve_sd_configs" Nerve zookeeper::Nerve;
    "nomad_sd_configs" Nomad nomad::Nomad;
    "oci_sd_configs" Oci oci::Oci;
    "openstack_sd_configs" OpenStack openstack::OpenStack;
    "outscale_sd_configs" Outscale outscale::Outscale;
    "ovhcloud_sd_configs" OvhCloud ovhcloud::OvhCloud;
    "puppetdb_sd_configs" PuppetDb puppetdb::PuppetDb;
    "rds_sd_configs" Rds aws::Rds;
    "scaleway_sd_configs" Scaleway scaleway::Scaleway;
    "serverset_sd_configs" Serverset zookeeper::Serverset;
    "stackit_sd_configs" Stackit stackit::Stackit;
    "triton_sd_configs" Triton triton::Triton;
    "uyuni_sd_configs" Uyuni uyuni::Uyuni;
    "vultr_sd_configs" Vultr vultr::Vultr;
}

/// The key of targets that are written out.
const STATIC_KEY: &str = "static_configs";

/// The discoveries of a scrape configuration or an Alertmanager, which are keys of the section around them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Discoveries {
    /// All but the written-out targets, by key.
    pub list: Vec<Discovery>,
    /// The written-out targets.
    pub static_configs: Vec<Located<TargetGroup>>,
    nulls: Vec<Located<&'static str>>,
    /// Where the section around them stands.
    pub origin: Origin,
}

impl Fields for Discoveries {
    fn names(names: &mut Vec<&'static str>) {
        names.extend(KEYS);
        names.push(STATIC_KEY);
    }

    fn zero() -> Discoveries {
        Discoveries::default()
    }

    fn read(&mut self, entry: &Entry<'_>, decoder: &mut Decoder<'_>) -> bool {
        if entry.name != STATIC_KEY {
            return self.read_kind(entry, decoder);
        }
        let mut items: Vec<Located<Option<TargetGroup>>> = Vec::new();
        entry.read_into(STATIC_KEY, &mut items, &mut self.origin, decoder);
        for Located { value, spot } in items {
            match value {
                Some(value) => self.static_configs.push(Located { value, spot }),
                None => self.nulls.push(Located { value: STATIC_KEY, spot }),
            }
        }
        true
    }

    fn settle(&mut self, origin: &Origin) {
        self.origin = origin.clone();
    }

    fn origin(&self) -> &Origin {
        &self.origin
    }

    fn resolve_inlined(&mut self, _: &Path) {}
}

impl Discoveries {
    /// Refuses items that are null, by key.
    pub(super) fn check(&mut self, checks: &mut Checks<'_>) {
        self.list.sort_by_key(Discovery::key);
        self.nulls.sort_by_key(|null| null.value);
        for null in &self.nulls {
            checks.add(null.spot, format!("empty or null section in {}", null.value));
        }
    }

    /// Joins relative paths to `directory`.
    pub(super) fn resolve_paths(&mut self, directory: &Path) {
        self.list.iter_mut().for_each(|discovery| discovery.resolve_paths(directory));
    }

    /// Refuses written-out targets that look like URLs or paths.
    pub(super) fn check_static_targets(&self, checks: &mut Checks<'_>) {
        for target in self.static_configs.iter().flat_map(|group| &group.targets) {
            if let Err(message) = target_group::check_address(target) {
                checks.add(target.spot, message);
            }
        }
    }
}

/// What Go makes of a URL; notes a finding, with `context` before its text, if it makes nothing of it.
fn url_is_valid(url: &str, field: &str, context: &str, checks: &mut Checks<'_>) -> Option<UrlParts> {
    match parse_url(url) {
        Ok(parts) => Some(parts),
        Err(error) => {
            checks.error(field, format!("{context}{error}"));
            None
        }
    }
}
