//! Findings in rule files: in rules, and between them.

mod circle;
mod duplicate;
mod empty_group;
mod interval_longer_than_range;
mod later_rule;
mod literal_template;
mod name_level_mismatch;
mod naming;
mod other_group;
mod overridden_label;
mod own_result;
pub(super) mod reading;
mod repeated_expression;
mod repeated_group_label;
mod unused_recording;

use super::Lint;

/// The lints of this area.
pub(super) const LINTS: &[&Lint] = &[
    &circle::LINT,
    &duplicate::LINT,
    &empty_group::LINT,
    &interval_longer_than_range::LINT,
    &later_rule::LINT,
    &literal_template::LINT,
    &name_level_mismatch::LINT,
    &naming::LINT,
    &other_group::LINT,
    &overridden_label::LINT,
    &own_result::LINT,
    &repeated_expression::LINT,
    &repeated_group_label::LINT,
    &unused_recording::LINT,
];
