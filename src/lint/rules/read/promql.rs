//! An expression that does not parse.
//!
//! ## What it does
//! Parses the expression of each rule, and checks that functions and operators get what they work on.
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
//!         expr: sum by (job) (up
//! ```
//!
//! ## How to fix
//! Correct it where the finding points. `promq query` tries an expression out.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/promql", include_str!("promql.rs"));
