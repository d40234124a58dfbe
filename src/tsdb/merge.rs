//! Merging sources that hold parts of the same series: by labels, then by time.
//!
//! A data directory is a head and blocks that may overlap; each answers a selection with series sorted by labels, and
//! each series with samples sorted by time. Equal label sets become one series; of samples with equal times one
//! survives. *Which* one is Prometheus' accident, kept here exactly: both merges are walks over Go's binary heap, and
//! the source being read loses a tie against the top of the heap. A histogram that does not directly follow the
//! sample before it in its own source loses its counter-reset hint. Nothing here decodes or looks at files.

use crate::model::{
    histogram::{CounterResetHint, FloatHistogram},
    labels::Labels,
    sample::{HistogramDetail, SampleColumns, Timestamp},
    series::{ReadCost, SeriesSet, SourceError},
};
use std::sync::Arc;

/// A binary heap that moves its elements exactly as Go's `container/heap` does; `less` decides alone, ties included.
pub(super) struct GoHeap<T> {
    items: Vec<T>,
    less: fn(&T, &T) -> bool,
}

impl<T> GoHeap<T> {
    pub(super) fn new(less: fn(&T, &T) -> bool) -> GoHeap<T> {
        GoHeap { items: Vec::new(), less }
    }

    pub(super) fn top(&self) -> Option<&T> {
        self.items.first()
    }

    pub(super) fn push(&mut self, item: T) {
        self.items.push(item);
        let mut child = self.items.len() - 1;
        while child > 0 {
            let parent = (child - 1) / 2;
            if !(self.less)(&self.items[child], &self.items[parent]) {
                break;
            }
            self.items.swap(child, parent);
            child = parent;
        }
    }

    pub(super) fn pop(&mut self) -> Option<T> {
        let end = self.items.len().checked_sub(1)?;
        self.items.swap(0, end);
        let mut parent = 0;
        loop {
            let left = 2 * parent + 1;
            if left >= end {
                break;
            }
            let right = left + 1;
            let child = if right < end && (self.less)(&self.items[right], &self.items[left]) { right } else { left };
            if !(self.less)(&self.items[child], &self.items[parent]) {
                break;
            }
            self.items.swap(parent, child);
            parent = child;
        }
        self.items.pop()
    }
}

/// Merges selections that are each sorted by labels into one that is.
pub fn merge_series(mut sets: Vec<Box<dyn SeriesSet>>) -> Box<dyn SeriesSet> {
    if sets.len() == 1
        && let Some(only) = sets.pop()
    {
        return only;
    }
    Box::new(MergedSeries::new(sets))
}

/// Several selections seen as one.
struct MergedSeries {
    sets: Vec<Box<dyn SeriesSet>>,
    /// For every merged series the end of its part of `members`.
    ends: Vec<usize>,
    /// Set and series in the set, in the order in which samples are merged.
    members: Vec<(u32, u32)>,
    /// Whether the sets promise that their samples do not overlap in time; then members stand in the order of time.
    apart: bool,
}

/// A selection being walked over.
struct SetCursor {
    set: u32,
    index: u32,
    labels: Labels,
}

impl SetCursor {
    fn at(sets: &[Box<dyn SeriesSet>], set: u32, index: u32) -> Option<SetCursor> {
        let source = sets.get(set as usize).filter(|source| (index as usize) < source.len())?;
        Some(SetCursor { set, index, labels: source.labels(index as usize) })
    }
}

impl MergedSeries {
    fn new(sets: Vec<Box<dyn SeriesSet>>) -> MergedSeries {
        let order = order_in_time(&sets);
        let mut merged = MergedSeries { sets, ends: Vec::new(), members: Vec::new(), apart: order.is_some() };
        let mut heap = GoHeap::<SetCursor>::new(|a, b| a.labels < b.labels);
        for set in 0..merged.sets.len() as u32 {
            if let Some(cursor) = SetCursor::at(&merged.sets, set, 0) {
                heap.push(cursor);
            }
        }
        let mut current: Vec<SetCursor> = Vec::new();
        while let Some(first) = heap.pop() {
            let labels = first.labels.clone();
            current.push(first);
            while heap.top().is_some_and(|top| top.labels == labels)
                && let Some(next) = heap.pop()
            {
                current.push(next);
            }
            let begin = merged.members.len();
            merged.members.extend(current.iter().map(|cursor| (cursor.set, cursor.index)));
            if let Some(order) = &order {
                merged.members[begin..].sort_unstable_by_key(|(set, _)| order[*set as usize]);
            }
            merged.ends.push(merged.members.len());
            for cursor in current.drain(..) {
                if let Some(next) = SetCursor::at(&merged.sets, cursor.set, cursor.index + 1) {
                    heap.push(next);
                }
            }
        }
        merged
    }

