//! An expression that was left as it was.
//!
//! ## What it does
//! Says which expressions `promq fmt` did not touch, and why. Whatever is laid out is read again before it is written: the
//! expression must be the same, and every comment must still be there.
//!
//! ## Why it is bad
//! The file is valid and says what it said; it is only not formatted. This is a fault of promq, and worth a report.
//!
//! ## Example
//! ```text
//! expr: (an expression, laid out, that would not mean the same)
//! ```
//!
//! ## How to fix
//! Lay that expression out by hand.
//! ```text
//! expr: (the same expression over fewer lines)
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/format", include_str!("left_as_it_is.rs"));
