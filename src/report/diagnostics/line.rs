//! Findings on a line each, where nobody draws carets: `FILE:LINE:COLUMN: LEVEL[CODE]: MESSAGE`, and what was probably
//! meant in parentheses.

use crate::diagnostic::Diagnostic;

/// A finding on one line, without a line end. `name` is the file's, for findings without a place.
pub fn line(name: &str, diagnostic: &Diagnostic) -> String {
    let Diagnostic { code, severity, message, place, hints, .. } = diagnostic;
    let position = match place {
        Some(place) => {
            let start = place.start();
            format!("{}:{}:{}", place.source.name(), start.line, start.column)
        }
        None => name.to_owned(),
    };
    let meant = hints.iter().find(|hint| is_meant(hint)).map_or(String::new(), |meant| format!(" ({meant})"));
    format!("{position}: {}[{code}]: {message}{meant}", severity.as_str())
}

/// Whether a hint is short enough for the line, and worth it.
pub fn is_meant(hint: &str) -> bool {
    hint.starts_with("did you mean")
}
