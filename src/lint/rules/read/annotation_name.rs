//! An annotation without a name.
//!
//! ## What it does
//! Looks for annotations whose name is empty.
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
//!         annotations: {"": it is down}
//! ```
//!
//! ## How to fix
//! Give it a name: `summary` and `description` are usual.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         annotations: {summary: it is down}
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/annotation-name", include_str!("annotation_name.rs"));
