//! Windows over series that have floats only: nearly all of them.

use super::{
    Call,
    bounds::{Bounds, Walk},
    extended,
    sliding::{Extremes, TwoStacks},
    starts::Starts,
};
use crate::{
    engine::{
        Error,
        exec::Row,
        functions::{
            extrapolate::{Extrapolation, Placement, Stretch},
            instant_change,
            order_statistics::{self, SortedWindow},
            regression::{self, Line},
            summation::{self, CompensatedSum, Moments},
        },
        plan::WindowFunction,
    },
    model::sample::{SampleColumns, Timestamp},
};

/// From this many windows a sample on, reusing the last window's result is cheaper than computing each anew.
const SLIDING_FROM_OVERLAP: u64 = 12;
/// From this many resets a window on, their sum slides instead of being added up for each window.
const SLIDING_FROM_RESETS: u64 = 32;

/// Fills `row` with the function's value at each step.
pub(super) fn evaluate(call: &Call<'_>, columns: &SampleColumns, name: &str, row: &mut Row) -> Result<(), Error> {
    let (timestamps, values) = (columns.timestamps.as_slice(), columns.values.as_slice());
    let extrapolates = matches!(call.function, WindowFunction::Rate | WindowFunction::Increase | WindowFunction::Delta);
    if extrapolates && call.input.extended().is_none() {
        extrapolated(call, columns, name, row.values.as_mut_slice());
        return Ok(());
    }
    let total = Walk::total(call.input, call.steps, timestamps);
    call.context.count_queryable(total);
    let walk = Walk::new(call.input, call.steps, timestamps).filter(|(_, bounds)| bounds.len() > 0);
    let overlapping = !call.input.is_fixed() && total > SLIDING_FROM_OVERLAP * values.len() as u64;
    let slots = row.values.as_mut_slice();

    match call.function {
        WindowFunction::Rate | WindowFunction::Increase | WindowFunction::Delta => {
            extended::rates(call, columns, Walk::new(call.input, call.steps, timestamps), slots);
        }
        WindowFunction::InstantRate | WindowFunction::InstantDelta => {
            let rate = call.function == WindowFunction::InstantRate;
            let starts = Starts::of_floats(call, columns);
            for (step, bounds) in walk {
                let reset = bounds.len() > 1 && starts.is_reset(bounds.to - 1);
                let change = instant_change::last_change(rate, bounds.of(timestamps), bounds.of(values), reset);
                if let Some(change) = change {
                    slots[step] = change;
                }
            }
        }
        WindowFunction::Derivative | WindowFunction::PredictLinear if overlapping => {
            sliding_lines(call, columns, walk, slots);
        }
        WindowFunction::Derivative => {
            for (step, bounds) in walk.filter(|(_, bounds)| bounds.len() > 1) {
                let reference = timestamps[bounds.from];
                slots[step] = regression::linear(bounds.of(timestamps), bounds.of(values), reference).0;
            }
        }
        WindowFunction::PredictLinear => {
            for (step, bounds) in walk.filter(|(_, bounds)| bounds.len() > 1) {
                let reference = call.steps.time(step);
                let (slope, intercept) = regression::linear(bounds.of(timestamps), bounds.of(values), reference);
                slots[step] = slope * call.argument(0, step) + intercept;
            }
        }
        WindowFunction::DoubleExponentialSmoothing => {
            for (step, bounds) in walk {
                let (smoothing, trend) = smoothing_factors(call, step)?;
                let smoothed = regression::double_exponential_smoothing(bounds.of(values), smoothing, trend);
                if let Some(smoothed) = smoothed {
                    slots[step] = smoothed;
                }
            }
        }
        WindowFunction::Resets => {
            let starts = Starts::of_floats(call, columns);
            let reset = |at: usize| values[at] < values[at - 1] || starts.is_reset(at);
            count_between(values.len(), reset, anchored(call, timestamps, walk), slots);
        }
        WindowFunction::Changes => {
            let changed = |at: usize| instant_change::differ(values[at - 1], values[at]);
            count_between(values.len(), changed, anchored(call, timestamps, walk), slots);
        }
        WindowFunction::Sum if overlapping => {
            let mut sums = TwoStacks::new(|index: usize| CompensatedSum::of(values[index]));
            walk.for_each(|(step, bounds)| slots[step] = sums.slide(bounds).value());
        }
        WindowFunction::Sum => walk.for_each(|(step, bounds)| slots[step] = summation::sum(bounds.of(values))),
        WindowFunction::Average if overlapping => {
            let mut sums = TwoStacks::new(|index: usize| CompensatedSum::of(values[index]));
            for (step, bounds) in walk {
                let count = bounds.len() as f64;
                let CompensatedSum { sum, compensation } = sums.slide(bounds);
                // A sum out of range says nothing about the mean, which then is computed incrementally.
                slots[step] = if sum.is_finite() {
                    sum / count + compensation / count
                } else {
                    summation::average(bounds.of(values))
                };
            }
        }
        WindowFunction::Average => walk.for_each(|(step, bounds)| slots[step] = summation::average(bounds.of(values))),
        WindowFunction::Minimum => {
            let mut minima = Extremes::new(values, |new, old| new < old);
            walk.for_each(|(step, bounds)| slots[step] = minima.slide(bounds).map_or(f64::NAN, |at| values[at]));
        }
        WindowFunction::Maximum => {
            let mut maxima = Extremes::new(values, |new, old| new > old);
            walk.for_each(|(step, bounds)| slots[step] = maxima.slide(bounds).map_or(f64::NAN, |at| values[at]));
        }
        WindowFunction::TimeOfMinimum => {
            let mut minima = Extremes::new(values, |new, old| new <= old);
            for (step, bounds) in walk {
                let at = minima.slide(bounds).unwrap_or(bounds.to - 1);
                slots[step] = timestamps[at] as f64 / 1000.0;
            }
        }
        WindowFunction::TimeOfMaximum => {
            let mut maxima = Extremes::new(values, |new, old| new >= old);
            for (step, bounds) in walk {
                let at = maxima.slide(bounds).unwrap_or(bounds.to - 1);
                slots[step] = timestamps[at] as f64 / 1000.0;
            }
        }
        WindowFunction::Count => walk.for_each(|(step, bounds)| slots[step] = bounds.len() as f64),
        WindowFunction::Present => walk.for_each(|(step, _)| slots[step] = 1.0),
        WindowFunction::Variance | WindowFunction::Deviation => {
            let root = call.function == WindowFunction::Deviation;
            let finish = |variance: f64| if root { variance.sqrt() } else { variance };
            let mut moments = TwoStacks::new(|index: usize| Moments::of(values[index]));
            for (step, bounds) in walk {
                let variance =
                    if overlapping { moments.slide(bounds).variance() } else { summation::variance(bounds.of(values)) };
                slots[step] = finish(variance);
            }
        }
        WindowFunction::Quantile | WindowFunction::MedianAbsoluteDeviation => {
            ordered(call, values, overlapping, walk, slots);
        }
        WindowFunction::First => walk.for_each(|(step, bounds)| slots[step] = values[bounds.from]),
        WindowFunction::Last => walk.for_each(|(step, bounds)| slots[step] = values[bounds.to - 1]),
        WindowFunction::TimeOfFirst => {
            walk.for_each(|(step, bounds)| slots[step] = timestamps[bounds.from] as f64 / 1000.0);
        }
        WindowFunction::TimeOfLast => {
            walk.for_each(|(step, bounds)| slots[step] = timestamps[bounds.to - 1] as f64 / 1000.0);
        }
    }
    Ok(())
}

