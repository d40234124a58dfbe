//! `smoothed` instant selectors: at each step the value on the line between the samples around it.

use super::{
    Context, Operator, OutputSeries, Row, Scratch,
    histogram_annotations::{tell_findings, warn_of_mixed_samples},
    selected::{Selected, remove_stale},
};
use crate::{
    diagnostic::Span,
    engine::{
        Error,
        functions::{
            extended::interpolate,
            native::{self, Finding, Findings},
        },
        plan::{Selector, Steps},
    },
    model::{
        histogram::{CounterResetHint, FloatHistogram},
        sample::{SampleColumns, Timestamp},
    },
};
use std::sync::Arc;

/// A smoothed instant selector at work. It looks as far ahead as back; without a sample ahead the last one holds.
pub(super) struct Smoothed<'c> {
    selected: Selected<'c>,
    selector: &'c Selector,
    steps: Steps,
    span: Span,
}

impl<'c> Smoothed<'c> {
    pub(super) fn open(
        selector: &'c Selector,
        steps: Steps,
        span: Span,
        context: &'c Context<'c>,
    ) -> Result<Smoothed<'c>, Error> {
        let lookback = context.options.lookback_delta;
        let oldest = selector.reference(steps.start).saturating_sub(lookback).saturating_add(1);
        let newest = selector.reference(steps.last()).saturating_add(lookback);
        let selected = Selected::open(selector, oldest, newest, context)?;
        Ok(Smoothed { selected, selector, steps, span })
    }
}

impl Operator for Smoothed<'_> {
    fn series(&self) -> &[OutputSeries] {
        self.selected.series()
    }

    fn row(&self, index: usize, scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        self.selected.with_samples(index, scratch, |columns, _| {
            remove_stale(columns);
            self.fill(columns, self.series()[index].labels.metric_name(), row);
            Ok(())
        })
    }
}

/// The places of the samples that are at most the lookback away from a step, and the first one not before it.
struct Around {
    from: usize,
    at: usize,
    to: usize,
}

impl Around {
    fn new(times: &[Timestamp], reference: Timestamp, lookback: i64) -> Around {
        let (oldest, newest) = (reference.saturating_sub(lookback), reference.saturating_add(lookback));
        Around {
            from: times.partition_point(|time| *time <= oldest),
            at: times.partition_point(|time| *time < reference),
            to: times.partition_point(|time| *time <= newest),
        }
    }

    fn is_empty(&self) -> bool {
        self.from >= self.to
    }
}

impl Smoothed<'_> {
    fn fill(&self, columns: &SampleColumns, name: &str, row: &mut Row) {
        let context = self.selected.context();
        let lookback = context.options.lookback_delta;
        let mut findings = Findings::default();
        let mut mixed = false;
        for step in 0..self.steps.count {
            let reference = self.selector.reference(self.steps.time(step));
            let floats = Around::new(&columns.timestamps, reference, lookback);
            let histograms = Around::new(&columns.histogram_timestamps, reference, lookback);
            match (floats.is_empty(), histograms.is_empty()) {
                (true, true) => {}
                (false, false) => mixed = true,
                (false, true) => {
                    if let Some(value) = float_at(columns, &floats, reference) {
                        row.values[step] = value;
                    }
                }
                (true, false) => {
                    if let Some(histogram) = histogram_at(columns, &histograms, reference, &mut findings) {
                        row.set_histogram(step, histogram);
                    }
                }
            }
        }
        if mixed {
            warn_of_mixed_samples(name, self.span, context);
        }
        tell_findings(findings, name, self.span, context);
    }
}

fn float_at(columns: &SampleColumns, around: &Around, reference: Timestamp) -> Option<f64> {
    let sample = |index: usize| (columns.timestamps[index], columns.values[index]);
    let before = around.at.checked_sub(1).filter(|before| *before >= around.from).map(sample);
    let after = Some(around.at).filter(|after| *after < around.to).map(sample);
    match (before, after) {
        (_, Some((time, value))) if time == reference => Some(value),
        (Some(before), Some(after)) => Some(interpolate(before, after, reference, false)),
        (Some((_, value)), None) => Some(value),
        (None, _) => None,
    }
}

fn histogram_at(
    columns: &SampleColumns,
    around: &Around,
    reference: Timestamp,
    findings: &mut Findings,
) -> Option<Arc<FloatHistogram>> {
    let sample = |index: usize| (columns.histogram_timestamps[index], &columns.histograms[index]);
    let before = around.at.checked_sub(1).filter(|before| *before >= around.from).map(sample);
    let after = Some(around.at).filter(|after| *after < around.to).map(sample);
    let is_gauge = |histogram: &FloatHistogram| histogram.counter_reset_hint == CounterResetHint::Gauge;
    match (before, after) {
        (_, Some((time, histogram))) if time == reference => Some(histogram.clone()),
        (Some((before, left)), Some((after, right))) => {
            let counter = !(is_gauge(left) && is_gauge(right));
            let interpolated = match left.uses_custom_buckets() == right.uses_custom_buckets() {
                true => native::interpolate((before, left), (after, right), reference, counter, findings).ok(),
                false => None,
            };
            findings.add_if(interpolated.is_none(), Finding::MixedSchemas);
            interpolated.map(Arc::new)
        }
        (Some((_, histogram)), None) => {
            // The hint tells how a sample follows the one before it, which is not what is shown here.
            let mut histogram = histogram.clone();
            Arc::make_mut(&mut histogram).counter_reset_hint = CounterResetHint::Unknown;
            Some(histogram)
        }
        (None, _) => None,
    }
}
