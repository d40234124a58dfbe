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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::histogram::CounterResetHint,
        rules::script::{command::Command, parse::parse},
    };

    fn storage(text: &str) -> Result<Storage, String> {
        let mut storage = Storage::default();
        for command in parse(text).expect("it parses") {
            match command {
                Command::Load(load) => storage.load(&load)?,
                other => panic!("{other:?}"),
            }
        }
        Ok(storage)
    }

    fn only_series(text: &str) -> SampleColumns {
        let mut storage = storage(text).expect("it loads");
        let mut series = storage.source().iter().map(|(_, columns)| columns.clone());
        let columns = series.next().expect("a series");
        assert!(series.next().is_none());
        columns
    }

    #[test]
    fn values_stand_an_interval_apart_and_loads_add_up() {
        let columns = only_series("load 1m\n a _ 1 stale\n\nload 3m\n a _ 5\n");
        assert_eq!(columns.timestamps, [60_000, 120_000, 180_000]);
        assert!(is_stale(columns.values[1]));
        assert!(storage("load 1m\n a 1 2\n\nload 1m\n a _ 5\n").is_err(), "time does not go back");
    }

    #[test]
    fn start_timestamps_are_relative_to_the_sample() {
        let columns = only_series("load 1m\n a@st _ -30s -1m\n a 1 2 3\n");
        assert_eq!(columns.start_timestamps, [0, 30_000, 60_000]);
    }

    #[test]
    fn a_stale_marker_after_a_histogram_is_a_histogram() {
        let columns = only_series("load 1m\n a 1 {{count:1}} {{count:2}} stale {{count:3}}\n");
        assert_eq!((columns.timestamps.len(), columns.histograms.len()), (1, 4));
        assert!(columns.histograms[2].is_stale());
        let hints: Vec<_> = columns.histograms.iter().map(|histogram| histogram.counter_reset_hint).collect();
        use CounterResetHint::{NotReset, Unknown};
        assert_eq!(hints, [Unknown, NotReset, Unknown, Unknown]);
    }

    #[test]
    fn classic_histograms_are_kept_beside_the_native_ones() {
        let text = "load_with_nhcb 1m\n h_bucket{le=\"+Inf\"} 1 2\n h_count 1 2\n";
        let mut storage = storage(text).expect("it loads");
        let kinds: Vec<_> =
            storage.source().iter().map(|(_, columns)| (columns.values.len(), columns.histograms.len())).collect();
        assert_eq!(kinds, [(2, 0), (2, 0), (0, 2)]);
    }
}
