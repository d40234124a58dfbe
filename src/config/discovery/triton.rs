//! `triton_sd_configs`: containers and compute nodes of Triton.

use crate::config::{
    TlsClientConfig,
    decode::{Checks, Duration, Section, section},
};
use std::path::Path;

section! {
    /// Where and as whom to ask Triton.
    pub struct Triton {
        account: String,
        role: String = "container".into(),
        dns_suffix: String,
        endpoint: String,
        groups: Vec<String>,
        port: i64 = 9163,
        refresh_interval: Duration = Duration::seconds(60),
        tls_config: TlsClientConfig,
        version: i64 = 1,
    }
}

impl Section for Triton {
    const GO_NAME: &'static str = "triton.SDConfig";
    const GO_FIELDS: &'static str = "triton.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        let is_role = ["container", "cn"].contains(&self.role.as_str());
        checks.ensure(is_role, "role", "triton SD configuration requires role to be 'container' or 'cn'");
        checks.required(&[
            ("account", &self.account, "triton SD configuration requires an account"),
            ("dns_suffix", &self.dns_suffix, "triton SD configuration requires a dns_suffix"),
            ("endpoint", &self.endpoint, "triton SD configuration requires an endpoint"),
        ]);
        let message = "triton SD configuration requires RefreshInterval to be a positive integer";
        checks.ensure(self.refresh_interval > Duration::ZERO, "refresh_interval", message);
    }

    fn resolve_paths(&mut self, directory: &Path) {
        self.tls_config.resolve_paths(directory);
    }
}
