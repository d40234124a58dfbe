//! Findings in expressions, wherever they stand.

mod plain_regex;

use super::Lint;

/// The lints of this area.
pub(super) const LINTS: &[&Lint] = &[&plain_regex::LINT];
