//! A recorded name with braces.
//!
//! ## What it does
//! Looks for `{` and `}` in `record`.
//!
//! ## Why it is bad
//! Prometheus refuses the file. `record` is the name of the series only; its labels are what the expression leaves, and what
//! `labels` sets.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: 'job:up:sum{team="web"}'
//!         expr: sum by (job) (up)
//! ```
//!
//! ## How to fix
//! Put labels that the series are to have below `labels`, and those that select what is read into the expression.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!         labels: {team: web}
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/record-name", include_str!("record_name.rs"));
