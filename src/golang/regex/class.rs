//! Character classes and escapes of Go's regular expressions.

use super::{
    parser::{check_utf8, consumed},
    syntax::{Class, RegexError},
};
use std::fmt::Write;

const MISSING_BRACKET: &str = "missing closing ]";
const INVALID_RANGE: &str = "invalid character class range";
const INVALID_ESCAPE: &str = "invalid escape sequence";
const TRAILING_BACKSLASH: &str = "trailing backslash at end of expression";

/// Classes with at most this many characters are listed one by one.
const MAX_LISTED: usize = 32;

/// Collects the members of a class.
pub(super) struct Builder {
    items: String,
    listed: Option<Vec<char>>,
    fold: bool,
}

impl Builder {
    pub(super) fn new(fold: bool) -> Builder {
        Builder { items: String::new(), listed: Some(Vec::new()), fold }
    }

    /// The class of everything added; with `negated`, of everything else.
    pub(super) fn finish(self, negated: bool) -> Class {
        let listed = if negated || self.fold { None } else { self.listed };
        Class { items: self.items, negated, fold: self.fold, listed }
    }

    /// Adds a range of code points. Surrogates are left out: no text contains them, and Rust refuses them.
    fn add_range(&mut self, low: u32, high: u32) {
        self.add_scalars(low, high.min(0xD7FF));
        self.add_scalars(low.max(0xE000), high);
    }

    fn add_scalars(&mut self, low: u32, high: u32) {
        if low > high {
            return;
        }
        // Writing into a string cannot fail.
        let _ = match low == high {
            true => write!(self.items, "\\x{{{low:x}}}"),
            false => write!(self.items, "\\x{{{low:x}}}-\\x{{{high:x}}}"),
        };
        let length = (high - low) as usize + 1;
        match &mut self.listed {
            Some(listed) if listed.len() + length <= MAX_LISTED => {
                listed.extend((low..=high).filter_map(char::from_u32));
            }
            listed => *listed = None,
        }
    }

    /// Adds members in Rust's class syntax.
    fn add_items(&mut self, items: &str, negated: bool) {
        self.listed = None;
        match negated {
            true => self.items.extend(["[^", items, "]"]),
            false => self.items.push_str(items),
        }
    }
}

/// Parses a class from its `[` on; returns it and what follows the `]`.
pub(super) fn parse(text: &[u8], fold: bool) -> Result<(Class, &[u8]), RegexError> {
    let mut class = Builder::new(fold);
    let (negated, mut rest) = match &text[1..] {
        [b'^', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let mut first = true;
    while first || rest.first() != Some(&b']') {
        first = false;
        if let Some(after) = named_class(rest, &mut class)? {
            rest = after;
            continue;
        }
        if let Some(after) = unicode_class(rest, &mut class)?.or_else(|| perl_class(rest, &mut class)) {
            rest = after;
            continue;
        }
        let range = rest;
        let (low, after) = class_rune(rest, text)?;
        rest = after;
        let mut high = low;
        // In `[a-]` the minus is a member.
        if let [b'-', second, ..] = rest
            && *second != b']'
        {
            (high, rest) = class_rune(&rest[1..], text)?;
            if high < low {
                return Err(RegexError::new(INVALID_RANGE, consumed(range, rest)));
            }
        }
        class.add_range(low, high);
    }
    Ok((class.finish(negated), &rest[1..]))
}

fn class_rune<'a>(text: &'a [u8], whole_class: &[u8]) -> Result<(u32, &'a [u8]), RegexError> {
    match text.first() {
        None => Err(RegexError::new(MISSING_BRACKET, whole_class)),
        Some(b'\\') => escape(text),
        Some(_) => next_rune(text),
    }
}

/// Reads `[:alpha:]` or `[:^alpha:]`; `None` if the text is none.
fn named_class<'a>(text: &'a [u8], class: &mut Builder) -> Result<Option<&'a [u8]>, RegexError> {
    let Some(end) = text.strip_prefix(b"[:").and_then(|rest| memchr::memmem::find(rest, b":]")) else {
        return Ok(None);
    };
    let (name, rest) = text.split_at(end + 4);
    let bare = &name[2..name.len() - 2];
    let (negated, bare) = bare.strip_prefix(b"^").map_or((false, bare), |bare| (true, bare));
    let known: [&[u8]; 14] = [
        b"alnum", b"alpha", b"ascii", b"blank", b"cntrl", b"digit", b"graph", b"lower", b"print", b"punct", b"space",
        b"upper", b"word", b"xdigit",
    ];
    if !known.contains(&bare) {
        return Err(RegexError::new(INVALID_RANGE, name));
    }
    class.add_items(&format!("[:{}:]", String::from_utf8_lossy(bare)), negated);
    Ok(Some(rest))
}

/// Reads `\d`, `\D`, `\s`, `\S`, `\w`, `\W`, which are ASCII in Go.
pub(super) fn perl_class<'a>(text: &'a [u8], class: &mut Builder) -> Option<&'a [u8]> {
    let [b'\\', letter, rest @ ..] = text else { return None };
    let items = match letter.to_ascii_lowercase() {
        b'd' => "0-9",
        b's' => r"\t\n\f\r\x20",
        b'w' => "0-9A-Za-z_",
        _ => return None,
    };
    class.add_items(items, letter.is_ascii_uppercase());
    Some(rest)
}

