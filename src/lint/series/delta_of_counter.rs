//! The difference of a counter by a function for gauges.
//!
//! ## What it does
//! Looks for `delta`, `idelta` and `deriv` over a counter: its targets state that it is one and its samples do not
//! contradict, or its name says so and its samples only rise. What the checked rules record is left alone, and so are
//! names that end with `_total`: those `promql/delta-of-counter` finds without any series.
//!
//! ## Why it is bad
//! These functions know nothing of counters that start anew: whenever a target restarts, the result falls far below zero.
//!
//! ## Example
//! ```promql
//! delta(request_seconds_count[5m])
//! ```
//! ```openmetrics
//! # TYPE request_seconds summary
//! request_seconds_count 17
//! request_seconds_sum 3
//! # EOF
//! ```
//!
//! ## How to fix
//! Use `increase`, `irate` or `rate`.
//! ```promql
//! increase(request_seconds_count[5m])
//! ```

use super::{
    super::{EvidenceError, Expression, Ground, Kind, Lint, SeriesFacts, counters::names_counter, definition::Check},
    selected::for_each_selector,
};
use crate::{diagnostic::Diagnostic, promql::ast::Expr};

pub(super) const LINT: Lint =
    Lint::new("series/delta-of-counter", include_str!("delta_of_counter.rs"), Check::Series(check));

fn check(
    expression: &Expression<'_>,
    facts: &SeriesFacts<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<(), EvidenceError> {
    for_each_selector(expression.tree, &mut |selected| {
        let Some((Expr::Call(call), _)) = selected.parent() else { return Ok(()) };
        let (function, instead) = match call.function.name {
            "delta" => ("delta", "increase"),
            "idelta" => ("idelta", "irate"),
            "deriv" => ("deriv", "rate"),
            _ => return Ok(()),
        };
        let Some(metric) = selected.exposed_metric(expression).filter(|name| !names_counter(name)) else {
            return Ok(());
        };
        let Some((Kind::Counter, ground)) = facts.kind(metric)? else { return Ok(()) };
        let reason = match ground {
            Ground::Stated => "which its targets say is a counter",
            Ground::Seen => "which is named as a counter and only rises",
        };
        let message = format!("`{function}` is for gauges, not for `{metric}`, {reason}");
        let hint = format!("`{instead}` takes care of counters that start anew");
        found.push(LINT.at(expression.place(selected.name_span(expression)), message).hinted(hint));
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_beside, *};

    #[test]
    fn only_certain_counters_are_found() {
        let clean: [&str; 0] = [];
        let series = "# TYPE a counter\na_total 5\n# TYPE b_count unknown\nb_count 5 15\nb_count 4 30\nb_sum 1 15\n\
                      c 1 15\nc 5 30\nd_count 1 15\nd_count 5 30\ne_count 1 15\ne_count 5 30\ne_sum 1 15\n# EOF\n";
        for text in ["delta(a_total[1m])", "delta(b_count[1m])", "delta(c[1m])", "delta(d_count[1m])", "e_count"] {
            assert_eq!(found_beside(&LINT, series, text), clean, "{text}");
        }
        assert_eq!(
            found_beside(&LINT, series, "delta(e_count[1m])"),
            ["e_count: `delta` is for gauges, not for `e_count`, which is named as a counter and only rises"]
        );
    }
}
