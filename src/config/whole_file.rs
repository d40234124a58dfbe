//! Files that are one value, of which the first fault is told.

use super::{
    Error, Findings,
    decode::{Decode, Decoder, FileId},
};
use crate::{diagnostic::Span, yaml::Document};
use std::path::Path;

/// Reads and checks `text`, the content of `path`; `None` if there is nothing in it.
pub(super) fn read_whole<T: Decode>(
    text: &[u8],
    path: &Path,
    check: impl FnOnce(&mut T, &mut Findings),
) -> Result<Option<T>, Error> {
    let document = Document::parse(text).map_err(|error| {
        let (line, column) = line_and_column(&String::from_utf8_lossy(text), error.span);
        Error::Yaml { path: path.to_path_buf(), line, column, message: error.problem }
    })?;
    let Some(root) = document.root().filter(|root| !document.is_null(*root)) else { return Ok(None) };
    let mut findings = Findings::default();
    let mut value = Decoder::new(&document, FileId::default(), &mut findings).value(root);
    if let Some(value) = &mut value {
        check(value, &mut findings);
    }
    match findings.first_told() {
        None => Ok(value),
        Some(finding) => {
            let span = finding.spot.map(|spot| spot.span).unwrap_or_default();
            let (line, column) = line_and_column(document.text(), span);
            Err(Error::Rule { path: path.to_path_buf(), line, column, message: finding.advice() })
        }
    }
}

/// One-based line and column, in characters.
fn line_and_column(text: &str, span: Span) -> (usize, usize) {
    let before = text.get(..span.start as usize).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (1 + before.matches('\n').count(), before[line_start..].chars().count() + 1)
}
