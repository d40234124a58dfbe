//! Sums and means of native histograms, over a window or over the series of a group.

use super::findings::{Finding, Findings};
use crate::model::histogram::{CompensatedHistogram, CounterResetHint, FloatHistogram, IncompatibleSchemas};
use std::sync::Arc;

/// What the histograms added so far have shown.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    reset: bool,
    no_reset: bool,
    bounds_reconciled: bool,
}

impl Seen {
    fn note_hint(&mut self, histogram: &FloatHistogram) {
        match histogram.counter_reset_hint {
            CounterResetHint::Reset => self.reset = true,
            CounterResetHint::NotReset => self.no_reset = true,
            CounterResetHint::Unknown | CounterResetHint::Gauge => {}
        }
    }

    fn findings(self) -> Findings {
        let mut findings = Findings::default();
        findings.add_if(self.reset && self.no_reset, Finding::CounterResetCollision);
        findings.add_if(self.bounds_reconciled, Finding::BoundsReconciledInAggregation);
        findings
    }
}

/// A sum of histograms.
#[derive(Clone, Debug)]
pub(in crate::engine) struct HistogramSum {
    total: CompensatedHistogram,
    seen: Seen,
}

/// A mean of histograms, computed from the sum until that overflows, then incrementally.
#[derive(Clone, Debug)]
pub(in crate::engine) struct HistogramMean {
    /// The sum, or the mean once it is computed incrementally.
    total: CompensatedHistogram,
    count: f64,
    incremental: bool,
    seen: Seen,
}

/// What sums and means have in common.
pub(in crate::engine) trait HistogramTotal: Sized {
    /// Starts with one histogram.
    fn new(first: &FloatHistogram) -> Self;

    /// Adds one histogram. After an error the total is of no use, only its findings are.
    fn push(&mut self, histogram: &FloatHistogram) -> Result<(), IncompatibleSchemas>;

    /// What is to be said about the histograms added so far. A total that is thrown away still has reconciled its
    /// bounds; a collision of hints is worth mentioning only together with a result.
    fn findings(&self) -> Findings;

    /// The total, not compacted.
    fn finish(self) -> FloatHistogram;
}

impl HistogramTotal for HistogramSum {
    fn new(first: &FloatHistogram) -> HistogramSum {
        let mut seen = Seen::default();
        seen.note_hint(first);
        HistogramSum { total: CompensatedHistogram::new(first.clone()), seen }
    }

    fn push(&mut self, histogram: &FloatHistogram) -> Result<(), IncompatibleSchemas> {
        self.seen.note_hint(histogram);
        self.seen.bounds_reconciled |= self.total.add(histogram)?.bounds_reconciled;
        Ok(())
    }

    fn findings(&self) -> Findings {
        self.seen.findings()
    }

    fn finish(self) -> FloatHistogram {
        self.total.finish()
    }
}

impl HistogramTotal for HistogramMean {
    fn new(first: &FloatHistogram) -> HistogramMean {
        let HistogramSum { total, seen } = HistogramSum::new(first);
        HistogramMean { total, count: 1.0, incremental: false, seen }
    }

    fn push(&mut self, histogram: &FloatHistogram) -> Result<(), IncompatibleSchemas> {
        self.seen.note_hint(histogram);
        self.count += 1.0;
        if !self.incremental {
            let mut next = self.total.clone();
            self.seen.bounds_reconciled |= next.add(histogram)?.bounds_reconciled;
            if !next.has_overflow() {
                self.total = next;
                return Ok(());
            }
            self.incremental = true;
            self.total.divide(self.count - 1.0);
        }
        self.total.scale((self.count - 1.0) / self.count);
        let mut part = histogram.clone();
        part.divide(self.count);
        self.seen.bounds_reconciled |= self.total.add(&part)?.bounds_reconciled;
        Ok(())
    }

    fn findings(&self) -> Findings {
        self.seen.findings()
    }

