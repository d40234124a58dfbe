//! `and`, `or`, `unless`: which samples stay, decided by match group and step; values never change.

use super::{Side, matching::MatchGroups};
use crate::{
    engine::{
        Error,
        exec::{
            Boxed, Context, Operator, OutputSeries, Row, Scratch,
            materialise::{Duplicates, unique},
        },
        plan::Steps,
    },
    promql::ast::{BinaryOperator, VectorMatching},
};
use rayon::prelude::*;

/// A side of which the other decides what stays.
struct Set<'c> {
    left: Boxed<'c>,
    right: Boxed<'c>,
    series: Vec<OutputSeries>,
    /// `and` and `unless`: for each left series, the steps at which its group is there on the right. `or`: for each
    /// right series, the steps at which its group is there on the left. `None`: at no step.
    deciding: Vec<Option<std::sync::Arc<Vec<bool>>>>,
    operator: BinaryOperator,
}

/// Opens a set operator.
pub(super) fn open<'c>(
    operator: BinaryOperator,
    left: Side<'c>,
    right: Side<'c>,
    matching: &VectorMatching,
    steps: Steps,
    context: &'c Context<'c>,
) -> Result<Boxed<'c>, Error> {
    let groups = MatchGroups::new(matching, left.operator.series(), right.operator.series());
    let or = operator == BinaryOperator::Or;
    let (decided, decider, members) = if or { (&right, &left, &groups.left) } else { (&left, &right, &groups.right) };
    let other = if or { &groups.right } else { &groups.left };
    let undecided = (0..groups.signatures.len()).filter(|&group| other[group].is_empty());
    decider.evaluate_unused(undecided.flat_map(|group| members[group].iter().copied()).collect())?;
    let (decided, decider) = (&decided.operator, &decider.operator);
    let presence_of_group = |scratch: &mut Scratch, group: usize| -> Result<Option<std::sync::Arc<Vec<bool>>>, Error> {
        // A group that nobody on the decided side belongs to need not be read.
        if members[group].is_empty() || other[group].is_empty() {
            return Ok(None);
        }
        let mut present = vec![false; steps.count];
        for &index in &members[group] {
            let mut row = scratch.take_row(steps.count);
            let outcome = decider.row(index, scratch, &mut row);
            present.iter_mut().enumerate().for_each(|(step, present)| *present |= row.is_present(step));
            scratch.give_row(row);
            outcome?;
        }
        Ok(Some(std::sync::Arc::new(present)))
    };
    let presence: Vec<_> = (0..groups.signatures.len())
        .into_par_iter()
        .map_init(Scratch::default, presence_of_group)
        .collect::<Result<_, _>>()?;
    let mut deciding = vec![None; decided.series().len()];
    for (group, present) in presence.into_iter().enumerate() {
        other[group].iter().for_each(|&index| deciding[index].clone_from(&present));
    }
    let (left, right) = (left.operator, right.operator);
    let mut series = left.series().to_vec();
    if or {
        series.extend_from_slice(right.series());
    }
    unique(Box::new(Set { left, right, series, deciding, operator }), steps.count, Duplicates::Merge, context)
}

impl Operator for Set<'_> {
    fn series(&self) -> &[OutputSeries] {
        &self.series
    }

    fn row(&self, index: usize, scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        let lefts = self.left.series().len();
        let deciding = if self.operator == BinaryOperator::Or {
            let Some(right_index) = index.checked_sub(lefts) else {
                return self.left.row(index, scratch, row);
            };
            self.right.row(right_index, scratch, row)?;
            &self.deciding[right_index]
        } else {
            self.left.row(index, scratch, row)?;
            &self.deciding[index]
        };
        let stays_where_present = self.operator == BinaryOperator::And;
        for step in 0..row.values.len() {
            let present = deciding.as_ref().is_some_and(|steps| steps[step]);
            if present != stays_where_present {
                row.clear_step(step);
            }
        }
        Ok(())
    }
}