fn extrapolated(call: &Call<'_>, columns: &SampleColumns, name: &str, slots: &mut [f64]) {
    let extrapolation = Extrapolation {
        counter: call.function != WindowFunction::Delta,
        per_second: call.function == WindowFunction::Rate,
        range: call.input.range,
    };
    let starts = Starts::of_floats(call, columns);
    let resets = if extrapolation.counter { reset_places(&columns.values, starts) } else { Vec::new() };
    let queryable = if starts.is_empty() {
        changes::<false>(call, columns, extrapolation, starts, &resets, slots)
    } else {
        warn_of_overlaps(call, columns, starts, name);
        changes::<true>(call, columns, extrapolation, starts, &resets, slots)
    };
    // The same window at every step is read once, and counts once.
    let windows = if call.input.is_fixed() { call.steps.count.max(1) as u64 } else { 1 };
    call.context.count_queryable(queryable / windows);
}

/// The change over each window; how many samples all windows hold together.
fn changes<const STARTED: bool>(
    call: &Call<'_>,
    columns: &SampleColumns,
    extrapolation: Extrapolation,
    starts: Starts<'_>,
    resets: &[usize],
    slots: &mut [f64],
) -> u64 {
    let (timestamps, values) = (columns.timestamps.as_slice(), columns.values.as_slice());
    // What the counter had reached before each reset.
    let reached: Vec<f64> = resets.iter().map(|&at| values[at - 1]).collect();
    let mut within = Bounds { from: 0, to: 0 };
    let mut sums = TwoStacks::new(|index: usize| CompensatedSum::of(reached[index]));
    let many = resets.len() as u64 > SLIDING_FROM_RESETS;
    let walk = Walk::new(call.input, call.steps, timestamps);
    let step_length = walk.step_length();
    let mut queryable = 0;
    // Where the samples would lie if they stood in this window as those before stood in theirs.
    let (mut expected_first, mut expected_last, mut expected_length) = (0, 0, 0);
    let mut stretch: Option<Stretch> = None;
    for ((step, bounds), slot) in walk.zip(slots) {
        if bounds.len() == 0 {
            expected_length = 0;
            continue;
        }
        queryable += bounds.len() as u64;
        while within.to < resets.len() && resets[within.to] < bounds.to {
            within.to += 1;
        }
        while within.from < within.to && resets[within.from] <= bounds.from {
            within.from += 1;
        }
        let (first_time, last_time) = (timestamps[bounds.from], timestamps[bounds.to - 1]);
        let as_before = first_time == expected_first && last_time == expected_last && bounds.len() == expected_length;
        if STARTED || !as_before {
            let end = call.input.reference(call.steps.time(step));
            let start_timestamp = if STARTED { starts.of(bounds.from) } else { 0 };
            let placement = Placement::new(bounds.of(timestamps), end, extrapolation.range, start_timestamp);
            stretch = placement.and_then(|placement| extrapolation.stretch(placement));
            expected_length = bounds.len();
        }
        (expected_first, expected_last) = (first_time.wrapping_add(step_length), last_time.wrapping_add(step_length));
        let Some(stretch) = &stretch else { continue };
        let (first, last) = (values[bounds.from], values[bounds.to - 1]);
        let mut change = last - first;
        if many && within.len() as u64 > SLIDING_FROM_RESETS {
            change += sums.slide(within).value();
        } else {
            // One after the other, so that the result has the bits of a plain loop over the window.
            within.of(&reached).iter().for_each(|before| change += before);
        }
        let factor = extrapolation.factor_for(stretch, first, change);
        if STARTED && stretch.from_zero {
            change += first;
        }
        *slot = change * factor;
    }
    queryable
}

