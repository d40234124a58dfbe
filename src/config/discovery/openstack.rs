//! `openstack_sd_configs`: instances, hypervisors and load balancers of OpenStack.

use crate::config::{
    Secret, TlsClientConfig,
    decode::{Checks, Duration, OneOf, Section, choice, section},
};
use std::path::Path;

section! {
    /// Where and as whom to ask OpenStack.
    pub struct OpenStack {
        identity_endpoint: String,
        username: String,
        userid: String,
        password: Secret,
        project_name: String,
        project_id: String,
        domain_name: String,
        domain_id: String,
        application_credential_name: String,
        application_credential_id: String,
        application_credential_secret: Secret,
        role: OneOf<Role>,
        region: String,
        refresh_interval: Duration = Duration::seconds(60),
        port: i64 = 80,
        all_tenants: bool,
        tls_config: TlsClientConfig,
        availability: String = "public".into(),
    }
}

impl Section for OpenStack {
    const GO_NAME: &'static str = "openstack.SDConfig";
    const GO_FIELDS: &'static str = "openstack.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        if !["public", "internal", "admin"].contains(&self.availability.as_str()) {
            let message =
                format!("unknown availability {}, must be one of admin, internal or public", self.availability);
            checks.error("availability", message);
        }
        checks.required(&[
            ("role", &self.role, "role missing (one of: instance, hypervisor, loadbalancer)"),
            ("region", &self.region, "openstack SD configuration requires a region"),
        ]);
    }

    fn resolve_paths(&mut self, directory: &Path) {
        self.tls_config.resolve_paths(directory);
    }
}

choice! {
    /// What OpenStack is asked for.
    Role: ["hypervisor", "instance", "loadbalancer"], "unknown OpenStack SD role {}"
}
