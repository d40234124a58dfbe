//! The pass over all series.

use super::{
    gaps::{GapCounts, Gaps},
    metrics::{MetricCounter, MetricStatistics},
    pairs::{Counted, LabelNameStatistics, LabelPairStatistics, PairCounter},
    timeline::Timeline,
    united::{OneSeries, UnitedSeries},
};
use crate::{
    model::{
        labels::Labels,
        matcher::Matcher,
        sample::{HistogramDetail, SampleColumns, is_stale},
    },
    tsdb::{Error, block::Block},
};
use rayon::prelude::*;

/// What to look at, and what for.
#[derive(Clone, Copy, Debug, Default)]
pub struct AnalysisOptions<'a> {
    /// Only series that match; all when empty.
    pub matchers: &'a [Matcher],
    /// Whether to read what chunks say of themselves; without it there are no samples and no bytes of chunks.
    pub chunks: bool,
    /// Search for pauses of more than so many usual intervals, and how many of the longest ones to tell.
    pub gaps: Option<(f64, usize)>,
    /// Length of the timeline's intervals; chosen to be readable when left out.
    pub step: Option<i64>,
}

/// What blocks consist of. The texts are those of their indices.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis<'a> {
    /// First time of the blocks, inclusive.
    pub min_time: i64,
    /// End of the blocks, exclusive.
    pub max_time: i64,
    /// All series together, under an empty name.
    pub total: MetricStatistics<'a>,
    /// Labels of all series together.
    pub labels: u64,
    /// Label names, sorted.
    pub names: Vec<LabelNameStatistics<'a>>,
    /// Label pairs, sorted.
    pub pairs: Vec<LabelPairStatistics<'a>>,
    /// Metrics, sorted by name.
    pub metrics: Vec<MetricStatistics<'a>>,
    /// Series appearing and disappearing.
    pub timeline: Timeline,
    /// Gaps, if they were searched for.
    pub gaps: Option<Gaps>,
}

/// Analyzes blocks as if they were one: a series that several of them hold is one series.
pub fn analyze<'a>(blocks: &'a [Block], options: &AnalysisOptions<'_>) -> Result<Analysis<'a>, Error> {
    let min_time = blocks.iter().map(Block::min_time).min().unwrap_or(0);
    let max_time = blocks.iter().map(Block::max_time).max().unwrap_or(0);
    let empty = || Pass {
        pairs: PairCounter::default(),
        metrics: MetricCounter::default(),
        timeline: Timeline::new(min_time, max_time, options.step),
        gaps: options.gaps.map(|(factor, wanted)| Gaps::new(factor, wanted)),
    };
    let range = max_time.wrapping_sub(min_time) as u64;
    let united = UnitedSeries::select(blocks, options.matchers)?;
    let pieces = united.pieces()?;
    // Every part ends with a merge of its maps, so there should be a few for each thread, not one for each piece.
    let pieces_a_part = pieces.len().div_ceil(4 * rayon::current_num_threads()).max(1);
    let parts = pieces.par_chunks(pieces_a_part).map(|pieces| {
        let mut pass = empty();
        let mut scratch = Scratch::default();
        for piece in pieces {
            united.walk(piece, |series| pass.add(&united, series, range, options.chunks, &mut scratch))?;
        }
        Ok(pass)
    });
    let merged = parts.try_reduce_with(|one, other| Ok(one.merge(other))).unwrap_or_else(|| Ok(empty()))?;
    Ok(merged.finish(blocks, (min_time, max_time), options))
}

/// What one thread has counted.
struct Pass<'a> {
    pairs: PairCounter,
    metrics: MetricCounter<'a>,
    timeline: Timeline,
    gaps: Option<Gaps>,
}

/// Memory that series take turns in.
#[derive(Default)]
struct Scratch {
    chunks: Vec<(i64, i64)>,
    columns: SampleColumns,
    times: Vec<(i64, bool)>,
    intervals: Vec<u64>,
}

impl<'a> Pass<'a> {
    fn add(
        &mut self,
        united: &UnitedSeries<'a>,
        series: &OneSeries<'a>,
        range: u64,
        chunks: bool,
        scratch: &mut Scratch,
    ) -> Result<(), Error> {
        scratch.chunks.clear();
        for entry in &series.entries {
            for chunk in entry.chunks() {
                let chunk = chunk?;
                scratch.chunks.push((chunk.min_time, chunk.max_time));
            }
        }
        if series.entries.len() > 1 {
            scratch.chunks.sort_unstable();
        }
        let first = scratch.chunks.first().map(|chunk| chunk.0);
        let last = scratch.chunks.iter().map(|chunk| chunk.1).max();
        let covered = first.zip(last).map_or(0, |(first, last)| last.wrapping_sub(first) as u64);
        let uncovered = range.wrapping_sub(covered);
        self.pairs.add(series, uncovered);
        self.timeline.add(scratch.chunks.iter().copied());
        let gaps = self.search_gaps(united, series, scratch)?;
        self.metrics.add(&united.selected, series, (uncovered, gaps), chunks)
    }

    fn search_gaps(
        &mut self,
        united: &UnitedSeries<'a>,
        series: &OneSeries<'a>,
        scratch: &mut Scratch,
    ) -> Result<GapCounts, Error> {
        let Some(gaps) = &mut self.gaps else { return Ok(GapCounts::default()) };
        let Scratch { columns, times, intervals, .. } = scratch;
        times.clear();
        columns.histogram_detail = HistogramDetail::Totals;
        for &(block, place) in &series.places {
            let Some(block) = united.selected.get(block) else { continue };
            columns.clear();
            block.append(place, i64::MIN, i64::MAX, columns)?;
            let floats = columns.timestamps.iter().zip(&columns.values);
            times.extend(floats.map(|(&time, &value)| (time, is_stale(value))));
            let histograms = columns.histogram_timestamps.iter().zip(&columns.histograms);
            times.extend(histograms.map(|(&time, histogram)| (time, is_stale(histogram.sum))));
        }
        // Only blocks that overlap, and series with both kinds of samples, are out of order.
        if !times.is_sorted() {
            times.sort_unstable();
        }
        times.dedup_by_key(|(time, _)| *time);
        let labels = || series.entries.first().map_or_else(Labels::empty, |entry| entry.labels());
        Ok(gaps.search(times, intervals, labels))
    }

    fn merge(self, other: Pass<'a>) -> Pass<'a> {
        Pass {
            pairs: self.pairs.merge(other.pairs),
            metrics: self.metrics.merge(other.metrics),
            timeline: self.timeline.merge(other.timeline),
            gaps: self.gaps.zip(other.gaps).map(|(one, other)| one.merge(other)),
        }
    }

    fn finish(
        self,
        blocks: &'a [Block],
        (min_time, max_time): (i64, i64),
        options: &AnalysisOptions<'_>,
    ) -> Analysis<'a> {
        let Counted { pairs, names, labels } = self.pairs.finish(blocks, options.matchers.is_empty());
        let metrics = self.metrics.finish();
        let mut total = MetricStatistics::default();
        metrics.iter().for_each(|metric| total.add(metric));
        let gaps = self.gaps.map(Gaps::finish);
        let timeline = self.timeline.finish();
        Analysis { min_time, max_time, total, labels, names, pairs, metrics, timeline, gaps }
    }
}
