//! Native histograms bucket by bucket, and their text.

use super::{CUSTOM_BUCKETS_SCHEMA, FloatHistogram, HistogramSpan, custom_bound, exponential_bound};
use crate::golang::float::append_g;
use std::fmt;

/// One bucket with its bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bucket {
    /// Lower bound; on the negative side the one farther from zero.
    pub lower: f64,
    /// Upper bound.
    pub upper: f64,
    /// Whether the lower bound belongs to the bucket.
    pub lower_inclusive: bool,
    /// Whether the upper bound belongs to the bucket.
    pub upper_inclusive: bool,
    /// Observations.
    pub count: f64,
    /// Number of the bucket within its side; 0 for the zero bucket.
    pub index: i32,
}

impl Bucket {
    /// The API's number for the kind of interval: 0 `(]`, 1 `[)`, 2 `()`, 3 `[]`.
    pub fn boundaries(&self) -> u8 {
        match (self.lower_inclusive, self.upper_inclusive) {
            (false, true) => 0,
            (true, false) => 1,
            (false, false) => 2,
            (true, true) => 3,
        }
    }
}

/// Index and count of each bucket of one side, empty ones included, from zero outwards.
///
/// Buckets that have no span, and spans that have no buckets, are left out.
#[derive(Clone, Debug)]
pub struct BucketCounts<'a> {
    spans: &'a [HistogramSpan],
    counts: &'a [f64],
    /// Index of the next bucket.
    index: i32,
    left_in_span: u32,
}

impl<'a> BucketCounts<'a> {
    /// The buckets of one side from their layout.
    pub fn new(spans: &'a [HistogramSpan], counts: &'a [f64]) -> BucketCounts<'a> {
        BucketCounts { spans, counts, index: 0, left_in_span: 0 }
    }
}

impl Iterator for BucketCounts<'_> {
    type Item = (i32, f64);

    fn next(&mut self) -> Option<(i32, f64)> {
        let (&count, counts) = self.counts.split_first()?;
        while self.left_in_span == 0 {
            let (span, spans) = self.spans.split_first()?;
            self.spans = spans;
            self.index = self.index.saturating_add(span.offset);
            self.left_in_span = span.length;
        }
        self.counts = counts;
        self.left_in_span -= 1;
        let index = self.index;
        self.index = self.index.saturating_add(1);
        Some((index, count))
    }
}

impl FloatHistogram {
    /// Whether the buckets have custom bounds instead of exponential ones.
    pub fn uses_custom_buckets(&self) -> bool {
        self.schema == CUSTOM_BUCKETS_SCHEMA
    }

    /// Index and count of the positive buckets, ascending.
    pub fn positive_counts(&self) -> BucketCounts<'_> {
        BucketCounts::new(&self.positive_spans, &self.positive_buckets)
    }

    /// Index and count of the negative buckets, from zero downwards.
    pub fn negative_counts(&self) -> BucketCounts<'_> {
        BucketCounts::new(&self.negative_spans, &self.negative_buckets)
    }

    /// The positive buckets, ascending.
    pub fn positive_bucket_iter(&self) -> impl Iterator<Item = Bucket> + '_ {
        self.positive_counts().map(|(index, count)| self.bucket(index, count, true))
    }

    /// The negative buckets, from zero downwards.
    pub fn negative_bucket_iter(&self) -> impl Iterator<Item = Bucket> + '_ {
        self.negative_counts().map(|(index, count)| self.bucket(index, count, false))
    }

    /// The bucket around zero; `None` for custom buckets, which have none.
    pub fn zero_bucket(&self) -> Option<Bucket> {
        (!self.uses_custom_buckets()).then_some(Bucket {
            lower: -self.zero_threshold,
            upper: self.zero_threshold,
            lower_inclusive: true,
            upper_inclusive: true,
            count: self.zero_count,
            index: 0,
        })
    }

    /// All buckets from the lowest to the highest, empty ones included; the zero bucket only if its count is positive.
    /// A bucket that overlaps the zero bucket ends there.
    pub fn all_buckets(&self) -> Vec<Bucket> {
        let mut buckets: Vec<Bucket> = self.negative_bucket_iter().collect();
        buckets.reverse();
        buckets.extend(self.zero_bucket().filter(|bucket| bucket.count > 0.0));
        buckets.extend(self.positive_bucket_iter());
        let threshold = self.zero_threshold;
        for bucket in &mut buckets {
            if bucket.upper < 0.0 && bucket.upper > -threshold {
                bucket.upper = -threshold;
            }
            if bucket.lower > 0.0 && bucket.lower < threshold {
                bucket.lower = threshold;
            }
        }
        buckets
    }

    /// The bucket number `index` of one side, with `count` observations.
    pub fn bucket(&self, index: i32, count: f64, positive: bool) -> Bucket {
        let bound = |index: i32| match self.uses_custom_buckets() {
            true => custom_bound(index, &self.custom_values),
            false => exponential_bound(index, self.schema),
        };
        let (inner, outer) = (bound(index.saturating_sub(1)), bound(index));
        let (lower, upper) = if positive { (inner, outer) } else { (-outer, -inner) };
        let (lower_inclusive, upper_inclusive) = match self.uses_custom_buckets() {
            true => (index == 0, true),
            false => (lower < 0.0, upper > 0.0),
        };
        Bucket { lower, upper, lower_inclusive, upper_inclusive, count, index }
    }

    /// Appends Prometheus' text: `{count:3, sum:2.5, [-0.001,0.001]:1, (0.5,1]:2}`; empty buckets are left out.
    pub fn append_text(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{count:");
        append_g(out, self.count);
        out.extend_from_slice(b", sum:");
        append_g(out, self.sum);
        let mut negative: Vec<Bucket> = self.negative_bucket_iter().filter(|bucket| bucket.count != 0.0).collect();
        negative.reverse();
        let zero = self.zero_bucket().filter(|bucket| bucket.count != 0.0);
        let positive = self.positive_bucket_iter().filter(|bucket| bucket.count != 0.0);
        for bucket in negative.into_iter().chain(zero).chain(positive) {
            out.extend_from_slice(b", ");
            bucket.append_text(out);
        }
        out.push(b'}');
    }
}

