//! A range that seldom has two samples.
//!
//! ## What it does
//! Looks for `rate` and the other functions that need two samples (`irate`, `increase`, `delta`, `idelta`, `deriv`,
//! `predict_linear`) over a range shorter than twice the time between the samples that `--source` has of these series.
//! The shortest time of a few series counts, so that one rarely scraped target among many is no reason.
//!
//! ## Why it is bad
//! Where a range holds only one sample there is no result, so that the expression comes and goes with the moment at which
//! it is evaluated; a single failed scrape is enough for a gap even if the range is just long enough.
//!
//! ## Example
//! ```promql
//! rate(http_requests_total[1m])
//! ```
//! ```openmetrics
//! # TYPE http_requests counter
//! http_requests_total 10 1700000000
//! http_requests_total 20 1700000060
//! http_requests_total 30 1700000120
//! http_requests_total 40 1700000180
//! # EOF
//! ```
//!
//! ## How to fix
//! Make the range at least four times as long as the time between samples.
//! ```promql
//! rate(http_requests_total[4m])
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check, seconds},
    selected::for_each_selector,
};
use crate::{
    diagnostic::{Diagnostic, Span},
    model::time::format_duration,
    promql::ast::{DurationExpr, Expr},
};

pub(super) const LINT: Lint =
    Lint::new("series/range-too-short", include_str!("range_too_short.rs"), Check::Series(check));

/// Scrapes are not exact to the millisecond.
const TOLERANCE: f64 = 0.98;

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    for_each_selector(expression.tree, &mut |selected| {
        let (Some((Expr::Call(call), _)), Some(matrix)) = (selected.parent(), selected.matrix) else { return Ok(()) };
        let function = call.function.name;
        let needs_two = ["rate", "irate", "increase", "delta", "idelta", "deriv", "predict_linear"];
        if !needs_two.contains(&function) || selected.selector.extended.is_some() {
            return Ok(());
        }
        let (Some(range), Some(_)) = (seconds(&matrix.range), selected.exposed_metric(expression)) else {
            return Ok(());
        };
        let Some(interval) = facts.behaviour(&selected.selector.matchers)?.interval else { return Ok(()) };
        if range * 1000.0 >= 2.0 * interval as f64 * TOLERANCE {
            return Ok(());
        }
        let message = format!(
            "`{function}` needs two samples, and these series have one every {}",
            format_duration(rounded(interval))
        );
        let hint =
            format!("four times the interval, `{}`, survives a failed scrape", format_duration(rounded(interval) * 4));
        found.push(LINT.at(expression.place(range_span(&matrix.range)), message).hinted(hint));
        Ok(())
    })
}

/// The interval in whole seconds where it is that long.
fn rounded(milliseconds: i64) -> i64 {
    match milliseconds {
        ..1000 => milliseconds,
        _ => milliseconds.saturating_add(500) / 1000 * 1000,
    }
}

fn range_span(range: &DurationExpr) -> Span {
    match range {
        DurationExpr::Literal(literal) => literal.span,
        DurationExpr::Step(span) | DurationExpr::Range(span) => *span,
        DurationExpr::Unary { span, .. }
        | DurationExpr::Binary { span, .. }
        | DurationExpr::Extreme { span, .. }
        | DurationExpr::Paren { span, .. } => *span,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn two_samples_are_enough() {
        let sample = |name: &str, every: i64| -> String {
            (0..5).map(|number| format!("{name} {number} {}\n", 1000 + number * every)).collect()
        };
        let series = format!("{}{}{}# EOF\n", sample("a{x=\"1\"}", 15), sample("a{x=\"2\"}", 60), sample("b", 60));
        let clean: [&str; 0] = [];
        for text in [
            "rate(a[30s])",
            "rate(a[5m])",
            "rate(b[2m])",
            "avg_over_time(b[1m])",
            "rate(missing[1s])",
            "rate(b[1m:10s])",
        ] {
            assert_eq!(found_beside(&LINT, &series, text), clean, "{text}");
        }
        let message = "needs two samples, and these series have one every";
        assert_eq!(found_beside(&LINT, &series, "rate(a[29s])"), [format!("29s: `rate` {message} 15s")]);
        assert_eq!(found_beside(&LINT, &series, "rate(a{x=\"2\"}[1m])"), [format!("1m: `rate` {message} 1m")]);
        assert_eq!(found_beside(&LINT, &series, "deriv(b[1m] offset 5m)"), [format!("1m: `deriv` {message} 1m")]);
    }
}
