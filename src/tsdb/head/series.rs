//! One series of the head, and what a sample does to it.

use super::{chunk_files::MappedChunk, mapped::SeriesChunks, reset};
use crate::{
    model::{
        histogram::FloatHistogram,
        labels::Labels,
        sample::{SampleColumns, Timestamp, is_stale},
    },
    tsdb::chunk::Encoding,
};
use std::sync::Arc;

/// Prometheus' default size of an out-of-order buffer.
const BUFFER_CAPACITY: usize = 32;

/// A value as the WAL brings it.
#[derive(Clone, Debug)]
pub(super) enum ReplayedValue {
    /// A float.
    Float(f64),
    /// A histogram with integer counts.
    IntegerHistogram(Arc<FloatHistogram>),
    /// A histogram with float counts.
    FloatHistogram(Arc<FloatHistogram>),
}

/// One sample as the WAL brings it.
#[derive(Clone, Debug)]
pub(super) struct ReplayedSample {
    pub(super) timestamp: Timestamp,
    pub(super) start_timestamp: Timestamp,
    pub(super) value: ReplayedValue,
}

impl ReplayedSample {
    fn append_to(self, columns: &mut SampleColumns) {
        let (timestamp, since) = (self.timestamp, self.start_timestamp);
        match self.value {
            ReplayedValue::Float(value) => columns.push_float_since(timestamp, since, value),
            ReplayedValue::IntegerHistogram(histogram) => {
                columns.push_histogram_since(timestamp, since, histogram, true);
            }
            ReplayedValue::FloatHistogram(histogram) => {
                columns.push_histogram_since(timestamp, since, histogram, false);
            }
        }
    }
}

/// A series of the head.
#[derive(Debug)]
pub(super) struct HeadSeries {
    /// The reference under which it was created.
    pub(super) reference: u64,
    /// Its labels.
    pub(super) labels: Labels,
    /// Finished chunks, in order of time.
    pub(super) mapped: Vec<MappedChunk>,
    /// Samples after the finished chunks.
    pub(super) tail: SampleColumns,
    /// Samples that came out of order.
    pub(super) out_of_order: Option<Box<OutOfOrder>>,
    /// A record of the WAL says that it is gone.
    pub(super) is_deleted: bool,
    last_time: Timestamp,
}

/// The out-of-order samples of a series.
#[derive(Debug, Default)]
pub(super) struct OutOfOrder {
    /// Finished chunks in `chunks_head`, in the order in which they were written.
    pub(super) mapped: Vec<MappedChunk>,
    /// Buffers that became full during the replay.
    pub(super) full: Vec<OutOfOrderBuffer>,
    /// The buffer that samples go to.
    pub(super) open: Option<OutOfOrderBuffer>,
}

/// Some out-of-order samples, sorted by time.
#[derive(Debug, Default)]
pub(super) struct OutOfOrderBuffer {
    samples: Vec<ReplayedSample>,
}

impl OutOfOrderBuffer {
    /// Inserts a sample unless there is one at its time.
    fn insert(&mut self, sample: ReplayedSample) -> bool {
        let index = self.samples.partition_point(|one| one.timestamp < sample.timestamp);
        if self.samples.get(index).is_some_and(|one| one.timestamp == sample.timestamp) {
            return false;
        }
        self.samples.insert(index, sample);
        true
    }

    /// Times of the first and the last sample.
    pub(super) fn time_range(&self) -> Option<(Timestamp, Timestamp)> {
        Some((self.samples.first()?.timestamp, self.samples.last()?.timestamp))
    }

    /// Appends the samples to `columns`, with the hints they would have after a trip through a chunk.
    pub(super) fn append_to(&self, columns: &mut SampleColumns) {
        let mut previous: Option<(&FloatHistogram, bool)> = None;
        for sample in &self.samples {
            let (histogram, integer) = match &sample.value {
                ReplayedValue::Float(_) => {
                    previous = None;
                    sample.clone().append_to(columns);
                    continue;
                }
                ReplayedValue::IntegerHistogram(histogram) => (histogram, true),
                ReplayedValue::FloatHistogram(histogram) => (histogram, false),
            };
            let before = previous.filter(|&(_, kind)| kind == integer).map(|(before, _)| before);
            let hint = reset::hint_after(before, histogram);
            let mut stored = histogram.clone();
            if stored.counter_reset_hint != hint {
                Arc::make_mut(&mut stored).counter_reset_hint = hint;
            }
            columns.push_histogram_since(sample.timestamp, sample.start_timestamp, stored, integer);
            previous = Some((histogram, integer));
        }
    }
}

