//! From a message to the samples that Prometheus makes of it.

use super::{
    messages::{self, Histogram, Metric, MetricFamily, Summary, Time},
    native::{ClassicBucket, is_native, native, with_custom_bounds},
};
use crate::{
    exposition::{MetricType, number::append_openmetrics_float},
    golang::quote::quote,
    model::{
        histogram::{CounterResetHint, FloatHistogram},
        labels::{BUCKET_BOUND, Labels, METRIC_NAME},
        sample::Timestamp,
    },
};

/// What becomes of the classic buckets of histograms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClassicHistograms {
    /// Series of their own, unless the histogram has native buckets too.
    #[default]
    UnlessNative,
    /// Series of their own, always.
    Always,
    /// Native histograms with custom bounds, unless the histogram has native buckets too.
    Convert,
}

/// What is wrong with a family that is a message.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FamilyFault {
    /// It has no name.
    #[error("invalid metric name: ")]
    NoName,
    /// There is no such type.
    #[error("unknown metric type for metric {}: {kind}", quote(.name.as_bytes()))]
    UnknownType {
        /// The family's name.
        name: String,
        /// The type's number.
        kind: i32,
    },
    /// Labels are no set of labels.
    #[error("label name {} is not unique", quote(.0.as_bytes()))]
    DuplicateLabel(String),
    /// A label has no name.
    #[error("invalid label name: ")]
    NoLabelName,
    /// Spans and buckets do not agree.
    #[error("{side} side: spans require {wanted} buckets, have {buckets}")]
    Spans {
        /// Which side of zero.
        side: &'static str,
        /// What the spans say.
        wanted: u64,
        /// What there is.
        buckets: usize,
    },
    /// A sample that must have a time has none.
    #[error("expected timestamp for series {0} got none")]
    NoTimestamp(Labels),
    /// Classic buckets cannot be converted.
    #[error("{0}")]
    Classic(String),
}

/// A sample of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct ProtobufSample {
    /// The series.
    pub labels: Labels,
    /// The time in milliseconds, if there is one; the format cannot tell none from 0.
    pub timestamp: Option<Timestamp>,
    /// Since when it counts, in milliseconds; 0 if that is not known.
    pub start_timestamp: Timestamp,
    /// Its value.
    pub value: ProtobufValue,
}

/// A sample's value.
#[derive(Clone, Debug, PartialEq)]
pub enum ProtobufValue {
    /// A float, bit for bit as it came: a stale marker is one.
    Float(f64),
    /// A native histogram, and whether its counts are integers.
    Histogram(FloatHistogram, bool),
}

impl MetricFamily {
    /// Its type.
    pub fn kind(&self) -> Option<MetricType> {
        Some(match self.kind {
            messages::COUNTER => MetricType::Counter,
            messages::GAUGE => MetricType::Gauge,
            messages::SUMMARY => MetricType::Summary,
            messages::UNTYPED => MetricType::Unknown,
            messages::HISTOGRAM => MetricType::Histogram,
            messages::GAUGE_HISTOGRAM => MetricType::GaugeHistogram,
            _ => return None,
        })
    }

    /// How many exemplars it has.
    pub fn exemplars(&self) -> u64 {
        let of_histogram = |histogram: &Histogram| {
            histogram.exemplars.len() + histogram.bucket.iter().filter(|bucket| bucket.exemplar.is_some()).count()
        };
        let of_metric = |metric: &Metric| {
            let of_counter = metric.counter.as_ref().is_some_and(|counter| counter.exemplar.is_some());
            usize::from(of_counter) + metric.histogram.as_ref().map_or(0, of_histogram)
        };
        self.metric.iter().map(of_metric).sum::<usize>() as u64
    }

    /// All samples, in the order of the message.
    pub fn samples(&self, classic: ClassicHistograms) -> Result<Vec<ProtobufSample>, FamilyFault> {
        let Some(kind) = self.kind() else {
            return Err(FamilyFault::UnknownType { name: self.name.clone(), kind: self.kind });
        };
        if self.name.is_empty() {
            return Err(FamilyFault::NoName);
        }
        let mut samples = Vec::new();
        for metric in &self.metric {
            let start = |time: &Option<Time>| time.as_ref().map_or(0, Time::milliseconds);
            let mut out = Out { family: &self.name, metric, start: 0, samples: &mut samples };
            match kind {
                MetricType::Counter => {
                    let counter = metric.counter.clone().unwrap_or_default();
                    out.start = start(&counter.start_timestamp);
                    out.float("", None, counter.value)?;
                }
                MetricType::Gauge => out.float("", None, metric.gauge.clone().unwrap_or_default().value)?,
                MetricType::Summary => {
                    let summary = metric.summary.clone().unwrap_or_default();
                    out.start = start(&summary.start_timestamp);
                    out.summary(&summary)?;
                }
                MetricType::Histogram | MetricType::GaugeHistogram => {
                    let histogram = metric.histogram.clone().unwrap_or_default();
                    out.start = start(&histogram.start_timestamp);
                    out.histogram(&histogram, kind, classic)?;
                }
                _ => out.float("", None, metric.untyped.clone().unwrap_or_default().value)?,
            }
        }
        Ok(samples)
    }
}

