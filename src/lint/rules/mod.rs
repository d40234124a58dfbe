//! Findings in rule files: in rules, and between them.

mod duplicate;

use super::Lint;

/// The lints of this area.
pub(super) const LINTS: &[&Lint] = &[&duplicate::LINT];
