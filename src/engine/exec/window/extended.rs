//! Windows with `anchored` or `smoothed` over series of floats: they also show samples before, and after, their borders.

use super::{
    Call,
    bounds::{Bounds, Walk},
};
use crate::{
    engine::{
        functions::{
            extended::{self, Borders},
            extrapolate::seconds,
        },
        plan::WindowFunction,
    },
    model::sample::SampleColumns,
    promql::ast::ExtendedRange,
};

/// The borders of the window at `step`.
pub(super) fn borders(call: &Call<'_>, step: usize) -> Borders {
    let end = call.input.reference(call.steps.time(step));
    let start = end.saturating_sub(call.input.range);
    Borders { start, end, smoothed: call.input.extended() == Some(ExtendedRange::Smoothed) }
}

/// `rate`, `increase` and `delta`.
pub(super) fn rates(call: &Call<'_>, columns: &SampleColumns, walk: Walk<'_>, slots: &mut [f64]) {
    let (timestamps, values) = (columns.timestamps.as_slice(), columns.values.as_slice());
    let counter = call.function != WindowFunction::Delta;
    let drops = values.windows(2).enumerate().filter(|(_, pair)| counter && pair[1] < pair[0]);
    let resets: Vec<usize> = drops.map(|(index, _)| index + 1).collect();
    let mut within: Vec<usize> = Vec::new();
    for (step, bounds) in walk.filter(|(_, bounds)| bounds.len() > 0) {
        let between = resets.partition_point(|&at| at <= bounds.from)..resets.partition_point(|&at| at < bounds.to);
        within.clear();
        within.extend(resets[between].iter().map(|at| at - bounds.from));
        let resets = counter.then_some(within.as_slice());
        let change = extended::change(borders(call, step), bounds.of(timestamps), bounds.of(values), resets);
        if let Some(change) = change {
            let per_second = call.function == WindowFunction::Rate;
            slots[step] = if per_second { change / seconds(call.input.range) } else { change };
        }
    }
}

/// The part of an anchored window that `changes` and `resets` look at: from the last sample at or before its beginning,
/// of either kind, on. `None` when no sample lies inside.
pub(super) fn from_anchor(
    borders: Borders,
    (floats, float_times): (Bounds, &[i64]),
    (histograms, histogram_times): (Bounds, &[i64]),
) -> Option<(Bounds, Bounds)> {
    let before =
        |bounds: Bounds, times: &[i64]| bounds.from + bounds.of(times).partition_point(|time| *time <= borders.start);
    let (float, histogram) = (before(floats, float_times), before(histograms, histogram_times));
    if float >= floats.to && histogram >= histograms.to {
        return None;
    }
    let anchor_time = |place: usize, bounds: Bounds, times: &[i64]| (place > bounds.from).then(|| times[place - 1]);
    let float_anchor = anchor_time(float, floats, float_times);
    let histogram_anchor = anchor_time(histogram, histograms, histogram_times);
    let (float, histogram) = match (float_anchor, histogram_anchor) {
        (None, None) => (float, histogram),
        (Some(float_time), histogram_time) if histogram_time.is_none_or(|time| float_time >= time) => {
            (float - 1, histogram)
        }
        _ => (float, histogram - 1),
    };
    Some((Bounds { from: float, to: floats.to }, Bounds { from: histogram, to: histograms.to }))
}
