//! YAML text → tokens, as libyaml finds them.
//!
//! What makes it a scanner of its own kind: whether something is a key is only known at the `:` behind it. So whatever
//! may be one is remembered with the number of its token, and a KEY token is put before it later; tokens wait in a queue
//! as long as that can still happen. In block context the columns of tokens open and close collections.
//!
//! A byte beyond the end of the text reads as zero, which no text contains.

mod names;
mod scalars;

use super::{Dialect, ScalarStyle, SyntaxError, error::GoLines};
use crate::diagnostic::Span;
use std::collections::VecDeque;

/// A key and its `:` stand on one line, and not further apart than this.
const LONGEST_KEY: usize = 1024;

/// A place in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// The byte.
    pub(super) byte: usize,
    /// Zero-based.
    pub(super) line: usize,
    /// Zero-based, in characters.
    pub(super) column: usize,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    StreamEnd,
    /// `%YAML major.minor`
    Version(u8, u8),
    /// `%TAG handle prefix`
    TagDirective(String, String),
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias(String),
    Anchor(String),
    /// Handle and suffix.
    Tag(String, String),
    Scalar(String, ScalarStyle),
}

/// One token.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: Mark,
    pub(super) end: Mark,
}

/// Something that is a key if a `:` follows it.
#[derive(Clone, Copy, Debug)]
struct PossibleKey {
    /// Whether it can be nothing else.
    required: bool,
    token_number: usize,
    mark: Mark,
}

/// The tokens of a text, one after the other.
pub(super) struct Tokens<'t> {
    text: &'t str,
    mark: Mark,
    /// How many `[` and `{` are open.
    flow_level: usize,
    /// The column of the innermost block collection, -1 outside of all.
    indent: isize,
    indents: Vec<isize>,
    key_allowed: bool,
    /// One a flow level, and one for the block context.
    possible_keys: Vec<Option<PossibleKey>>,
    waiting: VecDeque<Token>,
    /// How many tokens were taken.
    taken: usize,
    at_end: bool,
    /// How many tokens have to wait; version 3 looks for comments behind them.
    lookahead: usize,
}

type Scanned<T> = Result<T, SyntaxError>;

