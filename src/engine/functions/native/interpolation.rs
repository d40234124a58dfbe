//! Native histograms between two others, and changes over windows that end exactly at their borders: `anchored` and
//! `smoothed`.

use super::findings::{Finding, Findings};
use crate::{
    engine::functions::extended::Borders,
    model::{
        histogram::{CounterResetHint, FloatHistogram, IncompatibleSchemas},
        sample::Timestamp,
    },
};
use std::sync::Arc;

/// The histogram at `time` on the line between two others; a counter that was reset starts from zero.
pub(in crate::engine) fn interpolate(
    (left_time, left): (Timestamp, &FloatHistogram),
    (right_time, right): (Timestamp, &FloatHistogram),
    time: Timestamp,
    counter: bool,
    findings: &mut Findings,
) -> Result<FloatHistogram, IncompatibleSchemas> {
    if time == left_time {
        return Ok(left.clone());
    }
    let mut result = right.clone();
    if time == right_time {
        return Ok(result);
    }
    let fraction = (time - left_time) as f64 / (right_time - left_time) as f64;
    if counter && right.detect_reset(left) {
        result.scale(fraction);
        return Ok(result);
    }
    subtract(&mut result, left, findings)?;
    result.scale(fraction);
    add(&mut result, left, findings)?;
    Ok(result)
}

fn add(to: &mut FloatHistogram, other: &FloatHistogram, findings: &mut Findings) -> Result<(), IncompatibleSchemas> {
    let combined = to.add(other)?;
    findings.add_if(combined.bounds_reconciled, Finding::BoundsReconciledInAddition);
    Ok(())
}

fn subtract(
    from: &mut FloatHistogram,
    other: &FloatHistogram,
    findings: &mut Findings,
) -> Result<(), IncompatibleSchemas> {
    let combined = from.subtract(other)?;
    findings.add_if(combined.bounds_reconciled, Finding::BoundsReconciledInSubtraction);
    Ok(())
}

/// The change over a window with `borders`; `None` when nothing lies between them or the histograms do not fit
/// together. A gauge, compacted; divided by `seconds` for a rate.
pub(in crate::engine) fn change_between_borders(
    borders: Borders,
    timestamps: &[Timestamp],
    histograms: &[Arc<FloatHistogram>],
    counter: bool,
    seconds: Option<f64>,
) -> (Option<FloatHistogram>, Findings) {
    let mut findings = Findings::default();
    let Some((first, last)) = borders.ends(timestamps) else { return (None, findings) };
    let custom = histograms[first].uses_custom_buckets();
    for histogram in &histograms[first..=last] {
        if histogram.uses_custom_buckets() != custom {
            findings.add_if(true, Finding::MixedSchemas);
            return (None, findings);
        }
        findings.add_if(counter && histogram.counter_reset_hint == CounterResetHint::Gauge, Finding::NotCounter);
    }
    let window = Window { borders, timestamps, histograms, first, last, counter };
    match window.change(&mut findings) {
        Ok(mut change) => {
            if let Some(seconds) = seconds {
                change.divide(seconds);
            }
            change.counter_reset_hint = CounterResetHint::Gauge;
            change.compact(0);
            (Some(change), findings)
        }
        Err(IncompatibleSchemas) => {
            findings.add_if(true, Finding::MixedSchemas);
            (None, findings)
        }
    }
}

struct Window<'a> {
    borders: Borders,
    timestamps: &'a [Timestamp],
    histograms: &'a [Arc<FloatHistogram>],
    /// The samples on the borders or next outside of them.
    first: usize,
    last: usize,
    counter: bool,
}

impl Window<'_> {
    fn change(&self, findings: &mut Findings) -> Result<FloatHistogram, IncompatibleSchemas> {
        let at = |index: usize| (self.timestamps[index], &*self.histograms[index]);
        let between = |index: usize, time: Timestamp, findings: &mut Findings| {
            interpolate(at(index), at(index + 1), time, self.counter, findings)
        };
        let left = match self.borders.interpolates_start(self.timestamps, self.first) {
            true => between(self.first, self.borders.start, findings)?,
            false => (*self.histograms[self.first]).clone(),
        };
        let right = match self.borders.interpolates_end(self.timestamps, self.last) {
            true => between(self.last - 1, self.borders.end, findings)?,
            false => (*self.histograms[self.last]).clone(),
        };
        let is_gauge = |histogram: &FloatHistogram| histogram.counter_reset_hint == CounterResetHint::Gauge;
        let gauges = is_gauge(&left) && is_gauge(&right);
        findings.add_if(!self.counter && !gauges, Finding::NotGauge);
        let mut change = right.clone();
        subtract(&mut change, &left, findings)?;
        if self.counter
            && let Some(correction) = self.correction(&left, &right, findings)?
        {
            add(&mut change, &correction, findings)?;
        }
        Ok(change)
    }

    /// The sum of the histograms right before each reset.
    fn correction(
        &self,
        left: &FloatHistogram,
        right: &FloatHistogram,
        findings: &mut Findings,
    ) -> Result<Option<FloatHistogram>, IncompatibleSchemas> {
        let mut inside = self.first + 1;
        let mut previous = left;
        if self.borders.interpolates_start(self.timestamps, self.first)
            && self.histograms[inside].detect_reset(&self.histograms[self.first])
        {
            // The line at the beginning spans this reset already.
            previous = &self.histograms[inside];
            inside += 1;
        }
        // The last histogram is `right`, or lies behind it.
        let Some(inside) = self.histograms.get(inside..self.last) else {
            return Ok(None);
        };
        let mut correction: Option<FloatHistogram> = None;
        for histogram in inside.iter().map(|histogram| &**histogram).chain(std::iter::once(right)) {
            if histogram.detect_reset(previous) {
                match &mut correction {
                    None => correction = Some(previous.clone()),
                    Some(correction) => add(correction, previous, findings)?,
                }
            }
            previous = histogram;
        }
        Ok(correction)
    }
}
