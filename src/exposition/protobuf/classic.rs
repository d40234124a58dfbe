//! A protobuf page as the families that the classic format would have shown of it, for the lint.

use super::{
    Families, MetricFamily, ProtobufError,
    messages::{COUNTER, GAUGE, GAUGE_HISTOGRAM, HISTOGRAM, Metric, SUMMARY},
};
use crate::exposition::classic::{ClassicFamily, FamilyKind, Mark, Tally, is_camel_case};
use std::{collections::HashSet, io::Read};

/// Reads a whole page. The families come sorted by name.
///
/// A message has no lines: its mark is its number among the families, the offset of its length, and its name.
pub fn read_classic<R: Read>(input: R) -> Result<Vec<ClassicFamily>, ProtobufError> {
    let mut messages = Families::new(input);
    let mut families = Vec::new();
    let mut offset = 0;
    while let Some(message) = messages.next_family()? {
        let mark = Mark {
            line: families.len() + 1,
            offset: usize::try_from(offset).unwrap_or(usize::MAX),
            text: message.name.as_bytes().into(),
        };
        families.push(family(&message, mark));
        offset = messages.offset();
    }
    families.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(families)
}

fn family(message: &MetricFamily, mark: Mark) -> ClassicFamily {
    let kind = match message.kind {
        COUNTER => FamilyKind::Counter,
        GAUGE => FamilyKind::Gauge,
        SUMMARY => FamilyKind::Summary,
        HISTOGRAM => FamilyKind::Histogram,
        GAUGE_HISTOGRAM => FamilyKind::GaugeHistogram,
        _ => FamilyKind::Untyped,
    };
    let labels = || message.metric.iter().flat_map(|metric| metric.label.iter().map(|label| label.name.as_str()));
    let count = |wanted: &dyn Fn(&str) -> bool| labels().filter(|name| wanted(name)).count();
    let mut seen = HashSet::with_capacity(message.metric.len());
    // Points of one series at several times are no duplicates.
    let series = |metric: &Metric| {
        let labels = metric.label.iter().map(|label| (label.name.clone(), label.value.clone()));
        (labels.collect::<Vec<_>>(), metric.timestamp_ms)
    };
    let duplicates = message.metric.iter().filter(|metric| !seen.insert(series(metric))).count();
    let tally = |count: usize| (count > 0).then(|| Box::new(Tally { count: count as u64, first: mark.clone() }));
    ClassicFamily {
        name: message.name.as_bytes().into(),
        kind,
        has_help: !message.help.is_empty(),
        metrics: message.metric.len() as u64,
        bounds_of_first: message.metric.first().map_or(0, bounds) as u64,
        type_line: None,
        duplicates: tally(duplicates),
        camel_case_labels: tally(count(&|name| is_camel_case(name.as_bytes()))),
        le_labels: tally(count(&|name| name == "le")),
        quantile_labels: tally(count(&|name| name == "quantile")),
        first: mark,
    }
}

/// Its classic buckets or quantiles.
fn bounds(metric: &Metric) -> usize {
    let buckets = metric.histogram.as_ref().map_or(0, |histogram| histogram.bucket.len());
    buckets + metric.summary.as_ref().map_or(0, |summary| summary.quantile.len())
}

#[cfg(test)]
mod tests {
    use super::{
        super::messages::{Bucket, Histogram, LabelPair},
        *,
    };
    use prost::Message as _;

    fn metric(labels: &[(&str, &str)]) -> Metric {
        let label = labels.iter().map(|(name, value)| LabelPair { name: (*name).into(), value: (*value).into() });
        Metric { label: label.collect(), ..Metric::default() }
    }

    #[test]
    fn families_are_those_of_the_text() {
        let histogram = Histogram { bucket: vec![Bucket::default(); 3], ..Histogram::default() };
        let messages = [
            MetricFamily {
                name: "h".into(),
                help: "x".into(),
                kind: HISTOGRAM,
                metric: vec![Metric { histogram: Some(histogram), ..metric(&[]) }, metric(&[("a", "b")])],
                ..MetricFamily::default()
            },
            MetricFamily {
                name: "c".into(),
                metric: vec![metric(&[("fooBar", "1")]), metric(&[("fooBar", "1")]), metric(&[("le", "1")])],
                ..MetricFamily::default()
            },
        ];
        let bytes: Vec<u8> = messages.iter().flat_map(MetricFamily::encode_length_delimited_to_vec).collect();
        let families = read_classic(&*bytes).expect("the messages are whole");
        let [counter, histogram] = families.as_slice() else { panic!("{families:?}") };
        assert_eq!((histogram.cardinality(), histogram.has_help, histogram.first.line), (10, true, 1));
        assert_eq!((counter.kind, counter.metrics, counter.has_help), (FamilyKind::Counter, 3, false));
        let counts = [&counter.duplicates, &counter.camel_case_labels, &counter.le_labels, &counter.quantile_labels];
        assert_eq!(counts.map(|tally| tally.as_ref().map_or(0, |tally| tally.count)), [1, 2, 1, 0]);
        assert!(read_classic(&bytes[..bytes.len() - 1]).is_err());
    }
}
