//! From the bytes of a decoded scalar to the bytes of the file, for every style.
//!
//! ```text
//! file      expr: "a \
//!                  b\x41"
//! decoded          a b A
//! runs             [a ] [b] [\x41→A]
//! ```
//! The scalar is decoded a second time, run by run: a run is either the same bytes in both, or one piece of the file that
//! became one piece of the value (an escape, a fold). If the outcome were not the parser's own, there would be no map.

use super::ScalarStyle;
use crate::diagnostic::Span;

/// No block that is not found at once is indented further.
const DEEPEST_INDENT: usize = 64;

/// Where the bytes of a decoded scalar stand.
#[derive(Debug, Default)]
pub struct ScalarMap {
    runs: Vec<Run>,
    /// The length of the decoded text.
    length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// Where it begins in the value.
    decoded: usize,
    /// Where it begins and ends in the file.
    source: (usize, usize),
    /// Whether the bytes are the same, one by one.
    verbatim: bool,
}

impl ScalarMap {
    /// The map of the scalar that stands in `span` of `text` and was decoded to `value`.
    pub(super) fn new(text: &str, span: Span, style: ScalarStyle, value: &str) -> Option<ScalarMap> {
        let (start, end) = (span.start as usize, (span.end as usize).min(text.len()));
        let start = start + properties(text.get(start..end)?);
        let walk = || Walk { text: &text[..end], at: start, decoded: String::new(), map: ScalarMap::default() };
        let finished = |mut walk: Walk<'_>| {
            walk.map.length = walk.decoded.len();
            (walk.decoded == value).then_some(walk.map)
        };
        let quote = match style {
            ScalarStyle::Plain => None,
            ScalarStyle::SingleQuoted => Some('\''),
            ScalarStyle::DoubleQuoted => Some('"'),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                // The likely indentation first; which one it is, the outcome tells.
                let indents = std::iter::once(walk().indent(value)).chain(0..=DEEPEST_INDENT);
                return indents.into_iter().find_map(|indent| {
                    let mut walk = walk();
                    walk.block(value, indent);
                    finished(walk)
                });
            }
        };
        let mut walk = walk();
        walk.flow(quote);
        finished(walk)
    }

    /// The bytes of the file that bytes `part` of the value were read from; an empty part stays empty.
    pub fn locate(&self, part: Span) -> Option<Span> {
        let (start, end) = (part.start as usize, part.end.max(part.start) as usize);
        let first = self.start_of(start)?;
        match self.end_of(end) {
            Some(last) if end > start => Some(Span::new(first, last.max(first))),
            _ => Some(Span::new(first, first)),
        }
    }

    /// The byte of the file at which byte `offset` of the value stands; for its end, the byte after the last one.
    pub(super) fn start_of(&self, offset: usize) -> Option<usize> {
        if offset >= self.length {
            return self.end_of(offset);
        }
        let run = self.run(offset)?;
        Some(if run.verbatim { run.source.0 + (offset - run.decoded) } else { run.source.0 })
    }

    /// The byte of the file right after what became the byte before `offset` of the value.
    pub(super) fn end_of(&self, offset: usize) -> Option<usize> {
        let Some(last) = offset.min(self.length).checked_sub(1) else {
            return self.runs.first().map(|run| run.source.0);
        };
        let run = self.run(last)?;
        Some(if run.verbatim { run.source.0 + (last - run.decoded) + 1 } else { run.source.1 })
    }

    fn run(&self, offset: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.decoded <= offset);
        self.runs.get(after.checked_sub(1)?)
    }
}

/// How many bytes of tags, anchors and what stands between come before a scalar.
pub(super) fn properties(text: &str) -> usize {
    let mut rest = text;
    while rest.starts_with(['&', '!']) {
        let name = rest.find(|character: char| character.is_whitespace()).unwrap_or(rest.len());
        rest = rest[name..].trim_start();
        while rest.starts_with('#') {
            rest = rest.find('\n').map_or("", |end| rest[end..].trim_start());
        }
    }
    text.len() - rest.len()
}

/// The length of the line break that `text` begins with; zero if there is none.
fn break_length(text: &str) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
        _ => 0,
    }
}

/// What a line break becomes in a value.
fn break_text(line_break: &str) -> &str {
    if line_break.len() == 3 { line_break } else { "\n" }
}

struct Walk<'t> {
    /// The file up to the end of the scalar.
    text: &'t str,
    at: usize,
    decoded: String,
    map: ScalarMap,
}

