//! A checksum of samples that does not depend on their order, to compare what went in with what lies in the blocks.

use crate::{
    model::{histogram::FloatHistogram, labels::Labels, sample::SampleColumns},
    tsdb::{Error, block::Block, chunk::decode},
};
use rayon::prelude::*;
use xxhash_rust::xxh64::{Xxh64, xxh64};

/// How many samples there are, and the sum of their hashes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) samples: u64,
    pub(super) checksum: u64,
}

/// Hash of a series' labels; those of its samples build on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SeriesHash(u64);

impl SeriesHash {
    pub(super) fn of(labels: &Labels) -> SeriesHash {
        SeriesHash(xxh64(labels.as_bytes(), 0))
    }

    /// Hash of a float with its times.
    pub(super) fn float(self, start: i64, time: i64, value: f64) -> u64 {
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&start.to_le_bytes());
        bytes[8..16].copy_from_slice(&time.to_le_bytes());
        bytes[16..].copy_from_slice(&value.to_bits().to_le_bytes());
        xxh64(&bytes, self.0)
    }

    /// Hash of a histogram with its times. Not what a chunk may change: the hint, and buckets without observations.
    pub(super) fn histogram(self, start: i64, time: i64, histogram: &FloatHistogram) -> u64 {
        let mut hasher = Xxh64::new(self.0);
        hasher.update(&start.to_le_bytes());
        hasher.update(&time.to_le_bytes());
        hasher.update(&histogram.sum.to_bits().to_le_bytes());
        // A stale marker is nothing but that.
        if !histogram.is_stale() {
            let mut compact = histogram.clone();
            compact.compact(0);
            hasher.update(&compact.schema.to_le_bytes());
            for value in [compact.zero_threshold, compact.zero_count, compact.count] {
                hasher.update(&value.to_bits().to_le_bytes());
            }
            for (spans, buckets) in [
                (&compact.positive_spans, &compact.positive_buckets),
                (&compact.negative_spans, &compact.negative_buckets),
            ] {
                spans
                    .iter()
                    .for_each(|span| hasher.update(&[span.offset.to_le_bytes(), span.length.to_le_bytes()].concat()));
                buckets.iter().for_each(|count| hasher.update(&count.to_bits().to_le_bytes()));
            }
            compact.custom_values.iter().for_each(|bound| hasher.update(&bound.to_bits().to_le_bytes()));
        }
        hasher.digest()
    }
}

impl Tally {
    pub(super) fn add(&mut self, hash: u64) {
        self.samples += 1;
        self.checksum = self.checksum.wrapping_add(hash);
    }

    pub(super) fn plus(self, other: Tally) -> Tally {
        Tally {
            samples: self.samples.wrapping_add(other.samples),
            checksum: self.checksum.wrapping_add(other.checksum),
        }
    }

    pub(super) fn minus(self, other: Tally) -> Tally {
        Tally {
            samples: self.samples.wrapping_sub(other.samples),
            checksum: self.checksum.wrapping_sub(other.checksum),
        }
    }

    fn add_columns(&mut self, series: SeriesHash, columns: &SampleColumns) {
        for (index, (&time, &value)) in columns.timestamps.iter().zip(&columns.values).enumerate() {
            self.add(series.float(columns.start_timestamps.get(index).copied().unwrap_or(0), time, value));
        }
        for (index, (&time, histogram)) in columns.histogram_timestamps.iter().zip(&columns.histograms).enumerate() {
            let start = columns.histogram_start_timestamps.get(index).copied().unwrap_or(0);
            self.add(series.histogram(start, time, histogram));
        }
    }

    /// The samples of a block: every series and every chunk of it is read and decoded.
    pub(super) fn of_block(block: &Block) -> Result<Tally, Error> {
        let numbers = block.index().all_postings()?.into_vec();
        let of_series = |columns: &mut SampleColumns, number: &u32| {
            let mut tally = Tally::default();
            let series = block.index().verified_series(*number)?;
            let hash = SeriesHash::of(&series.labels());
            for meta in series.chunks() {
                let chunk = block.chunks().chunk(meta?.reference)?;
                columns.clear();
                decode(chunk.encoding, chunk.data, columns).map_err(|error| chunk.error(error))?;
                tally.add_columns(hash, columns);
            }
            Ok(tally)
        };
        numbers
            .par_iter()
            .map_init(SampleColumns::default, of_series)
            .try_reduce(Tally::default, |left, right| Ok(left.plus(right)))
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} samples with the checksum {:016x}", self.samples, self.checksum)
    }
}
