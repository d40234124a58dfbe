//! The walk over the series of both sides.

use super::{
    Side,
    labels::{LabelDifference, LabelValues, SideCounts},
    samples::{SampleCounts, SampleDifference, compare_columns, sample_at},
};
use crate::{
    model::{
        labels::Labels,
        matcher::Matcher,
        sample::{SampleColumns, Timestamp},
        series::{SelectRequest, SeriesSet, SeriesSource, SourceError},
    },
    tsdb::{aligned, merge::merge_series},
};
use hashbrown::HashMap;
use rayon::prelude::*;
use std::{cmp::Ordering, ops::Range};

/// What to compare.
#[derive(Clone, Copy, Debug)]
pub struct DiffOptions<'a> {
    /// Only series that match one of these; all when empty.
    pub selectors: &'a [Vec<Matcher>],
    /// First time, inclusive.
    pub min_time: Timestamp,
    /// Last time, inclusive.
    pub max_time: Timestamp,
    /// Whether to compare samples. A series that has none in the range is then no series.
    pub samples: bool,
    /// How many series of each kind of difference to name; all are counted.
    pub examples: usize,
}

/// How A and B differ.
#[derive(Debug, Default)]
pub struct Difference {
    /// All series.
    pub series: SideCounts,
    /// The metrics that differ, by name.
    pub metrics: Vec<MetricDifference>,
    /// The labels whose values differ, by name.
    pub labels: Vec<LabelDifference>,
    /// The first series that only A has.
    pub only_a: Vec<Labels>,
    /// The first series that only B has.
    pub only_b: Vec<Labels>,
    /// All samples that were compared.
    pub samples: SampleCounts,
    /// Series of both sides with samples that differ.
    pub differing_series: u64,
    /// The first of them.
    pub differing: Vec<SampleDifference>,
    /// Series that could not be read.
    pub unreadable_series: u64,
    /// The first of them.
    pub unreadable: Vec<Unreadable>,
}

/// A metric that differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetricDifference {
    /// Its name; empty for series that have none.
    pub name: String,
    /// Its series.
    pub series: SideCounts,
    /// Those of both sides with samples that differ.
    pub differing_series: u64,
}

/// A series that could not be read.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// The series.
    pub labels: Labels,
    /// Whose.
    pub side: Side,
    /// Why not.
    pub error: SourceError,
}

impl Difference {
    /// Whether nothing differs, and everything could be read.
    pub fn is_empty(&self) -> bool {
        self.series.are_equal() && self.samples.are_equal() && self.unreadable_series == 0
    }
}

/// Series of the longer side in a piece, where samples are compared: they are the work.
const PIECE_WITH_SAMPLES: usize = 128;

/// Compares two sources.
pub fn compare(
    a: &dyn SeriesSource,
    b: &dyn SeriesSource,
    options: &DiffOptions<'_>,
) -> Result<Difference, SourceError> {
    let (a, b) = rayon::join(|| select(a, options), || select(b, options));
    let sets = [a?, b?];
    let size = if options.samples { PIECE_WITH_SAMPLES } else { aligned::PIECE };
    let labels = |side: usize, index| Ok(sets.get(side).map_or_else(Labels::empty, |set| set.labels(index)));
    let pieces = aligned::cut::<SourceError>(&[sets[0].len(), sets[1].len()], size, labels)?;
    // Every part ends with a merge of its maps, so there should be a few for each thread, not one for each piece.
    let pieces_a_part = pieces.len().div_ceil(8 * rayon::current_num_threads()).max(1);
    let parts: Vec<Pass> = pieces
        .par_chunks(pieces_a_part)
        .map(|pieces| {
            let mut pass = Pass::default();
            let mut columns = [SampleColumns::default(), SampleColumns::default()];
            pieces.iter().for_each(|piece| pass.walk(&sets, piece, options, &mut columns));
            pass
        })
        .collect();
    let mut whole = Pass::default();
    parts.into_iter().for_each(|part| whole.merge(part, options.examples));
    Ok(whole.finish())
}

fn select(source: &dyn SeriesSource, options: &DiffOptions<'_>) -> Result<Box<dyn SeriesSet>, SourceError> {
    let everything = [Vec::new()];
    let selectors = if options.selectors.is_empty() { &everything } else { options.selectors };
    let (min_time, max_time) = (options.min_time, options.max_time);
    let request = |matchers| SelectRequest { matchers, min_time, max_time, sorted: true };
    let sets = selectors.iter().map(|matchers| source.select(&request(matchers)));
    Ok(merge_series(sets.collect::<Result<_, _>>()?))
}

#[derive(Default)]
struct Pass {
    difference: Difference,
    metrics: HashMap<String, MetricDifference>,
    values: LabelValues,
}

