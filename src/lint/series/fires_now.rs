//! An alert whose condition holds now.
//!
//! ## What it does
//! Evaluates the expressions of alerts over the newest samples of `--source` and tells how many series they give. It is a
//! note for those who write a new alert, and is looked for when asked for.
//!
//! ## Why it is bad
//! It need not be: the alert may be right. If nothing is wrong with the systems, the limit is.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: queue
//!     rules:
//!       - alert: QueueIsLong
//!         expr: queue_length > 10
//! ```
//! ```openmetrics
//! # TYPE queue_length gauge
//! queue_length{queue="mail"} 17
//! # EOF
//! ```
//!
//! ## How to fix
//! Mend what is wrong, or choose a limit that is not reached on good days.
//! ```yaml
//! groups:
//!   - name: queue
//!     rules:
//!       - alert: QueueIsLong
//!         expr: queue_length > 100
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check},
    joined::label_sets,
};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint::new("series/fires-now", include_str!("fires_now.rs"), Check::Series(check))
    .level(Severity::Info)
    .on_request();

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    let is_alert = expression.rule.is_some_and(|rule| rule.rule.alert.is_some());
    // An alert without a selector is meant to fire always, to tell that alerting works.
    if !is_alert || expression.tree.selectors().is_empty() {
        return Ok(());
    }
    let Some(sets) = label_sets(facts, expression.tree)? else { return Ok(()) };
    let Some(first) = sets.first() else { return Ok(()) };
    let message = match sets.len() {
        1 => format!("this holds now in {}, for {first}", facts.source()),
        count => format!("this holds now in {}, for {count} series, such as {first}", facts.source()),
    };
    found.push(LINT.at(expression.place(expression.tree.span()), message));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn only_alerts_fire() {
        let series = "# TYPE a gauge\na{x=\"1\"} 1\na{x=\"2\"} 2\n# EOF\n";
        let rules = "groups:\n- name: g\n  rules:\n  - {record: r, expr: a}\n  - {alert: W, expr: vector(1)}\n  \
                     - {alert: A, expr: a > 0}\n  - {alert: B, expr: a > 1}\n";
        assert_eq!(
            found_beside(&LINT, series, rules),
            [
                "a > 0: this holds now in series.om, for 2 series, such as {__name__=\"a\", x=\"1\"}",
                "a > 1: this holds now in series.om, for {__name__=\"a\", x=\"2\"}"
            ]
        );
    }
}
