//! A relabelling rule that compares nothing.
//!
//! ## What it does
//! Looks for rules that need source labels and have none: `keep` and `drop` with a pattern, `keepequal`, `dropequal`,
//! `hashmod`, `lowercase`, `uppercase`, and `replace` with a pattern of its own.
//!
//! ## Why it is bad
//! Without source labels the rule looks at the empty text, and so does the same with everything: all is kept or dropped,
//! all fall into one shard, or the label is never written.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     dns_sd_configs:
//!       - names: [node.example.org]
//!     metric_relabel_configs:
//!       - regex: go_.*
//!         action: drop
//! ```
//!
//! ## How to fix
//! Say which labels are meant.
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     dns_sd_configs:
//!       - names: [node.example.org]
//!     metric_relabel_configs:
//!       - source_labels: [__name__]
//!         regex: go_.*
//!         action: drop
//! ```

use super::{
    super::{Lint, definition::Check},
    chain::{Of, chains},
};
use crate::{
    config::{
        check::Checked,
        relabel::{Action, RelabelRule},
    },
    diagnostic::Diagnostic,
};

pub(super) const LINT: Lint =
    Lint::new("config/relabel-without-source", include_str!("relabel_without_source.rs"), Check::Config(check));

/// Whether a rule looks at source labels, and has none.
pub(super) fn lacks_source(rule: &RelabelRule) -> bool {
    let Some(action) = rule.action.filter(|_| rule.source_labels().next().is_none()) else { return false };
    let has_pattern = rule.given_regex().is_some_and(|regex| !regex.is_anything());
    match action {
        // `drop` with nothing but itself is a way to say "everything", and so is a replacement that is always written.
        Action::Keep | Action::Drop | Action::Replace => has_pattern,
        Action::KeepEqual | Action::DropEqual | Action::HashMod | Action::Lowercase | Action::Uppercase => true,
        Action::LabelMap | Action::LabelDrop | Action::LabelKeep => false,
    }
}

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for chain in chains(checked) {
        for rule in chain.rules.iter().filter(|rule| lacks_source(rule)) {
            let (Some(action), Some(place)) = (rule.action, chain.head(rule)) else { continue };
            let matches = rule.matches("");
            let noun = chain.of.noun();
            let effect = match action {
                Action::Keep if matches => format!("keeps all {noun}"),
                Action::Keep => format!("drops all {noun}"),
                Action::Drop if matches => format!("drops all {noun}"),
                Action::Drop => "drops nothing".into(),
                Action::Replace if matches => format!("writes `{}` in all {noun}", rule.target_label),
                Action::Replace => "writes nothing".into(),
                Action::HashMod => format!("gives all {noun} the same number"),
                Action::KeepEqual => format!("keeps {noun} without `{}` only", rule.target_label),
                Action::DropEqual => format!("drops {noun} without `{}` only", rule.target_label),
                _ => format!("removes `{}`", rule.target_label),
            };
            let action = action.as_str();
            let message = format!("`{action}` without `source_labels` looks at the empty text, and so {effect}");
            let mut finding = LINT.at(place, message);
            let is_name = rule.given_regex().and_then(|regex| regex.whole()).is_some_and(|regex| {
                let prefix = regex.set_matches().and_then(|texts| texts.first()).map_or(regex.prefix(), String::as_str);
                prefix.contains('_') || prefix.len() > 2
            });
            if matches!(chain.of, Of::Samples | Of::Written) && is_name {
                finding = finding.hinted("for the metric's name, write `source_labels: [__name__]`");
            } else {
                finding = finding.hinted("say in `source_labels` which labels are meant");
            }
            found.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    fn in_targets(rule: &str) -> Vec<String> {
        let text = "scrape_configs: [{job_name: j, dns_sd_configs: [{names: [x]}], relabel_configs: [RULE]}]";
        found_in_config(&LINT, &text.replace("RULE", rule))
    }

    #[test]
    fn only_rules_that_look_at_labels_are_found() {
        for (rule, effect) in [
            ("{action: keep, regex: a}", "drops all targets"),
            ("{action: drop, regex: a}", "drops nothing"),
            ("{action: drop, regex: 'a?'}", "drops all targets"),
            ("{action: hashmod, modulus: 8, target_label: a}", "gives all targets the same number"),
            ("{regex: a, target_label: b, replacement: c}", "writes nothing"),
            ("{action: uppercase, target_label: b}", "removes `b`"),
        ] {
            let found = in_targets(rule);
            assert!(matches!(found.as_slice(), [one] if one.ends_with(effect)), "{rule}: {found:?}");
        }
        let clean: [&str; 0] = [];
        for rule in [
            "{action: drop}",
            "{target_label: b, replacement: c}",
            "{target_label: b, replacement: c, regex: '(.*)'}",
            "{action: labeldrop, regex: a}",
            "{action: labelmap, regex: '__x_(.+)'}",
            "{action: keep, source_labels: [a], regex: a}",
        ] {
            assert_eq!(in_targets(rule), clean, "{rule}");
        }
    }
}
