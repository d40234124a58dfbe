//! A `bool` comparison of which only the presence counts.
//!
//! ## What it does
//! Looks for comparisons with `bool` directly inside `count`, `group`, `absent`, `count_over_time` and their like, and on
//! the right of `and` and `unless`.
//!
//! ## Why it is bad
//! With `bool` a comparison filters nothing: it gives 0 or 1 for every series. What only asks whether a series is there
//! does not see the difference: `count(x > bool 5)` is the number of all series, and `y and x > bool 5` is true for 0 as
//! well.
//!
//! ## Example
//! ```promql
//! count(up == bool 0)
//! ```
//!
//! ## How to fix
//! Filter, or add up the ones.
//! ```promql
//! count(up == 0)
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::Diagnostic,
    promql::{
        ast::{AggregateOperator, BinaryOperator, Expr, ValueType},
        places,
    },
};

pub(super) const LINT: Lint = Lint::new("promql/idle-bool", include_str!("idle_bool.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let (part, reader) = match node {
            Expr::Aggregate(node) => match node.operator {
                AggregateOperator::Count | AggregateOperator::Group => (&node.body, node.operator.as_str()),
                _ => return,
            },
            Expr::Call(node) => match (node.function.name, node.arguments.first()) {
                (name @ "absent", Some(vector)) => (vector, name),
                (
                    name @ ("absent_over_time" | "present_over_time" | "count_over_time"),
                    Some(Expr::Subquery(subquery)),
                ) => (&subquery.inner, name),
                _ => return,
            },
            Expr::Binary(node) => match node.operator {
                BinaryOperator::And | BinaryOperator::Unless => (&node.right, node.operator.as_str()),
                _ => return,
            },
            _ => return,
        };
        let Expr::Binary(comparison) = part.without_parens() else { return };
        let is_vector = part.value_type() == ValueType::Vector;
        if let Some(place) = places::operator(expression.text, comparison).return_bool.filter(|_| is_vector) {
            let message = format!("`{reader}` only asks whether a series is there, and with `bool` it always is");
            found.push(LINT.at(expression.place(place), message).hinted("filter: leave `bool` out"));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn values_that_are_read_are_left_alone() {
        clean(
            &LINT,
            &[
                "sum(x > bool 5)",
                "count(x > 5)",
                "x > bool 5 and y",
                "y or x > bool 5",
                "count(x > bool 5 == 1)",
                "avg_over_time((x > bool 5)[5m:])",
                r#"count_values("v", x > bool 5)"#,
            ],
        );
        for (text, reader) in [
            ("count(x > bool 5)", "count"),
            ("absent((x == bool 1))", "absent"),
            ("y unless on (a) x > bool 5", "unless"),
            ("y and (x > bool z)", "and"),
            ("count_over_time((x > bool 5)[5m:1m])", "count_over_time"),
        ] {
            let message = format!("bool: `{reader}` only asks whether a series is there, and with `bool` it always is");
            assert_eq!(found(&LINT, text), [message], "{text}");
        }
    }
}
