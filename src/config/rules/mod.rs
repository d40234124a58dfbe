//! Rule files: groups of recording and alerting rules, as Prometheus' `rulefmt` reads them.
//!
//! ```text
//! bytes ─ yaml → tree ─ `decode` → groups, rules ─ `validate` → the same with parsed expressions
//!                           ↓                            ↓
//!                      findings of YAML           findings of the rules
//! ```
//! Nothing stops at the first error: all findings come as [`Finding`]s with their places, those inside an expression
//! or a template at the character in the file. What promtool would print of the same file, which may be less, is kept
//! beside them ([`RuleFile::promtool_errors`]).

mod container;
mod decode;
mod duplicates;
mod extra_fields;
mod fields;
mod finding;
mod format;
mod layout;
mod outcome;
mod template_functions;
#[cfg(test)]
mod tests;
mod types;
mod validate;

pub use container::{Input, Part};
pub use duplicates::DuplicateRule;
pub use finding::{Finding, Label};
pub use format::{FormatError, Formatted, format};
pub use layout::Layout;
pub use template_functions::{
    TEMPLATE_PREFIX, TEMPLATE_SAMPLE, TEMPLATE_SAMPLES, TEMPLATE_VARIABLES, is_template_function, template_signature,
};
pub use types::{LabelEntry, Located, Options, Rule, RuleFile, RuleGroup, RuleKind};
