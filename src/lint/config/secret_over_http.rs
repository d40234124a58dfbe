//! Credentials sent in the clear.
//!
//! ## What it does
//! Looks for clients with credentials (`basic_auth`, `authorization`, `oauth2`) that talk plain HTTP to another host. Only on
//! request: the network between may be encrypted.
//!
//! ## Why it is bad
//! Whoever listens can read the password or token with every scrape.
//!
//! ## Example
//! ```yaml
//! remote_write:
//!   - url: http://receiver.example.org/api/v1/write
//!     authorization:
//!       credentials_file: secrets/token
//! ```
//!
//! ## How to fix
//! Talk HTTPS.
//! ```yaml
//! remote_write:
//!   - url: https://receiver.example.org/api/v1/write
//!     authorization:
//!       credentials_file: secrets/token
//! ```

use super::{
    super::{Lint, definition::Check},
    clients::clients,
};
use crate::{config::check::Checked, diagnostic::Diagnostic};

pub(super) const LINT: Lint =
    Lint::new("config/secret-over-http", include_str!("secret_over_http.rs"), Check::Config(check)).on_request();

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for client in clients(checked).iter().filter(|client| client.is_plain) {
        let http = client.http;
        let origin = &http.origin;
        let keys = ["basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file"];
        let has_credentials = http.basic_auth.is_some() || http.authorization.is_some() || http.oauth2.is_some();
        let Some(spot) = keys.iter().find_map(|key| origin.key(key)).filter(|_| has_credentials) else { continue };
        let Some(place) = checked.place(spot) else { continue };
        found.push(LINT.at(place, format!("credentials go to {} without encryption", client.to)));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn encrypted_and_local_ways_are_left_alone() {
        let found = |keys: &str| {
            let text =
                format!("scrape_configs: [{{job_name: j, basic_auth: {{username: u, password_file: p}}, {keys}}}]");
            found_in_config(&LINT, &text).len()
        };
        assert_eq!(found("static_configs: [{targets: ['a:1']}]"), 1);
        assert_eq!(found("static_configs: [{targets: ['localhost:1']}]"), 0);
        assert_eq!(found("scheme: https, static_configs: [{targets: ['a:1']}]"), 0);
        assert_eq!(found("static_configs: [{targets: ['a:1'], labels: {__scheme__: https}}]"), 0);
        assert_eq!(
            found(
                "static_configs: [{targets: ['a:1']}], relabel_configs: [{target_label: __scheme__, replacement: https}]"
            ),
            0
        );
    }
}
