//! Bytes → text, and the documents in it.

use super::{Dialect, Document, SyntaxError, build::Documents};
use crate::diagnostic::Span;
use std::sync::Arc;

/// A text that YAML has a place for. Copies share it.
#[derive(Clone, Debug)]
pub struct Text(Arc<str>);

impl Text {
    /// Reads UTF-8, or UTF-16 with a byte order mark. The mark is left out: all places count from behind it.
    pub fn decode(bytes: &[u8]) -> Result<Text, SyntaxError> {
        let text = decode(bytes)?;
        check_characters(&text)?;
        Ok(Text(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes of the text, shared.
    pub fn bytes(&self) -> Arc<[u8]> {
        Arc::clone(&self.0).into()
    }

    /// All documents, at least one, which may be empty. What is not YAML ends one, and the next line that begins another
    /// one goes on.
    pub fn documents(&self, dialect: Dialect) -> impl Iterator<Item = Result<Document, SyntaxError>> {
        Documents::new(self, dialect)
    }
}

impl Document {
    /// Reads the first document of a text in UTF-8, or in UTF-16 with a byte order mark, as version 2 does.
    pub fn parse(bytes: &[u8]) -> Result<Document, SyntaxError> {
        Document::parse_as(bytes, Dialect::V2)
    }

    /// Reads the first document. The dialects differ in which of several errors is found first.
    pub fn parse_as(bytes: &[u8], dialect: Dialect) -> Result<Document, SyntaxError> {
        let text = Text::decode(bytes)?;
        let first = Documents::new(&text, dialect).next();
        first.unwrap_or_else(|| Err(SyntaxError::without_line("did not find any document", Span::default())))
    }
}

/// The text, a byte order mark left out.
fn decode(bytes: &[u8]) -> Result<Arc<str>, SyntaxError> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units)
            .map(Arc::from)
            .map_err(|_| SyntaxError::without_line("unexpected low surrogate area", Span::default()))
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<Arc<str>, SyntaxError> {
    std::str::from_utf8(bytes).map(Arc::from).map_err(|error| {
        let at = error.valid_up_to();
        let problem = match (error.error_len(), bytes.get(at)) {
            (None, _) => "incomplete UTF-8 octet sequence",
            (_, Some(0x00..=0x7F | 0xC2..=0xF4)) => "invalid trailing UTF-8 octet",
            _ => "invalid leading UTF-8 octet",
        };
        SyntaxError::without_line(problem, Span::new(at, at + 1))
    })
}

/// Refuses what YAML has no place for; the zero byte is among it.
fn check_characters(text: &str) -> Result<(), SyntaxError> {
    let refused = |character: char| match character {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        '\u{FFFE}' | '\u{FFFF}' => true,
        character => character.is_control(),
    };
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    if text.bytes().all(is_plain) {
        return Ok(());
    }
    match text.char_indices().find(|(_, character)| refused(*character)) {
        None => Ok(()),
        Some((at, found)) => {
            let span = Span::new(at, at + found.len_utf8());
            Err(SyntaxError::without_line("control characters are not allowed", span))
        }
    }
}
