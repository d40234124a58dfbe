//! A name that no label can have.
//!
//! ## What it does
//! Looks for labels of rules and groups with an empty name, or the name `__name__`.
//!
//! ## Why it is bad
//! Prometheus refuses the file. The name of the series is what `record` says.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!         labels: {__name__: job_up}
//! ```
//!
//! ## How to fix
//! Name the label differently, or leave it out.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/label-name", include_str!("label_name.rs"));
