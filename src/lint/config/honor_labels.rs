//! Targets that may choose their own job and instance.
//!
//! ## What it does
//! Looks for `honor_labels: true` in jobs that are neither a federation nor, by their name, a Pushgateway. Only on request:
//! other exporters speak for others too.
//!
//! ## Why it is bad
//! A target that exposes a label `job` or `instance` passes for another one, and two targets may write the same series.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: shop
//!     honor_labels: true
//!     static_configs:
//!       - targets: [shop-1:8080]
//! ```
//!
//! ## How to fix
//! Leave it out; labels that clash are called `exported_job` and so on.
//! ```yaml
//! scrape_configs:
//!   - job_name: shop
//!     static_configs:
//!       - targets: [shop-1:8080]
//! ```

use super::{
    super::{Lint, definition::Check},
    federate_without_match::is_federation,
};
use crate::{
    config::check::Checked,
    diagnostic::{Diagnostic, Severity},
};

pub(super) const LINT: Lint = Lint::new("config/honor-labels", include_str!("honor_labels.rs"), Check::Config(check))
    .level(Severity::Info)
    .on_request();

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for job in checked.jobs.iter().filter(|job| job.honor_labels && !is_federation(job)) {
        if job.job_name.to_lowercase().contains("push") {
            continue;
        }
        let Some(place) = checked.place(job.origin.blame("honor_labels")) else { continue };
        found.push(LINT.at(place, format!("targets of `{}` may choose their own `job` and `instance`", job.job_name)));
    }
}
