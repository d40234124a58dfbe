//! Findings in exposed metrics: those of `promtool check metrics`, in its words.

mod base_unit;
mod camel_case;
mod colon;
mod duplicate;
mod no_help;
mod problem;
mod reserved_label;
mod reserved_suffix;
mod syntax;
#[cfg(test)]
mod tests;
mod total_suffix;
mod type_in_name;
mod unit_abbreviation;

use super::{Lint, definition::Check};
use crate::exposition::classic::ClassicFamily;
pub use problem::Problem;
pub use syntax::{exposition_error, failure, fault};

/// The lints of this area.
pub(super) const LINTS: &[&Lint] = &[
    &page(base_unit::CODE, include_str!("base_unit.rs")),
    &page(camel_case::CODE, include_str!("camel_case.rs")),
    &page(colon::CODE, include_str!("colon.rs")),
    &page(duplicate::CODE, include_str!("duplicate.rs")),
    &page(no_help::CODE, include_str!("no_help.rs")),
    &page(reserved_label::CODE, include_str!("reserved_label.rs")),
    &page(reserved_suffix::CODE, include_str!("reserved_suffix.rs")),
    &page(syntax::CODE, include_str!("syntax.rs")),
    &page(total_suffix::CODE, include_str!("total_suffix.rs")),
    &page(type_in_name::CODE, include_str!("type_in_name.rs")),
    &page(unit_abbreviation::CODE, include_str!("unit_abbreviation.rs")),
];

/// A lint of this area: its findings come from [`check`], in promtool's order.
const fn page(code: &'static str, source: &'static str) -> Lint {
    Lint::new(code, source, Check::Elsewhere)
}

/// The findings that look at one family each.
const CHECKS: [fn(&ClassicFamily, &mut Vec<Problem>); 10] = [
    base_unit::check,
    camel_case::check,
    colon::check,
    duplicate::check,
    no_help::check,
    reserved_label::check,
    reserved_suffix::check,
    total_suffix::check,
    type_in_name::check,
    unit_abbreviation::check,
];

/// Looks at all families, which come sorted by name. What is found comes in promtool's order: by name, then by text.
pub fn check(families: &[ClassicFamily]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for family in families {
        let start = problems.len();
        CHECKS.iter().for_each(|check| check(family, &mut problems));
        if let Some(of_family) = problems.get_mut(start..) {
            of_family.sort_by(|a, b| a.text.cmp(&b.text));
        }
    }
    problems
}