impl<'t> Tokens<'t> {
    /// The tokens of `text`, in which there is no zero byte.
    pub(super) fn new(text: &'t str, dialect: Dialect) -> Tokens<'t> {
        Tokens {
            text,
            mark: Mark::default(),
            flow_level: 0,
            indent: -1,
            indents: Vec::new(),
            key_allowed: true,
            possible_keys: vec![None],
            waiting: VecDeque::new(),
            taken: 0,
            at_end: false,
            lookahead: if dialect == Dialect::V3 { 3 } else { 1 },
        }
    }

    /// Begins anew at the first line behind `start` that begins a document, and not before byte `least`; `false` if
    /// there is none.
    pub(super) fn restart(&mut self, start: Mark, least: usize) -> bool {
        let mut line_break = String::new();
        self.mark = start;
        while self.mark.byte < self.text.len() {
            if self.break_length(0) == 0 {
                self.skip();
                continue;
            }
            self.read_break(&mut line_break);
            line_break.clear();
            if self.mark.byte >= least && self.rest().starts_with("---") && self.is_blank_or_end(3) {
                *self = Tokens { mark: self.mark, lookahead: self.lookahead, ..Tokens::new(self.text, Dialect::V2) };
                return true;
            }
        }
        false
    }

    /// The next token; the end of the stream again and again.
    pub(super) fn peek(&mut self) -> Scanned<&Token> {
        while self.needs_more()? {
            self.fetch()?;
        }
        match self.waiting.front() {
            Some(token) => Ok(token),
            None => Err(nothing()),
        }
    }

    /// Takes the next token; the end of the stream stays.
    pub(super) fn next(&mut self) -> Scanned<Token> {
        self.peek()?;
        let is_last = self.at_end && self.waiting.len() == 1;
        let token = if is_last { self.waiting.front().cloned() } else { self.waiting.pop_front() };
        self.taken += usize::from(!is_last);
        token.ok_or_else(nothing)
    }

    /// Steps over the token that was looked at.
    pub(super) fn skip_token(&mut self) {
        if self.waiting.len() > 1 || !self.at_end {
            self.waiting.pop_front();
            self.taken += 1;
        }
    }

    /// Whether a token may still come before the first one in the queue.
    fn needs_more(&mut self) -> Scanned<bool> {
        if self.at_end {
            return Ok(false);
        }
        if self.waiting.len() < self.lookahead {
            return Ok(true);
        }
        let first = self.taken;
        match self.possible_keys.iter().flatten().find(|key| key.token_number == first) {
            Some(key) => self.is_still_possible(*key),
            None => Ok(false),
        }
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.mark.byte + ahead).copied().unwrap_or(0)
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.mark.byte..).unwrap_or("")
    }

    fn is_blank(&self, ahead: usize) -> bool {
        matches!(self.byte(ahead), b' ' | b'\t')
    }

    /// The length of the line break there; zero if there is none.
    fn break_length(&self, ahead: usize) -> usize {
        match (self.byte(ahead), self.byte(ahead + 1), self.byte(ahead + 2)) {
            (b'\r', b'\n', _) | (0xC2, 0x85, _) => 2,
            (b'\r' | b'\n', ..) => 1,
            (0xE2, 0x80, 0xA8 | 0xA9) => 3,
            _ => 0,
        }
    }

    fn is_break_or_end(&self, ahead: usize) -> bool {
        self.byte(ahead) == 0 || self.break_length(ahead) > 0
    }

    fn is_blank_or_end(&self, ahead: usize) -> bool {
        self.is_blank(ahead) || self.is_break_or_end(ahead)
    }

    /// Steps over the bytes before the next one that `ends`, and gives their text. What is asked for are ASCII bytes and
    /// the first bytes of longer characters; no line break is stepped over.
    fn run(&mut self, ends: impl Fn(u8) -> bool) -> &'t str {
        let rest = self.rest();
        let is_end = |byte: u8| matches!(byte, b'\n' | b'\r' | 0xC2 | 0xE2) || ends(byte);
        let bytes = rest.as_bytes().iter();
        let (mut length, mut characters) = (0, 0);
        for &byte in bytes.take_while(|byte| !is_end(**byte)) {
            length += 1;
            // Bytes that go on with a character are 0b10xx_xxxx.
            characters += usize::from(byte & 0xC0 != 0x80);
        }
        self.mark.byte += length;
        self.mark.column += characters;
        rest.get(..length).unwrap_or("")
    }

    /// Steps over one character, which is no line break.
    fn skip(&mut self) {
        if let Some(character) = self.rest().chars().next() {
            self.mark.byte += character.len_utf8();
            self.mark.column += 1;
        }
    }

    /// Steps over one character that is ASCII, and no line break.
    fn skip_ascii(&mut self) {
        self.mark.byte += 1;
        self.mark.column += 1;
    }

    /// Steps to the end of the line.
    fn skip_line(&mut self) {
        while !self.is_break_or_end(0) {
            if self.run(|_| false).is_empty() {
                self.skip();
            }
        }
    }

    /// Steps over one character and keeps it.
    fn read(&mut self, into: &mut String) {
        into.extend(self.rest().chars().next());
        self.skip();
    }

    /// Steps over a line break, if there is one, and keeps what it becomes.
    fn read_break(&mut self, into: &mut String) {
        let length = self.break_length(0);
        match length {
            0 => return,
            // Unicode's own breaks stay what they are.
            3 => into.push_str(self.rest().get(..3).unwrap_or("")),
            _ => into.push('\n'),
        }
        self.mark = Mark { byte: self.mark.byte + length, line: self.mark.line + 1, column: 0 };
    }

    fn error<T>(&self, context: Mark, problem: &str) -> Scanned<T> {
        let place = |mark: Mark| {
            let length = self.text.get(mark.byte..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            Span::new(mark.byte, mark.byte + length)
        };
        Err(SyntaxError {
            problem: problem.into(),
            span: place(self.mark),
            context: Some(place(context)),
            lines: GoLines { problem: self.mark.line as u64, context: context.line as u64, of_scanner: true },
        })
    }

    fn push(&mut self, kind: TokenKind, start: Mark) {
        self.waiting.push_back(Token { kind, start, end: self.mark });
    }

    /// Finds at least one token more.
    fn fetch(&mut self) -> Scanned<()> {
        self.skip_to_token();
        self.close_blocks(self.mark.column as isize);
        let next = self.byte(0);
        let at_line_start = self.mark.column == 0;
        match next {
            0 => self.end(),
            b'%' if at_line_start => self.directive(),
            _ if at_line_start && self.is_document_mark() => self.document_mark(),
            b'[' => self.open(TokenKind::FlowSequenceStart),
            b'{' => self.open(TokenKind::FlowMappingStart),
            b']' => self.close(TokenKind::FlowSequenceEnd),
            b'}' => self.close(TokenKind::FlowMappingEnd),
            b',' => self.flow_entry(),
            b'-' if self.is_blank_or_end(1) => self.block_entry(),
            b'?' if self.flow_level > 0 || self.is_blank_or_end(1) => self.key(),
            b':' if self.flow_level > 0 || self.is_blank_or_end(1) => self.value(),
            b'*' | b'&' => self.with_possible_key(Tokens::anchor),
            b'!' => self.with_possible_key(Tokens::tag),
            b'|' | b'>' if self.flow_level == 0 => {
                self.forget_key()?;
                self.key_allowed = true;
                self.block_scalar(next == b'|')
            }
            b'\'' | b'"' => self.with_possible_key(Tokens::quoted),
            // A tab stands here only where it would indent.
            b'\t' | b'#' | b'|' | b'>' | b'%' | b'@' | b'`' => self.error(self.mark, CANNOT_START),
            // The minus of a plain scalar is not followed by a blank, nor is a `?` or `:` outside of flow collections.
            _ => self.with_possible_key(Tokens::plain),
        }
    }

    /// Steps over blanks, comments and line breaks.
    fn skip_to_token(&mut self) {
        let mut ignored = String::new();
        loop {
            if self.mark.column == 0 && self.rest().starts_with('\u{FEFF}') {
                self.skip();
            }
            // A tab may not indent.
            while self.byte(0) == b' ' || self.byte(0) == b'\t' && (self.flow_level > 0 || !self.key_allowed) {
                self.skip_ascii();
            }
            if self.byte(0) == b'#' {
                self.skip_line();
            }
            if self.break_length(0) == 0 {
                return;
            }
            self.read_break(&mut ignored);
            ignored.clear();
            self.key_allowed |= self.flow_level == 0;
        }
    }

    /// `---` or `...` and a blank.
    fn is_document_mark(&self) -> bool {
        let rest = self.rest();
        (rest.starts_with("---") || rest.starts_with("...")) && self.is_blank_or_end(3)
    }

    /// Whether it may still be a key; an error if it should have been one.
    fn is_still_possible(&self, key: PossibleKey) -> Scanned<bool> {
        let is_stale = key.mark.line < self.mark.line || key.mark.byte + LONGEST_KEY < self.mark.byte;
        if is_stale && key.required { self.error(key.mark, NO_COLON) } else { Ok(!is_stale) }
    }

    fn forget_key(&mut self) -> Scanned<()> {
        match self.possible_keys.last_mut().and_then(Option::take) {
            Some(key) if key.required => self.error(key.mark, NO_COLON),
            _ => Ok(()),
        }
    }

    /// What begins here may be a key.
    fn remember_key(&mut self) -> Scanned<()> {
        if !self.key_allowed {
            return Ok(());
        }
        self.forget_key()?;
        let required = self.flow_level == 0 && self.indent == self.mark.column as isize;
        let key = PossibleKey { required, token_number: self.taken + self.waiting.len(), mark: self.mark };
        if let Some(place) = self.possible_keys.last_mut() {
            *place = Some(key);
        }
        Ok(())
    }

    fn with_possible_key(&mut self, scan: fn(&mut Self) -> Scanned<()>) -> Scanned<()> {
        self.remember_key()?;
        self.key_allowed = false;
        scan(self)
    }

    /// Opens a block collection if the column lies further right than that of the innermost one. `number` is that of the
    /// token in front of which it opens.
    fn open_block(&mut self, mark: Mark, number: Option<usize>, kind: TokenKind) {
        let column = mark.column as isize;
        if self.flow_level > 0 || self.indent >= column {
            return;
        }
        self.indents.push(self.indent);
        self.indent = column;
        let token = Token { kind, start: mark, end: mark };
        let place = number.map_or(self.waiting.len(), |number| number.saturating_sub(self.taken));
        self.waiting.insert(place.min(self.waiting.len()), token);
    }

    /// Closes the block collections that lie further right than the column.
    fn close_blocks(&mut self, column: isize) {
        while self.flow_level == 0 && self.indent > column {
            self.push(TokenKind::BlockEnd, self.mark);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    fn end(&mut self) -> Scanned<()> {
        if self.mark.column != 0 {
            (self.mark.column, self.mark.line) = (0, self.mark.line + 1);
        }
        self.close_blocks(-1);
        self.forget_key()?;
        self.key_allowed = false;
        self.push(TokenKind::StreamEnd, self.mark);
        self.at_end = true;
        Ok(())
    }

    fn document_mark(&mut self) -> Scanned<()> {
        let kind = if self.byte(0) == b'-' { TokenKind::DocumentStart } else { TokenKind::DocumentEnd };
        self.close_blocks(-1);
        self.forget_key()?;
        self.key_allowed = false;
        self.indicator(kind, 3)
    }

    fn indicator(&mut self, kind: TokenKind, length: usize) -> Scanned<()> {
        let start = self.mark;
        (0..length).for_each(|_| self.skip());
        self.push(kind, start);
        Ok(())
    }

    fn open(&mut self, kind: TokenKind) -> Scanned<()> {
        self.remember_key()?;
        self.possible_keys.push(None);
        self.flow_level += 1;
        self.key_allowed = true;
        self.indicator(kind, 1)
    }

    fn close(&mut self, kind: TokenKind) -> Scanned<()> {
        self.forget_key()?;
        if self.flow_level > 0 {
            self.flow_level -= 1;
            self.possible_keys.pop();
        }
        self.key_allowed = false;
        self.indicator(kind, 1)
    }

    fn flow_entry(&mut self) -> Scanned<()> {
        self.forget_key()?;
        self.key_allowed = true;
        self.indicator(TokenKind::FlowEntry, 1)
    }

    fn block_entry(&mut self) -> Scanned<()> {
        if self.flow_level == 0 {
            if !self.key_allowed {
                return self.error(self.mark, "block sequence entries are not allowed in this context");
            }
            self.open_block(self.mark, None, TokenKind::BlockSequenceStart);
        }
        self.forget_key()?;
        self.key_allowed = true;
        self.indicator(TokenKind::BlockEntry, 1)
    }

    fn key(&mut self) -> Scanned<()> {
        if self.flow_level == 0 {
            if !self.key_allowed {
                return self.error(self.mark, "mapping keys are not allowed in this context");
            }
            self.open_block(self.mark, None, TokenKind::BlockMappingStart);
        }
        self.forget_key()?;
        self.key_allowed = self.flow_level == 0;
        self.indicator(TokenKind::Key, 1)
    }

    fn value(&mut self) -> Scanned<()> {
        let key = self.possible_keys.last_mut().and_then(Option::take);
        let key = match key {
            Some(key) if self.is_still_possible(key)? => Some(key),
            _ => None,
        };
        if let Some(key) = key {
            let place = key.token_number.saturating_sub(self.taken).min(self.waiting.len());
            self.waiting.insert(place, Token { kind: TokenKind::Key, start: key.mark, end: key.mark });
            self.open_block(key.mark, Some(key.token_number), TokenKind::BlockMappingStart);
            self.key_allowed = false;
        } else {
            if self.flow_level == 0 {
                if !self.key_allowed {
                    return self.error(self.mark, "mapping values are not allowed in this context");
                }
                self.open_block(self.mark, None, TokenKind::BlockMappingStart);
            }
            self.key_allowed = self.flow_level == 0;
        }
        self.indicator(TokenKind::Value, 1)
    }
}

fn nothing() -> SyntaxError {
    SyntaxError::without_line("did not find expected node content", Span::default())
}

const NO_COLON: &str = "could not find expected ':'";
const CANNOT_START: &str = "found character that cannot start any token";
