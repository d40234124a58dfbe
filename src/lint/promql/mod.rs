//! Findings in expressions, wherever they stand.

mod absent_of_aggregate;
mod absent_of_many;
mod aggregated_quantiles;
mod compared_fallback;
mod contradicting_comparisons;
mod contradicting_matchers;
mod dead_comparison;
mod delta_of_counter;
mod fallback_without_labels;
mod future_offset;
mod histogram_quantile_of_raw_buckets;
mod histogram_quantile_without_le;
mod idle_bool;
mod idle_comparison;
mod idle_sort;
mod impossible_label;
mod integer_bucket_bound;
mod label_replace_group;
mod mixed_and_or;
mod mixed_units;
mod nameless_selector;
mod nan_division;
mod never_matches;
mod plain_regex;
mod quantile_out_of_range;
mod rate_of_aggregate;
mod rate_of_rate;
mod raw_counter;
mod redundant_aggregation;
mod regex_anchors;
mod regex_matches_all;
mod repeated_label;
mod repeated_matcher;
mod same_operands;
mod subquery_too_short;
mod unmatched_labels;
mod unneeded_parentheses;

use super::Lint;

/// The lints of this area.
pub(super) const LINTS: &[&Lint] = &[
    &absent_of_aggregate::LINT,
    &absent_of_many::LINT,
    &aggregated_quantiles::LINT,
    &compared_fallback::LINT,
    &contradicting_comparisons::LINT,
    &contradicting_matchers::LINT,
    &dead_comparison::LINT,
    &delta_of_counter::LINT,
    &fallback_without_labels::LINT,
    &future_offset::LINT,
    &histogram_quantile_of_raw_buckets::LINT,
    &histogram_quantile_without_le::LINT,
    &idle_bool::LINT,
    &idle_comparison::LINT,
    &idle_sort::LINT,
    &impossible_label::LINT,
    &integer_bucket_bound::LINT,
    &label_replace_group::LINT,
    &mixed_and_or::LINT,
    &mixed_units::LINT,
    &nameless_selector::LINT,
    &nan_division::LINT,
    &never_matches::LINT,
    &plain_regex::LINT,
    &quantile_out_of_range::LINT,
    &rate_of_aggregate::LINT,
    &rate_of_rate::LINT,
    &raw_counter::LINT,
    &redundant_aggregation::LINT,
    &regex_anchors::LINT,
    &regex_matches_all::LINT,
    &repeated_label::LINT,
    &repeated_matcher::LINT,
    &same_operands::LINT,
    &subquery_too_short::LINT,
    &unmatched_labels::LINT,
    &unneeded_parentheses::LINT,
];

/// Sees to it that a lint finds nothing in any of these expressions.
#[cfg(test)]
fn clean(lint: &'static Lint, texts: &[&str]) {
    for text in texts {
        let found = super::fixtures::found(lint, text);
        assert!(found.is_empty(), "{} in {text}: {found:?}", lint.code);
    }
}
