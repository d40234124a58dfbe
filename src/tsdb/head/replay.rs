//! From records to series: the rules by which a server rebuilds its head.
//!
//! - A series record creates a series, or gives an existing one with the same labels another reference. Either way
//!   the chunks stored under the record's reference replace what the series held; everything replayed into it so far
//!   lies in blocks.
//! - A sample counts if it is not older than the *min valid time* (the end of the newest block) and newer than
//!   everything in its series.
//! - A deletion is kept as an interval; one over all times removes the series, unless a later record creates it anew.
//! - The WBL's samples go to small sorted buffers; its markers say that a buffer's content lies in `chunks_head`.
//! - Series without any sample are dropped in the end.
//!
//! Records that name unknown series are counted and passed over.

use super::{
    chunk_files::MappedChunk,
    mapped::SeriesChunks,
    series::{HeadSeries, ReplayedSample, ReplayedValue},
};
use crate::{
    model::{
        histogram::FloatHistogram,
        labels::Labels,
        sample::{SampleColumns, Timestamp},
    },
    tsdb::{
        block::Intervals,
        wal::{HistogramSample, Record, Tombstone},
    },
};
use hashbrown::HashMap;
use std::sync::Arc;

/// A closed range of times that grows; empty at first, as (MAX, MIN).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeRange {
    pub(super) min: Timestamp,
    pub(super) max: Timestamp,
}

impl Default for TimeRange {
    fn default() -> TimeRange {
        TimeRange { min: Timestamp::MAX, max: Timestamp::MIN }
    }
}

impl TimeRange {
    /// Takes in a closed range.
    pub(super) fn include(&mut self, min: Timestamp, max: Timestamp) {
        self.min = self.min.min(min);
        self.max = self.max.max(max);
    }

    /// Whether the ranges have a time in common.
    pub(super) fn overlaps(&self, min_time: Timestamp, max_time: Timestamp) -> bool {
        self.min <= max_time && min_time <= self.max
    }

    fn include_chunks(&mut self, chunks: &[MappedChunk]) {
        for chunk in chunks {
            self.include(chunk.min_time, chunk.max_time);
        }
    }
}

/// A head being rebuilt.
#[derive(Debug)]
pub(super) struct Replay {
    series: Vec<HeadSeries>,
    by_reference: HashMap<u64, u32>,
    by_labels: HashMap<Labels, u32>,
    /// Chunks whose series has not come up yet.
    chunks: HashMap<u64, SeriesChunks>,
    /// The last chunk found in `chunks_head`.
    last_chunk: u64,
    min_valid_time: Timestamp,
    tombstones: HashMap<u64, Intervals>,
    in_order: TimeRange,
    out_of_order: TimeRange,
    unknown_references: u64,
}

/// The outcome of a replay.
#[derive(Debug)]
pub(super) struct Replayed {
    /// The series with samples, by reference.
    pub(super) series: Vec<HeadSeries>,
    /// Deletions by the series' own reference.
    pub(super) tombstones: HashMap<u64, Intervals>,
    /// Times of the in-order samples, not before the min valid time.
    pub(super) in_order: TimeRange,
    /// Times of the out-of-order samples.
    pub(super) out_of_order: TimeRange,
    /// Entries that named a series nobody has heard of.
    pub(super) unknown_references: u64,
}

impl Replay {
    /// An empty head in which samples before `min_valid_time` do not count.
    pub(super) fn new(min_valid_time: Timestamp) -> Replay {
        Replay {
            series: Vec::new(),
            by_reference: HashMap::new(),
            by_labels: HashMap::new(),
            chunks: HashMap::new(),
            last_chunk: 0,
            min_valid_time,
            tombstones: HashMap::new(),
            in_order: TimeRange::default(),
            out_of_order: TimeRange::default(),
            unknown_references: 0,
        }
    }

    /// Takes a series with its open chunk from a memory snapshot.
    pub(super) fn restore_series(&mut self, reference: u64, labels: Labels, tail: SampleColumns) {
        let index = self.get_or_create(reference, labels);
        if let Some((first, last)) = tail.time_range() {
            self.in_order.include(first, last);
        }
        if let Some(series) = self.series.get_mut(index as usize) {
            series.set_tail(tail);
        }
    }

    /// Takes a deletion from a memory snapshot.
    pub(super) fn restore_tombstone(&mut self, tombstone: Tombstone) {
        self.tombstones.entry(tombstone.reference).or_default().add(tombstone.min_time, tombstone.max_time);
    }

