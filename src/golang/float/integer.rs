//! Integers as text and back, as `strconv` does.

use super::parse::underscores_are_fine;

/// Why an integer does not parse; the texts are Go's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseIntError {
    /// Not an integer in the given base.
    #[error("invalid syntax")]
    Syntax,
    /// An integer, but too large.
    #[error("value out of range")]
    Range,
}

/// Appends the decimal digits of `value`.
pub fn append_integer(out: &mut Vec<u8>, value: i64) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

/// `strconv.ParseInt(text, base, 64)`. Base 0 reads the base from the prefix (`0x`, `0o`, `0b`, `0` for octal) and
/// allows underscores between digits; other bases are 2 to 36.
pub fn parse_int(text: &str, base: u32) -> Result<i64, ParseIntError> {
    let (negative, digits) = match text.as_bytes() {
        [b'+', ..] => (false, &text[1..]),
        [b'-', ..] => (true, &text[1..]),
        _ => (false, text),
    };
    let magnitude = parse_uint(digits, base)?;
    match negative {
        false => i64::try_from(magnitude).map_err(|_| ParseIntError::Range),
        true => 0i64.checked_sub_unsigned(magnitude).ok_or(ParseIntError::Range),
    }
}

/// `strconv.ParseUint(text, base, 64)`: as [`parse_int`], without a sign.
pub fn parse_uint(text: &str, base: u32) -> Result<u64, ParseIntError> {
    let underscores_allowed = base == 0 && underscores_are_fine(text.as_bytes());
    let (base, digits) = match (base, text.as_bytes()) {
        (0, [b'0', b'x' | b'X', rest @ ..]) if !rest.is_empty() => (16, rest),
        (0, [b'0', b'o' | b'O', rest @ ..]) if !rest.is_empty() => (8, rest),
        (0, [b'0', b'b' | b'B', rest @ ..]) if !rest.is_empty() => (2, rest),
        (0, [b'0', rest @ ..]) if !rest.is_empty() => (8, rest),
        (0, rest) => (10, rest),
        (base, rest) => (base.clamp(2, 36), rest),
    };
    if digits.is_empty() {
        return Err(ParseIntError::Syntax);
    }
    let mut value = 0u64;
    for &byte in digits {
        if byte == b'_' && underscores_allowed {
            continue;
        }
        let digit = char::from(byte).to_digit(base).ok_or(ParseIntError::Syntax)?;
        let larger = value.checked_mul(u64::from(base)).and_then(|value| value.checked_add(u64::from(digit)));
        value = larger.ok_or(ParseIntError::Range)?;
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_zero_reads_prefixes_and_underscores() {
        for (text, expected) in [
            ("0", Ok(0)),
            ("010", Ok(8)),
            ("0x1f_ff", Ok(8191)),
            ("0b11", Ok(3)),
            ("0o17", Ok(15)),
            ("0_7", Ok(7)),
            ("-1_0", Ok(-10)),
            ("-9223372036854775808", Ok(i64::MIN)),
            ("9223372036854775808", Err(ParseIntError::Range)),
            ("08", Err(ParseIntError::Syntax)),
            ("0x", Err(ParseIntError::Syntax)),
            ("1__0", Err(ParseIntError::Syntax)),
            ("", Err(ParseIntError::Syntax)),
            ("-", Err(ParseIntError::Syntax)),
            ("+-1", Err(ParseIntError::Syntax)),
        ] {
            assert_eq!(parse_int(text, 0), expected, "{text}");
        }
        assert_eq!(parse_int("1_0", 10), Err(ParseIntError::Syntax));
        assert_eq!(parse_uint("18446744073709551615", 10), Ok(u64::MAX));
        assert_eq!(parse_uint("-1", 10), Err(ParseIntError::Syntax));
    }

    #[test]
    fn extremes_print() {
        for value in [0, 7, -7, i64::MAX, i64::MIN] {
            let mut out = Vec::new();
            append_integer(&mut out, value);
            assert_eq!(out, value.to_string().into_bytes());
        }
    }
}
