//! A matcher on a label that the metric never has.
//!
//! ## What it does
//! Looks for matchers that demand a value of a label which no series of the metric in `--source` has. Matchers that a
//! missing label passes, such as `env=""` and `env!="test"`, are left alone, and so is what the checked rules record.
//!
//! ## Why it is bad
//! The selector gives nothing. Usually the label is misspelt, or it belongs to another metric.
//!
//! ## Example
//! ```promql
//! sum(rate(http_requests_total{status=~"5.."}[5m]))
//! ```
//! ```openmetrics
//! # TYPE http_requests counter
//! http_requests_total{job="api",code="500"} 17
//! # EOF
//! ```
//!
//! ## How to fix
//! Match a label that is there; the hint lists them.
//! ```promql
//! sum(rate(http_requests_total{code=~"5.."}[5m]))
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check},
    selected::for_each_selector,
};
use crate::diagnostic::Diagnostic;

pub(super) const LINT: Lint = Lint::new("series/unknown-label", include_str!("unknown_label.rs"), Check::Series(check));

/// The most labels that a hint lists.
const MOST_LABELS: usize = 12;

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    for_each_selector(expression.tree, &mut |selected| {
        let Some(metric) = selected.exposed_metric(expression).filter(|name| facts.has_metric(name)) else {
            return Ok(());
        };
        let Some(severity) = selected.weight(facts, LINT.level) else { return Ok(()) };
        for (matcher, place) in selected.matchers(expression).filter(|(matcher, _)| !matcher.matches("")) {
            let labels = facts.label_names(metric)?;
            if labels.iter().any(|label| matcher.is_on(label)) {
                continue;
            }
            let message = format!("no series of `{metric}` in {} has the label `{}`", facts.source(), matcher.name);
            let mut finding = LINT.at(expression.place(place.whole), message);
            finding.severity = severity;
            let shown: Vec<&str> =
                labels.iter().map(String::as_str).filter(|label| !label.starts_with("__")).take(MOST_LABELS).collect();
            if !shown.is_empty() {
                let more = if labels.len() > MOST_LABELS + 1 { ", …" } else { "" };
                finding = finding.hinted(format!("its labels are {}{more}", shown.join(", ")));
            }
            found.push(finding.hinted(facts.scope()));
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn what_a_missing_label_passes_is_left_alone() {
        let series = "# TYPE up gauge\nup{job=\"a\"} 1\n# EOF\n";
        let clean: [&str; 0] = [];
        for text in [
            "up{job=\"b\"}",
            "up{env=\"\"}",
            "up{env!=\"test\"}",
            "up{env=~\".*\"}",
            "missing{env=\"a\"}",
            "up{env=\"a\"} or up",
        ] {
            assert_eq!(found_beside(&LINT, series, text), clean, "{text}");
        }
        let message = "no series of `up` in series.om has the label `env`";
        assert_eq!(found_beside(&LINT, series, "up{env!=\"\"}"), [format!("env!=\"\": {message}")]);
        assert_eq!(found_beside(&LINT, series, "absent(up{env=\"a\"})"), [format!("env=\"a\": {message}")]);
    }
}
