//! A key that Prometheus still reads, and calls deprecated.
//!
//! ## What it does
//! Looks for `bearer_token` and `bearer_token_file`, wherever HTTP is spoken, and in `consul_sd_configs` for `username`,
//! `password`, `tags` and `node_meta`.
//!
//! ## Why it is bad
//! The key may be gone in a later version, which then refuses the file.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: gateway
//!     bearer_token_file: secrets/token
//!     static_configs:
//!       - targets: [gateway:8080]
//! ```
//!
//! ## How to fix
//! Use the key that took its place.
//! ```yaml
//! scrape_configs:
//!   - job_name: gateway
//!     authorization:
//!       credentials_file: secrets/token
//!     static_configs:
//!       - targets: [gateway:8080]
//! ```

use super::{
    super::{Lint, definition::Check},
    clients::clients,
};
use crate::{
    config::{
        Origin,
        check::Checked,
        discovery::{Discoveries, Discovery},
    },
    diagnostic::Diagnostic,
};

pub(super) const LINT: Lint =
    Lint::new("config/deprecated-key", include_str!("deprecated_key.rs"), Check::Config(check));

/// Keys of HTTP clients, each with what to use.
const OF_CLIENTS: [(&str, &str); 2] = [
    ("bearer_token", "`authorization` with `credentials`"),
    ("bearer_token_file", "`authorization` with `credentials_file`"),
];
/// The same of Consul.
const OF_CONSUL: [(&str, &str); 4] = [
    ("username", "`basic_auth` with `username`"),
    ("password", "`basic_auth` with `password` or `password_file`"),
    ("tags", "`filter` or `health_filter`"),
    ("node_meta", "`filter` or `health_filter`"),
];

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for client in clients(checked) {
        tell(checked, &client.http.origin, &OF_CLIENTS, found);
    }
    let of_managers = checked.config.iter().flat_map(|config| config.alerting.managers());
    let all = checked.jobs.iter().map(|job| &job.discoveries).chain(of_managers.map(|manager| &manager.discoveries));
    for discovery in all.flat_map(|discoveries: &Discoveries| &discoveries.list) {
        if let Discovery::Consul(consul) = discovery {
            tell(checked, &consul.origin, &OF_CONSUL, found);
        }
    }
}

fn tell(checked: &Checked, origin: &Origin, keys: &[(&str, &str)], found: &mut Vec<Diagnostic>) {
    for (key, instead) in keys {
        let Some(place) = origin.key(key).and_then(|spot| checked.place(spot)) else { continue };
        found.push(LINT.at(place, format!("`{key}` is deprecated")).hinted(format!("use {instead}")));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn keys_are_found_in_every_client() {
        for text in [
            "scrape_configs: [{job_name: j, bearer_token: '<x>'}]",
            "scrape_configs: [{job_name: j, kubernetes_sd_configs: [{role: pod, api_server: 'https://k', bearer_token: x}]}]",
            "scrape_configs: [{job_name: j, consul_sd_configs: [{server: x, tags: [a]}]}]",
            "alerting: {alertmanagers: [{consul_sd_configs: [{server: x, node_meta: {a: b}}]}]}",
            "alerting: {alertmanagers: [{bearer_token: x}]}",
            "remote_write: [{url: 'http://x', bearer_token: x}]",
            "remote_read: [{url: 'http://x', bearer_token: x}]",
        ] {
            assert_eq!(found_in_config(&LINT, text).len(), 1, "{text}");
        }
        let clean: [&str; 0] = [];
        let text = "scrape_configs: [{job_name: j, authorization: {credentials: x}, basic_auth: }]";
        assert_eq!(found_in_config(&LINT, text), clean);
    }
}
