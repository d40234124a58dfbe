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
