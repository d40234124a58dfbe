//! Adding or comparing things of different units.
//!
//! ## What it does
//! Looks for `+`, `-` and comparisons between metrics whose names end with different units, such as `_seconds` and
//! `_bytes`.
//!
//! ## Why it is bad
//! Seconds and bytes cannot be added; probably one of the two is not what it was to be.
//!
//! Only on request: names are not always right.
//!
//! ## Example
//! ```promql
//! rate(process_cpu_seconds_total[5m]) > process_resident_memory_bytes
//! ```
//!
//! ## How to fix
//! Compare what has the same unit.
//! ```promql
//! process_resident_memory_bytes > process_virtual_memory_max_bytes
//! ```

use super::super::{Expression, Lint, definition::Check, metric_name};
use crate::{
    diagnostic::Diagnostic,
    promql::{
        ast::{AggregateOperator, BinaryOperator, Expr},
        places,
    },
};

pub(super) const LINT: Lint =
    Lint::new("promql/mixed-units", include_str!("mixed_units.rs"), Check::Expression(check)).on_request();

/// The base units of the naming convention.
const UNITS: [&str; 9] = ["seconds", "bytes", "celsius", "meters", "volts", "amperes", "joules", "grams", "ratio"];

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let Expr::Binary(node) = node else { return };
        let adds = matches!(node.operator, BinaryOperator::Add | BinaryOperator::Subtract);
        if !adds && !node.operator.is_comparison() {
            return;
        }
        let (Some(left), Some(right)) = (unit(&node.left), unit(&node.right)) else { return };
        if left != right {
            let operator = node.operator.as_str();
            let message = format!("`{operator}` between {left} and {right}, as the names say");
            found.push(LINT.at(expression.place(places::operator(expression.text, node).operator), message));
        }
    });
}

/// The unit of an expression's values, where the name of its metric tells.
fn unit(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Paren(node) => unit(&node.inner),
        Expr::Unary(node) => unit(&node.operand),
        Expr::Subquery(node) => unit(&node.inner),
        Expr::Aggregate(node) => match node.operator {
            AggregateOperator::Count
            | AggregateOperator::CountValues
            | AggregateOperator::Group
            | AggregateOperator::Stdvar => None,
            _ => unit(&node.body),
        },
        Expr::Call(node) => match node.function.name {
            "rate" | "irate" | "increase" | "delta" | "idelta" | "deriv" | "abs" | "round" | "ceil" | "floor"
            | "min_over_time" | "max_over_time" | "avg_over_time" | "last_over_time" | "sum_over_time" => {
                unit(node.arguments.first()?)
            }
            _ => None,
        },
        Expr::Binary(node) => match node.operator {
            BinaryOperator::Add | BinaryOperator::Subtract => {
                unit(&node.left).filter(|left| Some(*left) == unit(&node.right))
            }
            operator if operator.is_comparison() && !node.return_bool => unit(&node.left),
            _ => None,
        },
        Expr::Vector(selector) => unit_of_name(metric_name(selector)?),
        Expr::Matrix(matrix) => unit_of_name(metric_name(&matrix.selector)?),
        Expr::Number(_) | Expr::String(_) => None,
    }
}

fn unit_of_name(name: &str) -> Option<&str> {
    let name = name.strip_suffix("_total").unwrap_or(name);
    let (_, unit) = name.rsplit_once('_')?;
    UNITS.contains(&unit).then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn only_different_units_are_found() {
        clean(
            &LINT,
            &[
                "a_bytes - b_bytes",
                "a_bytes / b_seconds",
                "a_bytes > 5",
                "a_bytes > b",
                "a_bytes and b_seconds",
                "count(a_bytes) > b_seconds",
                "a_bytes_count > b_seconds",
                "(a_bytes * b) > c_seconds",
                "rate(a_bytes_total[5m]) > b_bytes",
            ],
        );
        for (text, expected) in [
            ("a_bytes + b_seconds", "+: `+` between bytes and seconds, as the names say"),
            (
                "sum(rate(a_seconds_total[5m])) > (b_ratio - c_ratio)",
                ">: `>` between seconds and ratio, as the names say",
            ),
        ] {
            assert_eq!(found(&LINT, text), [expected], "{text}");
        }
    }
}
