//! Comparing the samples of one series, bit for bit.
//!
//! NaNs are equal if their bits are. Histograms are equal if they say the same: empty buckets do not count, as writers
//! fill them in where others of the chunk need them, nor do the hints about counter resets, which depend on where chunks
//! begin.

use crate::model::{
    histogram::FloatHistogram,
    labels::Labels,
    sample::{SampleColumns, Timestamp},
    value::SampleValue,
};
use std::{cmp::Ordering, sync::Arc};

/// How many samples of both sides are the same, and how many are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SampleCounts {
    /// The same time, and the same bits.
    pub equal: u64,
    /// The same time, but something else.
    pub different: u64,
    /// Times of A that B does not have.
    pub only_a: u64,
    /// Times of B that A does not have.
    pub only_b: u64,
}

impl SampleCounts {
    /// Whether each sample has its equal.
    pub fn are_equal(&self) -> bool {
        (self.different, self.only_a, self.only_b) == (0, 0, 0)
    }

    pub(super) fn add(&mut self, other: &SampleCounts) {
        self.equal += other.equal;
        self.different += other.different;
        self.only_a += other.only_a;
        self.only_b += other.only_b;
    }
}

/// A sample of one side.
#[derive(Clone, Debug, PartialEq)]
pub struct OneSample {
    /// Its value.
    pub value: SampleValue,
    /// Its start timestamp, 0 if there is none.
    pub start_timestamp: Timestamp,
}

/// A series whose samples differ.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleDifference {
    /// The series.
    pub labels: Labels,
    /// How many do.
    pub counts: SampleCounts,
    /// The first time at which they do.
    pub time: Timestamp,
    /// What A has then.
    pub a: Option<OneSample>,
    /// What B has then.
    pub b: Option<OneSample>,
}

/// Compares columns; tells also the first time at which they differ.
pub(super) fn compare_columns(a: &SampleColumns, b: &SampleColumns) -> (SampleCounts, Option<Timestamp>) {
    let mut counts = SampleCounts::default();
    let value = |columns: &SampleColumns, index: usize| columns.values.get(index).map(|value| value.to_bits());
    let start = |starts: &[Timestamp], index: usize| starts.get(index).copied().unwrap_or(0);
    let floats = compare_times(&a.timestamps, &b.timestamps, &mut counts, |at_a, at_b| {
        value(a, at_a) == value(b, at_b) && start(&a.start_timestamps, at_a) == start(&b.start_timestamps, at_b)
    });
    let (starts_a, starts_b) = (&a.histogram_start_timestamps, &b.histogram_start_timestamps);
    let histograms = compare_times(&a.histogram_timestamps, &b.histogram_timestamps, &mut counts, |at_a, at_b| {
        let same = a.histograms.get(at_a).zip(b.histograms.get(at_b)).is_some_and(|(a, b)| same_histogram(a, b));
        same && start(starts_a, at_a) == start(starts_b, at_b)
    });
    (counts, floats.into_iter().chain(histograms).min())
}

