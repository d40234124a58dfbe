//! Several samples of one series.
//!
//! ## What it does
//! Looks for metrics of one family that have the same labels, in the same order.
//!
//! ## Why it is bad
//! Only one of the samples is stored, and which one is a matter of chance; Prometheus counts the others as duplicates
//! and warns.
//!
//! ## Example
//! ```text
//! up{job="a"} 1
//! up{job="a"} 0
//! ```
//!
//! ## How to fix
//! Add a label that tells the series apart, or expose it once.
//! ```text
//! up{job="a"} 1
//! up{job="b"} 0
//! ```

use super::Problem;
use crate::exposition::classic::ClassicFamily;

pub(super) const CODE: &str = "metrics/duplicate";

pub(super) fn check(family: &ClassicFamily, problems: &mut Vec<Problem>) {
    if let Some(tally) = &family.duplicates {
        let problem = Problem::of_lines(CODE, family, tally, "metric not unique");
        problems.push(problem.hinted("a line before this one has the same labels"));
    }
}
