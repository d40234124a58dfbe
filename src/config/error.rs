//! Why a configuration file cannot be used.

use std::{io, path::PathBuf};

/// A configuration file that cannot be used; every variant names the file, and the place if it is known.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The text is not YAML, or has a field of an unknown name or a wrong type.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Yaml {
        /// The file.
        path: PathBuf,
        /// One-based line.
        line: usize,
        /// One-based column, in characters.
        column: usize,
        /// What is wrong; no value of the file is quoted in it.
        message: String,
    },
    /// Each field is fine but together they break one of Prometheus' rules, whose text this is.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Rule {
        /// The file.
        path: PathBuf,
        /// One-based line of the field to change.
        line: usize,
        /// One-based column of it, in characters.
        column: usize,
        /// Prometheus' text.
        message: String,
    },
}

/// A broken rule before the place of its field is known.
#[derive(Debug, PartialEq)]
pub(super) struct BrokenRule {
    /// Prometheus' text.
    pub(super) message: String,
    /// The name of the field to point at.
    pub(super) field: String,
}

/// The rule `message`, broken by `field`.
pub(super) fn broken(field: &str, message: impl Into<String>) -> BrokenRule {
    BrokenRule { message: message.into(), field: field.to_string() }
}

/// Fails with `message` at the first of `fields` if more than one of them is set.
pub(super) fn at_most_one(fields: &[(&str, bool)], message: &str) -> Result<(), BrokenRule> {
    let mut given = fields.iter().filter(|(_, is_set)| *is_set);
    match (given.next(), given.next()) {
        (Some(_), Some((second, _))) => Err(broken(second, message)),
        _ => Ok(()),
    }
}
