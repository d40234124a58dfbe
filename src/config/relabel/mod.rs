//! Relabelling: rules that rewrite or drop label sets, their checks, and what they do.

mod apply;
mod regex;
mod rule;

pub use apply::relabel;
pub use regex::RelabelRegex;
pub use rule::{Action, RelabelRule};
