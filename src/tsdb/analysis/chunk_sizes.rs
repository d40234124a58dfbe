//! How large chunks are: samples, bytes, and buckets of native histograms. This reads every chunk.

use super::united::UnitedSeries;
use crate::{
    model::{matcher::Matcher, sample::SampleColumns},
    tsdb::{
        Error,
        block::{Block, RawChunk},
        chunk::{decode, sample_count},
    },
};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How often each number came up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Distribution(BTreeMap<u64, u64>);

impl Distribution {
    fn add(&mut self, value: u64) {
        *self.0.entry(value).or_default() += 1;
    }

    fn merge(&mut self, other: Distribution) {
        for (value, count) in other.0 {
            *self.0.entry(value).or_default() += count;
        }
    }

    /// The numbers, ascending, with how often each came up.
    pub fn iter(&self) -> impl Iterator<Item = (u64, u64)> {
        self.0.iter().map(|(&value, &count)| (value, count))
    }

    /// How many numbers there are.
    pub fn count(&self) -> u64 {
        self.0.values().sum()
    }

    /// The least, the mean (rounded down) and the greatest number.
    pub fn extremes(&self) -> Option<(u64, u64, u64)> {
        let (&least, &greatest) = (self.0.keys().next()?, self.0.keys().next_back()?);
        let sum: u128 = self.iter().map(|(value, count)| u128::from(value) * u128::from(count)).sum();
        Some((least, u64::try_from(sum / u128::from(self.count())).unwrap_or(u64::MAX), greatest))
    }
}

/// The sizes of chunks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChunkSizes {
    /// Samples of a chunk of floats.
    pub float_samples: Distribution,
    /// Bytes of data of a chunk of floats.
    pub float_bytes: Distribution,
    /// Samples of a chunk of native histograms.
    pub histogram_samples: Distribution,
    /// Bytes of data of a chunk of native histograms.
    pub histogram_bytes: Distribution,
    /// Buckets of all histograms in a chunk.
    pub histogram_buckets: Distribution,
}

impl ChunkSizes {
    fn add(&mut self, chunk: &RawChunk<'_>, columns: &mut SampleColumns) {
        let samples = sample_count(chunk.encoding, chunk.data).unwrap_or(0) as u64;
        let bytes = chunk.data.len() as u64;
        if !chunk.encoding.is_histogram() {
            self.float_samples.add(samples);
            self.float_bytes.add(bytes);
            return;
        }
        self.histogram_samples.add(samples);
        self.histogram_bytes.add(bytes);
        columns.clear();
        // As in promtool, a chunk that cannot be decoded counts with what it has shown.
        let _ = decode(chunk.encoding, chunk.data, columns);
        let buckets = |histogram: &crate::model::histogram::FloatHistogram| {
            (histogram.positive_buckets.len() + histogram.negative_buckets.len()) as u64
        };
        self.histogram_buckets.add(columns.histograms.iter().map(|histogram| buckets(histogram)).sum());
    }

    fn merge(mut self, other: ChunkSizes) -> ChunkSizes {
        self.float_samples.merge(other.float_samples);
        self.float_bytes.merge(other.float_bytes);
        self.histogram_samples.merge(other.histogram_samples);
        self.histogram_bytes.merge(other.histogram_bytes);
        self.histogram_buckets.merge(other.histogram_buckets);
        self
    }
}

/// Reads every chunk of the matching series, verifying its checksum.
pub fn chunk_sizes(blocks: &[Block], matchers: &[Matcher]) -> Result<ChunkSizes, Error> {
    let united = UnitedSeries::select(blocks, matchers)?;
    let pieces = united.pieces()?;
    let sizes = pieces.par_iter().map(|piece| {
        let (mut sizes, mut columns) = (ChunkSizes::default(), SampleColumns::default());
        united.walk(piece, |series| {
            for (&(block, _), entry) in series.places.iter().zip(&series.entries) {
                let Some(block) = united.selected.get(block) else { continue };
                for chunk in entry.chunks() {
                    sizes.add(&block.block().chunks().chunk(chunk?.reference)?, &mut columns);
                }
            }
            Ok(())
        })?;
        Ok(sizes)
    });
    sizes.try_reduce(ChunkSizes::default, |one, other| Ok(one.merge(other)))
}
