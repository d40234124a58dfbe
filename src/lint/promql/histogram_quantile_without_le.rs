//! Quantiles of buckets whose bounds were aggregated away.
//!
//! ## What it does
//! Looks for `histogram_quantile` and `histogram_fraction` over `_bucket` series from which something takes the label `le`.
//!
//! ## Why it is bad
//! The bounds of the buckets are in `le`: without it there are no buckets, and nothing comes out.
//!
//! Native histograms need no `le`; so it only looks where all series are named `…_bucket`.
//!
//! ## Example
//! ```promql
//! histogram_quantile(0.9, sum by (job) (rate(latency_seconds_bucket[5m])))
//! ```
//!
//! ## How to fix
//! Group by `le` as well.
//! ```promql
//! histogram_quantile(0.9, sum by (job, le) (rate(latency_seconds_bucket[5m])))
//! ```

use super::super::{
    Expression, Lint,
    definition::Check,
    labels::{Presence, Shapes},
    metric_name,
};
use crate::{
    diagnostic::Diagnostic,
    model::labels::BUCKET_BOUND,
    promql::ast::{Call, Expr},
};

pub(super) const LINT: Lint = Lint::new(
    "promql/histogram-quantile-without-le",
    include_str!("histogram_quantile_without_le.rs"),
    Check::Expression(check),
);

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    let shapes = Shapes::default();
    expression.tree.walk(&mut |node| {
        let Some((call, vector)) = buckets_of(node) else { return };
        let Presence::Never(removal) = shapes.of(vector).presence(BUCKET_BOUND) else { return };
        let selectors = vector.selectors();
        let is_classic = |name: &str| name.ends_with("_bucket");
        if selectors.is_empty() || !selectors.iter().all(|selector| metric_name(selector).is_some_and(is_classic)) {
            return;
        }
        let message = format!("`{}` finds no buckets: the label `le` is gone", call.function.name);
        let finding = LINT.at(expression.place(removal.span), message).labelled(removal.cause.explanation());
        found.push(finding.hinted("keep `le` up to the quantile, as in `sum by (le) (…)`"));
    });
}

/// The call of a function that reads buckets, with the vector it reads them from.
pub(super) fn buckets_of(node: &Expr) -> Option<(&Call, &Expr)> {
    let Expr::Call(call) = node else { return None };
    let index = match call.function.name {
        "histogram_quantile" => 1,
        "histogram_fraction" => 2,
        "histogram_quantiles" => 0,
        _ => return None,
    };
    Some((call, call.arguments.get(index)?))
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn buckets_with_bounds_and_native_histograms_are_left_alone() {
        clean(
            &LINT,
            &[
                "histogram_quantile(0.9, rate(x_bucket[5m]))",
                "histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))",
                "histogram_quantile(0.9, sum without (a) (rate(x_bucket[5m])))",
                "histogram_quantile(0.9, sum(rate(x[5m])))",
                "histogram_quantile(0.9, sum(rate(x[5m]) or rate(x_bucket[5m])))",
                "histogram_quantile(0.9, sum(job:x:rate5m))",
                "sum(rate(x_bucket[5m]))",
            ],
        );
    }

    #[test]
    fn what_takes_the_bounds_away_is_found() {
        for (text, expected) in [
            ("histogram_quantile(0.9, sum(rate(x_bucket[5m])))", "sum(rate(x_bucket[5m])): `histogram_quantile`"),
            (
                "histogram_fraction(0, 1, max without (le) (x_bucket))",
                "max without (le) (x_bucket): `histogram_fraction`",
            ),
        ] {
            assert_eq!(found(&LINT, text), [format!("{expected} finds no buckets: the label `le` is gone")], "{text}");
        }
    }
}
