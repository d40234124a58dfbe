//! Folding rows into groups without holding the rows.
//!
//! Rows are made in waves. Within a wave they are made in parallel; then they are folded in parallel too, but each
//! block of steps by one thread and in series order. So a group's result has the bits of a plain loop over its series,
//! for any number of threads and any size of the waves, and memory is groups × steps plus one wave.
//!
//! ```text
//!            steps 0..256   steps 256..512   …
//! series 0  ┌─────────────┬────────────────┐
//! series 1  │  thread A   │    thread B    │  one wave, folded top to bottom
//! series 2  └─────────────┴────────────────┘
//! ```

use super::{
    Groups,
    accumulators::Accumulator,
    histograms::{HistogramFold, Place},
};
use crate::{
    diagnostic::Span,
    engine::{
        Error,
        exec::{Context, Materialised, Operator, Row, Scratch, is_absent},
        plan::Steps,
    },
    promql::ast::AggregateOperator,
};
use rayon::prelude::*;

/// Steps that one thread folds at a time.
pub(super) const BLOCK_STEPS: usize = 256;
/// Values in a wave: 1 MB, so that it stays in the cache between making and folding, and little memory is touched.
const WAVE_VALUES: usize = 128 * 1024;
/// Rows of a wave with histograms.
const WAVE_HISTOGRAM_ROWS: usize = 16;
/// A wave of floats has at least this many rows, or threads would wait for each other.
const WAVE_MIN_ROWS: usize = 64;

/// The states of all groups for a block of steps.
struct Block<A> {
    from: usize,
    /// `states[group]` has a state a step; empty until the group's first row, and again after its last.
    states: Vec<Vec<A>>,
    /// Rows of each group that are still to come.
    outstanding: Vec<usize>,
    /// The finished values of each group.
    results: Vec<Vec<f64>>,
    /// The first series with a value in each group.
    first_present: Vec<usize>,
}

/// Aggregates the rows of `input`.
pub(super) fn fold<A: Accumulator>(
    input: &dyn Operator,
    groups: &Groups,
    operator: AggregateOperator,
    span: Span,
    steps: Steps,
    context: &Context<'_>,
) -> Result<Materialised, Error> {
    let count = steps.count;
    let mut blocks: Vec<Block<A>> = (0..count)
        .step_by(BLOCK_STEPS)
        .map(|from| Block {
            from,
            states: vec![Vec::new(); groups.keys.len()],
            outstanding: groups.sizes.clone(),
            results: vec![Vec::new(); groups.keys.len()],
            first_present: vec![usize::MAX; groups.keys.len()],
        })
        .collect();
    let wave_rows = (WAVE_VALUES / count.max(1)).max(WAVE_MIN_ROWS);
    let mut histograms: HistogramFold<A::Total> = HistogramFold::new(groups.keys.len(), count);
    let place = Place { span, context };
    let mut wave: Vec<Row> = Vec::new();
    let total = input.series().len();
    let mut from = 0;
    context.hold(groups.keys.len().saturating_mul(count))?;
    while from < total {
        // Histograms take a hundred times the memory; the first rows tell whether there are any.
        let few = from == 0 || histograms.has_any();
        let rows = if few { WAVE_HISTOGRAM_ROWS.min(wave_rows) } else { wave_rows }.min(total - from);
        wave.resize_with(rows, Row::default);
        let make = |scratch: &mut Scratch, (offset, row): (usize, &mut Row)| {
            row.reset(count);
            input.row(from + offset, scratch, row)?;
            settle_histograms(row, operator, span, context);
            Ok(())
        };
        wave.par_iter_mut().enumerate().map_init(Scratch::default, make).collect::<Result<(), Error>>()?;
        histograms.fold(&wave, from, groups, |series| input.series()[series].labels.clone(), place);
        blocks.par_iter_mut().for_each(|block| {
            for (offset, row) in wave.iter().enumerate() {
                block.fold(groups.of_series[from + offset], from + offset, row, count);
            }
        });
        from += rows;
    }
    Ok(finish(groups, blocks, histograms, place, count))
}

impl<A: Accumulator> Block<A> {
    fn fold(&mut self, group: usize, series: usize, row: &Row, count: usize) {
        let to = (self.from + BLOCK_STEPS).min(count);
        let states = &mut self.states[group];
        if states.is_empty() {
            states.resize(to - self.from, A::default());
        }
        let mut any = false;
        for (state, &value) in states.iter_mut().zip(&row.values[self.from..to]) {
            if !is_absent(value) {
                state.add(value);
                any = true;
            }
        }
        if any && self.first_present[group] == usize::MAX {
            self.first_present[group] = series;
        }
        self.outstanding[group] -= 1;
        if self.outstanding[group] == 0 {
            self.results[group] = states.iter().map(|state| state.value()).collect();
            *states = Vec::new();
        }
    }
}

/// Makes of histograms what the aggregation takes: counting and grouping take them like any sample, the others but sum
/// and average leave them out.
fn settle_histograms(row: &mut Row, operator: AggregateOperator, span: Span, context: &Context<'_>) {
    use AggregateOperator::*;
    if matches!(operator, Sum | Avg) || !row.histograms.iter().any(Option::is_some) {
        return;
    }
    let histograms = std::mem::take(&mut row.histograms);
    if matches!(operator, Count | Group) {
        let slots = row.values.iter_mut().zip(&histograms).filter(|(_, histogram)| histogram.is_some());
        slots.for_each(|(value, _)| *value = 1.0);
    } else {
        context.inform(span, format!("ignored histogram in {} aggregation", operator.as_str()));
    }
}

fn finish<A: Accumulator>(
    groups: &Groups,
    blocks: Vec<Block<A>>,
    histograms: HistogramFold<A::Total>,
    place: Place<'_>,
    count: usize,
) -> Materialised {
    let mut rows: Vec<Row> = vec![Row { values: Vec::with_capacity(count), histograms: Vec::new() }; groups.keys.len()];
    let mut first_present = histograms.first_present.clone();
    for block in blocks {
        for (group, values) in block.results.into_iter().enumerate() {
            rows[group].values.extend(values);
            first_present[group] = first_present[group].min(block.first_present[group]);
        }
    }
    histograms.finish(&mut rows, place);
    // Groups stand in the order of their first series that has a value, which need not be their first series.
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&group| first_present[group]);
    let series = order.iter().map(|&group| groups.keys[group].clone()).collect();
    let rows = order.into_iter().map(|group| std::mem::take(&mut rows[group])).collect();
    Materialised::new(series, rows).without_empty()
}
