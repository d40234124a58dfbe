//! A rule without an expression.
//!
//! ## What it does
//! Looks for rules whose `expr` is missing or empty.
//!
//! ## Why it is bad
//! Prometheus refuses the file with all its rules.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr:
//! ```
//!
//! ## How to fix
//! Say what is to be evaluated. Text in a block (`expr: |`) has to be indented deeper than `expr`.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/expr", include_str!("expr.rs"));
