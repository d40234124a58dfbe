//! Samples as columns: what a decoded series looks like to the engine.

use super::histogram::FloatHistogram;
use std::sync::Arc;

/// A time in milliseconds since the Unix epoch.
pub type Timestamp = i64;

/// The bits of the stale marker: the NaN that says "this series ended here".
pub const STALE_BITS: u64 = 0x7ff0_0000_0000_0002;
/// The bits of the NaN that Prometheus itself writes.
pub const NORMAL_NAN_BITS: u64 = 0x7ff8_0000_0000_0001;

/// Whether `value` is the stale marker: that NaN bit for bit, not any NaN.
#[inline]
pub fn is_stale(value: f64) -> bool {
    value.to_bits() == STALE_BITS
}

/// How much of native histograms a reader wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HistogramDetail {
    /// All of it.
    #[default]
    Everything,
    /// Count, sum, schema and hint. A storage may leave out the rest, but not where counter resets could only be told
    /// by the buckets: of a histogram without a hint, and of the one before it.
    Totals,
}

/// The samples of one series, column by column, sorted by time.
///
/// Floats and native histograms have their own columns, because nearly every series has only one kind, and the float
/// path must not pay for the other. Each column is sorted by time without duplicates on its own; a float and a
/// histogram may stand at the same time.
#[derive(Clone, Debug, Default)]
pub struct SampleColumns {
    /// Times of the float samples.
    pub timestamps: Vec<Timestamp>,
    /// Values of the float samples, stale markers included.
    pub values: Vec<f64>,
    /// Start timestamps of the float samples (0: unknown); empty when no sample has one.
    pub start_timestamps: Vec<Timestamp>,
    /// Times of the histogram samples.
    pub histogram_timestamps: Vec<Timestamp>,
    /// The histogram samples; a stale one has the stale marker as its sum.
    pub histograms: Vec<Arc<FloatHistogram>>,
    /// Start timestamps of the histogram samples; empty when no sample has one.
    pub histogram_start_timestamps: Vec<Timestamp>,
    /// Whether each histogram was stored with integer counts, which only dumps show; empty when none was.
    pub integer_histograms: Vec<bool>,
    /// How much of the histograms the reader who wants these columns filled is going to look at.
    pub histogram_detail: HistogramDetail,
}

impl SampleColumns {
    /// Empties every column, keeping the memory.
    pub fn clear(&mut self) {
        self.timestamps.clear();
        self.values.clear();
        self.start_timestamps.clear();
        self.histogram_timestamps.clear();
        self.histograms.clear();
        self.histogram_start_timestamps.clear();
        self.integer_histograms.clear();
    }

    /// Appends a float sample without a start timestamp.
    #[inline]
    pub fn push_float(&mut self, timestamp: Timestamp, value: f64) {
        self.timestamps.push(timestamp);
        self.values.push(value);
        if !self.start_timestamps.is_empty() {
            self.start_timestamps.push(0);
        }
    }

    /// Appends a histogram sample without a start timestamp.
    pub fn push_histogram(&mut self, timestamp: Timestamp, histogram: Arc<FloatHistogram>) {
        self.histogram_timestamps.push(timestamp);
        self.histograms.push(histogram);
        if !self.histogram_start_timestamps.is_empty() {
            self.histogram_start_timestamps.push(0);
        }
        if !self.integer_histograms.is_empty() {
            self.integer_histograms.push(false);
        }
    }

    /// Appends a float sample with its start timestamp (0: unknown).
    pub fn push_float_since(&mut self, timestamp: Timestamp, start_timestamp: Timestamp, value: f64) {
        self.push_float(timestamp, value);
        set_last(&mut self.start_timestamps, self.timestamps.len(), start_timestamp);
    }

