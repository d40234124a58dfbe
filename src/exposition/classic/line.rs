//! Sample lines as they nearly always are, read without a second look at any byte.

use super::{
    labels::SampleFacts,
    number::{Number, classify, is_timestamp},
};
use std::ops::Range;

/// More labels than this are compared in a better way than each with each.
const MOST_LABELS: usize = 24;

/// Classes of bytes.
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const COLON: u8 = 4;

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => LETTER,
            b'0'..=b'9' => DIGIT,
            b':' => COLON,
            _ => 0,
        };
        byte += 1;
    }
    classes
}

/// The length of the metric name at the start of `text`; zero if there is none.
pub(super) fn metric_name(text: &[u8]) -> usize {
    name(text, LETTER | COLON, LETTER | COLON | DIGIT)
}

#[inline]
fn name(text: &[u8], first: u8, rest: u8) -> usize {
    let class = |byte: u8| CLASSES[usize::from(byte)];
    match text.first() {
        Some(byte) if class(*byte) & first != 0 => {
            text.iter().position(|byte| class(*byte) & rest == 0).unwrap_or(text.len())
        }
        _ => 0,
    }
}

/// Reads what follows the name in a sample line (without its end): labels, value, time. `None` if anything about it is
/// unusual, which does not mean that it is wrong. `scratch` is room for values with escapes.
pub(super) fn sample(rest: &[u8], is_ascii: bool, scratch: &mut Vec<u8>) -> Option<SampleFacts> {
    let mut facts = SampleFacts::default();
    let mut rest = skip_blanks(rest);
    if let [b'{', labels @ ..] = rest {
        rest = skip_blanks(read_labels(labels, is_ascii, &mut facts, scratch)?);
    }
    let value_end = rest.iter().position(|byte| matches!(byte, b' ' | b'\t')).unwrap_or(rest.len());
    let (value, after) = rest.split_at(value_end);
    facts.value = classify(value);
    let time_fits = after.is_empty() || is_timestamp(skip_blanks(after));
    (facts.value != Number::Invalid && time_fits).then_some(facts)
}

fn read_labels<'a>(
    mut rest: &'a [u8],
    is_ascii: bool,
    facts: &mut SampleFacts,
    scratch: &mut Vec<u8>,
) -> Option<&'a [u8]> {
    let mut names: [&[u8]; MOST_LABELS] = [&[]; MOST_LABELS];
    let mut count = 0;
    loop {
        rest = skip_blanks(rest);
        if let [b'}', after @ ..] = rest {
            return Some(after);
        }
        let (label, after) = rest.split_at(name(rest, LETTER, LETTER | DIGIT));
        let known = names.get(..count)?;
        if label.is_empty() || label == b"__name__" || known.iter().any(|known| same_name(known, label)) {
            return None;
        }
        *names.get_mut(count)? = label;
        count += 1;
        let [b'=', after @ ..] = skip_blanks(after) else { return None };
        let [b'"', after @ ..] = skip_blanks(after) else { return None };
        let (value, after) = read_value(after, scratch)?;
        let value = match value {
            Value::Plain(range) => range,
            Value::Unescaped => scratch.as_slice(),
        };
        if !is_ascii && std::str::from_utf8(value).is_err() {
            return None;
        }
        facts.add(label, value);
        match skip_blanks(after) {
            [b',', after @ ..] => rest = after,
            [b'}', after @ ..] => return Some(after),
            _ => return None,
        }
    }
}

#[inline]
fn same_name(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a == b
}

enum Value<'a> {
    Plain(&'a [u8]),
    /// It had escapes, and is in the scratch.
    Unescaped,
}

/// The value that starts behind a quote, and what follows the quote behind it.
fn read_value<'a>(text: &'a [u8], scratch: &mut Vec<u8>) -> Option<(Value<'a>, &'a [u8])> {
    let mut end = memchr::memchr2(b'"', b'\\', text)?;
    if text.get(end) == Some(&b'"') {
        return Some((Value::Plain(text.get(..end)?), text.get(end + 1..)?));
    }
    scratch.clear();
    let mut start = 0;
    loop {
        scratch.extend_from_slice(text.get(start..end)?);
        if text.get(end) == Some(&b'"') {
            return Some((Value::Unescaped, text.get(end + 1..)?));
        }
        match text.get(end + 1)? {
            byte @ (b'"' | b'\\') => scratch.push(*byte),
            b'n' => scratch.push(b'\n'),
            _ => return None,
        }
        start = end + 2;
        end = start + memchr::memchr2(b'"', b'\\', text.get(start..)?)?;
    }
}

#[inline]
fn skip_blanks(text: &[u8]) -> &[u8] {
    match text {
        [b' ' | b'\t', ..] => {
            let blanks = text.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(text.len());
            text.get(blanks..).unwrap_or_default()
        }
        _ => text,
    }
}

/// A HELP or TYPE line as it nearly always is: where its name is, and what follows the blank behind that.
pub(super) fn comment(line: &[u8]) -> Option<(Keyword, Range<usize>, &[u8])> {
    let keyword = match line.get(..7)? {
        b"# HELP " => Keyword::Help,
        b"# TYPE " => Keyword::Type,
        _ => return None,
    };
    let end = 7 + metric_name(line.get(7..)?);
    let text = line.get(end..)?.strip_prefix(b" ")?;
    let usual = end > 7 && !matches!(text, [] | [b' ' | b'\t', ..]);
    usual.then_some((keyword, 7..end, text))
}

/// Which comment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    Help,
    Type,
}

/// Whether a line is a comment that means nothing, or empty; `false` for what takes a closer look.
pub(super) fn is_idle(line: &[u8]) -> bool {
    match line {
        [] => true,
        [b'#', b' ', rest @ ..] => {
            !matches!(rest, [] | [b' ' | b'\t', ..]) && !rest.starts_with(b"HELP") && !rest.starts_with(b"TYPE")
        }
        _ => false,
    }
}
