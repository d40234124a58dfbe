//! A quantile that is not between 0 and 1.
//!
//! ## What it does
//! Looks at the quantile that `quantile`, `quantile_over_time`, `histogram_quantile` and `histogram_quantiles` are to find.
//!
//! ## Why it is bad
//! Quantiles are fractions: the 95th percentile is 0.95. Above 1 the result is always `+Inf`, below 0 always `-Inf`.
//!
//! ## Example
//! ```promql
//! histogram_quantile(95, sum by (le) (rate(latency_seconds_bucket[5m])))
//! ```
//!
//! ## How to fix
//! Write the fraction.
//! ```promql
//! histogram_quantile(0.95, sum by (le) (rate(latency_seconds_bucket[5m])))
//! ```

use super::super::{
    Expression, Lint,
    definition::Check,
    values::{Ranges, Values, Verdict},
};
use crate::{
    diagnostic::Diagnostic,
    golang::float::format_g,
    promql::ast::{AggregateOperator, BinaryOperator, Expr},
};

pub(super) const LINT: Lint =
    Lint::new("promql/quantile-out-of-range", include_str!("quantile_out_of_range.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    let ranges = Ranges::default();
    expression.tree.walk(&mut |node| {
        let quantiles: Vec<&Expr> = match node {
            Expr::Aggregate(node) if node.operator == AggregateOperator::Quantile => node.parameter.iter().collect(),
            Expr::Call(node) => match node.function.name {
                "histogram_quantile" | "quantile_over_time" => node.arguments.iter().take(1).collect(),
                "histogram_quantiles" => node.arguments.iter().skip(2).collect(),
                _ => return,
            },
            _ => return,
        };
        for quantile in quantiles {
            let values = ranges.of(quantile);
            let against =
                |operator, number: f64| values.compare(operator, Values::of_number(number)) == Verdict::Always;
            let (comparison, result) = match () {
                () if against(BinaryOperator::Greater, 1.0) => ("more than 1", "+Inf"),
                () if against(BinaryOperator::Less, 0.0) => ("less than 0", "-Inf"),
                () => continue,
            };
            let message = format!("a quantile of {comparison} is always `{result}`");
            let mut finding = LINT.at(expression.place(quantile.span()), message);
            if let Some(percent) = values.point().filter(|percent| (1.0..=100.0).contains(percent)) {
                finding = finding.hinted(format!("quantiles are fractions: write `{}`", format_g(percent / 100.0)));
            }
            found.push(finding);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn fractions_are_left_alone() {
        clean(&LINT, &["quantile(0.5, x)", "quantile(1, x)", "quantile(0, x)", "quantile(scalar(x), y)"]);
        clean(&LINT, &["histogram_quantile(0.99, x)", "topk(99, x)", "quantile_over_time(1 - 0.1, x[5m])"]);
    }

    #[test]
    fn percents_and_negative_numbers_are_found() {
        for (text, expected) in [
            ("quantile by (a) (99, x)", "99: a quantile of more than 1 is always `+Inf`"),
            ("quantile_over_time((50 * 2), x[5m])", "(50 * 2): a quantile of more than 1 is always `+Inf`"),
            ("histogram_quantile(-0.1, x)", "-0.1: a quantile of less than 0 is always `-Inf`"),
            (r#"histogram_quantiles(x, "q", 0.5, 90)"#, "90: a quantile of more than 1 is always `+Inf`"),
        ] {
            assert_eq!(found(&LINT, text), [expected], "{text}");
        }
    }
}
