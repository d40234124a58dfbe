//! The report of `promq query analyze`: which histograms an answer holds, and how many buckets they populate.
//!
//! ```text
//! - rpc_seconds_bucket{job="a"} (classic): 3/4.500/6/12      min/avg/max of populated buckets, all buckets
//! - rpc_seconds{job="a"} (native): 5/7.250/9
//! ```
//! The numbers are those of `bucket_statistics`; the text is promtool's, except that classic histograms are sorted,
//! where promtool's order is a matter of chance.

use super::{
    bucket_statistics::{Aggregate, BucketStatistics, ClassicBucket, Distribution, NotAligned},
    promql::{append_pairs, metric_text},
};
use crate::model::{
    labels::{Labels, METRIC_NAME},
    value::MatrixSeries,
};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

const BUCKET_LABEL: &str = "le";
const BUCKET_SUFFIX: &str = "_bucket";

const HEADER: &str = "Bucket stats for each histogram series over time
------------------------------------------------
First the min, avg, and max number of populated buckets, followed by the total
number of buckets (only if different from the max number of populated buckets
which is typical for classic but not native histograms).
";

const FOOTER: &str = "Aggregated bucket stats
-----------------------
Each line shows min/avg/max over the series above.
";

/// A histogram of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnalyzedHistogram {
    /// The metric; of a classic histogram without `le`.
    name: String,
    kind: HistogramKind,
    statistics: BucketStatistics,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HistogramKind {
    Native,
    Classic,
}

impl HistogramKind {
    fn word(self) -> &'static str {
        match self {
            HistogramKind::Native => "native",
            HistogramKind::Classic => "classic",
        }
    }
}

/// The histograms among the series of a range selector: native ones in the order of the answer, then classic ones by
/// name.
///
/// Series without floats are native histograms; those with floats are buckets of classic ones if they have the name and
/// the label of one. Everything else, and histograms with less than two samples, is passed over.
///
/// # Errors
///
/// An item fails if the buckets of a classic histogram have their samples at different times.
pub fn analyze(series: &[MatrixSeries]) -> impl Iterator<Item = Result<AnalyzedHistogram, NotAligned>> {
    let (native, floats): (Vec<_>, Vec<_>) = series.iter().partition(|series| series.floats.is_empty());
    let native = native.into_iter().filter_map(|series| {
        let statistics = BucketStatistics::of_native(&series.histograms)?;
        Some(Ok(AnalyzedHistogram { name: metric_text(&series.labels), kind: HistogramKind::Native, statistics }))
    });
    let mut classic: BTreeMap<String, Vec<ClassicBucket<'_>>> = BTreeMap::new();
    for series in floats {
        if let Some((name, le)) = classic_name(&series.labels) {
            classic.entry(name).or_default().push(ClassicBucket::new(le, &series.floats));
        }
    }
    let classic = classic.into_iter().filter_map(|(name, mut buckets)| {
        let statistics = BucketStatistics::of_classic(&mut buckets).transpose()?;
        Some(statistics.map(|statistics| AnalyzedHistogram { name, kind: HistogramKind::Classic, statistics }))
    });
    native.chain(classic)
}

/// The classic histogram that a series is a bucket of, as text, and the bucket's bound.
fn classic_name(labels: &Labels) -> Option<(String, &str)> {
    let bound = labels.get(BUCKET_LABEL)?;
    let metric = labels.get(METRIC_NAME).filter(|metric| metric.ends_with(BUCKET_SUFFIX))?;
    let mut name = metric.as_bytes().to_vec();
    append_pairs(&mut name, labels.iter().filter(|(name, _)| ![BUCKET_LABEL, METRIC_NAME].contains(name)));
    Some((String::from_utf8_lossy(&name).into_owned(), bound))
}

/// The report as it grows: its header, a line a histogram, and what they have in common.
#[derive(Debug, Default)]
pub struct AnalysisReport {
    native: Aggregate,
    classic: Aggregate,
}

