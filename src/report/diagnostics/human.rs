//! Findings for people, in the look of rustc.
//!
//! ```text
//! error[rules/syntax]: unclosed left parenthesis
//!   --> rules.yml:4:12
//!    |
//!  4 |     expr: sum(
//!    |              ^
//!    |
//!    = help: close it
//! ```

use super::{
    super::{
        Severity,
        style::{Paint, Style, printable},
    },
    Report,
};
use crate::diagnostic::{Diagnostic, Place, SourceText, Span};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use std::{
    io::{self, Write},
    ops::Range,
    sync::Arc,
};

/// Lines together longer than this are not drawn whole, but cut around each place.
const LONGEST_EXCERPT_BYTES: usize = 16 << 10;
/// How much of such lines is shown before and behind the start of a place.
const AROUND_BYTES: Range<usize> = 60..200;
/// Further places of one finding that are drawn; the rest is only counted.
const SHOWN_LABELS: usize = 8;

/// Writes all findings and, if there were any, their number.
pub(super) fn write(out: &mut dyn Write, report: &Report<'_>, style: Style) -> io::Result<()> {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() }.term_width(style.width);
    let mut counts = [0usize; 3];
    for (file, diagnostic) in report.findings() {
        write_one(out, &file.name, diagnostic, &renderer)?;
        counts[diagnostic.severity as usize] += 1;
    }
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let counted: Vec<String> = severities
        .iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| format!("{count} {}{}", severity.as_str(), if count == 1 { "" } else { "s" }))
        .collect();
    let Some(worst) = severities.iter().zip(counts).find(|(_, count)| *count > 0).map(|(severity, _)| *severity) else {
        return Ok(());
    };
    writeln!(out, "{}", style.paint(Paint::Severity(worst), counted.join(", ")))
}

fn write_one(out: &mut dyn Write, file: &str, diagnostic: &Diagnostic, renderer: &Renderer) -> io::Result<()> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut group = Group::with_title(level.primary_title(printable(&diagnostic.message)).id(diagnostic.code));
    match &diagnostic.place {
        None => group = group.element(Origin::path(printable(file))),
        Some(_) => group = group.elements(drawn_places(diagnostic)),
    }
    let mut footers: Vec<(Level<'_>, String)> = Vec::new();
    if let Some(more) = diagnostic.labels.len().checked_sub(SHOWN_LABELS).filter(|more| *more > 0) {
        footers.push((Level::NOTE, format!("{more} more places")));
    }
    footers.extend(diagnostic.hints.iter().map(|hint| (Level::HELP, printable(hint))));
    if let Some(fix) = &diagnostic.fix {
        footers.push((Level::HELP, format!("{} (--fix does it)", printable(&fix.message))));
    }
    for (level, text) in footers {
        group = group.element(level.message(text));
    }
    writeln!(out, "{}\n", renderer.render(&[group]))
}

/// One snippet for each run of places that lie near each other in one text, the primary place's first.
fn drawn_places(diagnostic: &Diagnostic) -> Vec<Element<'static>> {
    let primary = diagnostic.place.iter().map(|place| (place, diagnostic.label.as_str(), AnnotationKind::Primary));
    let labels = diagnostic.labels.iter().take(SHOWN_LABELS);
    let labels = labels.map(|label| (&label.place, label.message.as_str(), AnnotationKind::Context));
    let mut drawings: Vec<Drawing<'_>> = Vec::new();
    for (place, text, kind) in primary.chain(labels) {
        let fitting = drawings.iter_mut().find_map(|drawing| Some((drawing.widened(place)?, drawing)));
        match fitting {
            Some((span, drawing)) => {
                drawing.lines = span;
                drawing.marks.push((place, text, kind));
            }
            None => drawings.push(Drawing { lines: place.span, marks: vec![(place, text, kind)] }),
        }
    }
    drawings.iter().flat_map(Drawing::elements).collect()
}

/// Places of one text that are drawn into the same lines.
struct Drawing<'a> {
    /// A span that covers them all.
    lines: Span,
    /// The places, what to write at them, and whether it is the one the finding is about. Never empty.
    marks: Vec<(&'a Place, &'a str, AnnotationKind)>,
}

