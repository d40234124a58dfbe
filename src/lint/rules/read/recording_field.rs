//! A field of alerts in a recording rule.
//!
//! ## What it does
//! Looks for `for`, `keep_firing_for` and `annotations` in recording rules.
//!
//! ## Why it is bad
//! Prometheus refuses the file: only alerts wait and explain.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!         for: 5m
//! ```
//!
//! ## How to fix
//! Leave the field out, or make an alert of the rule.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/recording-field", include_str!("recording_field.rs"));
