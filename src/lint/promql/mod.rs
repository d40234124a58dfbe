//! Findings in expressions, wherever they stand.

mod contradicting_matchers;
mod dead_comparison;
mod impossible_label;
mod label_replace_group;
mod never_matches;
mod plain_regex;
mod quantile_out_of_range;
mod regex_anchors;
mod regex_matches_all;
mod repeated_matcher;
mod unmatched_labels;

use super::Lint;

/// The lints of this area.
pub(super) const LINTS: &[&Lint] = &[
    &contradicting_matchers::LINT,
    &dead_comparison::LINT,
    &impossible_label::LINT,
    &label_replace_group::LINT,
    &never_matches::LINT,
    &plain_regex::LINT,
    &quantile_out_of_range::LINT,
    &regex_anchors::LINT,
    &regex_matches_all::LINT,
    &repeated_matcher::LINT,
    &unmatched_labels::LINT,
];

/// Sees to it that a lint finds nothing in any of these expressions.
#[cfg(test)]
fn clean(lint: &'static Lint, texts: &[&str]) {
    for text in texts {
        let found = super::fixtures::found(lint, text);
        assert!(found.is_empty(), "{} in {text}: {found:?}", lint.code);
    }
}
