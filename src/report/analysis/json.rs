//! An analysis as one JSON object on one line. Times are unix milliseconds and lengths of time milliseconds, as in
//! `meta.json`.
//!
//! ```text
//! blocks       [{ulid, minTime, maxTime}]
//! minTime, maxTime   of all of them; maxTime is exclusive
//! matcher      the selector, if one was given; then everything but `bytesOnDisk` is of the matching series only
//! bytesOnDisk  {index, chunks, tombstones, meta} of the blocks
//! totals       {series, labelNames, labelPairs, labelEntries, metrics, chunks, samples, histogramSamples, chunkBytes,
//!              indexBytes, churnedSeries}
//! metrics      [{name, series, chunks, samples, histogramSamples, chunkBytes, indexBytes, bytes, churnedSeries, gaps}],
//!              those with most bytes first; indexBytes: entries of the series and their numbers in postings lists
//! labels       [{name, values, valueBytes, series, churnedSeries, bytes}], those with most values first; bytes: texts,
//!              postings lists and references in the index (left out with a matcher)
//! labelPairs   [{name, value, series, churnedSeries}], the most common ones first
//! timeline     {step, intervals: [{start, active, appeared, disappeared}]}
//! gaps         (--gaps) {factor, series, gaps, missing, longest,
//!              longestGaps: [{labels, from, to, length, usualInterval, afterStaleMarker}]}
//! chunkSizes   (--extended) {floatSamples, floatBytes, histogramSamples, histogramBytes, histogramBuckets}, each
//!              {min, avg, max, ranges: [{from, to, chunks}]}, both ends inclusive
//! ```
//! `churnedSeries` is how many series over the whole range would leave as much time uncovered.

use super::{AnalyzedBlocks, chunk_sizes::rows, churned};
use crate::{
    model::labels::Labels,
    tsdb::{
        analysis::{Analysis, ChunkSizes, Distribution, GapCounts, Gaps, MetricStatistics, Timeline},
        block::Ulid,
    },
};
use serde::Serialize;
use std::{
    cmp::Reverse,
    collections::BTreeMap,
    io::{self, Write},
};

