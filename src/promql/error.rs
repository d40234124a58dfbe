//! What is wrong with a text, where, in Prometheus' words.

use crate::diagnostic::Span;
use std::fmt;

/// Why a text is not an expression, a selector, a metric or a series description.
///
/// Displayed as Prometheus does it: `1:5: parse error: unexpected end of input`. Of several errors this is the one that
/// Prometheus would find first, which need not be the leftmost one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ParseError {
    /// The message without position.
    pub message: String,
    /// The bytes that are wrong; `None` if the text is empty. An empty span points between two bytes or at the end.
    pub span: Option<Span>,
    /// One-based line and column, the column in bytes, of the place that Prometheus names: the span's start, or the
    /// character after it.
    pub position: Option<(usize, usize)>,
}

impl ParseError {
    /// An error at `span` of `text`.
    pub(super) fn new(message: impl Into<String>, span: Span, text: &str) -> ParseError {
        let span = Some(span).filter(|_| !text.is_empty());
        let position = span.and_then(|span| span.line_and_column(text));
        ParseError { message: message.into(), span, position }
    }

    /// The same error with what is wrong exactly, where Prometheus names a place beside it.
    pub(super) fn about(mut self, span: Span) -> ParseError {
        self.span = self.span.map(|_| span);
        self
    }

    /// The same error in a text that starts `lines` lines down in a larger one.
    pub fn moved_down(mut self, lines: usize) -> ParseError {
        if let Some((line, _)) = &mut self.position {
            *line += lines;
        }
        self
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.position, self.span) {
            (Some((line, column)), _) => write!(formatter, "{line}:{column}")?,
            (None, Some(_)) => formatter.write_str("invalid position")?,
            (None, None) => formatter.write_str("unknown position")?,
        }
        write!(formatter, ": parse error: {}", self.message)
    }
}
