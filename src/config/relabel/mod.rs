//! `relabel_config`: rules that change or drop label sets, as types ([`RelabelRule`]), their checks, and what they do
//! ([`relabel`]). A file may also be nothing but rules ([`load_rules`]).

mod apply;
mod file;
mod regex;
mod rule;
#[cfg(test)]
mod tests;

pub use apply::relabel;
pub use file::{load_rules, parse_rules};
pub use regex::RelabelRegex;
pub use rule::{Action, RelabelRule};
