//! Rules that are evaluated more often than anything is scraped.
//!
//! ## What it does
//! Looks for an `evaluation_interval` that is shorter than the scrape interval of every job, where there are rule files.
//! Only on request: alerts may be meant to react as soon as a sample is there.
//!
//! ## Why it is bad
//! Most evaluations see the samples of the one before, and record the same values again.
//!
//! ## Example
//! ```yaml
//! global:
//!   scrape_interval: 1m
//!   evaluation_interval: 15s
//! rule_files:
//!   - "*.rules"
//! scrape_configs:
//!   - job_name: node
//!     static_configs:
//!       - targets: [db-1:9100]
//! ```
//!
//! ## How to fix
//! Give both the same interval.
//! ```yaml
//! global:
//!   scrape_interval: 1m
//!   evaluation_interval: 1m
//! rule_files:
//!   - "*.rules"
//! scrape_configs:
//!   - job_name: node
//!     static_configs:
//!       - targets: [db-1:9100]
//! ```

use super::super::{Lint, definition::Check};
use crate::{
    config::check::Checked,
    diagnostic::{Diagnostic, Severity},
};

pub(super) const LINT: Lint = Lint::new(
    "config/evaluation-shorter-than-scrape",
    include_str!("evaluation_shorter_than_scrape.rs"),
    Check::Config(check),
)
.level(Severity::Info)
.on_request();

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    let Some(config) = checked.config.as_ref().filter(|config| !config.rule_files.is_empty()) else { return };
    let Some(shortest) = checked.jobs.iter().map(|job| job.scrape_interval).min() else { return };
    let evaluation = config.global.evaluation_interval;
    let spot = config.global.origin.value("evaluation_interval").filter(|_| evaluation < shortest);
    if let Some(place) = spot.and_then(|spot| checked.place(spot)) {
        let message =
            format!("rules are evaluated every {evaluation}, and no job is scraped more often than every {shortest}");
        found.push(LINT.at(place, message));
    }
}
