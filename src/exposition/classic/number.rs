//! Numbers of the classic format.

use crate::golang::float::{parse_float, parse_int};

/// What a lint needs to know of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Number {
    /// It is not there.
    #[default]
    Absent,
    /// Zero or more.
    Positive,
    /// Less than zero.
    Negative,
    /// NaN.
    Nan,
    /// Not a float.
    Invalid,
}

/// Digits that cannot leave the range of floats, together with an exponent of two digits.
const SAFE_LENGTH: usize = 200;

/// What kind of float `text` is: Go's floats without hexadecimal ones and underscores; too large ones are invalid.
pub(super) fn classify(text: &[u8]) -> Number {
    plain(text).unwrap_or_else(|| general(text))
}

/// The kind of `-12.5e-3` and its like, without converting it; `None` if it takes a closer look.
fn plain(text: &[u8]) -> Option<Number> {
    if text.len() > SAFE_LENGTH {
        return None;
    }
    let (negative, rest) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let (mut digits, mut dots, mut nonzero) = (0usize, 0usize, 0u8);
    let mut exponent = None;
    for (index, byte) in rest.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                nonzero |= byte - b'0';
            }
            b'.' => dots += 1,
            b'e' | b'E' => {
                exponent = rest.get(index + 1..);
                break;
            }
            _ => return None,
        }
    }
    let exponent_fits = match exponent {
        None => true,
        Some([b'-' | b'+', digits @ ..] | digits) => {
            (1..=2).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
        }
    };
    let fits = digits > 0 && dots <= 1 && exponent_fits;
    fits.then_some(if negative && nonzero != 0 { Number::Negative } else { Number::Positive })
}

fn general(text: &[u8]) -> Number {
    if text.iter().any(|byte| matches!(byte, b'p' | b'P' | b'_')) {
        return Number::Invalid;
    }
    match std::str::from_utf8(text).ok().and_then(|text| parse_float(text).ok()) {
        None => Number::Invalid,
        Some(value) if value.is_nan() => Number::Nan,
        Some(value) if value < 0.0 => Number::Negative,
        Some(_) => Number::Positive,
    }
}

/// Whether `text` is a time: an integer of 64 bits.
pub(super) fn is_timestamp(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    if (1..=18).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit) {
        return true;
    }
    std::str::from_utf8(text).is_ok_and(|text| parse_int(text, 10).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_look_says_what_the_closer_one_says() {
        let texts = [
            "0", "1", "-1", "+1", "-0", "-0.0", ".5", "5.", ".", "-", "+", "", "1e5", "1E-05", "1e", "1e+", "1e+-5",
            "1..2", "1e400", "-1e400", "1e-400", "-1e-400", "0x1", "0x1p3", "1_0", "NaN", "-NaN", "+Inf", "-inf",
            "Infinity", "e5", "1e99", "-0e5", "1 ", "é",
        ];
        for text in texts {
            let text = text.as_bytes();
            assert_eq!(classify(text), general(text), "{:?}", String::from_utf8_lossy(text));
        }
        assert_eq!(classify("9".repeat(400).as_bytes()), Number::Invalid);
    }

    #[test]
    fn times_are_integers() {
        for good in ["0", "-1", "+5", "9223372036854775807", "-9223372036854775808"] {
            assert!(is_timestamp(good.as_bytes()), "{good}");
        }
        for bad in ["", "-", "1.0", "1e3", "9223372036854775808", "0x1", "1_0"] {
            assert!(!is_timestamp(bad.as_bytes()), "{bad}");
        }
    }
}
