//! Why a script cannot be run at all.

use crate::promql::ParseError;

/// A command that does not parse, or data that cannot be loaded; displayed as `line:column: what is wrong`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct ScriptError {
    /// One-based line of the script.
    pub line: usize,
    /// One-based column in bytes.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// A line of a script without the blanks around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// One-based.
    pub(super) number: usize,
    /// Bytes before the text.
    pub(super) indent: usize,
    /// The rest; empty for blank lines and comments.
    pub(super) text: &'a str,
}

impl Line<'_> {
    /// An error about the whole line.
    pub(super) fn error(&self, message: impl Into<String>) -> ScriptError {
        self.error_at(0, message)
    }

    /// An error `offset` bytes into the text.
    pub(super) fn error_at(&self, offset: usize, message: impl Into<String>) -> ScriptError {
        ScriptError { line: self.number, column: self.indent + offset + 1, message: message.into() }
    }

    /// An error in PromQL text that starts `offset` bytes into the text.
    pub(super) fn promql_error(&self, offset: usize, error: &ParseError) -> ScriptError {
        // The place that Prometheus names, which for a few errors is not quite where the mistake is.
        let within = error.position.map_or(0, |(_, column)| column.saturating_sub(1));
        self.error_at(offset + within, format!("parse error: {}", error.message))
    }
}
