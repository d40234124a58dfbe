//! Windows over series that have native histograms, alone or beside floats.
//!
//! The floats of the series are evaluated as if there were nothing else. Then each window that has a histogram in it is
//! looked at again: what a function makes of it depends on the function, and mostly a mix of both kinds gives nothing.

use super::{
    Call,
    bounds::{Bounds, Walk},
    extended::{self, borders},
    floats,
    starts::Starts,
};
use crate::{
    engine::{
        Error,
        exec::{
            ABSENT, Row,
            histogram_annotations::{tell_findings, warn_of_mixed_samples},
        },
        functions::{
            extrapolate::{Extrapolation, Placement, seconds},
            native::{
                self, Finding, Findings, HistogramMean, HistogramSum, MixedWindow, Resets, Sample,
                change_between_borders, over_window,
            },
        },
        plan::WindowFunction,
    },
    golang::quote::quote,
    model::{histogram::FloatHistogram, sample::SampleColumns},
};
use std::sync::Arc;

/// Fills `row` with the function's value at each step.
pub(super) fn evaluate(call: &Call<'_>, columns: &SampleColumns, name: &str, row: &mut Row) -> Result<(), Error> {
    use WindowFunction::*;
    if !columns.timestamps.is_empty() {
        floats::evaluate(call, columns, name, row)?;
    }
    let window = Windows::new(call, columns);
    let mut findings = Findings::default();
    let mut mixed = false;
    let floats = Walk::new(call.input, call.steps, &columns.timestamps);
    let histograms = Walk::new(call.input, call.steps, &columns.histogram_timestamps);
    for ((step, floats), (_, histograms)) in floats.zip(histograms).filter(|(_, (_, bounds))| bounds.len() > 0) {
        call.context.count_queryable(window.size_of(histograms));
        let both = floats.len() > 0;
        match call.function {
            Count | Present | First | Last | TimeOfFirst | TimeOfLast => {
                row.clear_step(step);
                window.either_kind(call.function, step, floats, histograms, row);
                continue;
            }
            Minimum
            | Maximum
            | Deviation
            | Variance
            | MedianAbsoluteDeviation
            | Quantile
            | Derivative
            | PredictLinear
            | DoubleExponentialSmoothing
            | TimeOfMinimum
            | TimeOfMaximum => {
                // The value of the floats stands; the histograms are left out, which is said if there was a choice.
                mixed |= both;
                continue;
            }
            Resets | Changes => {
                row.values[step] = window.count_between(step, floats, histograms).unwrap_or(ABSENT);
                continue;
            }
            InstantRate | InstantDelta => {
                row.values[step] = ABSENT;
                match window.last_change(floats, histograms, &mut findings) {
                    LastChange::Nothing => {}
                    LastChange::Mixed => mixed = true,
                    LastChange::Float(change) => row.values[step] = change,
                    LastChange::Histogram(change) => row.set_histogram(step, Arc::new(change)),
                }
                continue;
            }
            Rate | Increase | Delta | Sum | Average => {}
        }
        if both {
            row.values[step] = ABSENT;
            mixed = true;
            continue;
        }
        let (result, found) = match call.function {
            Sum => over_window::<HistogramSum>(histograms.of(&columns.histograms)),
            Average => over_window::<HistogramMean>(histograms.of(&columns.histograms)),
            _ => window.change(step, histograms),
        };
        findings.merge(found);
        if let Some(result) = result {
            row.set_histogram(step, Arc::new(result));
        }
    }
    tell_findings(findings, name, call.span, call.context);
    if mixed {
        if takes_histograms(call.function) {
            warn_of_mixed_samples(name, call.span, call.context);
        } else {
            let text = "ignored histograms in a range containing both floats and histograms for metric name";
            call.context.inform(call.span, format!("{text} {}", quote(name.as_bytes())));
        }
    }
    window.warn_of_overlaps(name);
    Ok(())
}