    fn members(&self, index: usize) -> &[(u32, u32)] {
        let begin = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(index).and_then(|&end| self.members.get(begin..end)).unwrap_or(&[])
    }
}

impl MergedSeries {
    /// Lets the members append their samples in the order of time; `None` if one of them broke its promise.
    fn append_one_after_another(
        &self,
        members: &[(u32, u32)],
        min_time: Timestamp,
        max_time: Timestamp,
        columns: &mut SampleColumns,
    ) -> Result<Option<ReadCost>, SourceError> {
        let mut cost = ReadCost::default();
        for &(set, member) in members {
            let (floats, histograms) = (columns.timestamps.len(), columns.histograms.len());
            let last = columns.timestamps.last().max(columns.histogram_timestamps.last()).copied();
            cost += self.sets[set as usize].append(member as usize, min_time, max_time, columns)?;
            let first_float = columns.timestamps.get(floats).copied();
            let first_histogram = columns.histogram_timestamps.get(histograms).copied();
            let first = first_float.into_iter().chain(first_histogram).min();
            if first.is_some_and(|first| last.is_some_and(|last| first <= last) || first == Timestamp::MIN) {
                return Ok(None);
            }
            begin_part(columns, (first_float, first_histogram), histograms);
        }
        Ok(Some(cost))
    }
}

impl SeriesSet for MergedSeries {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn labels(&self, index: usize) -> Labels {
        match self.members(index) {
            [(set, member), ..] => self.sets[*set as usize].labels(*member as usize),
            [] => Labels::empty(),
        }
    }

    fn append(
        &self,
        index: usize,
        min_time: Timestamp,
        max_time: Timestamp,
        columns: &mut SampleColumns,
    ) -> Result<ReadCost, SourceError> {
        let members = self.members(index);
        if let [(set, member)] = members {
            return self.sets[*set as usize].append(*member as usize, min_time, max_time, columns);
        }
        if self.apart {
            let (floats, histograms) = (columns.timestamps.len(), columns.histograms.len());
            if let Some(cost) = self.append_one_after_another(members, min_time, max_time, columns)? {
                return Ok(cost);
            }
            columns.truncate(floats, histograms);
        }
        let read_parts = |histogram_detail: HistogramDetail| -> Result<(Vec<SampleColumns>, ReadCost), SourceError> {
            let mut cost = ReadCost::default();
            let mut parts = Vec::with_capacity(members.len());
            for &(set, member) in members {
                let mut part = SampleColumns { histogram_detail, ..SampleColumns::default() };
                cost += self.sets[set as usize].append(member as usize, min_time, max_time, &mut part)?;
                parts.push(part);
            }
            Ok((parts, cost))
        };
        let (mut parts, mut cost) = read_parts(columns.histogram_detail)?;
        if columns.histogram_detail != HistogramDetail::Everything && one_after_another(&parts).is_none() {
            // Where parts interleave, histograms get neighbours that they are to be compared with.
            (parts, cost) = read_parts(HistogramDetail::Everything)?;
        }
        merge_columns(&parts, columns);
        Ok(cost)
    }

    fn promised_times(&self) -> Option<(Timestamp, Timestamp)> {
        let promised: Option<Vec<_>> = self.sets.iter().map(|set| set.promised_times()).collect();
        let promised = promised?;
        let first = promised.iter().map(|(first, _)| *first).min()?;
        Some((first, promised.iter().map(|(_, last)| *last).max()?))
    }

    fn warnings(&self) -> Vec<String> {
        self.sets.iter().flat_map(|set| set.warnings()).collect()
    }
}

/// Appends the merged samples of `parts` to `merged`; every time of the parts appears once. The order of the parts
/// matters for which of several samples at one time that is.
pub fn merge_columns(parts: &[SampleColumns], merged: &mut SampleColumns) {
    if let Some(order) = one_after_another(parts) {
        for index in order {
            append_whole(&parts[index], merged);
        }
        return;
    }
    let mut cursors = parts.iter().map(SampleCursor::new);
    let Some(mut reading) = cursors.next() else { return };
    let mut heap = GoHeap::<SampleCursor<'_>>::new(|a, b| a.time < b.time);
    for mut cursor in cursors {
        if cursor.advance() {
            heap.push(cursor);
        }
    }
    // No sample can lie at the first instant of all: Prometheus takes it for "none yet".
    let mut last = Timestamp::MIN;
    let mut changed = true;
    loop {
        if reading.advance() {
            if reading.time == last {
                continue;
            }
            if heap.top().is_none_or(|top| reading.time < top.time) {
                reading.append_to(merged, !changed);
                last = reading.time;
                changed = false;
                continue;
            }
            heap.push(reading);
        }
        changed = true;
        match heap.pop() {
            None => return,
            Some(next) => reading = next,
        }
        if reading.time != last {
            reading.append_to(merged, false);
            last = reading.time;
            changed = false;
        }
    }
}