/// Reads `\pL`, `\p{Greek}`, `\P{^Greek}`; `None` if the text is none.
pub(super) fn unicode_class<'a>(text: &'a [u8], class: &mut Builder) -> Result<Option<&'a [u8]>, RegexError> {
    let [b'\\', letter @ (b'p' | b'P'), tail @ ..] = text else { return Ok(None) };
    let (sequence, name) = if tail.first() == Some(&b'{') {
        let Some(end) = memchr::memchr(b'}', text) else {
            check_utf8(text)?;
            return Err(RegexError::new(INVALID_RANGE, text));
        };
        (&text[..=end], check_utf8(&text[3..end])?)
    } else {
        let rest = if tail.is_empty() { tail } else { next_rune(tail)?.1 };
        (consumed(text, rest), check_utf8(consumed(tail, rest))?)
    };
    let (negated, name) = name.strip_prefix('^').map_or((false, name), |name| (true, name));
    let items = unicode_table(name).ok_or_else(|| RegexError::new(INVALID_RANGE, sequence))?;
    class.add_items(&items, negated != (*letter == b'P'));
    Ok(Some(&text[sequence.len()..]))
}

/// Rust's spelling of Go's table of that name: `Any`, a general category, or a script's long name.
fn unicode_table(name: &str) -> Option<String> {
    const CATEGORIES: &[&str] = &[
        "C", "Cc", "Cf", "Cn", "Co", "L", "LC", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl",
        "No", "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm", "So", "Z", "Zl", "Zp", "Zs",
    ];
    // The scripts whose long name has four letters; all other four-letter names are abbreviations, unknown to Go.
    const FOUR_LETTER_SCRIPTS: &[&str] = &["Ahom", "Cham", "Kawi", "Lisu", "Newa", "Thai", "Toto"];
    match name {
        "Any" => return Some("\\p{Any}".into()),
        // Surrogates: no text contains one, so the class is empty.
        "Cs" => return Some(r"[a&&b]".into()),
        _ if CATEGORIES.contains(&name) => return Some(format!("\\p{{gc={name}}}")),
        _ => {}
    }
    let spelled = name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && (name.len() != 4 || FOUR_LETTER_SCRIPTS.contains(&name));
    let items = format!("\\p{{sc={name}}}");
    (spelled && regex::Regex::new(&items).is_ok()).then_some(items)
}

/// Reads an escaped character from its backslash on.
pub(super) fn escape(text: &[u8]) -> Result<(u32, &[u8]), RegexError> {
    if text.len() < 2 {
        return Err(RegexError::new(TRAILING_BACKSLASH, b""));
    }
    let (rune, rest) = next_rune(&text[1..])?;
    let invalid = |rest: &[u8]| RegexError::new(INVALID_ESCAPE, consumed(text, rest));
    let simple = match u8::try_from(rune) {
        Ok(byte @ b'0'..=b'7') => {
            let more = rest.iter().take(2).take_while(|digit| matches!(digit, b'0'..=b'7')).count();
            // A single non-zero digit would be a back reference.
            if byte != b'0' && more == 0 {
                return Err(invalid(rest));
            }
            let (digits, rest) = rest.split_at(more);
            let value = digits.iter().fold(u32::from(byte - b'0'), |value, digit| value * 8 + u32::from(digit - b'0'));
            return Ok((value, rest));
        }
        Ok(b'x') => return hexadecimal(text, rest),
        Ok(b'a') => 7,
        Ok(b'f') => 12,
        Ok(b'n') => 10,
        Ok(b'r') => 13,
        Ok(b't') => 9,
        Ok(b'v') => 11,
        Ok(byte) if byte.is_ascii() && !byte.is_ascii_alphanumeric() => rune,
        _ => return Err(invalid(rest)),
    };
    Ok((simple, rest))
}

/// Reads the digits of `\x41` and `\x{1F600}`; `text` starts at the backslash, `rest` behind the `x`.
fn hexadecimal<'a>(text: &[u8], mut rest: &'a [u8]) -> Result<(u32, &'a [u8]), RegexError> {
    let invalid = |rest: &[u8]| Err(RegexError::new(INVALID_ESCAPE, consumed(text, rest)));
    let digit = |rune: u32| char::from_u32(rune).and_then(|rune| rune.to_digit(16));
    if let Some(after) = rest.strip_prefix(b"{") {
        rest = after;
        let (mut value, mut digits) = (0u32, 0);
        while !rest.is_empty() {
            let (rune, after) = next_rune(rest)?;
            rest = after;
            match digit(rune) {
                Some(digit) => (value, digits) = (value * 16 + digit, digits + 1),
                None if rune == u32::from('}') && digits > 0 => return Ok((value, rest)),
                None => break,
            }
            if value > u32::from(char::MAX) {
                break;
            }
        }
        return invalid(rest);
    }
    let mut value = Some(0);
    for _ in 0..2 {
        if rest.is_empty() {
            return invalid(rest);
        }
        let (rune, after) = next_rune(rest)?;
        rest = after;
        value = value.and_then(|value| Some(value * 16 + digit(rune)?));
    }
    value.map_or_else(|| invalid(rest), |value| Ok((value, rest)))
}

/// The first character of a text that is not empty.
pub(super) fn next_rune(text: &[u8]) -> Result<(u32, &[u8]), RegexError> {
    let head = &text[..text.len().min(4)];
    let chunk = head.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    match chunk.chars().next() {
        Some(rune) => Ok((rune.into(), &text[rune.len_utf8()..])),
        None => Err(RegexError::new(super::parser::INVALID_UTF8, text)),
    }
}
