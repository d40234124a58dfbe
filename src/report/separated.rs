//! CSV and TSV with a header line, for spreadsheets and scripts.
//!
//! ```text
//! time,value,histogram,__name__,instance,job      a vector or matrix: one line a sample
//! time,value                                      a scalar or string
//! __name__,instance,job                           a list of series
//! ```
//! The label columns are all labels of all series, sorted; a missing label is empty. `time` is in unix seconds, `value`
//! a float as Prometheus writes it. The `histogram` column is there when any sample is a histogram: the API's JSON.
//! Fields are quoted as RFC 4180 says; TSV quotes a field that has a tab, a quote or a line end in the same way.

use super::{
    json_text::{Encoder, append_histogram as append_json_histogram, append_time},
    ordered::write_in_order,
};
use crate::{
    golang::float::append_json,
    model::{
        histogram::FloatHistogram,
        labels::Labels,
        value::{MatrixSeries, QueryValue, SampleValue, VectorSample},
    },
};
use std::{
    collections::BTreeSet,
    io::{self, Write},
};

/// What stands between two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `,`
    Comma,
    /// A tab.
    Tab,
}

impl Separator {
    fn byte(self) -> u8 {
        match self {
            Separator::Comma => b',',
            Separator::Tab => b'\t',
        }
    }
}

/// Writes a query's result.
pub fn write_value(out: &mut dyn Write, value: &QueryValue, separator: Separator) -> io::Result<()> {
    match value {
        QueryValue::Scalar { timestamp, value } => {
            let mut lines = Lines { separator, histograms: false, names: Vec::new() }.header(true);
            append_time(&mut lines, *timestamp);
            lines.push(separator.byte());
            append_json(&mut lines, *value);
            lines.push(b'\n');
            out.write_all(&lines)
        }
        QueryValue::String { timestamp, value } => {
            let mut lines = Lines { separator, histograms: false, names: Vec::new() }.header(true);
            append_time(&mut lines, *timestamp);
            lines.push(separator.byte());
            append_field(&mut lines, value, separator);
            lines.push(b'\n');
            out.write_all(&lines)
        }
        QueryValue::Vector(samples) => {
            let histograms = samples.iter().any(|sample| matches!(sample.value, SampleValue::Histogram(_)));
            let names = label_names(samples.iter().map(|sample| &sample.labels));
            let lines = Lines { separator, histograms, names };
            out.write_all(&lines.header(true))?;
            write_in_order(out, samples, |_| 4, |_, sample, buffer| lines.append_sample(buffer, sample))
        }
        QueryValue::Matrix(series) => {
            let histograms = series.iter().any(|series| !series.histograms.is_empty());
            let names = label_names(series.iter().map(|series| &series.labels));
            let lines = Lines { separator, histograms, names };
            out.write_all(&lines.header(true))?;
            let points = |series: &MatrixSeries| 2 * series.floats.len() + 20 * series.histograms.len();
            write_in_order(out, series, points, |_, series, buffer| lines.append_series(buffer, series))
        }
    }
}

/// Writes label sets, one a line.
pub fn write_series(out: &mut dyn Write, series: &[Labels], separator: Separator) -> io::Result<()> {
    let lines = Lines { separator, histograms: false, names: label_names(series.iter()) };
    out.write_all(&lines.header(false))?;
    write_in_order(
        out,
        series,
        |_| 1,
        |_, labels, buffer| {
            for (index, name) in lines.names.iter().enumerate() {
                if index > 0 {
                    buffer.push(separator.byte());
                }
                append_field(buffer, labels.value(name), separator);
            }
            buffer.push(b'\n');
        },
    )
}

/// Writes one column.
pub fn write_strings<S: AsRef<str>>(
    out: &mut dyn Write,
    header: &str,
    texts: &[S],
    separator: Separator,
) -> io::Result<()> {
    let mut lines = Vec::new();
    for text in std::iter::once(header).chain(texts.iter().map(AsRef::as_ref)) {
        append_field(&mut lines, text, separator);
        lines.push(b'\n');
    }
    out.write_all(&lines)
}

/// Writes rows of texts below their headings.
pub fn write_rows<const N: usize>(
    out: &mut dyn Write,
    columns: &[&str; N],
    rows: &[[&str; N]],
    separator: Separator,
) -> io::Result<()> {
    let mut lines = Vec::new();
    for row in std::iter::once(columns).chain(rows) {
        for (index, text) in row.iter().enumerate() {
            if index > 0 {
                lines.push(separator.byte());
            }
            append_field(&mut lines, text, separator);
        }
        lines.push(b'\n');
    }
    out.write_all(&lines)
}

fn label_names<'a>(series: impl Iterator<Item = &'a Labels>) -> Vec<String> {
    let mut names = BTreeSet::new();
    for labels in series {
        for (name, _) in labels {
            if !names.contains(name) {
                names.insert(name.to_string());
            }
        }
    }
    names.into_iter().collect()
}

/// The columns of one output.
struct Lines {
    separator: Separator,
    histograms: bool,
    names: Vec<String>,
}

