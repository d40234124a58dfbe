//! A unit that is abbreviated.
//!
//! ## What it does
//! Looks for `s`, `ms`, `us`, `ns`, `sec`, `b`, `kb`, `mb`, `gb`, `tb`, `pb`, `m`, `h` and `d` as parts of names.
//!
//! ## Why it is bad
//! `m` may be metres, minutes or months. Names are read far from where they were given.
//!
//! ## Example
//! ```text
//! request_ms 7
//! ```
//!
//! ## How to fix
//! Write the base unit in full and convert the values: `request_seconds`.
//! ```text
//! request_seconds 0.007
//! ```

use super::{Problem, type_in_name::has_part};
use crate::exposition::classic::ClassicFamily;

pub(super) const CODE: &str = "metrics/unit-abbreviation";

const ABBREVIATIONS: [&str; 14] = ["s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d"];

pub(super) fn check(family: &ClassicFamily, problems: &mut Vec<Problem>) {
    let name = family.name.to_ascii_lowercase();
    let found: Vec<&str> = ABBREVIATIONS.into_iter().filter(|part| has_part(&name, part)).collect();
    if !found.is_empty() {
        let problem = Problem::of_family(CODE, family, "metric names should not contain abbreviated units");
        let hint = format!("write out what `{}` means", found.join("`, `"));
        problems.push(problem.times(found.len() as u64).hinted(hint));
    }
}
