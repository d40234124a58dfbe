//! What came out of order, in the order of time: decoded, sorted, and encoded again.

use super::{
    shard::ShardOptions,
    tally::{SeriesHash, Tally},
};
use crate::{
    model::{histogram::FloatHistogram, labels::Labels, sample::SampleColumns},
    tsdb::{
        Error,
        append::{CompletedChunk, encode},
        chunk::decode,
    },
};
use std::{path::Path, sync::Arc};

/// A series' part of a block.
pub(super) struct Sorted {
    pub(super) chunks: Vec<CompletedChunk>,
    /// Samples left out because an earlier one has their time and another value: the time of the first, and how many.
    pub(super) contradictions: (Option<i64>, u64),
    /// All samples left out.
    pub(super) left_out: Tally,
}

impl Sorted {
    /// Sorts the samples of these chunks, which lie in the file at `path`. Of samples with equal times the first to
    /// come stays.
    pub(super) fn new(
        chunks: &[CompletedChunk],
        path: &Path,
        labels: &Labels,
        options: ShardOptions,
    ) -> Result<Sorted, Error> {
        let mut samples = Vec::new();
        let mut columns = SampleColumns::default();
        for chunk in chunks {
            columns.clear();
            decode(chunk.encoding, &chunk.data, &mut columns).map_err(|error| Error::Chunk {
                path: path.into(),
                offset: 0,
                error,
            })?;
            samples.extend(Sample::all_of(&columns));
        }
        // Stable: what came first stays first.
        samples.sort_by_key(|sample| sample.time);
        let mut sorted = SampleColumns::default();
        let (mut contradictions, mut left_out) = ((None, 0), Tally::default());
        let hash = SeriesHash::of(labels);
        let mut last: Option<&Sample> = None;
        for sample in &samples {
            match last {
                Some(last) if last.time == sample.time => {
                    if !last.same_value(sample) {
                        contradictions.0.get_or_insert(sample.time);
                        contradictions.1 += 1;
                    }
                    if options.tally {
                        left_out.add(sample.hash(hash));
                    }
                }
                _ => {
                    sample.push(&mut sorted);
                    last = Some(sample);
                }
            }
        }
        let encoded = encode(&sorted, options.rule, options.floats);
        let chunks = encoded.map_err(|error| Error::Append { labels: labels.clone(), error })?;
        Ok(Sorted { chunks, contradictions, left_out })
    }
}

/// One sample of either kind.
struct Sample {
    time: i64,
    start: i64,
    value: Value,
}

enum Value {
    Float(f64),
    Histogram(Arc<FloatHistogram>, bool),
}

impl Sample {
    fn all_of(columns: &SampleColumns) -> impl Iterator<Item = Sample> + '_ {
        let floats = columns.timestamps.iter().zip(&columns.values).enumerate().map(|(index, (&time, &value))| {
            let start = columns.start_timestamps.get(index).copied().unwrap_or(0);
            Sample { time, start, value: Value::Float(value) }
        });
        let histograms = columns.histogram_timestamps.iter().zip(&columns.histograms).enumerate();
        let histograms = histograms.map(|(index, (&time, histogram))| {
            let start = columns.histogram_start_timestamps.get(index).copied().unwrap_or(0);
            let value = Value::Histogram(histogram.clone(), columns.is_integer_histogram(index));
            Sample { time, start, value }
        });
        floats.chain(histograms)
    }

    fn same_value(&self, other: &Sample) -> bool {
        match (&self.value, &other.value) {
            (Value::Float(left), Value::Float(right)) => left.to_bits() == right.to_bits(),
            (Value::Histogram(left, _), Value::Histogram(right, _)) => left == right,
            _ => false,
        }
    }

    fn hash(&self, series: SeriesHash) -> u64 {
        match &self.value {
            Value::Float(value) => series.float(self.start, self.time, *value),
            Value::Histogram(histogram, _) => series.histogram(self.start, self.time, histogram),
        }
    }

    fn push(&self, columns: &mut SampleColumns) {
        match &self.value {
            Value::Float(value) => columns.push_float_since(self.time, self.start, *value),
            Value::Histogram(histogram, integer) => {
                columns.push_histogram_since(self.time, self.start, histogram.clone(), *integer);
            }
        }
    }
}
