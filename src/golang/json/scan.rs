//! The walk through a JSON text, as far as there is no fault in it.

use super::JsonError;
use crate::golang::quote::quote_rune;
use std::ops::Range;

/// Go refuses deeper nesting.
const DEEPEST: usize = 10_000;

/// Walks through `text`, which should be one value, and tells `see` of all parts; the error is Go's.
pub(super) fn scan(text: &[u8], see: impl FnMut(Token)) -> Result<(), JsonError> {
    let mut scanner = Scanner { text, position: 0, see };
    scanner.document().map_err(|fault| match fault {
        Fault::End => JsonError { message: "unexpected end of JSON input".into(), offset: text.len() },
        Fault::Character(context) => {
            // Go looks at bytes, and shows each as if it were a character.
            let byte = text.get(scanner.position).copied().unwrap_or(0);
            let message = format!("invalid character {} {context}", quote_rune(byte.into()));
            JsonError { message, offset: scanner.position }
        }
        Fault::Depth => JsonError { message: "exceeded max depth".into(), offset: scanner.position },
    })
}

enum Fault {
    End,
    Character(String),
    Depth,
}

fn wrong<T>(context: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::Character(context.into()))
}

/// What the scanner is in the middle of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    Object,
    Array,
}

/// A part of a text, with its bytes.
#[derive(Clone, Debug)]
pub(super) enum Token {
    /// An object or array begins.
    Begin(Open, usize),
    /// The innermost one ends, before this byte.
    End(usize),
    /// A name in an object, with its quotes.
    Name(Range<usize>),
    /// Any other value.
    Scalar(Range<usize>),
}

/// A walk through a text; `see` is told of all values on the way.
struct Scanner<'a, S> {
    text: &'a [u8],
    position: usize,
    see: S,
}

impl<S: FnMut(Token)> Scanner<'_, S> {
    fn peek(&self) -> Result<u8, Fault> {
        self.text.get(self.position).copied().ok_or(Fault::End)
    }

    fn peek_past_space(&mut self) -> Result<u8, Fault> {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.text.get(self.position) {
            self.position += 1;
        }
        self.peek()
    }

    /// One value and nothing after it. The nesting is kept in a list, so that none can be too deep for the stack.
    fn document(&mut self) -> Result<(), Fault> {
        let mut open: Vec<Open> = Vec::new();
        'value: loop {
            let start = match self.peek_past_space()? {
                b'{' => Some((Open::Object, b'}')),
                b'[' => Some((Open::Array, b']')),
                _ => None,
            };
            let mut closed = true;
            match start {
                Some((kind, end)) => {
                    (self.see)(Token::Begin(kind, self.position));
                    self.position += 1;
                    if self.peek_past_space()? == end {
                        self.position += 1;
                        (self.see)(Token::End(self.position));
                    } else {
                        if kind == Open::Object {
                            self.key()?;
                        }
                        open.push(kind);
                        closed = false;
                    }
                }
                None => {
                    let start = self.position;
                    self.scalar()?;
                    (self.see)(Token::Scalar(start..self.position));
                }
            }
            if open.len() > DEEPEST {
                return Err(Fault::Depth);
            }
            if !closed {
                continue;
            }
            loop {
                let Some(&inside) = open.last() else {
                    return match self.peek_past_space() {
                        Err(_) => Ok(()),
                        Ok(_) => wrong("after top-level value"),
                    };
                };
                match (inside, self.peek_past_space()?) {
                    (Open::Object, b',') => {
                        self.position += 1;
                        self.peek_past_space()?;
                        self.key()?;
                        continue 'value;
                    }
                    (Open::Array, b',') => {
                        self.position += 1;
                        continue 'value;
                    }
                    (Open::Object, b'}') | (Open::Array, b']') => {
                        self.position += 1;
                        (self.see)(Token::End(self.position));
                        open.pop();
                    }
                    (Open::Object, _) => return wrong("after object key:value pair"),
                    (Open::Array, _) => return wrong("after array element"),
                }
            }
        }
    }

    fn key(&mut self) -> Result<(), Fault> {
        if self.peek()? != b'"' {
            return wrong("looking for beginning of object key string");
        }
        let start = self.position;
        self.string()?;
        (self.see)(Token::Name(start..self.position));
        if self.peek_past_space()? != b':' {
            return wrong("after object key");
        }
        self.position += 1;
        Ok(())
    }

    fn scalar(&mut self) -> Result<(), Fault> {
        match self.peek()? {
            b'"' => self.string(),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.literal("true"),
            b'f' => self.literal("false"),
            b'n' => self.literal("null"),
            _ => wrong("looking for beginning of value"),
        }
    }

    fn literal(&mut self, word: &str) -> Result<(), Fault> {
        for expected in word.bytes() {
            if self.peek()? != expected {
                return wrong(format!("in literal {word} (expecting {})", quote_rune(expected.into())));
            }
            self.position += 1;
        }
        Ok(())
    }

    fn string(&mut self) -> Result<(), Fault> {
        self.position += 1;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    self.position += 1;
                    match self.peek()? {
                        b'b' | b'f' | b'n' | b'r' | b't' | b'\\' | b'/' | b'"' => {}
                        b'u' => {
                            for _ in 0..4 {
                                self.position += 1;
                                if !self.peek()?.is_ascii_hexdigit() {
                                    return wrong("in \\u hexadecimal character escape");
                                }
                            }
                        }
                        _ => return wrong("in string escape code"),
                    }
                }
                0..=0x1f => return wrong("in string literal"),
                _ => {}
            }
            self.position += 1;
        }
        self.position += 1;
        Ok(())
    }

    fn digits(&mut self) {
        while self.text.get(self.position).is_some_and(u8::is_ascii_digit) {
            self.position += 1;
        }
    }

    fn required_digits(&mut self, context: &str) -> Result<(), Fault> {
        if !self.peek()?.is_ascii_digit() {
            return wrong(context);
        }
        self.digits();
        Ok(())
    }

    fn number(&mut self) -> Result<(), Fault> {
        if self.peek()? == b'-' {
            self.position += 1;
        }
        if self.peek()? == b'0' {
            self.position += 1;
        } else {
            self.required_digits("in numeric literal")?;
        }
        if self.text.get(self.position) == Some(&b'.') {
            self.position += 1;
            self.required_digits("after decimal point in numeric literal")?;
        }
        if let Some(b'e' | b'E') = self.text.get(self.position) {
            self.position += 1;
            if let b'+' | b'-' = self.peek()? {
                self.position += 1;
            }
            self.required_digits("in exponent of numeric literal")?;
        }
        Ok(())
    }
}
