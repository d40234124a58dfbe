//! An alert without a condition.
//!
//! ## What it does
//! Looks for alerts whose expression compares nothing, or has an `or` with a side that compares nothing. Conditions are
//! comparisons without `bool`, `and`, `unless` and `absent`, also in a recorded rule that is read. Left alone are series
//! that are recorded elsewhere, `ALERTS`, and metrics that are selected by their state (`kafka_info{ready!="True"}`), of
//! which there may be none.
//!
//! ## Why it is bad
//! An alert fires for every series that its expression has, whatever the value: zero, too. This one fires for as long as
//! its target is scraped.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: RequestsFail
//!         expr: rate(request_errors_total[5m])
//! ```
//!
//! ## How to fix
//! Compare with the value from which on somebody should act.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: RequestsFail
//!         expr: rate(request_errors_total[5m]) > 0
//! ```

use super::{
    super::{Expression, Lint, RuleView, definition::Check},
    condition,
};
use crate::{config::rules::RuleKind, diagnostic::Diagnostic};

pub(super) const LINT: Lint = Lint::new("alerts/no-comparison", include_str!("no_comparison.rs"), Check::Rule(check));

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    if rule.rule.kind() != RuleKind::Alerting {
        return;
    }
    let Some(expression) = Expression::of_rule(rule) else { return };
    let Some(part) = condition::unfiltered(expression.tree, rule) else { return };
    // The last two have findings of their own.
    if condition::asks_for_existence(part)
        || condition::is_always_there(expression.tree)
        || condition::bool_comparison(part).is_some()
    {
        return;
    }
    let message = match part.span() == expression.tree.without_parens().span() {
        true => "the alert fires for every series that there is: nothing is compared",
        false => "the alert fires for every series of this side of `or`: nothing is compared",
    };
    found.push(LINT.at(expression.place(part.span()), message));
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(expr: &str) -> Vec<String> {
        let recorded = "{record: raw, expr: sum(x)}, {record: bad, expr: sum(x) > 5}";
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{recorded}, {{alert: A, expr: '{expr}'}}]}}]"))
    }

    #[test]
    fn conditions_are_seen() {
        for expr in [
            "x > 5",
            "x == 0",
            "5 < x",
            "count(x > 5)",
            "sum(x > 5) / sum(y)",
            "absent(x)",
            "absent_over_time(x[5m])",
            "x unless y",
            "x and y",
            "x > 5 or y < 3",
            "a:x:sum",
            r#"ALERTS{alertname="x"}"#,
            r#"{job="x"}"#,
            "bad",
            "sum(bad)",
            "max_over_time((x > 5)[5m:])",
            "vector(1)",
            "x or vector(0)",
            "x > bool 5",
            "disk_alert",
            "(x > bool 1) == 1",
            r#"x_info{ready!="True"}"#,
            r#"count(x{state="bad",job="a"})"#,
        ] {
            assert_eq!(found(expr), [""; 0], "{expr}");
        }
    }

    #[test]
    fn missing_conditions_are_found() {
        let all = "the alert fires for every series that there is: nothing is compared";
        for expr in [
            "x",
            "rate(x[5m])",
            "sum(x) / sum(y) * 100",
            "raw",
            "-x",
            "count_over_time(x[5m])",
            "x + scalar(y > 1)",
            r#"x{job="a"}"#,
            r#"sum(x{state="bad"})"#,
        ] {
            assert_eq!(found(expr), [format!("{expr}: {all}")], "{expr}");
        }
        assert_eq!(found("(x)"), [format!("x: {all}")]);
        assert_eq!(
            found("x > 5 or y"),
            ["y: the alert fires for every series of this side of `or`: nothing is compared"]
        );
        assert_eq!(found_in_rules(&LINT, "groups: [{name: g, rules: [{record: a, expr: x}]}]"), [""; 0]);
    }
}
