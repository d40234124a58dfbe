//! A division by what can be 0.
//!
//! ## What it does
//! Looks for divisions by a vector that can be 0, as far as the text tells.
//!
//! ## Why it is bad
//! 0/0 is NaN and anything else over 0 is infinite. Without traffic a ratio of errors is NaN: comparisons with it never
//! hold, sums with it are NaN, and so are averages over days that contain it once.
//!
//! Only on request: a missing ratio may be just right for an alert.
//!
//! ## Example
//! ```promql
//! sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))
//! ```
//!
//! ## How to fix
//! Divide only by what is more than 0.
//! ```promql
//! sum(rate(errors_total[5m])) / (sum(rate(requests_total[5m])) > 0)
//! ```

use super::super::{Expression, Lint, definition::Check, values::Ranges};
use crate::{
    diagnostic::{Diagnostic, Severity},
    promql::{
        ast::{BinaryOperator, Expr, ValueType},
        places,
    },
};

pub(super) const LINT: Lint =
    Lint::new("promql/nan-division", include_str!("nan_division.rs"), Check::Expression(check))
        .level(Severity::Info)
        .on_request();

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    let ranges = Ranges::default();
    expression.tree.walk(&mut |node| {
        let Expr::Binary(node) = node else { return };
        let can_be_zero = node.right.value_type() == ValueType::Vector && ranges.of(&node.right).contains(0.0);
        if node.operator == BinaryOperator::Divide && can_be_zero {
            let place = expression.place(places::operator(expression.text, node).operator);
            let finding = LINT.at(place, "the result is NaN or infinite where the divisor is 0");
            let divisor = expression.place(node.right.span());
            found.push(finding.with_label(divisor, "this can be 0").hinted("filter the divisor with `> 0`"));
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
    fn divisors_that_are_never_zero_are_left_alone() {
        clean(&LINT, &["x / 100", "x / count(y)", "x / (y > 0)", "x / (count(y) + 1)", "x * y", "x / scalar(y)"]);
        assert_eq!(
            found(&LINT, "x / (y >= 0) + x / count(y == 0) + x / y"),
            [
                "/: the result is NaN or infinite where the divisor is 0",
                "/: the result is NaN or infinite where the divisor is 0"
            ]
        );
    }
}
