//! The same expression on both sides of an operator.
//!
//! ## What it does
//! Looks for `and`, `or`, `unless`, `<`, `>` and `-` whose two sides are written alike.
//!
//! ## Why it is bad
//! The result is clear beforehand: one of the sides, nothing, or 0. It looks like a copy in which something was to be
//! changed.
//!
//! It is silent about `==`, `!=`, `<=` and `>=`, which find or drop NaN, and about `/`.
//!
//! ## Example
//! ```promql
//! rate(errors_total{code="500"}[5m]) or rate(errors_total{code="500"}[5m])
//! ```
//!
//! ## How to fix
//! Change what was to be changed, or leave one side out.
//! ```promql
//! rate(errors_total{code="500"}[5m]) or rate(errors_total{code="503"}[5m])
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::Diagnostic,
    promql::{
        ast::{BinaryOperator, Expr, MatchCardinality},
        places,
    },
};
use std::mem::discriminant;

pub(super) const LINT: Lint =
    Lint::new("promql/same-operands", include_str!("same_operands.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    use BinaryOperator::*;
    expression.tree.walk(&mut |node| {
        let Expr::Binary(node) = node else { return };
        let result = match node.operator {
            And | Or => "is the same as one of them",
            Unless => "never gives anything",
            Less | Greater if node.return_bool => "is always 0",
            Less | Greater => "never holds",
            Subtract => "is always 0",
            _ => return,
        };
        // With `on` or `ignoring` series can match others than themselves.
        let is_plain = node.matching.as_ref().is_some_and(|matching| {
            let matches_itself = !matching.on && matching.labels.is_empty();
            matches_itself && matches!(matching.cardinality, MatchCardinality::OneToOne | MatchCardinality::ManyToMany)
        });
        let (left, right) = (node.left.without_parens(), node.right.without_parens());
        if is_plain && discriminant(left) == discriminant(right) && left.to_string() == right.to_string() {
            let operator = node.operator.as_str();
            let message = format!("`{operator}` between two sides that are alike {result}");
            let place = expression.place(places::operator(expression.text, node).operator);
            let sides = [&node.left, &node.right].map(|side| expression.place(side.span()));
            let [first, second] = sides;
            found.push(LINT.at(place, message).with_label(first, "this").with_label(second, "and the same again"));
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
    fn sides_that_differ_and_comparisons_of_nan_are_left_alone() {
        clean(
            &LINT,
            &[
                "x or y",
                "x - x offset 5m",
                r#"x{a="1"} or x{a="2"}"#,
                "x == x",
                "x / x",
                "x and on (a) x",
                "x or x > 5",
                "2 - 2",
            ],
        );
        for (text, expected) in [
            ("x or (x)", "or: `or` between two sides that are alike is the same as one of them"),
            ("sum(x) - sum( x )", "-: `-` between two sides that are alike is always 0"),
            ("x unless x", "unless: `unless` between two sides that are alike never gives anything"),
            ("x > bool x", ">: `>` between two sides that are alike is always 0"),
        ] {
            assert_eq!(found(&LINT, text), [expected], "{text}");
        }
    }
}
