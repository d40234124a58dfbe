//! Arithmetic against a dense evaluation: a map from bucket to count.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

type Dense = BTreeMap<i32, f64>;

fn dense(counts: BucketCounts<'_>) -> Dense {
    counts.filter(|(_, count)| *count != 0.0).collect()
}

fn combined(left: &Dense, right: &Dense, sign: f64) -> Dense {
    let mut sum = left.clone();
    right.iter().for_each(|(index, count)| *sum.entry(*index).or_default() += sign * count);
    sum.retain(|_, count| *count != 0.0);
    sum
}

fn widened(counts: &Dense, steps: u32) -> Dense {
    let mut wide = Dense::new();
    counts.iter().for_each(|(index, count)| *wide.entry(((index - 1) >> steps) + 1).or_default() += count);
    wide
}

fn side() -> impl Strategy<Value = (Vec<HistogramSpan>, Vec<f64>)> {
    (-6i32..6, prop::collection::vec((0i32..4, prop::collection::vec(0u8..5, 0..4)), 0..5)).prop_map(
        |(start, layout)| {
            let mut spans: Vec<_> = layout
                .iter()
                .map(|(offset, counts)| HistogramSpan { offset: *offset, length: counts.len() as u32 })
                .collect();
            if let Some(first) = spans.first_mut() {
                first.offset += start;
            }
            (spans, layout.iter().flat_map(|(_, counts)| counts).map(|count| f64::from(*count)).collect())
        },
    )
}

fn exponential() -> impl Strategy<Value = FloatHistogram> {
    (side(), side(), -1i32..3, 0u8..9).prop_map(|(positive, negative, schema, zero)| FloatHistogram {
        schema,
        zero_count: f64::from(zero),
        count: f64::from(zero) + positive.1.iter().chain(&negative.1).sum::<f64>(),
        sum: 3.5,
        positive_spans: positive.0,
        positive_buckets: positive.1,
        negative_spans: negative.0,
        negative_buckets: negative.1,
        ..FloatHistogram::default()
    })
}

fn custom() -> impl Strategy<Value = FloatHistogram> {
    prop::collection::btree_map(0u8..12, 0u8..5, 0..6).prop_flat_map(|buckets| {
        (0u8..5).prop_map(move |last| {
            let counts: Vec<f64> = buckets.values().chain([&last]).map(|count| f64::from(*count)).collect();
            FloatHistogram {
                schema: CUSTOM_BUCKETS_SCHEMA,
                count: counts.iter().sum(),
                positive_spans: vec![HistogramSpan { offset: 0, length: counts.len() as u32 }],
                positive_buckets: counts,
                custom_values: buckets.keys().map(|bound| f64::from(*bound)).collect(),
                ..FloatHistogram::default()
            }
        })
    })
}

/// Observations up to each bound.
fn cumulative(histogram: &FloatHistogram, bound: f64) -> f64 {
    histogram.positive_bucket_iter().filter(|bucket| bucket.upper <= bound).map(|bucket| bucket.count).sum()
}

