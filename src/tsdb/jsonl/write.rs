//! Columns into lines.

use crate::{
    golang::float::{append_integer, append_json},
    model::{
        histogram::{CounterResetHint, FloatHistogram, HistogramSpan},
        labels::Labels,
        sample::{NORMAL_NAN_BITS, STALE_BITS, SampleColumns, Timestamp},
    },
};
use std::ops::Range;

/// The most floats on a line: at 25 bytes each about 200 kB.
const MOST_FLOATS: usize = 8192;
/// The most histograms on a line; a large one takes some kilobytes.
const MOST_HISTOGRAMS: usize = 256;

/// Appends all samples of a series, in the order of time. The lines depend on nothing but the samples.
pub fn append_lines(out: &mut Vec<u8>, labels: &Labels, columns: &SampleColumns) {
    let metric = metric(labels);
    let (mut float, mut histogram) = (0, 0);
    loop {
        let next_float = columns.timestamps.get(float);
        let next_histogram = columns.histogram_timestamps.get(histogram);
        match (next_float, next_histogram) {
            (None, None) => return,
            (Some(time), other) if other.is_none_or(|other| time <= other) => {
                let rest = columns.timestamps.get(float..).unwrap_or_default();
                let run = rest.partition_point(|time| other.is_none_or(|other| time <= other)).min(MOST_FLOATS);
                append_floats(out, &metric, columns, float..float + run);
                float += run;
            }
            (before, _) => {
                let rest = columns.histogram_timestamps.get(histogram..).unwrap_or_default();
                let run = rest.partition_point(|time| before.is_none_or(|before| time < before)).min(MOST_HISTOGRAMS);
                let integer = columns.is_integer_histogram(histogram);
                let of_kind =
                    (histogram..histogram + run).take_while(|&index| columns.is_integer_histogram(index) == integer);
                let run = of_kind.count();
                append_histograms(out, &metric, columns, histogram..histogram + run, integer);
                histogram += run;
            }
        }
    }
}

/// The beginning of every line of a series.
fn metric(labels: &Labels) -> Vec<u8> {
    let mut out = b"{\"metric\":{".to_vec();
    for (index, (name, value)) in labels.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        append_string(&mut out, name);
        out.push(b':');
        append_string(&mut out, value);
    }
    out.extend_from_slice(b"},");
    out
}

fn append_string(out: &mut Vec<u8>, text: &str) {
    // Writing a string into a vector cannot fail.
    let _ = serde_json::to_writer(out, text);
}

fn append_floats(out: &mut Vec<u8>, metric: &[u8], columns: &SampleColumns, run: Range<usize>) {
    let values = columns.values.get(run.clone()).unwrap_or_default();
    out.reserve(metric.len() + values.len() * 24);
    out.extend_from_slice(metric);
    append_key(out, "values");
    let mut unusual = false;
    append_array(out, values, |out, &value| match value.to_bits() {
        _ if value.is_finite() => append_json(out, value),
        bits if value.is_nan() => {
            unusual |= bits != NORMAL_NAN_BITS;
            out.extend_from_slice(b"null");
        }
        _ => append_infinity(out, value),
    });
    append_times(out, "timestamps", columns.timestamps.get(run.clone()));
    append_starts(out, columns.start_timestamps.get(run));
    if unusual {
        append_unusual(out, values);
    }
    out.extend_from_slice(b"}\n");
}

/// The lists of those NaNs that are not the ordinary one.
fn append_unusual(out: &mut Vec<u8>, values: &[f64]) {
    let nans = values.iter().map(|value| value.to_bits()).enumerate();
    let nans: Vec<(usize, u64)> =
        nans.filter(|(_, bits)| f64::from_bits(*bits).is_nan() && *bits != NORMAL_NAN_BITS).collect();
    let (stale, others): (Vec<_>, Vec<_>) = nans.into_iter().partition(|(_, bits)| *bits == STALE_BITS);
    if !stale.is_empty() {
        out.push(b',');
        append_key(out, "stale");
        append_array(out, &stale, |out, (index, _)| append_integer(out, *index as i64));
    }
    if !others.is_empty() {
        out.push(b',');
        append_key(out, "nan");
        append_array(out, &others, |out, (index, bits)| {
            out.extend_from_slice(format!("[{index},\"{bits:016x}\"]").as_bytes());
        });
    }
}

