//! Histograms with different custom bounds: both are brought to the bounds they share.

use super::{
    FloatHistogram, buckets::BucketCounts, compensated::Compensation, layout::LayoutBuilder, merge::add_compensated,
};

/// The bounds that stand in both ascending lists.
pub(super) fn shared_bounds(left: &[f64], right: &[f64]) -> Vec<f64> {
    let (mut left, mut right) = (left, right);
    let mut shared = Vec::new();
    while let ([first, left_rest @ ..], [second, right_rest @ ..]) = (left, right) {
        if first == second {
            shared.push(*first);
            (left, right) = (left_rest, right_rest);
        } else if first < second {
            left = left_rest;
        } else {
            right = right_rest;
        }
    }
    shared
}

/// Which bucket over `shared` takes in bucket `index` over `bounds`; the last one reaches to +Inf.
fn shared_index(index: i32, bounds: &[f64], shared: &[f64]) -> usize {
    match usize::try_from(index) {
        Ok(index) => bounds.get(index).map_or(shared.len(), |bound| shared.partition_point(|other| other < bound)),
        Err(_) => 0,
    }
}

/// Counts of all buckets over `shared`, plainly summed.
pub(super) fn counts_over(histogram: &FloatHistogram, shared: &[f64]) -> Vec<f64> {
    let mut counts = vec![0.0; shared.len() + 1];
    for (index, count) in histogram.positive_counts() {
        counts[shared_index(index, &histogram.custom_values, shared)] += count;
    }
    counts
}

/// Adds or subtracts a histogram with other bounds. The sums are compensated even if nobody keeps the compensation.
pub(super) fn combine(
    histogram: &mut FloatHistogram,
    other: &FloatHistogram,
    negative: bool,
    compensation: Option<&mut Compensation>,
) {
    let shared = shared_bounds(&histogram.custom_values, &other.custom_values);
    let (mut counts, mut errors) = (vec![0.0; shared.len() + 1], vec![0.0; shared.len() + 1]);
    let own_errors = compensation.as_deref().map(|compensation| compensation.positive.as_slice());
    for (position, (index, count)) in histogram.positive_counts().enumerate() {
        let target = shared_index(index, &histogram.custom_values, &shared);
        add_compensated(count, &mut counts[target], &mut errors[target]);
        if let Some(own_errors) = own_errors {
            let error = own_errors.get(position).copied().unwrap_or(0.0);
            add_compensated(error, &mut counts[target], &mut errors[target]);
        }
    }
    for (index, count) in BucketCounts::new(&other.positive_spans, &other.positive_buckets) {
        let target = shared_index(index, &other.custom_values, &shared);
        let count = if negative { -count } else { count };
        add_compensated(count, &mut counts[target], &mut errors[target]);
    }
    let mut layout = LayoutBuilder::default();
    let (mut kept_counts, mut kept_errors) = (Vec::new(), Vec::new());
    for (index, (count, error)) in (0..).zip(counts.into_iter().zip(errors)) {
        if count != 0.0 || error != 0.0 {
            layout.push(index);
            kept_counts.push(count);
            kept_errors.push(error);
        }
    }
    histogram.positive_spans = layout.finish();
    histogram.positive_buckets = kept_counts;
    histogram.custom_values = shared;
    if let Some(compensation) = compensation {
        compensation.positive = kept_errors;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_equal_bounds_are_shared() {
        assert_eq!(shared_bounds(&[1.0, 2.0, 5.0], &[0.5, 2.0, 3.0, 5.0]), [2.0, 5.0]);
        assert!(shared_bounds(&[1.0], &[]).is_empty());
        assert!(shared_bounds(&[f64::NAN], &[1.0]).is_empty());
    }

    #[test]
    fn buckets_go_to_the_next_shared_bound() {
        let bounds = [1.0, 2.0, 5.0];
        assert_eq!([-1, 0, 1, 2, 3, 9].map(|index| shared_index(index, &bounds, &[2.0])), [0, 0, 0, 1, 1, 1]);
    }
}
