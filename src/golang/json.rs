//! Go's `encoding/json`: what it accepts, what it says to the rest, and where each value stands.

use super::quote::quote_rune;
use crate::diagnostic::Span;

/// A value and its bytes in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Json {
    /// From its first byte to its last.
    pub span: Span,
    /// What it is.
    pub kind: JsonKind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; no more is needed of it.
    Number,
    /// A string, decoded.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object: its names with their places, and the values, in order and repeated ones included.
    Object(Vec<(String, Span, Json)>),
}

impl JsonKind {
    /// What Go calls it in an error.
    pub fn name(&self) -> &'static str {
        match self {
            JsonKind::Null => "null",
            JsonKind::Bool(_) => "bool",
            JsonKind::Number => "number",
            JsonKind::String(_) => "string",
            JsonKind::Array(_) => "array",
            JsonKind::Object(_) => "object",
        }
    }
}

/// Why a text is not JSON, in Go's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct JsonError {
    /// What is wrong.
    pub message: String,
    /// The offset of the byte that is.
    pub offset: usize,
}

/// Deeper nesting is refused, well before the stack ends.
const DEEPEST: usize = 500;

/// Reads one value that makes up the whole text.
pub fn parse_json(text: &str) -> Result<Json, JsonError> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let value = parser.value()?;
    parser.skip_blanks();
    match parser.peek() {
        None => Ok(value),
        Some(_) => Err(parser.unexpected("after top-level value")),
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn unexpected(&self, context: &str) -> JsonError {
        let message = match self.peek() {
            None => "unexpected end of JSON input".to_string(),
            // Go looks at bytes, and shows each as if it were a character.
            Some(byte) => format!("invalid character {} {context}", quote_rune(char::from(byte))),
        };
        JsonError { message, offset: self.at }
    }

    fn value(&mut self) -> Result<Json, JsonError> {
        self.skip_blanks();
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.nested(Parser::object)?,
            Some(b'[') => self.nested(Parser::array)?,
            Some(b'"') => JsonKind::String(self.string()?),
            Some(b't') => self.literal("true", JsonKind::Bool(true))?,
            Some(b'f') => self.literal("false", JsonKind::Bool(false))?,
            Some(b'n') => self.literal("null", JsonKind::Null)?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => return Err(self.unexpected("looking for beginning of value")),
        };
        Ok(Json { span: Span::new(start, self.at), kind })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<JsonKind, JsonError>) -> Result<JsonKind, JsonError> {
        if self.depth >= DEEPEST {
            return Err(JsonError { message: "exceeded max depth".into(), offset: self.at });
        }
        self.depth += 1;
        self.at += 1;
        let kind = read(self)?;
        self.depth -= 1;
        self.at += 1;
        Ok(kind)
    }

    /// Up to the closing bracket.
    fn array(&mut self) -> Result<JsonKind, JsonError> {
        let mut items = Vec::new();
        self.skip_blanks();
        if self.peek() == Some(b']') {
            return Ok(JsonKind::Array(items));
        }
        loop {
            items.push(self.value()?);
            self.skip_blanks();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => return Ok(JsonKind::Array(items)),
                _ => return Err(self.unexpected("after array element")),
            }
        }
    }

    /// Up to the closing brace.
    fn object(&mut self) -> Result<JsonKind, JsonError> {
        let mut fields = Vec::new();
        self.skip_blanks();
        if self.peek() == Some(b'}') {
            return Ok(JsonKind::Object(fields));
        }
        loop {
            self.skip_blanks();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("looking for beginning of object key string"));
            }
            let name = self.string()?;
            let span = Span::new(start, self.at);
            self.skip_blanks();
            if self.peek() != Some(b':') {
                return Err(self.unexpected("after object key"));
            }
            self.at += 1;
            fields.push((name, span, self.value()?));
            self.skip_blanks();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => return Ok(JsonKind::Object(fields)),
                _ => return Err(self.unexpected("after object key:value pair")),
            }
        }
    }

    fn literal(&mut self, word: &str, kind: JsonKind) -> Result<JsonKind, JsonError> {
        for expected in word.chars() {
            if self.peek() != Some(expected as u8) {
                return Err(self.unexpected(&format!("in literal {word} (expecting {})", quote_rune(expected))));
            }
            self.at += 1;
        }
        Ok(kind)
    }

    fn number(&mut self) -> Result<JsonKind, JsonError> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(self.unexpected("in numeric literal")),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits("after decimal point in numeric literal")?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.some_digits("in exponent of numeric literal")?;
        }
        Ok(JsonKind::Number)
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn some_digits(&mut self, context: &str) -> Result<(), JsonError> {
        if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(self.unexpected(context));
        }
        self.digits();
        Ok(())
    }

    fn string(&mut self) -> Result<String, JsonError> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at += 1;
                    match self.peek() {
                        Some(b'b' | b'f' | b'n' | b'r' | b't' | b'\\' | b'/' | b'"') => self.at += 1,
                        Some(b'u') => {
                            self.at += 1;
                            for _ in 0..4 {
                                if !self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                                    return Err(self.unexpected("in \\u hexadecimal character escape"));
                                }
                                self.at += 1;
                            }
                        }
                        _ => return Err(self.unexpected("in string escape code")),
                    }
                }
                Some(0x20..) => self.at += 1,
                _ => return Err(self.unexpected("in string literal")),
            }
        }
        self.at += 1;
        Ok(decoded(&self.text[start + 1..self.at - 1]))
    }
}

