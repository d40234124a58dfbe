//! Go's quoted strings and characters.

/// `strconv.Quote`: a double-quoted Go string literal; printable Unicode is kept, invalid bytes become `\x80`.
pub fn quote(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len() + 2);
    append_quoted(&mut out, bytes);
    // Everything appended is either ASCII or a whole valid sequence of the input.
    String::from_utf8(out).unwrap_or_default()
}

/// `strconv.QuoteRune`, as `%q` prints a character: `'x'`, `'\''`, `'\u00a0'`.
pub fn quote_rune(rune: char) -> String {
    let mut out = vec![b'\''];
    append_escaped(&mut out, rune, b'\'');
    out.push(b'\'');
    String::from_utf8(out).unwrap_or_default()
}

/// Appends what [`quote`] returns.
pub fn append_quoted(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'"');
    for chunk in bytes.utf8_chunks() {
        append_quoted_text(out, chunk.valid());
        for byte in chunk.invalid() {
            append_hexadecimal(out, b"\\x", u32::from(*byte), 2);
        }
    }
    out.push(b'"');
}

fn append_quoted_text(out: &mut Vec<u8>, mut text: &str) {
    loop {
        let plain = text.bytes().position(|byte| !matches!(byte, b' '..=b'~') || matches!(byte, b'"' | b'\\'));
        let (head, tail) = text.split_at(plain.unwrap_or(text.len()));
        out.extend_from_slice(head.as_bytes());
        let mut rest = tail.chars();
        let Some(rune) = rest.next() else { return };
        append_escaped(out, rune, b'"');
        text = rest.as_str();
    }
}

fn append_escaped(out: &mut Vec<u8>, rune: char, quote: u8) {
    let short = match rune {
        '\\' => b'\\',
        _ if rune == char::from(quote) => quote,
        _ if is_printable(rune) => return out.extend_from_slice(rune.encode_utf8(&mut [0; 4]).as_bytes()),
        '\x07' => b'a',
        '\x08' => b'b',
        '\x0c' => b'f',
        '\n' => b'n',
        '\r' => b'r',
        '\t' => b't',
        '\x0b' => b'v',
        '\0'..' ' | '\x7f' => return append_hexadecimal(out, b"\\x", rune.into(), 2),
        '\u{80}'..='\u{ffff}' => return append_hexadecimal(out, b"\\u", rune.into(), 4),
        _ => return append_hexadecimal(out, b"\\U", rune.into(), 8),
    };
    out.extend_from_slice(&[b'\\', short]);
}

fn append_hexadecimal(out: &mut Vec<u8>, prefix: &[u8], value: u32, digits: u32) {
    out.extend_from_slice(prefix);
    out.extend((0..digits).rev().map(|place| b"0123456789abcdef"[(value >> (4 * place) & 15) as usize]));
}

/// Go's `unicode.IsPrint`: letters, marks, numbers, punctuation, symbols and the ASCII space.
pub fn is_printable(rune: char) -> bool {
    if rune.is_ascii() {
        return matches!(rune, ' '..='~');
    }
    // `std` has the same table behind its debug form; after the first character of a text, marks are kept there too.
    let mut buffer = *b"a\0\0\0\0";
    let length = rune.encode_utf8(&mut buffer[1..]).len();
    std::str::from_utf8(&buffer[..=length]).is_ok_and(|text| text.escape_debug().eq(text.chars()))
}

/// `strconv.Unquote`: the value of a Go string literal (`"…"` or back-quoted) or character literal; `None` if it is
/// not exactly one valid literal. The value need not be UTF-8.
pub fn unquote(literal: &str) -> Option<Vec<u8>> {
    let quote = *literal.as_bytes().first()?;
    if literal.len() < 2 || !literal.as_bytes().ends_with(&[quote]) {
        return None;
    }
    let mut rest = &literal[1..literal.len() - 1];
    match quote {
        b'`' => (!rest.contains('`')).then(|| rest.replace('\r', "").into_bytes()),
        b'"' | b'\'' => {
            let mut value = Vec::with_capacity(rest.len());
            let mut runes = 0;
            while !rest.is_empty() {
                rest = unquote_rune(rest, quote, &mut value)?;
                runes += 1;
            }
            (quote == b'"' || runes == 1).then_some(value)
        }
        _ => None,
    }
}