/// Where the samples of one metric go.
struct Out<'a> {
    family: &'a str,
    metric: &'a Metric,
    start: i64,
    samples: &'a mut Vec<ProtobufSample>,
}

impl Out<'_> {
    fn push(&mut self, suffix: &str, bound: Option<(&str, f64)>, value: ProtobufValue) -> Result<(), FamilyFault> {
        let name = format!("{}{suffix}", self.family);
        let bound = bound.map(|(name, bound)| (name, openmetrics_float(bound)));
        let own = self.metric.label.iter().map(|label| (&*label.name, &*label.value));
        let given = bound.iter().map(|(name, bound)| (*name, &**bound));
        let mut pairs: Vec<(&str, &str)> = own.chain(given).chain([(METRIC_NAME, &*name)]).collect();
        pairs.sort_unstable();
        let mut neighbours = pairs.iter().zip(pairs.iter().skip(1));
        if let Some(((twice, _), _)) = neighbours.find(|(left, right)| left.0 == right.0) {
            return Err(FamilyFault::DuplicateLabel((*twice).into()));
        }
        if pairs.iter().any(|(name, _)| name.is_empty()) {
            return Err(FamilyFault::NoLabelName);
        }
        self.samples.push(ProtobufSample {
            labels: Labels::from_pairs(pairs),
            timestamp: Some(self.metric.timestamp_ms).filter(|&time| time != 0),
            start_timestamp: self.start,
            value,
        });
        Ok(())
    }

    fn float(&mut self, suffix: &str, bound: Option<(&str, f64)>, value: f64) -> Result<(), FamilyFault> {
        self.push(suffix, bound, ProtobufValue::Float(value))
    }

    fn summary(&mut self, summary: &Summary) -> Result<(), FamilyFault> {
        self.float("_count", None, summary.sample_count as f64)?;
        self.float("_sum", None, summary.sample_sum)?;
        for quantile in &summary.quantile {
            self.float("", Some(("quantile", quantile.quantile)), quantile.value)?;
        }
        Ok(())
    }

    fn histogram(
        &mut self,
        message: &Histogram,
        kind: MetricType,
        classic: ClassicHistograms,
    ) -> Result<(), FamilyFault> {
        let is_native = is_native(message);
        let count = or_float(message.sample_count_float, message.sample_count);
        let buckets = message.bucket.iter();
        let buckets = buckets
            .map(|bucket| (bucket.upper_bound, or_float(bucket.cumulative_count_float, bucket.cumulative_count)));
        if is_native || classic == ClassicHistograms::Convert {
            let (mut histogram, integer) = match is_native {
                true => native(message)?,
                false => with_custom_bounds(count, message.sample_sum, buckets.clone())?,
            };
            if kind == MetricType::GaugeHistogram {
                histogram.counter_reset_hint = CounterResetHint::Gauge;
            }
            self.push("", None, ProtobufValue::Histogram(histogram, integer))?;
        }
        let has_series = match is_native {
            true => classic == ClassicHistograms::Always && !message.bucket.is_empty(),
            false => classic != ClassicHistograms::Convert,
        };
        if has_series {
            self.classic(count, message.sample_sum, buckets)?;
        }
        Ok(())
    }

    /// The series of classic buckets up to the one at +Inf, which is made if it is missing.
    fn classic(
        &mut self,
        count: f64,
        sum: f64,
        buckets: impl Iterator<Item = ClassicBucket>,
    ) -> Result<(), FamilyFault> {
        self.float("_count", None, count)?;
        self.float("_sum", None, sum)?;
        for (bound, below) in buckets.chain([(f64::INFINITY, count)]) {
            self.float("_bucket", Some((BUCKET_BOUND, bound)), below)?;
            if bound == f64::INFINITY {
                break;
            }
        }
        Ok(())
    }
}

fn or_float(float: f64, integer: u64) -> f64 {
    if float == 0.0 { integer as f64 } else { float }
}

fn openmetrics_float(value: f64) -> String {
    let mut text = Vec::new();
    append_openmetrics_float(&mut text, value);
    String::from_utf8_lossy(&text).into_owned()
}