impl Bucket {
    /// Appends Prometheus' text: `(0.5,1]:2`.
    pub fn append_text(&self, out: &mut Vec<u8>) {
        out.push(if self.lower_inclusive { b'[' } else { b'(' });
        append_g(out, self.lower);
        out.push(b',');
        append_g(out, self.upper);
        out.extend_from_slice(if self.upper_inclusive { b"]:" } else { b"):" });
        append_g(out, self.count);
    }
}

impl fmt::Display for FloatHistogram {
    /// Prometheus' text, see [`FloatHistogram::append_text`].
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = Vec::with_capacity(128);
        self.append_text(&mut out);
        formatter.write_str(&String::from_utf8_lossy(&out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(offset: i32, length: u32) -> HistogramSpan {
        HistogramSpan { offset, length }
    }

    #[test]
    fn text_leaves_empty_buckets_out() {
        let histogram = FloatHistogram {
            zero_threshold: 0.001,
            zero_count: 2.0,
            count: 1e6,
            sum: 1_234_567.0,
            positive_spans: vec![span(0, 2), span(1, 1)],
            positive_buckets: vec![1.0, 999_997.0, 0.0],
            ..FloatHistogram::default()
        };
        assert_eq!(histogram.to_string(), "{count:1e+06, sum:1.234567e+06, [-0.001,0.001]:2, (0.5,1]:1, (1,2]:999997}");
    }

    #[test]
    fn negative_buckets_come_first_and_lowest_first() {
        let histogram = FloatHistogram {
            schema: 1,
            count: 6.0,
            sum: -0.5,
            negative_spans: vec![span(-1, 1), span(2, 1)],
            negative_buckets: vec![1.0, 2.0],
            positive_spans: vec![span(0, 1)],
            positive_buckets: vec![3.5],
            ..FloatHistogram::default()
        };
        assert_eq!(
            histogram.to_string(),
            "{count:6, sum:-0.5, [-2,-1.414213562373095):2, [-0.7071067811865475,-0.5):1, (0.7071067811865475,1]:3.5}"
        );
    }

    #[test]
    fn custom_buckets_reach_to_infinity() {
        let histogram = FloatHistogram {
            schema: CUSTOM_BUCKETS_SCHEMA,
            count: 3.0,
            sum: 3.0,
            positive_spans: vec![span(0, 3)],
            positive_buckets: vec![1.0, 1.0, 1.0],
            custom_values: vec![-1.0, 2.0],
            ..FloatHistogram::default()
        };
        assert_eq!(histogram.to_string(), "{count:3, sum:3, [-Inf,-1]:1, (-1,2]:1, (2,+Inf]:1}");
    }

    #[test]
    fn buckets_end_at_the_zero_bucket() {
        let histogram = FloatHistogram {
            zero_threshold: 0.75,
            zero_count: 1.0,
            negative_spans: vec![span(0, 1)],
            negative_buckets: vec![1.0],
            positive_spans: vec![span(0, 2)],
            positive_buckets: vec![1.0, 0.0],
            ..FloatHistogram::default()
        };
        let bounds: Vec<(f64, f64)> =
            histogram.all_buckets().iter().map(|bucket| (bucket.lower, bucket.upper)).collect();
        assert_eq!(bounds, [(-1.0, -0.75), (-0.75, 0.75), (0.75, 1.0), (1.0, 2.0)]);
    }

    #[test]
    fn damaged_layouts_do_not_panic() {
        let spans = [span(i32::MAX, 1), span(i32::MAX, 0), span(1, 5)];
        assert_eq!(BucketCounts::new(&spans, &[1.0, 2.0, 3.0]).count(), 3);
        assert_eq!(BucketCounts::new(&[], &[1.0]).count(), 0);
        let histogram = FloatHistogram {
            schema: CUSTOM_BUCKETS_SCHEMA,
            positive_spans: vec![span(i32::MIN, 1)],
            positive_buckets: vec![1.0],
            ..FloatHistogram::default()
        };
        assert_eq!(histogram.to_string(), "{count:0, sum:0, (-Inf,-Inf]:1}");
    }
}
