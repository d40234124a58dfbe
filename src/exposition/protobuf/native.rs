//! Native histograms out of messages, those with custom bounds that classic ones are converted to included.

use super::{
    messages::{BucketSpan, Histogram},
    samples::FamilyFault,
};
use crate::model::histogram::{CUSTOM_BUCKETS_SCHEMA, FloatHistogram, HistogramSpan};

/// A histogram without spans and zero bucket is a classic one; a native one without observations has an empty span to
/// tell that it is native.
pub(super) fn is_native(histogram: &Histogram) -> bool {
    !histogram.positive_span.is_empty()
        || !histogram.negative_span.is_empty()
        || histogram.zero_threshold > 0.0
        || histogram.zero_count > 0
}

/// The native part; tells too whether its counts are integers.
pub(super) fn native(message: &Histogram) -> Result<(FloatHistogram, bool), FamilyFault> {
    let is_float = message.sample_count_float > 0.0 || message.zero_count_float > 0.0;
    let (positive_buckets, negative_buckets) = match is_float {
        true => (message.positive_count.clone(), message.negative_count.clone()),
        false => (absolute(&message.positive_delta), absolute(&message.negative_delta)),
    };
    check("positive", &message.positive_span, positive_buckets.len())?;
    check("negative", &message.negative_span, negative_buckets.len())?;
    let mut histogram = FloatHistogram {
        schema: message.schema,
        zero_threshold: message.zero_threshold,
        zero_count: if is_float { message.zero_count_float } else { message.zero_count as f64 },
        count: if is_float { message.sample_count_float } else { message.sample_count as f64 },
        sum: message.sample_sum,
        positive_spans: spans(&message.positive_span),
        negative_spans: spans(&message.negative_span),
        positive_buckets,
        negative_buckets,
        ..FloatHistogram::default()
    };
    histogram.compact(0);
    Ok((histogram, !is_float))
}

fn absolute(deltas: &[i64]) -> Vec<f64> {
    let add = |count: &mut i64, delta: &i64| {
        *count = count.wrapping_add(*delta);
        Some(*count as f64)
    };
    deltas.iter().scan(0, add).collect()
}

fn spans(spans: &[BucketSpan]) -> Vec<HistogramSpan> {
    spans.iter().map(|span| HistogramSpan { offset: span.offset, length: span.length }).collect()
}

fn check(side: &'static str, spans: &[BucketSpan], buckets: usize) -> Result<(), FamilyFault> {
    let wanted: u64 = spans.iter().map(|span| u64::from(span.length)).sum();
    match wanted == buckets as u64 {
        true => Ok(()),
        false => Err(FamilyFault::Spans { side, wanted, buckets }),
    }
}

/// A classic bucket: its bound, and how many observations are not above it.
pub(super) type ClassicBucket = (f64, f64);

/// The classic buckets as a native histogram with custom bounds; tells too whether its counts are integers.
///
/// As Prometheus converts them: buckets may come in any order, of two with the same bound the first counts, and the
/// last one is at +Inf even if it is missing.
pub(super) fn with_custom_bounds(
    count: f64,
    sum: f64,
    buckets: impl Iterator<Item = ClassicBucket>,
) -> Result<(FloatHistogram, bool), FamilyFault> {
    let mut sorted: Vec<ClassicBucket> = buckets.collect();
    if sorted.iter().any(|(bound, _)| bound.is_nan()) {
        return Err(FamilyFault::Classic("bucket boundary cannot be NaN".into()));
    }
    if let Some((bound, count)) = sorted.iter().find(|(_, count)| *count < 0.0) {
        return Err(FamilyFault::Classic(format!("bucket count must be non-negative: le={bound}, count={count}")));
    }
    if count < 0.0 {
        return Err(FamilyFault::Classic(format!("count must be non-negative: count={count}")));
    }
    sorted.sort_by(|left, right| left.0.total_cmp(&right.0));
    sorted.dedup_by_key(|(bound, _)| *bound);
    if sorted.last().is_none_or(|(bound, _)| *bound != f64::INFINITY) {
        sorted.push((f64::INFINITY, count));
    }
    if let Some((less, more)) = sorted.iter().zip(sorted.iter().skip(1)).find(|(less, more)| more.1 < less.1) {
        return Err(FamilyFault::Classic(format!("count is not cumulative: {} < {}", more.1, less.1)));
    }
    let last = sorted.last().map_or(0.0, |(_, count)| *count);
    if last != count {
        return Err(FamilyFault::Classic(format!("count mismatch: count={count} != le=+Inf count={last}")));
    }
    let integer = sorted.iter().all(|(_, count)| count.fract() == 0.0);
    let mut below = 0.0;
    let mut histogram = FloatHistogram {
        schema: CUSTOM_BUCKETS_SCHEMA,
        count,
        sum,
        positive_spans: vec![HistogramSpan { offset: 0, length: sorted.len() as u32 }],
        positive_buckets: sorted.iter().map(|(_, count)| count - std::mem::replace(&mut below, *count)).collect(),
        custom_values: sorted[..sorted.len() - 1].iter().map(|(bound, _)| *bound).collect(),
        ..FloatHistogram::default()
    };
    histogram.compact(if integer { 2 } else { 0 });
    Ok((histogram, integer))
}
