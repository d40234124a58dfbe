//! A ratio that is shown as a percentage.
//!
//! ## What it does
//! Looks for templates that print the value with a `%` behind it, where the alert compares a ratio `a / b` with a number
//! between 0 and 1.
//!
//! ## Why it is bad
//! At nine tenths the text says `0.9%`.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_bytes / disk_size_bytes > 0.9
//!         annotations:
//!           summary: "{{ $value }}% are used"
//! ```
//!
//! ## How to fix
//! Let `humanizePercentage` multiply it by 100, and write the sign.
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
    condition::threshold,
    template::{self, Argument, Type, Use},
};
use crate::{
    diagnostic::{Diagnostic, Span},
    promql::ast::{Binary, BinaryOperator, Expr, ValueType},
};

pub(super) const LINT: Lint =
    Lint::new("alerts/ratio-as-percent", include_str!("ratio_as_percent.rs"), Check::Rule(check));

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(expression) = Expression::of_rule(rule) else { return };
    let Some(threshold) = threshold(expression.tree) else { return };
    let is_ratio = |number: f64| number > 0.0 && number < 1.0;
    if !is_ratio(threshold.number) || !ratio(threshold.series) {
        return;
    }
    template::for_each(rule, |_, entry, uses| {
        for used in uses {
            let place = match used {
                Use::Printed { place, behind } if behind.trim_start_matches(' ').starts_with('%') => place,
                Use::Call { function, place, arguments } if function == "printf" && has_sign(arguments) => place,
                _ => continue,
            };
            let place = rule.of.place_in(&entry.value, Span::new(place.start, place.end));
            let finding = LINT.at(place, "the value is a ratio, not a percentage");
            let finding = finding.with_label(expression.place(threshold.node.span), "between 0 and 1");
            found.push(finding.hinted("`humanizePercentage` multiplies by 100 and writes the sign"));
        }
    });
}

/// Whether an expression is one vector divided by another, and nothing that makes percent of it.
fn ratio(expression: &Expr) -> bool {
    match expression.without_parens() {
        Expr::Binary(node) if node.operator == BinaryOperator::Divide => {
            let is_plain = |side: &Expr| {
                let mut is_plain = side.value_type() == ValueType::Vector;
                side.walk(&mut |part| is_plain &= !matches!(part, Expr::Number(number) if number.value == 100.0));
                is_plain
            };
            is_plain(&node.left) && is_plain(&node.right)
        }
        // What is left of the whole.
        Expr::Binary(node) if is_one_minus(node) => ratio(&node.right),
        _ => false,
    }
}

fn is_one_minus(node: &Binary) -> bool {
    node.operator == BinaryOperator::Subtract
        && matches!(node.left.without_parens(), Expr::Number(number) if number.value == 1.0)
}

/// Whether `printf` writes the value and the sign behind it.
fn has_sign(arguments: &[Argument]) -> bool {
    let [format, value] = arguments else { return false };
    let format = format.text.as_ref().map_or("", |(text, _)| text);
    value.of == Type::Value && (format.contains("f%%") || format.contains("f %%") || format.contains("g%%"))
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(expr: &str, template: &str) -> usize {
        let rule = format!("{{alert: A, expr: '{expr}', annotations: {{s: '{template}'}}}}");
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{rule}]}}]")).len()
    }

    #[test]
    fn the_expression_and_the_text_must_both_say_so() {
        for expr in ["a / b > 0.9", "1 - a / b < 0.1", "0.5 < (sum(a) / sum(b))"] {
            assert_eq!(found(expr, "{{ $value }}%"), 1, "{expr}");
        }
        for expr in ["a / b > 90", "a / b * 100 > 0.9", "a * 100 / b > 0.9", "a > 0.9", "a / b > 0", "a / 5 > 0.9"] {
            assert_eq!(found(expr, "{{ $value }}%"), 0, "{expr}");
        }
        for (template, expected) in [
            ("{{ $value | humanize }} % used", 1),
            ("{{ printf \"%.2f\" $value }}%", 1),
            ("{{ $value | printf \"%.2f%%\" }}", 1),
            ("{{ .Value }}%", 1),
            ("{{ $value | humanizePercentage }}", 0),
            ("{{ $value }} of 1, 5%", 0),
            ("{{ $labels.x }}%", 0),
            ("{{ query \"a\" | first | value }}%", 0),
        ] {
            assert_eq!(found("a / b > 0.9", template), expected, "{template}");
        }
    }
}
