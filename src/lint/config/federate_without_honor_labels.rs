//! A federation that renames labels.
//!
//! ## What it does
//! Looks for jobs that scrape `/federate` and say nothing about `honor_labels`. Where it is `false` on purpose the lint is
//! silent.
//!
//! ## Why it is bad
//! The series come with the `job` and `instance` of the server that scraped them. Without `honor_labels: true` these become
//! `exported_job` and `exported_instance`, and all series carry the job and the instance of the federation.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: federate
//!     metrics_path: /federate
//!     params:
//!       match[]: ['{__name__=~"job:.+"}']
//!     static_configs:
//!       - targets: [prometheus-eu:9090]
//! ```
//!
//! ## How to fix
//! Set `honor_labels`.
//! ```yaml
//! scrape_configs:
//!   - job_name: federate
//!     honor_labels: true
//!     metrics_path: /federate
//!     params:
//!       match[]: ['{__name__=~"job:.+"}']
//!     static_configs:
//!       - targets: [prometheus-eu:9090]
//! ```

use super::{
    super::{Lint, definition::Check},
    federate_without_match::is_federation,
};
use crate::{config::check::Checked, diagnostic::Diagnostic};

pub(super) const LINT: Lint = Lint::new(
    "config/federate-without-honor-labels",
    include_str!("federate_without_honor_labels.rs"),
    Check::Config(check),
);

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for job in checked.jobs.iter().filter(|job| is_federation(job)) {
        if job.origin.key("honor_labels").is_some() {
            continue;
        }
        let Some(place) = checked.place(job.origin.blame("metrics_path")) else { continue };
        let message = format!("the job `{}` renames `job` and `instance` of the series that it fetches", job.job_name);
        found.push(LINT.at(place, message).hinted("set `honor_labels: true`, or `false` if that is meant"));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn what_is_said_is_meant() {
        let clean: [&str; 0] = [];
        for job in ["honor_labels: false, metrics_path: /federate", "metrics_path: /metrics"] {
            assert_eq!(found_in_config(&LINT, &format!("scrape_configs: [{{job_name: j, {job}}}]")), clean, "{job}");
        }
    }
}
