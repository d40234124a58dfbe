//! Scalars of every style, decoded.

use super::{Mark, ScalarStyle, Scanned, TokenKind, Tokens};

/// The blanks and line breaks between two parts of a plain or quoted scalar.
#[derive(Default)]
struct Gap {
    blanks: String,
    /// The first line break; empty if it was escaped.
    first_break: String,
    other_breaks: String,
    has_break: bool,
}

impl Gap {
    /// Blanks stay; one line break becomes a blank, of more all but the first stay.
    fn join(&mut self, into: &mut String) {
        if !self.has_break {
            into.push_str(&self.blanks);
        } else if !self.first_break.starts_with('\n') {
            into.push_str(&self.first_break);
            into.push_str(&self.other_breaks);
        } else if self.other_breaks.is_empty() {
            into.push(' ');
        } else {
            into.push_str(&self.other_breaks);
        }
        *self = Gap::default();
    }
}

impl Tokens<'_> {
    /// Keeps what comes before the next byte that `ends`; of a character that may end, or be a line break, it alone.
    fn read_run(&mut self, ends: impl Fn(u8) -> bool, into: &mut String) {
        match self.run(ends) {
            "" => self.read(into),
            // What is whole at once takes no more memory than it needs.
            run if into.is_empty() && into.capacity() == 0 => *into = run.to_owned(),
            run => into.push_str(run),
        }
    }

    /// One blank or line break of a gap.
    fn read_gap(&mut self, gap: &mut Gap) {
        if self.is_blank(0) {
            match gap.has_break {
                true => self.skip(),
                false => self.read(&mut gap.blanks),
            }
        } else if gap.has_break {
            self.read_break(&mut gap.other_breaks);
        } else {
            gap.blanks.clear();
            self.read_break(&mut gap.first_break);
            gap.has_break = true;
        }
    }

    pub(super) fn plain(&mut self) -> Scanned<()> {
        let (start, mut end) = (self.mark, self.mark);
        let indent = self.indent + 1;
        let (mut value, mut gap) = (String::new(), Gap::default());
        loop {
            if self.mark.column == 0 && self.is_document_mark() || self.byte(0) == b'#' {
                break;
            }
            while !self.is_blank_or_end(0) {
                let next = self.byte(0);
                let ends = next == b':' && self.is_blank_or_end(1)
                    || self.flow_level > 0 && matches!(next, b',' | b'?' | b'[' | b']' | b'{' | b'}');
                if ends {
                    break;
                }
                gap.join(&mut value);
                let is_end = |byte| matches!(byte, b' ' | b'\t' | b':' | b',' | b'?' | b'[' | b']' | b'{' | b'}');
                self.read_run(is_end, &mut value);
                end = self.mark;
            }
            if !self.is_blank(0) && self.break_length(0) == 0 {
                break;
            }
            while self.is_blank(0) || self.break_length(0) > 0 {
                if gap.has_break && (self.mark.column as isize) < indent && self.byte(0) == b'\t' {
                    return self.error(start, "found a tab character that violates indentation");
                }
                self.read_gap(&mut gap);
            }
            if self.flow_level == 0 && (self.mark.column as isize) < indent {
                break;
            }
        }
        self.key_allowed |= gap.has_break;
        self.scalar(value, ScalarStyle::Plain, start, end)
    }

    fn scalar(&mut self, value: String, style: ScalarStyle, start: Mark, end: Mark) -> Scanned<()> {
        self.waiting.push_back(super::Token { kind: TokenKind::Scalar(value, style), start, end });
        Ok(())
    }

    pub(super) fn quoted(&mut self) -> Scanned<()> {
        let start = self.mark;
        let quote = self.byte(0);
        self.skip();
        let (mut value, mut gap) = (String::new(), Gap::default());
        loop {
            if self.mark.column == 0 && self.is_document_mark() {
                return self.error(start, "found unexpected document indicator");
            }
            if self.byte(0) == 0 {
                return self.error(start, "found unexpected end of stream");
            }
            while !self.is_blank_or_end(0) {
                match self.byte(0) {
                    b'\'' if quote == b'\'' && self.byte(1) == b'\'' => {
                        self.skip();
                        self.skip();
                        value.push('\'');
                    }
                    byte if byte == quote => break,
                    b'\\' if quote == b'"' && self.break_length(1) > 0 => {
                        self.skip();
                        self.read_break(&mut String::new());
                        gap.has_break = true;
                        break;
                    }
                    b'\\' if quote == b'"' => self.escape(start, &mut value)?,
                    _ => self.read_run(|byte| matches!(byte, b' ' | b'\t' | b'\'' | b'"' | b'\\'), &mut value),
                }
            }
            if self.byte(0) == quote && !gap.has_break {
                break;
            }
            while self.is_blank(0) || self.break_length(0) > 0 {
                self.read_gap(&mut gap);
            }
            gap.join(&mut value);
            if self.byte(0) == quote && quote != b'\'' {
                break;
            }
            if self.byte(0) == b'\'' && quote == b'\'' && self.byte(1) != b'\'' {
                break;
            }
        }
        self.skip();
        let style = if quote == b'\'' { ScalarStyle::SingleQuoted } else { ScalarStyle::DoubleQuoted };
        self.scalar(value, style, start, self.mark)
    }

    fn escape(&mut self, start: Mark, value: &mut String) -> Scanned<()> {
        let digits = match self.byte(1) {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            _ => 0,
        };
        if digits > 0 {
            let text = self.rest().get(2..2 + digits).filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()));
            let Some(Ok(code)) = text.map(|text| u32::from_str_radix(text, 16)) else {
                self.skip();
                self.skip();
                return self.error(start, "did not find expected hexdecimal number");
            };
            let Some(character) = char::from_u32(code) else {
                self.skip();
                self.skip();
                return self.error(start, "found invalid Unicode character escape code");
            };
            value.push(character);
            (0..2 + digits).for_each(|_| self.skip());
            return Ok(());
        }
        value.push(match self.byte(1) {
            b'0' => '\0',
            b'a' => '\x07',
            b'b' => '\x08',
            b't' | b'\t' => '\t',
            b'n' => '\n',
            b'v' => '\x0B',
            b'f' => '\x0C',
            b'r' => '\r',
            b'e' => '\x1B',
            b'N' => '\u{85}',
            b'_' => '\u{A0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            same @ (b' ' | b'"' | b'\'' | b'\\') => char::from(same),
            _ => return self.error(start, "found unknown escape character"),
        });
        self.skip();
        self.skip();
        Ok(())
    }

    pub(super) fn block_scalar(&mut self, literal: bool) -> Scanned<()> {
        let start = self.mark;
        self.skip();
        let (keep, increment) = self.block_header(start)?;
        let mut indent = if increment > 0 { self.indent.max(0) + increment } else { 0 };
        let (mut value, mut first_break, mut other_breaks) = (String::new(), String::new(), String::new());
        let mut end = self.block_breaks(&mut indent, &mut other_breaks, start)?;
        let mut was_blank = false;
        while self.mark.column as isize == indent && self.byte(0) != 0 {
            // Lines that begin with a blank are not folded.
            let is_blank = self.is_blank(0);
            if !literal && first_break.starts_with('\n') && !was_blank && !is_blank {
                if other_breaks.is_empty() {
                    value.push(' ');
                }
            } else {
                value.push_str(&first_break);
            }
            first_break.clear();
            value.push_str(&other_breaks);
            other_breaks.clear();
            was_blank = is_blank;
            while !self.is_break_or_end(0) {
                self.read_run(|_| false, &mut value);
            }
            self.read_break(&mut first_break);
            end = self.block_breaks(&mut indent, &mut other_breaks, start)?;
        }
        if keep != Some(false) {
            value.push_str(&first_break);
        }
        if keep == Some(true) {
            value.push_str(&other_breaks);
        }
        let style = if literal { ScalarStyle::Literal } else { ScalarStyle::Folded };
        self.scalar(value, style, start, end)
    }

    /// What stands behind the `|` or `>`: whether the breaks at the end all stay or all go, and the indentation.
    fn block_header(&mut self, start: Mark) -> Scanned<(Option<bool>, isize)> {
        let (mut keep, mut increment) = (None, 0);
        for _ in 0..2 {
            match self.byte(0) {
                mark @ (b'+' | b'-') if keep.is_none() => keep = Some(mark == b'+'),
                b'0' if increment == 0 => return self.error(start, "found an indentation indicator equal to 0"),
                digit @ b'1'..=b'9' if increment == 0 => increment = isize::from(digit - b'0'),
                _ => break,
            }
            self.skip();
        }
        while self.is_blank(0) {
            self.skip();
        }
        if self.byte(0) == b'#' {
            self.skip_line();
        }
        if !self.is_break_or_end(0) {
            return self.error(start, "did not find expected comment or line break");
        }
        self.read_break(&mut String::new());
        Ok((keep, increment))
    }

    /// Indentation and empty lines; the indentation is found by them if it is not known. Gives where the last line ended.
    fn block_breaks(&mut self, indent: &mut isize, breaks: &mut String, start: Mark) -> Scanned<Mark> {
        let mut end = self.mark;
        let mut deepest = 0;
        loop {
            while (*indent == 0 || (self.mark.column as isize) < *indent) && self.byte(0) == b' ' {
                self.skip_ascii();
            }
            deepest = deepest.max(self.mark.column as isize);
            if (*indent == 0 || (self.mark.column as isize) < *indent) && self.byte(0) == b'\t' {
                return self.error(start, "found a tab character where an indentation space is expected");
            }
            if self.break_length(0) == 0 {
                break;
            }
            self.read_break(breaks);
            end = self.mark;
        }
        if *indent == 0 {
            *indent = deepest.max(self.indent + 1).max(1);
        }
        Ok(end)
    }
}
