//! `sum` and `avg` of native histograms, beside the fold of the floats.
//!
//! Only rows that have histograms come here, so groups of floats never pay. Like the floats, each block of steps is
//! folded by one thread and in series order.

use super::{Groups, fold::BLOCK_STEPS};
use crate::{
    diagnostic::Span,
    engine::{
        exec::{
            ABSENT, Context, Row,
            histogram_annotations::{tell_findings, warn_of_mixed_schemas},
            is_absent,
        },
        functions::native::{Finding, Findings, HistogramTotal},
    },
    model::{histogram::FloatHistogram, labels::Labels},
};
use rayon::prelude::*;
use std::sync::Arc;

/// What one group has at one step.
enum State<T> {
    Nothing,
    Total(T),
    /// Exponential and custom buckets met: there is no result, whatever follows.
    Incompatible,
}

/// All groups for a block of steps.
struct Block<T> {
    from: usize,
    /// `states[group]` has a state a step; empty until the group's first histogram.
    states: Vec<Vec<State<T>>>,
}

/// The histograms of an aggregation, folded into their groups.
pub(super) struct HistogramFold<T> {
    blocks: Vec<Block<T>>,
    /// The first series with a histogram in each group.
    pub(super) first_present: Vec<usize>,
    any: bool,
}

/// Where the aggregation stands, for what is to be said.
#[derive(Clone, Copy)]
pub(super) struct Place<'c> {
    pub(super) span: Span,
    pub(super) context: &'c Context<'c>,
}

impl<T: HistogramTotal + Send> HistogramFold<T> {
    /// For `groups` over `count` steps.
    pub(super) fn new(groups: usize, count: usize) -> HistogramFold<T> {
        let block = |from| Block { from, states: (0..groups).map(|_| Vec::new()).collect() };
        let blocks = (0..count).step_by(BLOCK_STEPS).map(block).collect();
        HistogramFold { blocks, first_present: vec![usize::MAX; groups], any: false }
    }

    /// Whether there was any histogram so far.
    pub(super) fn has_any(&self) -> bool {
        self.any
    }

    /// Folds the histograms of `rows`, which are those of the series from number `from` on.
    pub(super) fn fold(
        &mut self,
        rows: &[Row],
        from: usize,
        groups: &Groups,
        labels: impl Fn(usize) -> Labels + Sync,
        place: Place<'_>,
    ) {
        let with_histograms = |(_, row): &(usize, &Row)| row.histograms.iter().any(Option::is_some);
        let rows: Vec<(usize, &Row)> =
            rows.iter().enumerate().map(|(offset, row)| (from + offset, row)).filter(with_histograms).collect();
        if rows.is_empty() {
            return;
        }
        self.any = true;
        for (series, _) in &rows {
            let first = &mut self.first_present[groups.of_series[*series]];
            *first = (*first).min(*series);
        }
        self.blocks.par_iter_mut().for_each(|block| {
            for (series, row) in &rows {
                let incompatible = block.fold(groups.of_series[*series], row);
                if incompatible {
                    warn_of_mixed_schemas(labels(*series).metric_name(), place.span, place.context);
                }
            }
        });
    }

    /// Puts the results into the rows of the groups, which have those of the floats. Where a group has both there is
    /// no result.
    pub(super) fn finish(self, rows: &mut [Row], place: Place<'_>) {
        if !self.any {
            return;
        }
        let mut findings = Findings::default();
        let mut mixed = false;
        for block in self.blocks {
            for (row, states) in rows.iter_mut().zip(block.states) {
                for (step, state) in (block.from..).zip(states) {
                    let has_float = !is_absent(row.values[step]);
                    if !matches!(state, State::Nothing) && has_float {
                        mixed = true;
                        row.values[step] = ABSENT;
                    }
                    let State::Total(total) = state else { continue };
                    let of_total = total.findings();
                    let collision = Finding::CounterResetCollision;
                    findings.merge(if has_float { of_total.without(collision) } else { of_total });
                    if !has_float {
                        let mut histogram: FloatHistogram = total.finish();
                        histogram.compact(0);
                        row.set_histogram(step, Arc::new(histogram));
                    }
                }
            }
        }
        if mixed {
            place.context.warn(place.span, "encountered a mix of histograms and floats for aggregation");
        }
        tell_findings(findings, "", place.span, place.context);
    }
}

impl<T: HistogramTotal> Block<T> {
    /// Folds one row in; whether exponential and custom buckets met.
    fn fold(&mut self, group: usize, row: &Row) -> bool {
        let to = (self.from + BLOCK_STEPS).min(row.histograms.len());
        let states = &mut self.states[group];
        if states.is_empty() {
            states.resize_with(to - self.from, || State::Nothing);
        }
        let mut incompatible = false;
        for (state, histogram) in states.iter_mut().zip(&row.histograms[self.from..to]) {
            let Some(histogram) = histogram else { continue };
            match state {
                State::Nothing => *state = State::Total(T::new(histogram)),
                State::Total(total) => {
                    if total.push(histogram).is_err() {
                        incompatible = true;
                        *state = State::Incompatible;
                    }
                }
                State::Incompatible => {}
            }
        }
        incompatible
    }
}
