//! A counter that is added up or compared as it stands.
//!
//! ## What it does
//! Looks for `sum` and `avg` of a counter that is no difference afterwards, and for alerts that compare a counter with a
//! number other than zero: its targets state that it is a counter and its samples do not contradict, or its name says so
//! and its samples only rise. Left alone are ratios of sums, sums that are compared with zero or with each other, sums in
//! a subquery, and what the checked rules record.
//!
//! ## Why it is bad
//! A counter counts since its process began. The sum falls whenever one of them restarts, and a limit is reached sooner or
//! later by each process that only lives long enough.
//!
//! ## Example
//! ```promql
//! sum by (job) (http_errors_total)
//! ```
//! ```openmetrics
//! # TYPE http_errors counter
//! http_errors_total{job="api"} 17
//! # EOF
//! ```
//!
//! ## How to fix
//! Take `rate` or `increase` first, and the sum of that.
//! ```promql
//! sum by (job) (increase(http_errors_total[1h]))
//! ```

use super::{
    super::{EvidenceError, Expression, Ground, Kind, Lint, SeriesFacts, definition::Check},
    selected::{Selected, for_each_selector},
};
use crate::{
    diagnostic::Diagnostic,
    promql::ast::{AggregateOperator, BinaryOperator, Expr},
};

pub(super) const LINT: Lint =
    Lint::new("series/counter-without-rate", include_str!("counter_without_rate.rs"), Check::Series(check));

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    let is_alert = expression.rule.is_some_and(|rule| rule.rule.alert.is_some());
    for_each_selector(expression.tree, &mut |selected| {
        let Some(metric) = selected.exposed_metric(expression).filter(|_| selected.matrix.is_none()) else {
            return Ok(());
        };
        let Some(what) = misuse(&selected, is_alert) else { return Ok(()) };
        let Some((Kind::Counter, ground)) = facts.kind(metric)? else { return Ok(()) };
        let reason = match ground {
            Ground::Stated => "which its targets say is a counter",
            Ground::Seen => "which is named as a counter and only rises",
        };
        let message = format!("{what} of `{metric}`, {reason}, changes with every restart");
        let hint = "take `rate` or `increase` of the counter first";
        found.push(LINT.at(expression.place(selected.name_span(expression)), message).hinted(hint));
        Ok(())
    })
}

/// What is done to the values of a selector that is never done to a counter's.
fn misuse(selected: &Selected<'_, '_>, is_alert: bool) -> Option<&'static str> {
    match selected.parent()? {
        (Expr::Aggregate(aggregate), _) => {
            let what = match aggregate.operator {
                AggregateOperator::Sum => "the sum",
                AggregateOperator::Avg => "the average",
                _ => return None,
            };
            let is_excused = |(parent, _): (&Expr, &Expr)| match parent {
                Expr::Subquery(_) => true,
                // Differences, ratios, and comparisons of two sums have a meaning.
                Expr::Binary(binary) => {
                    binary.matching.is_some()
                        || matches!(binary.operator, BinaryOperator::Subtract)
                        || (binary.operator.is_comparison() && is_zero(&binary.left, &binary.right))
                }
                Expr::Call(call) => call.function.name.starts_with("absent"),
                Expr::Aggregate(outer) => {
                    matches!(outer.operator, AggregateOperator::Count | AggregateOperator::Group)
                }
                _ => false,
            };
            (!selected.around().any(is_excused)).then_some(what)
        }
        (Expr::Binary(binary), _) => {
            let is_limit = is_alert
                && binary.matching.is_none()
                && matches!(binary.operator, BinaryOperator::Greater | BinaryOperator::GreaterOrEqual)
                && matches!(binary.right.without_parens(), Expr::Number(_))
                && !is_zero(&binary.left, &binary.right);
            // Beside another condition, or taken away, it may be only one that a target has done its work at all.
            let is_alone = !selected.around().skip(1).any(|(parent, _)| matches!(parent, Expr::Binary(_)));
            (is_limit && is_alone).then_some("a limit")
        }
        _ => None,
    }
}

fn is_zero(left: &Expr, right: &Expr) -> bool {
    let is_zero = |side: &Expr| matches!(side.without_parens(), Expr::Number(number) if number.value == 0.0);
    is_zero(left) || is_zero(right)
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    const SERIES: &str = "# TYPE a counter\na_total{x=\"1\"} 17\n# TYPE b gauge\nb 1\n# EOF\n";

    #[test]
    fn what_has_a_meaning_is_left_alone() {
        let clean: [&str; 0] = [];
        for text in [
            "sum(b)",
            "count(a_total)",
            "max(a_total)",
            "sum(rate(a_total[5m]))",
            "sum(a_total) / sum(a_total)",
            "sum(a_total) - sum(a_total offset 5m)",
            "sum(a_total) == 0",
            "rate(sum(a_total)[5m:])",
            "absent(sum(a_total))",
            "a_total > 5",
            "count(sum by (x) (a_total))",
        ] {
            assert_eq!(found_beside(&LINT, SERIES, text), clean, "{text}");
        }
        assert_eq!(found_beside(&LINT, SERIES, "avg without (x) ((a_total)) * 2").len(), 1);
    }

    #[test]
    fn alerts_have_no_limit_for_counters() {
        let alert = |text: &str| {
            format!("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: {text}\n  - alert: B\n    expr: b > 1\n")
        };
        let clean: [&str; 0] = [];
        for text in ["a_total > 0", "a_total > 5 and b", "rate(a_total[5m]) > 5", "a_total == 5", "a_total > b"] {
            assert_eq!(found_beside(&LINT, SERIES, &alert(text)), clean, "{text}");
        }
        assert_eq!(
            found_beside(&LINT, SERIES, &alert("a_total > 5")),
            ["a_total: a limit of `a_total`, which its targets say is a counter, changes with every restart"]
        );
    }
}
