//! A quantile of what is no histogram.
//!
//! ## What it does
//! Looks for `histogram_quantile` and `histogram_fraction` of a metric whose series in `--source` have no label `le` and
//! whose samples are numbers, not native histograms. What the checked rules record is left alone, and so are
//! expressions that make a label `le` themselves.
//!
//! ## Why it is bad
//! Without buckets there is nothing to take a quantile of: the result is empty. Usually the suffix `_bucket` is missing,
//! or the metric is a summary, which has its quantiles already.
//!
//! ## Example
//! ```promql
//! histogram_quantile(0.9, rate(request_seconds_count[5m]))
//! ```
//! ```openmetrics
//! # TYPE request_seconds histogram
//! request_seconds_bucket{le="1"} 3
//! request_seconds_bucket{le="+Inf"} 4
//! request_seconds_count 4
//! request_seconds_sum 5
//! # EOF
//! ```
//!
//! ## How to fix
//! Take the buckets.
//! ```promql
//! histogram_quantile(0.9, rate(request_seconds_bucket[5m]))
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check},
    selected::for_each_selector,
};
use crate::{diagnostic::Diagnostic, promql::ast::Expr};

pub(super) const LINT: Lint =
    Lint::new("series/histogram-without-le", include_str!("histogram_without_le.rs"), Check::Series(check));

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    for_each_selector(expression.tree, &mut |selected| {
        let Some(function) = quantile_of(selected.around()) else { return Ok(()) };
        let Some(metric) = selected.exposed_metric(expression).filter(|name| facts.has_metric(name)) else {
            return Ok(());
        };
        if facts.label_names(metric)?.iter().any(|label| label == "le") {
            return Ok(());
        }
        let behaviour = facts.behaviour(&selected.selector.matchers)?;
        if behaviour.has_histograms || !behaviour.has_floats {
            return Ok(());
        }
        let message = format!("`{function}` needs buckets, and `{metric}` has no label `le` and no native histograms");
        let mut finding = LINT.at(expression.place(selected.name_span(expression)), message);
        let family = metric.strip_suffix("_count").or_else(|| metric.strip_suffix("_sum")).unwrap_or(metric);
        let buckets = format!("{family}_bucket");
        if facts.has_metric(&buckets) {
            finding = finding.hinted(format!("did you mean `{buckets}`?"));
        } else if facts.label_names(metric)?.iter().any(|label| label == "quantile") {
            finding =
                finding.hinted(format!("it is a summary: select a quantile, as in `{metric}{{quantile=\"0.9\"}}`"));
        }
        found.push(finding.hinted(facts.scope()));
        Ok(())
    })
}

/// The function that a selector's series are the buckets of, if nothing on the way makes other series of them.
fn quantile_of<'a>(around: impl Iterator<Item = (&'a Expr, &'a Expr)>) -> Option<&'static str> {
    for (parent, child) in around {
        match parent {
            Expr::Call(call) => match call.function.name {
                name @ ("histogram_quantile" | "histogram_fraction") => {
                    // The parameters are numbers.
                    let is_vector = call.arguments.last().is_some_and(|last| std::ptr::eq(last, child));
                    return is_vector.then_some(name);
                }
                "label_replace" | "label_join" | "scalar" | "info" => return None,
                _ => {}
            },
            Expr::Paren(_) | Expr::Aggregate(_) | Expr::Subquery(_) | Expr::Unary(_) => {}
            // Of two sides one may have the buckets.
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn buckets_and_their_makers_are_left_alone() {
        let series = "# TYPE a gauge\na 1\n# TYPE b summary\nb{quantile=\"0.5\"} 1\nb_count 1\nb_sum 1\n# TYPE c histogram\n\
                      c_bucket{le=\"+Inf\"} 1\nc_count 1\nc_sum 1\n# EOF\n";
        let clean: [&str; 0] = [];
        for text in [
            "histogram_quantile(0.5, sum by (le) (rate(c_bucket[5m])))",
            "histogram_quantile(scalar(a), c_bucket)",
            "histogram_quantile(0.5, label_replace(a, \"le\", \"+Inf\", \"\", \"\"))",
            "histogram_quantile(0.5, missing)",
            "quantile(0.5, a)",
            "a",
        ] {
            assert_eq!(found_beside(&LINT, series, text), clean, "{text}");
        }
        let message = "`histogram_quantile` needs buckets, and `b` has no label `le` and no native histograms";
        assert_eq!(found_beside(&LINT, series, "histogram_quantile(0.5, rate(b[5m]))"), [format!("b: {message}")]);
    }
}
