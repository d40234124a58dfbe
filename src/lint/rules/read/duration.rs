//! A duration that is none.
//!
//! ## What it does
//! Looks at `interval`, `query_offset`, `for` and `keep_firing_for`.
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
//!         for: 5 minutes
//! ```
//!
//! ## How to fix
//! Write whole numbers with the units `y`, `w`, `d`, `h`, `m`, `s` and `ms`, the larger ones first and without space: `1h30m`.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         for: 5m
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/duration", include_str!("duration.rs"));
