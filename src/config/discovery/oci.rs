//! `oci_sd_configs`: instances of the Oracle Cloud Infrastructure.

use crate::config::{decode::Fields as _, tls_client::resolve_path};
use crate::{
    config::{
        HttpClientConfig, Secret,
        decode::{Checks, Duration, Located, Section, section},
    },
    golang::quote::quote,
};
use std::path::Path;

section! {
    /// Whom to ask, as whom, and about which compartments.
    pub struct Oci {
        auth: String = "api_key".into(),
        tenancy: String,
        user: String,
        fingerprint: String,
        key_file: String,
        key_passphrase: Secret,
        key_passphrase_file: String,
        region: String,
        compartments: Vec<Located<String>>,
        port: i64 = 80,
        refresh_interval: Duration = Duration::seconds(60),
    }
    inline http: HttpClientConfig
}

impl Section for Oci {
    const GO_NAME: &'static str = "oci.SDConfig";
    const GO_FIELDS: &'static str = "oci.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.ensure(!self.region.is_empty(), "region", "oci_sd: region is required");
        let passphrases = [
            ("key_passphrase", !self.key_passphrase.is_empty()),
            ("key_passphrase_file", !self.key_passphrase_file.is_empty()),
        ];
        let keys = [
            ("tenancy", &self.tenancy),
            ("user", &self.user),
            ("fingerprint", &self.fingerprint),
            ("key_file", &self.key_file),
        ];
        match self.auth.as_str() {
            "api_key" => {
                for (name, value) in keys {
                    checks.ensure(!value.is_empty(), name, format!("oci_sd: api_key auth requires {name}"));
                }
                let message = "oci_sd: at most one of key_passphrase and key_passphrase_file must be configured";
                checks.at_most_one(&passphrases, message);
            }
            "instance_principal" => {
                let mut given = keys.iter().map(|(name, value)| (*name, !value.is_empty())).chain(passphrases);
                if let Some((name, _)) = given.find(|(_, is_set)| *is_set) {
                    let message = "oci_sd: instance_principal auth must not have tenancy, user, fingerprint, key_file, \
                                   key_passphrase, or key_passphrase_file set";
                    checks.error(name, message);
                }
            }
            other => {
                let shown = quote(other.as_bytes());
                let message =
                    format!("oci_sd: unknown auth method {shown}, expected \"api_key\" or \"instance_principal\"");
                checks.error("auth", message);
            }
        }
        for (index, compartment) in self.compartments.iter().enumerate() {
            if compartment.is_empty() {
                checks.add(compartment.spot, format!("oci_sd: compartments[{index}] must not be empty"));
            }
        }
        if self.refresh_interval <= Duration::ZERO {
            let message = format!("oci_sd: refresh_interval must be positive, got {}", self.refresh_interval);
            checks.error("refresh_interval", message);
        }
        checks.run(&mut self.http);
    }

    fn resolve_paths(&mut self, directory: &Path) {
        self.resolve_inlined(directory);
        resolve_path(&mut self.key_file, directory);
        resolve_path(&mut self.key_passphrase_file, directory);
    }
}
