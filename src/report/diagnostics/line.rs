//! Findings on a line each, where nobody draws carets: `FILE:LINE:COLUMN: LEVEL[CODE]: MESSAGE`.

use crate::diagnostic::Diagnostic;

/// A finding on one line, without a line end. `name` is the file's, for findings without a place.
pub fn line(name: &str, diagnostic: &Diagnostic) -> String {
    let Diagnostic { code, severity, message, place, .. } = diagnostic;
    let position = match place {
        Some(place) => {
            let start = place.start();
            format!("{}:{}:{}", place.source.name(), start.line, start.column)
        }
        None => name.to_owned(),
    };
    format!("{position}: {}[{code}]: {message}", severity.as_str())
}
