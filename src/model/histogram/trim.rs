//! The operators `</` and `>/`: what a histogram would be without the observations beyond a value.
//!
//! A bucket that holds the value is divided as if its observations lay evenly in it, on a linear scale for custom
//! buckets and the zero bucket and on a logarithmic one otherwise. Buckets that reach to infinity cannot be divided.

use super::{Bucket, FloatHistogram};
use crate::golang::math::log2;

/// Which observations stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keep {
    Below,
    Above,
}

/// How the observations of a bucket are taken to lie in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scale {
    Linear,
    /// Logarithmic, with the sign of the side.
    Positive,
    Negative,
}

/// What stays of a bucket: how many observations, and around which value.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Kept {
    count: f64,
    middle: f64,
}

/// Running totals of what stays.
#[derive(Clone, Copy, Debug, Default)]
struct Totals {
    count: f64,
    sum: f64,
    changed: bool,
}

impl FloatHistogram {
    /// Keeps the observations up to `limit` (`</`). If that changes any bucket, count and sum are estimated anew from
    /// the buckets, and the result is compacted.
    pub fn trim_upper(&mut self, limit: f64) {
        self.trim(Keep::Below, limit);
    }

    /// Keeps the observations from `limit` on (`>/`); count and sum as for [`FloatHistogram::trim_upper`].
    pub fn trim_lower(&mut self, limit: f64) {
        self.trim(Keep::Above, limit);
    }

    fn trim(&mut self, keep: Keep, limit: f64) {
        let custom = self.uses_custom_buckets();
        let (positive_scale, negative_scale) =
            if custom { (Scale::Linear, Scale::Linear) } else { (Scale::Positive, Scale::Negative) };
        let mut totals = Totals::default();
        let positive: Vec<Bucket> = self.positive_bucket_iter().collect();
        let negative: Vec<Bucket> = self.negative_bucket_iter().collect();
        totals.trim_side(&positive, &mut self.positive_buckets, positive_scale, keep, limit);
        totals.trim_side(&negative, &mut self.negative_buckets, negative_scale, keep, limit);
        if let Some(zero) = self.zero_bucket().filter(|zero| zero.count > 0.0) {
            let is_populated = |side: &[Bucket]| side.iter().any(|bucket| bucket.count != 0.0);
            let (lower, upper) = match (is_populated(&negative), is_populated(&positive)) {
                (true, false) => (zero.lower, 0.0),
                (false, true) => (0.0, zero.upper),
                _ => (zero.lower, zero.upper),
            };
            let kept = trim_zero_bucket(Bucket { lower, upper, ..zero }, keep, limit);
            totals.take(kept, &mut self.zero_count);
        }
        if totals.changed {
            self.count = totals.count;
            self.sum = totals.sum;
            self.compact(0);
        }
    }
}

impl Totals {
    fn trim_side(&mut self, buckets: &[Bucket], counts: &mut [f64], scale: Scale, keep: Keep, limit: f64) {
        for (bucket, count) in buckets.iter().zip(counts).filter(|(bucket, _)| bucket.count != 0.0) {
            let (whole, cut) = match keep {
                Keep::Below => (bucket.upper <= limit, bucket.lower < limit),
                Keep::Above => (bucket.lower >= limit, bucket.upper > limit),
            };
            if whole {
                self.count += bucket.count;
                self.sum += middle(bucket.lower, bucket.upper, scale) * bucket.count;
            } else if cut {
                self.take(trim_bucket(bucket, scale, keep, limit), count);
            } else {
                *count = 0.0;
                self.changed = true;
            }
        }
    }

    fn take(&mut self, kept: Kept, count: &mut f64) {
        self.count += kept.count;
        self.sum += kept.middle * kept.count;
        if *count != kept.count {
            *count = kept.count;
            self.changed = true;
        }
    }
}

fn trim_bucket(bucket: &Bucket, scale: Scale, keep: Keep, limit: f64) -> Kept {
    if bucket.lower == f64::NEG_INFINITY {
        return trim_lowest(bucket, keep, limit);
    }
    if bucket.upper == f64::INFINITY {
        return trim_highest(bucket, keep, limit);
    }
    let below = if limit <= bucket.lower {
        0.0
    } else if limit >= bucket.upper {
        bucket.count
    } else {
        bucket.count * bucket.fraction_below(limit, scale == Scale::Linear)
    };
    match keep {
        Keep::Below => Kept { count: below, middle: middle(bucket.lower, limit, scale) },
        Keep::Above => Kept { count: bucket.count - below, middle: middle(limit, bucket.upper, scale) },
    }
}

/// A bucket from -Inf on. If it ends above zero, which only custom buckets do, it is taken to begin at zero.
fn trim_lowest(bucket: &Bucket, keep: Keep, limit: f64) -> Kept {
    let Bucket { lower, upper, count, .. } = *bucket;
    let begins_at_zero = upper > 0.0 && upper < f64::INFINITY;
    let dropped = Kept { count: 0.0, middle: if upper.is_infinite() { 0.0 } else { upper } };
    match keep {
        Keep::Below if limit >= upper => Kept { count, middle: 0.0 },
        Keep::Below if limit > 0.0 && begins_at_zero => Kept { count: count * limit / upper, middle: limit / 2.0 },
        Keep::Below if upper <= 0.0 => Kept { count, middle: limit },
        Keep::Above if limit <= lower => Kept { count, middle: 0.0 },
        Keep::Above if limit >= 0.0 && upper > limit && begins_at_zero => {
            Kept { count: count * (1.0 - limit / upper), middle: (limit + upper) / 2.0 }
        }
        _ => dropped,
    }
}

