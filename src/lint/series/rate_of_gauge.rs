//! The rate of a metric that goes up and down.
//!
//! ## What it does
//! Looks for `rate`, `irate`, `increase` and `resets` over a gauge: its targets state that it is one, or, where nothing is
//! stated, its samples fall again and again without going back to zero. A stated gauge whose samples only rise is left
//! alone, since exporters call many a counter a gauge; so is what the checked rules record.
//!
//! ## Why it is bad
//! These functions take every fall for a counter that starts anew, and add the whole value after it: the result is far
//! too large and means nothing.
//!
//! ## Example
//! ```promql
//! rate(queue_length[5m])
//! ```
//! ```openmetrics
//! # TYPE queue_length gauge
//! queue_length 17
//! # EOF
//! ```
//!
//! ## How to fix
//! Use `deriv` or `delta` for how fast a gauge changes, `avg_over_time` for its usual value.
//! ```promql
//! deriv(queue_length[5m])
//! ```

use super::{
    super::{EvidenceError, Expression, Ground, Kind, Lint, SeriesFacts, definition::Check},
    selected::for_each_selector,
};
use crate::{diagnostic::Diagnostic, promql::ast::Expr};

pub(super) const LINT: Lint = Lint::new("series/rate-of-gauge", include_str!("rate_of_gauge.rs"), Check::Series(check));

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    for_each_selector(expression.tree, &mut |selected| {
        let Some((Expr::Call(call), _)) = selected.parent() else { return Ok(()) };
        let function = call.function.name;
        if !matches!(function, "rate" | "irate" | "increase" | "resets") {
            return Ok(());
        }
        let Some(metric) = selected.exposed_metric(expression) else { return Ok(()) };
        let Some((Kind::Gauge, ground)) = facts.kind(metric)? else { return Ok(()) };
        let reason = match ground {
            Ground::Stated => "which its targets say is a gauge",
            Ground::Seen => "whose values go down as well as up, as only a gauge's do",
        };
        let message = format!("`{function}` is for counters, not for `{metric}`, {reason}");
        let hint = "`deriv` and `delta` tell how a gauge changes";
        found.push(LINT.at(expression.place(selected.name_span(expression)), message).hinted(hint));
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn samples_tell_where_nothing_is_stated() {
        let clean: [&str; 0] = [];
        let values = |name: &str, values: &[i32]| -> String {
            values.iter().zip(1..).map(|(value, time)| format!("{name} {value} {}\n", time * 15)).collect()
        };
        let series = [
            values("falls", &[20, 18, 17, 19, 18, 20]),
            values("falls_total", &[20, 18, 17, 19, 18, 20]),
            values("rises", &[1, 5, 9, 0, 3, 8]),
            values("flat", &[7, 7, 7, 7]),
            "# TYPE called_gauge gauge\n".to_owned() + &values("called_gauge", &[1, 5, 9, 11]),
            "# TYPE called_counter counter\n".to_owned() + &values("called_counter_total", &[20, 18, 17, 19, 18, 20]),
            "# EOF\n".to_owned(),
        ]
        .concat();
        for text in [
            "rate(rises[1m])",
            "rate(flat[1m])",
            "rate(called_gauge[1m])",
            "rate(called_counter_total[1m])",
            "rate(falls_total[1m])",
            "delta(falls[1m])",
            "rate(missing[1m])",
            "rate(sum(falls)[5m:1m])",
        ] {
            assert_eq!(found_beside(&LINT, &series, text), clean, "{text}");
        }
        let expected = "falls: `increase` is for counters, not for `falls`, whose values go down as well as up, as only a \
                        gauge's do";
        assert_eq!(found_beside(&LINT, &series, "increase((falls[1m]))"), [expected]);
    }
}