/// The order in which the parts follow each other, if no two of them overlap.
fn one_after_another(parts: &[SampleColumns]) -> Option<Vec<usize>> {
    let mut ranges: Vec<_> =
        parts.iter().enumerate().filter_map(|(index, part)| Some((part.time_range()?, index))).collect();
    ranges.sort_unstable();
    let apart = ranges.windows(2).all(|pair| pair[0].0.1 < pair[1].0.0);
    let starts = ranges.first().is_none_or(|((first, _), _)| *first > Timestamp::MIN);
    (apart && starts).then(|| ranges.into_iter().map(|(_, index)| index).collect())
}

/// Appends a part that nothing interrupts: only its first sample has another sample's neighbour before it.
fn append_whole(part: &SampleColumns, merged: &mut SampleColumns) {
    let histograms = merged.histograms.len();
    merged.extend_from_range(part, Timestamp::MIN, Timestamp::MAX);
    let first = (part.timestamps.first().copied(), part.histogram_timestamps.first().copied());
    begin_part(merged, first, histograms);
}

/// Forgets the hint of a part's first sample if it is a histogram; the part's histograms begin at number `histograms`,
/// and `first` has the times of its first float and histogram.
fn begin_part(
    merged: &mut SampleColumns,
    (float, histogram): (Option<Timestamp>, Option<Timestamp>),
    histograms: usize,
) {
    let begins_with_histogram = histogram.is_some_and(|histogram| float.is_none_or(|float| histogram < float));
    if begins_with_histogram && let Some(histogram) = merged.histograms.get_mut(histograms) {
        forget_hint(histogram);
    }
}

/// The rank of each set in time, if all of them promise times and no two of them overlap.
fn order_in_time(sets: &[Box<dyn SeriesSet>]) -> Option<Vec<usize>> {
    let mut promised = Vec::with_capacity(sets.len());
    for (set, source) in sets.iter().enumerate() {
        promised.push((source.promised_times()?, set));
    }
    promised.sort_unstable();
    if promised.windows(2).any(|pair| pair[0].0.1 >= pair[1].0.0) {
        return None;
    }
    let mut ranks = vec![0; sets.len()];
    promised.iter().enumerate().for_each(|(rank, (_, set))| ranks[*set] = rank);
    Some(ranks)
}

fn forget_hint(histogram: &mut Arc<FloatHistogram>) {
    if !matches!(histogram.counter_reset_hint, CounterResetHint::Gauge | CounterResetHint::Unknown) {
        Arc::make_mut(histogram).counter_reset_hint = CounterResetHint::Unknown;
    }
}

/// Walks over the samples of both kinds of one part.
struct SampleCursor<'a> {
    columns: &'a SampleColumns,
    float: usize,
    histogram: usize,
    /// Where the current sample stands in its column.
    current: Current,
    time: Timestamp,
}

#[derive(Clone, Copy)]
enum Current {
    Float(usize),
    Histogram(usize),
}

