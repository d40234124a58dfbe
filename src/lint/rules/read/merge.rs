//! A merge of something that is no mapping.
//!
//! ## What it does
//! Looks for `<<`, which puts the entries of other mappings into this one, with a value that is neither a mapping nor a list
//! of them.
//!
//! ## Why it is bad
//! Prometheus refuses the file with all its rules.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         labels:
//!           <<: web
//! ```
//!
//! ## How to fix
//! Name a mapping that has an anchor, or write the entries down.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         labels: &labels
//!           team: web
//!       - alert: Up
//!         expr: up == 1
//!         labels:
//!           <<: *labels
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/merge", include_str!("merge.rs"));
