//! A label that belongs to histograms or summaries.
//!
//! ## What it does
//! Looks for the label `le` on what is no histogram, and for `quantile` on what is no summary. Metrics without a type
//! are left alone.
//!
//! ## Why it is bad
//! `le` and `quantile` are how buckets and quantiles are exposed. Functions such as `histogram_quantile` and programs
//! that read expositions take the metric for something it is not.
//!
//! ## Example
//! ```text
//! # TYPE temperature_celsius gauge
//! temperature_celsius{le="1"} 7
//! ```
//!
//! ## How to fix
//! Rename the label, or correct the type.
//! ```text
//! # TYPE temperature_celsius gauge
//! temperature_celsius{level="1"} 7
//! ```

use super::Problem;
use crate::exposition::classic::{ClassicFamily, FamilyKind};

pub(super) const CODE: &str = "metrics/reserved-label";

pub(super) fn check(family: &ClassicFamily, problems: &mut Vec<Problem>) {
    if family.kind == FamilyKind::Untyped {
        return;
    }
    let labels = [
        (&family.le_labels, FamilyKind::Histogram, r#"non-histogram metrics should not have "le" label"#, "le"),
        (
            &family.quantile_labels,
            FamilyKind::Summary,
            r#"non-summary metrics should not have "quantile" label"#,
            "quantile",
        ),
    ];
    for (tally, allowed, text, label) in labels {
        if let Some(tally) = tally.as_deref().filter(|_| family.kind != allowed) {
            problems.push(Problem::of_lines(CODE, family, tally, text).pointing_at(format!("{label}=")));
        }
    }
}
