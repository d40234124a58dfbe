//! Findings that the tests of all formats draw.

use super::{CheckedFile, Report};
use crate::diagnostic::{Diagnostic, Edit, Explanation, Fix, Place, SourceText, Span};
use std::sync::Arc;

pub(super) fn report(files: &[CheckedFile]) -> Report<'_> {
    let explain = &|code: &str| {
        (code == "rules/syntax").then_some(Explanation {
            code: "rules/syntax",
            summary: "an expression does not parse".into(),
            page: "# What it does\nLooks.".into(),
        })
    };
    Report { command: "check rules", files, explain }
}

/// An error with everything, and a warning without a place.
pub(super) fn diagnostics() -> Vec<Diagnostic> {
    let text = "groups:\n  - name: é, \"a\"\n    expr: sum(\u{1f600}\n";
    let source = Arc::new(SourceText::new("dir a/f.yml", text));
    let at = |what: &str| {
        let start = text.find(what).unwrap_or_default();
        Place::new(&source, Span::new(start, start + what.len()))
    };
    let fix = Fix { message: "close it".into(), edits: vec![Edit { place: at("\u{1f600}"), replacement: ")".into() }] };
    let error = Diagnostic::error("rules/syntax", "unclosed left parenthesis: 100%")
        .at(at("\u{1f600}"))
        .labelled("it should be closed here")
        .with_label(at("é"), "in this group")
        .hinted("count the parentheses")
        .fixed_by(fix);
    vec![error, Diagnostic::warning("rules/none", "no rules <found>\nin it")]
}

pub(super) fn files() -> Vec<CheckedFile> {
    let good = CheckedFile { name: "good.yml".into(), diagnostics: Vec::new() };
    vec![CheckedFile { name: "dir a/f.yml".into(), diagnostics: diagnostics() }, good]
}

/// The files above in a format.
pub(super) fn written(write: impl Fn(&mut dyn std::io::Write, &Report<'_>) -> std::io::Result<()>) -> String {
    let files = files();
    let mut out = Vec::new();
    write(&mut out, &report(&files)).expect("writing to memory works");
    String::from_utf8(out).expect("the text is UTF-8")
}
