//! `rate`, `increase`, `delta`, `irate` and `idelta` of native histograms, before they are scaled to a duration.

use super::findings::{Finding, Findings};
use crate::model::histogram::{CounterResetHint, FloatHistogram};
use std::sync::Arc;

/// The change over a window of at least two histograms: the last less the first, and for counters plus those before
/// each reset. `None` if they cannot be combined, or if there are fewer than two.
///
/// For a counter, `resets` tells of each histogram whether a reset lies right before it. Its first histogram counts for
/// nothing if it lies before one, whatever buckets it has. The result is a gauge and compacted.
pub(in crate::engine) fn change(
    histograms: &[Arc<FloatHistogram>],
    resets: Option<&[bool]>,
) -> (Option<FloatHistogram>, Findings) {
    let mut findings = Findings::default();
    let counter = resets.is_some();
    let is_reset = |at: usize| resets.and_then(|resets| resets.get(at)).copied().unwrap_or(false);
    let [first, between @ .., last] = histograms else { return (None, findings) };
    let is_gauge = |histogram: &FloatHistogram| histogram.counter_reset_hint == CounterResetHint::Gauge;
    findings.add_if(counter && (is_gauge(first) || is_gauge(last)), Finding::NotCounter);

    let second = between.first().unwrap_or(last);
    let empty;
    let start: &FloatHistogram = if is_reset(1) {
        empty = FloatHistogram {
            schema: second.schema,
            custom_values: second.custom_values.clone(),
            ..FloatHistogram::default()
        };
        &empty
    } else {
        first
    };
    let custom = start.uses_custom_buckets();
    if last.uses_custom_buckets() != custom {
        findings.add_if(true, Finding::MixedSchemas);
        return (None, findings);
    }
    let mut schema = last.schema.min(start.schema);
    if counter {
        for histogram in between {
            findings.add_if(is_gauge(histogram), Finding::NotCounter);
            schema = schema.min(histogram.schema);
            if histogram.uses_custom_buckets() != custom {
                return (None, Findings::only(Finding::MixedSchemas));
            }
        }
    }

    let mut change = last.copy_to_schema(schema);
    let Ok(outcome) = change.subtract(start) else { return (None, Findings::only(Finding::MixedSchemas)) };
    findings.add_if(outcome.bounds_reconciled, Finding::BoundsReconciledInSubtraction);
    if counter {
        // A reset right after the first one is in `start` already.
        for at in (2..histograms.len()).filter(|&at| is_reset(at)) {
            let Ok(outcome) = change.add(&histograms[at - 1]) else {
                return (None, Findings::only(Finding::MixedSchemas));
            };
            findings.add_if(outcome.bounds_reconciled, Finding::BoundsReconciledInAddition);
        }
    } else {
        findings.add_if(!is_gauge(first) || !is_gauge(last), Finding::NotGauge);
    }
    change.counter_reset_hint = CounterResetHint::Gauge;
    change.compact(0);
    (Some(change), findings)
}

/// What happened between two histograms `interval` milliseconds apart, which must not be zero: their difference, or for
/// `rate` the difference per second, where a reset counts from zero; `reset` tells that there was one even if the
/// counts do not show it. `None` if they cannot be combined.
pub(in crate::engine) fn change_between(
    previous: &FloatHistogram,
    last: &FloatHistogram,
    interval: i64,
    rate: bool,
    reset: bool,
) -> (Option<FloatHistogram>, Findings) {
    let mut findings = Findings::default();
    let gauges = [previous, last].map(|histogram| histogram.counter_reset_hint == CounterResetHint::Gauge);
    findings.add_if(rate && gauges.contains(&true), Finding::NotCounter);
    findings.add_if(!rate && gauges.contains(&false), Finding::NotGauge);
    let mut change = last.clone();
    if !rate || !(reset || last.detect_reset(previous)) {
        let Ok(outcome) = change.subtract(previous) else {
            findings.add_if(true, Finding::MixedSchemas);
            return (None, findings);
        };
        findings.add_if(outcome.bounds_reconciled, Finding::BoundsReconciledInSubtraction);
    }
    change.counter_reset_hint = CounterResetHint::Gauge;
    change.compact(0);
    if rate {
        change.divide(interval as f64 / 1000.0);
    }
    (Some(change), findings)
}

