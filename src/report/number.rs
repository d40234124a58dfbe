//! Numbers and times for people: short, but never so short that two different readings look alike for no reason.

use crate::golang::float::{format_f, format_fixed_f, format_fixed_g};

/// Digits that people get to see of a number that is not whole.
const SIGNIFICANT: i32 = 7;

/// A value in a table: whole numbers in full, others with seven significant digits, an exponent only for the very small
/// and the very large.
pub(super) fn short(value: f64) -> String {
    let magnitude = value.abs();
    if !value.is_finite() || value == 0.0 || (value.fract() == 0.0 && magnitude < 1e15) {
        return format_f(value);
    }
    if !(1e-4..1e15).contains(&magnitude) {
        return format_fixed_g(value, SIGNIFICANT as usize);
    }
    let decimals = (SIGNIFICANT - 1 - magnitude.log10().floor() as i32).clamp(1, 10);
    let text = format_fixed_f(value, decimals as usize);
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// A time as RFC 3339 in UTC, with milliseconds only if there are any; unix seconds for times that no calendar knows.
pub(super) fn time(milliseconds: i64) -> String {
    let format = if milliseconds % 1000 == 0 { "%Y-%m-%dT%H:%M:%SZ" } else { "%Y-%m-%dT%H:%M:%S%.3fZ" };
    formatted_time(milliseconds, format)
}

/// A time in UTC in a `strftime` format; unix seconds for times that no calendar knows.
pub(super) fn formatted_time(milliseconds: i64, format: &str) -> String {
    match jiff::Timestamp::from_millisecond(milliseconds) {
        Ok(timestamp) => timestamp.strftime(format).to_string(),
        Err(_) => format_f(milliseconds as f64 / 1000.0),
    }
}

/// A number of bytes in the binary unit that leaves up to four digits before the point: `1.5 MiB`.
pub(super) fn bytes(count: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let mut value = count as f64;
    let mut unit = "B";
    for larger in UNITS {
        if value < 1000.0 {
            break;
        }
        value /= 1024.0;
        unit = larger;
    }
    if unit == "B" { format!("{count} B") } else { format!("{value:.1} {unit}") }
}

/// A part of a whole in percent: `12.5%`; nothing of nothing is 0%.
pub(super) fn percent(part: u64, whole: u64) -> String {
    let share = if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 };
    format!("{share:.1}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_but_whole_numbers_are_whole() {
        for (value, text) in [
            (0.0, "0"),
            (1.0, "1"),
            (1_234_567_890_123.0, "1234567890123"),
            (0.1 + 0.2, "0.3"),
            (1_234.567_890_1, "1234.568"),
            (12_345_678.9, "12345678.9"),
            (0.001_234_567_89, "0.001234568"),
            (-2.5, "-2.5"),
            (1e-9, "1e-09"),
            (1.5e300, "1.5e+300"),
            (f64::INFINITY, "+Inf"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(short(value), text);
        }
    }

    #[test]
    fn bytes_have_a_readable_unit() {
        for (count, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 KiB"),
            (1536, "1.5 KiB"),
            (1 << 30, "1.0 GiB"),
            (u64::MAX, "16.0 EiB"),
        ] {
            assert_eq!(bytes(count), text);
        }
        assert_eq!((percent(1, 8), percent(0, 0)), ("12.5%".into(), "0.0%".into()));
    }

    #[test]
    fn times_beyond_the_calendar_are_seconds() {
        assert_eq!(time(1_700_050_000_000), "2023-11-15T12:06:40Z");
        assert_eq!(time(1_700_050_000_120), "2023-11-15T12:06:40.120Z");
        assert_eq!(time(i64::MAX), "9223372036854776");
        assert_eq!(time(-1), "1969-12-31T23:59:59.999Z");
    }
}
