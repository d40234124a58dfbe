//! Series as promtool's `tsdb dump` and `tsdb dump-openmetrics` print them, one line a sample.
//!
//! Lines are put together in one buffer a series; the text of the labels is made once.

use super::json_text::{Encoder, append_labels};
use crate::{
    golang::{
        float::{append_fixed_f, append_g, append_integer},
        quote::append_quoted,
    },
    model::{
        histogram::{Bucket, FloatHistogram},
        labels::{Labels, METRIC_NAME},
        sample::SampleColumns,
        series::SeriesSet,
    },
};
use std::{
    collections::HashSet,
    io::{self, Write},
};

/// Which native histograms a dump shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DumpedHistograms {
    /// All of them, as promtool does since 3.6.
    All,
    /// What promtool up to 3.5 prints: of each series the floats up to the first histogram; then, that histogram left
    /// out, the float histograms up to the first of another kind; then, that sample left out too, the integer
    /// histograms up to the next of another kind.
    AsPromtool35,
}

/// One sample of either kind, by its place in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sample {
    Float(usize),
    FloatHistogram(usize),
    IntegerHistogram(usize),
}

/// Appends the samples of one series as `{labels} value time`.
pub fn append_samples(text: &mut Vec<u8>, labels: &Labels, columns: &SampleColumns, histograms: DumpedHistograms) {
    let prefix = format!("{labels} ");
    text.reserve(columns.len() * (prefix.len() + 32));
    let mut shown: Box<dyn Iterator<Item = Sample>> = Box::new(samples(columns));
    if histograms == DumpedHistograms::AsPromtool35 && !columns.histograms.is_empty() {
        shown = Box::new(as_promtool_35(samples(columns)));
    }
    for sample in shown {
        text.extend_from_slice(prefix.as_bytes());
        let timestamp = match sample {
            Sample::Float(index) => {
                append_g(text, columns.values[index]);
                columns.timestamps[index]
            }
            Sample::FloatHistogram(index) => {
                columns.histograms[index].append_text(text);
                columns.histogram_timestamps[index]
            }
            Sample::IntegerHistogram(index) => {
                append_integer_histogram(text, &columns.histograms[index]);
                columns.histogram_timestamps[index]
            }
        };
        text.push(b' ');
        append_integer(text, timestamp);
        text.push(b'\n');
    }
}

/// The samples of both kinds in order of time.
fn samples(columns: &SampleColumns) -> impl Iterator<Item = Sample> + '_ {
    let mut float = 0;
    let mut histogram = 0;
    std::iter::from_fn(move || {
        let next_float = columns.timestamps.get(float);
        let next_histogram = columns.histogram_timestamps.get(histogram);
        match (next_float, next_histogram) {
            (Some(time), other) if other.is_none_or(|other| time <= other) => {
                float += 1;
                Some(Sample::Float(float - 1))
            }
            (_, Some(_)) => {
                histogram += 1;
                let index = histogram - 1;
                Some(if columns.is_integer_histogram(index) {
                    Sample::IntegerHistogram(index)
                } else {
                    Sample::FloatHistogram(index)
                })
            }
            _ => None,
        }
    })
}

/// See [`DumpedHistograms::AsPromtool35`]: three loops in a row, each of which swallows the sample that ends it.
fn as_promtool_35(mut samples: impl Iterator<Item = Sample>) -> impl Iterator<Item = Sample> {
    let stages: [fn(&Sample) -> bool; 3] = [
        |sample| matches!(sample, Sample::Float(_)),
        |sample| matches!(sample, Sample::FloatHistogram(_)),
        |sample| matches!(sample, Sample::IntegerHistogram(_)),
    ];
    let mut stages = stages.into_iter();
    let mut stage = stages.next();
    std::iter::from_fn(move || {
        loop {
            let fits = stage?;
            let sample = samples.next()?;
            if fits(&sample) {
                return Some(sample);
            }
            stage = stages.next();
        }
    })
}

/// Writes the labels of every series as a JSON object a line; equal label sets appear once.
pub fn write_label_sets(out: &mut dyn Write, series: &dyn SeriesSet) -> io::Result<()> {
    let mut seen = HashSet::new();
    let mut text = Vec::new();
    for index in 0..series.len() {
        let labels = series.labels(index);
        if seen.contains(&labels) {
            continue;
        }
        text.clear();
        append_labels(&mut text, &labels, Encoder::Standard);
        text.push(b'\n');
        out.write_all(&text)?;
        seen.insert(labels);
    }
    Ok(())
}

/// The text of a histogram with integer counts: they are never written with an exponent.
pub(super) fn append_integer_histogram(text: &mut Vec<u8>, histogram: &FloatHistogram) {
    text.extend_from_slice(b"{count:");
    append_count(text, histogram.count);
    text.extend_from_slice(b", sum:");
    append_g(text, histogram.sum);
    let mut negative: Vec<Bucket> = histogram.negative_bucket_iter().collect();
    negative.reverse();
    let buckets = negative.into_iter().chain(histogram.zero_bucket()).chain(histogram.positive_bucket_iter());
    for bucket in buckets.filter(|bucket| bucket.count != 0.0) {
        text.extend_from_slice(if bucket.lower_inclusive { b", [" } else { b", (" });
        append_g(text, bucket.lower);
        text.push(b',');
        append_g(text, bucket.upper);
        text.extend_from_slice(if bucket.upper_inclusive { b"]:" } else { b"):" });
        append_count(text, bucket.count);
    }
    text.push(b'}');
}