#[cfg(test)]
mod tests {
    use super::{change as change_with, *};
    use crate::model::histogram::{CUSTOM_BUCKETS_SCHEMA, HistogramSpan};

    fn change(histograms: &[Arc<FloatHistogram>], counter: bool) -> (Option<FloatHistogram>, Findings) {
        let reset = |at: usize| at > 0 && histograms[at].detect_reset(&histograms[at - 1]);
        let resets: Vec<bool> = (0..histograms.len()).map(reset).collect();
        change_with(histograms, counter.then_some(resets.as_slice()))
    }

    fn counts(counts: &[f64]) -> Arc<FloatHistogram> {
        Arc::new(FloatHistogram {
            count: counts.iter().sum(),
            positive_spans: vec![HistogramSpan { offset: 0, length: counts.len() as u32 }],
            positive_buckets: counts.to_vec(),
            ..FloatHistogram::default()
        })
    }

    fn with(histogram: &Arc<FloatHistogram>, set: impl FnOnce(&mut FloatHistogram)) -> Arc<FloatHistogram> {
        let mut copy = histogram.as_ref().clone();
        set(&mut copy);
        Arc::new(copy)
    }

    fn custom(values: &[f64], bounds: &[f64]) -> Arc<FloatHistogram> {
        with(&counts(values), |histogram| {
            histogram.schema = CUSTOM_BUCKETS_SCHEMA;
            histogram.custom_values = bounds.to_vec();
        })
    }

    #[test]
    fn resets_add_what_came_before() {
        let window = [counts(&[4.0, 2.0]), counts(&[6.0, 2.0]), counts(&[1.0]), counts(&[2.0, 1.0])];
        let (result, findings) = change(&window, true);
        let result = result.unwrap_or_default();
        assert_eq!((result.count, result.positive_buckets), (5.0, vec![4.0, 1.0]));
        assert_eq!(result.counter_reset_hint, CounterResetHint::Gauge);
        assert_eq!(findings, Findings::default());
        let (result, findings) = change(&window, false);
        assert_eq!(result.unwrap_or_default().positive_buckets, [-2.0, -1.0]);
        assert_eq!(findings, Findings::only(Finding::NotGauge));
    }

    #[test]
    fn a_first_sample_before_a_reset_does_not_count() {
        let window = [custom(&[9.0], &[]), counts(&[6.0, 2.0]), counts(&[7.0, 2.0])];
        assert_eq!(change(&window, true).0.unwrap_or_default().count, 9.0);
        assert_eq!(change(&window, false), (None, Findings::only(Finding::MixedSchemas)));
        let window = [counts(&[1.0]), custom(&[9.0], &[]), counts(&[7.0])];
        assert_eq!(change(&window, true), (None, Findings::only(Finding::MixedSchemas)));
        assert_eq!(change(&window[..1], true), (None, Findings::default()));
    }

    #[test]
    fn kinds_and_bounds_are_remarked_upon() {
        let gauge = with(&counts(&[1.0]), |histogram| histogram.counter_reset_hint = CounterResetHint::Gauge);
        let (_, findings) = change(&[counts(&[1.0]), gauge.clone(), counts(&[2.0])], true);
        assert_eq!(findings, Findings::only(Finding::NotCounter));
        assert!(change(&[gauge.clone(), gauge], false).1 == Findings::default());
        let (result, findings) = change(&[custom(&[1.0, 1.0], &[2.0]), custom(&[1.0, 2.0, 3.0], &[1.0, 2.0])], true);
        assert_eq!(findings, Findings::only(Finding::BoundsReconciledInSubtraction));
        assert_eq!(result.unwrap_or_default().positive_buckets, [2.0, 2.0]);
    }

    #[test]
    fn the_last_two() {
        let (result, findings) = change_between(&counts(&[2.0]), &counts(&[6.0]), 2000, true, false);
        assert_eq!(result.unwrap_or_default().positive_buckets, [2.0]);
        assert_eq!(findings, Findings::default());
        let (result, _) = change_between(&counts(&[7.0]), &counts(&[6.0]), 2000, true, false);
        assert_eq!(result.unwrap_or_default().count, 3.0);
        let (result, findings) = change_between(&counts(&[7.0]), &counts(&[6.0]), 2000, false, false);
        assert_eq!(result.unwrap_or_default().count, -1.0);
        assert_eq!(findings, Findings::only(Finding::NotGauge));
    }
}
