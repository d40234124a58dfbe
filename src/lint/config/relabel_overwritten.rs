//! A label that is written again before anybody reads it.
//!
//! ## What it does
//! Looks for rules that write a label which a later rule of the same list writes, or removes, whatever comes along, with
//! no rule between them that reads it.
//!
//! ## Why it is bad
//! The first rule is without effect. Often two rules were meant as alternatives: "take the name of the pod, or that of the
//! node". But a rule whose pattern also matches the empty text, as the default does, removes the label when its source is
//! empty.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: services
//!     consul_sd_configs:
//!       - server: consul.example.org:8500
//!     relabel_configs:
//!       - source_labels: [__meta_consul_node]
//!         target_label: host
//!       - source_labels: [__meta_consul_service_metadata_host]
//!         target_label: host
//! ```
//!
//! ## How to fix
//! Let the later rule write only if it has something to write, or remove the first one.
//! ```yaml
//! scrape_configs:
//!   - job_name: services
//!     consul_sd_configs:
//!       - server: consul.example.org:8500
//!     relabel_configs:
//!       - source_labels: [__meta_consul_node]
//!         target_label: host
//!       - source_labels: [__meta_consul_service_metadata_host]
//!         regex: (.+)
//!         target_label: host
//! ```

use super::{
    super::{Lint, definition::Check},
    chain::chains,
    relabel_flow::{Outcome, Step, reads, walk, written_label},
};
use crate::{
    config::{
        check::Checked,
        relabel::{Action, RelabelRule},
    },
    diagnostic::Diagnostic,
};

pub(super) const LINT: Lint =
    Lint::new("config/relabel-overwritten", include_str!("relabel_overwritten.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for chain in chains(checked) {
        let steps = walk(&chain);
        for (index, (rule, step)) in chain.rules.iter().zip(&steps).enumerate() {
            let Some(label) = written_label(rule).filter(|_| step.outcome == Outcome::Open) else { continue };
            let later = chain.rules.iter().zip(&steps).skip(index + 1);
            let Some(last) = overwriting(label, later) else { continue };
            let Some(place) = chain.place(rule, "target_label") else { continue };
            let message = format!("`{label}` is written here, and written over before any rule reads it");
            let mut finding = LINT.at(place, message);
            if let Some(place) = chain.head(last).filter(|_| last.target_label.is_empty()) {
                finding = finding.with_label(place, "removed here, whatever it is");
            } else if let Some(place) = chain.place(last, "target_label") {
                finding = finding.with_label(place, "written here, whatever comes along");
            }
            let copies = last.action == Some(Action::Replace) && last.replacement.contains('$');
            if copies && last.given_regex().is_none_or(|regex| regex.is_anything()) {
                finding = finding.hinted("with `regex: (.+)` the later rule writes only what is not empty");
            }
            found.push(finding);
        }
    }
}

/// The rule that certainly writes or removes a label, if none reads it before.
fn overwriting<'a, 'r: 'a>(
    label: &str,
    later: impl Iterator<Item = (&'a &'r RelabelRule, &'a Step)>,
) -> Option<&'r RelabelRule> {
    for (rule, step) in later {
        if reads(rule, label) {
            return None;
        }
        let writes = written_label(rule) == Some(label) && step.always_matches && step.outcome == Outcome::Open;
        let removes = match rule.action {
            Some(Action::LabelDrop) => rule.matches(label),
            Some(Action::LabelKeep) => !rule.matches(label),
            _ => false,
        };
        if writes || removes {
            return Some(rule);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    fn in_metrics(rules: &str) -> Vec<String> {
        let text = "scrape_configs: [{job_name: j, dns_sd_configs: [{names: [x]}], metric_relabel_configs: [RULES]}]";
        found_in_config(&LINT, &text.replace("RULES", rules))
    }

    #[test]
    fn what_is_read_or_may_stay_is_left_alone() {
        let clean: [&str; 0] = [];
        for rules in [
            "{source_labels: [a], target_label: x}, {source_labels: [x], target_label: x, replacement: 'p$1'}",
            "{source_labels: [a], target_label: x}, {source_labels: [b], regex: '(.+)', target_label: x}",
            "{source_labels: [a], target_label: x}, {action: keep, source_labels: [x], regex: y}, {target_label: x}",
            "{source_labels: [a], target_label: x}, {action: labelmap, regex: '(x)', replacement: 'y_$1'}, {target_label: x}",
            "{source_labels: [a], target_label: x}, {source_labels: [b], target_label: y}",
            "{source_labels: [a], target_label: x}, {action: dropequal, source_labels: [b], target_label: x}, {target_label: x}",
            "{source_labels: [a], target_label: x}, {source_labels: [b], target_label: '${1}'}",
        ] {
            assert_eq!(in_metrics(rules), clean, "{rules}");
        }
        for rules in [
            "{source_labels: [a], regex: b, target_label: x}, {target_label: x, replacement: y}",
            "{source_labels: [a], target_label: x}, {action: keep, source_labels: [b], regex: y}, {source_labels: [c], target_label: x}",
            "{action: hashmod, modulus: 2, source_labels: [a], target_label: x}, {action: labeldrop, regex: 'x|y'}",
            "{source_labels: [a], target_label: x}, {action: lowercase, source_labels: [c], target_label: x}",
        ] {
            let found = in_metrics(rules);
            assert!(
                matches!(found.as_slice(), [one] if one.starts_with("x: `x` is written here")),
                "{rules}: {found:?}"
            );
        }
    }
}
