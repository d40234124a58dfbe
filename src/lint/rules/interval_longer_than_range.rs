//! Windows that leave gaps between evaluations.
//!
//! ## What it does
//! Looks for windows (`x[1m]`) that are shorter than the interval which the group states. Looked for only on request.
//!
//! ## Why it is bad
//! Samples between the end of one window and the start of the next one are never looked at: a counter may jump there,
//! and no rule sees it.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: requests
//!     interval: 5m
//!     rules:
//!       - record: job:requests:rate1m
//!         expr: sum by (job) (rate(requests_total[1m]))
//! ```
//!
//! ## How to fix
//! Make the window at least as long as the interval, or the interval shorter.
//! ```yaml
//! groups:
//!   - name: requests
//!     interval: 5m
//!     rules:
//!       - record: job:requests:rate5m
//!         expr: sum by (job) (rate(requests_total[5m]))
//! ```

use super::super::{Expression, Lint, RuleView, definition::Check};
use crate::{
    diagnostic::Diagnostic,
    promql::ast::{DurationExpr, Expr},
};

pub(super) const LINT: Lint =
    Lint::new("rules/interval-longer-than-range", include_str!("interval_longer_than_range.rs"), Check::Rule(check))
        .on_request();

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(interval), Some(expression)) = (&rule.group.interval, Expression::of_rule(rule)) else { return };
    let seconds = interval.value as f64 / 1000.0;
    expression.tree.walk(&mut |node| {
        let (span, range) = match node {
            Expr::Matrix(matrix) => (matrix.span, &matrix.range),
            Expr::Subquery(subquery) => (subquery.span, &subquery.range),
            _ => return,
        };
        if matches!(range, DurationExpr::Literal(range) if range.value > 0.0 && range.value < seconds) {
            let finding = LINT.at(expression.place(span), "the window is shorter than the interval of the group");
            found.push(finding.with_label(rule.of.place(interval.span), "the interval"));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn short_windows_are_found() {
        let found = |interval: &str, expr: &str| {
            found_in_rules(&LINT, &format!("groups: [{{name: g, {interval} rules: [{{record: a, expr: '{expr}'}}]}}]"))
        };
        assert_eq!(
            found("interval: 2m,", "rate(x[1m]) + rate(x[2m])"),
            ["x[1m]: the window is shorter than the interval of the group"]
        );
        assert_eq!(found("interval: 2m,", "max_over_time(x[90s:30s])").len(), 1);
        assert_eq!(found("", "rate(x[1m])"), [""; 0]);
        assert_eq!(found("interval: 1m,", "rate(x[1m])"), [""; 0]);
    }
}
