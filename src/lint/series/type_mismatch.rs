//! A function whose argument is another type of metric than it is for.
//!
//! ## What it does
//! Looks for `rate`, `irate` and `increase` of the quantiles of a summary, and for `histogram_count`, `histogram_sum`,
//! `histogram_avg`, `histogram_stddev` and `histogram_stdvar` of a metric whose samples in `--source` are numbers, not
//! native histograms. What the checked rules record is left alone.
//!
//! ## Why it is bad
//! A quantile goes up and down, so that its rate means nothing; the functions for native histograms pass over numbers, so
//! that the result is empty.
//!
//! ## Example
//! ```promql
//! rate(request_seconds{quantile="0.9"}[5m])
//! ```
//! ```openmetrics
//! # TYPE request_seconds summary
//! request_seconds{quantile="0.9"} 0.3
//! request_seconds_count 4
//! request_seconds_sum 1
//! # EOF
//! ```
//!
//! ## How to fix
//! Take the quantile as it is, or the rates of the summary's sum and count.
//! ```promql
//! rate(request_seconds_sum[5m]) / rate(request_seconds_count[5m])
//! ```

use super::{
    super::{EvidenceError, Expression, Kind, Lint, SeriesFacts, definition::Check},
    selected::for_each_selector,
};
use crate::{diagnostic::Diagnostic, promql::ast::Expr};

pub(super) const LINT: Lint = Lint::new("series/type-mismatch", include_str!("type_mismatch.rs"), Check::Series(check));

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    for_each_selector(expression.tree, &mut |selected| {
        let Some(metric) = selected.exposed_metric(expression).filter(|name| facts.has_metric(name)) else {
            return Ok(());
        };
        let Some((function, hint)) = mismatch(selected.around(), metric, &selected.selector.matchers, facts)? else {
            return Ok(());
        };
        let message = match function.starts_with("histogram_") {
            true => format!("`{function}` is for native histograms, and the samples of `{metric}` are numbers"),
            false => format!("`{function}` is for counters, and `{metric}` has the quantiles of a summary"),
        };
        found.push(LINT.at(expression.place(selected.name_span(expression)), message).hinted(hint));
        Ok(())
    })
}

/// The function that is not for these series, and what to take instead.
fn mismatch<'a>(
    around: impl Iterator<Item = (&'a Expr, &'a Expr)>,
    metric: &str,
    matchers: &[crate::model::matcher::Matcher],
    facts: &SeriesFacts<'_>,
) -> Result<Option<(&'static str, String)>, EvidenceError> {
    for (parent, _) in around {
        match parent {
            Expr::Call(call) => match call.function.name {
                function @ ("rate" | "irate" | "increase") => {
                    if is_quantiles(metric, facts)? {
                        let hint = format!("a summary counts in `{metric}_count` and adds up in `{metric}_sum`");
                        return Ok(Some((function, hint)));
                    }
                }
                function @ ("histogram_count" | "histogram_sum" | "histogram_avg" | "histogram_stddev"
                | "histogram_stdvar") => {
                    let behaviour = facts.behaviour(matchers)?;
                    let is_numbers = behaviour.has_floats && !behaviour.has_histograms;
                    let hint = "of a classic histogram take the series that end in `_count`, `_sum` and `_bucket`";
                    return Ok(is_numbers.then(|| (function, hint.to_owned())));
                }
                _ => return Ok(None),
            },
            Expr::Paren(_) | Expr::Aggregate(_) | Expr::Subquery(_) | Expr::Unary(_) => {}
            _ => return Ok(None),
        }
    }
    Ok(None)
}

/// Whether the targets say that it is a summary, or it looks like one: quantiles with a sum and a count beside them.
fn is_quantiles(metric: &str, facts: &SeriesFacts<'_>) -> Result<bool, EvidenceError> {
    let is_whole = || ["_sum", "_count"].into_iter().all(|suffix| facts.has_metric(&format!("{metric}{suffix}")));
    Ok(match facts.kind(metric)? {
        Some((Kind::Quantiles, _)) => true,
        _ => is_whole() && facts.label_names(metric)?.iter().any(|label| label == "quantile"),
    })
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn fitting_functions_are_left_alone() {
        let series = "# TYPE a gauge\na 1\n# TYPE b summary\nb{quantile=\"0.5\"} 1\nb_count 1\nb_sum 1\n# EOF\n";
        let clean: [&str; 0] = [];
        for text in [
            "rate(b_count[5m])",
            "avg_over_time(b[5m])",
            "histogram_quantile(0.5, a)",
            "rate(a[5m])",
            "histogram_count(missing)",
            "b",
        ] {
            assert_eq!(found_beside(&LINT, series, text), clean, "{text}");
        }
        let message = "`histogram_avg` is for native histograms, and the samples of `a` are numbers";
        for text in ["histogram_avg(rate(a[5m]))", "histogram_avg(sum(a))"] {
            assert_eq!(found_beside(&LINT, series, text), [format!("a: {message}")], "{text}");
        }
        let untyped = "b{quantile=\"0.5\"} 1\nb_count 1\nb_sum 1\n# EOF\n";
        assert_eq!(found_beside(&LINT, untyped, "increase(b[5m])").len(), 1);
    }
}
