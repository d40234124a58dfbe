//! Two sides of an operator whose series never meet.
//!
//! ## What it does
//! Looks for operators between two vectors of which both have series now, in the newest samples of `--source`, and no
//! series of one side has the labels that a series of the other side would have to have. What filters by value is taken
//! away first, so that it does not matter which values there are just now. What the checked rules record is left alone,
//! and so are `or` and `unless`.
//!
//! ## Why it is bad
//! The result is always empty: an alert never fires, a recording rule records nothing. Usually a label is there on one
//! side only, and `on` or `ignoring` should say so.
//!
//! ## Example
//! ```promql
//! http_errors / http_requests
//! ```
//! ```openmetrics
//! # TYPE http_errors gauge
//! http_errors{job="api",code="500"} 1
//! # TYPE http_requests gauge
//! http_requests{job="api"} 17
//! # EOF
//! ```
//!
//! ## How to fix
//! Leave the labels out that only one side has, or name those to match on.
//! ```promql
//! http_errors / ignoring (code) group_left () http_requests
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check},
    joined::{joins, label_sets, signature, unfiltered},
    selected::reads_recorded,
};
use crate::{
    diagnostic::Diagnostic,
    model::labels::Labels,
    promql::ast::{BinaryOperator, VectorMatching},
};
use std::collections::BTreeSet;

pub(super) const LINT: Lint =
    Lint::new("series/matching-never", include_str!("matching_never.rs"), Check::Series(check));

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    for (node, binary, matching) in joins(expression.tree) {
        if matches!(binary.operator, BinaryOperator::Or | BinaryOperator::Unless) || reads_recorded(expression, node) {
            continue;
        }
        let (Some(left), Some(right)) = (unfiltered(&binary.left), unfiltered(&binary.right)) else { continue };
        let (Some(left), Some(right)) = (label_sets(facts, &left)?, label_sets(facts, &right)?) else { continue };
        let (Some(one), Some(other)) = (left.first(), right.first()) else { continue };
        let of_left: BTreeSet<Labels> = left.iter().map(|labels| signature(matching, labels)).collect();
        if right.iter().any(|labels| of_left.contains(&signature(matching, labels))) {
            continue;
        }
        let message = format!("no series of the two sides of `{}` belong together", binary.operator.as_str());
        let mut finding = LINT.at(expression.place(binary.span), message);
        finding = finding
            .with_label(expression.place(binary.left.span()), format!("has {}", signature(matching, one)))
            .with_label(expression.place(binary.right.span()), format!("has {}", signature(matching, other)));
        if let Some(hint) = difference(matching, &left, &right) {
            finding = finding.hinted(hint);
        }
        found.push(finding.hinted(format!("looked at the newest samples of {}", facts.source())));
    }
    Ok(())
}

/// The labels that only one side has at all.
fn difference(matching: &VectorMatching, left: &[Labels], right: &[Labels]) -> Option<String> {
    let names = |side: &[Labels]| -> BTreeSet<String> {
        side.iter()
            .flat_map(|labels| signature(matching, labels).iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>())
            .collect()
    };
    let (left, right) = (names(left), names(right));
    let only = |some: &BTreeSet<String>, others: &BTreeSet<String>| -> Vec<String> {
        some.difference(others).map(|name| format!("`{name}`")).collect()
    };
    let told: Vec<String> = [("left", only(&left, &right)), ("right", only(&right, &left))]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(side, names)| format!("only the {side} side has {}", names.join(", ")))
        .collect();
    (!told.is_empty()).then(|| told.join("; "))
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn values_do_not_matter() {
        let series = "# TYPE a gauge\na{i=\"1\"} 1\na{i=\"2\"} 9\n# TYPE b gauge\nb{i=\"1\"} 1\n# TYPE c gauge\n\
                      c{j=\"1\"} 1\n# EOF\n";
        let clean: [&str; 0] = [];
        for text in [
            "a / b",
            "a > b",
            "(a > 5) and b",
            "a or c",
            "a unless c",
            "a / missing",
            "a * on () group_left () c",
            "absent(a) / c",
            "sum(a) / sum(c)",
        ] {
            assert_eq!(found_beside(&LINT, series, text), clean, "{text}");
        }
        let message = "no series of the two sides of";
        assert_eq!(found_beside(&LINT, series, "a and c"), [format!("a and c: {message} `and` belong together")]);
        assert_eq!(
            found_beside(&LINT, series, "1 + ((a > 100) / on (i) (c > 100))"),
            [format!("(a > 100) / on (i) (c > 100): {message} `/` belong together")]
        );
    }
}
