//! Why a template cannot be read or executed, in Go's words.

use crate::diagnostic::Span;

/// Why a text is not a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("template: {name}:{line}: {message}")]
pub struct ParseError {
    /// The template's name.
    pub name: String,
    /// One-based line of the token at which reading stopped.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// The bytes that are wrong.
    pub span: Span,
}

/// Why a template could not be executed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct RunError {
    /// The whole text, place included.
    pub text: String,
    /// Where; nowhere if the output cannot be written.
    pub span: Span,
}
