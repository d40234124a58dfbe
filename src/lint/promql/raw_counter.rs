//! A counter used as it stands.
//!
//! ## What it does
//! Looks for series whose name ends with `_total` that are summed up or compared with a number, without `rate`, `increase`
//! or another function of a window.
//!
//! ## Why it is bad
//! A counter counts from the start of its process: the number says how long that was up rather than how much is going on,
//! and an alert that compares it fires until the next restart.
//!
//! Only on request: some programs name gauges `_total`.
//!
//! ## Example
//! ```promql
//! sum by (job) (errors_total) > 10
//! ```
//!
//! ## How to fix
//! Ask how much it grew.
//! ```promql
//! sum by (job) (increase(errors_total[10m])) > 10
//! ```

use super::super::{Expression, Lint, counters::names_counter, definition::Check, metric_name};
use crate::{
    diagnostic::Diagnostic,
    promql::ast::{AggregateOperator, Expr, ValueType, VectorSelector},
};

pub(super) const LINT: Lint =
    Lint::new("promql/raw-counter", include_str!("raw_counter.rs"), Check::Expression(check)).on_request();

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let used = match node {
            Expr::Aggregate(node) if is_mixing(node.operator) => {
                direct(&node.body).map(|selector| (selector, "added up"))
            }
            Expr::Binary(node) if node.operator.is_comparison() => match node.right.value_type() {
                ValueType::Scalar => direct(&node.left).map(|selector| (selector, "compared")),
                _ if node.left.value_type() == ValueType::Scalar => {
                    direct(&node.right).map(|selector| (selector, "compared"))
                }
                _ => None,
            },
            _ => None,
        };
        let Some((selector, how)) = used else { return };
        if let Some(name) = metric_name(selector).filter(|name| names_counter(name)) {
            let message = format!("`{name}` is {how} as it stands: a counter counts since the start of its process");
            let finding = LINT.at(expression.place(selector.span), message);
            found.push(finding.hinted("take its `rate` or `increase` first"));
        }
    });
}

fn is_mixing(operator: AggregateOperator) -> bool {
    use AggregateOperator::*;
    matches!(operator, Sum | Avg | Stddev | Stdvar | Quantile | Min | Max)
}

fn direct(expression: &Expr) -> Option<&VectorSelector> {
    match expression.without_parens() {
        Expr::Vector(selector) => Some(selector),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn counters_in_windows_and_other_uses_are_left_alone() {
        clean(&LINT, &["sum(rate(x_total[5m]))", "count(x_total)", "absent(x_total)", "x_total - x_total offset 5m"]);
        clean(&LINT, &["sum(x)", "x > 5", "increase(x_total[5m]) > 0", "sum(job:x_total)", "x_total > y_total"]);
        assert_eq!(
            found(&LINT, "5 < x_total or sum((y_total))"),
            [
                "x_total: `x_total` is compared as it stands: a counter counts since the start of its process",
                "y_total: `y_total` is added up as it stands: a counter counts since the start of its process"
            ]
        );
    }
}
