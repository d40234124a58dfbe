//! The arithmetic of `{{…}}+{{…}}x5`.

use crate::model::histogram::{BucketCounts, CounterResetHint, FloatHistogram, HistogramSpan};
use std::collections::BTreeMap;

/// Adds `step` to `histogram`, or takes it away.
pub(super) fn combine(
    histogram: &FloatHistogram,
    step: &FloatHistogram,
    subtract: bool,
) -> Result<FloatHistogram, String> {
    if histogram.custom_values != step.custom_values {
        return Err("error combining histograms: different custom bounds".into());
    }
    if histogram.zero_threshold != step.zero_threshold && step.zero_count != 0.0 {
        return Err("error combining histograms: different zero thresholds".into());
    }
    let factor = if subtract { -1.0 } else { 1.0 };
    let shift = step.schema.saturating_sub(histogram.schema).clamp(0, 31);
    let side = |spans: &[HistogramSpan], buckets: &[f64], step_spans: &[HistogramSpan], step_buckets: &[f64]| {
        let mut counts: BTreeMap<i32, f64> = BucketCounts::new(spans, buckets).collect();
        for (index, count) in BucketCounts::new(step_spans, step_buckets) {
            let index = if shift == 0 { index } else { (index.saturating_sub(1) >> shift).saturating_add(1) };
            *counts.entry(index).or_default() += factor * count;
        }
        layout(&counts)
    };
    let (positive_spans, positive_buckets) =
        side(&histogram.positive_spans, &histogram.positive_buckets, &step.positive_spans, &step.positive_buckets);
    let (negative_spans, negative_buckets) =
        side(&histogram.negative_spans, &histogram.negative_buckets, &step.negative_spans, &step.negative_buckets);
    Ok(FloatHistogram {
        counter_reset_hint: match histogram.counter_reset_hint == step.counter_reset_hint {
            true => histogram.counter_reset_hint,
            false => CounterResetHint::Unknown,
        },
        zero_count: histogram.zero_count + factor * step.zero_count,
        count: histogram.count + factor * step.count,
        sum: histogram.sum + factor * step.sum,
        positive_spans,
        positive_buckets,
        negative_spans,
        negative_buckets,
        ..histogram.clone()
    })
}

fn layout(counts: &BTreeMap<i32, f64>) -> (Vec<HistogramSpan>, Vec<f64>) {
    let mut spans: Vec<HistogramSpan> = Vec::new();
    let mut end = 0i32;
    for index in counts.keys() {
        match spans.last_mut() {
            Some(span) if *index == end => span.length += 1,
            _ => spans.push(HistogramSpan { offset: index.saturating_sub(end), length: 1 }),
        }
        end = index.saturating_add(1);
    }
    (spans, counts.values().copied().collect())
}
