//! promtool's JSON: the bare result, as `promtool query -o json` prints it.
//!
//! The shape is the API's `result`, but the bytes differ: `<`, `>` and `&` are escaped, numbers never have an exponent,
//! times have only the fractional digits they need, and a histogram without buckets says `null`.

use super::{
    json_text::{
        Encoder::Standard, append_histogram, append_labels, append_number, append_shortest_time, append_string,
        append_strings,
    },
    ordered::write_in_order,
};
use crate::model::{
    labels::Labels,
    value::{MatrixSeries, QueryValue, SampleValue, VectorSample},
};
use std::io::{self, Write};

/// Writes a query's result and a line end.
pub fn write_value(out: &mut dyn Write, value: &QueryValue) -> io::Result<()> {
    let mut buffer = Vec::new();
    match value {
        QueryValue::Scalar { timestamp, value } => {
            buffer.push(b'[');
            append_shortest_time(&mut buffer, *timestamp);
            buffer.push(b',');
            append_number(&mut buffer, *value, Standard);
        }
        QueryValue::String { timestamp, value } => {
            buffer.push(b'[');
            append_shortest_time(&mut buffer, *timestamp);
            buffer.push(b',');
            append_string(&mut buffer, value, Standard);
        }
        QueryValue::Vector(samples) => {
            out.write_all(b"[")?;
            write_in_order(out, samples, |_| 4, append_sample)?;
        }
        QueryValue::Matrix(series) => {
            out.write_all(b"[")?;
            write_in_order(out, series, |series| series.floats.len() + 20 * series.histograms.len(), append_series)?;
        }
    }
    buffer.extend_from_slice(b"]\n");
    out.write_all(&buffer)
}

/// Writes label names or values.
pub fn write_strings<S: AsRef<str>>(out: &mut dyn Write, texts: &[S]) -> io::Result<()> {
    let mut buffer = Vec::new();
    append_strings(&mut buffer, texts, Standard);
    buffer.push(b'\n');
    out.write_all(&buffer)
}

/// Writes label sets.
pub fn write_series(out: &mut dyn Write, series: &[Labels]) -> io::Result<()> {
    out.write_all(b"[")?;
    write_in_order(
        out,
        series,
        |_| 1,
        |index, labels, buffer| {
            if index > 0 {
                buffer.push(b',');
            }
            append_labels(buffer, labels, Standard);
        },
    )?;
    out.write_all(b"]\n")
}

fn append_sample(index: usize, sample: &VectorSample, out: &mut Vec<u8>) {
    out.extend_from_slice(if index > 0 { b",{\"metric\":" } else { b"{\"metric\":" });
    append_labels(out, &sample.labels, Standard);
    match &sample.value {
        SampleValue::Float(value) => {
            out.extend_from_slice(b",\"value\":[");
            append_shortest_time(out, sample.timestamp);
            out.push(b',');
            append_number(out, *value, Standard);
        }
        SampleValue::Histogram(histogram) => {
            out.extend_from_slice(b",\"histogram\":[");
            append_shortest_time(out, sample.timestamp);
            out.push(b',');
            append_histogram(out, histogram, Standard);
        }
    }
    out.extend_from_slice(b"]}");
}

fn append_series(index: usize, series: &MatrixSeries, out: &mut Vec<u8>) {
    out.extend_from_slice(if index > 0 { b",{\"metric\":" } else { b"{\"metric\":" });
    append_labels(out, &series.labels, Standard);
    if !series.floats.is_empty() || series.histograms.is_empty() {
        out.extend_from_slice(b",\"values\":");
        append_points(out, &series.floats, |out, value| append_number(out, *value, Standard));
    }
    if !series.histograms.is_empty() {
        out.extend_from_slice(b",\"histograms\":");
        append_points(out, &series.histograms, |out, histogram| append_histogram(out, histogram, Standard));
    }
    out.push(b'}');
}

/// `null` when there is no point: promtool's empty list was never made.
fn append_points<T>(out: &mut Vec<u8>, points: &[(i64, T)], append: impl Fn(&mut Vec<u8>, &T)) {
    if points.is_empty() {
        return out.extend_from_slice(b"null");
    }
    for (index, (time, value)) in points.iter().enumerate() {
        out.extend_from_slice(if index > 0 { b",[" } else { b"[[" });
        append_shortest_time(out, *time);
        out.push(b',');
        append(out, value);
        out.push(b']');
    }
    out.push(b']');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    fn json(value: &QueryValue) -> String {
        let mut out = Vec::new();
        write_value(&mut out, value).expect("writing to memory works");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    #[test]
    fn every_type_looks_as_promtool_prints_it() {
        insta::assert_snapshot!(json(&samples::vector()), @r#"[{"metric":{"__name__":"up","job":"\u003ca\u0026b\u003e"},"value":[1700000000.5,"1"]},{"metric":{},"histogram":[1700000000.5,{"count":"3","sum":"0.0000001","buckets":[[3,"-0.25","0.25","1"],[0,"0.5","1","2"]]}]}]"#);
        insta::assert_snapshot!(json(&samples::matrix()), @r#"[{"metric":{"__name__":"up","job":"a"},"values":[[1700000000,"1"],[1700000060,"NaN"]]},{"metric":{"job":"b"},"values":[[1700000000,"1000000000000000000000"]],"histograms":[[1700000060,{"count":"3","sum":"0.0000001","buckets":[[3,"-0.25","0.25","1"],[0,"0.5","1","2"]]}]]}]"#);
        assert_eq!(json(&QueryValue::Scalar { timestamp: 1_700_050_000_000, value: 2.0 }), "[1700050000,\"2\"]\n");
        assert_eq!(json(&QueryValue::Vector(Vec::new())), "[]\n");
        assert_eq!(json(&QueryValue::Matrix(vec![MatrixSeries::default()])), "[{\"metric\":{},\"values\":null}]\n");
    }
}
