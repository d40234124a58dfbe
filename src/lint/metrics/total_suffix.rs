//! A counter that does not end in `_total`, or something else that does.
//!
//! ## What it does
//! Looks for counters without the suffix `_total`, and for gauges, histograms and summaries with it.
//!
//! ## Why it is bad
//! The suffix tells readers and programs that `rate` is the way to look at the metric; OpenMetrics demands it.
//!
//! ## Example
//! ```text
//! # TYPE http_requests counter
//! http_requests 7
//! ```
//!
//! ## How to fix
//! Rename the metric, or correct its type.
//! ```text
//! # TYPE http_requests_total counter
//! http_requests_total 7
//! ```

use super::Problem;
use crate::exposition::classic::{ClassicFamily, FamilyKind};

pub(super) const CODE: &str = "metrics/total-suffix";

pub(super) fn check(family: &ClassicFamily, problems: &mut Vec<Problem>) {
    let text = match (family.kind, family.name.ends_with(b"_total")) {
        (FamilyKind::Counter, false) => r#"counter metrics should have "_total" suffix"#,
        (FamilyKind::Counter | FamilyKind::Untyped, _) | (_, false) => return,
        (_, true) => r#"non-counter metrics should not have "_total" suffix"#,
    };
    problems.push(Problem::of_family(CODE, family, text));
}
