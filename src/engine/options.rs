//! What a caller can set about an evaluation.

use std::time::Duration;

/// Limits and feature flags of an evaluation; the defaults are those of the Prometheus server.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// How far back an instant selector looks for a sample, in milliseconds.
    pub lookback_delta: i64,
    /// The most samples held at once.
    pub max_samples: u64,
    /// Evaluations that take longer fail.
    pub timeout: Option<Duration>,
    /// Step of subqueries that name none, in milliseconds.
    pub default_subquery_step: i64,
    /// The `promql-delayed-name-removal` feature: names stay visible until the result is made.
    pub delayed_name_removal: bool,
    /// The `use-start-timestamps` feature: a start timestamp between two samples is a counter reset, and
    /// `start_timestamp` gives something.
    pub start_timestamps: bool,
    /// The `type-and-unit-labels` feature: counters are known by `__type__` instead of their name's suffix.
    pub type_and_unit_labels: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            lookback_delta: 5 * 60 * 1000,
            max_samples: 50_000_000,
            timeout: Some(Duration::from_secs(120)),
            default_subquery_step: 60 * 1000,
            delayed_name_removal: false,
            start_timestamps: false,
            type_and_unit_labels: false,
        }
    }
}
