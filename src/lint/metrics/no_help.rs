//! A metric without a help text.
//!
//! ## What it does
//! Looks for families without a `# HELP` line, or with one that has no text.
//!
//! ## Why it is bad
//! Whoever meets the metric in a dashboard or at night in an alert has nothing but its name to go by.
//!
//! ## Example
//! ```text
//! # TYPE http_requests_total counter
//! http_requests_total 7
//! ```
//!
//! ## How to fix
//! Give the metric a help text where it is defined: what it counts, in which unit, and what its labels mean.
//! ```text
//! # HELP http_requests_total Requests answered.
//! # TYPE http_requests_total counter
//! http_requests_total 7
//! ```

use super::Problem;
use crate::exposition::classic::ClassicFamily;

pub(super) const CODE: &str = "metrics/no-help";

pub(super) fn check(family: &ClassicFamily, problems: &mut Vec<Problem>) {
    if !family.has_help {
        let name = String::from_utf8_lossy(&family.name);
        let hint = format!("add a line `# HELP {name} …` that says what it measures");
        problems.push(Problem::of_family(CODE, family, "no help text").hinted(hint));
    }
}
