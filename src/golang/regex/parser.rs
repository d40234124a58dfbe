//! Go's regular expression syntax (`regexp/syntax` with the Perl flags) → [`Node`].
//!
//! One pass with an explicit stack of open groups; nothing recurses, and the height of the tree is bounded as in Go, so
//! that whoever walks it may recurse.

use super::{
    class::{self, escape, next_rune, perl_class, unicode_class},
    syntax::{Assertion, Node, Pattern, RegexError},
};

const MISSING_PAREN: &str = "missing closing )";
const UNEXPECTED_PAREN: &str = "unexpected )";
const MISSING_ARGUMENT: &str = "missing argument to repetition operator";
const NESTED_REPETITION: &str = "invalid nested repetition operator";
const REPEAT_COUNT: &str = "invalid repeat count";
const NAMED_CAPTURE: &str = "invalid named capture";
const PERL_SYNTAX: &str = "invalid or unsupported Perl syntax";
const INVALID_ESCAPE: &str = "invalid escape sequence";
pub(super) const INVALID_UTF8: &str = "invalid UTF-8";
pub(super) const TOO_LARGE: &str = "expression too large";
pub(super) const TOO_DEEP: &str = "expression nests too deeply";

/// Go's limit of the height of the tree.
const MAX_HEIGHT: u32 = 1000;
/// Go's limit of a repeat count, also of nested ones multiplied.
const MAX_REPEAT: u32 = 1000;
/// Longer patterns would be refused after translation anyway; this keeps the tree small.
const MAX_PATTERN_BYTES: usize = 1 << 20;

/// What `(?imsU)` switch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags {
    /// `i`: letters match in both cases.
    pub(super) fold: bool,
    /// `m`: `^` and `$` match at lines.
    pub(super) multi_line: bool,
    /// `s`: `.` matches the newline too.
    pub(super) dot_newline: bool,
    /// `U`: `x*` prefers less, `x*?` more.
    pub(super) swap_greed: bool,
}

/// A finished node with what the limits need to know of it.
struct Item {
    node: Node,
    height: u32,
    /// The largest product of nested repeat counts inside.
    repeats: u32,
}

impl Item {
    fn leaf(node: Node) -> Item {
        Item { node, height: 1, repeats: 1 }
    }
}

/// An open group, or the whole pattern.
struct Frame {
    alternatives: Vec<Item>,
    items: Vec<Item>,
    flags_outside: Flags,
    captures: bool,
}

struct Parser<'a> {
    pattern: &'a [u8],
    frames: Vec<Frame>,
    current: Frame,
    flags: Flags,
    group_names: Vec<Option<String>>,
}

/// Parses `pattern` with the given flags switched on at its start.
pub(super) fn parse(pattern: &[u8], flags: Flags) -> Result<Pattern, RegexError> {
    if pattern.len() > MAX_PATTERN_BYTES {
        return Err(RegexError::new(TOO_LARGE, &pattern[..40]));
    }
    let current = Frame { alternatives: Vec::new(), items: Vec::new(), flags_outside: flags, captures: false };
    let parser = Parser { pattern, frames: Vec::new(), current, flags, group_names: Vec::new() };
    parser.run()
}

impl<'a> Parser<'a> {
    fn run(mut self) -> Result<Pattern, RegexError> {
        let mut rest = self.pattern;
        // The text from the repetition operator that was just read on, to refuse `a**`.
        let mut last_repetition: Option<&[u8]> = None;
        while let Some(&first) = rest.first() {
            let before = rest;
            let mut repetition = None;
            match first {
                b'(' => rest = self.open_group(rest)?,
                b'|' => {
                    let alternative = self.take_concat()?;
                    self.current.alternatives.push(alternative);
                    rest = &rest[1..];
                }
                b')' => {
                    self.close_group()?;
                    rest = &rest[1..];
                }
                b'*' | b'+' | b'?' => {
                    let (min, max) = match first {
                        b'*' => (0, None),
                        b'+' => (1, None),
                        _ => (0, Some(1)),
                    };
                    rest = self.repeat(before, &rest[1..], last_repetition, min, max, false)?;
                    repetition = Some(before);
                }
                b'{' => match repeat_counts(rest) {
                    None => {
                        self.push_literal('{'.into());
                        rest = &rest[1..];
                    }
                    Some((min, max, after)) => {
                        let too_large = min > MAX_REPEAT || max.is_some_and(|max| max > MAX_REPEAT || max < min);
                        if too_large {
                            return Err(RegexError::new(REPEAT_COUNT, consumed(before, after)));
                        }
                        rest = self.repeat(before, after, last_repetition, min, max, true)?;
                        repetition = Some(before);
                    }
                },
                b'[' => {
                    let (class, after) = class::parse(rest, self.flags.fold)?;
                    self.push(Node::Class(class));
                    rest = after;
                }
                b'\\' => rest = self.escaped(rest)?,
                b'^' | b'$' | b'.' => {
                    self.push(match first {
                        b'^' if self.flags.multi_line => Node::Assertion(Assertion::BeginLine),
                        b'^' => Node::Assertion(Assertion::BeginText),
                        b'$' if self.flags.multi_line => Node::Assertion(Assertion::EndLine),
                        b'$' => Node::Assertion(Assertion::EndText),
                        _ => Node::Any { newline: self.flags.dot_newline },
                    });
                    rest = &rest[1..];
                }
                _ => {
                    let (rune, after) = next_rune(rest)?;
                    self.push_literal(rune);
                    rest = after;
                }
            }
            last_repetition = repetition;
        }
        let root = self.take_alternation()?;
        if !self.frames.is_empty() {
            return Err(RegexError::new(MISSING_PAREN, self.pattern));
        }
        Ok(Pattern { root: root.node, group_names: self.group_names })
    }

