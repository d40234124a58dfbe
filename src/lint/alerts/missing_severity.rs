//! An alert without a severity.
//!
//! ## What it does
//! Looks for alerts that have no label `severity`, neither of their own nor of their group. Looked for only on request.
//!
//! ## Why it is bad
//! By it the routing of most Alertmanagers decides between a page and a ticket. Without it an alert goes wherever the
//! root of the routing tree leads.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//! ```
//!
//! ## How to fix
//! Say how bad it is.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         labels:
//!           severity: critical
//! ```

use super::super::{Lint, RuleView, definition::Check, rules::reading};
use crate::{
    config::rules::RuleKind,
    diagnostic::{Diagnostic, Severity},
};

pub(super) const LINT: Lint =
    Lint::new("alerts/missing-severity", include_str!("missing_severity.rs"), Check::Rule(check))
        .level(Severity::Info)
        .on_request();

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let has_severity = || reading::labels(rule).iter().any(|entry| entry.name.value == "severity");
    if rule.rule.kind() == RuleKind::Alerting && !has_severity() {
        let message = format!("`{}` has no label `severity`", rule.rule.name());
        found.push(LINT.at(rule.of.place(rule.rule.name_span()), message));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn groups_give_it_too() {
        let found = |group: &str, rule: &str| {
            found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{{expr: x, {rule}}}]{group}}}]"))
        };
        assert_eq!(found("", "alert: A, labels: {team: x}"), ["A: `A` has no label `severity`"]);
        assert_eq!(found("", "alert: A, labels: {severity: x}"), [""; 0]);
        assert_eq!(found(", labels: {severity: x}", "alert: A"), [""; 0]);
        assert_eq!(found("", "record: A"), [""; 0]);
    }
}
