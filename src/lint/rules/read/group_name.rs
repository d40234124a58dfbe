//! A group without a name, or with that of another one.
//!
//! ## What it does
//! Looks for groups of a file whose name is missing, empty, or there before.
//!
//! ## Why it is bad
//! Prometheus refuses the file: it tells groups apart by file and name.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!   - name: jobs
//!     rules:
//!       - record: job:up:avg
//!         expr: avg by (job) (up)
//! ```
//!
//! ## How to fix
//! Give each group of the file a name of its own, or put the rules into one.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!       - record: job:up:avg
//!         expr: avg by (job) (up)
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/group-name", include_str!("group_name.rs"));
