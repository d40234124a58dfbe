//! A name that looks like a part of a histogram or summary.
//!
//! ## What it does
//! Looks for names that end in `_bucket`, `_count` or `_sum` and are no histogram or summary. Metrics without a type are
//! left alone.
//!
//! ## Why it is bad
//! Histograms and summaries are exposed as series with these suffixes. A reader takes the metric for one of them, and a
//! histogram of that name could not exist beside it.
//!
//! ## Example
//! ```text
//! # TYPE queue_count gauge
//! queue_count 7
//! ```
//!
//! ## How to fix
//! Name what is counted: `queue_entries`.
//! ```text
//! # TYPE queue_length gauge
//! queue_length 7
//! ```

use super::Problem;
use crate::exposition::classic::{ClassicFamily, FamilyKind};

pub(super) const CODE: &str = "metrics/reserved-suffix";

pub(super) fn check(family: &ClassicFamily, problems: &mut Vec<Problem>) {
    let (is_histogram, is_summary) = match family.kind {
        FamilyKind::Untyped => return,
        kind => (kind == FamilyKind::Histogram, kind == FamilyKind::Summary),
    };
    let cases = [
        ("_bucket", is_histogram, "non-histogram metrics"),
        ("_count", is_histogram || is_summary, "non-histogram and non-summary metrics"),
        ("_sum", is_histogram || is_summary, "non-histogram and non-summary metrics"),
    ];
    for (suffix, is_allowed, who) in cases {
        if !is_allowed && family.name.ends_with(suffix.as_bytes()) {
            let text = format!("{who} should not have \"{suffix}\" suffix");
            problems.push(Problem::of_family(CODE, family, text));
        }
    }
}
