//! `load` commands → series in memory.

use super::{
    chunk_runs::stored_hint,
    classic::native_histograms,
    command::{Load, LoadedSeries},
    show::metric,
};
use crate::{
    model::{
        histogram::FloatHistogram,
        labels::Labels,
        memory::MemorySource,
        sample::{SampleColumns, Timestamp, is_stale},
    },
    promql::SequenceValue,
};
use hashbrown::HashMap;
use std::sync::Arc;

/// A sample of a `load`.
#[derive(Clone, Debug)]
pub(super) struct LoadedSample {
    /// Its time.
    pub(super) timestamp: Timestamp,
    /// When its counter began; 0 if unknown.
    pub(super) start_timestamp: Timestamp,
    /// Its value.
    pub(super) value: LoadedValue,
}

/// What a sample holds.
#[derive(Clone, Debug)]
pub(super) enum LoadedValue {
    /// A number, or the stale marker.
    Float(f64),
    /// A native histogram.
    Histogram(Arc<FloatHistogram>),
}

/// What the commands of a script have loaded so far.
#[derive(Debug, Default)]
pub(super) struct Storage {
    numbers: HashMap<Labels, usize>,
    series: Vec<StoredSeries>,
    source: Option<MemorySource>,
}

#[derive(Debug, Default)]
struct StoredSeries {
    labels: Labels,
    columns: SampleColumns,
}

impl Storage {
    /// Adds the samples of a command; the error is a message.
    pub(super) fn load(&mut self, load: &Load) -> Result<(), String> {
        let samples: Vec<(&Labels, Vec<LoadedSample>)> =
            load.series.iter().map(|series| (&series.labels, samples_of(series, load.interval))).collect();
        for (labels, samples) in &samples {
            self.append(labels, samples)?;
        }
        if load.with_custom_buckets {
            for (labels, samples) in native_histograms(&samples)? {
                self.append(&labels, &samples)?;
            }
        }
        Ok(())
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        *self = Storage::default();
    }

    /// The series as the engine reads them.
    pub(super) fn source(&mut self) -> &MemorySource {
        self.source.get_or_insert_with(|| {
            let series = self.series.iter().map(|series| (series.labels.clone(), series.columns.clone()));
            MemorySource::new(series.collect())
        })
    }

    fn append(&mut self, labels: &Labels, samples: &[LoadedSample]) -> Result<(), String> {
        self.source = None;
        let number = *self.numbers.entry_ref(labels).or_insert_with(|| {
            self.series.push(StoredSeries { labels: labels.clone(), ..StoredSeries::default() });
            self.series.len() - 1
        });
        let series = &mut self.series[number];
        for sample in samples {
            series.append(sample)?;
        }
        Ok(())
    }
}

impl StoredSeries {
    fn append(&mut self, sample: &LoadedSample) -> Result<(), String> {
        let LoadedSample { timestamp, start_timestamp, ref value } = *sample;
        let columns = &mut self.columns;
        if columns.time_range().is_some_and(|(_, newest)| newest >= timestamp) {
            let series = metric(&self.labels);
            return Err(format!("sample of {series} at {timestamp} ms is not newer than the last one"));
        }
        match value {
            LoadedValue::Histogram(histogram) => {
                let before = columns.histograms.last().filter(|_| columns.last_is_histogram());
                let counter_reset_hint = stored_hint(before.map(Arc::as_ref), histogram);
                let stored = match histogram.counter_reset_hint == counter_reset_hint {
                    true => histogram.clone(),
                    false => Arc::new(FloatHistogram { counter_reset_hint, ..(**histogram).clone() }),
                };
                columns.push_histogram_since(timestamp, start_timestamp, stored, false);
            }
            // The storage marks the end of a histogram series with a stale histogram.
            LoadedValue::Float(value) if is_stale(*value) && columns.last_is_histogram() => {
                let stale = FloatHistogram { sum: *value, ..FloatHistogram::default() };
                columns.push_histogram_since(timestamp, start_timestamp, Arc::new(stale), false);
            }
            LoadedValue::Float(value) => columns.push_float_since(timestamp, start_timestamp, *value),
        }
        Ok(())
    }
}

/// The samples that a series of a `load` stands for.
fn samples_of(series: &LoadedSeries, interval: i64) -> Vec<LoadedSample> {
    let mut timestamp: Timestamp = 0;
    let mut samples = Vec::with_capacity(series.values.len());
    for (index, value) in series.values.iter().enumerate() {
        let start = series.start_offsets.get(index).copied().flatten();
        let start_timestamp = start.map_or(0, |offset| timestamp.saturating_add(offset));
        let value = match value {
            SequenceValue::Omitted => None,
            SequenceValue::Float(value) => Some(LoadedValue::Float(*value)),
            SequenceValue::Histogram { histogram, .. } => Some(LoadedValue::Histogram(histogram.clone())),
        };
        samples.extend(value.map(|value| LoadedSample { timestamp, start_timestamp, value }));
        timestamp = timestamp.saturating_add(interval);
    }
    samples
}
