//! A place in the bytes of an exposition, and the small steps that both formats take from it.

use super::error::{ExpositionFault, FaultAt, excerpt};
use std::borrow::Cow;

/// A cursor over the whole input.
#[derive(Clone, Debug)]
pub(super) struct Scanner<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) position: usize,
}

impl<'a> Scanner<'a> {
    /// The next byte.
    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    /// Everything from here on.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.position..).unwrap_or_default()
    }

    /// Steps over `byte`, if it is next.
    #[inline]
    pub(super) fn accept(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        self.position += usize::from(next);
        next
    }

    /// Steps over `text`, if it is next.
    pub(super) fn accept_text(&mut self, text: &[u8]) -> bool {
        let next = self.rest().starts_with(text);
        self.position += if next { text.len() } else { 0 };
        next
    }

    /// Steps over spaces and tabs.
    #[inline]
    pub(super) fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.position += 1;
        }
    }

    /// Takes bytes as long as `belongs` says so.
    #[inline]
    pub(super) fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|byte| !belongs(*byte)).unwrap_or(rest.len());
        self.position += length;
        &rest[..length]
    }

    /// Takes the rest of the line; its end is not stepped over.
    pub(super) fn take_line(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        self.position += length;
        &rest[..length]
    }

    /// Steps over the end of the line, which may be the end of the input.
    #[inline]
    pub(super) fn accept_line_end(&mut self) -> bool {
        self.position >= self.bytes.len() || self.accept(b'\n')
    }

    /// Takes a metric name without quotes (`[a-zA-Z_:][a-zA-Z0-9_:]*`); empty if there is none.
    #[inline]
    pub(super) fn take_metric_name(&mut self) -> &'a [u8] {
        match self.peek() {
            Some(byte) if is_name_byte(byte) && !byte.is_ascii_digit() => self.take_while(is_name_byte),
            _ => &[],
        }
    }

    /// Takes a text in quotes, if one is next; returns what stands between them. `\` escapes any byte but a line end.
    pub(super) fn take_quoted(&mut self, newlines: bool) -> Option<&'a [u8]> {
        let body = self.rest().strip_prefix(b"\"")?;
        let mut offset = 0;
        loop {
            let rest = body.get(offset..)?;
            let found =
                if newlines { memchr::memchr2(b'"', b'\\', rest) } else { memchr::memchr3(b'"', b'\\', b'\n', rest) };
            let stop = offset + found?;
            match body[stop] {
                b'"' => {
                    self.position += stop + 2;
                    return Some(&body[..stop]);
                }
                b'\\' if body.get(stop + 1).is_some_and(|escaped| *escaped != b'\n') => offset = stop + 2,
                _ => return None,
            }
        }
    }

    /// A fault at this place.
    pub(super) fn fault(&self, fault: ExpositionFault) -> FaultAt {
        FaultAt { offset: self.position, fault }
    }

    /// The fault that `what` had to stand at this place.
    pub(super) fn expected(&self, what: &'static str) -> FaultAt {
        let rest = self.rest();
        let line = &rest[..memchr::memchr(b'\n', rest).map_or(rest.len(), |length| length + 1)];
        self.fault(ExpositionFault::Expected { expected: what, found: excerpt(line) })
    }
}

#[inline]
fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b':'
}

/// `bytes` as text; `offset` is where they stand, `place` says what they are.
pub(super) fn utf8<'a>(bytes: &'a [u8], offset: usize, place: &'static str) -> Result<&'a str, FaultAt> {
    std::str::from_utf8(bytes).map_err(|error| FaultAt {
        offset: offset + error.valid_up_to(),
        fault: ExpositionFault::InvalidUtf8 { place, text: excerpt(bytes) },
    })
}

/// Resolves `\\`, `\n` and, if wanted, `\"`; any other backslash stays.
pub(super) fn unescape(text: &str, quotes: bool) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        resolved.push_str(before);
        let (value, after) = match after.as_bytes().first() {
            Some(b'\\') => ('\\', &after[1..]),
            Some(b'n') => ('\n', &after[1..]),
            Some(b'"') if quotes => ('"', &after[1..]),
            _ => ('\\', after),
        };
        resolved.push(value);
        rest = after;
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}