    fn finish(mut self) -> FloatHistogram {
        if !self.incremental {
            self.total.divide(self.count);
        }
        self.total.finish()
    }
}

/// `sum_over_time` and `avg_over_time` of a window: `None` if it is empty or mixes exponential and custom buckets, of
/// which the findings then tell and of nothing else. Not compacted.
pub(in crate::engine) fn over_window<Total: HistogramTotal>(
    histograms: &[Arc<FloatHistogram>],
) -> (Option<FloatHistogram>, Findings) {
    let Some((first, rest)) = histograms.split_first() else { return (None, Findings::default()) };
    let mut total = Total::new(first);
    match rest.iter().try_for_each(|histogram| total.push(histogram)) {
        Ok(()) => {
            let findings = total.findings();
            (Some(total.finish()), findings)
        }
        Err(IncompatibleSchemas) => (None, Findings::only(Finding::MixedSchemas)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::histogram::{CUSTOM_BUCKETS_SCHEMA, HistogramSpan};

    fn filled(count: f64, hint: CounterResetHint) -> Arc<FloatHistogram> {
        Arc::new(FloatHistogram {
            counter_reset_hint: hint,
            count,
            sum: count,
            positive_spans: vec![HistogramSpan { offset: 0, length: 1 }],
            positive_buckets: vec![count],
            ..FloatHistogram::default()
        })
    }

    #[test]
    fn sums_and_means_keep_small_parts() {
        use CounterResetHint::{NotReset, Reset, Unknown};
        let window = [filled(1e100, Unknown), filled(3.0, Reset), filled(-1e100, NotReset)];
        let (sum, findings) = over_window::<HistogramSum>(&window);
        assert_eq!(sum.unwrap_or_default().positive_buckets, [3.0]);
        assert_eq!(findings, Findings::only(Finding::CounterResetCollision));
        let (mean, _) = over_window::<HistogramMean>(&window);
        assert_eq!(mean.unwrap_or_default().count, 1.0);
        assert_eq!(over_window::<HistogramSum>(&[]), (None, Findings::default()));
    }

    #[test]
    fn overflowing_means_go_on_incrementally() {
        let window = [f64::MAX, f64::MAX, f64::MAX / 2.0].map(|count| filled(count, CounterResetHint::Unknown));
        assert_eq!(over_window::<HistogramSum>(&window).0.unwrap_or_default().count, f64::INFINITY);
        let mean = over_window::<HistogramMean>(&window).0.unwrap_or_default();
        assert!((mean.count / f64::MAX - 5.0 / 6.0).abs() < 1e-15);
        assert!((mean.positive_buckets[0] / f64::MAX - 5.0 / 6.0).abs() < 1e-15);
    }

    #[test]
    fn one_histogram_is_its_own_total() {
        let window = [filled(-0.0, CounterResetHint::NotReset)];
        assert!(over_window::<HistogramSum>(&window).0.unwrap_or_default().equals(&window[0]));
        assert!(over_window::<HistogramMean>(&window).0.unwrap_or_default().equals(&window[0]));
    }

    #[test]
    fn custom_buckets_are_reconciled_or_refused() {
        let custom = |bounds: &[f64]| {
            let mut histogram = filled(2.0, CounterResetHint::Unknown).as_ref().clone();
            (histogram.schema, histogram.custom_values) = (CUSTOM_BUCKETS_SCHEMA, bounds.to_vec());
            Arc::new(histogram)
        };
        let (sum, findings) = over_window::<HistogramSum>(&[custom(&[1.0]), custom(&[1.0, 2.0])]);
        assert_eq!(sum.unwrap_or_default().custom_values, [1.0]);
        assert_eq!(findings, Findings::only(Finding::BoundsReconciledInAggregation));
        let mixed = [custom(&[1.0]), custom(&[2.0]), filled(1.0, CounterResetHint::Unknown)];
        assert_eq!(over_window::<HistogramMean>(&mixed), (None, Findings::only(Finding::MixedSchemas)));
    }
}