impl AnalysisReport {
    /// Writes the header of a report.
    pub fn begin(out: &mut dyn Write) -> io::Result<AnalysisReport> {
        writeln!(out, "{HEADER}")?;
        Ok(AnalysisReport::default())
    }

    /// Writes the line of one histogram.
    pub fn add(&mut self, out: &mut dyn Write, histogram: &AnalyzedHistogram) -> io::Result<()> {
        let AnalyzedHistogram { name, kind, statistics } = histogram;
        match kind {
            HistogramKind::Native => self.native.add(statistics),
            HistogramKind::Classic => self.classic.add(statistics),
        }
        let BucketStatistics { min, avg, max, total } = statistics;
        write!(out, "- {name} ({}): {min}/{avg:.3}/{max}", kind.word())?;
        if max != total {
            write!(out, "/{total}")?;
        }
        writeln!(out)
    }

    /// Writes what all histograms of a kind have in common, and ends the report.
    pub fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "\n{FOOTER}")?;
        write_aggregate(out, "Native", &self.native)?;
        write_aggregate(out, "Classic", &self.classic)
    }
}

fn write_aggregate(out: &mut dyn Write, kind: &str, aggregate: &Aggregate) -> io::Result<()> {
    let Aggregate { min, avg, max, total } = aggregate;
    if min.count == 0 {
        return Ok(());
    }
    writeln!(out, "\n{kind} histogram series ({} in total):", min.count)?;
    let total = (max != total).then_some(("total", total));
    let rows = [("min populated", min), ("avg populated", avg), ("max populated", max)];
    for (name, Distribution { min, avg, max, .. }) in rows.into_iter().chain(total) {
        writeln!(out, "- {name}: {min}/{avg:.3}/{max}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    fn bucket(name: &str, job: &str, le: &str, values: [f64; 2]) -> MatrixSeries {
        let labels = Labels::from_pairs([("__name__", name), ("job", job), ("le", le)]);
        MatrixSeries { labels, floats: vec![(0, values[0]), (60_000, values[1])], histograms: Vec::new() }
    }

    fn report(series: &[MatrixSeries]) -> String {
        let mut out = Vec::new();
        let mut report = AnalysisReport::begin(&mut out).unwrap();
        for histogram in analyze(series) {
            report.add(&mut out, &histogram.unwrap()).unwrap();
        }
        report.finish(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn native_and_classic_histograms_are_told_apart() {
        let native = MatrixSeries {
            labels: Labels::from_pairs([("__name__", "size"), ("job", "a")]),
            floats: Vec::new(),
            histograms: vec![(0, samples::histogram()), (60_000, samples::histogram())],
        };
        let once = MatrixSeries { histograms: vec![(0, samples::histogram())], ..native.clone() };
        let series = [
            bucket("size_bucket", "b", "+Inf", [7.0, 9.0]),
            bucket("size_bucket", "b", "10", [7.0, 8.0]),
            bucket("size_bucket", "b", "2", [3.0, 3.0]),
            bucket("size_bucket", "a", "+Inf", [1.0, 1.0]),
            bucket("size_sum", "a", "1", [1.0, 1.0]),
            native,
            once,
        ];
        let text = report(&series);
        let (_, lines) = text.split_once("histograms).\n").unwrap();
        insta::assert_snapshot!(lines, @r#"

        - size{job="a"} (native): 2/2.000/2
        - size_bucket{job="a"} (classic): 1/1.000/1
        - size_bucket{job="b"} (classic): 2/2.500/3

        Aggregated bucket stats
        -----------------------
        Each line shows min/avg/max over the series above.

        Native histogram series (1 in total):
        - min populated: 2/2.000/2
        - avg populated: 2/2.000/2
        - max populated: 2/2.000/2

        Classic histogram series (2 in total):
        - min populated: 1/1.500/2
        - avg populated: 1/1.500/2
        - max populated: 1/2.000/3
        "#);
    }

    #[test]
    fn nothing_found_is_header_and_footer() {
        assert_eq!(report(&[bucket("size", "a", "1", [1.0, 1.0])]), format!("{HEADER}\n\n{FOOTER}"));
    }
}
