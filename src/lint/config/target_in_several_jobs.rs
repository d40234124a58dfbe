//! A target of several jobs.
//!
//! ## What it does
//! Looks for addresses in the `static_configs` of several jobs that fetch the same path with the same scheme and the same
//! parameters, none of which has rules that rewrite targets. Only on request: two jobs may want different things of the
//! same samples.
//!
//! ## Why it is bad
//! The target is scraped several times, and its samples are stored several times. Sums over all jobs count them double.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     static_configs:
//!       - targets: [db-1:9100]
//!   - job_name: databases
//!     static_configs:
//!       - targets: [db-1:9100]
//! ```
//!
//! ## How to fix
//! Leave the target in one job, and tell it apart with a label.
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     static_configs:
//!       - targets: [db-1:9100]
//!         labels:
//!           kind: database
//! ```

use super::super::{Lint, definition::Check};
use crate::{
    config::{ScrapeConfig, check::Checked},
    diagnostic::{Diagnostic, Severity},
};
use hashbrown::HashMap;

pub(super) const LINT: Lint =
    Lint::new("config/target-in-several-jobs", include_str!("target_in_several_jobs.rs"), Check::Config(check))
        .level(Severity::Info)
        .on_request();

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&str, Vec<(usize, _)>> = HashMap::new();
    for (number, job) in checked.jobs.iter().enumerate().filter(|(_, job)| job.relabel_configs.is_empty()) {
        for target in job.discoveries.static_configs.iter().flat_map(|group| &group.targets) {
            let known = first.entry(target.as_str()).or_default();
            let same = known.iter().find_map(|(other, spot)| {
                let other = checked.jobs.get(*other).filter(|other| is_same_request(job, other))?;
                (other.job_name != job.job_name).then_some((other, *spot))
            });
            known.push((number, target.spot));
            let (Some((other, spot)), Some(place)) = (same, checked.place(target.spot)) else { continue };
            let message = format!("`{}` is a target of the job `{}` too", target.value, other.job_name);
            let mut finding = LINT.at(place, message);
            if let Some(place) = checked.place(spot) {
                finding = finding.with_label(place, "there");
            }
            found.push(finding);
        }
    }
}

/// Whether both jobs ask a target for the same.
fn is_same_request(left: &ScrapeConfig, right: &ScrapeConfig) -> bool {
    left.scheme == right.scheme && left.metrics_path == right.metrics_path && left.params == right.params
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn another_request_is_another_target() {
        let targets = "static_configs: [{targets: [a:1]}]";
        let jobs = |first: &str, second: &str| {
            let text =
                format!("scrape_configs: [{{job_name: j, {targets}{first}}}, {{job_name: k, {targets}{second}}}]");
            found_in_config(&LINT, &text)
        };
        assert_eq!(jobs("", ""), ["a:1: `a:1` is a target of the job `j` too"]);
        let clean: [&str; 0] = [];
        for other in
            [", metrics_path: /x", ", scheme: https", ", params: {a: [b]}", ", relabel_configs: [{target_label: a}]"]
        {
            assert_eq!(jobs("", other), clean, "{other}");
        }
    }
}
