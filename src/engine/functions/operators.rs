//! What binary operators do to two floats.

use crate::{golang::math as golang, promql::ast::BinaryOperator};

/// `+ - * / % ^ atan2`; other operators give NaN, and no caller asks for them.
#[inline]
pub(in crate::engine) fn arithmetic(operator: BinaryOperator, left: f64, right: f64) -> f64 {
    match operator {
        BinaryOperator::Add => left + right,
        BinaryOperator::Subtract => left - right,
        BinaryOperator::Multiply => left * right,
        BinaryOperator::Divide => left / right,
        BinaryOperator::Modulo => left % right,
        BinaryOperator::Power => golang::pow(left, right),
        BinaryOperator::Atan2 => golang::atan2(left, right),
        _ => f64::NAN,
    }
}

/// Whether a comparison holds; `None` if the operator is none. NaN equals nothing.
#[inline]
pub(in crate::engine) fn compare(operator: BinaryOperator, left: f64, right: f64) -> Option<bool> {
    Some(match operator {
        BinaryOperator::Equal => left == right,
        BinaryOperator::NotEqual => left != right,
        BinaryOperator::Less => left < right,
        BinaryOperator::LessOrEqual => left <= right,
        BinaryOperator::Greater => left > right,
        BinaryOperator::GreaterOrEqual => left >= right,
        _ => return None,
    })
}
