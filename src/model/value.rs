//! What a query returns.

use super::{annotations::Annotations, histogram::FloatHistogram, labels::Labels, sample::Timestamp};
use std::sync::Arc;

/// The value of one sample: a float or a native histogram.
#[derive(Clone, Debug, PartialEq)]
pub enum SampleValue {
    /// An ordinary number.
    Float(f64),
    /// A native histogram.
    Histogram(Arc<FloatHistogram>),
}

/// One element of an instant vector.
#[derive(Clone, Debug, PartialEq)]
pub struct VectorSample {
    /// Which series.
    pub labels: Labels,
    /// The evaluation time (or, where the engine says so, the sample's own).
    pub timestamp: Timestamp,
    /// The value.
    pub value: SampleValue,
}

/// One series of a matrix: its points by kind, each sorted by time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MatrixSeries {
    /// Which series.
    pub labels: Labels,
    /// Float points.
    pub floats: Vec<(Timestamp, f64)>,
    /// Histogram points.
    pub histograms: Vec<(Timestamp, Arc<FloatHistogram>)>,
}

/// The four types of a query's result.
#[derive(Clone, Debug, PartialEq)]
pub enum QueryValue {
    /// One number at one time.
    Scalar {
        /// The evaluation time.
        timestamp: Timestamp,
        /// The number.
        value: f64,
    },
    /// A string literal at one time.
    String {
        /// The evaluation time.
        timestamp: Timestamp,
        /// The text, with invalid UTF-8 replaced.
        value: String,
    },
    /// One sample a series, in evaluation order.
    Vector(Vec<VectorSample>),
    /// Many samples a series, sorted by labels.
    Matrix(Vec<MatrixSeries>),
}

impl QueryValue {
    /// Prometheus' name of the type: `scalar`, `string`, `vector`, `matrix`.
    pub fn type_name(&self) -> &'static str {
        match self {
            QueryValue::Scalar { .. } => "scalar",
            QueryValue::String { .. } => "string",
            QueryValue::Vector(_) => "vector",
            QueryValue::Matrix(_) => "matrix",
        }
    }
}

/// A query's result with everything that should be shown beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryResult {
    /// The value.
    pub value: QueryValue,
    /// Warnings and infos.
    pub annotations: Annotations,
    /// What the query cost.
    pub stats: QueryStats,
}

/// What a query cost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueryStats {
    /// Series selected by all selectors.
    pub series: u64,
    /// Chunks decoded.
    pub chunks: u64,
    /// Bytes of chunk data decoded.
    pub bytes: u64,
    /// Samples decoded from chunks, each counted once a decode.
    pub samples_decoded: u64,
    /// Prometheus' `totalQueryableSamples`: the samples of the full window at every step.
    pub total_queryable_samples: u64,
    /// The most samples held at once.
    pub peak_samples: u64,
    /// Seconds spent parsing and planning.
    pub prepare_seconds: f64,
    /// Seconds spent selecting and evaluating.
    pub evaluate_seconds: f64,
}
