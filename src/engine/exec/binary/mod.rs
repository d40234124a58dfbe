//! Binary operators with at least one vector.
//!
//! Which series belong together is resolved once, from the labels ([`matching`]); the values are then combined row by
//! row. Only where several series of one side share a match group does it depend on the step which of them are there,
//! and the group is looked at step by step ([`groups`]).

mod groups;
mod matching;
mod pairs;
mod samples;
mod sets;
mod unmatched;
mod vector_scalar;

pub(super) use vector_scalar::open as vector_scalar;

use super::{Boxed, Context, Materialised, Operator, open as open_operator, unused};
use crate::{
    engine::{Error, functions::operators, plan::Plan},
    promql::ast::{BinaryOperator, VectorMatching},
};

/// Opens an operator between two vectors.
pub(super) fn vector_vector<'c>(
    operator: BinaryOperator,
    left: &'c Plan,
    right: &'c Plan,
    matching: &'c VectorMatching,
    return_bool: bool,
    plan: &'c Plan,
    context: &'c Context<'c>,
) -> Result<Boxed<'c>, Error> {
    let left = Side { operator: open_operator(left, context)?, plan: left };
    let right = Side { operator: open_operator(right, context)?, plan: right };
    if let Some(profile) = context.profile {
        profile.count_matches(plan, || unmatched::count(matching, left.operator.series(), right.operator.series()));
    }
    if operator.is_set() {
        return sets::open(operator, left, right, matching, plan.steps, context);
    }
    let fills = matching.fill_left.is_some() || matching.fill_right.is_some();
    if (left.operator.series().is_empty() || right.operator.series().is_empty()) && !fills {
        for side in [left, right] {
            side.evaluate_unused((0..side.operator.series().len()).collect())?;
        }
        return Ok(Box::new(Materialised::new(Vec::new(), Vec::new())));
    }
    let join = matching::Join { operator, matching, return_bool, span: plan.span, context };
    pairs::open(left, right, join, plan.steps)
}

/// An operand at work, and the node it is of.
struct Side<'c> {
    operator: Boxed<'c>,
    plan: &'c Plan,
}

impl Side<'_> {
    /// Makes the rows of series that no result needs, for what they have to say.
    fn evaluate_unused(&self, indices: Vec<usize>) -> Result<(), Error> {
        unused::evaluate(&*self.operator, self.plan, indices)
    }
}

/// What an operator makes of two floats: a number, or nothing where a comparison filters.
#[derive(Clone, Copy)]
struct FloatOperation {
    operator: BinaryOperator,
    return_bool: bool,
}

impl FloatOperation {
    /// The result of `left operator right`; `kept` is what a comparison that holds leaves.
    #[inline(always)]
    fn apply(self, left: f64, right: f64, kept: f64) -> Option<f64> {
        match operators::compare(self.operator, left, right) {
            Some(holds) if self.return_bool => Some(f64::from(u8::from(holds))),
            Some(true) => Some(kept),
            Some(false) => None,
            None => Some(operators::arithmetic(self.operator, left, right)),
        }
    }

    /// Whether two floats are no operands at all: trimming is for histograms.
    fn refuses_floats(self) -> bool {
        matches!(self.operator, BinaryOperator::TrimUpper | BinaryOperator::TrimLower)
    }

    /// Whether the result is another metric than the operand.
    fn drops_metric(self) -> bool {
        self.return_bool || changes_metric(self.operator)
    }
}

/// Whether an operator's result measures something else than its operands, so that name, type and unit go.
fn changes_metric(operator: BinaryOperator) -> bool {
    use BinaryOperator::*;
    matches!(operator, Add | Subtract | Multiply | Divide | Modulo | Power | Atan2)
}
