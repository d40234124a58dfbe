//! The series that lints may ask about: any source of `--source`, behind one door.

use crate::model::{labels::Labels, sample::Timestamp};

/// Series to hold expressions against.
pub trait Evidence: Sync {
    /// What users know it by.
    fn name(&self) -> &str;

    /// Evaluates an instant query at the evidence's now: the series of the result with their values, those of native
    /// histograms left out.
    fn instant(&self, expression: &str) -> Result<Vec<(Labels, f64)>, EvidenceError>;

    /// The type that the metric's exposition states (`counter`, `gauge`, …); `None` if the evidence keeps no metadata.
    fn metric_type(&self, metric: &str) -> Result<Option<String>, EvidenceError>;

    /// The time that counts as now, in milliseconds.
    fn now(&self) -> Timestamp;
}

/// Why the evidence has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct EvidenceError(pub String);
