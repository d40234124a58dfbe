//! Findings as one JSON object, for programs. The schema is stable: fields may be added, none changes its meaning.
//!
//! ```json
//! {
//!   "schema": "promq-diagnostics/1",
//!   "command": "check rules",
//!   "summary": {"files": 2, "errors": 1, "warnings": 1, "infos": 0},
//!   "files": ["f.yml", "good.yml"],
//!   "diagnostics": [{
//!     "file": "f.yml", "code": "rules/syntax", "severity": "error", "message": "…",
//!     "location": {"file": "f.yml", "start": {"line": 3, "column": 11, "offset": 40},
//!                  "end": {"line": 3, "column": 12, "offset": 44}},
//!     "label": "…",
//!     "related": [{"location": {…}, "message": "…"}],
//!     "hints": ["…"],
//!     "fix": {"message": "…", "edits": [{"location": {…}, "replacement": "…"}]}
//!   }]
//! }
//! ```
//! `file` is the file that was checked, `location.file` the one that the finding lies in, which may be another (a rule
//! file that a configuration names). Lines and columns count from one, columns in Unicode characters; offsets count
//! bytes from zero; ends are exclusive. `location` and `fix` are `null` where there is none.

use super::{Report, Severity};
use crate::diagnostic::{Diagnostic, Fix, Place};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    command: &'a str,
    summary: Summary,
    files: Vec<&'a str>,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    file: &'a str,
    code: &'a str,
    severity: &'static str,
    message: &'a str,
    location: Option<Location<'a>>,
    label: &'a str,
    related: Vec<Related<'a>>,
    hints: &'a [String],
    fix: Option<Mending<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    file: &'a str,
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    offset: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    location: Location<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Mending<'a> {
    message: &'a str,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    location: Location<'a>,
    replacement: &'a str,
}

pub(super) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let count = |severity| report.findings().filter(|(_, diagnostic)| diagnostic.severity == severity).count();
    let document = Document {
        schema: "promq-diagnostics/1",
        command: report.command,
        summary: Summary {
            files: report.files.len(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
        },
        files: report.files.iter().map(|file| file.name.as_str()).collect(),
        diagnostics: report.findings().map(|(file, diagnostic)| finding(&file.name, diagnostic)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn finding<'a>(file: &'a str, diagnostic: &'a Diagnostic) -> Finding<'a> {
    let related =
        |label: &'a crate::diagnostic::Label| Related { location: location(&label.place), message: &label.message };
    Finding {
        file,
        code: diagnostic.code,
        severity: diagnostic.severity.as_str(),
        message: &diagnostic.message,
        location: diagnostic.place.as_ref().map(location),
        label: &diagnostic.label,
        related: diagnostic.labels.iter().map(related).collect(),
        hints: &diagnostic.hints,
        fix: diagnostic.fix.as_ref().map(mending),
    }
}

fn location(place: &Place) -> Location<'_> {
    let (start, end, offsets) = (place.start(), place.end(), place.offsets());
    Location {
        file: place.source.name(),
        start: Point { line: start.line, column: start.column, offset: offsets.start },
        end: Point { line: end.line, column: end.column, offset: offsets.end },
    }
}

fn mending(fix: &Fix) -> Mending<'_> {
    let edits = fix.edits.iter();
    let edits = edits.map(|edit| Replacement { location: location(&edit.place), replacement: &edit.replacement });
    Mending { message: &fix.message, edits: edits.collect() }
}

#[cfg(test)]
mod tests {
    use super::{super::samples, *};

    #[test]
    fn everything_is_there() {
        insta::assert_snapshot!(samples::written(write));
    }
}