/// Warns once for each window in which a sample claims to have started before the one before it.
fn warn_of_overlaps(call: &Call<'_>, columns: &SampleColumns, starts: Starts<'_>, name: &str) {
    let windows = Walk::new(call.input, call.steps, &columns.timestamps);
    call.context.warn_of_start_overlap(call.span, name, starts.overlapped(windows));
}

/// The samples right after a counter reset.
fn reset_places(values: &[f64], starts: Starts<'_>) -> Vec<usize> {
    let mut places = Vec::new();
    if !starts.is_empty() {
        places.extend((1..values.len()).filter(|&at| values[at] < values[at - 1] || starts.is_reset(at)));
        return places;
    }
    // Resets are rare: whole stretches without any are passed over at once.
    for from in (1..values.len()).step_by(DROP_STRETCH) {
        let to = (from + DROP_STRETCH).min(values.len());
        let (now, before) = (&values[from..to], &values[from - 1..to - 1]);
        if now.iter().zip(before).fold(false, |any, (now, before)| any | (now < before)) {
            places.extend((from..to).filter(|&at| values[at] < values[at - 1]));
        }
    }
    places
}

/// Samples looked at together for drops.
const DROP_STRETCH: usize = 64;

/// `deriv` and `predict_linear` where windows overlap much.
fn sliding_lines(
    call: &Call<'_>,
    columns: &SampleColumns,
    walk: impl Iterator<Item = (usize, Bounds)>,
    slots: &mut [f64],
) {
    let (timestamps, values) = (columns.timestamps.as_slice(), columns.values.as_slice());
    let Some(&origin) = timestamps.first() else { return };
    let changes = so_far(values.len(), |at| values[at] != values[at - 1]);
    let mut lines = TwoStacks::new(|index: usize| Line::of((timestamps[index] - origin) as f64 / 1e3, values[index]));
    for (step, bounds) in walk {
        let line = lines.slide(bounds);
        if bounds.len() < 2 {
            continue;
        }
        let constant = (changes[bounds.to - 1] == changes[bounds.from]).then(|| values[bounds.from]);
        slots[step] = if call.function == WindowFunction::Derivative {
            line.at(constant, 0.0).0
        } else {
            let (slope, intercept) = line.at(constant, (call.steps.time(step) - origin) as f64 / 1e3);
            slope * call.argument(0, step) + intercept
        };
    }
}