impl Pass {
    fn walk(
        &mut self,
        sets: &[Box<dyn SeriesSet>; 2],
        piece: &[Range<usize>],
        options: &DiffOptions<'_>,
        columns: &mut [SampleColumns; 2],
    ) {
        let [a, b] = piece else { return };
        let next = |set: &dyn SeriesSet, range: &mut Range<usize>| range.next().map(|index| (index, set.labels(index)));
        let (mut range_a, mut range_b) = (a.clone(), b.clone());
        let (mut next_a, mut next_b) = (next(&*sets[0], &mut range_a), next(&*sets[1], &mut range_b));
        loop {
            let order = match (&next_a, &next_b) {
                (Some((_, labels)), Some((_, other))) => labels.cmp(other),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return,
            };
            let in_a = next_a.take_if(|_| order.is_le());
            let in_b = next_b.take_if(|_| order.is_ge());
            let indexes = [in_a.as_ref().map(|one| one.0), in_b.as_ref().map(|one| one.0)];
            if in_a.is_some() {
                next_a = next(&*sets[0], &mut range_a);
            }
            if in_b.is_some() {
                next_b = next(&*sets[1], &mut range_b);
            }
            if let Some((_, labels)) = in_a.or(in_b) {
                self.compare_one(sets, indexes, labels, options, columns);
            }
        }
    }

    /// Compares one label set, which has these places on the two sides.
    fn compare_one(
        &mut self,
        sets: &[Box<dyn SeriesSet>; 2],
        indexes: [Option<usize>; 2],
        labels: Labels,
        options: &DiffOptions<'_>,
        columns: &mut [SampleColumns; 2],
    ) {
        let mut sides = (indexes[0].is_some(), indexes[1].is_some());
        let mut differs = false;
        if options.samples {
            let [a, b] = columns;
            let read = |side: usize, columns: &mut SampleColumns| {
                columns.clear();
                let Some(index) = indexes[side] else { return Ok(()) };
                sets[side].read(index, options.min_time, options.max_time, columns).map(|_| ())
            };
            let failed = [(Side::A, read(0, a)), (Side::B, read(1, b))];
            let failed = failed.into_iter().filter_map(|(side, outcome)| Some((side, outcome.err()?)));
            let failed: Vec<_> = failed.collect();
            if failed.is_empty() {
                sides = (!a.is_empty(), !b.is_empty());
                differs = self.compare_samples(a, b, &labels, options.examples);
            }
            self.difference.unreadable_series += u64::from(!failed.is_empty());
            let unreadable = failed.into_iter().map(|(side, error)| Unreadable { labels: labels.clone(), side, error });
            self.difference.unreadable.extend(unreadable);
            self.difference.unreadable.truncate(options.examples);
        }
        if sides == (false, false) {
            return;
        }
        self.difference.series.count(sides);
        let metric = self.metrics.entry_ref(labels.metric_name()).or_default();
        metric.series.count(sides);
        metric.differing_series += u64::from(differs);
        self.values.add(&labels, sides);
        let examples = match sides {
            (true, false) => &mut self.difference.only_a,
            (false, true) => &mut self.difference.only_b,
            _ => return,
        };
        if examples.len() < options.examples {
            examples.push(labels);
        }
    }

    /// Whether a series of both sides has samples that differ.
    fn compare_samples(&mut self, a: &SampleColumns, b: &SampleColumns, labels: &Labels, examples: usize) -> bool {
        let (counts, first) = compare_columns(a, b);
        self.difference.samples.add(&counts);
        let Some(time) = first.filter(|_| !a.is_empty() && !b.is_empty()) else { return false };
        self.difference.differing_series += 1;
        if self.difference.differing.len() < examples {
            let (a, b) = (sample_at(a, time), sample_at(b, time));
            self.difference.differing.push(SampleDifference { labels: labels.clone(), counts, time, a, b });
        }
        true
    }

    /// Adds what was found in the pieces after those of this one.
    fn merge(&mut self, other: Pass, examples: usize) {
        let (difference, more) = (&mut self.difference, other.difference);
        difference.series.add(&more.series);
        difference.samples.add(&more.samples);
        difference.differing_series += more.differing_series;
        difference.unreadable_series += more.unreadable_series;
        difference.only_a.extend(more.only_a);
        difference.only_b.extend(more.only_b);
        difference.differing.extend(more.differing);
        difference.unreadable.extend(more.unreadable);
        difference.only_a.truncate(examples);
        difference.only_b.truncate(examples);
        difference.differing.truncate(examples);
        difference.unreadable.truncate(examples);
        for (name, more) in other.metrics {
            let metric = self.metrics.entry(name).or_default();
            metric.series.add(&more.series);
            metric.differing_series += more.differing_series;
        }
        self.values.merge(other.values);
    }

    fn finish(self) -> Difference {
        let differs = |metric: &MetricDifference| !metric.series.are_equal() || metric.differing_series > 0;
        let metrics = self.metrics.into_iter().map(|(name, metric)| MetricDifference { name, ..metric });
        let mut metrics: Vec<_> = metrics.filter(differs).collect();
        metrics.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        Difference { metrics, labels: self.values.differing(), ..self.difference }
    }
}
