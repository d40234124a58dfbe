//! The HTTP API's envelope, byte for byte what a Prometheus server answers, and one line.
//!
//! ```text
//! {"status":"success","data":{"resultType":"vector","result":[…]},"warnings":[…],"infos":[…]}
//! {"status":"error","errorType":"bad_data","error":"…"}
//! ```
//! `warnings` and `infos` are left out when there are none.

use super::{
    json_text::{
        Encoder, append_histogram, append_labels, append_number, append_shortest_time, append_string, append_strings,
        append_time,
    },
    ordered::write_in_order,
};
use crate::{
    golang::float::append_f,
    model::{
        annotations::{AnnotationLevel, Annotations},
        labels::Labels,
        value::{MatrixSeries, QueryResult, QueryValue, SampleValue, VectorSample},
    },
};
use std::io::{self, Write};

/// Writes a query's result; `expression` turns the positions of warnings into lines and columns.
pub fn write_result(out: &mut dyn Write, result: &QueryResult, expression: &str) -> io::Result<()> {
    write!(out, "{{\"status\":\"success\",\"data\":{{\"resultType\":\"{}\",\"result\":", result.value.type_name())?;
    write_value(out, &result.value)?;
    out.write_all(b"}")?;
    write_end(out, &result.annotations, expression)
}

/// Writes label names or values as the `labels` and `label/…/values` endpoints do.
pub fn write_strings<S: AsRef<str>>(out: &mut dyn Write, texts: &[S], annotations: &Annotations) -> io::Result<()> {
    let mut buffer = b"{\"status\":\"success\",\"data\":".to_vec();
    append_strings(&mut buffer, texts, Encoder::Standard);
    out.write_all(&buffer)?;
    write_end(out, annotations, "")
}

/// Writes label sets as the `series` endpoint does.
pub fn write_series(out: &mut dyn Write, series: &[Labels], annotations: &Annotations) -> io::Result<()> {
    out.write_all(b"{\"status\":\"success\",\"data\":[")?;
    write_in_order(
        out,
        series,
        |_| 1,
        |index, labels, buffer| {
            if index > 0 {
                buffer.push(b',');
            }
            append_labels(buffer, labels, Encoder::Server);
        },
    )?;
    out.write_all(b"]")?;
    write_end(out, annotations, "")
}

/// Writes any other answer, whose `data` is JSON already.
pub fn write_raw(out: &mut dyn Write, data: &[u8], annotations: &Annotations) -> io::Result<()> {
    out.write_all(b"{\"status\":\"success\",\"data\":")?;
    out.write_all(data)?;
    write_end(out, annotations, "")
}

/// Writes a failure; `error_type` is one of the API's names, such as `bad_data` or `execution`.
pub fn write_error(out: &mut dyn Write, error_type: &str, message: &str) -> io::Result<()> {
    let mut buffer = b"{\"status\":\"error\",\"errorType\":".to_vec();
    append_string(&mut buffer, error_type, Encoder::Standard);
    buffer.extend_from_slice(b",\"error\":");
    append_string(&mut buffer, message, Encoder::Standard);
    buffer.extend_from_slice(b"}\n");
    out.write_all(&buffer)
}

fn write_end(out: &mut dyn Write, annotations: &Annotations, expression: &str) -> io::Result<()> {
    let mut buffer = Vec::new();
    for (key, level) in [("warnings", AnnotationLevel::Warning), ("infos", AnnotationLevel::Info)] {
        let texts = annotations.texts(level, expression);
        if !texts.is_empty() {
            buffer.extend_from_slice(format!(",\"{key}\":").as_bytes());
            append_strings(&mut buffer, &texts, Encoder::Standard);
        }
    }
    buffer.extend_from_slice(b"}\n");
    out.write_all(&buffer)
}

/// Writes the bare `result`, without a line end.
pub(super) fn write_value(out: &mut dyn Write, value: &QueryValue) -> io::Result<()> {
    let mut buffer = Vec::new();
    match value {
        QueryValue::Scalar { timestamp, value } => {
            buffer.push(b'[');
            append_shortest_time(&mut buffer, *timestamp);
            buffer.extend_from_slice(b",\"");
            append_f(&mut buffer, *value);
            buffer.extend_from_slice(b"\"]");
        }
        QueryValue::String { timestamp, value } => {
            buffer.push(b'[');
            append_shortest_time(&mut buffer, *timestamp);
            buffer.push(b',');
            append_string(&mut buffer, value, Encoder::Standard);
            buffer.push(b']');
        }
        QueryValue::Vector(samples) => {
            out.write_all(b"[")?;
            write_in_order(out, samples, |_| 4, append_sample)?;
            buffer.push(b']');
        }
        QueryValue::Matrix(series) => {
            out.write_all(b"[")?;
            write_in_order(out, series, |series| series.floats.len() + 20 * series.histograms.len(), append_series)?;
            buffer.push(b']');
        }
    }
    out.write_all(&buffer)
}

