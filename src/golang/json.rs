//! What `encoding/json` says of a text that is not JSON.

use super::quote::quote_rune;

/// Go refuses deeper nesting.
const DEEPEST: usize = 10_000;

/// What is wrong with `text` and at which byte, in Go's words; `None` if it is JSON.
pub fn syntax_error(text: &[u8]) -> Option<(usize, String)> {
    let mut scanner = Scanner { text, position: 0 };
    match scanner.document() {
        Ok(()) => None,
        Err(Fault::End) => Some((text.len(), "unexpected end of JSON input".into())),
        Err(Fault::Character(context)) => {
            let byte = text.get(scanner.position).copied().unwrap_or(0);
            Some((scanner.position, format!("invalid character {} {context}", quote_rune(byte.into()))))
        }
        Err(Fault::Depth) => Some((scanner.position, "exceeded max depth".into())),
    }
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
#[derive(Clone, Copy)]
enum Open {
    Object,
    Array,
}

struct Scanner<'a> {
    text: &'a [u8],
    position: usize,
}

impl Scanner<'_> {
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
            let closed = match self.peek_past_space()? {
                b'{' => {
                    self.position += 1;
                    if self.peek_past_space()? == b'}' {
                        self.position += 1;
                        true
                    } else {
                        self.key()?;
                        open.push(Open::Object);
                        false
                    }
                }
                b'[' => {
                    self.position += 1;
                    let empty = self.peek_past_space()? == b']';
                    if empty {
                        self.position += 1;
                    } else {
                        open.push(Open::Array);
                    }
                    empty
                }
                _ => {
                    self.scalar()?;
                    true
                }
            };
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
        self.string()?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_words_are_gos() {
        for (text, offset, words) in [
            ("", 0, "unexpected end of JSON input"),
            ("{", 1, "unexpected end of JSON input"),
            ("{\"version\": 9 ,81ER", 15, "invalid character '8' looking for beginning of object key string"),
            ("{\"a\" 1}", 5, "invalid character '1' after object key"),
            ("{\"a\":1 2}", 7, "invalid character '2' after object key:value pair"),
            ("[1 2]", 3, "invalid character '2' after array element"),
            ("[1,]", 3, "invalid character ']' looking for beginning of value"),
            ("nul!", 3, "invalid character '!' in literal null (expecting 'l')"),
            ("\"\\x\"", 2, "invalid character 'x' in string escape code"),
            ("\"\\u12g4\"", 5, "invalid character 'g' in \\u hexadecimal character escape"),
            ("\"a\nb\"", 2, "invalid character '\\n' in string literal"),
            ("-x", 1, "invalid character 'x' in numeric literal"),
            ("1.x", 2, "invalid character 'x' after decimal point in numeric literal"),
            ("1e+'", 3, "invalid character '\\'' in exponent of numeric literal"),
            ("{} \"", 3, "invalid character '\"' after top-level value"),
            ("01", 1, "invalid character '1' after top-level value"),
        ] {
            assert_eq!(syntax_error(text.as_bytes()), Some((offset, words.into())), "{text}");
        }
        assert_eq!(syntax_error(b" {\"a\": [1, -0.5e3, true, null, \"\\u00e9\\n\", {}, []]}\n"), None);
        assert_eq!(syntax_error(&vec![b'['; 20_000]).map(|error| error.1), Some("exceeded max depth".into()));
    }

    proptest! {
        #[test]
        fn what_has_no_error_is_json(text in "[\\[\\]{}:,\"0-9a-e.truefalsnul\\\\ +-]{0,12}") {
            let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            prop_assert_eq!(syntax_error(text.as_bytes()).is_none(), is_json, "{}", text);
        }
    }
}
