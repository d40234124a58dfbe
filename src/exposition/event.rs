//! What a line of an exposition says.

use crate::model::{
    labels::{Labels, METRIC_NAME},
    sample::Timestamp,
};
use std::borrow::Cow;

/// The text formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Prometheus' text format, version 0.0.4 and 1.0.0: timestamps in whole milliseconds.
    Text,
    /// OpenMetrics 1.0: timestamps in seconds, exemplars, `# EOF` at the end.
    OpenMetrics,
}

impl Format {
    /// OpenMetrics if the last line is `# EOF`, else the text format.
    pub fn detect(bytes: &[u8]) -> Format {
        let body = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        match body.strip_suffix(b"# EOF") {
            Some(before) if before.is_empty() || before.ends_with(b"\n") => Format::OpenMetrics,
            _ => Format::Text,
        }
    }
}

/// The type of a metric family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MetricType {
    /// `unknown`, in the text format `untyped`.
    #[default]
    Unknown,
    /// `counter`
    Counter,
    /// `gauge`
    Gauge,
    /// `histogram`
    Histogram,
    /// `gaugehistogram`, OpenMetrics only.
    GaugeHistogram,
    /// `summary`
    Summary,
    /// `info`, OpenMetrics only.
    Info,
    /// `stateset`, OpenMetrics only.
    StateSet,
}

impl MetricType {
    /// The name in OpenMetrics and in Prometheus' API.
    pub fn as_str(self) -> &'static str {
        match self {
            MetricType::Unknown => "unknown",
            MetricType::Counter => "counter",
            MetricType::Gauge => "gauge",
            MetricType::Histogram => "histogram",
            MetricType::GaugeHistogram => "gaugehistogram",
            MetricType::Summary => "summary",
            MetricType::Info => "info",
            MetricType::StateSet => "stateset",
        }
    }

    /// The type of that name in `format`.
    pub(super) fn of_name(name: &[u8], format: Format) -> Option<MetricType> {
        Some(match (name, format) {
            (b"counter", _) => MetricType::Counter,
            (b"gauge", _) => MetricType::Gauge,
            (b"histogram", _) => MetricType::Histogram,
            (b"summary", _) => MetricType::Summary,
            (b"untyped", Format::Text) => MetricType::Unknown,
            (b"unknown", Format::OpenMetrics) => MetricType::Unknown,
            (b"gaugehistogram", Format::OpenMetrics) => MetricType::GaugeHistogram,
            (b"info", Format::OpenMetrics) => MetricType::Info,
            (b"stateset", Format::OpenMetrics) => MetricType::StateSet,
            _ => return None,
        })
    }
}

/// A label's name and value.
pub type LabelPair<'a> = (Cow<'a, str>, Cow<'a, str>);

/// One line of an exposition.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'a> {
    /// `# HELP name text`
    Help {
        /// The family.
        name: Cow<'a, str>,
        /// Its description, escapes resolved.
        text: Cow<'a, str>,
    },
    /// `# TYPE name type`
    Type {
        /// The family.
        name: Cow<'a, str>,
        /// Its type.
        kind: MetricType,
    },
    /// `# UNIT name unit`, OpenMetrics only.
    Unit {
        /// The family.
        name: Cow<'a, str>,
        /// Its unit, perhaps empty.
        unit: Cow<'a, str>,
    },
    /// Any other comment, from its `#` on; text format only.
    Comment(Cow<'a, str>),
    /// A sample.
    Sample(Sample<'a>),
}

/// A sample as it stands in the exposition.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample<'a> {
    /// The metric name among the labels, sorted by name without duplicates. Values may be empty.
    ///
    /// After `# TYPE … histogram` the values of `le`, and after `# TYPE … summary` those of `quantile`, are floats as
    /// OpenMetrics writes them (`1` is `1.0`), as Prometheus stores them.
    pub labels: &'a [LabelPair<'a>],
    /// The value; any NaN has become the ordinary one, so this is never a stale marker.
    pub value: f64,
    /// The time in milliseconds, if there is one.
    pub timestamp: Option<Timestamp>,
    /// The exemplar, OpenMetrics only.
    pub exemplar: Option<Exemplar<'a>>,
}

/// An example of what was counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Exemplar<'a> {
    /// Its labels in the order written.
    pub labels: &'a [LabelPair<'a>],
    /// Its value.
    pub value: f64,
    /// Its time in milliseconds, if there is one.
    pub timestamp: Option<Timestamp>,
}

impl Sample<'_> {
    /// The metric name.
    pub fn name(&self) -> &str {
        self.label(METRIC_NAME)
    }

    /// The value of a label, or the empty text.
    pub fn label(&self, name: &str) -> &str {
        self.labels.iter().find(|(candidate, _)| candidate == name).map_or("", |(_, value)| value)
    }

    /// The labels as a set; empty values are left out.
    pub fn to_labels(&self) -> Labels {
        let pairs =
            || self.labels.iter().map(|(name, value)| (&**name, &**value)).filter(|(_, value)| !value.is_empty());
        Labels::from_sorted(pairs()).unwrap_or_else(|| Labels::from_pairs(pairs()))
    }
}
