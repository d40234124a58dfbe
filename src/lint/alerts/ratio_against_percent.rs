//! A ratio compared with a percentage.
//!
//! ## What it does
//! Looks for alerts that compare a ratio `a / b` of two metrics whose names differ in one word, of which the lower one
//! is the whole (`total`, `size`, `limit`, …), with a number of 10 or more by `>` or `>=`. Looked for only on request.
//!
//! ## Why it is bad
//! A part of a whole is at most 1. The alert never fires.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_bytes / disk_size_bytes > 90
//! ```
//!
//! ## How to fix
//! Compare with a number between 0 and 1, or multiply the ratio by 100.
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_bytes / disk_size_bytes > 0.9
//! ```

use super::{
    super::{Expression, Lint, RuleView, definition::Check, metric_name},
    condition::threshold,
};
use crate::{
    config::rules::RuleKind,
    diagnostic::Diagnostic,
    promql::ast::{BinaryOperator, Expr},
};

pub(super) const LINT: Lint =
    Lint::new("alerts/ratio-against-percent", include_str!("ratio_against_percent.rs"), Check::Rule(check))
        .on_request();

/// Words for the whole that something is a part of.
const WHOLES: [&str; 8] = ["allocatable", "capacity", "limit", "max", "quota", "requests", "size", "total"];

/// Below it a ratio may be meant: how many times as much.
const LEAST: f64 = 10.0;

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    if rule.rule.kind() != RuleKind::Alerting {
        return;
    }
    let Some(expression) = Expression::of_rule(rule) else { return };
    let Some(threshold) = threshold(expression.tree) else { return };
    if !matches!(threshold.operator, BinaryOperator::Greater | BinaryOperator::GreaterOrEqual)
        || threshold.number < LEAST
    {
        return;
    }
    let Expr::Binary(ratio) = threshold.series.without_parens() else { return };
    if ratio.operator == BinaryOperator::Divide && is_part(&ratio.left, &ratio.right) {
        let message = format!("a part of a whole is at most 1, never `{}`", threshold.number);
        found.push(LINT.at(expression.place(threshold.node.span), message));
    }
}

/// Whether one side is of a metric that is a part of the other's, by their names.
fn is_part(part: &Expr, whole: &Expr) -> bool {
    let name = |side: &Expr| match side.selectors().as_slice() {
        // Arithmetic may have made another unit of it.
        [selector] if !has_arithmetic(side) => metric_name(selector).map(str::to_owned),
        _ => None,
    };
    let (Some(part), Some(whole)) = (name(part), name(whole)) else { return false };
    let (part, whole): (Vec<&str>, Vec<&str>) = (part.split('_').collect(), whole.split('_').collect());
    let mut differ = part.iter().zip(&whole).filter(|(part, whole)| part != whole);
    let first = differ.next();
    part.len() == whole.len() && differ.next().is_none() && first.is_some_and(|(_, whole)| WHOLES.contains(whole))
}

fn has_arithmetic(expression: &Expr) -> bool {
    let mut has = false;
    expression.walk(&mut |node| has |= matches!(node, Expr::Binary(_)));
    has
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn ratios_of_other_things_are_left_alone() {
        let found = |expr: &str| {
            found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{{alert: A, expr: '{expr}'}}]}}]")).len()
        };
        for (expr, expected) in [
            ("a_used_bytes / a_size_bytes > 80", 1),
            ("sum(rate(http_errors[5m])) / sum(rate(http_requests[5m])) >= 10", 1),
            ("80 < a_used_bytes / on (x) a_limit_bytes", 1),
            ("a_used_bytes / a_size_bytes > 8", 0),
            ("a_used_bytes / a_size_bytes < 80", 0),
            ("a_used_bytes * 100 / a_size_bytes > 80", 0),
            ("a_used_bytes / a_size_bytes * 100 > 80", 0),
            ("a_seconds_sum / a_seconds_count > 80", 0),
            ("a_used_bytes / b_size_bytes > 80", 0),
            ("a_size_bytes / a_used_bytes > 80", 0),
        ] {
            assert_eq!(found(expr), expected, "{expr}");
        }
    }
}
