//! What the functions of native histograms have to say beside their result; operators turn it into annotations.

/// One thing the author of a query should see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Finding {
    /// Warning: exponential and custom buckets are mixed, which gives no result.
    MixedSchemas,
    /// Warning: a gauge was taken for a counter.
    NotCounter,
    /// Warning: a counter was taken for a gauge.
    NotGauge,
    /// Warning: hints about counter resets contradict each other in an aggregation.
    CounterResetCollision,
    /// Info: different custom bounds were reconciled during an addition.
    BoundsReconciledInAddition,
    /// Info: the same during a subtraction.
    BoundsReconciledInSubtraction,
    /// Info: the same during an aggregation.
    BoundsReconciledInAggregation,
}

/// Each finding at most once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::engine) struct Findings(u8);

impl Findings {
    const ALL: [Finding; 7] = [
        Finding::MixedSchemas,
        Finding::NotCounter,
        Finding::NotGauge,
        Finding::CounterResetCollision,
        Finding::BoundsReconciledInAddition,
        Finding::BoundsReconciledInSubtraction,
        Finding::BoundsReconciledInAggregation,
    ];

    /// Only this one.
    pub(in crate::engine) fn only(finding: Finding) -> Findings {
        Findings(1 << finding as u8)
    }

    /// Adds one if the condition holds.
    pub(in crate::engine) fn add_if(&mut self, condition: bool, finding: Finding) {
        if condition {
            self.0 |= Findings::only(finding).0;
        }
    }

    /// All but this one.
    pub(in crate::engine) fn without(self, finding: Finding) -> Findings {
        Findings(self.0 & !Findings::only(finding).0)
    }

    /// Adds those of another result.
    pub(in crate::engine) fn merge(&mut self, other: Findings) {
        self.0 |= other.0;
    }

    /// All of them.
    pub(in crate::engine) fn iter(self) -> impl Iterator<Item = Finding> {
        Findings::ALL.into_iter().filter(move |finding| self.0 & Findings::only(*finding).0 != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_finding_is_kept_once() {
        let mut findings = Findings::default();
        assert_eq!(findings, Findings::only(Finding::NotGauge).without(Finding::NotGauge));
        findings.add_if(true, Finding::NotGauge);
        findings.add_if(false, Finding::NotCounter);
        findings.merge(Findings::only(Finding::BoundsReconciledInAggregation));
        findings.merge(Findings::only(Finding::NotGauge));
        let expected = [Finding::NotGauge, Finding::BoundsReconciledInAggregation];
        assert_eq!(findings.iter().collect::<Vec<_>>(), expected);
        assert!(Findings::ALL.iter().enumerate().all(|(position, finding)| *finding as usize == position));
    }
}