fn append_sample(index: usize, sample: &VectorSample, out: &mut Vec<u8>) {
    out.extend_from_slice(if index > 0 { b",{\"metric\":" } else { b"{\"metric\":" });
    append_labels(out, &sample.labels, Encoder::Server);
    match &sample.value {
        SampleValue::Float(value) => {
            out.extend_from_slice(b",\"value\":[");
            append_time(out, sample.timestamp);
            out.push(b',');
            append_number(out, *value, Encoder::Server);
        }
        SampleValue::Histogram(histogram) => {
            out.extend_from_slice(b",\"histogram\":[");
            append_time(out, sample.timestamp);
            out.push(b',');
            append_histogram(out, histogram, Encoder::Server);
        }
    }
    out.extend_from_slice(b"]}");
}

fn append_series(index: usize, series: &MatrixSeries, out: &mut Vec<u8>) {
    out.extend_from_slice(if index > 0 { b",{\"metric\":" } else { b"{\"metric\":" });
    append_labels(out, &series.labels, Encoder::Server);
    // A point takes about 33 bytes; growing step by step would copy a long row several times.
    out.reserve(series.floats.len() * 34);
    for (index, (time, value)) in series.floats.iter().enumerate() {
        out.extend_from_slice(if index > 0 { b",[" } else { b",\"values\":[[" });
        append_time(out, *time);
        out.push(b',');
        append_number(out, *value, Encoder::Server);
        out.push(b']');
    }
    if !series.floats.is_empty() {
        out.push(b']');
    }
    for (index, (time, histogram)) in series.histograms.iter().enumerate() {
        out.extend_from_slice(if index > 0 { b",[" } else { b",\"histograms\":[[" });
        append_time(out, *time);
        out.push(b',');
        append_histogram(out, histogram, Encoder::Server);
        out.push(b']');
    }
    if !series.histograms.is_empty() {
        out.push(b']');
    }
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diagnostic::Span,
        model::{annotations::Annotation, histogram::FloatHistogram, value::QueryStats},
        report::samples,
    };
    use std::sync::Arc;

    fn envelope(value: QueryValue, annotations: Annotations) -> String {
        let mut out = Vec::new();
        let result = QueryResult { value, annotations, stats: QueryStats::default() };
        write_result(&mut out, &result, "rate(x)").expect("writing to memory works");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    #[test]
    fn vectors_and_matrices_look_as_the_server_writes_them() {
        insta::assert_snapshot!(envelope(samples::vector(), Annotations::default()), @r#"{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up","job":"<a&b>"},"value":[1700000000.500,"1"]},{"metric":{},"histogram":[1700000000.500,{"count":"3","sum":"1e-07","buckets":[[3,"-0.25","0.25","1"],[0,"0.5","1","2"]]}]}]}}"#);
        insta::assert_snapshot!(envelope(samples::matrix(), Annotations::default()), @r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"a"},"values":[[1700000000,"1"],[1700000060,"NaN"]]},{"metric":{"job":"b"},"values":[[1700000000,"1e+21"]],"histograms":[[1700000060,{"count":"3","sum":"1e-07","buckets":[[3,"-0.25","0.25","1"],[0,"0.5","1","2"]]}]]}]}}"#);
    }

    #[test]
    fn scalars_and_strings_go_through_another_encoder() {
        let scalar = QueryValue::Scalar { timestamp: 1_500, value: 1e30 };
        insta::assert_snapshot!(envelope(scalar, Annotations::default()), @r#"{"status":"success","data":{"resultType":"scalar","result":[1.5,"1000000000000000000000000000000"]}}"#);
        let string = QueryValue::String { timestamp: 1_000, value: "<\n>".into() };
        insta::assert_snapshot!(envelope(string, Annotations::default()), @r#"{"status":"success","data":{"resultType":"string","result":[1,"\u003c\n\u003e"]}}"#);
    }

    #[test]
    fn annotations_carry_their_position() {
        let mut annotations = Annotations::default();
        let info = Annotation {
            level: AnnotationLevel::Info,
            text: "PromQL info: i".into(),
            detail: None,
            span: Some(Span::new(5, 6)),
        };
        annotations.add(info);
        annotations.add(Annotation { level: AnnotationLevel::Warning, text: "w".into(), detail: None, span: None });
        insta::assert_snapshot!(envelope(QueryValue::Vector(Vec::new()), annotations), @r#"{"status":"success","data":{"resultType":"vector","result":[]},"warnings":["w"],"infos":["PromQL info: i (1:6)"]}"#);
    }

    #[test]
    fn a_series_without_points_has_only_its_labels() {
        let value = QueryValue::Matrix(vec![MatrixSeries::default()]);
        insta::assert_snapshot!(envelope(value, Annotations::default()), @r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{}}]}}"#);
        let histogram = (0, Arc::new(FloatHistogram::default()));
        let value = QueryValue::Matrix(vec![MatrixSeries { histograms: vec![histogram], ..MatrixSeries::default() }]);
        insta::assert_snapshot!(envelope(value, Annotations::default()), @r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"histograms":[[0,{"count":"0","sum":"0"}]]}]}}"#);
    }

    #[test]
    fn errors_are_one_line() {
        let mut out = Vec::new();
        write_error(&mut out, "bad_data", "1:1: \"<\"").expect("writing to memory works");
        assert_eq!(out, b"{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:1: \\\"\\u003c\\\"\"}\n");
    }
}
