//! Go's `time.Duration`: nanoseconds, written `1h0m1.5s`.

use super::{
    float::{append_f, append_integer},
    quote::quote,
};

const MICROSECOND: u64 = 1_000;
const MILLISECOND: u64 = 1_000_000;
const SECOND: u64 = 1_000_000_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const LARGEST: u64 = 1 << 63;

/// Why a duration does not parse, in Go's words; each holds the whole text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// Not a duration, or one beyond 292 years.
    #[error("time: invalid duration {}", quote(.0.as_bytes()))]
    Invalid(String),
    /// A number stands without its unit.
    #[error("time: missing unit in duration {}", quote(.0.as_bytes()))]
    MissingUnit(String),
    /// There is no such unit.
    #[error("time: unknown unit {} in duration {}", quote(.unit.as_bytes()), quote(.text.as_bytes()))]
    UnknownUnit {
        /// The unit as written.
        unit: String,
        /// The whole text.
        text: String,
    },
}

/// `time.Duration.String`: `1h0m1.5s`, `1.5ms`, `0s`.
pub fn format_duration(nanoseconds: i64) -> String {
    let magnitude = nanoseconds.unsigned_abs();
    let mut out = Vec::with_capacity(24);
    if nanoseconds < 0 {
        out.push(b'-');
    }
    let (unit, suffix) = match magnitude {
        0 => return "0s".into(),
        1..MICROSECOND => (1, "ns"),
        MICROSECOND..MILLISECOND => (MICROSECOND, "µs"),
        MILLISECOND..SECOND => (MILLISECOND, "ms"),
        _ => (SECOND, "s"),
    };
    let mut rest = magnitude;
    if magnitude >= MINUTE {
        if magnitude >= HOUR {
            append_integer(&mut out, (magnitude / HOUR) as i64);
            out.push(b'h');
        }
        append_integer(&mut out, (magnitude % HOUR / MINUTE) as i64);
        out.push(b'm');
        rest = magnitude % MINUTE;
    }
    append_integer(&mut out, (rest / unit) as i64);
    let fraction = rest % unit;
    if fraction > 0 {
        // Less than nine digits: the division is correctly rounded, and its shortest form is the decimal fraction.
        let whole = out.len();
        append_f(&mut out, fraction as f64 / unit as f64);
        out.remove(whole);
    }
    out.extend_from_slice(suffix.as_bytes());
    String::from_utf8(out).unwrap_or_default()
}

/// `time.ParseDuration`: signed decimal numbers with fractions and the units `ns us µs μs ms s m h`, in any order.
///
/// Returns nanoseconds; digits below one nanosecond are cut off.
pub fn parse_duration(text: &str) -> Result<i64, DurationError> {
    let invalid = || DurationError::Invalid(text.into());
    let (negative, mut rest) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    if rest == "0" {
        return Ok(0);
    }
    if rest.is_empty() {
        return Err(invalid());
    }
    let mut total = 0u64;
    while !rest.is_empty() {
        let (whole, after) = split_digits(rest);
        let (fraction, after) = match after.strip_prefix('.') {
            Some(after) => split_digits(after),
            None => ("", after),
        };
        if whole.is_empty() && fraction.is_empty() {
            return Err(invalid());
        }
        let unit_end = after.find(|rune: char| rune == '.' || rune.is_ascii_digit()).unwrap_or(after.len());
        let (unit_text, after) = after.split_at(unit_end);
        let unit = unit_nanoseconds(unit_text).ok_or_else(|| match unit_text {
            "" => DurationError::MissingUnit(text.into()),
            _ => DurationError::UnknownUnit { unit: unit_text.into(), text: text.into() },
        })?;
        let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| invalid())? };
        total = whole
            .checked_mul(unit)
            .and_then(|value| value.checked_add(fraction_of(fraction, unit)))
            .and_then(|value| value.checked_add(total))
            .filter(|total| *total <= LARGEST)
            .ok_or_else(invalid)?;
        rest = after;
    }
    match negative {
        true => 0i64.checked_sub_unsigned(total).ok_or_else(invalid),
        false => i64::try_from(total).map_err(|_| invalid()),
    }
}

fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

fn unit_nanoseconds(unit: &str) -> Option<u64> {
    Some(match unit {
        "ns" => 1,
        "us" | "µs" | "μs" => MICROSECOND,
        "ms" => MILLISECOND,
        "s" => SECOND,
        "m" => MINUTE,
        "h" => HOUR,
        _ => return None,
    })
}

/// `0.DIGITS` of a unit; computed in floats, as Go does, so that both cut at the same nanosecond.
fn fraction_of(digits: &str, unit: u64) -> u64 {
    let (mut number, mut scale) = (0u64, 1f64);
    for byte in digits.bytes() {
        // Further digits than 63 bits hold are ignored.
        if number > (LARGEST - 1) / 10 {
            break;
        }
        let longer = number * 10 + u64::from(byte - b'0');
        if longer > LARGEST {
            break;
        }
        number = longer;
        scale *= 10.0;
    }
    (number as f64 * (unit as f64 / scale)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prints_as_go_does() {
        for (nanoseconds, expected) in [
            (0, "0s"),
            (1, "1ns"),
            (1_100, "1.1µs"),
            (2_200_000, "2.2ms"),
            (3_300_000_000, "3.3s"),
            (245_000_000_000, "4m5s"),
            (245_001_000_000, "4m5.001s"),
            (18_367_001_000_000, "5h6m7.001s"),
            (480_000_000_001, "8m0.000000001s"),
            (3_600_000_000_000, "1h0m0s"),
            (-1_500_000, "-1.5ms"),
            (i64::MAX, "2562047h47m16.854775807s"),
            (i64::MIN, "-2562047h47m16.854775808s"),
        ] {
            assert_eq!(format_duration(nanoseconds), expected);
            assert_eq!(parse_duration(expected), Ok(nanoseconds));
        }
    }

    #[test]
    fn parses_as_go_does() {
        for (text, expected) in [
            ("1h30m", 5_400_000_000_000),
            ("-.5s", -500_000_000),
            ("+5.s", 5_000_000_000),
            ("0", 0),
            ("-0", 0),
            ("12us12μs", 24_000),
            ("5m1h", 3_900_000_000_000),
            ("0.3333333333333333333h", 1_200_000_000_000),
            ("0.100000000000000000000h", 360_000_000_000),
        ] {
            assert_eq!(parse_duration(text), Ok(expected), "{text}");
        }
        for (text, expected) in [
            ("", "time: invalid duration \"\""),
            ("3", "time: missing unit in duration \"3\""),
            ("-", "time: invalid duration \"-\""),
            (".s", "time: invalid duration \".s\""),
            ("1d", "time: unknown unit \"d\" in duration \"1d\""),
            ("1h 5m", "time: unknown unit \"h \" in duration \"1h 5m\""),
            ("9223372036854775810ns", "time: invalid duration \"9223372036854775810ns\""),
            ("9223372036854775808ns", "time: invalid duration \"9223372036854775808ns\""),
            ("3000000h", "time: invalid duration \"3000000h\""),
            ("é", "time: invalid duration \"é\""),
        ] {
            assert_eq!(parse_duration(text).map_err(|error| error.to_string()), Err(expected.into()));
        }
    }

    proptest! {
        #[test]
        fn reads_back(nanoseconds: i64) {
            prop_assert_eq!(parse_duration(&format_duration(nanoseconds)), Ok(nanoseconds));
        }

        #[test]
        fn never_panics(text in "[-+.0-9a-zµ ]{0,40}") {
            let _ = parse_duration(&text);
        }
    }
}