/// What kind of sample a series saw last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LastKind {
    Float,
    IntegerHistogram,
    FloatHistogram,
}

impl HeadSeries {
    /// A series without samples.
    pub(super) fn new(reference: u64, labels: Labels) -> HeadSeries {
        HeadSeries {
            reference,
            labels,
            mapped: Vec::new(),
            tail: SampleColumns::default(),
            out_of_order: None,
            is_deleted: false,
            last_time: Timestamp::MIN,
        }
    }

    /// A series record: whatever was known of the samples is replaced by the chunks stored under its reference.
    pub(super) fn restart(&mut self, chunks: SeriesChunks) {
        self.last_time = chunks.in_order.last().map_or(Timestamp::MIN, |last| last.max_time);
        self.mapped = chunks.in_order;
        self.out_of_order = (!chunks.out_of_order.is_empty())
            .then(|| Box::new(OutOfOrder { mapped: chunks.out_of_order, ..OutOfOrder::default() }));
        self.tail.clear();
    }

    /// The open chunk of a memory snapshot.
    pub(super) fn set_tail(&mut self, tail: SampleColumns) {
        if let Some((_, last)) = tail.time_range() {
            self.last_time = last;
        }
        self.tail = tail;
    }

    /// Chunks that were finished after a memory snapshot; they replace the open chunk that they begin with.
    pub(super) fn attach(&mut self, chunks: SeriesChunks) {
        if let Some(last) = chunks.in_order.last() {
            if self.tail.time_range().is_some_and(|(first, _)| first <= last.max_time) {
                self.tail.clear();
            }
            self.last_time = self.last_time.max(last.max_time);
        }
        self.mapped.extend(chunks.in_order);
        if !chunks.out_of_order.is_empty() {
            self.out_of_order.get_or_insert_default().mapped.extend(chunks.out_of_order);
        }
    }

    /// Appends a sample if it is newer than everything before it, and says whether it was.
    pub(super) fn append(&mut self, mut sample: ReplayedSample) -> bool {
        if sample.timestamp <= self.last_time {
            return false;
        }
        self.last_time = sample.timestamp;
        self.adopt_stale_marker(&mut sample.value);
        self.set_hint(&mut sample.value);
        sample.append_to(&mut self.tail);
        true
    }

    /// A float stale marker ends a series of histograms as a stale histogram.
    fn adopt_stale_marker(&self, value: &mut ReplayedValue) {
        let ReplayedValue::Float(float) = *value else { return };
        if !is_stale(float) {
            return;
        }
        let histogram = || Arc::new(FloatHistogram { sum: float, ..FloatHistogram::default() });
        match self.last_kind() {
            LastKind::Float => {}
            LastKind::IntegerHistogram => *value = ReplayedValue::IntegerHistogram(histogram()),
            LastKind::FloatHistogram => *value = ReplayedValue::FloatHistogram(histogram()),
        }
    }

    fn last_kind(&self) -> LastKind {
        let tail = &self.tail;
        let kind = |integer| if integer { LastKind::IntegerHistogram } else { LastKind::FloatHistogram };
        match (tail.timestamps.last(), tail.histogram_timestamps.last()) {
            (float, Some(histogram)) if float.is_none_or(|float| float < histogram) => {
                kind(tail.is_integer_histogram(tail.histograms.len() - 1))
            }
            (Some(_), _) => LastKind::Float,
            _ => match self.mapped.last().map(|chunk| chunk.encoding) {
                Some(Encoding::Histogram | Encoding::HistogramStart) => LastKind::IntegerHistogram,
                Some(Encoding::FloatHistogram | Encoding::FloatHistogramStart) => LastKind::FloatHistogram,
                _ => LastKind::Float,
            },
        }
    }

