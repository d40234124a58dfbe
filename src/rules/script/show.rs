//! Expected and got, series by series, in the notation of scripts.

use super::command::{Expected, Grid, Times};
use crate::{
    golang::float::format_g,
    model::{
        histogram::{CounterResetHint, FloatHistogram},
        labels::{Labels, METRIC_NAME},
        sample::{Timestamp, is_stale},
        value::{MatrixSeries, QueryValue, SampleValue, VectorSample},
    },
    promql::SequenceValue,
};
use std::fmt::Write;

/// With more times than this, points are shown with their own instead of in their places.
const MOST_TIMES: i64 = 1000;

/// Both sides of a failed evaluation, a row for each series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The rows: first those expected, in the script's order, then the others.
    pub rows: Vec<ComparedRow>,
}

/// What was expected of a series, and what came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedRow {
    /// `{labels} value value …`; `None` if the series was not expected.
    pub expected: Option<String>,
    /// Likewise; `None` if the series did not come.
    pub got: Option<String>,
}

impl Comparison {
    pub(super) fn new(expected: &Expected, times: Times, got: &QueryValue) -> Comparison {
        let grid = match (expected, times) {
            (Expected::Series { range_vector: Some(grid), .. }, _) => Some(*grid),
            (_, Times::Range(grid)) => Some(grid),
            _ => None,
        };
        let grid = grid.filter(|grid| grid.step > 0 && (grid.end - grid.start) / grid.step < MOST_TIMES);
        let mut expected: Vec<(Option<&Labels>, String)> = match expected {
            Expected::Scalar(value) => vec![(None, float(*value))],
            Expected::String(text) => vec![(None, format!("{text:?}"))],
            Expected::Series { series, .. } => {
                series.iter().map(|(labels, values)| (Some(labels), expected_row(labels, values))).collect()
            }
        };
        let got: Vec<(Option<&Labels>, String)> = match got {
            QueryValue::Scalar { value, .. } => vec![(None, float(*value))],
            QueryValue::String { value, .. } => vec![(None, format!("{value:?}"))],
            QueryValue::Vector(samples) => {
                samples.iter().map(|sample| (Some(&sample.labels), sample_row(sample))).collect()
            }
            QueryValue::Matrix(matrix) => {
                matrix.iter().map(|series| (Some(&series.labels), got_row(series, grid))).collect()
            }
        };
        let mut rows: Vec<ComparedRow> = Vec::new();
        let mut got: Vec<Option<(Option<&Labels>, String)>> = got.into_iter().map(Some).collect();
        for (labels, expected) in expected.drain(..) {
            let same = got.iter_mut().find(|slot| slot.as_ref().is_some_and(|(of, _)| *of == labels));
            let got = same.and_then(Option::take).map(|(_, text)| text);
            rows.push(ComparedRow { expected: Some(expected), got });
        }
        rows.extend(got.into_iter().flatten().map(|(_, text)| ComparedRow { expected: None, got: Some(text) }));
        Comparison { rows }
    }
}

fn sample_row(sample: &VectorSample) -> String {
    let value = match &sample.value {
        SampleValue::Float(value) => float(*value),
        SampleValue::Histogram(value) => histogram(value),
    };
    format!("{} {value}", metric(&sample.labels))
}

fn expected_row(labels: &Labels, values: &[SequenceValue]) -> String {
    let mut text = metric(labels);
    for value in values {
        text.push(' ');
        text.push_str(&match value {
            SequenceValue::Omitted => "_".into(),
            SequenceValue::Float(value) => float(*value),
            SequenceValue::Histogram { histogram: value, .. } => histogram(value),
        });
    }
    text
}

/// The points in order; `_` at the times without one, and the time behind points that the grid does not have.
fn got_row(series: &MatrixSeries, grid: Option<Grid>) -> String {
    let floats = series.floats.iter().map(|(time, value)| (*time, float(*value)));
    let histograms = series.histograms.iter().map(|(time, value)| (*time, histogram(value)));
    let mut points: Vec<(Timestamp, String)> = floats.chain(histograms).collect();
    points.sort_by_key(|(time, _)| *time);
    let mut next = grid.map(|grid| grid.start);
    let mut text = metric(&series.labels);
    for (time, value) in points {
        if let (Some(Grid { end, step, .. }), Some(next)) = (grid, next.as_mut()) {
            while *next < time && *next <= end {
                text.push_str(" _");
                *next += step;
            }
            if *next == time {
                *next += step;
                let _ = write!(text, " {value}");
                continue;
            }
        }
        let _ = write!(text, " {value}@{time}");
    }
    text
}

/// `name{label="value"}`, as scripts write it.
pub(super) fn metric(labels: &Labels) -> String {
    let name = labels.metric_name();
    let rest = labels.filter(|label| label != METRIC_NAME);
    match (name.is_empty(), rest.is_empty()) {
        (false, true) => name.to_owned(),
        _ => format!("{name}{rest}"),
    }
}

fn float(value: f64) -> String {
    if is_stale(value) { "stale".into() } else { format_g(value) }
}

/// The notation in which scripts write histograms.
fn histogram(histogram: &FloatHistogram) -> String {
    let mut compact = histogram.clone();
    compact.compact(usize::MAX);
    let mut parts = Vec::new();
    let mut number = |name: &str, value: f64| {
        if value != 0.0 {
            parts.push(format!("{name}:{}", float(value)));
        }
    };
    number("schema", f64::from(compact.schema));
    number("count", compact.count);
    number("sum", compact.sum);
    number("z_bucket", compact.zero_count);
    number("z_bucket_w", compact.zero_threshold);
    let list = |values: &[f64]| values.iter().map(|value| float(*value)).collect::<Vec<_>>().join(" ");
    if compact.uses_custom_buckets() {
        parts.push(format!("custom_values:[{}]", list(&compact.custom_values)));
    }
    match compact.counter_reset_hint {
        CounterResetHint::Unknown => {}
        CounterResetHint::Reset => parts.push("counter_reset_hint:reset".into()),
        CounterResetHint::NotReset => parts.push("counter_reset_hint:not_reset".into()),
        CounterResetHint::Gauge => parts.push("counter_reset_hint:gauge".into()),
    }
    let sides = [
        ("offset", "buckets", &compact.positive_spans, &compact.positive_buckets),
        ("n_offset", "n_buckets", &compact.negative_spans, &compact.negative_buckets),
    ];
    for (offset, buckets, spans, counts) in sides {
        if let Some(span) = spans.first().filter(|span| span.offset != 0) {
            parts.push(format!("{offset}:{}", span.offset));
        }
        if !counts.is_empty() {
            parts.push(format!("{buckets}:[{}]", list(counts)));
        }
    }
    format!("{{{{{}}}}}", parts.join(" "))
}
