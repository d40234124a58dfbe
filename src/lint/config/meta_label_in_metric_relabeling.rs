//! A label of targets, read where there are only samples or alerts.
//!
//! ## What it does
//! Looks in `metric_relabel_configs`, `write_relabel_configs` and `alert_relabel_configs` for labels that exist only while
//! targets are found: `__meta_*`, `__param_*`, `__address__`, `__scheme__`, `__metrics_path__` and the like.
//!
//! ## Why it is bad
//! These labels are gone once the rules of the target have run. The rule sees an empty value.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: pods
//!     kubernetes_sd_configs:
//!       - role: pod
//!     metric_relabel_configs:
//!       - source_labels: [__meta_kubernetes_pod_name]
//!         target_label: pod
//! ```
//!
//! ## How to fix
//! Copy the label into one that stays, in `relabel_configs`.
//! ```yaml
//! scrape_configs:
//!   - job_name: pods
//!     kubernetes_sd_configs:
//!       - role: pod
//!     relabel_configs:
//!       - source_labels: [__meta_kubernetes_pod_name]
//!         target_label: pod
//! ```

use super::{
    super::{Lint, definition::Check},
    chain::{Of, chains},
    meta_labels::PREFIX,
    relabel_flow::may_write,
    unknown_meta_label::literal_beginning,
};
use crate::{
    config::{check::Checked, relabel::Action},
    diagnostic::Diagnostic,
};

pub(super) const LINT: Lint = Lint::new(
    "config/meta-label-in-metric-relabeling",
    include_str!("meta_label_in_metric_relabeling.rs"),
    Check::Config(check),
);

/// Labels that say how a target is reached.
const OF_TARGETS: [&str; 5] =
    ["__address__", "__scheme__", "__metrics_path__", "__scrape_interval__", "__scrape_timeout__"];

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for chain in chains(checked) {
        let noun = match chain.of {
            Of::Samples | Of::Written => "samples",
            Of::Alerts => "alerts",
            Of::Targets(_) | Of::Alertmanagers(_) => continue,
        };
        let tell = |finding: Diagnostic| finding.hinted("copy it into another label in `relabel_configs` of the job");
        for (index, rule) in chain.rules.iter().enumerate() {
            for label in rule.source_labels().filter(|label| is_of_target(label)) {
                let is_written = chain.rules.iter().take(index).any(|earlier| may_write(earlier, label));
                let Some(place) = chain.source_place(rule, label).filter(|_| !is_written) else { continue };
                let message = format!("`{label}` is a label of targets, and always empty in {noun}");
                found.push(tell(LINT.at(place, message)));
            }
            let is_of_names = matches!(rule.action, Some(Action::LabelMap | Action::LabelDrop));
            if let Some(beginning) = literal_beginning(rule).filter(|_| is_of_names)
                && let Some(place) = chain.place(rule, "regex")
            {
                let message = format!("no label of {noun} begins with `{beginning}`: targets have such labels");
                found.push(tell(LINT.at(place, message)));
            }
        }
    }
}

fn is_of_target(label: &str) -> bool {
    label.starts_with(PREFIX) || label.starts_with("__param_") || OF_TARGETS.contains(&label)
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    #[test]
    fn labels_of_targets_are_found_in_all_three_lists() {
        let rule = "[{source_labels: [__param_target], target_label: x}]";
        for (text, expected) in [
            ("scrape_configs: [{job_name: j, metric_relabel_configs: RULE}]", 1),
            ("remote_write: [{url: 'http://x', write_relabel_configs: RULE}]", 1),
            ("alerting: {alert_relabel_configs: RULE}", 1),
            ("alerting: {alertmanagers: [{alert_relabel_configs: RULE}]}", 1),
            ("scrape_configs: [{job_name: j, relabel_configs: RULE}]", 0),
        ] {
            assert_eq!(found_in_config(&LINT, &text.replace("RULE", rule)).len(), expected, "{text}");
        }
    }

    #[test]
    fn other_labels_are_left_alone() {
        let clean: [&str; 0] = [];
        for rules in [
            "{source_labels: [__name__], target_label: x}",
            "{source_labels: [a], target_label: __meta_x}, {source_labels: [__meta_x], target_label: x}",
            "{action: labelmap, regex: 'meta_(.+)'}",
        ] {
            let text = format!("scrape_configs: [{{job_name: j, metric_relabel_configs: [{rules}]}}]");
            assert_eq!(found_in_config(&LINT, &text), clean, "{rules}");
        }
    }
}
