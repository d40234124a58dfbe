//! An aggregation by a label that no series has.
//!
//! ## What it does
//! Looks for labels of `by` that no series in `--source` has of any metric that is aggregated. Labels that a function on
//! the way may add are left alone, and so is what the checked rules record. It is looked for when asked for: rules that
//! are made for many places name labels, such as `cluster`, that only some of them have.
//!
//! ## Why it is bad
//! The label does nothing. Where it is misspelt, series are thrown together that were meant to be told apart.
//!
//! ## Example
//! ```promql
//! sum by (job, handlr) (rate(http_requests_total[5m]))
//! ```
//! ```openmetrics
//! # TYPE http_requests counter
//! http_requests_total{job="api",handler="/query"} 17
//! # EOF
//! ```
//!
//! ## How to fix
//! Correct the label or remove it.
//! ```promql
//! sum by (job, handler) (rate(http_requests_total[5m]))
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check, metric_name},
    near::nearest,
    selected::reads_recorded,
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    promql::{
        ast::{Aggregate, Expr},
        places,
    },
};
use std::collections::BTreeSet;

pub(super) const LINT: Lint =
    Lint::new("series/unknown-grouping-label", include_str!("unknown_grouping_label.rs"), Check::Series(check))
        .level(Severity::Info)
        .on_request();

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    let mut aggregates: Vec<&Aggregate> = Vec::new();
    expression.tree.walk(&mut |node| {
        if let Expr::Aggregate(aggregate) = node
            && !aggregate.without
            && !aggregate.grouping.is_empty()
        {
            aggregates.push(aggregate);
        }
    });
    for aggregate in aggregates {
        let Some(labels) = labels_of(expression, facts, &aggregate.body)? else { continue };
        let places = places::grouping(expression.text, aggregate);
        for (label, place) in aggregate.grouping.iter().zip(places).filter(|(label, _)| !labels.contains(label)) {
            let message = format!("no series that is aggregated here has the label `{label}` in {}", facts.source());
            let finding = LINT.at(expression.place(place), message);
            found.push(match nearest(label, &labels) {
                Some(near) => finding.hinted(format!("did you mean `{near}`?")),
                None => finding.hinted(facts.scope()),
            });
        }
    }
    Ok(())
}

/// All labels of all series that `body` selects; `None` if there may be others.
fn labels_of(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    body: &Expr,
) -> Result<Option<Vec<String>>, EvidenceError> {
    let selectors = body.selectors();
    if selectors.is_empty() || reads_recorded(expression, body) || adds_labels(body) {
        return Ok(None);
    }
    let mut labels = BTreeSet::new();
    for selector in selectors {
        let Some(metric) = metric_name(selector).filter(|name| facts.has_metric(name)) else { return Ok(None) };
        labels.extend(facts.label_names(metric)?.iter().cloned());
    }
    Ok(Some(labels.into_iter().collect()))
}

fn adds_labels(body: &Expr) -> bool {
    use crate::promql::ast::AggregateOperator::CountValues;
    let mut adds = false;
    body.walk(&mut |node| {
        adds |= match node {
            Expr::Call(call) => {
                matches!(call.function.name, "label_replace" | "label_join" | "info" | "histogram_quantiles")
            }
            Expr::Aggregate(aggregate) => aggregate.operator == CountValues,
            _ => false,
        };
    });
    adds
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn what_may_come_in_is_left_alone() {
        let series = "# TYPE a gauge\na{x=\"1\"} 1\n# TYPE b gauge\nb{y=\"1\"} 1\n# EOF\n";
        let clean: [&str; 0] = [];
        for text in [
            "sum by (x) (a)",
            "sum by (y) (a * on () group_left (y) b)",
            "sum by (z) (label_replace(a, \"z\", \"$1\", \"x\", \"(.*)\"))",
            "sum without (z) (a)",
            "sum by (z) (missing)",
            "sum by (z) ({x=\"1\"})",
            "sum by (z) (count_values(\"z\", a))",
        ] {
            assert_eq!(found_beside(&LINT, series, text), clean, "{text}");
        }
        let message = "no series that is aggregated here has the label `y` in series.om";
        assert_eq!(found_beside(&LINT, series, "sum by (x, y) (rate(a[5m]))"), [format!("y: {message}")]);
    }
}