/// The windows as `changes` and `resets` see them: those of an anchored selector begin at the anchor.
fn anchored<'w>(
    call: &'w Call<'_>,
    timestamps: &'w [Timestamp],
    walk: impl Iterator<Item = (usize, Bounds)> + 'w,
) -> impl Iterator<Item = (usize, Bounds)> + 'w {
    let none = Bounds { from: 0, to: 0 };
    walk.filter_map(move |(step, bounds)| {
        if call.input.extended().is_none() {
            return Some((step, bounds));
        }
        let borders = extended::borders(call, step);
        let (floats, _) = extended::from_anchor(borders, (bounds, timestamps), (none, &[]))?;
        Some((step, floats))
    })
}

/// How often `happened` holds between neighbours of a window; it is given the place of the later one.
fn count_between(
    length: usize,
    happened: impl Fn(usize) -> bool,
    walk: impl Iterator<Item = (usize, Bounds)>,
    slots: &mut [f64],
) {
    let so_far = so_far(length, happened);
    walk.for_each(|(step, bounds)| slots[step] = f64::from(so_far[bounds.to - 1] - so_far[bounds.from]));
}

/// For each sample, how often `happened` held between neighbours up to it.
fn so_far(length: usize, happened: impl Fn(usize) -> bool) -> Vec<u32> {
    let mut so_far = Vec::with_capacity(length);
    let mut count = 0_u32;
    for at in 0..length {
        count += u32::from(at > 0 && happened(at));
        so_far.push(count);
    }
    so_far
}

fn ordered(
    call: &Call<'_>,
    values: &[f64],
    overlapping: bool,
    walk: impl Iterator<Item = (usize, Bounds)>,
    slots: &mut [f64],
) {
    let mut sorted = SortedWindow::default();
    let mut copy: Vec<f64> = Vec::new();
    let mut held = Bounds { from: 0, to: 0 };
    for (step, bounds) in walk {
        copy.clear();
        if overlapping {
            if bounds.from >= held.to {
                sorted.clear();
                held = Bounds { from: bounds.from, to: bounds.from };
            }
            values[held.from..bounds.from].iter().for_each(|value| sorted.remove(*value));
            values[held.to..bounds.to].iter().for_each(|value| sorted.insert(*value));
            held = bounds;
        } else {
            copy.extend_from_slice(bounds.of(values));
        }
        slots[step] = if call.function == WindowFunction::MedianAbsoluteDeviation {
            if overlapping {
                order_statistics::median_absolute_deviation_of_sorted(sorted.sorted())
            } else {
                order_statistics::median_absolute_deviation(&mut copy)
            }
        } else {
            let quantile = call.argument(0, step);
            call.check_quantile(quantile);
            if overlapping {
                order_statistics::quantile_of_sorted(quantile, sorted.sorted())
            } else {
                order_statistics::quantile(quantile, &mut copy)
            }
        };
    }
}

/// The two factors of double exponential smoothing at `step`; both must lie between 0 and 1.
fn smoothing_factors(call: &Call<'_>, step: usize) -> Result<(f64, f64), Error> {
    let factor = |index: usize, name: &str, symbol: &str| {
        let value = call.argument(index, step);
        if value <= 0.0 || value >= 1.0 {
            let text = format!("invalid {name} factor. Expected: 0 < {symbol} < 1, got: {value:.6}");
            return Err(Error::Evaluation(text));
        }
        Ok(value)
    };
    Ok((factor(0, "smoothing", "sf")?, factor(1, "trend", "tf")?))
}