    fn push(&mut self, node: Node) {
        self.current.items.push(Item::leaf(node));
    }

    fn push_literal(&mut self, rune: u32) {
        self.push(Node::Literal { rune, fold: self.flags.fold });
    }

    fn too_deep(&self) -> RegexError {
        RegexError::new(TOO_DEEP, self.pattern)
    }

    /// Makes a node over `items`; one item stays itself.
    fn combine(&self, mut items: Vec<Item>, make: fn(Vec<Node>) -> Node) -> Result<Item, RegexError> {
        if items.len() <= 1 {
            return Ok(items.pop().unwrap_or(Item::leaf(Node::Empty)));
        }
        let height = 1 + items.iter().map(|item| item.height).max().unwrap_or(0);
        let repeats = items.iter().map(|item| item.repeats).max().unwrap_or(1);
        let node = make(items.into_iter().map(|item| item.node).collect());
        if height > MAX_HEIGHT { Err(self.too_deep()) } else { Ok(Item { node, height, repeats }) }
    }

    fn take_concat(&mut self) -> Result<Item, RegexError> {
        let items = std::mem::take(&mut self.current.items);
        self.combine(items, Node::Concat)
    }

    fn take_alternation(&mut self) -> Result<Item, RegexError> {
        let last = self.take_concat()?;
        let mut alternatives = std::mem::take(&mut self.current.alternatives);
        alternatives.push(last);
        self.combine(alternatives, Node::Alternate)
    }

    fn open_frame(&mut self, captures: bool) -> Result<(), RegexError> {
        if self.frames.len() as u32 >= MAX_HEIGHT {
            return Err(self.too_deep());
        }
        let frame = Frame { alternatives: Vec::new(), items: Vec::new(), flags_outside: self.flags, captures };
        self.frames.push(std::mem::replace(&mut self.current, frame));
        Ok(())
    }

    fn close_group(&mut self) -> Result<(), RegexError> {
        let mut item = self.take_alternation()?;
        let outer = self.frames.pop().ok_or_else(|| RegexError::new(UNEXPECTED_PAREN, self.pattern))?;
        let group = std::mem::replace(&mut self.current, outer);
        self.flags = group.flags_outside;
        if group.captures {
            item = Item { node: Node::Capture(Box::new(item.node)), height: item.height + 1, ..item };
            if item.height > MAX_HEIGHT {
                return Err(self.too_deep());
            }
        }
        self.current.items.push(item);
        Ok(())
    }

    /// Reads `(`, `(?P<name>`, `(?<name>`, `(?flags:` or `(?flags)`.
    fn open_group(&mut self, text: &'a [u8]) -> Result<&'a [u8], RegexError> {
        if !text.starts_with(b"(?") {
            self.open_frame(true)?;
            self.group_names.push(None);
            return Ok(&text[1..]);
        }
        let name_start = match text {
            [_, _, b'P', b'<', _, ..] => 4,
            [_, _, b'<', _, ..] => 3,
            _ => return self.flag_group(text),
        };
        let Some(end) = memchr::memchr(b'>', text) else {
            check_utf8(text)?;
            return Err(RegexError::new(NAMED_CAPTURE, text));
        };
        let name = check_utf8(text.get(name_start..end).unwrap_or_default())?;
        if name.is_empty() || !name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric()) {
            return Err(RegexError::new(NAMED_CAPTURE, &text[..=end]));
        }
        self.open_frame(true)?;
        self.group_names.push(Some(name.to_owned()));
        Ok(&text[end + 1..])
    }

