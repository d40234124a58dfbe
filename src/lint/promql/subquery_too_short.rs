//! A subquery that has at most one point.
//!
//! ## What it does
//! Looks for subqueries whose range is not longer than their step, under functions that need two samples.
//!
//! ## Why it is bad
//! A window begins after its left end: `[1m:1m]` holds one point, and there is no rate between one point and nothing. The
//! result is empty, or 0 for `changes` and its like.
//!
//! It is silent where the step is left out: the server's own one is not known.
//!
//! ## Example
//! ```promql
//! deriv(sum(queue_length)[1m:1m])
//! ```
//!
//! ## How to fix
//! Make the range several steps long.
//! ```promql
//! deriv(sum(queue_length)[10m:1m])
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::{Diagnostic, Span},
    promql::ast::{DurationExpr, Expr},
};

pub(super) const LINT: Lint =
    Lint::new("promql/subquery-too-short", include_str!("subquery_too_short.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let Expr::Call(call) = node else { return };
        let result = match call.function.name {
            "rate"
            | "irate"
            | "increase"
            | "delta"
            | "idelta"
            | "deriv"
            | "predict_linear"
            | "double_exponential_smoothing" => "gives nothing",
            "changes" | "resets" | "stddev_over_time" | "stdvar_over_time" | "mad_over_time" => "is always 0",
            _ => return,
        };
        let Some(Expr::Subquery(subquery)) = call.arguments.first().map(Expr::without_parens) else { return };
        let Some(DurationExpr::Literal(step)) = &subquery.step else { return };
        let DurationExpr::Literal(range) = &subquery.range else { return };
        if range.value > step.value {
            return;
        }
        let brackets = Span { start: range.span.start, end: step.span.end };
        let name = call.function.name;
        let message = format!("`{name}` {result}: `[{}]` holds one point at most", expression.text_of(brackets));
        let finding = LINT.at(expression.place(brackets), message);
        found.push(finding.hinted("make the range several steps long"));
    });
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn ranges_of_one_step_are_found() {
        clean(&LINT, &["rate(x[2m:1m])", "rate(x[1m:])", "max_over_time(x[1m:1m])", "rate(x[1m])"]);
        assert_eq!(
            found(&LINT, "rate(x[60s:1m]) + changes((y)[1m : 5m])"),
            [
                "60s:1m: `rate` gives nothing: `[60s:1m]` holds one point at most",
                "1m : 5m: `changes` is always 0: `[1m : 5m]` holds one point at most"
            ]
        );
    }
}
