//! Matchers of which each finds series, but all together none.
//!
//! ## What it does
//! Looks for selectors of which every matcher by itself is passed by some series of the metric in `--source`, and no
//! series passes all of them. It is a note, since a combination may be rare rather than wrong. What the checked rules
//! record is left alone.
//!
//! ## Why it is bad
//! The selector gives nothing, and no single matcher looks wrong.
//!
//! ## Example
//! ```promql
//! http_requests_total{job="api",handler="/render"}
//! ```
//! ```openmetrics
//! # TYPE http_requests counter
//! http_requests_total{job="api",handler="/query"} 17
//! http_requests_total{job="web",handler="/render"} 4
//! # EOF
//! ```
//!
//! ## How to fix
//! Find out where the series really are, one matcher left out at a time.
//! ```promql
//! http_requests_total{job="web",handler="/render"}
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check},
    selected::for_each_selector,
};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint =
    Lint::new("series/no-matching-series", include_str!("no_matching_series.rs"), Check::Series(check))
        .level(Severity::Info);

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    for_each_selector(expression.tree, &mut |selected| {
        let Some(metric) = selected.exposed_metric(expression).filter(|name| facts.has_metric(name)) else {
            return Ok(());
        };
        let selector = selected.selector;
        if selected.weight(facts, LINT.level).is_none() || facts.has_series(&selector.matchers)? {
            return Ok(());
        }
        let mut count = 0;
        for (matcher, _) in selected.matchers(expression) {
            let Some(label) = matcher.name.as_str() else { return Ok(()) };
            let is_passed =
                matcher.matches("") || facts.label_values(metric, label)?.iter().any(|value| matcher.matches(value));
            if !is_passed {
                return Ok(());
            }
            count += 1;
        }
        // A single matcher that a missing label passes fails because no series lacks it.
        let message = match count {
            0 => return Ok(()),
            1 => format!("no series of `{metric}` in {} passes this matcher", facts.source()),
            _ => format!("no series of `{metric}` in {} passes all of these matchers", facts.source()),
        };
        found.push(LINT.at(expression.place(selector.span), message).hinted(facts.scope()));
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn single_matchers_are_other_lints() {
        let series = "# TYPE up gauge\nup{job=\"a\",x=\"1\"} 1\nup{job=\"b\",x=\"2\"} 1\n# EOF\n";
        let clean: [&str; 0] = [];
        for text in ["up{job=\"a\",x=\"1\"}", "up{job=\"c\",x=\"1\"}", "up{job=~\"a|b\",x=\"2\"}", "up", "missing"] {
            assert_eq!(found_beside(&LINT, series, text), clean, "{text}");
        }
        assert_eq!(
            found_beside(&LINT, series, "up{job=\"a\",x!=\"1\"} offset 5m"),
            ["up{job=\"a\",x!=\"1\"} offset 5m: no series of `up` in series.om passes all of these matchers"]
        );
        assert_eq!(
            found_beside(&LINT, series, "up{job=\"\"}"),
            ["up{job=\"\"}: no series of `up` in series.om passes this matcher"]
        );
    }
}