    fn flag_group(&mut self, text: &'a [u8]) -> Result<&'a [u8], RegexError> {
        let mut flags = self.flags;
        let (mut value, mut seen_flag) = (true, false);
        let mut rest = &text[2..];
        while !rest.is_empty() {
            let (rune, after) = next_rune(rest)?;
            rest = after;
            match char::from_u32(rune) {
                Some('i') => flags.fold = value,
                Some('m') => flags.multi_line = value,
                Some('s') => flags.dot_newline = value,
                Some('U') => flags.swap_greed = value,
                Some('-') if value => {
                    (value, seen_flag) = (false, false);
                    continue;
                }
                Some(end @ (':' | ')')) if value || seen_flag => {
                    if end == ':' {
                        self.open_frame(false)?;
                    }
                    self.flags = flags;
                    return Ok(rest);
                }
                _ => break,
            }
            seen_flag = true;
        }
        Err(RegexError::new(PERL_SYNTAX, consumed(text, rest)))
    }

    /// Repeats the last item. `before` starts at the operator, `after` behind it; returns what follows a `?`.
    fn repeat(
        &mut self,
        before: &'a [u8],
        after: &'a [u8],
        last_repetition: Option<&'a [u8]>,
        min: u32,
        max: Option<u32>,
        counted: bool,
    ) -> Result<&'a [u8], RegexError> {
        let (lazy, after) = match after {
            [b'?', rest @ ..] => (true, rest),
            _ => (false, after),
        };
        if let Some(last) = last_repetition {
            return Err(RegexError::new(NESTED_REPETITION, consumed(last, after)));
        }
        let Some(item) = self.current.items.pop() else {
            return Err(RegexError::new(MISSING_ARGUMENT, consumed(before, after)));
        };
        // `x{0}` never repeats anything, `x{2,}` counts as two.
        let factor = if counted { max.unwrap_or(min.max(1)) } else { 1 };
        let repeats = item.repeats.saturating_mul(factor);
        if factor >= 2 && repeats > MAX_REPEAT {
            return Err(RegexError::new(REPEAT_COUNT, consumed(before, after)));
        }
        let height = item.height + 1;
        if height > MAX_HEIGHT {
            return Err(self.too_deep());
        }
        let greedy = lazy == self.flags.swap_greed;
        let node = Node::Repeat { node: Box::new(item.node), min, max, greedy };
        self.current.items.push(Item { node, height, repeats });
        Ok(after)
    }

    fn escaped(&mut self, text: &'a [u8]) -> Result<&'a [u8], RegexError> {
        let assertion = match text.get(1) {
            Some(b'A') => Some(Assertion::BeginText),
            Some(b'z') => Some(Assertion::EndText),
            Some(b'b') => Some(Assertion::WordBoundary),
            Some(b'B') => Some(Assertion::NotWordBoundary),
            Some(b'C') => return Err(RegexError::new(INVALID_ESCAPE, &text[..2])),
            Some(b'Q') => return self.quoted(&text[2..]),
            _ => None,
        };
        if let Some(assertion) = assertion {
            self.push(Node::Assertion(assertion));
            return Ok(&text[2..]);
        }
        let mut class = class::Builder::new(self.flags.fold);
        if let Some(after) = unicode_class(text, &mut class)?.or_else(|| perl_class(text, &mut class)) {
            self.push(Node::Class(class.finish(false)));
            return Ok(after);
        }
        let (rune, after) = escape(text)?;
        self.push_literal(rune);
        Ok(after)
    }

    /// Reads the literal text of `\Q…\E`; `text` starts behind `\Q`.
    fn quoted(&mut self, text: &'a [u8]) -> Result<&'a [u8], RegexError> {
        let end = memchr::memmem::find(text, b"\\E");
        let mut literal = &text[..end.unwrap_or(text.len())];
        while !literal.is_empty() {
            let (rune, after) = next_rune(literal)?;
            self.push_literal(rune);
            literal = after;
        }
        Ok(end.map_or(&[], |end| &text[end + 2..]))
    }
}

/// The part of `text` in front of `rest`, which must be a tail of it.
pub(super) fn consumed<'a>(text: &'a [u8], rest: &[u8]) -> &'a [u8] {
    &text[..text.len().saturating_sub(rest.len())]
}

pub(super) fn check_utf8(text: &[u8]) -> Result<&str, RegexError> {
    std::str::from_utf8(text).map_err(|_| RegexError::new(INVALID_UTF8, text))
}

/// Reads `{n}`, `{n,}` or `{n,m}`; `None` if this is no repetition but a literal brace. Numbers are clamped.
fn repeat_counts(text: &[u8]) -> Option<(u32, Option<u32>, &[u8])> {
    let (min, rest) = repeat_count(&text[1..])?;
    let (max, rest) = match rest {
        [b',', b'}', ..] => (None, &rest[1..]),
        [b',', rest @ ..] => {
            let (max, rest) = repeat_count(rest)?;
            (Some(max), rest)
        }
        _ => (Some(min), rest),
    };
    Some((min, max, rest.strip_prefix(b"}")?))
}

fn repeat_count(text: &[u8]) -> Option<(u32, &[u8])> {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at(length);
    if digits.is_empty() || (digits.len() > 1 && digits[0] == b'0') {
        return None;
    }
    let value = digits.iter().fold(0u32, |value, byte| value.saturating_mul(10).saturating_add(u32::from(byte - b'0')));
    Some((value, rest))
}
