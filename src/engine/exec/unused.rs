//! Rows that no result needs.
//!
//! A series without a partner is dropped by its labels alone, unread. But Prometheus evaluates both operands in full, and
//! what is wrong with such a series is said, or fails the query: so its row is made all the same, unless its node is of a
//! kind that never finds anything to say.

use super::{Operator, Row, Scratch};
use crate::engine::{
    Error,
    plan::{Operation, Plan, WindowFunction, WindowSource},
};
use rayon::prelude::*;

/// Makes the rows of the series at `indices` of `operator`, which is the one for `plan`, for their annotations and errors.
pub(super) fn evaluate(operator: &dyn Operator, plan: &Plan, indices: Vec<usize>) -> Result<(), Error> {
    if is_silent(plan) {
        return Ok(());
    }
    let count = plan.steps.count;
    indices.into_par_iter().try_for_each_init(Scratch::default, |scratch: &mut Scratch, index| {
        let mut row: Row = scratch.take_row(count);
        let outcome = operator.row(index, scratch, &mut row);
        scratch.give_row(row);
        outcome
    })
}

/// Whether making a row of this node can neither fail nor annotate.
fn is_silent(plan: &Plan) -> bool {
    match &plan.operation {
        Operation::Number(_) | Operation::Time | Operation::Select { .. } => true,
        Operation::Broadcast(input)
        | Operation::VectorOf(input)
        | Operation::Negate(input)
        | Operation::Elements { input, .. }
        | Operation::LabelReplace { input, .. }
        | Operation::LabelJoin { input, .. } => is_silent(input),
        Operation::Window { function, input, .. } => {
            use WindowFunction::*;
            matches!(function, Count | Present | First | Last | TimeOfFirst | TimeOfLast)
                && matches!(input.source, WindowSource::Selector(_))
        }
        _ => false,
    }
}