impl<'a> SampleCursor<'a> {
    fn new(columns: &'a SampleColumns) -> SampleCursor<'a> {
        SampleCursor { columns, float: 0, histogram: 0, current: Current::Float(0), time: Timestamp::MIN }
    }

    fn advance(&mut self) -> bool {
        let float = self.columns.timestamps.get(self.float).copied();
        let histogram = self.columns.histogram_timestamps.get(self.histogram).copied();
        match (float, histogram) {
            (Some(time), other) if other.is_none_or(|other| time <= other) => {
                (self.current, self.time) = (Current::Float(self.float), time);
                self.float += 1;
            }
            (_, Some(time)) => {
                (self.current, self.time) = (Current::Histogram(self.histogram), time);
                self.histogram += 1;
            }
            _ => return false,
        }
        true
    }

    fn append_to(&self, merged: &mut SampleColumns, follows: bool) {
        let start = |column: &[Timestamp], index: usize| column.get(index).copied().unwrap_or(0);
        match self.current {
            Current::Float(index) => {
                let since = start(&self.columns.start_timestamps, index);
                merged.push_float_since(self.time, since, self.columns.values[index]);
            }
            Current::Histogram(index) => {
                let mut histogram = self.columns.histograms[index].clone();
                if !follows {
                    forget_hint(&mut histogram);
                }
                let since = start(&self.columns.histogram_start_timestamps, index);
                let integer = self.columns.is_integer_histogram(index);
                merged.push_histogram_since(self.time, since, histogram, integer);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn part(samples: &[(Timestamp, f64)]) -> SampleColumns {
        let mut columns = SampleColumns::default();
        for &(time, value) in samples {
            columns.push_float(time, value);
        }
        columns
    }

    fn merge(parts: &[SampleColumns]) -> Vec<(Timestamp, f64)> {
        let mut merged = SampleColumns::default();
        merge_columns(parts, &mut merged);
        merged.timestamps.into_iter().zip(merged.values).collect()
    }

    #[test]
    fn in_lockstep_the_second_of_two_wins_every_tie() {
        let merged = merge(&[part(&[(1, 1.0), (2, 1.0), (3, 1.0)]), part(&[(1, 2.0), (2, 2.0), (3, 2.0)])]);
        assert_eq!(merged, [(1, 2.0), (2, 2.0), (3, 2.0)]);
    }

    #[test]
    fn the_one_not_being_read_wins_when_the_second_starts_earlier() {
        let merged = merge(&[part(&[(2, 1.0), (3, 1.0)]), part(&[(1, 2.0), (2, 2.0), (3, 2.0)])]);
        assert_eq!(merged, [(1, 2.0), (2, 1.0), (3, 1.0)]);
    }

    #[test]
    fn a_histogram_after_a_change_of_source_forgets_its_hint() {
        let with_hint = |times: &[Timestamp], hint| {
            let mut columns = SampleColumns::default();
            for &time in times {
                let histogram = FloatHistogram { counter_reset_hint: hint, ..FloatHistogram::default() };
                columns.push_histogram(time, Arc::new(histogram));
            }
            columns
        };
        let hints = |parts: &[SampleColumns]| {
            let mut merged = SampleColumns::default();
            merge_columns(parts, &mut merged);
            merged.histograms.iter().map(|histogram| histogram.counter_reset_hint).collect::<Vec<_>>()
        };
        use CounterResetHint::{Gauge, NotReset, Unknown};
        let apart = [with_hint(&[1, 2], NotReset), with_hint(&[3, 4], NotReset)];
        assert_eq!(hints(&apart), [Unknown, NotReset, Unknown, NotReset]);
        let mixed = [with_hint(&[1, 2, 5], NotReset), with_hint(&[3, 4, 6], NotReset)];
        assert_eq!(hints(&mixed), [Unknown, NotReset, Unknown, NotReset, Unknown, Unknown]);
        let gauges = [with_hint(&[1, 4], Gauge), with_hint(&[2], Gauge)];
        assert_eq!(hints(&gauges), [Gauge, Gauge, Gauge]);
    }

    proptest! {
        #[test]
        fn every_time_appears_once_with_a_value_of_some_part(
            times in proptest::collection::vec(proptest::collection::btree_set(0i64..40, 0..20), 0..5)
        ) {
            let parts: Vec<_> = times
                .iter()
                .enumerate()
                .map(|(index, times)| part(&times.iter().map(|&time| (time, index as f64)).collect::<Vec<_>>()))
                .collect();
            let merged = merge(&parts);
            let mut expected = BTreeMap::<Timestamp, Vec<f64>>::new();
            for (index, times) in times.iter().enumerate() {
                for &time in times {
                    expected.entry(time).or_default().push(index as f64);
                }
            }
            prop_assert_eq!(merged.len(), expected.len());
            for ((time, value), (expected_time, values)) in merged.iter().zip(&expected) {
                prop_assert_eq!(time, expected_time);
                prop_assert!(values.contains(value));
            }
        }

        #[test]
        fn the_heap_sorts(items in proptest::collection::vec(0u8..20, 0..30)) {
            let mut heap = GoHeap::<u8>::new(|a, b| a < b);
            for &item in &items {
                heap.push(item);
            }
            let mut sorted = items.clone();
            sorted.sort_unstable();
            let popped: Vec<u8> = std::iter::from_fn(|| heap.pop()).collect();
            prop_assert_eq!(popped, sorted);
        }
    }
}
