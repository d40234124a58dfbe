//! A label that the group sets already.
//!
//! ## What it does
//! Looks for labels of rules with the same value as the label of the same name that the group gives all its rules.
//! Looked for only on request.
//!
//! ## Why it is bad
//! It does nothing, and when the group's label changes the rule silently keeps the old one.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     labels: {team: web}
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!         labels: {team: web}
//! ```
//!
//! ## How to fix
//! Leave the rule's label out.
//! ```yaml
//! groups:
//!   - name: jobs
//!     labels: {team: web}
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```

use super::super::{Lint, RuleView, definition::Check};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint =
    Lint::new("rules/repeated-group-label", include_str!("repeated_group_label.rs"), Check::Rule(check))
        .level(Severity::Info)
        .on_request();

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    for entry in &rule.rule.labels {
        let name = entry.name.value.as_str();
        let of_group = rule.group.labels.iter().find(|other| other.name.value == name);
        if let Some(of_group) = of_group.filter(|of_group| of_group.value.value == entry.value.value) {
            let finding = LINT.at(rule.of.place(entry.name.span), format!("the group sets `{name}` to this already"));
            found.push(finding.with_label(rule.of.place(of_group.name.span), "here"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn other_values_have_a_meaning() {
        let found = |labels: &str| {
            let rule = format!("{{alert: a, expr: x, labels: {labels}}}");
            found_in_rules(&LINT, &format!("groups: [{{name: g, labels: {{a: b, c: d}}, rules: [{rule}]}}]"))
        };
        assert_eq!(found("{c: d, a: x, b: a}"), ["c: the group sets `c` to this already"]);
        assert_eq!(found("{e: f}"), [""; 0]);
    }
}
