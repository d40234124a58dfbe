//! What an operator makes of two samples, each a float or a native histogram.

use super::FloatOperation;
use crate::{
    diagnostic::Span,
    engine::exec::{ABSENT, Context, Row, histogram_annotations::Combining},
    model::histogram::FloatHistogram,
    promql::ast::BinaryOperator,
};
use std::sync::Arc;

/// One operand.
#[derive(Clone, Copy)]
pub(super) enum Sample<'r> {
    Float(f64),
    Histogram(&'r Arc<FloatHistogram>),
}

impl<'r> Sample<'r> {
    /// What stands in `row` at `step`, where something must stand.
    pub(super) fn of(row: &'r Row, step: usize) -> Sample<'r> {
        match row.histogram(step) {
            Some(histogram) => Sample::Histogram(histogram),
            None => Sample::Float(row.values[step]),
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Sample::Float(_) => "float",
            Sample::Histogram(_) => "histogram",
        }
    }
}

/// The result of two operands that fit together.
pub(super) enum Outcome {
    Float(f64),
    Histogram(Arc<FloatHistogram>),
    /// A comparison that does not hold.
    Filtered,
}

impl Outcome {
    /// Puts the result at `step`.
    pub(super) fn put(self, row: &mut Row, step: usize) {
        match self {
            Outcome::Float(value) => row.values[step] = value,
            Outcome::Histogram(histogram) => row.set_histogram(step, histogram),
            Outcome::Filtered => row.values[step] = ABSENT,
        }
    }
}

/// An operator with the place where it stands.
#[derive(Clone, Copy)]
pub(super) struct SampleOperation<'c> {
    pub(super) operation: FloatOperation,
    pub(super) span: Span,
    pub(super) context: &'c Context<'c>,
}

impl SampleOperation<'_> {
    /// The result of `left operator right`; `None` where they do not fit together, which the user is told.
    pub(super) fn apply(self, left: Sample<'_>, right: Sample<'_>) -> Option<Outcome> {
        use BinaryOperator::*;
        let operator = self.operation.operator;
        let scaled = |histogram: &FloatHistogram, change: &dyn Fn(&mut FloatHistogram)| {
            let mut result = histogram.clone();
            change(&mut result);
            result.compact(0);
            Some(Outcome::Histogram(Arc::new(result)))
        };
        let trimmed = |histogram: &FloatHistogram, trim: fn(&mut FloatHistogram, f64), limit: f64| {
            let mut result = histogram.clone();
            trim(&mut result, limit);
            Some(Outcome::Histogram(Arc::new(result)))
        };
        match (left, right, operator) {
            (Sample::Float(left), Sample::Float(right), _) if !self.operation.refuses_floats() => {
                Some(self.operation.apply(left, right, left).map_or(Outcome::Filtered, Outcome::Float))
            }
            (Sample::Float(factor), Sample::Histogram(histogram), Multiply)
            | (Sample::Histogram(histogram), Sample::Float(factor), Multiply) => {
                scaled(histogram, &|histogram| histogram.scale(factor))
            }
            (Sample::Histogram(histogram), Sample::Float(divisor), Divide) => {
                scaled(histogram, &|histogram| histogram.divide(divisor))
            }
            (Sample::Histogram(histogram), Sample::Float(limit), TrimUpper) => {
                trimmed(histogram, FloatHistogram::trim_upper, limit)
            }
            (Sample::Histogram(histogram), Sample::Float(limit), TrimLower) => {
                trimmed(histogram, FloatHistogram::trim_lower, limit)
            }
            (Sample::Histogram(left), Sample::Histogram(right), Add | Subtract) => {
                self.add(left, right, operator == Subtract)
            }
            (Sample::Histogram(left), Sample::Histogram(right), Equal | NotEqual) => {
                let holds = left.equals(right) == (operator == Equal);
                Some(match (self.operation.return_bool, holds) {
                    (true, holds) => Outcome::Float(f64::from(u8::from(holds))),
                    (false, true) => Outcome::Histogram(left.clone()),
                    (false, false) => Outcome::Filtered,
                })
            }
            _ => {
                self.inform_of_types(left.kind(), right.kind());
                None
            }
        }
    }

    fn add(self, left: &FloatHistogram, right: &FloatHistogram, subtract: bool) -> Option<Outcome> {
        use crate::model::histogram::CounterResetHint;
        let mut result = left.clone();
        let combined = if subtract { result.subtract(right) } else { result.add(right) };
        let Ok(combined) = combined else {
            let operator = self.operation.operator.as_str();
            let text = format!("incompatible bucket layout encountered for binary operator {operator}");
            self.context.warn(self.span, text);
            return None;
        };
        let combining = if subtract { Combining::Subtraction } else { Combining::Addition };
        combining.tell(combined, self.span, self.context);
        // Prometheus leaves out what it warns of here.
        if combined.counter_reset_collision {
            return None;
        }
        if subtract {
            result.counter_reset_hint = CounterResetHint::Gauge;
        }
        result.compact(0);
        Some(Outcome::Histogram(Arc::new(result)))
    }

    /// Says that operands of these kinds do not go together.
    pub(super) fn inform_of_types(self, left: &str, right: &str) {
        let operator = self.operation.operator.as_str();
        let text = format!(
            "incompatible sample types encountered for binary operator \"{operator}\": {left} {operator} {right}"
        );
        self.context.inform(self.span, text);
    }
}
