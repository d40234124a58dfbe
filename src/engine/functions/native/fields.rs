//! Single numbers of a native histogram: count, sum, average, spread.

use crate::{
    engine::{functions::summation::CompensatedSum, plan::HistogramField},
    model::histogram::FloatHistogram,
};

/// What is asked of a histogram. The spread takes every observation to lie in the middle of its bucket: the geometric
/// one, or the arithmetic one for custom bounds.
pub(in crate::engine) fn field(field: HistogramField, histogram: &FloatHistogram) -> f64 {
    match field {
        HistogramField::Count => histogram.count,
        HistogramField::Sum => histogram.sum,
        HistogramField::Average => histogram.sum / histogram.count,
        HistogramField::Variance => variance(histogram),
        HistogramField::Deviation => variance(histogram).sqrt(),
    }
}

fn variance(histogram: &FloatHistogram) -> f64 {
    let mean = histogram.sum / histogram.count;
    let mut squares = CompensatedSum::default();
    for bucket in histogram.all_buckets().into_iter().filter(|bucket| bucket.count != 0.0) {
        let middle = if histogram.uses_custom_buckets() {
            (bucket.lower + bucket.upper) / 2.0
        } else if bucket.lower <= 0.0 && bucket.upper >= 0.0 {
            0.0
        } else {
            let magnitude = (bucket.lower * bucket.upper).sqrt();
            if bucket.upper < 0.0 { -magnitude } else { magnitude }
        };
        let distance = middle - mean;
        squares.add(bucket.count * distance * distance);
    }
    (squares.sum + squares.compensation) / histogram.count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::histogram::HistogramSpan;

    #[test]
    fn fields_of_an_exponential_histogram() {
        let histogram = FloatHistogram {
            count: 4.0,
            sum: 8.0,
            positive_spans: vec![HistogramSpan { offset: 1, length: 2 }],
            positive_buckets: vec![2.0, 2.0],
            ..FloatHistogram::default()
        };
        assert_eq!(field(HistogramField::Count, &histogram), 4.0);
        assert_eq!(field(HistogramField::Average, &histogram), 2.0);
        let (low, high) = (2f64.sqrt() - 2.0, 8f64.sqrt() - 2.0);
        let expected = (2.0 * low * low + 2.0 * high * high) / 4.0;
        assert!((field(HistogramField::Variance, &histogram) - expected).abs() < 1e-15);
    }
}
