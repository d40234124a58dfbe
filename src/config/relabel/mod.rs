//! `relabel_config`: rules that change or drop label sets, as types ([`RelabelRule`]) and as what they do
//! ([`relabel`]).
//!
//! Source of the rules: `model/relabel/relabel.go`.

mod apply;
mod check;
mod rule;
#[cfg(test)]
mod tests;

pub use apply::relabel;
pub use rule::{Action, NameScheme, RelabelRule, load_rules, parse_rules};