/// Appends the value of the first, perhaps escaped, character of `text`; returns what follows it.
fn unquote_rune<'a>(text: &'a str, quote: u8, value: &mut Vec<u8>) -> Option<&'a str> {
    let mut runes = text.chars();
    let rune = runes.next()?;
    if rune != '\\' {
        if rune == char::from(quote) || rune == '\n' {
            return None;
        }
        value.extend_from_slice(rune.encode_utf8(&mut [0; 4]).as_bytes());
        return Some(runes.as_str());
    }
    let escape = runes.next()?;
    let rest = runes.as_str();
    let (digits, radix) = match escape {
        'x' => (2, 16),
        'u' => (4, 16),
        'U' => (8, 16),
        '0'..='7' => (3, 8),
        _ => {
            value.push(match escape {
                'a' => 7,
                'b' => 8,
                'f' => 12,
                'n' => b'\n',
                'r' => b'\r',
                't' => b'\t',
                'v' => 11,
                '\\' => b'\\',
                _ if escape == char::from(quote) => quote,
                _ => return None,
            });
            return Some(rest);
        }
    };
    let text = if radix == 8 { &text[1..] } else { rest };
    let (number, rest) = text.split_at_checked(digits)?;
    let number = number.bytes().all(|byte| char::from(byte).is_digit(radix)).then_some(number)?;
    let code = u32::from_str_radix(number, radix).ok()?;
    if matches!(escape, 'u' | 'U') {
        value.extend_from_slice(char::from_u32(code)?.encode_utf8(&mut [0; 4]).as_bytes());
    } else {
        value.push(u8::try_from(code).ok()?);
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quotes_as_go_does() {
        for (bytes, expected) in [
            (&b""[..], r#""""#),
            (b"a\"b\\c'", r#""a\"b\\c'""#),
            (b"\x07\x08\x0c\n\r\t\x0b\0\x1f\x7f", r#""\a\b\f\n\r\t\v\x00\x1f\x7f""#),
            ("é😀界\u{301}".as_bytes(), "\"é😀界\u{301}\""),
            ("\u{301}\u{fffd}".as_bytes(), "\"\u{301}\u{fffd}\""),
            ("\u{a0}\u{ad}\u{200b}\u{2028}\u{3000}\u{feff}".as_bytes(), r#""\u00a0\u00ad\u200b\u2028\u3000\ufeff""#),
            ("\u{85}\u{e000}\u{e0001}\u{10ffff}".as_bytes(), r#""\u0085\ue000\U000e0001\U0010ffff""#),
            (b"a\x80\xe2\x82b", r#""a\x80\xe2\x82b""#),
        ] {
            assert_eq!(quote(bytes), expected);
        }
        assert_eq!(quote_rune('\''), r"'\''");
        assert_eq!(quote_rune('"'), "'\"'");
        assert_eq!(quote_rune('\u{a0}'), r"'\u00a0'");
    }

    #[test]
    fn unquote_refuses_what_is_not_one_literal() {
        for literal in [
            "",
            "\"",
            "x",
            "\"a",
            "\"a\"b\"",
            "'ab'",
            "''",
            "\"\n\"",
            r#""\z""#,
            r#""\x4""#,
            r#""\400""#,
            r#""\ud800""#,
            r#""\'""#,
            "`a`b`",
            r#""\+12""#,
            r#""\x+1""#,
            "\"\\u00é\"",
        ] {
            assert_eq!(unquote(literal), None, "{literal}");
        }
        assert_eq!(
            unquote(r#""\x41\u00e9\101\U0001F600\xff""#).as_deref(),
            Some(&b"A\xc3\xa9A\xf0\x9f\x98\x80\xff"[..])
        );
        assert_eq!(unquote("'\\''").as_deref(), Some(&b"'"[..]));
        assert_eq!(unquote("`a\\n`").as_deref(), Some(&b"a\\n"[..]));
    }

    proptest! {
        #[test]
        fn unquote_reverses_quote(bytes: Vec<u8>) {
            prop_assert_eq!(unquote(&quote(&bytes)), Some(bytes));
        }

        #[test]
        fn unquote_never_panics(text in ".{0,20}|[\"'`][\\\\xuU0-9a-f\"]{0,12}[\"'`]") {
            let _ = unquote(&text);
        }
    }
}
