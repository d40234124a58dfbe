//! `bool` in the condition of an alert.
//!
//! ## What it does
//! Looks for alerts whose values come from a comparison with `bool`, and that compare nothing without it.
//!
//! ## Why it is bad
//! With `bool` a comparison does not remove series, but gives 0 or 1. An alert fires for every series that there is, also
//! for one with the value 0: this one fires always.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: QueueFull
//!         expr: queue_length > bool 100
//! ```
//!
//! ## How to fix
//! Leave `bool` out, or compare the result.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: QueueFull
//!         expr: queue_length > 100
//! ```

use super::{
    super::{Expression, Lint, RuleView, definition::Check},
    condition,
};
use crate::{
    config::rules::RuleKind,
    diagnostic::{Diagnostic, Span},
};

pub(super) const LINT: Lint =
    Lint::new("alerts/bool-comparison", include_str!("bool_comparison.rs"), Check::Rule(check));

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    if rule.rule.kind() != RuleKind::Alerting {
        return;
    }
    let Some(expression) = Expression::of_rule(rule) else { return };
    let Some(part) = condition::unfiltered(expression.tree, rule) else { return };
    let Some(comparison) = condition::bool_comparison(part) else { return };
    let between = Span { start: comparison.left.span().end, end: comparison.right.span().start };
    // Between the operands there may be parentheses' ends and space, and what is said of matching.
    let text = expression.text_of(between);
    let Some(start) = text.find(comparison.operator.as_str()) else { return };
    let end = text.find("bool").map_or(text.len(), |start| start + "bool".len());
    let offset = between.start as usize;
    let place = expression.place(Span::new(offset + start, offset + end));
    let message = "the comparison gives 0 or 1, and the alert fires either way";
    found.push(LINT.at(place, message).hinted("leave out `bool`, so that only what fulfils it is left"));
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(expr: &str) -> Vec<String> {
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{{alert: A, expr: '{expr}'}}]}}]"))
    }

    #[test]
    fn comparisons_that_filter_are_left_alone() {
        for expr in ["(x > bool 1) == 1", "(x > bool 1) * y > 3", "x > 1", "sum(x > bool 1) > 3", "x and (y > bool 1)"]
        {
            assert_eq!(found(expr), [""; 0], "{expr}");
        }
        let message = "the comparison gives 0 or 1, and the alert fires either way";
        for (expr, place) in [
            ("x > bool 1", "> bool"),
            ("((x)) ==bool on (a) y", "==bool"),
            ("sum by (a) (x >= bool 1)", ">= bool"),
            ("(x > bool 1) * (y < bool 2)", "> bool"),
            ("time() > bool 5", "> bool"),
            ("x > 1 or y > bool 2", "> bool"),
        ] {
            assert_eq!(found(expr), [format!("{place}: {message}")], "{expr}");
        }
    }
}