    /// Appends a histogram sample with its start timestamp (0: unknown); `integer` tells how its counts were stored.
    pub fn push_histogram_since(
        &mut self,
        timestamp: Timestamp,
        start_timestamp: Timestamp,
        histogram: Arc<FloatHistogram>,
        integer: bool,
    ) {
        self.push_histogram(timestamp, histogram);
        set_last(&mut self.histogram_start_timestamps, self.histograms.len(), start_timestamp);
        set_last(&mut self.integer_histograms, self.histograms.len(), integer);
    }

    /// Notes for all histograms from number `first` on whether their counts were stored as integers.
    pub fn mark_integer_histograms(&mut self, first: usize, integer: bool) {
        if integer || !self.integer_histograms.is_empty() {
            self.integer_histograms.resize(first, false);
            self.integer_histograms.resize(self.histograms.len(), integer);
        }
    }

    /// Whether histogram `index` was stored with integer counts.
    pub fn is_integer_histogram(&self, index: usize) -> bool {
        self.integer_histograms.get(index).copied().unwrap_or(false)
    }

    /// Appends the samples of `other` in the closed range.
    pub fn extend_from_range(&mut self, other: &SampleColumns, min_time: Timestamp, max_time: Timestamp) {
        let (begin, end) = range_of(&other.timestamps, min_time, max_time);
        extend_optional((&mut self.start_timestamps, self.timestamps.len()), (&other.start_timestamps, begin, end));
        self.timestamps.extend_from_slice(&other.timestamps[begin..end]);
        self.values.extend_from_slice(&other.values[begin..end]);
        let (begin, end) = range_of(&other.histogram_timestamps, min_time, max_time);
        let length = self.histograms.len();
        extend_optional(
            (&mut self.histogram_start_timestamps, length),
            (&other.histogram_start_timestamps, begin, end),
        );
        extend_optional((&mut self.integer_histograms, length), (&other.integer_histograms, begin, end));
        self.histogram_timestamps.extend_from_slice(&other.histogram_timestamps[begin..end]);
        self.histograms.extend_from_slice(&other.histograms[begin..end]);
    }

    /// Leaves only the first so many floats and histograms.
    pub fn truncate(&mut self, floats: usize, histograms: usize) {
        self.timestamps.truncate(floats);
        self.values.truncate(floats);
        self.start_timestamps.truncate(floats);
        self.histogram_timestamps.truncate(histograms);
        self.histograms.truncate(histograms);
        self.histogram_start_timestamps.truncate(histograms);
        self.integer_histograms.truncate(histograms);
    }

    /// Leaves only the samples of the closed range.
    pub fn trim(&mut self, min_time: Timestamp, max_time: Timestamp) {
        let (begin, end) = range_of(&self.timestamps, min_time, max_time);
        if (begin, end) != (0, self.timestamps.len()) {
            keep_range(&mut self.timestamps, begin, end);
            keep_range(&mut self.values, begin, end);
            keep_range(&mut self.start_timestamps, begin, end);
        }
        let (begin, end) = range_of(&self.histogram_timestamps, min_time, max_time);
        if (begin, end) != (0, self.histogram_timestamps.len()) {
            keep_range(&mut self.histogram_timestamps, begin, end);
            keep_range(&mut self.histograms, begin, end);
            keep_range(&mut self.histogram_start_timestamps, begin, end);
            keep_range(&mut self.integer_histograms, begin, end);
        }
    }

    /// Leaves only the samples whose time passes `keep`.
    pub fn retain(&mut self, mut keep: impl FnMut(Timestamp) -> bool) {
        let kept: Vec<bool> = self.timestamps.iter().map(|&time| keep(time)).collect();
        if kept.contains(&false) {
            keep_marked(&mut self.timestamps, &kept);
            keep_marked(&mut self.values, &kept);
            keep_marked(&mut self.start_timestamps, &kept);
        }
        let kept: Vec<bool> = self.histogram_timestamps.iter().map(|&time| keep(time)).collect();
        if kept.contains(&false) {
            keep_marked(&mut self.histogram_timestamps, &kept);
            keep_marked(&mut self.histograms, &kept);
            keep_marked(&mut self.histogram_start_timestamps, &kept);
            keep_marked(&mut self.integer_histograms, &kept);
        }
    }

