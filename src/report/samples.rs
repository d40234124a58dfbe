//! Small results of every shape, for the tests of the formats.

use crate::model::{
    histogram::{FloatHistogram, HistogramSpan},
    labels::Labels,
    value::{MatrixSeries, QueryValue, SampleValue, VectorSample},
};
use std::sync::Arc;

/// Three observations: one in the zero bucket, two in (0.5, 1].
pub(super) fn histogram() -> Arc<FloatHistogram> {
    Arc::new(FloatHistogram {
        zero_threshold: 0.25,
        zero_count: 1.0,
        count: 3.0,
        sum: 1e-7,
        positive_spans: vec![HistogramSpan { offset: 0, length: 2 }],
        positive_buckets: vec![2.0, 0.0],
        ..FloatHistogram::default()
    })
}

/// A float with awkward characters in its labels, and a histogram without labels.
pub(super) fn vector() -> QueryValue {
    let timestamp = 1_700_000_000_500;
    let labels = Labels::from_pairs([("__name__", "up"), ("job", "<a&b>")]);
    QueryValue::Vector(vec![
        VectorSample { labels, timestamp, value: SampleValue::Float(1.0) },
        VectorSample { labels: Labels::empty(), timestamp, value: SampleValue::Histogram(histogram()) },
    ])
}

/// A series of floats, and one of a float and a histogram.
pub(super) fn matrix() -> QueryValue {
    let (first, second) = (1_700_000_000_000, 1_700_000_060_000);
    QueryValue::Matrix(vec![
        MatrixSeries {
            labels: Labels::from_pairs([("__name__", "up"), ("job", "a")]),
            floats: vec![(first, 1.0), (second, f64::NAN)],
            histograms: Vec::new(),
        },
        MatrixSeries {
            labels: Labels::from_pairs([("job", "b")]),
            floats: vec![(first, 1e21)],
            histograms: vec![(second, histogram())],
        },
    ])
}
