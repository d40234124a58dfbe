//! A value of another kind than the field needs.
//!
//! ## What it does
//! Looks for lists, mappings and texts where something else is expected.
//!
//! ## Why it is bad
//! Prometheus refuses the file.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       record: job:up:sum
//!       expr: sum by (job) (up)
//! ```
//!
//! ## How to fix
//! Mind the dashes of lists and the indentation of mappings.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/type", include_str!("value_type.rs"));
