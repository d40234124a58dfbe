//! Sums and averages of quantiles.
//!
//! ## What it does
//! Looks for `sum` and `avg` over series of one `quantile` of a summary, and over the result of `histogram_quantile`.
//!
//! ## Why it is bad
//! The average of the 0.9-quantiles of several instances is not the 0.9-quantile of all requests, nor any other number
//! with a meaning: an instance with three requests counts as much as one with a million.
//!
//! Only on request: between instances that are alike the average may be near enough.
//!
//! ## Example
//! ```promql
//! avg by (job) (latency_seconds{quantile="0.9"})
//! ```
//!
//! ## How to fix
//! Aggregate the buckets of a histogram and take the quantile of the sum; of a summary, take the worst instance.
//! ```promql
//! max by (job) (latency_seconds{quantile="0.9"})
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::Diagnostic,
    promql::ast::{AggregateOperator, Expr},
};

pub(super) const LINT: Lint =
    Lint::new("promql/aggregated-quantiles", include_str!("aggregated_quantiles.rs"), Check::Expression(check))
        .on_request();

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let Expr::Aggregate(node) = node else { return };
        if !matches!(node.operator, AggregateOperator::Sum | AggregateOperator::Avg) {
            return;
        }
        let (place, what) = match node.body.without_parens() {
            Expr::Vector(selector) => {
                let is_summary =
                    selector.matchers.iter().any(|matcher| matcher.is_on("quantile") && !matcher.matches(""));
                (is_summary.then_some(selector.span), "quantiles of a summary")
            }
            Expr::Call(call) => {
                let is_quantile = call.function.name == "histogram_quantile";
                (is_quantile.then_some(call.span), "quantiles of histograms")
            }
            _ => return,
        };
        let Some(place) = place else { return };
        let operator = node.operator.as_str();
        let message = format!("the `{operator}` of {what} is no quantile");
        found.push(LINT.at(expression.place(place), message).hinted("aggregate buckets first, or take the `max`"));
    });
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn only_sums_and_averages_of_quantiles_are_found() {
        clean(
            &LINT,
            &[
                r#"max(x{quantile="0.9"})"#,
                "avg(x)",
                r#"avg(x{quantile=""})"#,
                "histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))",
                r#"avg_over_time(x{quantile="0.9"}[5m])"#,
                r#"sum(rate(x_count{quantile=""}[5m]))"#,
            ],
        );
        assert_eq!(
            found(&LINT, r#"sum(x{quantile=~"0.9"}) + avg(histogram_quantile(0.9, y))"#),
            [
                r#"x{quantile=~"0.9"}: the `sum` of quantiles of a summary is no quantile"#,
                "histogram_quantile(0.9, y): the `avg` of quantiles of histograms is no quantile"
            ]
        );
    }
}
