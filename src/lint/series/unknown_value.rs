//! A matcher that no value of the label passes.
//!
//! ## What it does
//! Looks for `=` and `=~` that match none of the values that the label has in any series of the metric in `--source`.
//! Values of labels that a target sets (`code`, `reason`) may come only with the event that they tell of: unless a value
//! is there that differs by a slip of the hand, they are only mentioned, and only labels of targets (`job`, `instance`,
//! `namespace`, `cluster` and their like) are worth a warning. What the checked rules record is left alone.
//!
//! ## Why it is bad
//! The selector gives nothing. Usually the value is misspelt, or the job has another name here.
//!
//! ## Example
//! ```promql
//! up{job="node_exporter"} == 0
//! ```
//! ```openmetrics
//! # TYPE up gauge
//! up{job="node-exporter"} 1
//! # EOF
//! ```
//!
//! ## How to fix
//! Match a value that is there.
//! ```promql
//! up{job="node-exporter"} == 0
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check},
    near::nearest,
    selected::for_each_selector,
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    model::matcher::MatchKind,
};

pub(super) const LINT: Lint = Lint::new("series/unknown-value", include_str!("unknown_value.rs"), Check::Series(check));

/// The labels that discovery and configuration give to targets: their values are there while the target is.
const TARGET_LABELS: [&str; 10] =
    ["job", "instance", "namespace", "cluster", "service", "env", "environment", "region", "zone", "datacenter"];
/// The most values that a hint lists.
const MOST_VALUES: usize = 6;

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    for_each_selector(expression.tree, &mut |selected| {
        let Some(metric) = selected.exposed_metric(expression).filter(|name| facts.has_metric(name)) else {
            return Ok(());
        };
        let Some(weight) = selected.weight(facts, LINT.level) else { return Ok(()) };
        for (matcher, place) in selected.matchers(expression) {
            let is_positive = matches!(matcher.kind, MatchKind::Equal | MatchKind::Regex);
            let Some(label) = matcher.name.as_str().filter(|_| is_positive && !matcher.matches("")) else { continue };
            let values = facts.label_values(metric, label)?;
            if values.is_empty() || values.iter().any(|value| matcher.matches(value)) {
                continue;
            }
            let wanted = matcher.value.as_str().filter(|_| matcher.kind == MatchKind::Equal);
            let near = wanted.and_then(|wanted| nearest(wanted, &values).filter(|near| !is_same_kind(wanted, near)));
            let message = format!(
                "no series of `{metric}` in {} has a value of `{label}` that `{}` matches",
                facts.source(),
                expression.text_of(place.whole)
            );
            let mut finding = LINT.at(expression.place(place.whole), message);
            finding.severity = match near.is_some() || TARGET_LABELS.contains(&label) {
                true => weight,
                false => Severity::Info,
            };
            finding = match near {
                Some(near) => finding.hinted(format!("did you mean `{near}`?")),
                None => {
                    let shown: Vec<&str> = values.iter().take(MOST_VALUES).map(String::as_str).collect();
                    let more = if values.len() > MOST_VALUES { ", …" } else { "" };
                    finding.hinted(format!("its values are {}{more}", shown.join(", ")))
                }
            };
            found.push(finding.hinted(facts.scope()));
        }
        Ok(())
    })
}

/// Whether two values differ in their digits only: `500` is no slip for `200`, nor `node-1` for `node-2`.
fn is_same_kind(left: &str, right: &str) -> bool {
    let letters = |text: &'_ str| text.chars().filter(|character| !character.is_ascii_digit()).collect::<String>();
    letters(left) == letters(right)
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::*, *};

    #[test]
    fn values_that_are_there_or_need_not_be_are_left_alone() {
        let series = "# TYPE up gauge\nup{job=\"api\",code=\"200\"} 1\n# EOF\n";
        let clean: [&str; 0] = [];
        for text in [
            "up{job=\"api\"}",
            "up{job=~\"a.*|b\"}",
            "up{job!=\"b\"}",
            "up{job!~\"b.*\"}",
            "up{job=\"\"}",
            "up{other=\"b\"}",
            "missing{job=\"b\"}",
        ] {
            assert_eq!(found_beside(&LINT, series, text), clean, "{text}");
        }
        let message = "no series of `up` in series.om has a value of `job` that";
        assert_eq!(
            found_beside(&LINT, series, "up{job=~\"b.+\"}"),
            [format!("job=~\"b.+\": {message} `job=~\"b.+\"` matches")]
        );
    }

    #[test]
    fn events_that_have_not_happened_are_only_mentioned() {
        let series = "# TYPE up gauge\nup{job=\"api\",code=\"200\",reason=\"timeout\"} 1\n# EOF\n";
        let severities = |text| severities_beside(&LINT, series, text);
        assert_eq!(severities("up{code=~\"5..\"}"), [Severity::Info]);
        assert_eq!(severities("up{code=\"500\"}"), [Severity::Info]);
        assert_eq!(severities("up{reason=\"refused\"}"), [Severity::Info]);
        assert_eq!(severities("up{reason=\"timout\"}"), [Severity::Warning]);
        assert_eq!(severities("up{job=\"b\"}"), [Severity::Warning]);
        assert_eq!(severities("absent(up{job=\"b\"})"), [Severity::Info]);
    }
}
