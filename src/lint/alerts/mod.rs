//! Findings in alerts: whether they can fire and stop firing, and what they say.

mod always_firing;
mod bool_comparison;
mod condition;
mod for_shorter_than_interval;
mod identical_alerts;
mod irate;
mod missing_annotation;
mod missing_for;
mod missing_severity;
mod naming;
mod no_comparison;
mod ratio_against_percent;
mod unreachable_severity;
mod zero_for;

use super::Lint;

/// The lints of this area.
pub(super) const LINTS: &[&Lint] = &[
    &always_firing::LINT,
    &bool_comparison::LINT,
    &for_shorter_than_interval::LINT,
    &identical_alerts::LINT,
    &irate::LINT,
    &missing_annotation::LINT,
    &missing_for::LINT,
    &missing_severity::LINT,
    &naming::LINT,
    &no_comparison::LINT,
    &ratio_against_percent::LINT,
    &unreachable_severity::LINT,
    &zero_for::LINT,
];
