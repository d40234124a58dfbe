//! Lines of OpenMetrics 1.0 as Prometheus reads it.
//!
//! ```text
//! # HELP name text
//! # TYPE name type
//! # UNIT name unit
//! name{label="value",…} value [seconds] [# {label="value",…} value [seconds]]
//! {"name",label="value",…} value …
//! # EOF
//! ```
//! Exactly one space stands between two parts; there are no empty lines and no other comments.

use super::{
    error::{ExpositionFault, FaultAt, excerpt},
    event::{Format, MetricType},
    label_block::{BlockStyle, finish_labels, read_labels},
    number,
    parser::{Line, Parser},
    scanner::{Scanner, unescape, utf8},
};
use crate::model::labels::METRIC_NAME;
use std::borrow::Cow;

const STYLE: BlockStyle = BlockStyle { lenient: false, metric_name: true };
const EXEMPLAR_STYLE: BlockStyle = BlockStyle { lenient: false, metric_name: false };

pub(super) fn read_line<'a>(parser: &mut Parser<'a>) -> Result<Line<'a>, FaultAt> {
    let scanner = &mut parser.scanner;
    parser.event_start = scanner.position;
    match scanner.peek() {
        None => Err(scanner.fault(ExpositionFault::MissingEof)),
        Some(b'#') => read_comment(parser),
        Some(_) => read_sample(parser),
    }
}

fn read_comment<'a>(parser: &mut Parser<'a>) -> Result<Line<'a>, FaultAt> {
    let scanner = &mut parser.scanner;
    if scanner.accept_text(b"# HELP ") {
        let (name, start, text) = read_metadata(scanner, "metric name after HELP", "text in HELP")?;
        let text = utf8(text, start, "help text")?;
        return Ok(Line::Help { name, text: unescape(text, true) });
    }
    if scanner.accept_text(b"# TYPE ") {
        let (name, start, text) = read_metadata(scanner, "metric name after TYPE", "text in TYPE")?;
        let kind = MetricType::of_name(text, Format::OpenMetrics)
            .ok_or_else(|| FaultAt { offset: start, fault: ExpositionFault::InvalidType(excerpt(text)) })?;
        parser.kind = kind;
        return Ok(Line::Type { name, kind });
    }
    if scanner.accept_text(b"# UNIT ") {
        let (name, start, text) = read_metadata(scanner, "metric name after UNIT", "text in UNIT")?;
        let unit = utf8(text, start, "unit")?;
        let is_suffix = name.strip_suffix(unit).is_some_and(|stem| stem.ends_with('_'));
        if !unit.is_empty() && !is_suffix {
            let fault = ExpositionFault::UnitNotSuffix { unit: unit.into(), metric: name.into_owned() };
            return Err(FaultAt { offset: start, fault });
        }
        return Ok(Line::Unit { name, unit: unit.into() });
    }
    if scanner.accept_text(b"# EOF") {
        scanner.accept(b'\n');
        return match scanner.peek() {
            None => Ok(Line::End),
            Some(_) => Err(scanner.fault(ExpositionFault::DataAfterEof)),
        };
    }
    Err(scanner.expected("a valid start token"))
}

/// Reads the name, one space, and the rest of the line with its end; returns name, offset of the text, text.
fn read_metadata<'a>(
    scanner: &mut Scanner<'a>,
    expected_name: &'static str,
    expected_text: &'static str,
) -> Result<(Cow<'a, str>, usize, &'a [u8]), FaultAt> {
    let start = scanner.position;
    let name = match scanner.take_quoted(true) {
        Some(name) => unescape(utf8(name, start + 1, "metric name")?, true),
        None => match scanner.take_metric_name() {
            [] => return Err(scanner.expected(expected_name)),
            name => utf8(name, start, "metric name")?.into(),
        },
    };
    if !scanner.accept(b' ') {
        return Err(scanner.expected(expected_text));
    }
    let start = scanner.position;
    let text = scanner.take_line();
    if !scanner.accept(b'\n') {
        return Err(scanner.fault(ExpositionFault::MissingEof));
    }
    Ok((name, start, text))
}

fn read_sample<'a>(parser: &mut Parser<'a>) -> Result<Line<'a>, FaultAt> {
    let Parser { scanner, labels, exemplar_labels, kind, event_start, .. } = parser;
    labels.clear();
    let name = scanner.take_metric_name();
    if !name.is_empty() {
        labels.push((METRIC_NAME.into(), utf8(name, *event_start, "metric name")?.into()));
    } else if scanner.peek() != Some(b'{') {
        return Err(scanner.expected("a valid start token"));
    }
    if scanner.accept(b'{') {
        read_labels(scanner, STYLE, *kind, !name.is_empty(), labels)?;
    }
    finish_labels(labels, *event_start)?;
    let value = read_number(scanner, "value after metric", number::value)?;
    let mut timestamp = None;
    if !line_ends(scanner)? && !scanner.rest().starts_with(b" # {") {
        timestamp = Some(read_number(scanner, "timestamp or new record", number::seconds)?);
    }
    let mut exemplar = None;
    if !line_ends(scanner)? {
        if !scanner.accept_text(b" # {") {
            return Err(scanner.expected("next entry after timestamp"));
        }
        exemplar_labels.clear();
        read_labels(scanner, EXEMPLAR_STYLE, MetricType::Unknown, false, exemplar_labels)?;
        let value = read_number(scanner, "value after exemplar labels", number::value)?;
        let timestamp = match line_ends(scanner)? {
            true => None,
            false => Some(read_number(scanner, "timestamp or new record", number::seconds)?),
        };
        if !line_ends(scanner)? {
            return Err(scanner.expected("next entry after exemplar timestamp"));
        }
        exemplar = Some((value, timestamp));
    }
    scanner.accept(b'\n');
    Ok(Line::Sample { value, timestamp, exemplar })
}

/// Whether a line end is next; the end of the input is an error, because `# EOF` is missing.
fn line_ends(scanner: &Scanner<'_>) -> Result<bool, FaultAt> {
    match scanner.peek() {
        None => Err(scanner.fault(ExpositionFault::MissingEof)),
        Some(byte) => Ok(byte == b'\n'),
    }
}

/// Reads a space and a number.
fn read_number<T>(
    scanner: &mut Scanner<'_>,
    expected: &'static str,
    read: fn(&[u8]) -> Result<T, ExpositionFault>,
) -> Result<T, FaultAt> {
    let start = scanner.position;
    let text = match scanner.accept(b' ') {
        true => scanner.take_while(|byte| !matches!(byte, b' ' | b'\n' | 0)),
        false => &[],
    };
    if text.is_empty() {
        scanner.position = start;
        return Err(scanner.expected(expected));
    }
    read(text).map_err(|fault| FaultAt { offset: start + 1, fault })
}
