//! Findings in expressions that only the series tell: what is asked for and was never there, what is used as another kind
//! of metric than it is, what cannot be joined.
//!
//! `selected` finds selectors with what stands around them, `joined` the series that two sides of an operator have.

mod joined;
mod near;
mod selected;

mod always_fires;
mod counter_without_rate;
mod delta_of_counter;
mod disappeared;
mod fires_now;
mod high_cardinality;
mod histogram_without_le;
mod many_to_many;
mod matching_never;
mod nan_result;
mod never_fires;
mod no_matching_series;
mod range_too_short;
mod rate_of_gauge;
mod type_mismatch;
mod unknown_label;
mod unknown_metric;
mod unknown_value;

use super::Lint;

/// The lints of this area.
pub(super) const LINTS: &[&Lint] = &[
    &always_fires::LINT,
    &counter_without_rate::LINT,
    &delta_of_counter::LINT,
    &disappeared::LINT,
    &fires_now::LINT,
    &high_cardinality::LINT,
    &histogram_without_le::LINT,
    &many_to_many::LINT,
    &matching_never::LINT,
    &nan_result::LINT,
    &never_fires::LINT,
    &no_matching_series::LINT,
    &range_too_short::LINT,
    &rate_of_gauge::LINT,
    &type_mismatch::LINT,
    &unknown_label::LINT,
    &unknown_metric::LINT,
    &unknown_value::LINT,
];
