//! What users are told about native histograms, in Prometheus' words.

use super::Context;
use crate::{
    diagnostic::Span,
    engine::functions::native::{Finding, Findings},
    golang::quote::quote,
    model::histogram::Combined,
};

/// What histograms were combined for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Combining {
    Addition,
    Subtraction,
    Aggregation,
}

impl Combining {
    fn as_str(self) -> &'static str {
        match self {
            Combining::Addition => "addition",
            Combining::Subtraction => "subtraction",
            Combining::Aggregation => "aggregation",
        }
    }

    /// Tells of everything that had to be glossed over.
    pub(super) fn tell(self, combined: Combined, span: Span, context: &Context<'_>) {
        if combined.counter_reset_collision {
            context.warn(span, format!("conflicting counter resets during histogram {}", self.as_str()));
        }
        if combined.bounds_reconciled {
            context.inform(span, format!("mismatched custom buckets were reconciled during {}", self.as_str()));
        }
    }
}

/// Tells what a function of native histograms found.
pub(super) fn tell_findings(findings: Findings, metric_name: &str, span: Span, context: &Context<'_>) {
    let combining = |combining: Combining, counter_reset_collision: bool| {
        let combined = Combined { counter_reset_collision, bounds_reconciled: !counter_reset_collision };
        combining.tell(combined, span, context);
    };
    for finding in findings.iter() {
        match finding {
            Finding::MixedSchemas => warn_of_mixed_schemas(metric_name, span, context),
            Finding::NotCounter => warn_not_a_counter(metric_name, span, context),
            Finding::NotGauge => warn_not_a_gauge(metric_name, span, context),
            Finding::CounterResetCollision => combining(Combining::Aggregation, true),
            Finding::BoundsReconciledInAddition => combining(Combining::Addition, false),
            Finding::BoundsReconciledInSubtraction => combining(Combining::Subtraction, false),
            Finding::BoundsReconciledInAggregation => combining(Combining::Aggregation, false),
        }
    }
}

/// Histograms with exponential and with custom buckets cannot be combined.
pub(super) fn warn_of_mixed_schemas(metric_name: &str, span: Span, context: &Context<'_>) {
    let name = quote(metric_name.as_bytes());
    let text = "vector contains a mix of histograms with exponential and custom buckets schemas for metric name";
    context.warn(span, format!("{text} {name}"));
}

/// Floats and histograms of one series cannot be combined.
pub(super) fn warn_of_mixed_samples(metric_name: &str, span: Span, context: &Context<'_>) {
    let name = quote(metric_name.as_bytes());
    context.warn(span, format!("encountered a mix of histograms and floats for metric name {name}"));
}

/// A rate of gauges.
fn warn_not_a_counter(metric_name: &str, span: Span, context: &Context<'_>) {
    context.warn(span, format!("this native histogram metric is not a counter: {}", quote(metric_name.as_bytes())));
}

/// A difference of counters.
fn warn_not_a_gauge(metric_name: &str, span: Span, context: &Context<'_>) {
    context.warn(span, format!("this native histogram metric is not a gauge: {}", quote(metric_name.as_bytes())));
}

/// ` for metric name "…"`, where there is a name.
pub(super) fn for_metric_name(metric_name: &str) -> String {
    match metric_name {
        "" => String::new(),
        name => format!(" for metric name {}", quote(name.as_bytes())),
    }
}
