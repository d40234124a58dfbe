//! An answer of whole samples.
//!
//! It says less than chunks do: no start timestamps, 0 for -0, and up to Prometheus 3.5 no bounds of custom buckets.

use super::{
    Fault, ReadWindow, Take,
    messages::{BucketSpan, Count, Histogram, Label, ReadResponse, TimeSeries, ZeroCount},
};
use crate::model::{
    histogram::{CUSTOM_BUCKETS_SCHEMA, CounterResetHint, FloatHistogram, HistogramSpan},
    labels::Labels,
    sample::{SampleColumns, is_stale},
};
use prost::Message;
use std::sync::Arc;

/// The largest answer, unpacked: such answers are held in memory.
const LARGEST_ANSWER: usize = 256 << 20;

/// Unpacks an answer and hands its series over.
pub(super) fn read(body: &[u8], window: ReadWindow, take: &mut Take<'_>) -> Result<(), Fault> {
    let unpacked = |error: snap::Error| Fault::answer(format!("the answer is not packed with snappy: {error}"));
    let length = snap::raw::decompress_len(body).map_err(unpacked)?;
    if length > LARGEST_ANSWER {
        return Err(Fault::Answer {
            reason: format!("the answer has {length} bytes, more than {LARGEST_ANSWER}"),
            hint: Some("ask for less at a time with a shorter --window"),
        });
    }
    let message = snap::raw::Decoder::new().decompress_vec(body).map_err(unpacked)?;
    let response = ReadResponse::decode(&*message);
    let response = response.map_err(|error| Fault::answer(format!("the answer is no message: {error}")))?;
    drop(message);
    for series in response.results.into_iter().flat_map(|result| result.timeseries) {
        let mut columns = columns_of(&series);
        columns.trim(window.min_time, window.max_time);
        if columns.is_empty() {
            continue;
        }
        let labels = labels_of(&series.labels)?;
        if columns.histograms.iter().any(|histogram| lacks_bounds(histogram)) {
            return Err(Fault::Answer {
                reason: format!("{labels}: the answer leaves out the bounds of a histogram with custom buckets"),
                hint: Some("Prometheus does so up to 3.5: ask for chunks, or leave the series out with --match"),
            });
        }
        take(labels, columns)?;
    }
    Ok(())
}

/// The labels of a series; one that is there twice is refused, as its meaning is unknown.
pub(super) fn labels_of(pairs: &[Label]) -> Result<Labels, Fault> {
    if let Some(labels) = Labels::from_sorted(pairs.iter().map(|label| (label.name.as_str(), label.value.as_str()))) {
        return match labels.is_empty() {
            true => Err(Fault::answer("a series has no labels")),
            false => Ok(labels),
        };
    }
    let mut names: Vec<&str> = pairs.iter().map(|label| label.name.as_str()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Fault::answer(format!("a series has the label {:?} twice", pair[0]))),
        None => Ok(Labels::from_pairs(pairs.iter().map(|label| (&label.name, &label.value)))),
    }
}

fn columns_of(series: &TimeSeries) -> SampleColumns {
    let mut columns = SampleColumns {
        timestamps: series.samples.iter().map(|sample| sample.timestamp).collect(),
        values: series.samples.iter().map(|sample| sample.value).collect(),
        ..SampleColumns::default()
    };
    for histogram in &series.histograms {
        let integer = !matches!(histogram.count, Some(Count::Float(_)));
        columns.push_histogram_since(histogram.timestamp, 0, Arc::new(histogram_of(histogram, integer)), integer);
    }
    columns
}

fn histogram_of(message: &Histogram, integer: bool) -> FloatHistogram {
    if is_stale(message.sum) {
        return FloatHistogram { sum: message.sum, ..FloatHistogram::default() };
    }
    let buckets = |deltas: &[i64], counts: &[f64]| match integer {
        true => absolute(deltas),
        false => counts.to_vec(),
    };
    FloatHistogram {
        counter_reset_hint: match message.reset_hint {
            1 => CounterResetHint::Reset,
            2 => CounterResetHint::NotReset,
            3 => CounterResetHint::Gauge,
            _ => CounterResetHint::Unknown,
        },
        schema: message.schema,
        zero_threshold: message.zero_threshold,
        zero_count: match message.zero_count {
            Some(ZeroCount::Integer(count)) => count as f64,
            Some(ZeroCount::Float(count)) => count,
            None => 0.0,
        },
        count: match message.count {
            Some(Count::Integer(count)) => count as f64,
            Some(Count::Float(count)) => count,
            None => 0.0,
        },
        sum: message.sum,
        positive_spans: spans(&message.positive_spans),
        negative_spans: spans(&message.negative_spans),
        positive_buckets: buckets(&message.positive_deltas, &message.positive_counts),
        negative_buckets: buckets(&message.negative_deltas, &message.negative_counts),
        custom_values: message.custom_values.clone(),
    }
}

/// Whether there are more custom buckets than bounds; the last bucket has none.
fn lacks_bounds(histogram: &FloatHistogram) -> bool {
    let end = |span: &HistogramSpan| i64::from(span.offset) + i64::from(span.length);
    let buckets: i64 = histogram.positive_spans.iter().map(end).sum();
    histogram.schema == CUSTOM_BUCKETS_SCHEMA && buckets > histogram.custom_values.len() as i64 + 1
}

fn spans(spans: &[BucketSpan]) -> Vec<HistogramSpan> {
    spans.iter().map(|span| HistogramSpan { offset: span.offset, length: span.length }).collect()
}

fn absolute(deltas: &[i64]) -> Vec<f64> {
    let mut count = 0i64;
    let counts = deltas.iter().map(|delta| {
        count = count.wrapping_add(*delta);
        count as f64
    });
    counts.collect()
}
