//! Quantiles of buckets as they stand, without a rate.
//!
//! ## What it does
//! Looks for `histogram_quantile` and `histogram_fraction` over `_bucket` series without `rate` or another function of a
//! window.
//!
//! ## Why it is bad
//! Buckets count from the start of the process. The quantile is that of all observations since then, and hardly moves
//! however bad the last minutes were.
//!
//! ## Example
//! ```promql
//! histogram_quantile(0.9, sum by (le) (latency_seconds_bucket))
//! ```
//!
//! ## How to fix
//! Take the rate first.
//! ```promql
//! histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m])))
//! ```

use super::{
    super::{Expression, Lint, definition::Check, metric_name},
    histogram_quantile_without_le::buckets_of,
};
use crate::{
    diagnostic::Diagnostic,
    promql::ast::{Expr, VectorSelector},
};

pub(super) const LINT: Lint = Lint::new(
    "promql/histogram-quantile-of-raw-buckets",
    include_str!("histogram_quantile_of_raw_buckets.rs"),
    Check::Expression(check),
);

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let Some((call, vector)) = buckets_of(node) else { return };
        let Some(selector) = raw(vector) else { return };
        if metric_name(selector).is_some_and(|name| name.ends_with("_bucket")) {
            let message = format!("`{}` of buckets that count since the start of the process", call.function.name);
            let finding = LINT.at(expression.place(selector.span), message);
            found.push(finding.hinted("take the `rate` of the buckets first"));
        }
    });
}

/// The selector whose samples come through as they are, or added up.
fn raw(expression: &Expr) -> Option<&VectorSelector> {
    match expression {
        Expr::Paren(node) => raw(&node.inner),
        Expr::Aggregate(node) => raw(&node.body),
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
    fn only_raw_buckets_are_found() {
        clean(
            &LINT,
            &[
                "histogram_quantile(0.9, rate(x_bucket[5m]))",
                "histogram_quantile(0.9, sum by (le) (increase(x_bucket[5m])))",
                "histogram_quantile(0.9, x_bucket - x_bucket offset 5m)",
                "histogram_quantile(0.9, x)",
                "histogram_quantile(0.9, job:x_bucket:rate5m)",
            ],
        );
        assert_eq!(
            found(&LINT, "histogram_quantile(0.9, (sum by (le) (x_bucket{a='1'})))"),
            ["x_bucket{a='1'}: `histogram_quantile` of buckets that count since the start of the process"]
        );
    }
}
