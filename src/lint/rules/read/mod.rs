//! What keeps a rule file from being read: pages of what [`crate::config::rules::Input::read`] finds, which is what
//! Prometheus, the cluster or Mimir refuse files for.

mod annotation_name;
mod binary;
mod document;
mod duration;
mod expr;
mod file;
mod group_name;
mod label_name;
mod left_as_it_is;
mod merge;
mod namespace;
mod object;
mod promql;
mod record_name;
mod record_or_alert;
mod recording_field;
mod repeated_key;
mod syntax;
mod template;
mod unknown_field;
mod value_type;

use super::super::{Lint, definition::Check};
use crate::diagnostic::Severity;

/// What is found while a file is read.
pub(in super::super) const LINTS: &[&Lint] = &[
    &annotation_name::LINT,
    &binary::LINT,
    &document::LINT,
    &duration::LINT,
    &expr::LINT,
    &file::LINT,
    &group_name::LINT,
    &label_name::LINT,
    &left_as_it_is::LINT,
    &merge::LINT,
    &namespace::LINT,
    &object::LINT,
    &promql::LINT,
    &record_name::LINT,
    &record_or_alert::LINT,
    &recording_field::LINT,
    &repeated_key::LINT,
    &syntax::LINT,
    &template::LINT,
    &value_type::LINT,
    &unknown_field::LINT,
];

/// A finding that is made where files are read; only its page is here.
const fn page(code: &'static str, source: &'static str) -> Lint {
    Lint::new(code, source, Check::Elsewhere).level(Severity::Error)
}
