//! Certificates that are not verified.
//!
//! ## What it does
//! Looks for `insecure_skip_verify: true`. Only on request: where certificates name no host, such as those of kubelets,
//! there may be no other way.
//!
//! ## Why it is bad
//! Whoever stands in between can pretend to be the target, and is given the credentials.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: gateway
//!     scheme: https
//!     tls_config:
//!       insecure_skip_verify: true
//!     static_configs:
//!       - targets: [gateway:443]
//! ```
//!
//! ## How to fix
//! Name the authority that signed the certificate, and the name in it if that is another.
//! ```yaml
//! scrape_configs:
//!   - job_name: gateway
//!     scheme: https
//!     tls_config:
//!       ca_file: ca.pem
//!       server_name: gateway.example.org
//!     static_configs:
//!       - targets: [gateway:443]
//! ```

use super::{
    super::{Lint, definition::Check},
    clients::clients,
};
use crate::{
    config::check::Checked,
    diagnostic::{Diagnostic, Severity},
};

pub(super) const LINT: Lint =
    Lint::new("config/insecure-skip-verify", include_str!("insecure_skip_verify.rs"), Check::Config(check))
        .level(Severity::Info)
        .on_request();

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for client in clients(checked).iter().filter(|client| client.http.tls_config.insecure_skip_verify) {
        let spot = client.http.tls_config.origin.blame("insecure_skip_verify");
        let Some(place) = checked.place(spot) else { continue };
        found.push(LINT.at(place, format!("certificates are not verified when talking to {}", client.to)));
    }
}
