//! A target that is written out twice in one job.
//!
//! ## What it does
//! Looks for addresses that stand more than once in the `static_configs` of a job, with the same labels.
//!
//! ## Why it is bad
//! Prometheus scrapes such a target once. The second one is either left over, or was meant to be another address, which is
//! not scraped then.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     static_configs:
//!       - targets: [db-1:9100, db-2:9100, db-2:9100]
//! ```
//!
//! ## How to fix
//! Remove it, or write the address that was meant.
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     static_configs:
//!       - targets: [db-1:9100, db-2:9100, db-3:9100]
//! ```

use super::super::{Lint, definition::Check};
use crate::{
    config::{check::Checked, discovery::TargetGroup},
    diagnostic::Diagnostic,
};
use hashbrown::HashMap;
use std::collections::BTreeMap;

pub(super) const LINT: Lint =
    Lint::new("config/duplicate-target", include_str!("duplicate_target.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for job in &checked.jobs {
        let mut first_spots = HashMap::new();
        for group in &job.discoveries.static_configs {
            let labels = labels(group);
            for target in &group.targets {
                let Some(first) = first_spots.get(&(target.as_str(), labels.clone())).copied() else {
                    first_spots.insert((target.as_str(), labels.clone()), target.spot);
                    continue;
                };
                let Some(place) = checked.place(target.spot) else { continue };
                let message = format!("`{}` is a target of the job `{}` twice", target.value, job.job_name);
                let mut finding = LINT.at(place, message);
                if let Some(place) = checked.place(first) {
                    finding = finding.with_label(place, "first here");
                }
                found.push(finding.hinted("Prometheus scrapes it once"));
            }
        }
    }
}

/// The labels of a group; an empty one is none.
fn labels(group: &TargetGroup) -> BTreeMap<&str, &str> {
    let pairs = group.labels.entries().iter().map(|entry| (entry.name.as_str(), entry.value.as_str()));
    pairs.filter(|(_, value)| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn other_labels_and_jobs_are_other_targets() {
        let clean: [&str; 0] = [];
        for groups in [
            "[{targets: [a:1, a:2]}]",
            "[{targets: [a:1], labels: {x: y}}, {targets: [a:1], labels: {x: z}}]",
            "[{targets: [a:1], labels: {x: y}}, {targets: [a:1]}]",
        ] {
            let text = format!("scrape_configs: [{{job_name: j, static_configs: {groups}}}]");
            assert_eq!(found_in_config(&LINT, &text), clean, "{groups}");
        }
        let jobs = "scrape_configs: [{job_name: j, static_configs: [{targets: [a]}]}, {job_name: k, static_configs: [{targets: [a]}]}]";
        assert_eq!(found_in_config(&LINT, jobs), clean);
        let text = "scrape_configs: [{job_name: j, static_configs: [{targets: ['a:1', 'a:1'], labels: {x: ''}}, {targets: ['a:1']}]}]";
        assert_eq!(found_in_config(&LINT, text), ["'a:1': `a:1` is a target of the job `j` twice"; 2]);
    }
}
