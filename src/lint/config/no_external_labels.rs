//! Samples that do not say which Prometheus they come from.
//!
//! ## What it does
//! Looks for `remote_write` in a configuration without `external_labels`. Only on request: a receiver with one sender needs
//! none, and a rule may add them.
//!
//! ## Why it is bad
//! Samples of two servers with the same job and instance become one series, in which their values alternate.
//!
//! ## Example
//! ```yaml
//! remote_write:
//!   - url: https://receiver.example.org/api/v1/write
//! ```
//!
//! ## How to fix
//! Give each server labels of its own.
//! ```yaml
//! global:
//!   external_labels:
//!     cluster: eu-1
//! remote_write:
//!   - url: https://receiver.example.org/api/v1/write
//! ```

use super::super::{Lint, definition::Check};
use crate::{
    config::check::Checked,
    diagnostic::{Diagnostic, Severity},
};

pub(super) const LINT: Lint =
    Lint::new("config/no-external-labels", include_str!("no_external_labels.rs"), Check::Config(check))
        .level(Severity::Info)
        .on_request();

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    let Some(config) = &checked.config else { return };
    let has_labels = !config.global.external_labels.labels.is_empty();
    let remotes = || config.remote_write.iter().filter_map(|remote| remote.as_ref());
    let Some(spot) = config.origin.key("remote_write").filter(|_| !has_labels && remotes().next().is_some()) else {
        return;
    };
    // A rule that writes a label says where samples come from too.
    if remotes().all(|remote| !remote.write_relabel_configs.is_empty()) {
        return;
    }
    if let Some(place) = checked.place(spot) {
        found.push(
            LINT.at(place, "samples are sent without `external_labels`: nothing says which server they come from"),
        );
    }
}
