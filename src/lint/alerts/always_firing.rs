//! An alert that cannot stop firing.
//!
//! ## What it does
//! Looks for alerts whose expression has a series at all times, whatever there is to select: a constant, an `or` with
//! one, a comparison of constants that holds. Alerts that are meant to fire all the time are left alone: those named
//! like a watchdog, heartbeat or dead man's switch, and those of severity `none`.
//!
//! ## Why it is bad
//! It fires from the first evaluation on. `x > 5 or vector(0)` is the usual way there: the 0 that stands in for missing
//! series is a series too.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: RequestsFail
//!         expr: sum(rate(request_errors_total[5m])) > 1 or vector(0)
//! ```
//!
//! ## How to fix
//! Compare what `or` gives.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: RequestsFail
//!         expr: (sum(rate(request_errors_total[5m])) or vector(0)) > 1
//! ```

use super::{
    super::{Expression, Lint, RuleView, definition::Check},
    condition,
};
use crate::{
    config::rules::RuleKind,
    diagnostic::Diagnostic,
    promql::ast::{BinaryOperator, Expr},
};

pub(super) const LINT: Lint = Lint::new("alerts/always-firing", include_str!("always_firing.rs"), Check::Rule(check));

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    if rule.rule.kind() != RuleKind::Alerting || condition::is_heartbeat(rule) {
        return;
    }
    let Some(expression) = Expression::of_rule(rule) else { return };
    if !condition::is_always_there(expression.tree) || condition::bool_comparison(expression.tree).is_some() {
        return;
    }
    let part = constant_part(expression.tree);
    let message = "the alert always fires: this is there whatever there is to select";
    found.push(LINT.at(expression.place(part.span()), message));
}

/// The part that is always there: a side of `or`, or the whole.
fn constant_part(expression: &Expr) -> &Expr {
    match expression.without_parens() {
        Expr::Binary(node) if node.operator == BinaryOperator::Or => {
            let side = [&node.left, &node.right].into_iter().find(|side| condition::is_always_there(side));
            side.map_or(expression, constant_part)
        }
        whole => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(name: &str, expr: &str) -> Vec<String> {
        let rule = format!("{{alert: {name}, expr: '{expr}'}}");
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{rule}]}}]"))
    }

    #[test]
    fn what_may_be_missing_is_left_alone() {
        for expr in [
            "x > 5",
            "(x or vector(0)) > 5",
            "vector(1) == 0",
            "vector(time()) > 5",
            "hour() > 5",
            "absent(vector(1))",
            "x + on() vector(1)",
            "x and on() vector(1)",
            "topk(0, vector(1))",
            "x > bool 1",
        ] {
            assert_eq!(found("A", expr), [""; 0], "{expr}");
        }
        for name in ["Watchdog", "DeadMansSwitch", "dead_mans_switch", "PrometheusHeartbeat"] {
            assert_eq!(found(name, "vector(1)"), [""; 0], "{name}");
        }
        let silent = "groups: [{name: g, rules: [{alert: A, expr: vector(1), labels: {severity: none}}]}]";
        assert_eq!(found_in_rules(&LINT, silent), [""; 0]);
    }

    #[test]
    fn constants_fire() {
        let message = "the alert always fires: this is there whatever there is to select";
        for (expr, part) in [
            ("x > 5 or vector(0)", "vector(0)"),
            ("(x > 5) or (y > 3 or on() vector(0))", "vector(0)"),
            ("vector(1)", "vector(1)"),
            ("vector(1) == 1", "vector(1) == 1"),
            ("1", "1"),
            ("time()", "time()"),
            ("sum(x or vector(0))", "sum(x or vector(0))"),
            ("hour() * 2", "hour() * 2"),
        ] {
            assert_eq!(found("A", expr), [format!("{part}: {message}")], "{expr}");
        }
    }
}
