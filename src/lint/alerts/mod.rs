//! Findings in alerts: whether they can fire and stop firing, and what they say.

mod always_firing;
mod bool_comparison;
mod condition;
mod failing_template;
mod for_shorter_than_interval;
mod identical_alerts;
mod irate;
mod label_gone;
mod missing_annotation;
mod missing_for;
mod missing_severity;
mod naming;
mod no_comparison;
mod percent_of_percent;
mod printf_verb;
mod ratio_against_percent;
mod ratio_as_percent;
mod template;
mod template_query;
mod unknown_field;
mod unreachable_severity;
mod value_in_label;
mod zero_for;

use super::Lint;

/// The lints of this area.
pub(super) const LINTS: &[&Lint] = &[
    &always_firing::LINT,
    &bool_comparison::LINT,
    &failing_template::LINT,
    &for_shorter_than_interval::LINT,
    &identical_alerts::LINT,
    &irate::LINT,
    &label_gone::LINT,
    &missing_annotation::LINT,
    &missing_for::LINT,
    &missing_severity::LINT,
    &naming::LINT,
    &no_comparison::LINT,
    &percent_of_percent::LINT,
    &printf_verb::LINT,
    &ratio_against_percent::LINT,
    &ratio_as_percent::LINT,
    &template_query::LINT,
    &unknown_field::LINT,
    &unreachable_severity::LINT,
    &value_in_label::LINT,
    &zero_for::LINT,
];