impl<'t> Walk<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The next `length` bytes are the same in the value.
    fn copy(&mut self, length: usize) {
        let text = self.text.get(self.at..self.at + length).unwrap_or("");
        let source = (self.at, self.at + text.len());
        match self.map.runs.last_mut() {
            Some(run) if run.verbatim && run.source.1 == source.0 => run.source.1 = source.1,
            _ if text.is_empty() => {}
            _ => self.map.runs.push(Run { decoded: self.decoded.len(), source, verbatim: true }),
        }
        self.decoded.push_str(text);
        self.at += length;
    }

    /// The bytes of the file from `start` to `end` became `text`.
    fn replace(&mut self, start: usize, end: usize, text: &str) {
        if !text.is_empty() {
            self.map.runs.push(Run { decoded: self.decoded.len(), source: (start, end), verbatim: false });
            self.decoded.push_str(text);
        }
    }

    /// A plain or quoted scalar.
    fn flow(&mut self, quote: Option<char>) {
        if quote.is_some() {
            self.at += 1;
        }
        while let Some(next) = self.rest().chars().next() {
            let rest = self.rest();
            if matches!(next, ' ' | '\t') || break_length(rest) > 0 {
                self.blanks(false);
            } else if quote == Some('\'') && rest.starts_with("''") {
                self.replace(self.at, self.at + 2, "'");
                self.at += 2;
            } else if quote == Some(next) {
                return;
            } else if quote == Some('"') && next == '\\' {
                self.escape();
            } else {
                self.copy(next.len_utf8());
            }
        }
    }

    /// Blanks and line breaks: one break is a blank, of more all but the first stay. After an escaped break all stay.
    fn blanks(&mut self, after_escape: bool) {
        let start = self.at;
        let mut breaks: Vec<(usize, usize)> = Vec::new();
        loop {
            let rest = self.rest();
            match break_length(rest) {
                0 if rest.starts_with([' ', '\t']) => self.at += 1,
                0 => break,
                length => {
                    breaks.push((self.at, self.at + length));
                    self.at += length;
                }
            }
        }
        let end = self.at;
        let Some((&first, others)) = breaks.split_first() else {
            if !after_escape {
                self.at = start;
                self.copy(end - start);
            }
            return;
        };
        let text = |(start, end): (usize, usize)| break_text(&self.text[start..end]);
        let kept: Vec<((usize, usize), &str)> = match (after_escape, text(first)) {
            (false, "\n") if others.is_empty() => vec![((start, end), " ")],
            (false, "\n") => others.iter().map(|&place| (place, text(place))).collect(),
            _ => breaks.iter().map(|&place| (place, text(place))).collect(),
        };
        for ((start, end), text) in kept {
            self.replace(start, end, text);
        }
    }

    fn escape(&mut self) {
        let start = self.at;
        let rest = &self.rest()[1..];
        let escaped_break = break_length(rest);
        if escaped_break > 0 {
            self.at += 1 + escaped_break;
            self.blanks(true);
            return;
        }
        let Some(letter) = rest.chars().next() else {
            self.at += 1;
            return;
        };
        let digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let character = match letter {
            'x' | 'u' | 'U' => {
                rest.get(1..1 + digits).and_then(|text| u32::from_str_radix(text, 16).ok()).and_then(char::from_u32)
            }
            '0' => Some('\0'),
            'a' => Some('\x07'),
            'b' => Some('\x08'),
            't' | '\t' => Some('\t'),
            'n' => Some('\n'),
            'v' => Some('\x0B'),
            'f' => Some('\x0C'),
            'r' => Some('\r'),
            'e' => Some('\x1B'),
            'N' => Some('\u{85}'),
            '_' => Some('\u{A0}'),
            'L' => Some('\u{2028}'),
            'P' => Some('\u{2029}'),
            other => Some(other),
        };
        let end = start + 1 + letter.len_utf8() + digits;
        self.replace(start, end, character.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
        self.at = end;
    }

    /// A literal or folded scalar. What the line breaks became is read off `value`; the lines themselves are the same.
    fn block(&mut self, value: &str, indent: usize) {
        self.line();
        self.at += break_length(self.rest());
        let mut breaks: Vec<(usize, usize)> = Vec::new();
        while !self.rest().is_empty() {
            let start = self.at;
            let line = self.line();
            let content = line.get(indent.min(line.len() - line.trim_start_matches(' ').len())..).unwrap_or("");
            if !content.is_empty() {
                let end = self.at;
                self.separate(value, &breaks);
                breaks.clear();
                self.at = start + line.len() - content.len();
                self.copy(content.len());
                self.at = end;
            }
            let length = break_length(self.rest());
            breaks.push((self.at, self.at + length));
            self.at += length;
        }
        self.separate(value, &breaks);
    }

    /// Steps to the end of the line.
    fn line(&mut self) -> &'t str {
        let rest = self.rest();
        let is_break = |character: char| matches!(character, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
        let line = &rest[..rest.find(is_break).unwrap_or(rest.len())];
        self.at += line.len();
        line
    }

    /// How far the content of a block seems to be indented: what its first line that is not blank has before what the
    /// value has. If all are blank, none is content.
    fn indent(&self, value: &str) -> usize {
        let blanks = |text: &str| text.len() - text.trim_start_matches(' ').len();
        let kept = blanks(value.trim_start_matches('\n'));
        let first = self.rest().lines().skip(1).find(|line| blanks(line) < line.len());
        first.map_or(usize::MAX, |line| blanks(line).saturating_sub(kept))
    }

    /// The part of `value` that stands between two lines, of which `breaks` are the breaks in between.
    fn separate(&mut self, value: &str, breaks: &[(usize, usize)]) {
        let rest = value.get(self.decoded.len()..).unwrap_or("");
        let kept = rest.len() - rest.trim_start_matches('\n').len();
        if kept == 0 {
            if let Some(&(start, end)) = breaks.first()
                && rest.starts_with(' ')
                && !self.decoded.is_empty()
            {
                self.replace(start, end, " ");
            }
            return;
        }
        // Of the breaks before a line the first ones were folded away, of those at the end the last ones.
        let at_end = rest.len() == kept;
        let skip = if at_end { 0 } else { breaks.len().saturating_sub(kept) };
        for &(start, end) in breaks.iter().skip(skip).take(kept) {
            self.replace(start, end, "\n");
        }
    }
}
