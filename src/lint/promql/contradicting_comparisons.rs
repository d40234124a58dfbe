//! Two comparisons of the same thing that exclude each other.
//!
//! ## What it does
//! Looks for `x > 5 and x < 3`: the same expression on both sides of `and`, compared so that no value passes both.
//!
//! ## Why it is bad
//! Nothing ever comes out. Often `or` is meant.
//!
//! ## Example
//! ```promql
//! temperature_celsius < 10 and temperature_celsius > 30
//! ```
//!
//! ## How to fix
//! Use `or`, or exchange the limits.
//! ```promql
//! temperature_celsius < 10 or temperature_celsius > 30
//! ```

use super::super::{Expression, Lint, definition::Check, values::Ranges};
use crate::{
    diagnostic::Diagnostic,
    promql::{
        ast::{BinaryOperator, Expr, ValueType},
        places,
    },
};

pub(super) const LINT: Lint = Lint::new(
    "promql/contradicting-comparisons",
    include_str!("contradicting_comparisons.rs"),
    Check::Expression(check),
);

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    let ranges = Ranges::default();
    expression.tree.walk(&mut |node| {
        let Expr::Binary(both) = node else { return };
        // Series only match themselves where all labels count.
        let is_plain = both.matching.as_ref().is_some_and(|matching| !matching.on && matching.labels.is_empty());
        if both.operator != BinaryOperator::And || !is_plain {
            return;
        }
        let (Some(left), Some(right)) = (compared(&both.left), compared(&both.right)) else { return };
        let (here, there) = (ranges.of(&both.left), ranges.of(&both.right));
        let is_live = !here.is_nothing() && !there.is_nothing();
        if is_live && here.meet(there).is_nothing() && left.to_string() == right.to_string() {
            let message = format!("no value of `{left}` passes both comparisons");
            let place = expression.place(places::operator(expression.text, both).operator);
            let (first, second) = (expression.place(both.left.span()), expression.place(both.right.span()));
            let finding = LINT.at(place, message).with_label(first, "either this").with_label(second, "or that");
            found.push(finding.hinted("is `or` meant?"));
        }
    });
}

/// The vector that a filter filters by a number.
fn compared(expression: &Expr) -> Option<&Expr> {
    let Expr::Binary(node) = expression.without_parens() else { return None };
    if !node.operator.is_comparison() || node.return_bool {
        return None;
    }
    match (node.left.value_type(), node.right.value_type()) {
        (ValueType::Vector, ValueType::Scalar) => Some(node.left.without_parens()),
        (ValueType::Scalar, ValueType::Vector) => Some(node.right.without_parens()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn only_the_same_expression_with_separate_ranges_is_found() {
        clean(
            &LINT,
            &[
                "x > 5 and x < 7",
                "x > 5 and y < 3",
                "x > 5 or x < 3",
                "x > 5 and on (a) x < 3",
                r#"x{a="1"} > 5 and x{a="2"} < 3"#,
                "x >= 5 and x <= 5",
                "x > bool 5 and x < bool 3",
                "x > 5 and x offset 1h < 3",
            ],
        );
        for text in ["x > 5 and x < 3", "(x) > 5 and (3 > x)", "x > 5 and x <= 5", "x == 1 and x == 2"] {
            assert_eq!(found(&LINT, text), ["and: no value of `x` passes both comparisons"], "{text}");
        }
    }
}
