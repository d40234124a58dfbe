//! Rules that the lints did not look at.
//!
//! ## What it does
//! Says that a file has expressions of more than 64 KiB, which no lint looks at, or so many that it stopped after 4 MiB of
//! them. Whether Prometheus takes the file was checked for all of it.
//!
//! ## Why it is bad
//! No finding does not mean that there is none. Rules of this size are generated, and slow in the server as well.
//!
//! ## Example
//! ```text
//! - record: job:up:sum
//!   expr: sum(up{instance=~"…"})     # with 100,000 instances
//! ```
//!
//! ## How to fix
//! Select by a label that the targets share, and spread the rules over several files.
//! ```text
//! - record: job:up:sum
//!   expr: sum(up{cluster="one"})
//! ```

use super::{Lint, definition::Check};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint =
    Lint::new("lint/too-large", include_str!("too_large.rs"), Check::Elsewhere).level(Severity::Info);

/// What is told.
pub(super) const MESSAGE: &str = "from here on there is more than the lints look at";
