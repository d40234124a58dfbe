//! The difference of a counter by a function for gauges.
//!
//! ## What it does
//! Looks for `delta`, `idelta` and `deriv` over a counter: its targets state that it is one and its samples do not
//! contradict, or its name says so and its samples only rise. What the checked rules record is left alone.
//!
//! ## Why it is bad
//! These functions know nothing of counters that start anew: whenever a target restarts, the result falls far below zero.
//!
//! ## Example
//! ```promql
//! delta(http_requests_total[5m])
//! ```
//! ```openmetrics
//! # TYPE http_requests counter
//! http_requests_total{job="api"} 17
//! # EOF
//! ```
//!
//! ## How to fix
//! Use `increase`, `irate` or `rate`.
//! ```promql
//! increase(http_requests_total[5m])
//! ```

use super::{
    super::{EvidenceError, Expression, Ground, Kind, Lint, SeriesFacts, definition::Check},
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
        let Some(metric) = selected.exposed_metric(expression) else { return Ok(()) };
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
        let series = "a_total 1 15\na_total 5 30\nb_total 5 15\nb_total 4 30\nc 1 15\nc 5 30\nd_count 1 15\nd_count 5 30\n\
                      e_count 1 15\ne_count 5 30\ne_sum 1 15\ne_sum 5 30\n# EOF\n";
        for text in ["delta(b_total[1m])", "delta(c[1m])", "delta(d_count[1m])", "increase(a_total[1m])", "a_total"] {
            assert_eq!(found_beside(&LINT, series, text), clean, "{text}");
        }
        for (text, name) in [("delta(a_total[1m])", "a_total"), ("delta(e_count[1m])", "e_count")] {
            let expected =
                format!("{name}: `delta` is for gauges, not for `{name}`, which is named as a counter and only rises");
            assert_eq!(found_beside(&LINT, series, text), [expected]);
        }
    }
}
