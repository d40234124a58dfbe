//! The series that a selector found, and the reading of their samples.

use super::{Context, OutputSeries, Scratch};
use crate::{
    engine::{
        Error,
        plan::Selector,
        profile::{Reader, timed},
    },
    model::{
        histogram::{CounterResetHint, FloatHistogram},
        sample::{HistogramDetail, SampleColumns, Timestamp, is_stale},
        series::{SelectRequest, SeriesSet},
    },
};
use rayon::prelude::*;
use std::sync::Arc;

/// Series of the storage, their labels known, their samples not yet read.
pub(super) struct Selected<'c> {
    set: Box<dyn SeriesSet>,
    series: Vec<OutputSeries>,
    min_time: Timestamp,
    max_time: Timestamp,
    totals_only: bool,
    context: &'c Context<'c>,
    /// Counts the reads where somebody asked.
    reader: Option<Reader<'c>>,
}

impl<'c> Selected<'c> {
    /// Selects for samples in the closed range `min_time..=max_time`.
    pub(super) fn open(
        selector: &Selector,
        min_time: Timestamp,
        max_time: Timestamp,
        context: &'c Context<'c>,
    ) -> Result<Selected<'c>, Error> {
        let max_time = selector.load_until.map_or(max_time, |until| max_time.min(until));
        let request = SelectRequest { matchers: &selector.matchers, min_time, max_time, sorted: false };
        let reader = context.profile.map(|profile| profile.reader(selector));
        let set = timed(reader.as_ref(), || context.source.select(&request))?;
        set.warnings().into_iter().for_each(|warning| context.warn_of_storage(warning));
        context.count_series(set.len());
        let labels = |index| OutputSeries::new(set.labels(index));
        let series: Vec<OutputSeries> =
            timed(reader.as_ref(), || (0..set.len()).into_par_iter().with_min_len(256).map(labels).collect());
        reader.iter().for_each(|reader| reader.begin(series.len()));
        Ok(Selected { set, series, min_time, max_time, totals_only: selector.totals_only, context, reader })
    }

    /// The series, in the storage's order.
    pub(super) fn series(&self) -> &[OutputSeries] {
        &self.series
    }

    /// What all operators of the query share.
    pub(super) fn context(&self) -> &'c Context<'c> {
        self.context
    }

    /// Reads the samples of series `index` and passes them to `use_samples`; they count as held meanwhile.
    pub(super) fn with_samples<T>(
        &self,
        index: usize,
        scratch: &mut Scratch,
        use_samples: impl FnOnce(&mut SampleColumns, &mut Scratch) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.context.check_deadline()?;
        let mut columns = scratch.take_columns();
        columns.histogram_detail = if self.totals_only { HistogramDetail::Totals } else { HistogramDetail::Everything };
        let read = |columns: &mut SampleColumns| self.set.read(index, self.min_time, self.max_time, columns);
        let outcome = match &self.reader {
            None => read(&mut columns),
            Some(reader) => reader.read(index, &mut columns, read),
        };
        let held = columns.len();
        let outcome = outcome.map_err(Error::from).and_then(|cost| {
            self.context.count_read(cost, held);
            self.context.hold(held)?;
            if self.totals_only && !columns.histograms.is_empty() {
                leave_totals(&mut columns.histograms);
            }
            use_samples(&mut columns, scratch)
        });
        self.context.release(held);
        scratch.give_columns(columns);
        outcome
    }
}

/// Leaves count and sum of histograms. What their buckets say about counter resets is kept as hints.
fn leave_totals(histograms: &mut [Arc<FloatHistogram>]) {
    let mut previous: Option<Arc<FloatHistogram>> = None;
    for slot in histograms {
        let histogram = slot.clone();
        let counter_reset_hint = match (histogram.counter_reset_hint, &previous) {
            (CounterResetHint::Unknown, Some(previous)) if !histogram.is_stale() => {
                if histogram.detect_reset(previous) { CounterResetHint::Reset } else { CounterResetHint::NotReset }
            }
            (hint, _) => hint,
        };
        let FloatHistogram { schema, count, sum, .. } = *histogram;
        *slot = Arc::new(FloatHistogram { counter_reset_hint, schema, count, sum, ..FloatHistogram::default() });
        if !histogram.is_stale() {
            previous = Some(histogram);
        }
    }
}

/// Removes stale markers, which no window shows.
pub(super) fn remove_stale(columns: &mut SampleColumns) {
    if columns.values.iter().any(|value| is_stale(*value)) {
        let mut kept = 0;
        for index in 0..columns.values.len() {
            if !is_stale(columns.values[index]) {
                columns.values[kept] = columns.values[index];
                columns.timestamps[kept] = columns.timestamps[index];
                if let Some(start) = columns.start_timestamps.get(index).copied() {
                    columns.start_timestamps[kept] = start;
                }
                kept += 1;
            }
        }
        columns.values.truncate(kept);
        columns.timestamps.truncate(kept);
        columns.start_timestamps.truncate(kept);
    }
    if columns.histograms.iter().any(|histogram| histogram.is_stale()) {
        let keep: Vec<bool> = columns.histograms.iter().map(|histogram| !histogram.is_stale()).collect();
        retain(&mut columns.histogram_timestamps, &keep);
        retain(&mut columns.histogram_start_timestamps, &keep);
        retain(&mut columns.histograms, &keep);
    }
}

fn retain<T>(column: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    column.retain(|_| keep.next().copied().unwrap_or(true));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::STALE_BITS;

    #[test]
    fn only_the_stale_bits_are_removed() {
        let mut columns = SampleColumns::default();
        for (timestamp, value) in [(1, 1.0), (2, f64::from_bits(STALE_BITS)), (3, f64::NAN), (4, 4.0)] {
            columns.push_float(timestamp, value);
        }
        remove_stale(&mut columns);
        assert_eq!(columns.timestamps, [1, 3, 4]);
        assert!(columns.values[1].is_nan());
    }
}