    /// Times of the first and the last sample of either kind.
    pub fn time_range(&self) -> Option<(Timestamp, Timestamp)> {
        let first = self.timestamps.first().into_iter().chain(self.histogram_timestamps.first()).min()?;
        let last = self.timestamps.last().into_iter().chain(self.histogram_timestamps.last()).max()?;
        Some((*first, *last))
    }

    /// Whether the newest sample is a histogram; of two at the same time the float counts.
    pub fn last_is_histogram(&self) -> bool {
        self.histogram_timestamps.last() > self.timestamps.last()
    }

    /// How many samples there are, of both kinds.
    pub fn len(&self) -> usize {
        self.timestamps.len() + self.histogram_timestamps.len()
    }

    /// Whether there is no sample of either kind.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Sets the last entry of a column that is empty as long as it holds defaults only.
fn set_last<T: Default + Clone + PartialEq>(column: &mut Vec<T>, length: usize, value: T) {
    if value != T::default() || !column.is_empty() {
        column.resize(length - 1, T::default());
        column.push(value);
    }
}

fn range_of(times: &[Timestamp], min_time: Timestamp, max_time: Timestamp) -> (usize, usize) {
    let end = times.partition_point(|&time| time <= max_time);
    (times.partition_point(|&time| time < min_time).min(end), end)
}

/// Extends a column that is empty as long as it holds defaults only and would be `length` long, by a part of another.
fn extend_optional<T: Default + Clone>(to: (&mut Vec<T>, usize), from: (&[T], usize, usize)) {
    let ((column, length), (other, begin, end)) = (to, from);
    if other.is_empty() && column.is_empty() {
        return;
    }
    column.resize(length, T::default());
    match other.get(begin..end) {
        Some(part) => column.extend_from_slice(part),
        None => column.resize(length + end - begin, T::default()),
    }
}

fn keep_range<T>(column: &mut Vec<T>, begin: usize, end: usize) {
    if !column.is_empty() {
        column.truncate(end);
        column.drain(..begin);
    }
}

fn keep_marked<T>(column: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    column.retain(|_| kept.next().copied().unwrap_or(true));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(times: &[Timestamp]) -> SampleColumns {
        let mut columns = SampleColumns::default();
        for &time in times {
            columns.push_float_since(time, if time > 20 { 5 } else { 0 }, time as f64);
            columns.push_histogram_since(time, 0, Arc::default(), time > 30);
        }
        columns
    }

    #[test]
    fn optional_columns_stay_aligned() {
        let mut all = columns(&[10, 20, 30, 40]);
        assert_eq!(all.start_timestamps, [0, 0, 5, 5]);
        assert_eq!(all.integer_histograms, [false, false, false, true]);
        assert!(all.histogram_start_timestamps.is_empty());
        let mut some = columns(&[1, 2]);
        some.extend_from_range(&all, 20, 30);
        assert_eq!((some.timestamps.clone(), some.start_timestamps.clone()), (vec![1, 2, 20, 30], vec![0, 0, 0, 5]));
        assert_eq!(some.integer_histograms, [false; 4]);
        all.extend_from_range(&columns(&[41]), 0, 100);
        all.trim(20, 41);
        assert_eq!(all.start_timestamps, [0, 5, 5, 5]);
        all.retain(|time| time != 40);
        assert_eq!((all.timestamps.clone(), all.start_timestamps.clone()), (vec![20, 30, 41], vec![0, 5, 5]));
        assert_eq!(all.integer_histograms, [false, false, true]);
        assert_eq!(all.time_range(), Some((20, 41)));
    }

    #[test]
    fn an_inverted_range_holds_nothing() {
        let mut all = columns(&[10, 20]);
        let mut none = SampleColumns::default();
        none.extend_from_range(&all, 20, 10);
        assert!(none.is_empty());
        all.trim(20, 10);
        assert!(all.is_empty());
    }
}
