//! One JSON object a line, for tools that read line by line.
//!
//! ```text
//! {"metric":{"__name__":"up"},"time":1700000000,"value":"1"}            a sample of a vector or matrix
//! {"metric":{},"time":1700000000.500,"histogram":{"count":…}}           a native histogram
//! {"time":1700000000,"value":"2"}                                       a scalar or string
//! {"__name__":"up","job":"a"}                                           a series
//! "api"                                                                 a label name or value
//! ```
//! Values and histograms are written as the HTTP API writes them.

use super::{
    json_text::{Encoder, append_histogram, append_labels, append_number, append_string, append_time},
    ordered::write_in_order,
};
use crate::model::{
    histogram::FloatHistogram,
    labels::Labels,
    value::{MatrixSeries, QueryValue, SampleValue, VectorSample},
};
use std::io::{self, Write};

/// Writes a query's result.
pub fn write_value(out: &mut dyn Write, value: &QueryValue) -> io::Result<()> {
    match value {
        QueryValue::Scalar { timestamp, value } => {
            let mut line = Vec::new();
            append_float(&mut line, b"{", *timestamp, *value);
            out.write_all(&line)
        }
        QueryValue::String { timestamp, value } => {
            let mut line = b"{\"time\":".to_vec();
            append_time(&mut line, *timestamp);
            line.extend_from_slice(b",\"value\":");
            append_string(&mut line, value, Encoder::Server);
            line.extend_from_slice(b"}\n");
            out.write_all(&line)
        }
        QueryValue::Vector(samples) => write_in_order(
            out,
            samples,
            |_| 4,
            |_, sample: &VectorSample, buffer| {
                let metric = metric(&sample.labels);
                match &sample.value {
                    SampleValue::Float(value) => append_float(buffer, &metric, sample.timestamp, *value),
                    SampleValue::Histogram(histogram) => append_native(buffer, &metric, sample.timestamp, histogram),
                }
            },
        ),
        QueryValue::Matrix(series) => {
            let points = |series: &MatrixSeries| 2 * series.floats.len() + 20 * series.histograms.len();
            write_in_order(out, series, points, |_, series, buffer| {
                let metric = metric(&series.labels);
                for (time, value) in &series.floats {
                    append_float(buffer, &metric, *time, *value);
                }
                for (time, histogram) in &series.histograms {
                    append_native(buffer, &metric, *time, histogram);
                }
            })
        }
    }
}

/// Writes label names or values.
pub fn write_strings<S: AsRef<str>>(out: &mut dyn Write, texts: &[S]) -> io::Result<()> {
    let mut lines = Vec::new();
    for text in texts {
        append_string(&mut lines, text.as_ref(), Encoder::Server);
        lines.push(b'\n');
    }
    out.write_all(&lines)
}

/// Writes label sets.
pub fn write_series(out: &mut dyn Write, series: &[Labels]) -> io::Result<()> {
    let append = |_: usize, labels: &Labels, buffer: &mut Vec<u8>| {
        append_labels(buffer, labels, Encoder::Server);
        buffer.push(b'\n');
    };
    write_in_order(out, series, |_| 1, append)
}

/// The start of every line of a series, made once.
fn metric(labels: &Labels) -> Vec<u8> {
    let mut start = b"{\"metric\":".to_vec();
    append_labels(&mut start, labels, Encoder::Server);
    start.push(b',');
    start
}

fn append_float(out: &mut Vec<u8>, start: &[u8], time: i64, value: f64) {
    out.extend_from_slice(start);
    out.extend_from_slice(b"\"time\":");
    append_time(out, time);
    out.extend_from_slice(b",\"value\":");
    append_number(out, value, Encoder::Server);
    out.extend_from_slice(b"}\n");
}

fn append_native(out: &mut Vec<u8>, start: &[u8], time: i64, histogram: &FloatHistogram) {
    out.extend_from_slice(start);
    out.extend_from_slice(b"\"time\":");
    append_time(out, time);
    out.extend_from_slice(b",\"histogram\":");
    append_histogram(out, histogram, Encoder::Server);
    out.extend_from_slice(b"}\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    #[test]
    fn every_line_is_a_json_object() {
        let mut out = Vec::new();
        for value in [samples::vector(), samples::matrix(), QueryValue::Scalar { timestamp: 0, value: 1.5 }] {
            write_value(&mut out, &value).expect("writing to memory works");
        }
        let text = String::from_utf8(out).expect("the text is UTF-8");
        for line in text.lines() {
            serde_json::from_str::<serde_json::Value>(line).expect("a JSON object");
        }
        insta::assert_snapshot!(text, @r#"
        {"metric":{"__name__":"up","job":"<a&b>"},"time":1700000000.500,"value":"1"}
        {"metric":{},"time":1700000000.500,"histogram":{"count":"3","sum":"1e-07","buckets":[[3,"-0.25","0.25","1"],[0,"0.5","1","2"]]}}
        {"metric":{"__name__":"up","job":"a"},"time":1700000000,"value":"1"}
        {"metric":{"__name__":"up","job":"a"},"time":1700000060,"value":"NaN"}
        {"metric":{"job":"b"},"time":1700000000,"value":"1e+21"}
        {"metric":{"job":"b"},"time":1700000060,"histogram":{"count":"3","sum":"1e-07","buckets":[[3,"-0.25","0.25","1"],[0,"0.5","1","2"]]}}
        {"time":0,"value":"1.5"}
        "#);
    }
}
