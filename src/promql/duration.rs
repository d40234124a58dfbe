//! What durations and arithmetic on them come to, once a query's step and range are known.

use super::ast::{BinaryOperator, DurationExpr, UnaryOperator};
use crate::diagnostic::Span;

/// Why a duration expression has no value. Displayed as Prometheus does it, with byte offsets in front:
/// `5:12: division by zero`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}:{}: {message}", span.start, span.end)]
pub struct DurationError {
    /// What is wrong.
    pub message: &'static str,
    /// The bytes of the expression that Prometheus names.
    pub span: Span,
}

impl DurationExpr {
    /// The bytes this was read from.
    pub fn span(&self) -> Span {
        match self {
            DurationExpr::Literal(literal) => literal.span,
            DurationExpr::Step(span)
            | DurationExpr::Range(span)
            | DurationExpr::Unary { span, .. }
            | DurationExpr::Binary { span, .. }
            | DurationExpr::Extreme { span, .. }
            | DurationExpr::Paren { span, .. } => *span,
        }
    }

    /// The length in milliseconds, for a query with this step and this distance from start to end.
    ///
    /// A literal is rounded to nanoseconds, an expression is cut to milliseconds. Fails where a value is not finite, is
    /// beyond ±2^63 ns, or something is divided by zero; and, unless `negative_allowed` (offsets), where it is not
    /// positive. A literal that is not positive was refused by the parser where it must be, so it always has a value.
    pub fn resolve(
        &self,
        step_milliseconds: i64,
        range_milliseconds: i64,
        negative_allowed: bool,
    ) -> Result<i64, DurationError> {
        if let DurationExpr::Literal(literal) = self {
            return Ok(nanoseconds(literal.value) / 1_000_000);
        }
        let fail = |message| Err(DurationError { message, span: self.reported_span() });
        let query = QueryTimes { step: seconds(step_milliseconds), range: seconds(range_milliseconds) };
        let value = query.evaluate(self)?;
        if !value.is_finite() {
            return fail("duration is NaN or infinite");
        }
        if value <= 0.0 && !negative_allowed {
            return fail("duration must be greater than 0");
        }
        if value.abs() > 2f64.powi(63) / 1e9 {
            return fail("duration is out of range");
        }
        Ok((value * 1000.0) as i64)
    }

    /// The span that Prometheus names in errors: it does not count most parentheses and function names.
    fn reported_span(&self) -> Span {
        match self {
            DurationExpr::Literal(_) | DurationExpr::Step(_) | DurationExpr::Range(_) => self.span(),
            DurationExpr::Unary { operand, span, .. } => Span { start: span.start, end: operand.reported_span().end },
            DurationExpr::Binary { left, right, .. } | DurationExpr::Extreme { left, right, .. } => {
                left.reported_span().cover(right.reported_span())
            }
            DurationExpr::Paren { inner, span } => match &**inner {
                DurationExpr::Literal(literal) => Span { start: span.start, end: literal.span.end },
                other => other.reported_span(),
            },
        }
    }
}

/// Seconds as nanoseconds, rounded; what does not fit is the smallest number, as on Prometheus' main platform.
pub(super) fn nanoseconds(seconds: f64) -> i64 {
    whole((seconds * 1e9).round())
}

/// A float without its fraction; what does not fit is the smallest number, as on Prometheus' main platform.
pub(super) fn whole(value: f64) -> i64 {
    if value >= -(2f64.powi(63)) && value < 2f64.powi(63) { value as i64 } else { i64::MIN }
}

fn seconds(milliseconds: i64) -> f64 {
    (milliseconds / 1000) as f64 + (milliseconds % 1000) as f64 / 1e3
}

/// What a query gives the expressions in it, in seconds.
struct QueryTimes {
    step: f64,
    range: f64,
}

impl QueryTimes {
    fn evaluate(&self, expression: &DurationExpr) -> Result<f64, DurationError> {
        let fail = |message| Err(DurationError { message, span: expression.reported_span() });
        Ok(match expression {
            DurationExpr::Literal(literal) => literal.value,
            DurationExpr::Step(_) => self.step,
            DurationExpr::Range(_) => self.range,
            DurationExpr::Paren { inner, .. } => self.evaluate(inner)?,
            DurationExpr::Unary { operator: UnaryOperator::Plus, operand, .. } => self.evaluate(operand)?,
            DurationExpr::Unary { operator: UnaryOperator::Minus, operand, .. } => -self.evaluate(operand)?,
            DurationExpr::Extreme { maximum, left, right, .. } => {
                extreme(*maximum, self.evaluate(left)?, self.evaluate(right)?)
            }
            DurationExpr::Binary { operator, left, right, .. } => {
                let (left, right) = (self.evaluate(left)?, self.evaluate(right)?);
                match operator {
                    BinaryOperator::Add => left + right,
                    BinaryOperator::Subtract => left - right,
                    BinaryOperator::Multiply => left * right,
                    BinaryOperator::Divide if right == 0.0 => return fail("division by zero"),
                    BinaryOperator::Divide => left / right,
                    BinaryOperator::Modulo if right == 0.0 => return fail("modulo by zero"),
                    BinaryOperator::Modulo => left % right,
                    BinaryOperator::Power => left.powf(right),
                    _ => return fail("not an arithmetic operator"),
                }
            }
        })
    }
}

/// The larger or smaller of two numbers; NaN if one of them is, and -0 below 0.
fn extreme(maximum: bool, left: f64, right: f64) -> f64 {
    if left.is_nan() || right.is_nan() {
        return f64::NAN;
    }
    let larger = if left > right || (left == right && left.is_sign_positive()) { left } else { right };
    let smaller = if left < right || (left == right && left.is_sign_negative()) { left } else { right };
    if maximum { larger } else { smaller }
}