/// Walks along two columns of times; tells the first at which they differ.
fn compare_times(
    a: &[Timestamp],
    b: &[Timestamp],
    counts: &mut SampleCounts,
    same: impl Fn(usize, usize) -> bool,
) -> Option<Timestamp> {
    let mut first = None;
    let (mut at_a, mut at_b) = (0, 0);
    loop {
        let order = match (a.get(at_a), b.get(at_b)) {
            (Some(time), Some(other)) => time.cmp(other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return first,
        };
        let differs_at = match order {
            Ordering::Equal if same(at_a, at_b) => {
                counts.equal += 1;
                None
            }
            Ordering::Equal => {
                counts.different += 1;
                a.get(at_a)
            }
            Ordering::Less => {
                counts.only_a += 1;
                a.get(at_a)
            }
            Ordering::Greater => {
                counts.only_b += 1;
                b.get(at_b)
            }
        };
        first = first.or(differs_at.copied());
        at_a += usize::from(order.is_le());
        at_b += usize::from(order.is_ge());
    }
}

fn same_histogram(a: &Arc<FloatHistogram>, b: &Arc<FloatHistogram>) -> bool {
    // Of a stale histogram nothing counts but that it is stale.
    if Arc::ptr_eq(a, b) || a.equals(b) || (a.is_stale() && b.is_stale()) {
        return true;
    }
    // Only histograms with other buckets can become equal without the empty ones.
    if (a.schema, a.count.to_bits()) != (b.schema, b.count.to_bits()) {
        return false;
    }
    let (mut a, mut b) = (FloatHistogram::clone(a), FloatHistogram::clone(b));
    a.compact(0);
    b.compact(0);
    a.equals(&b)
}

/// What the columns have at a time; a float, if they have both.
pub(super) fn sample_at(columns: &SampleColumns, time: Timestamp) -> Option<OneSample> {
    let start = |starts: &[Timestamp], index: usize| starts.get(index).copied().unwrap_or(0);
    if let Ok(index) = columns.timestamps.binary_search(&time) {
        let value = SampleValue::Float(*columns.values.get(index)?);
        return Some(OneSample { value, start_timestamp: start(&columns.start_timestamps, index) });
    }
    let index = columns.histogram_timestamps.binary_search(&time).ok()?;
    let value = SampleValue::Histogram(Arc::clone(columns.histograms.get(index)?));
    Some(OneSample { value, start_timestamp: start(&columns.histogram_start_timestamps, index) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        histogram::HistogramSpan,
        sample::{NORMAL_NAN_BITS, STALE_BITS},
    };
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn columns(samples: &BTreeMap<i64, u64>) -> SampleColumns {
        let mut columns = SampleColumns::default();
        samples.iter().for_each(|(&time, &bits)| columns.push_float(time, f64::from_bits(bits)));
        columns
    }

    fn bits() -> impl Strategy<Value = u64> {
        prop_oneof![Just(STALE_BITS), Just(NORMAL_NAN_BITS), Just(0), Just(1 << 63), Just(1f64.to_bits())]
    }

    proptest! {
        #[test]
        fn the_counts_are_those_of_maps(
            a in proptest::collection::btree_map(-20i64..20, bits(), 0..25),
            b in proptest::collection::btree_map(-20i64..20, bits(), 0..25),
        ) {
            let (counts, first) = compare_columns(&columns(&a), &columns(&b));
            let times: std::collections::BTreeSet<i64> = a.keys().chain(b.keys()).copied().collect();
            let mut expected = SampleCounts::default();
            for time in &times {
                match (a.get(time), b.get(time)) {
                    (Some(one), Some(other)) if one == other => expected.equal += 1,
                    (Some(_), Some(_)) => expected.different += 1,
                    (Some(_), None) => expected.only_a += 1,
                    _ => expected.only_b += 1,
                }
            }
            prop_assert_eq!(counts, expected);
            prop_assert_eq!(first, times.into_iter().find(|time| a.get(time) != b.get(time)));
        }
    }

    #[test]
    fn empty_buckets_and_hints_are_no_difference() {
        let narrow = FloatHistogram {
            count: 3.0,
            positive_spans: vec![HistogramSpan { offset: 2, length: 1 }],
            positive_buckets: vec![3.0],
            ..FloatHistogram::default()
        };
        let wide = FloatHistogram {
            counter_reset_hint: crate::model::histogram::CounterResetHint::NotReset,
            positive_spans: vec![HistogramSpan { offset: 1, length: 3 }],
            positive_buckets: vec![0.0, 3.0, 0.0],
            ..narrow.clone()
        };
        let other = FloatHistogram { positive_buckets: vec![2.0], ..narrow.clone() };
        let single = |histogram: FloatHistogram| {
            let mut columns = SampleColumns::default();
            columns.push_histogram(7, Arc::new(histogram));
            columns
        };
        assert!(compare_columns(&single(narrow.clone()), &single(wide)).0.are_equal());
        assert_eq!(compare_columns(&single(narrow.clone()), &single(other)).1, Some(7));
        let mut float = SampleColumns::default();
        float.push_float(7, 1.0);
        let counts = compare_columns(&single(narrow), &float).0;
        assert_eq!((counts.only_a, counts.only_b), (1, 1));
    }

    #[test]
    fn start_timestamps_count() {
        let (mut a, mut b) = (SampleColumns::default(), SampleColumns::default());
        a.push_float_since(5, 3, 1.0);
        b.push_float(5, 1.0);
        assert_eq!(compare_columns(&a, &b).1, Some(5));
        assert_eq!(sample_at(&a, 5).map(|sample| sample.start_timestamp), Some(3));
        assert_eq!(sample_at(&a, 6), None);
    }
}