impl Lines {
    fn header(&self, samples: bool) -> Vec<u8> {
        let fixed: &[&str] = match (samples, self.histograms) {
            (false, _) => &[],
            (true, false) => &["time", "value"],
            (true, true) => &["time", "value", "histogram"],
        };
        let mut line = Vec::new();
        for (index, name) in fixed.iter().copied().chain(self.names.iter().map(String::as_str)).enumerate() {
            if index > 0 {
                line.push(self.separator.byte());
            }
            append_field(&mut line, name, self.separator);
        }
        line.push(b'\n');
        line
    }

    fn append_sample(&self, out: &mut Vec<u8>, sample: &VectorSample) {
        let labels = self.label_fields(&sample.labels);
        match &sample.value {
            SampleValue::Float(value) => self.append_float(out, sample.timestamp, *value, &labels),
            SampleValue::Histogram(histogram) => self.append_histogram(out, sample.timestamp, histogram, &labels),
        }
    }

    /// All samples of a series in time order, floats before histograms of the same time.
    fn append_series(&self, out: &mut Vec<u8>, series: &MatrixSeries) {
        let labels = self.label_fields(&series.labels);
        let mut histograms = series.histograms.iter().peekable();
        for (time, value) in &series.floats {
            while let Some((earlier, histogram)) = histograms.next_if(|(earlier, _)| earlier < time) {
                self.append_histogram(out, *earlier, histogram, &labels);
            }
            self.append_float(out, *time, *value, &labels);
        }
        for (time, histogram) in histograms {
            self.append_histogram(out, *time, histogram, &labels);
        }
    }

    /// The fields of all label columns, each with the separator before it, and the line end: the same for every sample of
    /// a series, so they are made once.
    fn label_fields(&self, labels: &Labels) -> Vec<u8> {
        let mut fields = Vec::new();
        for name in &self.names {
            fields.push(self.separator.byte());
            append_field(&mut fields, labels.value(name), self.separator);
        }
        fields.push(b'\n');
        fields
    }

    fn append_float(&self, out: &mut Vec<u8>, time: i64, value: f64, labels: &[u8]) {
        append_time(out, time);
        out.push(self.separator.byte());
        append_json(out, value);
        if self.histograms {
            out.push(self.separator.byte());
        }
        out.extend_from_slice(labels);
    }

    fn append_histogram(&self, out: &mut Vec<u8>, time: i64, histogram: &FloatHistogram, labels: &[u8]) {
        append_time(out, time);
        out.extend_from_slice(&[self.separator.byte(), self.separator.byte()]);
        let mut json = Vec::new();
        append_json_histogram(&mut json, histogram, Encoder::Server);
        append_field(out, &String::from_utf8_lossy(&json), self.separator);
        out.extend_from_slice(labels);
    }
}

fn append_field(out: &mut Vec<u8>, text: &str, separator: Separator) {
    let special = |byte: u8| byte == separator.byte() || matches!(byte, b'"' | b'\n' | b'\r');
    if !text.bytes().any(special) {
        return out.extend_from_slice(text.as_bytes());
    }
    out.push(b'"');
    out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    fn lines(value: &QueryValue, separator: Separator) -> String {
        let mut out = Vec::new();
        write_value(&mut out, value, separator).expect("writing to memory works");
        String::from_utf8(out).expect("the text is UTF-8")
    }

    #[test]
    fn every_sample_is_a_line_with_all_labels() {
        insta::assert_snapshot!(lines(&samples::vector(), Separator::Comma), @r#"
        time,value,histogram,__name__,job
        1700000000.500,1,,up,<a&b>
        1700000000.500,,"{""count"":""3"",""sum"":""1e-07"",""buckets"":[[3,""-0.25"",""0.25"",""1""],[0,""0.5"",""1"",""2""]]}",,
        "#);
        insta::assert_snapshot!(lines(&samples::matrix(), Separator::Tab).replace('\t', "|"), @r#"
        time|value|histogram|__name__|job
        1700000000|1||up|a
        1700000060|NaN||up|a
        1700000000|1e+21|||b
        1700000060||"{""count"":""3"",""sum"":""1e-07"",""buckets"":[[3,""-0.25"",""0.25"",""1""],[0,""0.5"",""1"",""2""]]}"||b
        "#);
    }

    #[test]
    fn fields_with_separators_are_quoted() {
        let series = [Labels::from_pairs([("a", "x,y"), ("b", "say \"hi\"\n")]), Labels::empty()];
        let mut out = Vec::new();
        write_series(&mut out, &series, Separator::Comma).expect("writing to memory works");
        assert_eq!(out, b"a,b\n\"x,y\",\"say \"\"hi\"\"\n\"\n,\n");
        assert_eq!(lines(&QueryValue::Vector(Vec::new()), Separator::Comma), "time,value\n");
        assert_eq!(
            lines(&QueryValue::Scalar { timestamp: 0, value: f64::INFINITY }, Separator::Comma),
            "time,value\n0,+Inf\n"
        );
    }
}