proptest! {
    #[test]
    fn sums_and_differences_are_those_of_the_buckets(left in exponential(), right in exponential(), negative: bool) {
        let mut result = left.clone();
        let sign = if negative { -1.0 } else { 1.0 };
        let outcome = if negative { result.subtract(&right) } else { result.add(&right) };
        prop_assert_eq!(outcome, Ok(Combined::default()));
        let schema = left.schema.min(right.schema);
        let steps = |histogram: &FloatHistogram| (histogram.schema - schema) as u32;
        let expected = |left_counts, right_counts| combined(
            &widened(&dense(left_counts), steps(&left)),
            &widened(&dense(right_counts), steps(&right)),
            sign,
        );
        prop_assert_eq!(dense(result.positive_counts()), expected(left.positive_counts(), right.positive_counts()));
        prop_assert_eq!(dense(result.negative_counts()), expected(left.negative_counts(), right.negative_counts()));
        prop_assert_eq!(result.zero_count, left.zero_count + sign * right.zero_count);
        prop_assert_eq!((result.schema, result.count, result.sum),
            (schema, left.count + sign * right.count, 3.5 + sign * 3.5));
        let slots: usize = result.positive_spans.iter().map(|span| span.length as usize).sum();
        prop_assert_eq!(slots, result.positive_buckets.len());
    }

    #[test]
    fn compensated_sums_of_whole_numbers_are_plain_sums(parts in prop::collection::vec(exponential(), 1..5)) {
        let mut compensated = CompensatedHistogram::new(parts[0].clone());
        let mut plain = parts[0].clone();
        for part in &parts[1..] {
            prop_assert_eq!(compensated.add(part), plain.add(part));
        }
        prop_assert!(compensated.finish().equals(&plain));
    }

    #[test]
    fn adding_and_taking_away_is_no_reset(histogram in exponential(), more in exponential()) {
        let mut later = histogram.clone();
        prop_assert!(later.add(&more).is_ok());
        prop_assert!(!later.detect_reset(&histogram));
        let lost = histogram.positive_buckets.iter().any(|count| *count > 0.0);
        later.positive_buckets.iter_mut().for_each(|count| *count = 0.0);
        later.count = f64::MAX;
        prop_assert_eq!(later.detect_reset(&histogram), lost);
    }

    #[test]
    fn a_wider_zero_bucket_loses_nothing(histogram in exponential(), wide in exponential(), threshold in 0.01f64..40.0) {
        // With a lower schema the buckets would be joined after the zero bucket has its width, across its bound.
        let wide = FloatHistogram {
            schema: histogram.schema,
            zero_threshold: threshold,
            positive_buckets: vec![],
            negative_buckets: vec![],
            ..wide
        };
        let mut sum = histogram.clone();
        prop_assert!(sum.add(&wide).is_ok());
        prop_assert!(sum.zero_threshold >= threshold);
        let total = |histogram: &FloatHistogram| histogram.zero_count
            + histogram.positive_buckets.iter().chain(&histogram.negative_buckets).sum::<f64>();
        prop_assert_eq!(total(&sum), total(&histogram) + wide.zero_count);
        prop_assert!(sum.positive_bucket_iter().filter(|bucket| bucket.count != 0.0)
            .all(|bucket| bucket.lower >= sum.zero_threshold));
    }

    #[test]
    fn custom_buckets_meet_at_shared_bounds(left in custom(), right in custom(), negative: bool) {
        let mut result = left.clone();
        let outcome = if negative { result.subtract(&right) } else { result.add(&right) };
        let same = left.custom_values == right.custom_values;
        prop_assert_eq!(outcome, Ok(Combined { bounds_reconciled: !same, ..Combined::default() }));
        let sign = if negative { -1.0 } else { 1.0 };
        for bound in result.custom_values.iter().copied().chain([f64::INFINITY]) {
            prop_assert!(bound == f64::INFINITY || left.custom_values.contains(&bound) && right.custom_values.contains(&bound));
            prop_assert_eq!(cumulative(&result, bound), cumulative(&left, bound) + sign * cumulative(&right, bound));
        }
    }

    #[test]
    fn trimming_divides_without_loss(histogram in exponential(), index in -8i32..8) {
        let limit = exponential_bound(index, histogram.schema);
        let (mut below, mut above) = (histogram.clone(), histogram.clone());
        below.trim_upper(limit);
        above.trim_lower(limit);
        let kept = |histogram: &FloatHistogram, upper: bool| -> f64 {
            histogram.all_buckets().iter().filter(|bucket| if upper { bucket.upper <= limit } else { bucket.lower >= limit })
                .map(|bucket| bucket.count).sum()
        };
        // A limit on a bound cuts no bucket, and the zero bucket without width lies below every one.
        prop_assert_eq!(kept(&below, true), kept(&histogram, true));
        prop_assert_eq!(kept(&above, false), kept(&histogram, false));
        prop_assert_eq!(kept(&below, false) + kept(&above, true), 0.0);
    }

    #[test]
    fn damaged_histograms_do_not_panic(
        spans in prop::collection::vec((any::<i32>(), prop::option::of(any::<u32>())), 0..4),
        schemas in (any::<i32>(), any::<i32>()),
        counts in prop::collection::vec(any::<f64>(), 0..6),
        limit: f64,
        custom: bool,
    ) {
        let spans: Vec<_> =
            spans.iter().map(|(offset, length)| HistogramSpan { offset: *offset, length: length.unwrap_or(2) }).collect();
        let damaged = |schema: i32| FloatHistogram {
            schema: if custom { CUSTOM_BUCKETS_SCHEMA } else { schema },
            zero_threshold: limit,
            positive_spans: spans.clone(),
            positive_buckets: counts.clone(),
            negative_spans: spans.iter().rev().copied().collect(),
            negative_buckets: counts.iter().skip(1).copied().collect(),
            custom_values: counts.iter().rev().copied().collect(),
            ..FloatHistogram::default()
        };
        let (left, right) = (damaged(schemas.0), damaged(schemas.1));
        let other = FloatHistogram { custom_values: counts.clone(), zero_threshold: limit.abs() / 2.0, ..right.clone() };
        for other in [&right, &other] {
            let mut sum = left.clone();
            prop_assert!(sum.add(other).is_ok() && sum.subtract(other).is_ok());
            let mut sum = CompensatedHistogram::new(left.clone());
            prop_assert!(sum.add(other).is_ok() && sum.add(&right).is_ok());
            sum.scale(0.5);
            sum.finish().trim_upper(limit);
            left.detect_reset(other);
            other.detect_reset(&left);
        }
        left.clone().trim_lower(limit);
        left.copy_to_schema(-4);
    }
}