/// Whether the function computes with histograms, so that it cannot do with a mix; others leave them out.
fn takes_histograms(function: WindowFunction) -> bool {
    use WindowFunction::*;
    matches!(function, Rate | Increase | Delta | InstantRate | InstantDelta | Sum | Average)
}

/// What lies between the last two samples of a window.
enum LastChange {
    Nothing,
    Mixed,
    Float(f64),
    Histogram(FloatHistogram),
}

/// The samples of one series, with what is known about neighbours.
struct Windows<'w> {
    call: &'w Call<'w>,
    columns: &'w SampleColumns,
    float_starts: Starts<'w>,
    starts: Starts<'w>,
    /// For a counter function, whether a reset lies right before each histogram.
    resets: Vec<bool>,
}

impl<'w> Windows<'w> {
    fn new(call: &'w Call<'w>, columns: &'w SampleColumns) -> Windows<'w> {
        let starts = Starts::of_histograms(call, columns);
        let histograms = &columns.histograms;
        let mut resets = Vec::new();
        if matches!(call.function, WindowFunction::Rate | WindowFunction::Increase) {
            let is_reset =
                |at: usize| at > 0 && (starts.is_reset(at) || histograms[at].detect_reset(&histograms[at - 1]));
            resets.extend((0..histograms.len()).map(is_reset));
        }
        Windows { call, columns, float_starts: Starts::of_floats(call, columns), starts, resets }
    }

    /// How much the histograms of a window count as samples.
    fn size_of(&self, histograms: Bounds) -> u64 {
        histograms.of(&self.columns.histograms).iter().map(|histogram| histogram.sample_size() as u64).sum()
    }

    fn of(&self, floats: Bounds, histograms: Bounds) -> MixedWindow<'w> {
        MixedWindow {
            timestamps: floats.of(&self.columns.timestamps),
            values: floats.of(&self.columns.values),
            histogram_timestamps: histograms.of(&self.columns.histogram_timestamps),
            histograms: histograms.of(&self.columns.histograms),
        }
    }

    /// Functions that take samples of both kinds alike.
    fn either_kind(&self, function: WindowFunction, step: usize, floats: Bounds, histograms: Bounds, row: &mut Row) {
        let MixedWindow { timestamps, histogram_timestamps, .. } = self.of(floats, histograms);
        let first = matches!(function, WindowFunction::First | WindowFunction::TimeOfFirst);
        let end = |times: &[i64]| if first { times.first().copied() } else { times.last().copied() };
        // Of equal times the histogram's counts: a float is taken only if it is strictly the earlier or later one.
        let (float_time, histogram_time) = (end(timestamps), end(histogram_timestamps));
        let take_float = match (float_time, histogram_time) {
            (Some(float), Some(histogram)) => (first && float < histogram) || (!first && float > histogram),
            (float, _) => float.is_some(),
        };
        let index = |bounds: Bounds| if first { bounds.from } else { bounds.to - 1 };
        match function {
            WindowFunction::Count => row.values[step] = (floats.len() + histograms.len()) as f64,
            WindowFunction::Present => row.values[step] = 1.0,
            WindowFunction::First | WindowFunction::Last if take_float => {
                row.values[step] = self.columns.values[index(floats)];
            }
            WindowFunction::First | WindowFunction::Last => {
                row.set_histogram(step, self.columns.histograms[index(histograms)].clone());
            }
            _ => {
                let time = if take_float { float_time } else { histogram_time };
                row.values[step] = time.map_or(f64::NAN, |time| time as f64 / 1000.0);
            }
        }
    }

    /// `resets` and `changes`.
    fn count_between(&self, step: usize, floats: Bounds, histograms: Bounds) -> Option<f64> {
        let (floats, histograms) = match self.call.input.extended() {
            None => (floats, histograms),
            Some(_) => {
                let float_times = (floats, self.columns.timestamps.as_slice());
                let histogram_times = (histograms, self.columns.histogram_timestamps.as_slice());
                extended::from_anchor(borders(self.call, step), float_times, histogram_times)?
            }
        };
        let window = self.of(floats, histograms);
        if self.call.function == WindowFunction::Changes {
            return window.changes();
        }
        // A sample's neighbour in the window may be of the other kind; then there is a reset anyway.
        let known = Resets {
            before_float: |at: usize| at > 0 && self.float_starts.is_reset(floats.from + at),
            before_histogram: |at: usize| at > 0 && self.starts.is_reset(histograms.from + at),
        };
        window.resets(&known)
    }

