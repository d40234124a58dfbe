//! A federation that asks for nothing.
//!
//! ## What it does
//! Looks for jobs that scrape `/federate` without the parameter `match[]`.
//!
//! ## Why it is bad
//! The server answers with no series at all, and the target is up nevertheless.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: federate
//!     honor_labels: true
//!     metrics_path: /federate
//!     static_configs:
//!       - targets: [prometheus-eu:9090]
//! ```
//!
//! ## How to fix
//! Say which series are wanted.
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
    chain::sets_any_label,
    relabel_flow::may_write,
};
use crate::{
    config::{ScrapeConfig, check::Checked},
    diagnostic::Diagnostic,
};

pub(super) const LINT: Lint =
    Lint::new("config/federate-without-match", include_str!("federate_without_match.rs"), Check::Config(check));

/// The parameter, and the label that stands for it while targets are found.
const PARAMETER: &str = "match[]";
const LABEL: &str = "__param_match[]";

/// Whether a job scrapes another Prometheus for the series that it has, at whatever prefix.
pub(super) fn is_federation(job: &ScrapeConfig) -> bool {
    job.metrics_path == "/federate" || job.metrics_path.ends_with("/federate")
}

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for job in checked.jobs.iter().filter(|job| is_federation(job)) {
        let groups = &job.discoveries.static_configs;
        let mut labels = groups.iter().flat_map(|group| group.labels.entries());
        let is_given = job.params.get(PARAMETER).is_some_and(|values| !values.is_empty())
            || job.relabel_rules().any(|rule| may_write(rule, LABEL))
            || job.discoveries.list.iter().any(sets_any_label)
            || labels.any(|entry| entry.name.as_str() == LABEL);
        let Some(place) = checked.place(job.origin.blame("metrics_path")).filter(|_| !is_given) else { continue };
        let message = format!("the job `{}` fetches nothing: `/federate` needs the parameter `match[]`", job.job_name);
        found.push(LINT.at(place, message));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn the_parameter_may_come_from_a_rule() {
        let clean: [&str; 0] = [];
        let job = "job_name: j, metrics_path: /prometheus/federate";
        let rule = "relabel_configs: [{source_labels: [__address__], target_label: '__param_match[]'}]";
        assert_eq!(found_in_config(&LINT, &format!("scrape_configs: [{{{job}, {rule}}}]")), clean);
        assert_eq!(found_in_config(&LINT, "scrape_configs: [{job_name: j, metrics_path: /metrics}]"), clean);
        assert_eq!(found_in_config(&LINT, &format!("scrape_configs: [{{{job}, params: {{match: [up]}}}}]")).len(), 1);
    }
}
