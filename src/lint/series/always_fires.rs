//! An alert whose condition held all the time.
//!
//! ## What it does
//! Looks for alerts that hold now and held at every step of the last day of `--source`, for one and the same series. With
//! less than a day of samples nothing is said, and alerts without a selector are left alone: they are meant to fire
//! always. It is a note.
//!
//! ## Why it is bad
//! Nobody looks at an alert that is always there, and it hides others.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: queue
//!     rules:
//!       - alert: QueueIsLong
//!         expr: max_over_time(queue_length[1d]) > 10
//! ```
//! ```openmetrics
//! # TYPE queue_length gauge
//! queue_length{queue="mail"} 17 1700000000
//! queue_length{queue="mail"} 18 1700050000
//! queue_length{queue="mail"} 19 1700090000
//! # EOF
//! ```
//!
//! ## How to fix
//! Mend what is wrong, choose another limit, or remove the alert.
//! ```yaml
//! groups:
//!   - name: queue
//!     rules:
//!       - alert: QueueIsLong
//!         expr: max_over_time(queue_length[1d]) > 100
//! ```

use super::{
    super::{EvidenceError, Expression, Lint, SeriesFacts, definition::Check},
    joined::label_sets,
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    model::value::{MatrixSeries, QueryValue},
};

pub(super) const LINT: Lint =
    Lint::new("series/always-fires", include_str!("always_fires.rs"), Check::Series(check)).level(Severity::Info);

/// How long an alert must have fired, in milliseconds.
pub(super) const DAY: i64 = 86_400_000;
/// How often it is looked at, in milliseconds: as far apart as a sample counts.
const STEP: i64 = 300_000;

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    let is_alert = expression.rule.is_some_and(|rule| rule.rule.alert.is_some());
    // Few alerts hold now, and only those are worth a look at a whole day.
    if !is_alert
        || expression.tree.selectors().is_empty()
        || label_sets(facts, expression.tree)?.is_none_or(|sets| sets.is_empty())
    {
        return Ok(());
    }
    let Some(series) = of_last_day(expression, facts)? else { return Ok(()) };
    let steps = (DAY / STEP) as usize + 1;
    let Some(always) = series.iter().find(|series| series.floats.len() + series.histograms.len() == steps) else {
        return Ok(());
    };
    let message = format!("this held at every moment of the last day of {}, for {}", facts.source(), always.labels);
    found.push(LINT.at(expression.place(expression.tree.span()), message));
    Ok(())
}

/// What an expression has given over the last day; `None` if that cannot be told.
pub(super) fn of_last_day(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
) -> Result<Option<Vec<MatrixSeries>>, EvidenceError> {
    let (oldest, now) = facts.times();
    let since = now.saturating_sub(DAY);
    if oldest > since {
        return Ok(None);
    }
    let Some(answer) = facts.until_now(expression.tree, since, STEP)? else { return Ok(None) };
    Ok(match &*answer {
        Ok(QueryValue::Matrix(series)) => Some(series.clone()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn a_pause_or_a_shorter_time_is_enough() {
        let clean: [&str; 0] = [];
        let alert = "groups:\n- name: g\n  rules:\n  - {alert: A, expr: a > 1}\n  - {record: r, expr: a > 1}\n  \
                     - {alert: W, expr: vector(1)}\n";
        let samples = |count: i32, value: fn(i32) -> i32| -> String {
            (0..count).map(|step| format!("a {} {}\n", value(step), step * 60)).collect::<String>() + "# EOF\n"
        };
        assert_eq!(found_beside(&LINT, &samples(1440, |_| 5), alert), clean, "not quite a day");
        assert_eq!(found_beside(&LINT, &samples(1500, |step| (step - 700).min(5)), alert), clean, "a new alert");
        assert_eq!(
            found_beside(&LINT, &samples(1441, |_| 5), alert),
            ["a > 1: this held at every moment of the last day of series.om, for {__name__=\"a\"}"]
        );
    }
}