    /// Takes the chunks of `chunks_head`. Those of known series (of a memory snapshot) are attached at once.
    pub(super) fn add_chunks(&mut self, chunks: HashMap<u64, SeriesChunks>, last_chunk: u64) {
        self.last_chunk = last_chunk;
        self.chunks = chunks;
        let mut attached = Vec::new();
        for (&reference, &index) in &self.by_reference {
            if let Some(chunks) = self.chunks.remove(&reference) {
                attached.push((index, chunks));
            }
        }
        for (index, chunks) in attached {
            self.note_ranges(&chunks);
            if let Some(series) = self.series.get_mut(index as usize) {
                series.attach(chunks);
            }
        }
    }

    fn note_ranges(&mut self, chunks: &SeriesChunks) {
        self.in_order.include_chunks(&chunks.in_order);
        self.out_of_order.include_chunks(&chunks.out_of_order);
    }

    fn get_or_create(&mut self, reference: u64, labels: Labels) -> u32 {
        let next = self.series.len() as u32;
        let index = *self.by_labels.entry(labels.clone()).or_insert(next);
        if index == next {
            self.series.push(HeadSeries::new(reference, labels));
        }
        self.by_reference.insert(reference, index);
        index
    }

    fn index_of(&mut self, reference: u64) -> Option<u32> {
        let index = self.by_reference.get(&reference).copied();
        let known = index.filter(|&index| self.series.get(index as usize).is_some_and(|series| !series.is_deleted));
        self.unknown_references += u64::from(known.is_none());
        known
    }

    fn known(&mut self, reference: u64) -> Option<&mut HeadSeries> {
        let index = self.index_of(reference)?;
        self.series.get_mut(index as usize)
    }

    /// Applies a record of the WAL or of a checkpoint.
    pub(super) fn apply(&mut self, record: Record) {
        match record {
            Record::Series(series) => series.into_iter().for_each(|one| self.add_series(one.reference, one.labels)),
            Record::Samples(samples) => {
                for sample in samples {
                    let value = ReplayedValue::Float(sample.value);
                    self.append(sample.reference, sample.timestamp, sample.start_timestamp, value);
                }
            }
            Record::Histograms(samples) => {
                samples.into_iter().for_each(|one| self.append_histogram(one, ReplayedValue::IntegerHistogram));
            }
            Record::FloatHistograms(samples) => {
                samples.into_iter().for_each(|one| self.append_histogram(one, ReplayedValue::FloatHistogram));
            }
            Record::Tombstones(tombstones) => tombstones.into_iter().for_each(|one| self.add_tombstone(one)),
            Record::Exemplars(_) | Record::Metadata(_) | Record::Markers(_) | Record::Unknown(_) => {}
        }
    }

    fn add_series(&mut self, reference: u64, labels: Labels) {
        let index = self.get_or_create(reference, labels);
        // A duplicate record may come up again after a restart; it then means the same chunks.
        let chunks = self.chunks.get(&reference).cloned().unwrap_or_default();
        self.note_ranges(&chunks);
        if let Some(series) = self.series.get_mut(index as usize) {
            series.restart(chunks);
        }
    }

    fn append_histogram(&mut self, sample: HistogramSample, value: fn(Arc<FloatHistogram>) -> ReplayedValue) {
        self.append(sample.reference, sample.timestamp, sample.start_timestamp, value(sample.histogram));
    }

    #[inline]
    fn append(&mut self, reference: u64, timestamp: Timestamp, start_timestamp: Timestamp, value: ReplayedValue) {
        if timestamp < self.min_valid_time {
            return;
        }
        let Some(series) = self.known(reference) else { return };
        if series.append(ReplayedSample { timestamp, start_timestamp, value }) {
            self.in_order.include(timestamp, timestamp);
        }
    }

    fn add_tombstone(&mut self, tombstone: Tombstone) {
        let Tombstone { reference, min_time, max_time } = tombstone;
        let everything = (min_time, max_time) == (Timestamp::MIN, Timestamp::MAX);
        if !everything && max_time < self.min_valid_time {
            return;
        }
        let Some(series) = self.known(reference) else { return };
        let own_reference = series.reference;
        if everything {
            series.is_deleted = true;
            let labels = series.labels.clone();
            self.by_labels.remove(&labels);
        } else {
            self.tombstones.entry(own_reference).or_default().add(min_time, max_time);
        }
    }

    /// Applies a record of the WBL.
    pub(super) fn apply_out_of_order(&mut self, record: Record) {
        match record {
            Record::Samples(samples) => {
                for sample in samples {
                    let value = ReplayedValue::Float(sample.value);
                    self.insert(sample.reference, sample.timestamp, sample.start_timestamp, value);
                }
            }
            Record::Histograms(samples) => {
                for one in samples {
                    let value = ReplayedValue::IntegerHistogram(one.histogram);
                    self.insert(one.reference, one.timestamp, one.start_timestamp, value);
                }
            }
            Record::FloatHistograms(samples) => {
                for one in samples {
                    let value = ReplayedValue::FloatHistogram(one.histogram);
                    self.insert(one.reference, one.timestamp, one.start_timestamp, value);
                }
            }
            Record::Markers(markers) => {
                for marker in markers {
                    // A chunk that is not there (its file was damaged) cannot stand for the buffer.
                    if marker.chunk <= self.last_chunk
                        && let Some(series) = self.known(marker.reference)
                    {
                        series.forget_open_buffer();
                    }
                }
            }
            Record::Series(_)
            | Record::Tombstones(_)
            | Record::Exemplars(_)
            | Record::Metadata(_)
            | Record::Unknown(_) => {}
        }
    }