/// Writes an analysis, at most `limit` items of each list, and a line end.
pub fn write_json(out: &mut dyn Write, analyzed: &AnalyzedBlocks<'_>, limit: usize) -> io::Result<()> {
    let analysis = analyzed.analysis;
    let mut metrics: Vec<_> = analysis.metrics.iter().collect();
    metrics.sort_by_key(|metric| Reverse(metric.bytes()));
    let mut labels: Vec<_> = analysis.names.iter().collect();
    labels.sort_by_key(|label| Reverse(label.values));
    let mut pairs: Vec<_> = analysis.pairs.iter().collect();
    pairs.sort_by_key(|pair| Reverse(pair.series));
    let mut bytes_on_disk = Sizes::default();
    for sizes in analyzed.blocks.iter().map(|block| block.sizes()) {
        bytes_on_disk.index += sizes.index;
        bytes_on_disk.chunks += sizes.chunks;
        bytes_on_disk.tombstones += sizes.tombstones;
        bytes_on_disk.meta += sizes.meta;
    }
    let document = Document {
        blocks: analyzed.blocks.iter().map(|block| block.meta()).map(OneBlock::of).collect(),
        min_time: analysis.min_time,
        max_time: analysis.max_time,
        matcher: analyzed.matcher,
        bytes_on_disk,
        totals: Totals {
            label_names: analysis.names.len(),
            label_pairs: analysis.pairs.len(),
            label_entries: analysis.labels,
            metrics: analysis.metrics.iter().filter(|metric| !metric.name.is_empty()).count(),
            counts: Counts::of(&analysis.total, analysis),
        },
        metrics: metrics
            .into_iter()
            .take(limit)
            .map(|metric| Metric {
                name: metric.name,
                counts: Counts::of(metric, analysis),
                bytes: metric.bytes(),
                gaps: analysis.gaps.is_some().then(|| GapsOf::of(&metric.gaps)),
            })
            .collect(),
        labels: labels
            .into_iter()
            .take(limit)
            .map(|label| Label {
                name: label.name,
                values: label.values,
                value_bytes: label.value_bytes,
                series: label.series,
                churned_series: churned(label.uncovered, analysis),
                bytes: label.bytes(),
            })
            .collect(),
        label_pairs: pairs
            .into_iter()
            .take(limit)
            .map(|pair| Pair {
                name: pair.name,
                value: pair.value,
                series: pair.series,
                churned_series: churned(pair.uncovered, analysis),
            })
            .collect(),
        timeline: Times::of(&analysis.timeline),
        gaps: analysis.gaps.as_ref().map(|gaps| AllGaps::of(gaps, limit)),
        chunk_sizes: analyzed.chunk_sizes.map(SizesOfChunks::of),
    };
    serde_json::to_writer(&mut *out, &document)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    blocks: Vec<OneBlock>,
    min_time: i64,
    max_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    matcher: Option<&'a str>,
    bytes_on_disk: Sizes,
    totals: Totals,
    metrics: Vec<Metric<'a>>,
    labels: Vec<Label<'a>>,
    label_pairs: Vec<Pair<'a>>,
    timeline: Times,
    #[serde(skip_serializing_if = "Option::is_none")]
    gaps: Option<AllGaps<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chunk_sizes: Option<SizesOfChunks>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OneBlock {
    ulid: Ulid,
    min_time: i64,
    max_time: i64,
}

impl OneBlock {
    fn of(meta: &crate::tsdb::block::BlockMeta) -> OneBlock {
        OneBlock { ulid: meta.ulid, min_time: meta.min_time, max_time: meta.max_time }
    }
}

#[derive(Default, Serialize)]
struct Sizes {
    index: u64,
    chunks: u64,
    tombstones: u64,
    meta: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Totals {
    label_names: usize,
    label_pairs: usize,
    label_entries: u64,
    metrics: usize,
    #[serde(flatten)]
    counts: Counts,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Counts {
    series: u64,
    chunks: u64,
    samples: u64,
    histogram_samples: u64,
    chunk_bytes: u64,
    index_bytes: u64,
    churned_series: u64,
}

impl Counts {
    fn of(metric: &MetricStatistics<'_>, analysis: &Analysis<'_>) -> Counts {
        Counts {
            series: metric.series,
            chunks: metric.chunks,
            samples: metric.samples,
            histogram_samples: metric.histogram_samples,
            chunk_bytes: metric.chunk_bytes,
            index_bytes: metric.index_bytes,
            churned_series: churned(metric.uncovered, analysis),
        }
    }
}

#[derive(Serialize)]
struct Metric<'a> {
    name: &'a str,
    #[serde(flatten)]
    counts: Counts,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    gaps: Option<GapsOf>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Label<'a> {
    name: &'a str,
    values: u64,
    value_bytes: u64,
    series: u64,
    churned_series: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Pair<'a> {
    name: &'a str,
    value: &'a str,
    series: u64,
    churned_series: u64,
}

#[derive(Serialize)]
struct Times {
    step: i64,
    intervals: Vec<OneInterval>,
}

#[derive(Serialize)]
struct OneInterval {
    start: i64,
    active: u64,
    appeared: u64,
    disappeared: u64,
}

impl Times {
    fn of(timeline: &Timeline) -> Times {
        let interval = |(index, interval): (usize, &crate::tsdb::analysis::Interval)| OneInterval {
            start: timeline.start_of(index),
            active: interval.active,
            appeared: interval.appeared,
            disappeared: interval.disappeared,
        };
        Times { step: timeline.step, intervals: timeline.intervals.iter().enumerate().map(interval).collect() }
    }
}

#[derive(Serialize)]
struct GapsOf {
    series: u64,
    gaps: u64,
    missing: u64,
    longest: u64,
}

impl GapsOf {
    fn of(counts: &GapCounts) -> GapsOf {
        GapsOf { series: counts.series, gaps: counts.gaps, missing: counts.missing, longest: counts.longest }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AllGaps<'a> {
    factor: f64,
    #[serde(flatten)]
    counts: GapsOf,
    longest_gaps: Vec<OneGap<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OneGap<'a> {
    labels: BTreeMap<&'a str, &'a str>,
    from: i64,
    to: i64,
    length: u64,
    usual_interval: i64,
    after_stale_marker: bool,
}

impl<'a> AllGaps<'a> {
    fn of(gaps: &'a Gaps, limit: usize) -> AllGaps<'a> {
        let pairs = |labels: &'a Labels| labels.iter().collect();
        let gap = |gap: &'a crate::tsdb::analysis::Gap| OneGap {
            labels: pairs(&gap.labels),
            from: gap.from,
            to: gap.to,
            length: gap.length(),
            usual_interval: gap.interval,
            after_stale_marker: gap.after_stale,
        };
        let longest_gaps = gaps.longest.iter().take(limit).map(gap).collect();
        AllGaps { factor: gaps.factor, counts: GapsOf::of(&gaps.counts), longest_gaps }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SizesOfChunks {
    float_samples: OneDistribution,
    float_bytes: OneDistribution,
    histogram_samples: OneDistribution,
    histogram_bytes: OneDistribution,
    histogram_buckets: OneDistribution,
}

impl SizesOfChunks {
    fn of(sizes: &ChunkSizes) -> SizesOfChunks {
        SizesOfChunks {
            float_samples: OneDistribution::of(&sizes.float_samples),
            float_bytes: OneDistribution::of(&sizes.float_bytes),
            histogram_samples: OneDistribution::of(&sizes.histogram_samples),
            histogram_bytes: OneDistribution::of(&sizes.histogram_bytes),
            histogram_buckets: OneDistribution::of(&sizes.histogram_buckets),
        }
    }
}

#[derive(Serialize)]
struct OneDistribution {
    min: Option<u64>,
    avg: Option<u64>,
    max: Option<u64>,
    ranges: Vec<Range>,
}

#[derive(Serialize)]
struct Range {
    from: u64,
    to: u64,
    chunks: u64,
}

impl OneDistribution {
    fn of(distribution: &Distribution) -> OneDistribution {
        let extremes = distribution.extremes();
        let rows = rows(distribution).into_iter().filter(|row| row.count > 0);
        OneDistribution {
            min: extremes.map(|extremes| extremes.0),
            avg: extremes.map(|extremes| extremes.1),
            max: extremes.map(|extremes| extremes.2),
            ranges: rows.map(|row| Range { from: row.from, to: row.after - 1, chunks: row.count }).collect(),
        }
    }
}
