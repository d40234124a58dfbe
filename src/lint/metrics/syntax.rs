//! A page that cannot be read.
//!
//! ## What it does
//! Says where a page stops being in its format.
//!
//! ## Why it is bad
//! Prometheus drops the whole scrape: the target is down as far as it is concerned.
//!
//! ## Example
//! ```text
//! http_requests_total{path="/" 7
//! ```
//!
//! ## How to fix
//! Let a client library write the page. By hand, mind that every line needs an end, that times are integers of
//! milliseconds in the text format, and that `\\`, `"` and line ends in label values are escaped.
//! ```text
//! http_requests_total{path="/"} 7
//! ```

use crate::{
    diagnostic::{Diagnostic, Place, SourceText, Span},
    exposition::{
        ExpositionError,
        classic::{ClassicFault, beginning},
    },
};
use std::sync::Arc;

pub(super) const CODE: &str = "metrics/syntax";

/// What is wrong with a line of the text called `name`.
pub fn fault(fault: &ClassicFault, name: &str) -> Diagnostic {
    let ClassicFault { line, message, line_offset, column, text } = fault;
    let source = Arc::new(SourceText::excerpt(name, text.clone(), *line, *line_offset));
    // The end of a line is a place too.
    Diagnostic::error(CODE, message).at(Place::new(&source, Span::new(*column, column + 1)))
}

/// What is wrong with the page `bytes` called `name`, in another format than the classic one.
pub fn exposition_error(error: &ExpositionError, bytes: &[u8], name: &str) -> Diagnostic {
    let before = bytes.get(..error.offset).unwrap_or(bytes);
    let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    let text = beginning(bytes.get(start..).unwrap_or_default());
    let source = Arc::new(SourceText::excerpt(name, text, error.line, start));
    let column = error.offset.saturating_sub(start);
    let diagnostic = Diagnostic::error(CODE, error.fault.to_string());
    let diagnostic = diagnostic.at(Place::new(&source, Span::new(column, column + 1)));
    error.hint.into_iter().fold(diagnostic, Diagnostic::hinted)
}

/// What keeps a text from being read at all.
pub fn failure(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(CODE, message)
}
