//! Anchors, aliases, tags and directives.

use super::{Mark, Scanned, TokenKind, Tokens};

impl Tokens<'_> {
    fn is_name(&self) -> bool {
        matches!(self.byte(0), b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'-')
    }

    fn name(&mut self) -> String {
        let mut name = String::new();
        while self.is_name() {
            self.read(&mut name);
        }
        name
    }

    fn skip_blanks(&mut self) {
        while self.is_blank(0) {
            self.skip();
        }
    }

    /// `&name` or `*name`.
    pub(super) fn anchor(&mut self) -> Scanned<()> {
        let start = self.mark;
        let is_alias = self.byte(0) == b'*';
        self.skip();
        let name = self.name();
        let ends =
            self.is_blank_or_end(0) || matches!(self.byte(0), b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`');
        if name.is_empty() || !ends {
            return self.error(start, "did not find expected alphabetic or numeric character");
        }
        self.push(if is_alias { TokenKind::Alias(name) } else { TokenKind::Anchor(name) }, start);
        Ok(())
    }

    /// `!<uri>`, `!suffix` or `!handle!suffix`.
    pub(super) fn tag(&mut self) -> Scanned<()> {
        let start = self.mark;
        let (handle, suffix) = if self.byte(1) == b'<' {
            self.skip();
            self.skip();
            let suffix = self.uri("", start)?;
            if self.byte(0) != b'>' {
                return self.error(start, "did not find the expected '>'");
            }
            self.skip();
            (String::new(), suffix)
        } else {
            let handle = self.handle();
            if handle.len() > 1 && handle.ends_with('!') {
                let suffix = self.uri("", start)?;
                (handle, suffix)
            } else {
                match self.uri(&handle, start)? {
                    // The tag `!` alone.
                    suffix if suffix.is_empty() => (suffix, "!".into()),
                    suffix => ("!".into(), suffix),
                }
            }
        };
        if !self.is_blank_or_end(0) {
            return self.error(start, "did not find expected whitespace or line break");
        }
        self.push(TokenKind::Tag(handle, suffix), start);
        Ok(())
    }

    /// `!`, `!!` or `!name!`; without the second mark it is no handle but a beginning.
    fn handle(&mut self) -> String {
        let mut handle = String::new();
        self.read(&mut handle);
        handle += &self.name();
        if self.byte(0) == b'!' {
            self.read(&mut handle);
        }
        handle
    }

    /// The rest of a tag, which began with `head`.
    fn uri(&mut self, head: &str, start: Mark) -> Scanned<String> {
        let mut bytes = head.as_bytes().get(1..).unwrap_or_default().to_vec();
        let begin = self.mark.byte;
        loop {
            match self.byte(0) {
                b'%' => bytes.extend(self.escaped_character(start)?),
                byte if self.is_name() || b";/?:@&=+$,.!~*'()[]".contains(&byte) => {
                    bytes.push(byte);
                    self.skip();
                }
                _ => break,
            }
        }
        if head.is_empty() && self.mark.byte == begin {
            return self.error(start, "did not find expected tag URI");
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The bytes of a character as `%c3%a9`.
    fn escaped_character(&mut self, start: Mark) -> Scanned<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut length = 1;
        while bytes.len() < length {
            let digits = self.rest().get(1..3).filter(|_| self.byte(0) == b'%');
            let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
            let Some(Ok(byte)) = digits.map(|digits| u8::from_str_radix(digits, 16)) else {
                return self.error(start, "did not find URI escaped octet");
            };
            if bytes.is_empty() {
                length = match byte {
                    0x00..=0x7F => 1,
                    0xC0..=0xDF => 2,
                    0xE0..=0xEF => 3,
                    0xF0..=0xF7 => 4,
                    _ => return self.error(start, "found an incorrect leading UTF-8 octet"),
                };
            } else if byte & 0xC0 != 0x80 {
                return self.error(start, "found an incorrect trailing UTF-8 octet");
            }
            bytes.push(byte);
            (0..3).for_each(|_| self.skip());
        }
        Ok(bytes)
    }

    /// `%YAML 1.1` or `%TAG !handle! prefix`.
    pub(super) fn directive(&mut self) -> Scanned<()> {
        self.close_blocks(-1);
        self.forget_key()?;
        self.key_allowed = false;
        let start = self.mark;
        self.skip();
        let name = self.name();
        if name.is_empty() {
            return self.error(start, "could not find expected directive name");
        }
        if !self.is_blank_or_end(0) {
            return self.error(start, "found unexpected non-alphabetical character");
        }
        self.skip_blanks();
        let kind = match name.as_str() {
            "YAML" => self.version(start)?,
            "TAG" => self.tag_directive(start)?,
            _ => return self.error(start, "found unknown directive name"),
        };
        self.push(kind, start);
        self.skip_blanks();
        if self.byte(0) == b'#' {
            while !self.is_break_or_end(0) {
                self.skip();
            }
        }
        if !self.is_break_or_end(0) {
            return self.error(start, "did not find expected comment or line break");
        }
        self.read_break(&mut String::new());
        Ok(())
    }

    fn version(&mut self, start: Mark) -> Scanned<TokenKind> {
        let major = self.version_number(start)?;
        if self.byte(0) != b'.' {
            return self.error(start, "did not find expected digit or '.' character");
        }
        self.skip();
        Ok(TokenKind::Version(major, self.version_number(start)?))
    }

    fn version_number(&mut self, start: Mark) -> Scanned<u8> {
        let mut digits = String::new();
        while self.byte(0).is_ascii_digit() {
            self.read(&mut digits);
            if digits.len() > 2 {
                return self.error(start, "found extremely long version number");
            }
        }
        match digits.parse() {
            Ok(number) => Ok(number),
            Err(_) => self.error(start, "did not find expected version number"),
        }
    }

    fn tag_directive(&mut self, start: Mark) -> Scanned<TokenKind> {
        if self.byte(0) != b'!' {
            return self.error(start, "did not find expected '!'");
        }
        let handle = self.handle();
        if handle != "!" && !handle.ends_with('!') {
            return self.error(start, "did not find expected '!'");
        }
        if !self.is_blank(0) {
            return self.error(start, "did not find expected whitespace");
        }
        self.skip_blanks();
        let prefix = self.uri("", start)?;
        if !self.is_blank_or_end(0) {
            return self.error(start, "did not find expected whitespace or line break");
        }
        Ok(TokenKind::TagDirective(handle, prefix))
    }
}
