//! Quantiles and fractions of native histograms.
//!
//! Within a bucket observations are taken to lie evenly: on a linear scale for custom buckets and the zero bucket, on a
//! logarithmic one otherwise. Observations that are no number stand in the count but in no bucket.

use crate::{
    golang::math::{exp2, log2},
    model::histogram::{Bucket, FloatHistogram},
};

/// What observations that are no number did to a quantile or fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum NanObservations {
    /// The quantile lies among them and is no number either.
    ResultIsNan,
    /// They count as the highest ones, which makes the quantile higher.
    SkewedHigher,
    /// They belong to no fraction.
    Excluded,
}

/// A bucket that no histogram has: what a search over no bucket at all ends with.
const NO_BUCKET: Bucket =
    Bucket { lower: 0.0, upper: 0.0, lower_inclusive: false, upper_inclusive: false, count: 0.0, index: 0 };

/// The `q`-quantile: -Inf below 0, +Inf above 1, NaN without observations.
pub(in crate::engine) fn quantile(q: f64, histogram: &FloatHistogram) -> (f64, Option<NanObservations>) {
    if q < 0.0 {
        return (f64::NEG_INFINITY, None);
    }
    if q > 1.0 {
        return (f64::INFINITY, None);
    }
    if histogram.count == 0.0 || q.is_nan() {
        return (f64::NAN, None);
    }
    // Without NaN observations the nearer end is the better start.
    let ascending = histogram.sum.is_nan() || q < 0.5;
    let rank = if ascending { q * histogram.count } else { (1.0 - q) * histogram.count };
    let mut buckets = histogram.all_buckets();
    if !ascending {
        buckets.reverse();
    }
    let mut rest = buckets.iter();
    let mut count = 0.0;
    let mut bucket = NO_BUCKET;
    for next in rest.by_ref() {
        bucket = *next;
        count += bucket.count;
        if bucket.count != 0.0 && count >= rank {
            break;
        }
    }
    if histogram.uses_custom_buckets() {
        if bucket.lower == f64::NEG_INFINITY {
            if bucket.upper <= 0.0 {
                return (bucket.upper, None);
            }
            bucket.lower = 0.0;
        } else if bucket.upper == f64::INFINITY {
            return (bucket.lower, None);
        }
    } else if bucket.lower < 0.0 && bucket.upper > 0.0 {
        clip_zero_bucket(&mut bucket, histogram);
    }
    // Sums of bucket counts may be rounded to more than the count.
    count = if count > histogram.count { histogram.count } else { count };
    if count < rank {
        return match histogram.sum.is_nan() {
            true => (f64::NAN, Some(NanObservations::ResultIsNan)),
            false => (bucket.upper, None),
        };
    }
    let within = if ascending { rank - (count - bucket.count) } else { count - rank };
    let mut observations = None;
    if histogram.sum.is_nan() {
        // Prometheus goes on from the last bucket it has looked at here, so this does, too.
        for next in rest {
            bucket = *next;
            count += bucket.count;
        }
        observations = (count < histogram.count).then_some(NanObservations::SkewedHigher);
    }
    (interpolate(&bucket, within / bucket.count, histogram.uses_custom_buckets()), observations)
}

/// The value below which `fraction` of the bucket lies.
fn interpolate(bucket: &Bucket, fraction: f64, custom: bool) -> f64 {
    let Bucket { lower, upper, .. } = *bucket;
    if custom || (lower <= 0.0 && upper >= 0.0) {
        return lower + (upper - lower) * fraction;
    }
    let (lower_log, upper_log) = (log2(lower.abs()), log2(upper.abs()));
    if lower > 0.0 {
        exp2(lower_log + (upper_log - lower_log) * fraction)
    } else {
        -exp2(upper_log + (lower_log - upper_log) * (1.0 - fraction))
    }
}

/// A histogram with one side only has no observations on the other side of zero.
fn clip_zero_bucket(bucket: &mut Bucket, histogram: &FloatHistogram) {
    match (histogram.negative_buckets.is_empty(), histogram.positive_buckets.is_empty()) {
        (true, false) => bucket.lower = 0.0,
        (false, true) => bucket.upper = 0.0,
        _ => {}
    }
}

/// The fraction of observations between two bounds: NaN without observations or bounds, 0 if the bounds are swapped.
pub(in crate::engine) fn fraction(
    lower: f64,
    upper: f64,
    histogram: &FloatHistogram,
) -> (f64, Option<NanObservations>) {
    if histogram.count == 0.0 || lower.is_nan() || upper.is_nan() {
        return (f64::NAN, None);
    }
    if lower >= upper {
        return (0.0, None);
    }
    let buckets = histogram.all_buckets();
    let (mut lower_rank, mut upper_rank) = (None, None);
    let mut rank = 0.0;
    for bucket in &buckets {
        let mut bucket = *bucket;
        let around_zero = bucket.lower <= 0.0 && bucket.upper >= 0.0;
        if around_zero {
            clip_zero_bucket(&mut bucket, histogram);
        }
        let linear = around_zero || histogram.uses_custom_buckets();
        lower_rank = lower_rank.or_else(|| rank_within(&bucket, lower, rank, linear));
        upper_rank = upper_rank.or_else(|| rank_within(&bucket, upper, rank, linear));
        if lower_rank.is_some() && upper_rank.is_some() {
            break;
        }
        rank += bucket.count;
    }
    let mut count = histogram.count;
    let mut observations = None;
    if histogram.sum.is_nan() {
        count = buckets.iter().fold(0.0, |sum, bucket| sum + bucket.count);
        observations = (count < histogram.count).then_some(NanObservations::Excluded);
    }
    let limited = |rank: Option<f64>| match rank {
        Some(rank) if rank > count => count,
        Some(rank) => rank,
        None => count,
    };
    ((limited(upper_rank) - limited(lower_rank)) / histogram.count, observations)
}

