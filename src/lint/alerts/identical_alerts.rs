//! One condition under two names.
//!
//! ## What it does
//! Looks for alerts of one file that have the same expression, but for space, the same labels and the same `for`, and
//! different names.
//!
//! ## Why it is bad
//! Both always fire together. Mostly one was copied from the other and its expression never changed, so that what its
//! name promises is watched by nobody.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: OutOfMemory
//!         expr: memory_free_bytes < 1e9
//!       - alert: OutOfDisk
//!         expr: memory_free_bytes < 1e9
//! ```
//!
//! ## How to fix
//! Correct the copy, or remove it.
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: OutOfMemory
//!         expr: memory_free_bytes < 1e9
//!       - alert: OutOfDisk
//!         expr: disk_free_bytes < 1e9
//! ```

use super::super::{Lint, RuleFileView, RuleView, definition::Check, rules::reading};
use crate::{
    config::rules::{Located, RuleKind},
    diagnostic::Diagnostic,
};
use std::collections::HashMap;

pub(super) const LINT: Lint =
    Lint::new("alerts/identical-alerts", include_str!("identical_alerts.rs"), Check::RuleFile(check));

fn check(view: &RuleFileView<'_>, found: &mut Vec<Diagnostic>) {
    let mut first_ones: HashMap<_, RuleView<'_>> = HashMap::new();
    for rule in view.rules().filter(|rule| rule.rule.kind() == RuleKind::Alerting) {
        let Some(expression) = &rule.rule.expression else { continue };
        let labels = reading::labels(&rule).into_iter();
        let mut labels: Vec<(&str, &str)> =
            labels.map(|entry| (entry.name.value.as_str(), entry.value.value.as_str())).collect();
        labels.sort_unstable();
        let milliseconds = |duration: &Option<Located<i64>>| duration.as_ref().map_or(0, |duration| duration.value);
        let waits = (milliseconds(&rule.rule.hold), milliseconds(&rule.rule.keep_firing));
        let first = *first_ones.entry((expression.to_string(), labels, waits)).or_insert(rule);
        if first.rule.name() != rule.rule.name() {
            let message = format!("`{}` fires exactly when `{}` does", rule.rule.name(), first.rule.name());
            let place = rule.rule.expr.as_ref().map_or(rule.rule.span, |expr| expr.span);
            let finding = LINT.at(view.place(place), message);
            found.push(finding.with_label(view.place(first.rule.name_span()), "the other one"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn any_difference_counts() {
        let found = |second: &str| {
            let first = "{alert: A, expr: x > 1, for: 1m, labels: {a: b}}";
            found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{first}, {second}]}}]"))
        };
        assert_eq!(
            found("{alert: B, expr: 'x>1', for: 60s, labels: {a: b}, annotations: {c: d}}"),
            ["'x>1': `B` fires exactly when `A` does"]
        );
        for second in [
            "{alert: B, expr: 'x>2', for: 1m, labels: {a: b}}",
            "{alert: B, expr: 'x>1', for: 2m, labels: {a: b}}",
            "{alert: B, expr: 'x>1', for: 1m, labels: {a: c}}",
            "{alert: B, expr: 'x>1', for: 1m, labels: {a: b}, keep_firing_for: 1m}",
            "{alert: A, expr: 'x>1', for: 1m, labels: {a: b}}",
            "{record: B, expr: 'x>1', labels: {a: b}}",
        ] {
            assert_eq!(found(second), [""; 0], "{second}");
        }
    }
}
