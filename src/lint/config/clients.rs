//! Every HTTP client that a configuration describes, with what it talks to.

use crate::config::{HttpClientConfig, ScrapeConfig, check::Checked, discovery::Discovery};

/// A client.
pub(super) struct Client<'a> {
    /// How it talks.
    pub(super) http: &'a HttpClientConfig,
    /// To whom, in words.
    pub(super) to: String,
    /// Whether it talks without TLS to hosts that are not this one, as far as the file tells.
    pub(super) is_plain: bool,
}

/// All clients.
pub(super) fn clients(checked: &Checked) -> Vec<Client<'_>> {
    let mut found = Vec::new();
    for job in &checked.jobs {
        let to = format!("the targets of the job `{}`", job.job_name);
        found.push(Client { http: &job.http, to, is_plain: is_plain_job(job) });
        let discoveries = job.discoveries.list.iter();
        found.extend(discoveries.filter_map(|discovery| of_discovery(discovery, &job.job_name)));
    }
    let Some(config) = &checked.config else { return found };
    for manager in config.alerting.managers() {
        let is_plain = manager.scheme == "http" && has_distant_target(&manager.discoveries.static_configs);
        found.push(Client { http: &manager.http, to: "Alertmanagers".into(), is_plain });
        let discoveries = manager.discoveries.list.iter();
        found.extend(discoveries.filter_map(|discovery| of_discovery(discovery, "alertmanagers")));
    }
    for remote in config.remote_write.iter().filter_map(|remote| remote.as_ref()) {
        let is_plain = remote.url.as_ref().is_some_and(|url| is_plain_url(&url.text));
        found.push(Client { http: &remote.http, to: "a receiver of samples".into(), is_plain });
    }
    for remote in config.remote_read.iter().filter_map(|remote| remote.as_ref()) {
        let is_plain = remote.url.as_ref().is_some_and(|url| is_plain_url(&url.text));
        found.push(Client { http: &remote.http, to: "a giver of samples".into(), is_plain });
    }
    found
}

/// Whether rules or discoveries leave no doubt that targets are scraped without TLS.
fn is_plain_job(job: &ScrapeConfig) -> bool {
    let rewrites = job.relabel_rules().any(|rule| super::relabel_flow::may_write(rule, "__scheme__"));
    job.scheme == "http" && !rewrites && has_distant_target(&job.discoveries.static_configs)
}

fn has_distant_target(groups: &[crate::config::Located<crate::config::discovery::TargetGroup>]) -> bool {
    let schemes =
        groups.iter().flat_map(|group| group.labels.entries()).any(|entry| entry.name.as_str() == "__scheme__");
    !schemes && groups.iter().flat_map(|group| &group.targets).any(|target| !is_local(target))
}

fn is_plain_url(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !is_local(authority.rsplit('@').next().unwrap_or_default())
}

/// Whether an address is of this host.
fn is_local(address: &str) -> bool {
    let is_unix = address.is_empty();
    let host = match address.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => address.split(':').next().unwrap_or_default(),
    };
    is_unix || host == "localhost" || host == "::1" || host.starts_with("127.") || host.ends_with(".localhost")
}

fn of_discovery<'a>(discovery: &'a Discovery, owner: &str) -> Option<Client<'a>> {
    let http = match discovery {
        Discovery::Aws(it) => &it.http,
        Discovery::Azure(it) => &it.http,
        Discovery::Consul(it) => &it.http,
        Discovery::DigitalOcean(it) => &it.http,
        Discovery::Docker(it) => &it.http,
        Discovery::DockerSwarm(it) => &it.http,
        Discovery::Ec2(it) => &it.http,
        Discovery::Ecs(it) => &it.http,
        Discovery::ElastiCache(it) => &it.http,
        Discovery::Eureka(it) => &it.http,
        Discovery::Hetzner(it) => &it.http,
        Discovery::Http(it) => &it.http,
        Discovery::Ionos(it) => &it.http,
        Discovery::Kubernetes(it) => &it.http,
        Discovery::Kuma(it) => &it.http,
        Discovery::Lightsail(it) => &it.http,
        Discovery::Linode(it) => &it.http,
        Discovery::Marathon(it) => &it.http,
        Discovery::Msk(it) => &it.http,
        Discovery::Nomad(it) => &it.http,
        Discovery::Oci(it) => &it.http,
        Discovery::Outscale(it) => &it.http,
        Discovery::PuppetDb(it) => &it.http,
        Discovery::Rds(it) => &it.http,
        Discovery::Scaleway(it) => &it.http,
        Discovery::Stackit(it) => &it.http,
        Discovery::Uyuni(it) => &it.http,
        Discovery::Vultr(it) => &it.http,
        Discovery::Dns(_)
        | Discovery::File(_)
        | Discovery::Gce(_)
        | Discovery::Nerve(_)
        | Discovery::OpenStack(_)
        | Discovery::OvhCloud(_)
        | Discovery::Serverset(_)
        | Discovery::Triton(_) => return None,
    };
    let is_plain = match discovery {
        Discovery::Http(it) => is_plain_url(&it.url),
        Discovery::Consul(it) => it.scheme == "http" && !is_local(&it.server),
        _ => false,
    };
    Some(Client { http, to: format!("the `{}` of `{owner}`", discovery.key()), is_plain })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_this_machine_are_local() {
        for (address, expected) in [
            ("localhost:9090", true),
            ("127.0.0.1", true),
            ("[::1]:80", true),
            ("db.localhost", true),
            ("localhost.example.org", false),
            ("10.0.0.1:80", false),
            ("[fe80::1]:80", false),
        ] {
            assert_eq!(is_local(address), expected, "{address}");
        }
        assert!(
            is_plain_url("http://u:p@host/x") && !is_plain_url("http://localhost:1/x") && !is_plain_url("https://host")
        );
    }
}