    /// `irate` and `idelta`.
    fn last_change(&self, floats: Bounds, histograms: Bounds, findings: &mut Findings) -> LastChange {
        let rate = self.call.function == WindowFunction::InstantRate;
        let Some([(before, previous), (at, last)]) = self.of(floats, histograms).last_two() else {
            return LastChange::Nothing;
        };
        let interval = at - before;
        if interval == 0 {
            return LastChange::Nothing;
        }
        match (previous, last) {
            (Sample::Float(previous), Sample::Float(last)) => {
                let reset = self.float_starts.is_reset(floats.to - 1);
                let change = if rate && (last < previous || reset) { last } else { last - previous };
                LastChange::Float(if rate { change / (interval as f64 / 1000.0) } else { change })
            }
            (Sample::Histogram(previous), Sample::Histogram(last)) => {
                let reset = self.starts.is_reset(histograms.to - 1);
                let (change, found) = native::change_between(previous, last, interval, rate, reset);
                findings.merge(found);
                change.map_or(LastChange::Nothing, LastChange::Histogram)
            }
            _ => LastChange::Mixed,
        }
    }

    /// `rate`, `increase` and `delta` of a window of histograms.
    fn change(&self, step: usize, bounds: Bounds) -> (Option<FloatHistogram>, Findings) {
        let counter = self.call.function != WindowFunction::Delta;
        let per_second = self.call.function == WindowFunction::Rate;
        let histograms = bounds.of(&self.columns.histograms);
        let timestamps = bounds.of(&self.columns.histogram_timestamps);
        let range = self.call.input.range;
        if self.call.input.extended().is_some() {
            let seconds = per_second.then(|| seconds(range));
            return change_between_borders(borders(self.call, step), timestamps, histograms, counter, seconds);
        }
        let Some(first) = histograms.first() else { return (None, Findings::default()) };
        let resets = counter.then(|| bounds.of(&self.resets));
        let (mut change, mut findings) = native::change(histograms, resets);
        if change.is_none() && histograms.len() > 1 {
            return (None, findings);
        }
        let extrapolation = Extrapolation { counter, per_second, range };
        let end = self.call.input.reference(self.call.steps.time(step));
        let placement = Placement::new(timestamps, end, range, self.starts.of(bounds.from));
        let Some(stretch) = placement.and_then(|placement| extrapolation.stretch(placement)) else {
            return (None, findings);
        };
        let count = change.as_ref().map_or(0.0, |change| change.count);
        let factor = extrapolation.factor_for(&stretch, first.count, count);
        if stretch.from_zero {
            match &mut change {
                None => change = Some((**first).clone()),
                Some(change) => match change.add(first) {
                    Ok(combined) => {
                        findings.add_if(combined.bounds_reconciled, Finding::BoundsReconciledInAddition);
                    }
                    Err(_) => {
                        findings.add_if(true, Finding::MixedSchemas);
                        return (None, findings);
                    }
                },
            }
        }
        if let Some(change) = &mut change {
            change.scale(factor);
        }
        (change, findings)
    }

    /// Warns once for each window in which a histogram claims to have started before the one before it.
    fn warn_of_overlaps(&self, name: &str) {
        if !matches!(self.call.function, WindowFunction::Rate | WindowFunction::Increase) {
            return;
        }
        let windows = Walk::new(self.call.input, self.call.steps, &self.columns.histogram_timestamps);
        self.call.context.warn_of_start_overlap(self.call.span, name, self.starts.overlapped(windows));
    }
}
