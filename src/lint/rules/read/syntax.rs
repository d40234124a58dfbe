//! A file that is not YAML.
//!
//! ## What it does
//! Says where a file stops being YAML: brackets and quotes without an end, indentation that fits nothing, tabs.
//!
//! ## Why it is bad
//! Prometheus refuses the file with all its rules, and keeps running with those of before, or does not start.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules: [{record: job:up:sum, expr: sum by (job) (up)}
//! ```
//!
//! ## How to fix
//! Close what was opened. An expression with `: ` or ` #` in it, or one that begins with `{`, `[`, `*`, `&`, `!`, `%` or a quote,
//! needs quotes of its own, or stands in a block behind `|`.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules: [{record: job:up:sum, expr: sum by (job) (up)}]
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/syntax", include_str!("syntax.rs"));