#[test]
fn hints_collide_only_if_they_contradict_each_other() {
    use CounterResetHint::{Gauge, NotReset, Reset, Unknown};
    for (left, right, expected) in [
        (Unknown, Unknown, (Unknown, false)),
        (Reset, Reset, (Reset, false)),
        (Reset, Gauge, (Gauge, false)),
        (Gauge, NotReset, (Gauge, false)),
        (Unknown, NotReset, (Unknown, false)),
        (Reset, Unknown, (Unknown, false)),
        (Reset, NotReset, (Unknown, true)),
    ] {
        assert_eq!(left.combined_with(right), expected);
    }
}

#[test]
fn exponential_and_custom_buckets_do_not_mix() {
    let custom = FloatHistogram { schema: CUSTOM_BUCKETS_SCHEMA, ..FloatHistogram::default() };
    let mut histogram = FloatHistogram { count: 1.0, ..FloatHistogram::default() };
    assert_eq!(histogram.add(&custom), Err(IncompatibleSchemas));
    assert_eq!(histogram.count, 1.0);
    assert!(histogram.detect_reset(&custom));
    assert!(FloatHistogram { count: 9.0, ..custom }.detect_reset(&histogram));
}

#[test]
fn multiples() {
    let mut histogram = FloatHistogram {
        count: 4.0,
        sum: 2.0,
        zero_count: 1.0,
        positive_spans: vec![HistogramSpan { offset: 0, length: 1 }],
        positive_buckets: vec![3.0],
        ..FloatHistogram::default()
    };
    assert_eq!(histogram.sample_size(), 12);
    histogram.scale(-2.0);
    assert_eq!((histogram.count, histogram.positive_buckets[0]), (-8.0, -6.0));
    assert_eq!(histogram.counter_reset_hint, CounterResetHint::Gauge);
    histogram.divide(0.0);
    assert!(histogram.positive_buckets.is_empty() && histogram.has_overflow());
    assert_eq!(histogram.zero_count, f64::NEG_INFINITY);
}

#[test]
fn equal_data_has_equal_bits() {
    let one =
        FloatHistogram { sum: f64::NAN, counter_reset_hint: CounterResetHint::Gauge, ..FloatHistogram::default() };
    assert!(one.equals(&FloatHistogram { counter_reset_hint: CounterResetHint::Reset, ..one.clone() }));
    assert!(!one.equals(&FloatHistogram { sum: f64::from_bits(f64::NAN.to_bits() ^ 1), ..one.clone() }));
    assert!(!one.equals(&FloatHistogram { zero_count: -0.0, ..one.clone() }));
    assert!(one.equals(&FloatHistogram { zero_threshold: -0.0, ..one.clone() }));
}

#[test]
fn compensation_survives_a_change_of_resolution() {
    let with = |schema, offset, count| FloatHistogram {
        schema,
        count,
        sum: count,
        positive_spans: vec![HistogramSpan { offset, length: 1 }],
        positive_buckets: vec![count],
        ..FloatHistogram::default()
    };
    let mut sum = CompensatedHistogram::new(with(1, 2, 1e16));
    for part in [with(1, 2, 1.0), with(0, 1, 1.0), with(1, 1, 1.0), with(0, 1, -1e16)] {
        assert!(sum.add(&part).is_ok());
    }
    let sum = sum.finish();
    assert_eq!((sum.schema, sum.count, sum.sum), (0, 3.0, 3.0));
    assert_eq!(sum.positive_buckets, [3.0]);
}
