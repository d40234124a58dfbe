//! A field that rule files do not have.
//!
//! ## What it does
//! Looks for keys that neither files, groups nor rules have, each where it stands.
//!
//! ## Why it is bad
//! Prometheus refuses the file: a field that is misspelt would silently do nothing.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         four: 5m
//! ```
//!
//! ## How to fix
//! Correct the name. The fields of a group are `name`, `interval`, `query_offset`, `limit`, `labels` and `rules`; those of a
//! rule are `record` or `alert`, `expr`, `for`, `keep_firing_for`, `labels` and `annotations`.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         for: 5m
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/unknown-field", include_str!("unknown_field.rs"));
