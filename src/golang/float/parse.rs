//! `strconv.ParseFloat`.

/// Why a float does not parse; the texts are Go's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseFloatError {
    /// Not a float.
    #[error("invalid syntax")]
    Syntax,
    /// A float beyond the largest finite one.
    #[error("value out of range")]
    Range,
}

impl ParseFloatError {
    /// The whole message, as Go words it: `strconv.ParseFloat: parsing "1e400": value out of range`.
    pub fn message(self, text: &str) -> String {
        format!("strconv.ParseFloat: parsing {}: {self}", crate::golang::quote::quote(text.as_bytes()))
    }
}

/// `strconv.ParseFloat(text, 64)`.
///
/// Accepts decimals with an exponent, hexadecimal floats with a binary exponent (`0x1.8p3`), underscores between
/// digits, `inf` and `infinity` with a sign and `nan` without one, both in any case.
pub fn parse_float(text: &str) -> Result<f64, ParseFloatError> {
    if text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E')) {
        return decimal(text);
    }
    let (negative, rest) = match text.as_bytes() {
        [b'+', rest @ ..] => (Some(false), rest),
        [b'-', rest @ ..] => (Some(true), rest),
        rest => (None, rest),
    };
    if rest.eq_ignore_ascii_case(b"inf") || rest.eq_ignore_ascii_case(b"infinity") {
        return Ok(if negative == Some(true) { f64::NEG_INFINITY } else { f64::INFINITY });
    }
    if negative.is_none() && rest.eq_ignore_ascii_case(b"nan") {
        return Ok(f64::NAN);
    }
    if text.contains('_') && !underscores_are_fine(text.as_bytes()) {
        return Err(ParseFloatError::Syntax);
    }
    if let [b'0', b'x' | b'X', digits @ ..] = rest {
        return hexadecimal(digits).map(|value| if negative == Some(true) { -value } else { value });
    }
    let plain = text.replace('_', "");
    if plain.bytes().any(|byte| byte.is_ascii_alphabetic() && !matches!(byte, b'e' | b'E')) {
        return Err(ParseFloatError::Syntax);
    }
    decimal(&plain)
}

fn decimal(text: &str) -> Result<f64, ParseFloatError> {
    match text.parse::<f64>() {
        Ok(value) if value.is_infinite() => Err(ParseFloatError::Range),
        Ok(value) => Ok(value),
        Err(_) => Err(ParseFloatError::Syntax),
    }
}

/// Go's rule for underscores in number literals: each stands between two digits, or after a base prefix.
pub(super) fn underscores_are_fine(text: &[u8]) -> bool {
    #[derive(PartialEq)]
    enum Previous {
        Digit,
        Underscore,
        Other,
    }
    let text = text.strip_prefix(b"+").or(text.strip_prefix(b"-")).unwrap_or(text);
    let (mut previous, hexadecimal, number) = match text {
        [b'0', b'x' | b'X', number @ ..] => (Previous::Digit, true, number),
        [b'0', b'b' | b'B' | b'o' | b'O', number @ ..] => (Previous::Digit, false, number),
        number => (Previous::Other, false, number),
    };
    for &byte in number {
        let digit = byte.is_ascii_digit() || (hexadecimal && byte.is_ascii_hexdigit());
        previous = match (byte, previous) {
            _ if digit => Previous::Digit,
            (b'_', Previous::Digit) => Previous::Underscore,
            (b'_', _) | (_, Previous::Underscore) => return false,
            _ => Previous::Other,
        };
    }
    previous != Previous::Underscore
}

/// Reads what follows `0x`: hexadecimal digits with at most one point, then `p` and a decimal exponent.
fn hexadecimal(text: &[u8]) -> Result<f64, ParseFloatError> {
    let exponent_at = memchr::memchr2(b'p', b'P', text).ok_or(ParseFloatError::Syntax)?;
    let (mantissa_text, exponent_text) = (&text[..exponent_at], &text[exponent_at + 1..]);
    let mut mantissa = 0u64;
    let mut exponent = 0i64;
    let (mut seen_point, mut seen_digit, mut cut_off) = (false, false, false);
    for &byte in mantissa_text {
        let digit = match byte {
            b'_' => continue,
            b'.' if !seen_point => {
                seen_point = true;
                continue;
            }
            _ => char::from(byte).to_digit(16).ok_or(ParseFloatError::Syntax)?,
        };
        seen_digit = true;
        if mantissa >> 60 == 0 {
            mantissa = mantissa << 4 | u64::from(digit);
            exponent -= if seen_point { 4 } else { 0 };
        } else {
            cut_off |= digit != 0;
            exponent += if seen_point { 0 } else { 4 };
        }
    }
    if !seen_digit {
        return Err(ParseFloatError::Syntax);
    }
    exponent += binary_exponent(exponent_text)?;
    compose(mantissa, cut_off, exponent)
}

