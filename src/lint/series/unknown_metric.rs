//! A metric that has never been seen.
//!
//! ## What it does
//! Looks for selectors of a metric of which `--source` has no series at all, at any time it holds; of a server the last
//! week counts. What the checked rules record themselves is known. What is `absent` or taken away with `unless` is only
//! mentioned, and of two sides of an `or` it is enough that one is there.
//!
//! ## Why it is bad
//! The selector gives nothing, and so does most of what is made of it: an alert that can never fire looks just like one
//! that has no reason to. Usually the name is misspelt, or an exporter has renamed it.
//!
//! ## Example
//! ```promql
//! rate(http_request_total[5m])
//! ```
//! ```openmetrics
//! # TYPE http_requests counter
//! http_requests_total{job="api"} 17
//! # EOF
//! ```
//!
//! ## How to fix
//! Correct the name, or remove what nothing exposes any more.
//! ```promql
//! rate(http_requests_total[5m])
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check},
    near::nearest,
    selected::for_each_selector,
};
use crate::diagnostic::Diagnostic;
use std::collections::BTreeSet;

pub(super) const LINT: Lint =
    Lint::new("series/unknown-metric", include_str!("unknown_metric.rs"), Check::Series(check));

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    let mut told = BTreeSet::new();
    for_each_selector(expression.tree, &mut |selected| {
        let Some(name) = selected.exposed_metric(expression).filter(|name| !facts.has_metric(name)) else {
            return Ok(());
        };
        let Some(severity) = selected.weight(facts, LINT.level).filter(|_| told.insert(name)) else { return Ok(()) };
        let message = format!("{} has no series of `{name}`", facts.source());
        let mut finding = LINT.at(expression.place(selected.name_span(expression)), message);
        finding.severity = severity;
        if let Some(near) = nearest(name, facts.metrics()) {
            finding = finding.hinted(format!("did you mean `{near}`?"));
        }
        found.push(finding.hinted(facts.scope()));
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn what_may_be_missing_is_left_alone() {
        let series = "# TYPE up gauge\nup 1\n# EOF\n";
        let clean: [&str; 0] = [];
        for text in [
            "up",
            "ALERTS",
            "{job=\"a\"}",
            "missing or up",
            "up or missing",
            "sum(missing) or vector(0)",
            "sum(missing or absent(up))",
            "vector(1)",
        ] {
            assert_eq!(found_beside(&LINT, series, text), clean, "{text}");
        }
        assert_eq!(
            found_beside(&LINT, series, "missing / on () group_left () (missing + {__name__=\"upp\"})"),
            ["missing: series.om has no series of `missing`", "\"upp\": series.om has no series of `upp`"]
        );
        assert_eq!(found_beside(&LINT, series, "missing or other").len(), 2);
    }

    #[test]
    fn what_the_rules_record_is_known() {
        let rules = "groups:\n- name: g\n  rules:\n  - {record: a, expr: up}\n  - {record: b, expr: a + c}\n";
        let series = "up 1\n# EOF\n";
        assert_eq!(found_beside(&LINT, series, rules), ["c: series.om has no series of `c`"]);
    }
}
