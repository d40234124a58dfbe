//! A colon in the name of an exposed metric.
//!
//! ## What it does
//! Looks for `:` in the names of families.
//!
//! ## Why it is bad
//! By convention, colons are for recording rules: `job:http_requests:rate5m`. A reader takes the metric for one.
//!
//! ## Example
//! ```text
//! app:requests_total 7
//! ```
//!
//! ## How to fix
//! Use `_` instead.
//! ```text
//! app_requests_total 7
//! ```

use super::Problem;
use crate::exposition::classic::ClassicFamily;

pub(super) const CODE: &str = "metrics/colon";

pub(super) fn check(family: &ClassicFamily, problems: &mut Vec<Problem>) {
    if family.name.contains(&b':') {
        let problem = Problem::of_family(CODE, family, "metric names should not contain ':'");
        problems.push(problem.hinted("colons are for the names of recording rules"));
    }
}