/// How many observations lie below `value`, if the bucket tells; `rank` of them lie below the bucket.
fn rank_within(bucket: &Bucket, value: f64, rank: f64, linear: bool) -> Option<f64> {
    if bucket.lower >= value {
        return Some(rank);
    }
    if !(bucket.lower < value && bucket.upper > value) {
        return None;
    }
    Some(match linear && bucket.lower == f64::NEG_INFINITY {
        // Nothing can be said about a part of this bucket.
        true => bucket.count,
        false => rank + bucket.count * bucket.fraction_below(value, linear),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::histogram::{CUSTOM_BUCKETS_SCHEMA, HistogramSpan};

    fn exponential(offset: i32, counts: &[f64]) -> FloatHistogram {
        FloatHistogram {
            count: counts.iter().sum(),
            sum: 1.0,
            positive_spans: vec![HistogramSpan { offset, length: counts.len() as u32 }],
            positive_buckets: counts.to_vec(),
            ..FloatHistogram::default()
        }
    }

    fn custom(counts: &[f64], bounds: &[f64]) -> FloatHistogram {
        let custom_values = bounds.to_vec();
        FloatHistogram { schema: CUSTOM_BUCKETS_SCHEMA, custom_values, ..exponential(0, counts) }
    }

    #[test]
    fn exponential_buckets_are_logarithmic() {
        let histogram = exponential(1, &[2.0, 2.0]);
        // Not the correctly rounded root of two: Go's power has the same bits as its bucket bound.
        assert_eq!(quantile(0.25, &histogram).0, f64::from_bits(0x3ff6_a09e_667f_3bcc));
        assert_eq!(quantile(0.5, &histogram).0, 2.0);
        assert_eq!(quantile(0.75, &histogram).0, exp2(1.5));
        assert_eq!(quantile(1.0, &histogram).0, 4.0);
        let mirrored = FloatHistogram {
            negative_spans: histogram.positive_spans.clone(),
            negative_buckets: histogram.positive_buckets.clone(),
            positive_buckets: vec![],
            positive_spans: vec![],
            ..histogram.clone()
        };
        assert_eq!(quantile(0.25, &mirrored).0, -exp2(1.5));
        assert_eq!(fraction(1.0, 2.0, &histogram).0, 0.5);
        assert_eq!(fraction(-4.0, -2.0, &mirrored).0, 0.5);
        assert_eq!(fraction(f64::NEG_INFINITY, exp2(1.5), &histogram).0, 0.75);
    }

    #[test]
    fn one_sided_zero_buckets_end_at_zero() {
        let mut histogram = exponential(1, &[0.0]);
        (histogram.zero_count, histogram.count, histogram.zero_threshold) = (4.0, 4.0, 0.5);
        assert_eq!(quantile(0.5, &histogram).0, 0.25);
        assert_eq!(fraction(0.0, 0.25, &histogram).0, 0.5);
        histogram.positive_buckets.clear();
        assert_eq!(quantile(0.25, &histogram).0, -0.25);
    }

    #[test]
    fn custom_buckets_are_linear_and_end_where_they_must() {
        let histogram = custom(&[2.0, 2.0, 4.0], &[2.0, 4.0]);
        assert_eq!(quantile(0.125, &histogram).0, 1.0);
        assert_eq!(quantile(0.375, &histogram).0, 3.0);
        assert_eq!(quantile(0.9, &histogram).0, 4.0);
        assert_eq!(quantile(0.1, &custom(&[2.0, 2.0], &[-1.0])).0, -1.0);
        assert_eq!(fraction(1.0, 3.0, &histogram).0, 0.25);
        assert_eq!(fraction(f64::NEG_INFINITY, 100.0, &histogram).0, 0.5);
    }

    #[test]
    fn observations_without_a_number() {
        let histogram = FloatHistogram { count: 15.0, sum: f64::NAN, ..exponential(0, &[12.0]) };
        let (value, observations) = quantile(0.9, &histogram);
        assert!(value.is_nan());
        assert_eq!(observations, Some(NanObservations::ResultIsNan));
        assert_eq!(quantile(0.8, &histogram), (1.0, Some(NanObservations::SkewedHigher)));
        assert_eq!(fraction(0.5, 1.0, &histogram), (0.8, Some(NanObservations::Excluded)));
    }

    #[test]
    fn special_arguments() {
        let histogram = exponential(0, &[1.0]);
        assert_eq!(quantile(-0.1, &histogram).0, f64::NEG_INFINITY);
        assert_eq!(quantile(1.1, &histogram).0, f64::INFINITY);
        assert!(quantile(0.5, &FloatHistogram::default()).0.is_nan());
        assert!(quantile(0.5, &FloatHistogram { count: 3.0, sum: 1.0, ..FloatHistogram::default() }).0.abs() < 1.0);
        assert!(quantile(f64::NAN, &histogram).0.is_nan());
        assert_eq!(fraction(2.0, 1.0, &histogram).0, 0.0);
        assert!(fraction(f64::NAN, 1.0, &histogram).0.is_nan());
    }
}
