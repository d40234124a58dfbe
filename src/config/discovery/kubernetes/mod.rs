//! `kubernetes_sd_configs`: objects of a Kubernetes cluster.

mod selector;

use crate::config::{
    HttpClientConfig,
    decode::{Checks, GoUrl, Located, OneOf, Section, choice, section, unchecked},
};
use crate::config::{decode::Fields as _, tls_client::resolve_path};
use std::path::Path;

section! {
    /// Which cluster to ask, and for which objects.
    pub struct Kubernetes {
        api_server: Option<GoUrl>,
        role: OneOf<Role>,
        kubeconfig_file: String,
        namespaces: Namespaces,
        selectors: Vec<Located<Selector>>,
        attach_metadata: AttachMetadata,
    }
    inline http: HttpClientConfig
}

section! {
    /// The namespaces to look at; all, when there is none.
    pub struct Namespaces {
        own_namespace: bool,
        names: Vec<String>,
    }
}

section! {
    /// What the objects of a role must have.
    pub struct Selector {
        role: OneOf<Role>,
        label: String,
        field: String,
    }
}

section! {
    /// Whose labels and annotations targets get as well.
    pub struct AttachMetadata {
        node: bool,
        namespace: bool,
        deployment: bool,
        job: bool,
        cronjob: bool,
    }
}

unchecked! {
    Namespaces: "kubernetes.NamespaceDiscovery", "kubernetes.plain";
    Selector: "kubernetes.SelectorConfig", "kubernetes.SelectorConfig";
    AttachMetadata: "kubernetes.AttachMetadataConfig", "kubernetes.AttachMetadataConfig";
}

choice! {
    /// Which objects.
    Role: ["node", "pod", "service", "endpoints", "endpointslice", "ingress"], "unknown Kubernetes SD role {}"
}

impl Section for Kubernetes {
    const GO_NAME: &'static str = "kubernetes.SDConfig";
    const GO_FIELDS: &'static str = "kubernetes.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        let message = "role missing (one of: pod, service, endpoints, endpointslice, node, ingress)";
        checks.ensure(!self.role.is_empty(), "role", message);
        let is_custom = self.http != HttpClientConfig::default();
        checks.run(&mut self.http);
        let has_file = !self.kubeconfig_file.is_empty();
        let has_server = self.api_server.is_some();
        if has_server && has_file {
            let message = "cannot use 'kubeconfig_file' and 'api_server' simultaneously";
            checks.error_beside("kubeconfig_file", message, &["api_server"]);
        }
        if has_file && is_custom {
            let message = "cannot use a custom HTTP client configuration together with 'kubeconfig_file'";
            checks.error("kubeconfig_file", message);
        } else if !has_server && is_custom {
            let message = "to use custom HTTP client configuration please provide the 'api_server' URL explicitly";
            checks.error("api_server", message);
        }
        if self.namespaces.own_namespace {
            for (other, is_set) in [("api_server", has_server), ("kubeconfig_file", has_file)] {
                let message = format!("cannot use '{other}' and 'namespaces.own_namespace' simultaneously");
                checks.ensure(!is_set, other, message);
            }
        }
        self.check_selectors(checks);
    }

    fn resolve_paths(&mut self, directory: &Path) {
        self.resolve_inlined(directory);
        resolve_path(&mut self.kubeconfig_file, directory);
    }
}

impl Kubernetes {
    fn check_selectors(&self, checks: &mut Checks<'_>) {
        let allowed: &[&str] = match &*self.role {
            "pod" => &["pod", "node"],
            "service" => &["service"],
            "endpointslice" => &["pod", "service", "endpointslice"],
            "endpoints" => &["pod", "service", "endpoints"],
            "node" => &["node"],
            "ingress" => &["ingress"],
            _ => return,
        };
        for (index, selector) in self.selectors.iter().enumerate() {
            let origin = selector.value.origin.clone();
            let mut checks = checks.within(&origin);
            let role = &*selector.role;
            if self.selectors[..index].iter().any(|earlier| *earlier.role == *role) {
                checks.add(selector.spot, format!("duplicated selector role: {role}"));
            }
            if !allowed.contains(&role) {
                let message = format!("{} role supports only {} selectors", &*self.role, allowed.join(", "));
                checks.add(origin.value("role").unwrap_or(selector.spot), message);
            }
            if let Err(message) = selector::check_fields(&selector.field) {
                checks.error("field", message);
            }
            if let Err(message) = selector::check_labels(&selector.label) {
                checks.error("label", message);
            }
        }
    }
}
