//! An alert whose condition never held.
//!
//! ## What it does
//! Looks for alerts that held at no step of the last day of `--source`, although all series that they select were there.
//! It is a note for those who tune limits, and is looked for when asked for: most alerts are quiet, as they should be.
//! With less than a day of samples nothing is said.
//!
//! ## Why it is bad
//! It need not be. An alert that has never held has never been seen to work.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: queue
//!     rules:
//!       - alert: QueueIsLong
//!         expr: queue_length > 100
//! ```
//! ```openmetrics
//! # TYPE queue_length gauge
//! queue_length{queue="mail"} 17 1700000000
//! queue_length{queue="mail"} 19 1700090000
//! # EOF
//! ```
//!
//! ## How to fix
//! Try the limit on a bad day, with `--source` and the data of that day, or write a unit test for the alert.
//! ```yaml
//! groups:
//!   - name: queue
//!     rules:
//!       - alert: QueueIsLong
//!         expr: queue_length > 10
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check, metric_name},
    always_fires::of_last_day,
};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint::new("series/never-fires", include_str!("never_fires.rs"), Check::Series(check))
    .level(Severity::Info)
    .on_request();

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    let selectors = expression.tree.selectors();
    let is_there = |name: Option<&str>| name.is_some_and(|name| facts.has_metric(name));
    let is_alert = expression.rule.is_some_and(|rule| rule.rule.alert.is_some());
    if !is_alert || selectors.is_empty() || !selectors.iter().all(|selector| is_there(metric_name(selector))) {
        return Ok(());
    }
    for selector in selectors {
        if !facts.has_series(&selector.matchers)? {
            return Ok(());
        }
    }
    if of_last_day(expression, facts)?.is_some_and(|series| series.is_empty()) {
        let message = format!("this held at no moment of the last day of {}", facts.source());
        found.push(LINT.at(expression.place(expression.tree.span()), message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn what_has_fired_or_has_no_series_is_left_alone() {
        let clean: [&str; 0] = [];
        let alert = |text: &str| format!("groups:\n- name: g\n  rules:\n  - {{alert: A, expr: {text}}}\n");
        let series = "# TYPE a gauge\na 1 0\na 7 43200\na 1 90000\n# EOF\n";
        for text in ["a > 5", "missing > 5", "'a{x=\"1\"} > 9'", "vector(1) > 2"] {
            assert_eq!(found_beside(&LINT, series, &alert(text)), clean, "{text}");
        }
        assert_eq!(
            found_beside(&LINT, series, &alert("a > 9")),
            ["a > 9: this held at no moment of the last day of series.om"]
        );
    }
}