    fn set_hint(&self, value: &mut ReplayedValue) {
        let (histogram, kind) = match value {
            ReplayedValue::Float(_) => return,
            ReplayedValue::IntegerHistogram(histogram) => (histogram, LastKind::IntegerHistogram),
            ReplayedValue::FloatHistogram(histogram) => (histogram, LastKind::FloatHistogram),
        };
        let follows = !self.tail.histograms.is_empty() && self.last_kind() == kind;
        let previous = self.tail.histograms.last().filter(|_| follows);
        let hint = reset::hint_after(previous.map(|previous| &**previous), histogram);
        if histogram.counter_reset_hint != hint {
            Arc::make_mut(histogram).counter_reset_hint = hint;
        }
    }

    /// Inserts a sample of the WBL, and says whether it was new.
    pub(super) fn insert_out_of_order(&mut self, sample: ReplayedSample) -> bool {
        let out_of_order = self.out_of_order.get_or_insert_default();
        if let Some(full) = out_of_order.open.take_if(|open| open.samples.len() >= BUFFER_CAPACITY) {
            out_of_order.full.push(full);
        }
        out_of_order.open.get_or_insert_default().insert(sample)
    }

    /// A marker of the WBL: what the open buffer holds lies in `chunks_head`.
    pub(super) fn forget_open_buffer(&mut self) {
        if let Some(out_of_order) = &mut self.out_of_order {
            out_of_order.open = None;
        }
    }

    /// Whether there is anything to read.
    pub(super) fn has_samples(&self) -> bool {
        let out_of_order = self.out_of_order.as_ref();
        !self.mapped.is_empty()
            || !self.tail.is_empty()
            || out_of_order.is_some_and(|some| !some.mapped.is_empty() || !some.full.is_empty() || some.open.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{histogram::CounterResetHint, sample::STALE_BITS};

    fn float(timestamp: Timestamp, value: f64) -> ReplayedSample {
        ReplayedSample { timestamp, start_timestamp: 0, value: ReplayedValue::Float(value) }
    }

    fn histogram(timestamp: Timestamp, count: f64) -> ReplayedSample {
        let histogram = FloatHistogram { count, ..FloatHistogram::default() };
        ReplayedSample { timestamp, start_timestamp: 0, value: ReplayedValue::IntegerHistogram(Arc::new(histogram)) }
    }

    #[test]
    fn only_newer_samples_are_appended() {
        let mut series = HeadSeries::new(1, Labels::empty());
        let taken: Vec<bool> = [5, 5, 4, 6].map(|time| series.append(float(time, time as f64))).to_vec();
        assert_eq!(taken, [true, false, false, true]);
        assert_eq!(series.tail.timestamps, [5, 6]);
        series.restart(SeriesChunks::default());
        assert!(!series.has_samples());
        assert!(series.append(float(1, 1.0)));
    }

    #[test]
    fn a_stale_marker_becomes_what_the_series_is() {
        let mut series = HeadSeries::new(1, Labels::empty());
        let stale = f64::from_bits(STALE_BITS);
        for sample in [histogram(1, 1.0), histogram(2, 2.0), float(3, stale), histogram(4, 3.0), float(5, 1.0)] {
            series.append(sample);
        }
        series.append(float(6, stale));
        assert_eq!(series.tail.histogram_timestamps, [1, 2, 3, 4]);
        assert!(series.tail.histograms[2].is_stale());
        assert_eq!(series.tail.timestamps, [5, 6]);
        let hints: Vec<_> = series.tail.histograms.iter().map(|histogram| histogram.counter_reset_hint).collect();
        use CounterResetHint::{NotReset, Unknown};
        assert_eq!(hints, [Unknown, NotReset, NotReset, Unknown]);
    }

    #[test]
    fn out_of_order_buffers_fill_up_and_markers_empty_the_open_one() {
        let mut series = HeadSeries::new(1, Labels::empty());
        for time in (0..40).rev() {
            assert!(series.insert_out_of_order(float(time, 1.0)));
        }
        assert!(!series.insert_out_of_order(float(0, 2.0)), "the first sample at a time stays");
        let ranges = |series: &HeadSeries| {
            let some = series.out_of_order.as_ref().unwrap();
            let open = some.open.as_ref().and_then(OutOfOrderBuffer::time_range);
            (some.full.iter().filter_map(OutOfOrderBuffer::time_range).collect::<Vec<_>>(), open)
        };
        assert_eq!(ranges(&series), (vec![(8, 39)], Some((0, 7))));
        series.forget_open_buffer();
        assert_eq!(ranges(&series), (vec![(8, 39)], None));
    }
}
