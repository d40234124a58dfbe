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

#[cfg(test)]
mod tests {
    use crate::promql::{Features, ast::Expr, parse};

    /// Resolves the range in `x[…]` for a step of 15 s and a range of 1 h.
    fn range(text: &str) -> Result<i64, String> {
        let text = format!("x[{text}]");
        let Ok(Expr::Matrix(matrix)) = parse(&text, Features::default()) else { panic!("{text}") };
        matrix.range.resolve(15_000, 3_600_000, false).map_err(|error| error.to_string())
    }

    #[test]
    fn arithmetic_is_in_seconds_and_cut_to_milliseconds() {
        assert_eq!(range("1s15ms"), Ok(1015));
        assert_eq!(range("step() * 4 + 1"), Ok(61_000));
        assert_eq!(range("range() / 7"), Ok(514_285));
        assert_eq!(range("2 ^ 3 ^ 2"), Ok(512_000));
        assert_eq!(range("max_of(step(), min_of(1m, range())) % 50"), Ok(10_000));
        assert_eq!(range("-(-(5m))"), Ok(300_000));
    }

    #[test]
    fn impossible_lengths_are_refused_with_their_place() {
        assert_eq!(range("5m / (step() - 15)"), Err("2:19: division by zero".to_owned()));
        assert_eq!(range("5m % (0)"), Err("2:9: modulo by zero".to_owned()));
        assert_eq!(range("step() - 1m"), Err("2:13: duration must be greater than 0".to_owned()));
        assert_eq!(range("1000 ^ 1000"), Err("2:13: duration is NaN or infinite".to_owned()));
        assert_eq!(range("1000 ^ 5"), Err("2:10: duration is out of range".to_owned()));
        assert_eq!(range("max_of(-5, step() - 20)"), Err("9:24: duration must be greater than 0".to_owned()));
    }

    #[test]
    fn offsets_may_be_negative() {
        let Ok(Expr::Vector(selector)) = parse("x offset -max_of(step(), 1m)", Features::default()) else { panic!() };
        let offset = selector.offset.expect("an offset");
        assert_eq!(offset.resolve(15_000, 0, true), Ok(-60_000));
    }
}
