//! A comment that should switch findings off, and does not.
//!
//! ## What it does
//! Looks for comments that begin with `# promq` or `# pint` and look like one of the forms that switch findings off, but
//! are none: a word misspelt, a code that does not exist, a time that is none, a comment that belongs to no rule. The
//! forms are:
//!
//! - `# promq ignore/file`: no findings from here to the end of the file
//! - `# promq ignore/line`, `# promq ignore/next-line`: none in this line, or in the next
//! - `# promq ignore/begin` … `# promq ignore/end`: none in between
//! - `# promq disable CODE`: none of this code in the rule (in a configuration, the job) that the comment stands in, or
//!   directly before
//! - `# promq file/disable CODE`: none of this code in the file
//! - `# promq snooze TIME CODE`, `# promq file/snooze TIME CODE`: the same until then, `2026-12-31` or
//!   `2026-12-31T12:00:00Z`
//!
//! Several codes are separated by commas; an area such as `rules/` stands for all codes in it, and `all` for all there
//! are. Comments for pint, with `pint` in place of `promq` and the names of its checks, mean the same for the lints that
//! correspond to them. No comment hides what Prometheus refuses.
//!
//! ## Why it is bad
//! The finding that it should hide is still shown, or someone believes that it is looked for where it is not.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       # promq disabel rules/duplicate
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```
//!
//! ## How to fix
//! Write one of the forms above.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       # promq disable rules/duplicate
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```

use super::super::{Lint, definition::Check};

pub(in crate::lint) const LINT: Lint =
    Lint::new("lint/ignore-comment", include_str!("ignore_comment.rs"), Check::Elsewhere);
