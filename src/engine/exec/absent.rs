//! `absent` and `absent_over_time`: one series that says where there is nothing.

use super::{Context, Materialised, Operator, OutputSeries, Row, Scratch, open, window::open_samples};
use crate::{
    engine::{
        Error,
        plan::{Plan, Steps, WindowInput},
    },
    model::labels::Labels,
};
use rayon::prelude::*;

/// `absent(v)`.
pub(super) fn instant<'c>(input: &'c Plan, labels: &Labels, context: &'c Context<'c>) -> Result<Materialised, Error> {
    let operator = open(input, context)?;
    let count = input.steps.count;
    let presence = |scratch: &mut Scratch, index: usize| {
        let mut row = scratch.take_row(count);
        operator.row(index, scratch, &mut row)?;
        let present = (0..count).map(|step| row.is_present(step)).collect();
        scratch.give_row(row);
        Ok(present)
    };
    where_nothing(operator.series().len(), count, labels, presence)
}

/// `absent_over_time(m)`.
pub(super) fn over_time<'c>(
    input: &'c WindowInput,
    labels: &Labels,
    steps: Steps,
    context: &'c Context<'c>,
) -> Result<Materialised, Error> {
    let samples = open_samples(input, steps, context)?;
    let presence = |scratch: &mut Scratch, index: usize| {
        samples.with(index, scratch, |columns| {
            let in_window = |times: &[i64], end: i64| {
                let after = times.partition_point(|time| *time <= end);
                let newest = after.checked_sub(1).and_then(|newest| times.get(newest));
                newest.is_some_and(|newest| *newest > end.saturating_sub(input.range))
            };
            let present = |step| {
                let end = input.reference(steps.time(step));
                in_window(&columns.timestamps, end) || in_window(&columns.histogram_timestamps, end)
            };
            Ok((0..steps.count).map(present).collect())
        })
    };
    where_nothing(samples.series().len(), steps.count, labels, presence)
}

fn where_nothing(
    series: usize,
    count: usize,
    labels: &Labels,
    presence: impl Fn(&mut Scratch, usize) -> Result<Vec<bool>, Error> + Sync + Send,
) -> Result<Materialised, Error> {
    let join = |mut left: Vec<bool>, right: Vec<bool>| {
        left.iter_mut().zip(right).for_each(|(left, right)| *left |= right);
        Ok(left)
    };
    let present =
        (0..series).into_par_iter().map_init(Scratch::default, presence).try_reduce(|| vec![false; count], join)?;
    let mut row = Row::absent(count);
    row.values.iter_mut().zip(present).filter(|(_, present)| !present).for_each(|(value, _)| *value = 1.0);
    Ok(Materialised::new(vec![OutputSeries::new(labels.clone())], vec![row]))
}
