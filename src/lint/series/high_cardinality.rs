//! An expression that gives very many series.
//!
//! ## What it does
//! Evaluates the expression over the newest samples of `--source` and counts the series of the result: more than a
//! thousand are too many for an alert, and for what is recorded to make queries cheap. It is looked for when asked for.
//!
//! ## Why it is bad
//! Every series of a recording rule costs memory like a scraped one, and an alert with thousands of instances helps nobody.
//!
//! ## Example
//! ```promql
//! requests
//! ```
//! ```openmetrics
//! # TYPE requests gauge
//! requests{client="1…1001"} 1
//! # EOF
//! ```
//!
//! ## How to fix
//! Aggregate away the labels that nobody reads.
//! ```promql
//! sum(requests)
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check},
    joined::label_sets,
};
use crate::diagnostic::{Diagnostic, Severity};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const LINT: Lint =
    Lint::new("series/high-cardinality", include_str!("high_cardinality.rs"), Check::Series(check))
        .level(Severity::Info)
        .on_request();

/// More series are too many.
const MOST_SERIES: usize = 1000;
/// The labels with the most values that a hint lists.
const SHOWN_LABELS: usize = 3;

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    let Some(sets) = label_sets(facts, expression.tree)?.filter(|sets| sets.len() > MOST_SERIES) else { return Ok(()) };
    let mut values: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, value) in sets.iter().flat_map(|labels| labels.iter()) {
        values.entry(name).or_default().insert(value);
    }
    let mut counts: Vec<(usize, &str)> = values.iter().map(|(name, values)| (values.len(), *name)).collect();
    counts.sort_by_key(|(count, name)| (std::cmp::Reverse(*count), *name));
    let shown: Vec<String> =
        counts.iter().take(SHOWN_LABELS).map(|(count, name)| format!("`{name}` has {count} values")).collect();
    let message = format!("this gives {} series in {}", sets.len(), facts.source());
    found.push(LINT.at(expression.place(expression.tree.span()), message).hinted(shown.join(", ")));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn a_thousand_are_not_too_many() {
        let clean: [&str; 0] = [];
        let series = "# TYPE a gauge\na{x=\"1\",y=\"1…600\"} 1\na{x=\"2\",y=\"1…401\"} 1\n# EOF\n";
        for text in ["a{x=\"1\"}", "sum by (y) (a)", "a and a{y!=\"1\"} unless a{y=\"2\"}", "missing"] {
            assert_eq!(found_beside(&LINT, series, text), clean, "{text}");
        }
        assert_eq!(found_beside(&LINT, series, "a + 1"), ["a + 1: this gives 1001 series in series.om"]);
    }
}
