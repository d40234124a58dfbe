//! A recording rule that reads what it records.
//!
//! ## What it does
//! Looks for recording rules whose expression selects series of the name that the rule records, and which it may have
//! recorded itself. Looked for only on request: some do it on purpose, to carry a value on (`x or y`) or to count.
//!
//! ## Why it is bad
//! Each evaluation builds on the one before: a wrong value never leaves the series again, and after a gap longer than
//! the lookback the memory is gone.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:max
//!         expr: max by (job) (job:up:max or up)
//! ```
//!
//! ## How to fix
//! Read the series that it is made of; for a memory, a window of them.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:max
//!         expr: max by (job) (max_over_time(up[1d]))
//! ```

use super::{
    super::{Expression, Lint, RuleView, definition::Check},
    reading,
};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint =
    Lint::new("rules/own-result", include_str!("own_result.rs"), Check::Rule(check)).level(Severity::Info).on_request();

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(expression) = Expression::of_rule(rule) else { return };
    for selector in expression.tree.selectors() {
        if reading::recorders(rule, selector).iter().any(|recorder| recorder.address == rule.address) {
            let message = format!("the rule reads `{}`, which it records itself", rule.rule.name());
            let recorded = rule.of.place(rule.rule.name_span());
            found.push(LINT.at(expression.place(selector.span), message).with_label(recorded, "recorded here"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(record: &str, expr: &str) -> Vec<String> {
        let rule = format!("{{record: {record}, expr: '{expr}', labels: {{q: a}}}}");
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{rule}, {{record: c, expr: b}}]}}]"))
    }

    #[test]
    fn other_labels_are_other_series() {
        assert_eq!(found("b", r#"b{q=~"a|b"}"#), [r#"b{q=~"a|b"}: the rule reads `b`, which it records itself"#]);
        assert_eq!(found("b", "rate(b[5m])"), ["b: the rule reads `b`, which it records itself"]);
        assert_eq!(found("b", r#"b{q="b"}"#), [""; 0]);
        assert_eq!(found("b", "c"), [""; 0]);
        assert_eq!(found("c", "b"), [""; 0]);
    }
}
