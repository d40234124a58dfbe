//! What an aggregation knows of the histograms of one group at one step, while floats of that group go elsewhere.

use super::{
    findings::{Finding, Findings},
    totals::HistogramTotal,
};
use crate::model::histogram::{FloatHistogram, IncompatibleSchemas};

/// The state of one group. The order of samples matters: after a first float, histograms are noted but not added.
#[derive(Clone, Debug)]
pub(in crate::engine) struct GroupTotal<Total> {
    /// Boxed, because most groups of most aggregations never see a histogram.
    total: Option<Box<Total>>,
    has_float: bool,
    has_histogram: bool,
    incompatible: bool,
}

/// What a group has come to.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::engine) enum GroupOutcome {
    /// No histogram: the floats decide.
    Floats,
    /// Floats and histograms, which gives no result but a warning.
    Mixed,
    /// Exponential and custom buckets, which gives no result; the warning came with the sample.
    Incompatible,
    /// The total, compacted.
    Histogram(Box<FloatHistogram>),
}

impl<Total> Default for GroupTotal<Total> {
    fn default() -> Self {
        GroupTotal { total: None, has_float: false, has_histogram: false, incompatible: false }
    }
}

impl<Total: HistogramTotal> GroupTotal<Total> {
    /// Notes a float.
    pub(in crate::engine) fn note_float(&mut self) {
        self.has_float |= !self.incompatible;
    }

    /// Adds a histogram; the error is given once and concerns the series that this histogram belongs to.
    pub(in crate::engine) fn push(&mut self, histogram: &FloatHistogram) -> Result<(), IncompatibleSchemas> {
        if self.incompatible {
            return Ok(());
        }
        let is_first = !self.has_float && !self.has_histogram;
        self.has_histogram = true;
        match &mut self.total {
            Some(total) => total.push(histogram).inspect_err(|IncompatibleSchemas| self.incompatible = true)?,
            None if is_first => self.total = Some(Box::new(Total::new(histogram))),
            None => {}
        }
        Ok(())
    }

    /// The outcome, and what else is to be said.
    pub(in crate::engine) fn finish(self) -> (GroupOutcome, Findings) {
        let findings = self.total.as_ref().map(|total| total.findings()).unwrap_or_default();
        let reconciled = findings.without(Finding::CounterResetCollision);
        match self.total {
            _ if self.has_float && self.has_histogram => (GroupOutcome::Mixed, reconciled),
            _ if self.incompatible => (GroupOutcome::Incompatible, reconciled),
            Some(total) => {
                let mut histogram = total.finish();
                histogram.compact(0);
                (GroupOutcome::Histogram(Box::new(histogram)), findings)
            }
            None => (GroupOutcome::Floats, findings),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::functions::native::totals::HistogramSum,
        model::histogram::{CUSTOM_BUCKETS_SCHEMA, CounterResetHint, HistogramSpan},
    };

    fn counted(count: f64, counter_reset_hint: CounterResetHint) -> FloatHistogram {
        FloatHistogram {
            counter_reset_hint,
            count,
            positive_spans: vec![HistogramSpan { offset: 0, length: 2 }],
            positive_buckets: vec![count, 0.0],
            ..FloatHistogram::default()
        }
    }

    #[test]
    fn histograms_alone_are_added_and_compacted() {
        let mut group = GroupTotal::<HistogramSum>::default();
        assert_eq!(group.push(&counted(1.0, CounterResetHint::Reset)), Ok(()));
        assert_eq!(group.push(&counted(2.0, CounterResetHint::NotReset)), Ok(()));
        let (outcome, findings) = group.finish();
        assert_eq!(findings, Findings::only(Finding::CounterResetCollision));
        let GroupOutcome::Histogram(sum) = outcome else { unreachable!("{outcome:?}") };
        assert_eq!((sum.count, sum.positive_buckets), (3.0, vec![3.0]));
    }

    #[test]
    fn mixtures_have_no_result() {
        let mut group = GroupTotal::<HistogramSum>::default();
        group.note_float();
        assert_eq!(group.clone().finish().0, GroupOutcome::Floats);
        assert_eq!(group.push(&counted(1.0, CounterResetHint::Reset)), Ok(()));
        assert_eq!(group.finish(), (GroupOutcome::Mixed, Findings::default()));

        let custom = FloatHistogram { schema: CUSTOM_BUCKETS_SCHEMA, ..FloatHistogram::default() };
        let mut group = GroupTotal::<HistogramSum>::default();
        assert_eq!(group.push(&custom), Ok(()));
        assert_eq!(group.push(&counted(1.0, CounterResetHint::Reset)), Err(IncompatibleSchemas));
        assert_eq!(group.push(&counted(1.0, CounterResetHint::Reset)), Ok(()));
        group.note_float();
        assert_eq!(group.finish().0, GroupOutcome::Incompatible);
    }
}