fn append_count(text: &mut Vec<u8>, count: f64) {
    append_fixed_f(text, count, 0);
}

/// Appends the float samples of one series in the OpenMetrics text format, up to the first histogram. The format's
/// closing `# EOF` is the caller's.
pub fn append_openmetrics(text: &mut Vec<u8>, labels: &Labels, columns: &SampleColumns) {
    let mut prefix = labels.metric_name().as_bytes().to_vec();
    prefix.push(b'{');
    for (index, (name, value)) in labels.iter().filter(|(name, _)| *name != METRIC_NAME).enumerate() {
        if index > 0 {
            prefix.push(b',');
        }
        prefix.extend_from_slice(name.as_bytes());
        prefix.push(b'=');
        append_quoted(&mut prefix, value.as_bytes());
    }
    prefix.extend_from_slice(b"} ");
    text.reserve(columns.timestamps.len() * (prefix.len() + 32));
    let end = columns.histogram_timestamps.first().copied();
    for (&timestamp, &value) in columns.timestamps.iter().zip(&columns.values) {
        if end.is_some_and(|end| end < timestamp) {
            break;
        }
        text.extend_from_slice(&prefix);
        append_g(text, value);
        text.push(b' ');
        append_seconds(text, timestamp);
        text.push(b'\n');
    }
}

/// Appends a time as Go prints the float `milliseconds / 1000` with three places. Up to here the float is so near that
/// these are the milliseconds themselves.
fn append_seconds(text: &mut Vec<u8>, milliseconds: i64) {
    if milliseconds.unsigned_abs() >= 1 << 50 {
        append_fixed_f(text, milliseconds as f64 / 1000.0, 3);
        return;
    }
    if milliseconds < 0 {
        text.push(b'-');
    }
    let (seconds, rest) = (milliseconds.abs() / 1000, milliseconds.abs() % 1000);
    append_integer(text, seconds);
    let digit = |value: i64| b'0' + (value % 10) as u8;
    text.extend_from_slice(&[b'.', digit(rest / 100), digit(rest / 10), digit(rest)]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::histogram::HistogramSpan;
    use std::sync::Arc;

    fn columns(kinds: &str) -> SampleColumns {
        let mut columns = SampleColumns::default();
        for (time, kind) in kinds.chars().enumerate() {
            let histogram = || {
                Arc::new(FloatHistogram {
                    count: 3_000_000.0,
                    sum: 2.5,
                    positive_spans: vec![HistogramSpan { offset: 0, length: 1 }],
                    positive_buckets: vec![3_000_000.0],
                    ..FloatHistogram::default()
                })
            };
            match kind {
                'f' => columns.push_float(time as i64, 1.5),
                'h' => columns.push_histogram_since(time as i64, 0, histogram(), false),
                _ => columns.push_histogram_since(time as i64, 0, histogram(), true),
            }
        }
        columns
    }

    fn times(kinds: &str, histograms: DumpedHistograms) -> String {
        let mut out = Vec::new();
        append_samples(&mut out, &Labels::empty(), &columns(kinds), histograms);
        let text = String::from_utf8(out).unwrap();
        text.lines().filter_map(|line| line.rsplit(' ').next()).collect()
    }

    #[test]
    fn old_promtool_swallows_the_sample_at_each_change_of_kind() {
        assert_eq!(times("ffhhii", DumpedHistograms::All), "012345");
        assert_eq!(times("ffff", DumpedHistograms::AsPromtool35), "0123");
        assert_eq!(times("hhh", DumpedHistograms::AsPromtool35), "12");
        assert_eq!(times("iiii", DumpedHistograms::AsPromtool35), "23");
        assert_eq!(times("ffhhh", DumpedHistograms::AsPromtool35), "0134");
        assert_eq!(times("fiiif", DumpedHistograms::AsPromtool35), "03");
        assert_eq!(times("hff", DumpedHistograms::AsPromtool35), "");
    }

    #[test]
    fn integer_counts_have_no_exponent() {
        let text = |kinds| {
            let mut out = Vec::new();
            append_samples(&mut out, &Labels::empty(), &columns(kinds), DumpedHistograms::All);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(text("i"), "{} {count:3000000, sum:2.5, (0.5,1]:3000000} 0\n");
        assert!(text("h").starts_with("{} {count:3e+06, sum:2.5, (0.5,1]:3e+06} "), "{}", text("h"));
    }

    #[test]
    fn openmetrics_ends_at_the_first_histogram() {
        let labels = Labels::from_pairs([("__name__", "up"), ("job", "a\"b"), ("x", "y")]);
        let mut out = Vec::new();
        append_openmetrics(&mut out, &labels, &columns("ffif"));
        let expected = "up{job=\"a\\\"b\",x=\"y\"} 1.5 0.000\nup{job=\"a\\\"b\",x=\"y\"} 1.5 0.001\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn seconds_are_what_the_float_shows() {
        let times = [0, 1, -1, 999, 1000, -1001, 1_700_000_000_289, (1 << 50) - 1, 1 << 50, i64::MAX, i64::MIN];
        let odd = (0..50).map(|place| (1i64 << place) + 7);
        for time in times.into_iter().chain(odd) {
            let (mut ours, mut floats) = (Vec::new(), Vec::new());
            append_seconds(&mut ours, time);
            append_fixed_f(&mut floats, time as f64 / 1000.0, 3);
            assert_eq!(String::from_utf8(ours), String::from_utf8(floats), "{time}");
        }
    }
}
