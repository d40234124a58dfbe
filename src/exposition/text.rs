//! Lines of Prometheus' text format.
//!
//! ```text
//! # HELP name text
//! # TYPE name type
//! # anything else
//! name{label="value",…} value [milliseconds]
//! {"name",label="value",…} value [milliseconds]
//! ```
//! Blanks may stand between any two parts, lines may be empty, and the last one needs no line end.

use super::{
    error::{ExpositionFault, FaultAt, excerpt},
    event::{Format, MetricType},
    label_block::{BlockStyle, finish_labels, read_labels},
    number,
    parser::{Line, Parser},
    scanner::{Scanner, unescape, utf8},
};
use crate::{golang::float::parse_int, model::labels::METRIC_NAME};
use std::borrow::Cow;

const STYLE: BlockStyle = BlockStyle { lenient: true, metric_name: true };

pub(super) fn read_line<'a>(parser: &mut Parser<'a>) -> Result<Line<'a>, FaultAt> {
    loop {
        parser.scanner.skip_blanks();
        match parser.scanner.peek() {
            None => return Ok(Line::End),
            Some(b'\n') => parser.scanner.position += 1,
            Some(b'#') => {
                parser.event_start = parser.scanner.position;
                return read_comment(parser);
            }
            Some(_) => {
                parser.event_start = parser.scanner.position;
                return read_sample(parser);
            }
        }
    }
}

fn read_comment<'a>(parser: &mut Parser<'a>) -> Result<Line<'a>, FaultAt> {
    let scanner = &mut parser.scanner;
    let start = scanner.position;
    scanner.position += 1;
    let separated = matches!(scanner.peek(), Some(b' ' | b'\t'));
    scanner.skip_blanks();
    let rest = scanner.rest();
    let is_followed = |word: &[u8]| rest.starts_with(word) && matches!(rest.get(word.len()), Some(b' ' | b'\t'));
    if separated && is_followed(b"HELP") {
        let (name, _, text) = read_metadata(scanner, "metric name after HELP")?;
        let text = utf8(text, scanner.position - text.len(), "help text")?;
        // Quotes are not escaped here.
        let line = Line::Help { name, text: unescape(text, false) };
        scanner.accept_line_end();
        return Ok(line);
    }
    if separated && is_followed(b"TYPE") {
        let (name, type_start, text) = read_metadata(scanner, "metric name after TYPE")?;
        let kind = MetricType::of_name(text, Format::Text)
            .ok_or_else(|| FaultAt { offset: type_start, fault: ExpositionFault::InvalidType(excerpt(text)) })?;
        parser.kind = kind;
        scanner.accept_line_end();
        return Ok(Line::Type { name, kind });
    }
    scanner.position = start;
    let text = String::from_utf8_lossy(scanner.take_line());
    scanner.accept_line_end();
    Ok(Line::Comment(text))
}

/// Reads the name and the rest of the line; returns them with the offset of the latter.
fn read_metadata<'a>(
    scanner: &mut Scanner<'a>,
    expected: &'static str,
) -> Result<(Cow<'a, str>, usize, &'a [u8]), FaultAt> {
    scanner.position += 4;
    scanner.skip_blanks();
    let start = scanner.position;
    let name = match scanner.take_quoted(true) {
        Some(name) => unescape(utf8(name, start + 1, "metric name")?, true),
        None => match scanner.take_metric_name() {
            [] => return Err(scanner.expected(expected)),
            name => utf8(name, start, "metric name")?.into(),
        },
    };
    let text_start = scanner.position;
    let text = scanner.take_line();
    // Exactly one separator is taken off, except that a text of blanks alone is no text.
    let blank = text.iter().all(|byte| matches!(byte, b' ' | b'\t'));
    let text = if blank { &[][..] } else { text.get(1..).unwrap_or_default() };
    Ok((name, text_start + 1, text))
}

fn read_sample<'a>(parser: &mut Parser<'a>) -> Result<Line<'a>, FaultAt> {
    let Parser { scanner, labels, kind, event_start, .. } = parser;
    labels.clear();
    let name = scanner.take_metric_name();
    if !name.is_empty() {
        labels.push((METRIC_NAME.into(), utf8(name, *event_start, "metric name")?.into()));
        scanner.skip_blanks();
    } else if scanner.peek() != Some(b'{') {
        return Err(scanner.expected("a valid start token"));
    }
    if scanner.accept(b'{') {
        read_labels(scanner, STYLE, *kind, !name.is_empty(), labels)?;
    }
    finish_labels(labels, *event_start)?;
    scanner.skip_blanks();
    let value_start = scanner.position;
    let text = scanner.take_while(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'{' | 0));
    if text.is_empty() {
        return Err(scanner.expected("value after metric"));
    }
    let value = number::value(text).map_err(|fault| FaultAt { offset: value_start, fault })?;
    let timestamp = read_timestamp(scanner)?;
    Ok(Line::Sample { value, timestamp, exemplar: None })
}

fn read_timestamp(scanner: &mut Scanner<'_>) -> Result<Option<i64>, FaultAt> {
    scanner.skip_blanks();
    if scanner.accept_line_end() {
        return Ok(None);
    }
    let start = scanner.position;
    let digits = scanner.take_while(|byte| byte.is_ascii_digit());
    if digits.is_empty() {
        return Err(scanner.expected("timestamp or new record"));
    }
    let timestamp = parse_int(utf8(digits, start, "timestamp")?, 10).map_err(|reason| FaultAt {
        offset: start,
        fault: ExpositionFault::InvalidInteger { text: excerpt(digits), reason },
    })?;
    scanner.skip_blanks();
    if !scanner.accept_line_end() {
        return Err(scanner.expected("next entry after timestamp"));
    }
    Ok(Some(timestamp))
}
