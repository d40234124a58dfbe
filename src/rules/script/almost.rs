//! Numbers and histograms that are equal but for rounding.

use crate::model::{
    histogram::{FloatHistogram, HistogramSpan},
    sample::is_stale,
};

/// Relative difference that counts as rounding.
const EPSILON: f64 = 0.000_001;

/// Whether two values are equal but for rounding. A stale marker equals stale markers only, any other NaN any other NaN.
pub(super) fn almost_equal(left: f64, right: f64) -> bool {
    if is_stale(left) || is_stale(right) {
        return is_stale(left) && is_stale(right);
    }
    if left == right || left.is_nan() && right.is_nan() {
        return true;
    }
    let (sum, difference) = (left.abs() + right.abs(), (left - right).abs());
    if left == 0.0 || right == 0.0 || sum < f64::MIN_POSITIVE {
        return difference < EPSILON * f64::MIN_POSITIVE;
    }
    difference / sum.min(f64::MAX) < EPSILON
}

/// Whether two histograms are equal but for rounding and layout; the counter reset hint counts only if
/// `compare_hint` is set.
pub(super) fn almost_equal_histograms(expected: &FloatHistogram, got: &FloatHistogram, compare_hint: bool) -> bool {
    let compacted = |histogram: &FloatHistogram| {
        let mut histogram = histogram.clone();
        histogram.compact(0);
        histogram
    };
    let (expected, got) = (compacted(expected), compacted(got));
    expected.schema == got.schema
        && almost_equal(expected.count, got.count)
        && almost_equal(expected.sum, got.sum)
        && (!expected.uses_custom_buckets() || expected.custom_values == got.custom_values)
        && expected.zero_threshold == got.zero_threshold
        && almost_equal(expected.zero_count, got.zero_count)
        && same_side(
            (&expected.negative_spans, &expected.negative_buckets),
            (&got.negative_spans, &got.negative_buckets),
        )
        && same_side(
            (&expected.positive_spans, &expected.positive_buckets),
            (&got.positive_spans, &got.positive_buckets),
        )
        && (!compare_hint || expected.counter_reset_hint == got.counter_reset_hint)
}

/// Compact layouts are unique, so spans can be compared as they are.
fn same_side(expected: (&[HistogramSpan], &[f64]), got: (&[HistogramSpan], &[f64])) -> bool {
    expected.0 == got.0
        && expected.1.len() == got.1.len()
        && expected.1.iter().zip(got.1).all(|(left, right)| almost_equal(*left, *right))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        histogram::CounterResetHint,
        sample::{NORMAL_NAN_BITS, STALE_BITS},
    };

    #[test]
    fn rounding_is_relative() {
        for (left, right, equal) in [
            (1.0, 1.000_001, true),
            (1.0, 1.000_003, false),
            (1e300, 1.000_001e300, true),
            (0.0, -0.0, true),
            (0.0, 1e-300, false),
            (f64::MAX, -f64::MAX, false),
            (f64::INFINITY, f64::INFINITY, true),
            (f64::INFINITY, f64::MAX, false),
            (f64::NAN, f64::from_bits(NORMAL_NAN_BITS), true),
            (f64::NAN, 1.0, false),
            (f64::from_bits(STALE_BITS), f64::NAN, false),
            (f64::from_bits(STALE_BITS), f64::from_bits(STALE_BITS), true),
        ] {
            assert_eq!(almost_equal(left, right), equal, "{left} {right}");
            assert_eq!(almost_equal(right, left), equal, "{right} {left}");
        }
    }

    #[test]
    fn layout_does_not_count_and_hints_only_on_demand() {
        let histogram = |spans: &[(i32, u32)], buckets: &[f64], hint| FloatHistogram {
            positive_spans: spans
                .iter()
                .map(|(offset, length)| HistogramSpan { offset: *offset, length: *length })
                .collect(),
            positive_buckets: buckets.to_vec(),
            counter_reset_hint: hint,
            ..FloatHistogram::default()
        };
        let one = histogram(&[(0, 4)], &[0.0, 1.0, 0.0, 2.0], CounterResetHint::Unknown);
        let other = histogram(&[(1, 1), (1, 1)], &[1.0, 2.000_000_1], CounterResetHint::Gauge);
        assert!(almost_equal_histograms(&one, &other, false));
        assert!(!almost_equal_histograms(&one, &other, true));
        let shifted = histogram(&[(2, 1), (1, 1)], &[1.0, 2.0], CounterResetHint::Unknown);
        assert!(!almost_equal_histograms(&one, &shifted, false));
    }
}
