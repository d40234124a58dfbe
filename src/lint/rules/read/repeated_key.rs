//! A key that is there twice.
//!
//! ## What it does
//! Looks for keys that a mapping has twice: fields, labels, annotations.
//!
//! ## Why it is bad
//! Prometheus refuses the file: it cannot know which one is meant.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         for: 1m
//!         for: 5m
//! ```
//!
//! ## How to fix
//! Remove one of them. Where two rules were meant the dash in front of the second is missing.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         for: 5m
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/repeated-key", include_str!("repeated_key.rs"));
