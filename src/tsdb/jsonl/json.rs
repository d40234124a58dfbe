//! A cursor over the JSON of one line.
//!
//! The lines are mostly arrays of numbers, so no tree is built: the caller walks along and knows what comes next. What it
//! does not know it skips, without recursion, so that no depth of nesting does harm.

use crate::model::sample::{NORMAL_NAN_BITS, STALE_BITS};
use std::borrow::Cow;

/// What is wrong with a line, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {what}")]
pub struct JsonFault {
    /// The byte of the line, from 1 on.
    pub column: usize,
    /// What is wrong.
    pub what: What,
}

/// What is wrong with JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// Something else stands where this was expected.
    #[error("expected {0}")]
    Expected(&'static str),
    /// The line ends where this was expected.
    #[error("the line ends where {0} was expected")]
    Ends(&'static str),
    /// A string that is no text.
    #[error("the string is not valid: {0}")]
    String(String),
    /// A number that no float or integer can hold.
    #[error("the number {0} is out of range")]
    OutOfRange(String),
    /// A string that stands for no number.
    #[error("{0:?} is not a number")]
    NotANumber(String),
    /// What the JSON says makes no sense.
    #[error("{0}")]
    Line(#[from] super::LineFault),
}

/// Powers of ten that are floats.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];
/// Integers up to this are floats.
const EXACT: u64 = 1 << 53;
/// So many digits fit 64 bits.
const MOST_DIGITS: usize = 19;

/// See the module's documentation.
#[derive(Clone, Debug)]
pub(super) struct Json<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Json<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Json<'a> {
        Json { bytes, position: 0 }
    }

    /// Bytes before the cursor.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// A fault at `position`.
    pub(super) fn fault_at(position: usize, what: impl Into<What>) -> JsonFault {
        JsonFault { column: position + 1, what: what.into() }
    }

    fn expected(&self, what: &'static str) -> JsonFault {
        let fault = if self.position >= self.bytes.len() { What::Ends(what) } else { What::Expected(what) };
        Json::fault_at(self.position, fault)
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.position..).unwrap_or_default()
    }

    /// The next byte that is no blank.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.position) {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.position += 1,
                byte => return byte.copied(),
            }
        }
    }

    #[inline]
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.position += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8, what: &'static str) -> Result<(), JsonFault> {
        if self.take(byte) { Ok(()) } else { Err(self.expected(what)) }
    }

    /// Nothing follows.
    pub(super) fn end(&mut self) -> Result<(), JsonFault> {
        if self.peek().is_none() { Ok(()) } else { Err(self.expected("the end of the line")) }
    }

    /// Walks over an object; `member` must consume the value of each key.
    pub(super) fn object(
        &mut self,
        mut member: impl FnMut(&mut Json<'a>, &str) -> Result<(), JsonFault>,
    ) -> Result<(), JsonFault> {
        self.expect(b'{', "an object")?;
        if self.take(b'}') {
            return Ok(());
        }
        loop {
            let key = self.string()?;
            self.expect(b':', "`:`")?;
            member(self, &key)?;
            if !self.take(b',') {
                return self.expect(b'}', "`,` or `}`");
            }
        }
    }

    /// Walks over an array; `element` must consume each element.
    #[inline]
    pub(super) fn array(
        &mut self,
        mut element: impl FnMut(&mut Json<'a>) -> Result<(), JsonFault>,
    ) -> Result<(), JsonFault> {
        self.expect(b'[', "an array")?;
        if self.take(b']') {
            return Ok(());
        }
        loop {
            element(self)?;
            if !self.take(b',') {
                return self.expect(b']', "`,` or `]`");
            }
        }
    }

    /// A string.
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, JsonFault> {
        let (begin, escaped) = self.skip_string()?;
        let quoted = self.bytes.get(begin..self.position).unwrap_or_default();
        let wrong = |reason: String| Json::fault_at(begin, What::String(reason));
        if escaped {
            let text: String = serde_json::from_slice(quoted).map_err(|error| wrong(reason(&error)))?;
            return Ok(Cow::Owned(text));
        }
        let text = quoted.get(1..quoted.len() - 1).unwrap_or_default();
        if text.iter().any(|byte| *byte < 0x20) {
            return Err(wrong("a control character must be escaped".to_owned()));
        }
        std::str::from_utf8(text).map(Cow::Borrowed).map_err(|_| wrong("it is not UTF-8".to_owned()))
    }

    /// Passes over a string; gives where it begins, and whether it has escapes.
    fn skip_string(&mut self) -> Result<(usize, bool), JsonFault> {
        if self.peek() != Some(b'"') {
            return Err(self.expected("a string"));
        }
        let begin = self.position;
        let mut escaped = false;
        let mut position = begin + 1;
        loop {
            let rest = self.bytes.get(position..).unwrap_or_default();
            let Some(found) = memchr::memchr2(b'"', b'\\', rest) else {
                return Err(Json::fault_at(begin, What::String("it does not end".to_owned())));
            };
            position += found + 1;
            if rest.get(found) == Some(&b'"') {
                self.position = position;
                return Ok((begin, escaped));
            }
            escaped = true;
            position += 1;
        }
    }

    /// Passes over any value.
    pub(super) fn skip(&mut self) -> Result<(), JsonFault> {
        let mut depth = 0usize;
        loop {
            match self.peek() {
                Some(b'"') => drop(self.skip_string()?),
                Some(b'{' | b'[') => {
                    self.position += 1;
                    depth += 1;
                    continue;
                }
                Some(b'}' | b']') if depth > 0 => {
                    self.position += 1;
                    depth -= 1;
                }
                Some(b',' | b':') if depth > 0 => {
                    self.position += 1;
                    continue;
                }
                Some(byte) if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+') => {
                    self.position += self.rest().iter().take_while(|byte| is_of_scalar(**byte)).count();
                }
                _ => return Err(self.expected("a value")),
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// An integer.
    #[inline]
    pub(super) fn integer(&mut self) -> Result<i64, JsonFault> {
        let negative = self.take(b'-');
        let begin = self.position;
        let mut value = 0u64;
        let mut digits = 0;
        for byte in self.rest() {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
            digits += 1;
        }
        if digits == 0 {
            return Err(self.expected("an integer"));
        }
        self.position += digits;
        if matches!(self.bytes.get(self.position), Some(b'.' | b'e' | b'E')) {
            return Err(Json::fault_at(begin, What::Expected("an integer")));
        }
        let signed = if negative { 0i64.checked_sub_unsigned(value) } else { i64::try_from(value).ok() };
        match signed.filter(|_| digits <= MOST_DIGITS) {
            Some(value) => Ok(value),
            None => {
                let sign = if negative { "-" } else { "" };
                let text = String::from_utf8_lossy(self.bytes.get(begin..self.position).unwrap_or_default());
                Err(Json::fault_at(begin, What::OutOfRange(format!("{sign}{text}"))))
            }
        }
    }

    /// A float in any of the spellings.
    #[inline]
    pub(super) fn float(&mut self) -> Result<f64, JsonFault> {
        match self.peek() {
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.special(),
        }
    }

    #[inline]
    fn number(&mut self) -> Result<f64, JsonFault> {
        let rest = self.rest();
        let negative = rest.first() == Some(&b'-');
        let (mut digits, mut mantissa, mut point) = (0usize, 0u64, None);
        let mut length = usize::from(negative);
        while let Some(&byte) = rest.get(length) {
            let digit = byte.wrapping_sub(b'0');
            if digit < 10 {
                mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
                digits += 1;
            } else if byte == b'.' && point.is_none() {
                point = Some(digits);
            } else {
                break;
            }
            length += 1;
        }
        let decimals = point.map_or(0, |point| digits - point);
        let is_plain = digits <= MOST_DIGITS && mantissa <= EXACT && digits > decimals && point != Some(digits);
        match TENS.get(decimals) {
            Some(tens) if is_plain && !matches!(rest.get(length), Some(b'e' | b'E' | b'.')) => {
                self.position += length;
                // Both are exact, so the quotient is the nearest float.
                let value = if decimals == 0 { mantissa as f64 } else { mantissa as f64 / tens };
                Ok(if negative { -value } else { value })
            }
            _ => self.any_number(),
        }
    }

    /// A number with an exponent or with many digits.
    #[cold]
    fn any_number(&mut self) -> Result<f64, JsonFault> {
        let length = self.rest().iter().take_while(|byte| is_of_scalar(**byte)).count();
        let text = self.rest().get(..length).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default();
        let wrong = |what| Err(Json::fault_at(self.position, what));
        // The standard library also takes `1.`, `.5` and `inf`; only the latter would be misread.
        let is_number = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
        match text.parse::<f64>() {
            Ok(value) if is_number && value.is_finite() => {
                self.position += length;
                Ok(value)
            }
            Ok(_) if is_number => wrong(What::OutOfRange(text.to_owned())),
            _ => wrong(What::NotANumber(text.to_owned())),
        }
    }

    /// What is no decimal number: `null`, the strings of the module's documentation, and bare words as Python writes
    /// them.
    #[cold]
    fn special(&mut self) -> Result<f64, JsonFault> {
        let begin = self.position;
        let word = match self.peek() {
            Some(b'"') => self.string()?,
            Some(byte) if byte.is_ascii_alphabetic() || byte == b'+' => {
                let length = self.rest().iter().take_while(|byte| is_of_scalar(**byte)).count();
                let word = String::from_utf8_lossy(self.rest().get(..length).unwrap_or_default());
                self.position += length;
                word
            }
            _ => return Err(self.expected("a number")),
        };
        value_of(&word).ok_or_else(|| Json::fault_at(begin, What::NotANumber(word.into_owned())))
    }
}

/// The float that a word stands for.
fn value_of(word: &str) -> Option<f64> {
    if let Some(digits) = word.strip_prefix("0x") {
        return bits(digits);
    }
    let (negative, magnitude) = match word.as_bytes().first() {
        Some(b'-') => (true, word.get(1..)?),
        Some(b'+') => (false, word.get(1..)?),
        _ => (false, word),
    };
    if ["inf", "infinity"].iter().any(|name| name.eq_ignore_ascii_case(magnitude)) {
        return Some(if negative { f64::NEG_INFINITY } else { f64::INFINITY });
    }
    match word {
        "stale" => Some(f64::from_bits(STALE_BITS)),
        _ if ["nan", "null"].iter().any(|name| name.eq_ignore_ascii_case(word)) => {
            Some(f64::from_bits(NORMAL_NAN_BITS))
        }
        // Numbers as strings, as Prometheus' API writes them.
        _ if word.bytes().next_back()?.is_ascii_digit() => word.parse().ok().filter(|value: &f64| value.is_finite()),
        _ => None,
    }
}

/// The float with these bits, given as 16 hexadecimal digits.
pub(super) fn bits(digits: &str) -> Option<f64> {
    let is_hexadecimal = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let bits = u64::from_str_radix(digits, 16).ok()?;
    is_hexadecimal.then_some(f64::from_bits(bits))
}

fn is_of_scalar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')
}

/// The library's report without its own position.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}
