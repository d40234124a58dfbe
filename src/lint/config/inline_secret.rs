//! A secret that is written into the configuration.
//!
//! ## What it does
//! Looks for passwords, tokens and keys that stand in the file itself: `password`, `credentials`, `bearer_token`,
//! `client_secret`, `secret_key`, and passwords in URLs. The value is never shown. Placeholders such as `<secret>`,
//! `${PASSWORD}` and `{{ password }}` are passed over.
//!
//! ## Why it is bad
//! Configurations are kept in repositories, copied into tickets, and shown to whoever may see the deployment. A secret in
//! a file of its own can be protected, and renewed without touching the configuration.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: gateway
//!     static_configs:
//!       - targets: [gateway:443]
//!     scheme: https
//!     basic_auth:
//!       username: prometheus
//!       password: correct-horse
//! ```
//!
//! ## How to fix
//! Name a file that holds the secret.
//! ```yaml
//! scrape_configs:
//!   - job_name: gateway
//!     static_configs:
//!       - targets: [gateway:443]
//!     scheme: https
//!     basic_auth:
//!       username: prometheus
//!       password_file: secrets/gateway-password
//! ```

use super::super::{Lint, definition::Check};
use crate::{config::check::Checked, diagnostic::Diagnostic};

pub(super) const LINT: Lint = Lint::new("config/inline-secret", include_str!("inline_secret.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for (secret, text) in checked.written_secrets() {
        let written = text.expose().trim().trim_matches(['"', '\'']);
        let Some(place) = checked.place(secret.spot).filter(|_| !secret.key.is_empty()) else { continue };
        let is_in_url = written.contains("://");
        let value = match is_in_url {
            true => password_of_url(written),
            false => Some(written),
        };
        if value.is_none_or(is_placeholder) {
            continue;
        }
        let key = secret.key;
        let message = match is_in_url {
            true => format!("a password stands in the URL of `{key}`"),
            false => format!("the secret of `{key}` stands in the file"),
        };
        let hint = match (secret.file_key, is_in_url) {
            (_, true) => "take it out of the URL, and name its file in `password_file` of `basic_auth`".into(),
            (Some(file_key), false) => format!("write it into a file of its own, and name that in `{file_key}`"),
            (None, false) => "there is no key for a file here: put it in when the configuration is deployed".into(),
        };
        found.push(LINT.at(place, message).hinted(hint));
    }
}

fn password_of_url(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (user, _) = authority.rsplit_once('@')?;
    user.split_once(':').map(|(_, password)| password)
}

/// Whether a text only says where a secret will stand: empty, a variable, or in brackets of a template.
fn is_placeholder(text: &str) -> bool {
    let is_enclosed = |open: &str, close: &str| text.starts_with(open) && text.ends_with(close);
    let is_variable =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_masked = text.bytes().all(|byte| matches!(byte, b'*' | b'.' | b'x' | b'X'));
    is_masked
        || matches!(text, "~" | "null" | "|" | ">")
        || [
            ("<", ">"),
            ("{{", "}}"),
            ("{%", "%}"),
            ("${", "}"),
            ("$(", ")"),
            ("%(", ")s"),
            ("__", "__"),
            ("@", "@"),
            ("((", "))"),
        ]
        .iter()
        .any(|(open, close)| is_enclosed(open, close))
        || text.strip_prefix('$').is_some_and(is_variable)
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    fn in_job(keys: &str) -> Vec<String> {
        found_in_config(&LINT, &format!("scrape_configs: [{{job_name: j, {keys}}}]"))
    }

    #[test]
    fn secrets_are_found_and_never_shown() {
        for (keys, key) in [
            ("basic_auth: {username: u, password: hunter2}", "password"),
            ("bearer_token: hunter2", "bearer_token"),
            ("authorization: {credentials: 'hunter2'}", "credentials"),
            ("oauth2: {client_id: a, token_url: b, client_secret: hunter2}", "client_secret"),
            ("http_headers: {X-Key: {secrets: [hunter2]}}", "secrets"),
            ("tls_config: {key: hunter2, cert: x}", "key"),
            ("consul_sd_configs: [{server: x, token: hunter2}]", "token"),
            ("ec2_sd_configs: [{region: x, access_key: a, secret_key: hunter2}]", "secret_key"),
        ] {
            let found = in_job(keys);
            assert!(matches!(found.as_slice(), [one] if one.contains(&format!("`{key}`"))), "{keys}: {found:?}");
            assert!(found.iter().all(|found| !found.contains("hunter2")), "{found:?}");
        }
        let url = "remote_write: [{url: 'https://u:hunter2@host/write'}]";
        let found = found_in_config(&LINT, url);
        assert!(
            matches!(found.as_slice(), [one] if one.ends_with("a password stands in the URL of `url`")),
            "{found:?}"
        );
        assert!(!format!("{found:?}").contains("hunter2"));
    }

    #[test]
    fn files_and_placeholders_are_left_alone() {
        let clean: [&str; 0] = [];
        for keys in [
            "basic_auth: {username: u, password_file: /run/secrets/p}",
            "basic_auth: {username: u, password: <secret>}",
            "basic_auth: {username: u, password: '${PASSWORD}'}",
            "basic_auth: {username: u, password: $PASSWORD}",
            "basic_auth: {username: u, password: '{{ password }}'}",
            "basic_auth: {username: u, password: ''}",
            "basic_auth: {username: u, password: }",
            "bearer_token: '__TOKEN__'",
            "bearer_token: 'xxxx'",
        ] {
            assert_eq!(in_job(keys), clean, "{keys}");
        }
        for url in ["https://user@host/write", "https://u:$PASSWORD@host/write", "https://host/a@b:c"] {
            assert_eq!(found_in_config(&LINT, &format!("remote_write: [{{url: '{url}'}}]")), clean, "{url}");
        }
    }
}
