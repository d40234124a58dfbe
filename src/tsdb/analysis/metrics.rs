//! Metrics: their series, chunks, samples, and bytes on disk.

use super::{gaps::GapCounts, united::OneSeries};
use crate::{
    model::labels::METRIC_NAME,
    tsdb::{Error, block::BlockSeries},
};
use hashbrown::HashMap;

/// A metric; the name is empty for the series that have none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MetricStatistics<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its series.
    pub series: u64,
    /// Their chunks.
    pub chunks: u64,
    /// Samples in the chunks, floats and native histograms.
    pub samples: u64,
    /// Native histograms among the samples.
    pub histogram_samples: u64,
    /// Bytes of the chunks in their files.
    pub chunk_bytes: u64,
    /// Bytes of the entries of the series in the index, and of the numbers in the postings lists that lead there.
    pub index_bytes: u64,
    /// Milliseconds of the whole range that the series do not cover, summed over them.
    pub uncovered: u64,
    /// Gaps in the series, if they were searched for.
    pub gaps: GapCounts,
}

impl MetricStatistics<'_> {
    /// Bytes on disk.
    pub fn bytes(&self) -> u64 {
        self.chunk_bytes + self.index_bytes
    }

    pub(super) fn add(&mut self, other: &MetricStatistics<'_>) {
        self.series += other.series;
        self.chunks += other.chunks;
        self.samples += other.samples;
        self.histogram_samples += other.histogram_samples;
        self.chunk_bytes += other.chunk_bytes;
        self.index_bytes += other.index_bytes;
        self.uncovered = self.uncovered.wrapping_add(other.uncovered);
        self.gaps.add(&other.gaps);
    }
}

/// Bytes of a series' number in a postings list.
const NUMBER_BYTES: u64 = 4;

/// Counts on the way.
#[derive(Default)]
pub(super) struct MetricCounter<'a> {
    metrics: HashMap<&'a str, MetricStatistics<'a>>,
}

impl<'a> MetricCounter<'a> {
    /// Counts a series; `chunks` asks for what is in its chunks too.
    pub(super) fn add(
        &mut self,
        blocks: &[BlockSeries],
        series: &OneSeries<'a>,
        (uncovered, gaps): (u64, GapCounts),
        chunks: bool,
    ) -> Result<(), Error> {
        let mut one = MetricStatistics { series: 1, uncovered, gaps, ..MetricStatistics::default() };
        for (&(block, _), entry) in series.places.iter().zip(&series.entries) {
            if let Some((_, name)) = entry.pairs().find(|(name, _)| *name == METRIC_NAME) {
                one.name = name;
            }
            one.chunks += entry.chunk_count() as u64;
            // Every series stands in the list of all series too.
            one.index_bytes += entry.size() + NUMBER_BYTES * (entry.label_count() as u64 + 1);
            let Some(block) = blocks.get(block).filter(|_| chunks) else { continue };
            for chunk in entry.chunks() {
                let header = block.block().chunks().header(chunk?.reference)?;
                one.samples += header.samples;
                one.histogram_samples += if header.encoding.is_histogram() { header.samples } else { 0 };
                one.chunk_bytes += header.bytes;
            }
        }
        self.metrics.entry(one.name).or_insert(MetricStatistics { name: one.name, ..Default::default() }).add(&one);
        Ok(())
    }

    /// Adds what another one has counted.
    pub(super) fn merge(mut self, mut other: MetricCounter<'a>) -> MetricCounter<'a> {
        if self.metrics.len() < other.metrics.len() {
            std::mem::swap(&mut self, &mut other);
        }
        for (name, more) in other.metrics {
            self.metrics.entry(name).or_insert(MetricStatistics { name, ..Default::default() }).add(&more);
        }
        self
    }

    /// The metrics by name.
    pub(super) fn finish(self) -> Vec<MetricStatistics<'a>> {
        let mut metrics: Vec<_> = self.metrics.into_values().collect();
        metrics.sort_unstable_by_key(|metric| metric.name);
        metrics
    }
}