    fn insert(&mut self, reference: u64, timestamp: Timestamp, start_timestamp: Timestamp, value: ReplayedValue) {
        let Some(series) = self.known(reference) else { return };
        if series.insert_out_of_order(ReplayedSample { timestamp, start_timestamp, value }) {
            self.out_of_order.include(timestamp, timestamp);
        }
    }

    /// Drops series without samples and puts the others in order.
    pub(super) fn finish(self) -> Replayed {
        let Replay { mut series, tombstones, mut in_order, out_of_order, unknown_references, .. } = self;
        series.retain(|series| !series.is_deleted && series.has_samples());
        series.sort_by_key(|series| series.reference);
        series.shrink_to_fit();
        // Chunks that begin in a block but end after it are read from the block up to its end.
        in_order.min = in_order.min.max(self.min_valid_time);
        Replayed { series, tombstones, in_order, out_of_order, unknown_references }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tsdb::wal::{ChunkMarker, FloatSample, SeriesRecord};

    fn series(reference: u64, name: &str) -> Record {
        Record::Series(vec![SeriesRecord { reference, labels: Labels::from_pairs([("__name__", name)]) }])
    }

    fn samples(entries: &[(u64, Timestamp)]) -> Record {
        let sample = |&(reference, timestamp)| FloatSample { reference, timestamp, start_timestamp: 0, value: 1.0 };
        Record::Samples(entries.iter().map(sample).collect())
    }

    fn tombstone(reference: u64, min_time: Timestamp, max_time: Timestamp) -> Record {
        Record::Tombstones(vec![Tombstone { reference, min_time, max_time }])
    }

    fn replayed(min_valid_time: Timestamp, records: Vec<Record>) -> Vec<(u64, Vec<Timestamp>)> {
        let mut replay = Replay::new(min_valid_time);
        records.into_iter().for_each(|record| replay.apply(record));
        replay.finish().series.into_iter().map(|series| (series.reference, series.tail.timestamps)).collect()
    }

    #[test]
    fn a_second_reference_leads_to_the_first_series_and_restarts_it() {
        let records = vec![
            series(1, "a"),
            series(2, "b"),
            samples(&[(1, 10), (2, 10)]),
            series(9, "a"),
            samples(&[(9, 5), (1, 6), (9, 7)]),
        ];
        assert_eq!(replayed(0, records), [(1, vec![5, 6, 7]), (2, vec![10])]);
    }

    #[test]
    fn old_samples_unknown_series_and_empty_series_do_not_count() {
        let records = vec![series(1, "a"), series(2, "b"), samples(&[(1, 9), (1, 10), (2, 9), (3, 10)])];
        assert_eq!(replayed(10, records), [(1, vec![10])]);
    }

    #[test]
    fn a_deleted_series_can_come_back() {
        let everything = tombstone(1, Timestamp::MIN, Timestamp::MAX);
        let records = vec![series(1, "a"), samples(&[(1, 1)]), everything, samples(&[(1, 2)])];
        assert_eq!(replayed(0, records.clone()), []);
        let again = [series(5, "a"), samples(&[(5, 3)])];
        assert_eq!(replayed(0, records.into_iter().chain(again).collect()), [(5, vec![3])]);
    }

    #[test]
    fn deletions_are_kept_under_the_series_own_reference() {
        let mut replay = Replay::new(0);
        for record in [series(1, "a"), series(4, "a"), tombstone(4, 3, 8), tombstone(1, -9, -1), tombstone(7, 0, 1)] {
            replay.apply(record);
        }
        assert_eq!(replay.finish().tombstones.get(&1).map(|some| some.as_slice().to_vec()), Some(vec![(3, 8)]));
    }

    #[test]
    fn markers_beyond_the_last_chunk_do_not_empty_buffers() {
        let open = |chunk| {
            let mut replay = Replay::new(0);
            replay.add_chunks(HashMap::new(), 1 << 32 | 100);
            replay.apply(series(1, "a"));
            replay.apply_out_of_order(samples(&[(1, 10), (1, 4)]));
            replay.apply_out_of_order(Record::Markers(vec![ChunkMarker { reference: 1, chunk }]));
            replay.finish().series.len()
        };
        assert_eq!(open(1 << 32 | 100), 0);
        assert_eq!(open(1 << 32 | 101), 1);
    }
}
