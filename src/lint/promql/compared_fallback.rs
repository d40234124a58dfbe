//! A comparison that only belongs to the fallback after `or`.
//!
//! ## What it does
//! Looks for `… or vector(0) == 0` without parentheses: a comparison with a constant on both sides, after `or`.
//!
//! ## Why it is bad
//! `or` binds weaker than a comparison, so that only the constant is compared, and what stands before `or` is not filtered
//! at all: an alert on it always fires.
//!
//! ## Example
//! ```promql
//! sum(up{job="node"}) or vector(0) == 0
//! ```
//!
//! ## How to fix
//! Put what is to be compared in parentheses.
//! ```promql
//! (sum(up{job="node"}) or vector(0)) == 0
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::Diagnostic,
    promql::{
        ast::{BinaryOperator, Expr},
        places,
    },
};

pub(super) const LINT: Lint =
    Lint::new("promql/compared-fallback", include_str!("compared_fallback.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let Expr::Binary(or) = node else { return };
        let Expr::Binary(comparison) = &or.right else { return };
        let Expr::Call(constant) = &comparison.left else { return };
        let is_number = |part: &Expr| matches!(part.without_parens(), Expr::Number(_));
        let is_constant = constant.function.name == "vector" && constant.arguments.iter().all(is_number);
        let is_found = or.operator == BinaryOperator::Or
            && comparison.operator.is_comparison()
            && is_constant
            && is_number(&comparison.right);
        if is_found {
            let operator = comparison.operator.as_str();
            let (before, after) = (expression.text_of(constant.span), expression.text_of(comparison.right.span()));
            let message = format!("`{operator} {after}` only compares `{before}`: `or` binds weaker");
            let place = expression.place(places::operator(expression.text, comparison).operator);
            let finding = LINT.at(place, message).with_label(expression.place(or.left.span()), "this is not compared");
            found.push(finding.hinted("put both sides of `or` in parentheses"));
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
    fn only_constants_after_or_are_found() {
        clean(&LINT, &["(x or vector(0)) == 0", "x or vector(0)", "x or y == 0", "x == 0 or vector(1)"]);
        clean(&LINT, &["x or vector(time()) > 5", "x and vector(1) == 1", "x or (vector(0) == 0)"]);
        assert_eq!(
            found(&LINT, "count(x) or vector(0) < 3"),
            ["<: `< 3` only compares `vector(0)`: `or` binds weaker"]
        );
    }
}
