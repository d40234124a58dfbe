//! The pages of what is found while a configuration is read, by `config`: files that are nothing but pages.

mod agent;
mod duplicate_field;
mod file;
mod rule;
mod syntax;
mod target;
mod target_file_missing;
mod too_many;
mod r#type;
mod unknown_field;
mod value;
mod variable;

use super::super::{Lint, definition::Check};
use crate::diagnostic::Severity;

/// The pages.
pub(super) const PAGES: &[&Lint] = &[
    &error("config/agent", include_str!("agent.rs")),
    &error("config/duplicate-field", include_str!("duplicate_field.rs")),
    &error("config/file", include_str!("file.rs")),
    &error("config/rule", include_str!("rule.rs")),
    &error("config/syntax", include_str!("syntax.rs")),
    &error("config/target", include_str!("target.rs")),
    &warning("config/target-file-missing", include_str!("target_file_missing.rs")),
    &warning("config/too-many", include_str!("too_many.rs")),
    &error("config/type", include_str!("type.rs")),
    &error("config/unknown-field", include_str!("unknown_field.rs")),
    &error("config/value", include_str!("value.rs")),
    &warning("config/variable", include_str!("variable.rs")),
];

/// What makes Prometheus refuse something.
const fn error(code: &'static str, source: &'static str) -> Lint {
    warning(code, source).level(Severity::Error)
}

/// What deserves a look.
const fn warning(code: &'static str, source: &'static str) -> Lint {
    Lint::new(code, source, Check::Elsewhere)
}
