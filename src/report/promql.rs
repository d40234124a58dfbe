//! promtool's text: what `promtool query` prints without `-o json`.
//!
//! ```text
//! up{instance="a", job="b"} => 1 @[1700050000]          a vector, one sample a line
//! up{job="b"} =>                                        a matrix: the series, then its points
//! 1 @[1700050000]
//! scalar: 2 @[1700050000]
//! ```

use super::{json_text::append_shortest_time, ordered::write_in_order};
use crate::{
    golang::{
        float::{append_f, append_fixed_f, append_g},
        quote::append_quoted,
    },
    model::{
        histogram::FloatHistogram,
        labels::{Labels, METRIC_NAME},
        value::{MatrixSeries, QueryValue, SampleValue, VectorSample},
    },
};
use std::{
    cmp::Ordering,
    io::{self, Write},
};

/// Writes a query's result and a line end; an empty vector or matrix is an empty line, as in promtool.
pub fn write_value(out: &mut dyn Write, value: &QueryValue) -> io::Result<()> {
    let mut buffer = Vec::new();
    match value {
        QueryValue::Scalar { timestamp, value } => {
            buffer.extend_from_slice(b"scalar: ");
            append_f(&mut buffer, *value);
            append_at(&mut buffer, *timestamp);
        }
        QueryValue::String { value, .. } => buffer.extend_from_slice(value.as_bytes()),
        QueryValue::Vector(samples) => write_in_order(out, samples, |_| 4, append_sample)?,
        QueryValue::Matrix(series) => {
            let mut sorted: Vec<&MatrixSeries> = series.iter().collect();
            sorted.sort_by(|left, right| promtool_order(&left.labels, &right.labels));
            let points = |series: &&MatrixSeries| series.floats.len() + 20 * series.histograms.len();
            write_in_order(out, &sorted, points, |index, series, buffer| append_series(index, series, buffer))?;
        }
    }
    buffer.push(b'\n');
    out.write_all(&buffer)
}

/// Writes label names or values, one a line.
pub fn write_strings<S: AsRef<str>>(out: &mut dyn Write, texts: &[S]) -> io::Result<()> {
    texts.iter().try_for_each(|text| writeln!(out, "{}", text.as_ref()))
}

/// Writes label sets, one a line, the metric name among the labels: `{__name__="up", job="b"}`.
pub fn write_series(out: &mut dyn Write, series: &[Labels]) -> io::Result<()> {
    write_in_order(
        out,
        series,
        |_| 1,
        |_, labels, buffer| {
            append_pairs(buffer, labels.iter());
            buffer.push(b'\n');
        },
    )
}

/// A metric as promtool shows it: `up{job="b"}`, `up`, `{}`.
///
/// The pairs are sorted by their text, not by name: `a1="x"` comes before `a="x"`.
pub fn metric_text(labels: &Labels) -> String {
    let mut out = Vec::with_capacity(labels.as_bytes().len() * 2);
    append_metric(&mut out, labels);
    String::from_utf8_lossy(&out).into_owned()
}

fn append_metric(out: &mut Vec<u8>, labels: &Labels) {
    let name = labels.get(METRIC_NAME);
    let mut pairs: Vec<(&str, &str)> = labels.iter().filter(|(name, _)| *name != METRIC_NAME).collect();
    // The sign after the shorter name decides where one name begins with the other.
    let text = |name: &'_ str| name.bytes().chain([b'=']).collect::<Vec<u8>>();
    if pairs.iter().any(|(name, _)| name.bytes().any(|byte| byte < b'=')) {
        pairs.sort_by_key(|(name, _)| text(name));
    }
    out.extend_from_slice(name.unwrap_or("").as_bytes());
    if pairs.is_empty() && name.is_some() {
        return;
    }
    append_pairs(out, pairs.into_iter());
}

/// Appends `{a="1", b="2"}`, the pairs in the order given.
pub(super) fn append_pairs<'a>(out: &mut Vec<u8>, pairs: impl Iterator<Item = (&'a str, &'a str)>) {
    out.push(b'{');
    for (index, (name, value)) in pairs.enumerate() {
        append_pair(out, index, name, value);
    }
    out.push(b'}');
}

fn append_pair(out: &mut Vec<u8>, index: usize, name: &str, value: &str) {
    if index > 0 {
        out.extend_from_slice(b", ");
    }
    out.extend_from_slice(name.as_bytes());
    out.push(b'=');
    append_quoted(out, value.as_bytes());
}

fn append_at(out: &mut Vec<u8>, time: i64) {
    out.extend_from_slice(b" @[");
    append_shortest_time(out, time);
    out.push(b']');
}

fn append_sample(index: usize, sample: &VectorSample, out: &mut Vec<u8>) {
    if index > 0 {
        out.push(b'\n');
    }
    append_metric(out, &sample.labels);
    out.extend_from_slice(b" => ");
    match &sample.value {
        SampleValue::Float(value) => append_f(out, *value),
        SampleValue::Histogram(histogram) => append_histogram(out, histogram),
    }
    append_at(out, sample.timestamp);
}

