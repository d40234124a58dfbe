//! A percentage that is made a percentage again.
//!
//! ## What it does
//! Looks for `humanizePercentage` of the value of an alert whose expression multiplies by 100 already.
//!
//! ## Why it is bad
//! `humanizePercentage` multiplies by 100: instead of `93%` the text says `9300%`.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_bytes / disk_size_bytes * 100 > 90
//!         annotations:
//!           summary: "{{ $value | humanizePercentage }} are used"
//! ```
//!
//! ## How to fix
//! Leave out one of them.
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_bytes / disk_size_bytes > 0.9
//!         annotations:
//!           summary: "{{ $value | humanizePercentage }} are used"
//! ```

use super::{
    super::{Expression, Lint, RuleView, definition::Check},
    template::{self, Type, Use},
};
use crate::{
    diagnostic::{Diagnostic, Span},
    promql::ast::{AggregateOperator, BinaryOperator, Expr},
};

pub(super) const LINT: Lint =
    Lint::new("alerts/percent-of-percent", include_str!("percent_of_percent.rs"), Check::Rule(check));

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(expression) = Expression::of_rule(rule) else { return };
    let Some(hundredfold) = hundredfold(expression.tree) else { return };
    template::for_each(rule, |_, entry, uses| {
        for used in uses {
            let Use::Call { function, place, arguments } = used else { continue };
            let is_value = matches!(arguments.as_slice(), [argument] if argument.of == Type::Value);
            if function != "humanizePercentage" || !is_value {
                continue;
            }
            let place = rule.of.place_in(&entry.value, Span::new(place.start, place.end));
            let finding = LINT.at(place, "the value is multiplied by 100 a second time");
            found.push(finding.with_label(expression.place(hundredfold), "the first time here"));
        }
    });
}

/// Where an expression, whose values are a part times 100, does the multiplication.
pub(super) fn hundredfold(expression: &Expr) -> Option<Span> {
    let is_hundred = |side: &Expr| matches!(side.without_parens(), Expr::Number(number) if number.value == 100.0);
    let is_number = |side: &Expr| matches!(side.without_parens(), Expr::Number(_));
    match expression {
        Expr::Paren(node) => hundredfold(&node.inner),
        Expr::Aggregate(node) => {
            use AggregateOperator::*;
            let keeps_size = matches!(node.operator, Sum | Avg | Min | Max | TopK | BottomK | Quantile);
            if keeps_size { hundredfold(&node.body) } else { None }
        }
        Expr::Binary(node) => match node.operator {
            BinaryOperator::Multiply if is_hundred(&node.left) || is_hundred(&node.right) => Some(node.span),
            // `100 - x * 100`: what is left of the whole.
            BinaryOperator::Subtract if is_hundred(&node.left) => hundredfold(&node.right),
            // `100 * a / b`
            BinaryOperator::Divide if !is_number(&node.right) && hundredfold(&node.right).is_none() => {
                hundredfold(&node.left)
            }
            BinaryOperator::And | BinaryOperator::Unless => hundredfold(&node.left),
            operator if operator.is_comparison() && !node.return_bool => match is_number(&node.left) {
                true => hundredfold(&node.right),
                false => hundredfold(&node.left),
            },
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(expr: &str, template: &str) -> Vec<String> {
        let rule = format!("{{alert: A, expr: '{expr}', annotations: {{s: '{template}'}}}}");
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{rule}]}}]"))
    }

    #[test]
    fn only_the_value_times_a_hundred_is_found() {
        let template = "{{ $value | humanizePercentage }}";
        for expr in [
            "a / b > 0.9",
            "a * 100 / 100 > 1",
            "(a * 100) / (b * 100) > 1",
            "a > 100",
            "100 - a > 5",
            "count(a * 100) > 5",
        ] {
            assert_eq!(found(expr, template), [""; 0], "{expr}");
        }
        for expr in [
            "a / b * 100 > 90",
            "100 * a / b > 90",
            "90 < 100 * (a / b)",
            "100 - (avg by (x) (rate(a[5m])) * 100) > 90",
            "(sum(a) / sum(b) * 100 > 90) and c",
            "max((a / b) * 100) >= 90",
        ] {
            let expected = ["humanizePercentage: the value is multiplied by 100 a second time"];
            assert_eq!(found(expr, template), expected, "{expr}");
        }
        for template in
            ["{{ $value }}", "{{ query \"a\" | first | value | humanizePercentage }}", "{{ $value | humanize }}"]
        {
            assert_eq!(found("a * 100 > 90", template), [""; 0], "{template}");
        }
    }
}