/// The value of what stands between the quotes; halves of surrogate pairs become U+FFFD.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    let flush = |units: &mut Vec<u16>, out: &mut String| {
        out.push_str(&String::from_utf16_lossy(units));
        units.clear();
    };
    while let Some(first) = rest.chars().next() {
        let escape = rest.strip_prefix('\\').and_then(|after| after.chars().next());
        if let (Some('u'), Some(digits)) = (escape, rest.get(2..6)) {
            units.push(u16::from_str_radix(digits, 16).unwrap_or(0xFFFD));
            rest = &rest[6..];
            continue;
        }
        flush(&mut units, &mut out);
        match escape {
            Some(escape) => {
                out.push(match escape {
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    other => other,
                });
                rest = &rest[1 + escape.len_utf8()..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    flush(&mut units, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn errors_read_as_in_go() {
        for (text, expected) in [
            ("", "unexpected end of JSON input"),
            ("[1", "unexpected end of JSON input"),
            ("[] x", "invalid character 'x' after top-level value"),
            ("{a}", "invalid character 'a' looking for beginning of object key string"),
            ("{\"a\" 1}", "invalid character '1' after object key"),
            ("{\"a\":1 \"b\"}", "invalid character '\"' after object key:value pair"),
            ("[1 2]", "invalid character '2' after array element"),
            ("tru!", "invalid character '!' in literal true (expecting 'e')"),
            ("\"\\x\"", "invalid character 'x' in string escape code"),
            ("\"a\nb\"", "invalid character '\\n' in string literal"),
            ("1.", "unexpected end of JSON input"),
            ("- targets: []", "invalid character ' ' in numeric literal"),
        ] {
            assert_eq!(parse_json(text).map_err(|error| error.message).err().as_deref(), Some(expected), "{text}");
        }
        assert!(parse_json(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn values_know_their_places() {
        let text = " {\"a\\u00e9\\n\": [1, \"\\ud83d\\ude00\"]}";
        let value = parse_json(text).expect("JSON");
        let JsonKind::Object(fields) = &value.kind else { panic!("an object") };
        let (name, span, array) = &fields[0];
        assert_eq!((name.as_str(), *span), ("aé\n", Span::new(2, 13)));
        let JsonKind::Array(items) = &array.kind else { panic!("an array") };
        assert_eq!(items[1].kind, JsonKind::String("\u{1f600}".into()));
        assert_eq!(&text[items[0].span.start as usize..items[0].span.end as usize], "1");
    }

    proptest! {
        #[test]
        fn never_panics_and_agrees_with_another_reader(text in "[\\[\\]{}\":,0-9.eE+tru\\\\na é-]{0,24}") {
            let ours = parse_json(&text).is_ok();
            let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            prop_assert_eq!(ours, theirs, "{}", text);
        }
    }
}
