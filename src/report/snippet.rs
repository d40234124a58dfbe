//! A message with the line it is about and a caret below the place.
//!
//! ```text
//! error: unclosed left parenthesis
//!   --> 1:4
//!   |
//! 1 | sum(
//!   |    ^
//! ```

use super::{
    Severity,
    style::{Paint, Style, printable},
};
use crate::diagnostic::Span;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Writes `message` about `span` of `text`. Only the first line of a span is shown; a span outside of the text shows the
/// message alone.
pub fn write(
    out: &mut dyn Write,
    text: &str,
    span: Span,
    message: &str,
    severity: Severity,
    style: Style,
) -> io::Result<()> {
    let title = style.paint(Paint::Severity(severity), severity.as_str());
    writeln!(out, "{title}{}", style.paint(Paint::Heading, format_args!(": {message}")))?;
    let Some((line_number, column)) = span.line_and_column(text) else { return Ok(()) };
    let Some(line) = text.split('\n').nth(line_number - 1) else { return Ok(()) };
    let start = line.floor_char_boundary(column - 1);
    let length = (span.end.saturating_sub(span.start)) as usize;
    let end = line.ceil_char_boundary((start + length).min(line.len())).max(start);

    let margin = line_number.to_string().len();
    let (before, marked) = (shown_width(&line[..start]), shown_width(&line[start..end]).max(1));
    // A long line is cut around the place, so that the caret stands below it in a narrow window too.
    let room = style.width.saturating_sub(margin + 4).max(20);
    let skip = if before + marked.min(room / 2) > room { before.saturating_sub(room / 3) } else { 0 };
    let line = printable(line);
    let (shown, skipped) = cut(&line, skip, room);
    let marked = marked.min(room.saturating_sub(before - skipped)).max(1);

    let bar = style.paint(Paint::Faint, "|").to_string();
    let caret = style.paint(Paint::Severity(severity), "^".repeat(marked));
    writeln!(out, "{:margin$}{} {line_number}:{column}", "", style.paint(Paint::Faint, "-->"))?;
    writeln!(out, "{:margin$} {bar}", "")?;
    writeln!(out, "{} {bar} {shown}", style.paint(Paint::Faint, line_number))?;
    writeln!(out, "{:margin$} {bar} {:indent$}{caret}", "", "", indent = before - skipped)
}

fn shown_width(text: &str) -> usize {
    printable(text).width()
}

/// The part of `text` after `skip` columns that fits into `room`, and how many columns really were skipped.
fn cut(text: &str, skip: usize, room: usize) -> (&str, usize) {
    let (mut start, mut end) = (text.len(), text.len());
    let (mut column, mut skipped) = (0, 0);
    for (index, character) in text.char_indices() {
        if column >= skip && index < start {
            (start, skipped) = (index, column);
        }
        column += text[index..index + character.len_utf8()].width();
        if start < text.len() && column - skipped > room {
            end = index;
            break;
        }
    }
    (&text[start..end], skipped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snippet(text: &str, span: Span, width: usize) -> String {
        let mut out = Vec::new();
        write(&mut out, text, span, "wrong", Severity::Error, Style::plain(width, 24))
            .expect("writing to memory works");
        String::from_utf8(out).expect("the text is UTF-8")
    }

    #[test]
    fn the_caret_stands_below_the_place() {
        insta::assert_snapshot!(snippet("sum(\n  up{é=\"x\"}", Span::new(10, 13), 80), @r#"
        error: wrong
         --> 2:6
          |
        2 |   up{é="x"}
          |      ^^
        "#);
    }

    #[test]
    fn an_empty_span_at_the_end_still_has_a_caret() {
        insta::assert_snapshot!(snippet("sum(", Span::new(4, 4), 80), @r"
        error: wrong
         --> 1:5
          |
        1 | sum(
          |     ^
        ");
    }

    #[test]
    fn wide_characters_and_tabs_keep_the_caret_in_place() {
        insta::assert_snapshot!(snippet("\t\"日本\" x", Span::new(10, 11), 80), @r#"
        error: wrong
         --> 1:11
          |
        1 |  "日本" x
          |         ^
        "#);
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let line = format!("{}X{}", "a".repeat(200), "b".repeat(200));
        let shown = snippet(&line, Span::new(200, 201), 44);
        let lines: Vec<&str> = shown.lines().collect();
        let column = lines[3].find('X').expect("the place is shown");
        assert_eq!(lines[4].find('^'), Some(column));
        assert!(lines[3].len() <= 44, "{shown}");
    }

    #[test]
    fn nonsensical_spans_show_the_message() {
        assert_eq!(snippet("up", Span::new(7, 9), 80), "error: wrong\n");
        snippet("é", Span::new(1, 1), 80);
        snippet("up", Span::new(1, 900), 80);
    }
}