/// A bucket up to +Inf.
fn trim_highest(bucket: &Bucket, keep: Keep, limit: f64) -> Kept {
    match keep {
        Keep::Above if limit >= bucket.lower => Kept { count: bucket.count, middle: limit },
        _ => Kept { count: 0.0, middle: if bucket.lower.is_infinite() { 0.0 } else { bucket.lower } },
    }
}

fn trim_zero_bucket(bucket: Bucket, keep: Keep, limit: f64) -> Kept {
    let Bucket { lower, upper, count, .. } = bucket;
    let whole = Kept { count, middle: (lower + upper) / 2.0 };
    let nothing = Kept { count: 0.0, middle: 0.0 };
    match keep {
        Keep::Below if limit <= lower => nothing,
        Keep::Below if limit >= upper => whole,
        Keep::Below => Kept { count: count * ((limit - lower) / (upper - lower)), middle: (lower + limit) / 2.0 },
        Keep::Above if limit <= lower => whole,
        Keep::Above if limit >= upper => nothing,
        Keep::Above => Kept { count: count * ((upper - limit) / (upper - lower)), middle: (limit + upper) / 2.0 },
    }
}

/// The value that stands for all observations between two bounds.
fn middle(lower: f64, upper: f64, scale: Scale) -> f64 {
    if lower.is_infinite() {
        return if upper.is_infinite() {
            0.0
        } else if upper > 0.0 {
            upper / 2.0
        } else {
            upper
        };
    }
    if upper.is_infinite() {
        return lower;
    }
    match scale {
        Scale::Linear => (lower + upper) / 2.0,
        Scale::Positive => (lower * upper).abs().sqrt(),
        Scale::Negative => -(lower * upper).abs().sqrt(),
    }
}

impl Bucket {
    /// Which part of the observations lies below `value`, strictly within finite bounds: counted on a linear scale, or
    /// else on a logarithmic one, for which the bucket must not touch zero.
    pub fn fraction_below(&self, value: f64, linear: bool) -> f64 {
        if linear {
            return (value - self.lower) / (self.upper - self.lower);
        }
        let (lower, upper, value_log) = (log2(self.lower.abs()), log2(self.upper.abs()), log2(value.abs()));
        if value > 0.0 { (value_log - lower) / (upper - lower) } else { 1.0 - (value_log - upper) / (lower - upper) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::histogram::{CUSTOM_BUCKETS_SCHEMA, HistogramSpan};

    fn custom() -> FloatHistogram {
        FloatHistogram {
            schema: CUSTOM_BUCKETS_SCHEMA,
            count: 16.0,
            sum: 100.0,
            positive_spans: vec![HistogramSpan { offset: 0, length: 3 }],
            positive_buckets: vec![4.0, 8.0, 4.0],
            custom_values: vec![2.0, 4.0],
            ..FloatHistogram::default()
        }
    }

    #[test]
    fn custom_buckets_are_cut_linearly() {
        let mut trimmed = custom();
        trimmed.trim_upper(3.0);
        assert_eq!(trimmed.positive_buckets, [4.0, 4.0]);
        assert_eq!((trimmed.count, trimmed.sum), (8.0, 4.0 * 1.0 + 4.0 * 2.5));
        let mut trimmed = custom();
        trimmed.trim_lower(1.0);
        assert_eq!(trimmed.positive_buckets, [2.0, 8.0, 4.0]);
        assert_eq!((trimmed.count, trimmed.sum), (14.0, 2.0 * 1.5 + 8.0 * 3.0 + 4.0 * 4.0));
        let mut trimmed = custom();
        trimmed.trim_upper(100.0);
        assert_eq!(trimmed.positive_buckets, [4.0, 8.0]);
        let mut trimmed = custom();
        trimmed.trim_lower(5.0);
        assert_eq!((trimmed.count, trimmed.sum), (4.0, 20.0));
    }

    #[test]
    fn nothing_cut_keeps_the_sum() {
        let mut trimmed = custom();
        trimmed.trim_lower(f64::NEG_INFINITY);
        assert_eq!(trimmed, custom());
        trimmed.trim_upper(f64::INFINITY);
        assert_eq!(trimmed, custom());
    }

    #[test]
    fn the_zero_bucket_is_one_sided_if_the_histogram_is() {
        let mut trimmed = FloatHistogram {
            zero_threshold: 0.5,
            zero_count: 8.0,
            count: 9.0,
            sum: 7.0,
            positive_spans: vec![HistogramSpan { offset: 1, length: 1 }],
            positive_buckets: vec![1.0],
            ..FloatHistogram::default()
        };
        trimmed.trim_upper(0.25);
        assert_eq!((trimmed.zero_count, trimmed.count, trimmed.sum), (4.0, 4.0, 0.5));
        assert!(trimmed.positive_buckets.is_empty() && trimmed.positive_spans.is_empty());
    }

    #[test]
    fn exponential_buckets_are_cut_at_their_geometric_middle() {
        let mut trimmed = FloatHistogram {
            count: 8.0,
            sum: 20.0,
            positive_spans: vec![HistogramSpan { offset: 2, length: 1 }],
            positive_buckets: vec![4.0],
            negative_spans: vec![HistogramSpan { offset: 2, length: 1 }],
            negative_buckets: vec![4.0],
            ..FloatHistogram::default()
        };
        let mut lower = trimmed.clone();
        trimmed.trim_upper(8f64.sqrt());
        assert!((trimmed.positive_buckets[0] - 2.0).abs() < 1e-14);
        assert_eq!(trimmed.negative_buckets, [4.0]);
        lower.trim_lower(-8f64.sqrt());
        assert!((lower.negative_buckets[0] - 2.0).abs() < 1e-14);
        lower.trim_lower(0.0);
        assert!(lower.negative_buckets.is_empty());
        assert_eq!(lower.positive_buckets, [4.0]);
    }
}
