//! A result that is not a number.
//!
//! ## What it does
//! Evaluates the expression over the newest samples of `--source`, and tells if every value of the result is NaN. It is
//! looked for when asked for: a quiet system divides zero by zero now and then.
//!
//! ## Why it is bad
//! No comparison with NaN holds, so that an alert is silent; a graph has a gap; sums and averages of it are NaN too.
//!
//! ## Example
//! ```promql
//! http_errors / http_requests
//! ```
//! ```openmetrics
//! # TYPE http_errors gauge
//! http_errors 0
//! # TYPE http_requests gauge
//! http_requests 0
//! # EOF
//! ```
//!
//! ## How to fix
//! Divide only where there is something to divide by.
//! ```promql
//! http_errors / (http_requests > 0)
//! ```

use super::super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check};
use crate::{
    diagnostic::{Diagnostic, Severity},
    model::value::{QueryValue, SampleValue},
};

pub(super) const LINT: Lint = Lint::new("series/nan-result", include_str!("nan_result.rs"), Check::Series(check))
    .level(Severity::Info)
    .on_request();

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    let Some(answer) = facts.now(expression.tree)? else { return Ok(()) };
    let message = match &*answer {
        Ok(QueryValue::Scalar { value, .. }) if value.is_nan() => "this is NaN".to_owned(),
        Ok(QueryValue::Vector(samples)) if !samples.is_empty() => {
            let is_nan = |value: &SampleValue| matches!(value, SampleValue::Float(value) if value.is_nan());
            if !samples.iter().all(|sample| is_nan(&sample.value)) {
                return Ok(());
            }
            match samples.len() {
                1 => "the only value of this is NaN".to_owned(),
                count => format!("all {count} values of this are NaN"),
            }
        }
        _ => return Ok(()),
    };
    let message = format!("{message} now in {}", facts.source());
    found.push(LINT.at(expression.place(expression.tree.span()), message));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn one_number_is_enough() {
        let series = "# TYPE a gauge\na{x=\"1\"} 0\na{x=\"2\"} 1\n# EOF\n";
        let clean: [&str; 0] = [];
        for text in ["a / a", "a", "missing / a", "a / 0 > 1", "scalar(missing) > bool 1"] {
            assert_eq!(found_beside(&LINT, series, text), clean, "{text}");
        }
        assert_eq!(found_beside(&LINT, series, "a % 0"), ["a % 0: all 2 values of this are NaN now in series.om"]);
        assert_eq!(found_beside(&LINT, series, "scalar(missing)"), ["scalar(missing): this is NaN now in series.om"]);
    }
}
