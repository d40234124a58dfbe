//! A match that is ambiguous, so that the query fails.
//!
//! ## What it does
//! Evaluates operators between two vectors over the newest samples of `--source`, and tells of those that fail because
//! several series of a side that must be unique have the labels that are matched. What the checked rules record is left
//! alone.
//!
//! ## Why it is bad
//! The rule fails as long as there are such series: nothing is recorded, nothing fires, and only the server's log and
//! `prometheus_rule_evaluation_failures_total` tell.
//!
//! ## Example
//! ```promql
//! http_requests * on (job) group_left () build_info
//! ```
//! ```openmetrics
//! # TYPE http_requests gauge
//! http_requests{job="api"} 17
//! # TYPE build_info gauge
//! build_info{job="api",version="1"} 1
//! build_info{job="api",version="2"} 1
//! # EOF
//! ```
//!
//! ## How to fix
//! Make one side unique, by an aggregation or more labels to match on.
//! ```promql
//! http_requests * on (job) group_left () group by (job) (build_info)
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check},
    joined::{joins, label_sets, signature},
    selected::reads_recorded,
};
use crate::{
    diagnostic::Diagnostic,
    model::labels::Labels,
    promql::ast::{MatchCardinality, VectorMatching},
};
use hashbrown::HashMap;

pub(super) const LINT: Lint = Lint::new("series/many-to-many", include_str!("many_to_many.rs"), Check::Series(check));

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    for (node, binary, matching) in joins(expression.tree) {
        if matching.cardinality == MatchCardinality::ManyToMany || reads_recorded(expression, node) {
            continue;
        }
        let (Some(left), Some(right)) = (label_sets(facts, &binary.left)?, label_sets(facts, &binary.right)?) else {
            continue;
        };
        // Of `a + b` both sides must be unique; which of them is to blame shows in the order of the engine.
        let sides = match matching.cardinality {
            MatchCardinality::OneToMany => vec![(&binary.left, &left, "left")],
            MatchCardinality::ManyToOne => vec![(&binary.right, &right, "right")],
            _ => vec![(&binary.right, &right, "right"), (&binary.left, &left, "left")],
        };
        let ambiguous = sides.into_iter().find_map(|(side, sets, name)| Some((side, pair(matching, sets)?, name)));
        let Some((side, (one, other), name)) = ambiguous else { continue };
        // Duplicates that meet nothing do no harm everywhere; the engine has the last word.
        if !facts.now(node)?.is_some_and(|answer| answer.is_err()) {
            continue;
        }
        let message = format!(
            "this fails: several series on the {name} of `{}` have the labels {}",
            binary.operator.as_str(),
            signature(matching, one)
        );
        let finding = LINT.at(expression.place(side.span()), message);
        let finding = finding.hinted(format!("for example {one} and {other}"));
        found.push(finding.hinted(format!("looked at the newest samples of {}", facts.source())));
    }
    Ok(())
}

/// Two series that cannot be told apart.
fn pair<'s>(matching: &VectorMatching, sets: &'s [Labels]) -> Option<(&'s Labels, &'s Labels)> {
    let mut known: HashMap<Labels, &Labels> = HashMap::with_capacity(sets.len());
    sets.iter().find_map(|labels| Some((known.insert(signature(matching, labels), labels)?, labels)))
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn what_can_be_evaluated_is_left_alone() {
        let series = "# TYPE a gauge\na{i=\"1\",j=\"1\"} 1\na{i=\"1\",j=\"2\"} 0\n# TYPE b gauge\nb{i=\"1\"} 1\n\
                      b{i=\"2\"} 1\n# EOF\n";
        let clean: [&str; 0] = [];
        for text in [
            "a * on (i) group_left () b",
            "b * on (i) group_right () a",
            "b * on (i) (a == 1)",
            "a and on (i) b",
            "b and on (i) a",
            "a / a",
            "b * on (i) (missing)",
        ] {
            assert_eq!(found_beside(&LINT, series, text), clean, "{text}");
        }
        assert_eq!(
            found_beside(&LINT, series, "b * on (i) a"),
            ["a: this fails: several series on the right of `*` have the labels {i=\"1\"}"]
        );
        assert_eq!(
            found_beside(&LINT, series, "sum(a * on (i) b)"),
            ["a: this fails: several series on the left of `*` have the labels {i=\"1\"}"]
        );
    }
}
