//! A text of `!!binary` that is not base64.
//!
//! ## What it does
//! Looks at values with the tag `!!binary`, which are decoded from base64.
//!
//! ## Why it is bad
//! Prometheus refuses the file with all its rules.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: !!binary "sum(up)"
//! ```
//!
//! ## How to fix
//! Leave the tag out. Expressions, labels and annotations are texts.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```

use super::super::super::Lint;

pub(super) const LINT: Lint = super::page("rules/binary", include_str!("binary.rs"));
