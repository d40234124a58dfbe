//! A rule that is neither a recording nor an alert, or both.
//!
//! ## What it does
//! Looks for rules with both of `record` and `alert`, or with none.
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
//!         alert: Down
//!         expr: sum by (job) (up) == 0
//! ```
//!
//! ## How to fix
//! Make two rules of it.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!       - alert: Down
//!         expr: job:up:sum == 0
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/record-or-alert", include_str!("record_or_alert.rs"));