/// A signed decimal exponent; beyond ±10000 the value no longer matters, only that it is large.
fn binary_exponent(text: &[u8]) -> Result<i64, ParseFloatError> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    if !digits.first().is_some_and(u8::is_ascii_digit) {
        return Err(ParseFloatError::Syntax);
    }
    let mut exponent = 0i64;
    for &byte in digits {
        match byte {
            b'0'..=b'9' if exponent < 10_000 => exponent = exponent * 10 + i64::from(byte - b'0'),
            b'0'..=b'9' | b'_' => {}
            _ => return Err(ParseFloatError::Syntax),
        }
    }
    Ok(if negative { -exponent } else { exponent })
}

/// `mantissa · 2^exponent`, rounded to nearest even; `cut_off` says that the true mantissa is a little larger.
fn compose(mantissa: u64, cut_off: bool, exponent: i64) -> Result<f64, ParseFloatError> {
    if mantissa == 0 {
        return Ok(0.0);
    }
    let shift = i64::from(mantissa.leading_zeros());
    let (mantissa, exponent) = (mantissa << shift, exponent - shift);
    // The value is in [2^(exponent+63), 2^(exponent+64)); below 2^-1022 the float has fewer than 53 bits.
    let top = exponent + 63;
    if top > 1023 {
        return Err(ParseFloatError::Range);
    }
    let dropped = if top >= -1022 { 11 } else { 11 + (-1022 - top) };
    if dropped > 64 {
        return Ok(0.0);
    }
    let wide = u128::from(mantissa) << 64 >> dropped;
    let (kept, rest) = ((wide >> 64) as u64, wide as u64);
    let half = 1u64 << 63;
    let round_up = rest > half || (rest == half && (cut_off || kept & 1 == 1));
    let rounded = kept + u64::from(round_up);
    let biased = if top >= -1022 { (top + 1023) as u64 } else { 0 };
    // In a normal float the leading bit adds one to the exponent field; a carry out of the fraction does too.
    let bits = if biased == 0 { rounded } else { ((biased - 1) << 52) + rounded };
    let value = f64::from_bits(bits);
    if value.is_infinite() { Err(ParseFloatError::Range) } else { Ok(value) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accepts_what_go_accepts() {
        for (text, expected) in [
            ("1", 1.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("+1e3", 1000.0),
            ("1e3_0", 1e30),
            ("1_0.5_0", 10.5),
            ("0_8", 8.0),
            ("08", 8.0),
            ("0x1p-2", 0.25),
            ("-0X1.8P3", -12.0),
            ("0x_1_0p0", 16.0),
            ("0x1.fffffffffffff8p0", 2.0),
            ("0x1.00000000000008p0", 1.0),
            ("0x1.000000000000080000000001p0", 1.0000000000000002),
            ("0x1p-1074", 5e-324),
            ("0x1p-1075", 0.0),
            ("0x1.8p-1075", 5e-324),
            ("0x1.fffffffffffff8p-1023", f64::MIN_POSITIVE),
            ("0x1.fffffffffffffp1023", f64::MAX),
            ("0x0p99999999999999999999", 0.0),
            ("1e-400", 0.0),
            ("iNf", f64::INFINITY),
            ("-Infinity", f64::NEG_INFINITY),
        ] {
            assert_eq!(parse_float(text), Ok(expected), "{text}");
        }
        assert!(parse_float("NaN").is_ok_and(f64::is_nan));
    }

    #[test]
    fn refuses_what_go_refuses() {
        for text in [
            "",
            "+",
            ".",
            "e5",
            "1e",
            "1e+",
            "0x",
            "0x1",
            "0x10",
            "0xp1",
            "0x1p",
            "0x1.2.3p1",
            "0x1p1.0",
            "+nan",
            "-NaN",
            "in",
            "infi",
            "1_",
            "_1",
            "1__0",
            "1_.5",
            "1e_5",
            "1 ",
            " 1",
            "1.5.5",
            "0b1",
            "1f",
            "１",
            "0x1p_1",
            "--1",
            "0x+1p1",
        ] {
            assert_eq!(parse_float(text), Err(ParseFloatError::Syntax), "{text}");
        }
        for text in ["1e400", "-1e400", "0x1p1024", "0x1.fffffffffffff8p1023"] {
            assert_eq!(parse_float(text), Err(ParseFloatError::Range), "{text}");
        }
        assert_eq!(ParseFloatError::Syntax.message("1.5.5"), "strconv.ParseFloat: parsing \"1.5.5\": invalid syntax");
    }

    proptest! {
        #[test]
        fn never_panics(text in "[-+0-9a-fA-Fxp_.inty ]{0,24}") {
            let _ = parse_float(&text);
        }

        #[test]
        fn hexadecimal_is_exact(bits: u64) {
            let value = f64::from_bits(bits & !(1 << 63));
            prop_assume!(value.is_normal());
            let (exponent, fraction) = ((bits >> 52 & 0x7ff) as i64 - 1023, bits & ((1 << 52) - 1));
            prop_assert_eq!(parse_float(&format!("0x1.{fraction:013x}p{exponent}")), Ok(value));
        }
    }
}
