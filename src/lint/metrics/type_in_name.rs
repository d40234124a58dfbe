//! A metric's type in its name.
//!
//! ## What it does
//! Looks for `_counter`, `_gauge`, `_histogram` and `_summary` in the names of metrics of that type.
//!
//! ## Why it is bad
//! The type is exposed beside the name. In the name it is noise, and wrong once the metric's type changes.
//!
//! ## Example
//! ```text
//! # TYPE queue_length_gauge gauge
//! queue_length_gauge 7
//! ```
//!
//! ## How to fix
//! Leave the word out.
//! ```text
//! # TYPE queue_length gauge
//! queue_length 7
//! ```

use super::Problem;
use crate::exposition::classic::{ClassicFamily, FamilyKind};

pub(super) const CODE: &str = "metrics/type-in-name";

pub(super) fn check(family: &ClassicFamily, problems: &mut Vec<Problem>) {
    if family.kind == FamilyKind::Untyped {
        return;
    }
    let kind = family.kind.as_str();
    if has_part(&family.name.to_ascii_lowercase(), kind) {
        problems.push(Problem::of_family(CODE, family, format!("metric name should not include type '{kind}'")));
    }
}

/// Whether `part` stands in `name` behind a `_`, and before one or at the end.
pub(super) fn has_part(name: &[u8], part: &str) -> bool {
    let part = format!("_{part}");
    let mut places = memchr::memmem::find_iter(name, part.as_bytes());
    places.any(|start| matches!(name.get(start + part.len()), None | Some(b'_')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_between_underscores() {
        for (name, expected) in [("x_s", true), ("x_s_y", true), ("x_sy", false), ("s", false), ("x_sum_s", true)] {
            assert_eq!(has_part(name.as_bytes(), "s"), expected, "{name}");
        }
        assert!(has_part(b"a__s", "s") && !has_part(b"", "s"));
    }
}