fn append_histograms(out: &mut Vec<u8>, metric: &[u8], columns: &SampleColumns, run: Range<usize>, integer: bool) {
    out.extend_from_slice(metric);
    append_key(out, if integer { "histograms" } else { "float_histograms" });
    let histograms = columns.histograms.get(run.clone()).unwrap_or_default();
    append_array(out, histograms, |out, histogram| append_histogram(out, histogram));
    append_times(out, "timestamps", columns.histogram_timestamps.get(run.clone()));
    append_starts(out, columns.histogram_start_timestamps.get(run));
    out.extend_from_slice(b"}\n");
}

fn append_histogram(out: &mut Vec<u8>, histogram: &FloatHistogram) {
    if histogram.is_stale() {
        return out.extend_from_slice(b"{\"sum\":\"stale\"}");
    }
    let mut fields = Fields { out, first: true };
    if histogram.counter_reset_hint == CounterResetHint::Gauge {
        fields.begin("hint").extend_from_slice(b"\"gauge\"");
    }
    if histogram.schema != 0 {
        append_integer(fields.begin("schema"), i64::from(histogram.schema));
    }
    fields.number("zero_threshold", histogram.zero_threshold);
    fields.number("zero_count", histogram.zero_count);
    fields.number("count", histogram.count);
    fields.number("sum", histogram.sum);
    fields.spans("positive_spans", &histogram.positive_spans);
    fields.numbers("positive_buckets", &histogram.positive_buckets);
    fields.spans("negative_spans", &histogram.negative_spans);
    fields.numbers("negative_buckets", &histogram.negative_buckets);
    fields.numbers("custom_values", &histogram.custom_values);
    let empty = fields.first;
    if empty {
        out.push(b'{');
    }
    out.push(b'}');
}

/// The members of an object, as many as are worth writing.
struct Fields<'o> {
    out: &'o mut Vec<u8>,
    first: bool,
}

impl Fields<'_> {
    fn begin(&mut self, key: &str) -> &mut Vec<u8> {
        self.out.push(if self.first { b'{' } else { b',' });
        self.first = false;
        append_key(self.out, key);
        self.out
    }

    fn number(&mut self, key: &str, value: f64) {
        if value.to_bits() != 0 {
            append_number(self.begin(key), value);
        }
    }

    fn numbers(&mut self, key: &str, values: &[f64]) {
        if !values.is_empty() {
            append_array(self.begin(key), values, |out, &value| append_number(out, value));
        }
    }

    fn spans(&mut self, key: &str, spans: &[HistogramSpan]) {
        if !spans.is_empty() {
            append_array(self.begin(key), spans, |out, span| {
                out.push(b'[');
                append_integer(out, i64::from(span.offset));
                out.push(b',');
                append_integer(out, i64::from(span.length));
                out.push(b']');
            });
        }
    }
}

fn append_number(out: &mut Vec<u8>, value: f64) {
    match value.to_bits() {
        _ if value.is_finite() => append_json(out, value),
        STALE_BITS => out.extend_from_slice(b"\"stale\""),
        NORMAL_NAN_BITS => out.extend_from_slice(b"null"),
        bits if value.is_nan() => out.extend_from_slice(format!("\"0x{bits:016x}\"").as_bytes()),
        _ => append_infinity(out, value),
    }
}

fn append_infinity(out: &mut Vec<u8>, value: f64) {
    out.extend_from_slice(if value > 0.0 { b"\"Infinity\"" } else { b"\"-Infinity\"" });
}

fn append_times(out: &mut Vec<u8>, key: &str, times: Option<&[Timestamp]>) {
    out.push(b',');
    append_key(out, key);
    append_array(out, times.unwrap_or_default(), |out, &time| append_integer(out, time));
}

fn append_starts(out: &mut Vec<u8>, starts: Option<&[Timestamp]>) {
    if starts.is_some_and(|starts| starts.iter().any(|start| *start != 0)) {
        append_times(out, "start_timestamps", starts);
    }
}

fn append_key(out: &mut Vec<u8>, key: &str) {
    out.push(b'"');
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(b"\":");
}

#[inline]
fn append_array<T>(out: &mut Vec<u8>, items: &[T], mut append: impl FnMut(&mut Vec<u8>, &T)) {
    out.push(b'[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        append(out, item);
    }
    out.push(b']');
}