impl Drawing<'_> {
    /// The span that covers `place` too, if it is near enough to be drawn together.
    fn widened(&self, place: &Place) -> Option<Span> {
        let source = self.source()?;
        let span = self.lines.cover(place.span);
        let near = Arc::ptr_eq(source, &place.source) && source.lines(span).0.len() <= LONGEST_EXCERPT_BYTES;
        near.then_some(span)
    }

    fn source(&self) -> Option<&Arc<SourceText>> {
        self.marks.first().map(|(place, ..)| &place.source)
    }

    fn elements(&self) -> Vec<Element<'static>> {
        let Some((first, ..)) = self.marks.first() else { return Vec::new() };
        let (range, line) = excerpt(&first.source, self.lines);
        let bytes = first.source.bytes().get(range.clone()).unwrap_or_default();
        let mut snippet = Snippet::source(String::from_utf8_lossy(bytes).into_owned()).line_start(line).fold(true);
        for (place, text, kind) in &self.marks {
            // What is no UTF-8 grows when it is made readable, so that offsets have to be found again.
            let shown = |offset: u32| {
                let before = (offset as usize).clamp(range.start, range.end) - range.start;
                String::from_utf8_lossy(bytes.get(..before).unwrap_or_default()).len()
            };
            let span = shown(place.span.start)..shown(place.span.end.max(place.span.start));
            let label = Some(printable(text)).filter(|text| !text.is_empty());
            snippet = snippet.annotation(kind.span(span).label(label));
        }
        let name = printable(first.source.name());
        if range.len() == first.source.lines(self.lines).0.len() {
            return vec![snippet.path(name).into()];
        }
        // Counted in what is left of a long line, the column would be wrong.
        let start = first.start();
        let origin = Origin::path(name).line(start.line).char_column(start.column);
        vec![origin.into(), snippet.into()]
    }
}

/// What is drawn of a text for `span`, and the number of its first line: whole lines, or of very long ones the part
/// around its start.
fn excerpt(source: &SourceText, span: Span) -> (Range<usize>, usize) {
    let (lines, number) = source.lines(span);
    if lines.len() <= LONGEST_EXCERPT_BYTES {
        return (lines, number);
    }
    let start = (span.start as usize).clamp(lines.start, lines.end);
    let (first, number) = source.lines(Span::new(start, start));
    let from = start.saturating_sub(AROUND_BYTES.start).max(first.start);
    let to = (start + AROUND_BYTES.end).min(first.end);
    let boundary = |offset: usize| source.bytes().get(offset).is_none_or(|byte| byte & 0xc0 != 0x80);
    let from = (from..=start).find(|offset| boundary(*offset)).unwrap_or(start);
    let to = (start..=to).rev().find(|offset| boundary(*offset)).unwrap_or(to);
    (from..to, number)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{CheckedFile, samples},
        *,
    };

    fn drawn(diagnostics: Vec<Diagnostic>, style: Style) -> String {
        let files = [CheckedFile { name: "f.yml".into(), diagnostics }];
        let mut out = Vec::new();
        write(&mut out, &samples::report(&files), style).expect("writing to memory works");
        String::from_utf8(out).expect("the text is UTF-8")
    }

    #[test]
    fn places_labels_and_hints_are_drawn() {
        insta::assert_snapshot!(drawn(samples::diagnostics(), Style::plain(80, 24)), @r#"
        error[rules/syntax]: unclosed left parenthesis: 100%
         --> dir a/f.yml:3:15
          |
        2 |   - name: é, "a"
          |           - in this group
        3 |     expr: sum(😀
          |               ^^ it should be closed here
          |
          = help: count the parentheses
          = help: close it (--fix does it)

        warning[rules/none]: no rules <found> in it
        --> f.yml

        1 error, 1 warning
        "#);
    }

    #[test]
    fn very_long_lines_are_cut_around_the_place() {
        let text = format!("first\n{}é!{}\n", "é".repeat(1 << 20), "y".repeat(1 << 20));
        let source = Arc::new(SourceText::new("long", text.clone()));
        let bang = text.find('!').expect("it is there");
        let diagnostic = Diagnostic::error("a/b", "no").at(Place::new(&source, Span::new(bang, bang + 1)));
        let text = drawn(vec![diagnostic], Style::plain(80, 24));
        assert!(text.len() < 2000 && text.contains("long:2:1048578") && text.contains("é!y"), "{text}");
    }

    #[test]
    fn bytes_outside_of_utf8_keep_the_caret_in_place() {
        let source = Arc::new(SourceText::new("f", &b"a\xff\xfe b"[..]));
        let diagnostic = Diagnostic::error("a/b", "no").at(Place::new(&source, Span::new(4, 5)));
        insta::assert_snapshot!(drawn(vec![diagnostic], Style::plain(80, 24)), @r"
        error[a/b]: no
         --> f:1:5
          |
        1 | a�� b
          |     ^

        1 error
        ");
    }

    #[test]
    fn nothing_found_is_nothing_written() {
        assert_eq!(drawn(Vec::new(), Style::plain(80, 24)), "");
    }
}
