//! String literals: `"…"` and `'…'` with escapes, and `` `…` `` without.

use super::cursor::{Cursor, code_point};
use std::ops::Range;

/// Why a literal cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::promql) struct Broken {
    pub(in crate::promql) message: String,
    /// The bytes that are wrong: an escape, a character, or all up to where the literal should have ended.
    pub(in crate::promql) part: Range<usize>,
}

/// Reads the literal that `text` starts with: how many bytes it takes, quotes included, and its value.
///
/// A value can hold any bytes, because `\xff` and `\377` stand for bytes, not characters.
pub(in crate::promql) fn read(text: &str) -> Result<(usize, Vec<u8>), Broken> {
    let mut cursor = Cursor::new(text);
    let mut value = Vec::new();
    match literal(&mut cursor, &mut value) {
        Ok(()) => Ok((cursor.position, value)),
        Err(message) => Err(Broken { message, part: cursor.start..cursor.position }),
    }
}

/// Reads a literal; after an error the cursor's token is what is wrong.
fn literal(cursor: &mut Cursor<'_>, value: &mut Vec<u8>) -> Result<(), String> {
    let quote = cursor.next();
    let raw = quote == Some('`');
    loop {
        cursor.start = cursor.position;
        match cursor.next() {
            None if raw => return Err(unterminated(cursor, "raw")),
            None => return Err(unterminated(cursor, "quoted")),
            Some('\n') if !raw => return Err(unterminated(cursor, "quoted")),
            // The decoder's mark of a broken character cannot be told from the character itself.
            Some(char::REPLACEMENT_CHARACTER) => return Err("invalid UTF-8 rune".to_owned()),
            Some('\\') if !raw => escape(cursor, quote, value)?,
            next if next == quote => return Ok(()),
            Some(next) => push(value, next),
        }
    }
}

fn unterminated(cursor: &mut Cursor<'_>, kind: &str) -> String {
    cursor.step_back();
    cursor.start = 0;
    format!("unterminated {kind} string")
}

/// Reads what follows a backslash.
fn escape(cursor: &mut Cursor<'_>, quote: Option<char>, value: &mut Vec<u8>) -> Result<(), String> {
    let not_terminated = || "escape sequence not terminated".to_owned();
    let kind = cursor.next().ok_or_else(not_terminated)?;
    let simple = match kind {
        'a' => 0x07,
        'b' => 0x08,
        'f' => 0x0c,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 0x0b,
        '\\' => b'\\',
        other if Some(other) == quote => {
            push(value, other);
            return Ok(());
        }
        '0'..='7' => {
            cursor.step_back();
            let number = digits(cursor, 3, 8)?;
            value.push(u8::try_from(number).map_err(|_| invalid_code_point())?);
            return Ok(());
        }
        'x' => digits(cursor, 2, 16)? as u8,
        'u' | 'U' => {
            let number = digits(cursor, if kind == 'u' { 4 } else { 8 }, 16)?;
            push(value, char::from_u32(number).ok_or_else(invalid_code_point)?);
            return Ok(());
        }
        other => return Err(format!("unknown escape sequence {}", code_point(other))),
    };
    value.push(simple);
    Ok(())
}

fn invalid_code_point() -> String {
    "escape sequence is an invalid Unicode code point".to_owned()
}

/// Reads exactly `count` digits of a number; at most eight hexadecimal ones, so it fits.
fn digits(cursor: &mut Cursor<'_>, count: usize, base: u32) -> Result<u32, String> {
    let mut number: u32 = 0;
    for _ in 0..count {
        let next = cursor.next().ok_or("escape sequence not terminated")?;
        let digit =
            next.to_digit(base).ok_or_else(|| format!("illegal character {} in escape sequence", code_point(next)))?;
        number = number.wrapping_mul(base).wrapping_add(digit);
    }
    Ok(number)
}

fn push(value: &mut Vec<u8>, character: char) {
    value.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::read;

    #[track_caller]
    fn reads(text: &str, expected: &[u8]) {
        assert_eq!(read(text), Ok((text.len(), expected.to_vec())), "{text}");
    }

    #[track_caller]
    fn fails(text: &str, expected: &str) {
        assert_eq!(read(text).map_err(|broken| broken.message), Err(expected.to_owned()), "{text}");
    }

    #[test]
    fn escapes_give_bytes_and_characters() {
        reads(r#""\x41\u00e9\101\U0001F600""#, "AéA😀".as_bytes());
        reads(r#"'\xff\377\'"'"#, b"\xff\xff'\"");
        reads("`a\\n'\nb`", b"a\\n'\nb");
        assert_eq!(read(r#""a" "b""#), Ok((3, b"a".to_vec())));
    }

    #[test]
    fn broken_literals_are_explained() {
        fails("\"a", "unterminated quoted string");
        fails("'a\n'", "unterminated quoted string");
        fails("`a\n", "unterminated raw string");
        fails("\"\\", "escape sequence not terminated");
        fails("\"\\x4", "escape sequence not terminated");
        fails(r#""\z""#, "unknown escape sequence U+007A 'z'");
        fails(r#""\'""#, "unknown escape sequence U+0027 '''");
        fails(r#""\x4""#, "illegal character U+0022 '\"' in escape sequence");
        fails(r#""\400""#, "escape sequence is an invalid Unicode code point");
        fails(r#""\ud800""#, "escape sequence is an invalid Unicode code point");
        fails(r#""\U00110000""#, "escape sequence is an invalid Unicode code point");
        fails("\"\u{fffd}\"", "invalid UTF-8 rune");
    }
    #[test]
    fn the_part_that_is_wrong_is_known() {
        for (text, expected) in [
            (r#""ab\zc""#, r"\z"),
            (r#""a\x4g""#, r"\x4g"),
            ("'ab\nc'", "'ab"),
            ("`ab\nc", "`ab\nc"),
            ("'é\u{fffd}'", "\u{fffd}"),
            (r#""a\"#, r"\"),
        ] {
            let part = read(text).expect_err("it is broken").part;
            assert_eq!(text.get(part), Some(expected), "{text}");
        }
    }
}
