//! `outscale_sd_configs`: virtual machines of Outscale.

use crate::config::{
    HttpClientConfig, Secret,
    decode::{Checks, Duration, Section, section},
};
use crate::config::{decode::Fields as _, tls_client::resolve_path};
use std::path::Path;

section! {
    /// Where and as whom to ask Outscale.
    pub struct Outscale {
        endpoint: String,
        region: String = "eu-west-2".into(),
        access_key: String,
        secret_key: Secret,
        secret_key_file: String,
        refresh_interval: Duration = Duration::seconds(60),
        port: i64 = 80,
    }
    inline http: HttpClientConfig
}

impl Section for Outscale {
    const GO_NAME: &'static str = "outscale.SDConfig";
    const GO_FIELDS: &'static str = "outscale.plain";

    fn check(&mut self, checks: &mut Checks<'_>) {
        checks.required(&[
            ("region", &self.region, "outscale SD configuration requires a region"),
            ("access_key", &self.access_key, "outscale SD configuration requires access_key"),
        ]);
        check_secret_key(&self.secret_key, &self.secret_key_file, checks);
        checks.run(&mut self.http);
    }

    fn resolve_paths(&mut self, directory: &Path) {
        self.resolve_inlined(directory);
        resolve_path(&mut self.secret_key_file, directory);
    }
}

/// What this and `scaleway_sd_configs` demand of their secret key: one, given in one way.
pub(super) fn check_secret_key(secret_key: &Secret, secret_key_file: &str, checks: &mut Checks<'_>) {
    let given = [("secret_key", !secret_key.is_empty()), ("secret_key_file", !secret_key_file.is_empty())];
    let is_given = given.iter().any(|(_, is_set)| *is_set);
    checks.ensure(is_given, "secret_key", "one of secret_key & secret_key_file must be configured");
    checks.at_most_one(&given, "at most one of secret_key & secret_key_file must be configured");
}
