//! What becomes of one input.

use crate::{
    config::rules::{self, FormatError},
    diagnostic::{Diagnostic, Place, SourceText},
    promql::{
        Features,
        layout::{LayoutError, lay_out},
    },
    report::diagnostics::CheckedFile,
};
use std::sync::Arc;

/// A formatted input.
#[derive(Debug)]
pub(super) struct Outcome {
    /// As it was.
    pub(super) old: Vec<u8>,
    /// As it should be.
    pub(super) new: Vec<u8>,
    /// What stays as it is although it could look better, and why.
    pub(super) remarks: CheckedFile,
}

impl Outcome {
    pub(super) fn is_changed(&self) -> bool {
        self.old != self.new
    }
}

/// A file that cannot be formatted.
pub(super) fn failure(name: impl AsRef<str>, message: impl Into<String>) -> CheckedFile {
    CheckedFile { name: name.as_ref().to_owned(), diagnostics: vec![problem(message)] }
}

/// Something that is wrong with a file as a whole.
pub(super) fn problem(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("rules/file", message)
}

/// Formats a rule file.
pub(super) fn of_rules(name: impl AsRef<str>, old: Vec<u8>) -> Result<Outcome, CheckedFile> {
    let name = name.as_ref();
    let source = |text: &Arc<[u8]>| Arc::new(SourceText::shared(name, Arc::clone(text)));
    let checked = |diagnostics| CheckedFile { name: name.to_owned(), diagnostics };
    match rules::format(&old) {
        Ok(formatted) => {
            let source = source(&formatted.text);
            let mut remarks = checked(formatted.left.iter().map(|finding| finding.in_text(&source)).collect());
            if formatted.has_more_documents {
                let message =
                    "only the first of its documents is formatted, as it is the only one that Prometheus reads";
                remarks.diagnostics.push(Diagnostic::warning("rules/document", message));
            }
            Ok(Outcome { old, new: formatted.bytes, remarks })
        }
        Err(FormatError::Invalid(input)) => Err(checked(input.diagnostics(&source(&input.text)))),
        Err(error) => Err(failure(name, format!("is not formatted: {error}"))),
    }
}

/// Formats an expression, which ends with a line break if there was one; line ends stay what they were.
pub(super) fn of_expression(name: impl AsRef<str>, old: Vec<u8>) -> Result<Outcome, CheckedFile> {
    let name = name.as_ref();
    let Ok(text) = std::str::from_utf8(&old) else { return Err(failure(name, "is not UTF-8")) };
    match lay_out(text, Features::all()) {
        Ok(mut laid_out) => {
            if text.ends_with('\n') {
                laid_out.push('\n');
            }
            if text.contains("\r\n") && !laid_out.contains('\r') {
                laid_out = laid_out.replace('\n', "\r\n");
            }
            let remarks = CheckedFile { name: name.to_owned(), diagnostics: Vec::new() };
            Ok(Outcome { new: laid_out.into_bytes(), old, remarks })
        }
        Err(LayoutError::Parse(error)) => {
            let diagnostic = Diagnostic::error("rules/promql", error.message);
            let source = Arc::new(SourceText::new(name, text));
            let place = error.span.map(|span| Place::new(&source, span));
            let diagnostics = vec![Diagnostic { place, ..diagnostic }];
            Err(CheckedFile { name: name.to_owned(), diagnostics })
        }
        Err(error @ LayoutError::Changed) => Err(failure(name, format!("is not formatted: {error}"))),
    }
}
