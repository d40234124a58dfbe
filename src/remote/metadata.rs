//! What a server knows about metrics beside their samples.

use serde::Deserialize;

/// Type, unit and help of a metric, as one of its targets exposes them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct MetricMetadata {
    /// `counter`, `gauge`, `histogram`, `gaugehistogram`, `summary`, `info`, `stateset` or `unknown`.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// The unit, or the empty text.
    #[serde(default)]
    pub unit: String,
    /// The help text.
    #[serde(default)]
    pub help: String,
}