fn append_series(index: usize, series: &MatrixSeries, out: &mut Vec<u8>) {
    if index > 0 {
        out.push(b'\n');
    }
    append_metric(out, &series.labels);
    out.extend_from_slice(b" =>\n");
    let lines = out.len();
    for (time, value) in &series.floats {
        append_f(out, *value);
        append_at(out, *time);
        out.push(b'\n');
    }
    for (time, histogram) in &series.histograms {
        append_histogram(out, histogram);
        append_at(out, *time);
        out.push(b'\n');
    }
    if out.len() > lines {
        out.pop();
    }
}

/// Appends a histogram as promtool shows it: `Count: 3.000000, Sum: 2.500000, Buckets: [[-0.25,0.25]:1 (0.5,1]:2]`.
pub(super) fn append_histogram(out: &mut Vec<u8>, histogram: &FloatHistogram) {
    out.extend_from_slice(b"Count: ");
    append_fixed_f(out, histogram.count, 6);
    out.extend_from_slice(b", Sum: ");
    append_fixed_f(out, histogram.sum, 6);
    out.extend_from_slice(b", Buckets: [");
    for (index, bucket) in histogram.all_buckets().into_iter().filter(|bucket| bucket.count != 0.0).enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        out.push(if bucket.lower_inclusive { b'[' } else { b'(' });
        append_g(out, bucket.lower);
        out.push(b',');
        append_g(out, bucket.upper);
        out.push(if bucket.upper_inclusive { b']' } else { b')' });
        out.push(b':');
        append_f(out, bucket.count);
    }
    out.push(b']');
}

/// promtool's order of a matrix: fewer labels first, then by the smallest name that differs, a present label before a
/// missing one only on the right.
fn promtool_order(left: &Labels, right: &Labels) -> Ordering {
    let by_pairs = || {
        let (mut lefts, mut rights) = (left.iter(), right.iter());
        loop {
            match (lefts.next(), rights.next()) {
                (Some((left_name, left_value)), Some((right_name, right_value))) => match left_name.cmp(right_name) {
                    Ordering::Equal if left_value == right_value => {}
                    Ordering::Equal => return left_value.cmp(right_value),
                    // The side that lacks the smaller name comes first.
                    other => return other.reverse(),
                },
                (None, None) => return Ordering::Equal,
                (left, _) => return if left.is_none() { Ordering::Less } else { Ordering::Greater },
            }
        }
    };
    left.len().cmp(&right.len()).then_with(by_pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    fn text(value: &QueryValue) -> String {
        let mut out = Vec::new();
        write_value(&mut out, value).expect("writing to memory works");
        String::from_utf8(out).expect("the text is UTF-8")
    }

    #[test]
    fn every_type_looks_as_promtool_prints_it() {
        insta::assert_snapshot!(text(&samples::vector()), @r#"
        up{job="<a&b>"} => 1 @[1700000000.5]
        {} => Count: 3.000000, Sum: 0.000000, Buckets: [[-0.25,0.25]:1 (0.5,1]:2] @[1700000000.5]
        "#);
        insta::assert_snapshot!(text(&samples::matrix()), @r#"
        {job="b"} =>
        1000000000000000000000 @[1700000000]
        Count: 3.000000, Sum: 0.000000, Buckets: [[-0.25,0.25]:1 (0.5,1]:2] @[1700000060]
        up{job="a"} =>
        1 @[1700000000]
        NaN @[1700000060]
        "#);
        assert_eq!(text(&QueryValue::Scalar { timestamp: 1_500, value: 2.0 }), "scalar: 2 @[1.5]\n");
        assert_eq!(text(&QueryValue::String { timestamp: 1_500, value: "a\nb".into() }), "a\nb\n");
        assert_eq!(text(&QueryValue::Vector(Vec::new())), "\n");
    }

    #[test]
    fn labels_are_sorted_by_their_text() {
        let labels = Labels::from_pairs([("a", "1"), ("a1", "2"), ("a_b", "3"), ("b", "a\"\\\n")]);
        assert_eq!(metric_text(&labels), r#"{a1="2", a="1", a_b="3", b="a\"\\\n"}"#);
        assert_eq!(metric_text(&Labels::from_pairs([("__name__", "up")])), "up");
        assert_eq!(metric_text(&Labels::empty()), "{}");
    }

    #[test]
    fn matrices_are_sorted_by_the_number_of_labels_first() {
        let order = |left: &[(&str, &str)], right: &[(&str, &str)]| {
            promtool_order(&Labels::from_pairs(left.iter().copied()), &Labels::from_pairs(right.iter().copied()))
        };
        assert_eq!(order(&[("z", "1")], &[("a", "1"), ("b", "1")]), Ordering::Less);
        assert_eq!(order(&[("a", "1")], &[("a", "2")]), Ordering::Less);
        assert_eq!(order(&[("a", "1")], &[("b", "1")]), Ordering::Greater);
        assert_eq!(order(&[("a", "1")], &[("a", "1")]), Ordering::Equal);
    }
}
