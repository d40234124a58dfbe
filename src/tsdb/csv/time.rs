//! Times in tables.

use crate::{
    golang::float::parse_float,
    model::{sample::Timestamp, time::TimePoint},
};

/// How times are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeFormat {
    /// A date with time, or a number of which the size tells the unit: seconds below 1e11, milliseconds below 1e14,
    /// microseconds below 1e17, else nanoseconds. (1e11 seconds are in the year 5138, and 1e11 milliseconds in 1973.)
    #[default]
    Auto,
    /// `2026-11-22T19:00:00.5Z`; without a zone it is UTC.
    Rfc3339,
    /// Unix seconds, with fractions if need be.
    Seconds,
    /// Unix milliseconds.
    Milliseconds,
    /// Unix microseconds.
    Microseconds,
    /// Unix nanoseconds.
    Nanoseconds,
}

impl TimeFormat {
    /// The time that a field holds, in milliseconds.
    pub(super) fn parse(self, text: &str) -> Option<Timestamp> {
        let text = text.trim();
        match self {
            TimeFormat::Rfc3339 => date(text),
            TimeFormat::Auto => match parse_float(text) {
                Ok(number) => TimeFormat::of_size(number.abs()).parse(text),
                Err(_) => date(text),
            },
            TimeFormat::Seconds => scaled(text, 1, 1000),
            TimeFormat::Milliseconds => scaled(text, 1, 1),
            TimeFormat::Microseconds => scaled(text, 1000, 1),
            TimeFormat::Nanoseconds => scaled(text, 1_000_000, 1),
        }
    }

    fn of_size(number: f64) -> TimeFormat {
        match number {
            _ if number < 1e11 => TimeFormat::Seconds,
            _ if number < 1e14 => TimeFormat::Milliseconds,
            _ if number < 1e17 => TimeFormat::Microseconds,
            _ => TimeFormat::Nanoseconds,
        }
    }

    /// What is expected, for messages.
    pub(super) fn expected(self) -> &'static str {
        match self {
            TimeFormat::Auto => "",
            TimeFormat::Rfc3339 => " in RFC 3339",
            TimeFormat::Seconds => " in unix seconds",
            TimeFormat::Milliseconds => " in unix milliseconds",
            TimeFormat::Microseconds => " in unix microseconds",
            TimeFormat::Nanoseconds => " in unix nanoseconds",
        }
    }
}

/// A number times and divided by integers; fractions of a millisecond are rounded.
fn scaled(text: &str, divisor: i64, factor: i64) -> Option<Timestamp> {
    if let Ok(whole) = text.parse::<i64>() {
        // Integers are exact, however large.
        return whole.checked_mul(factor).map(|product| product.div_euclid(divisor));
    }
    let milliseconds = (parse_float(text).ok()? * factor as f64 / divisor as f64).round();
    // The bounds are exact: 2^63 is a float, and no float lies between it and the largest integer.
    (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&milliseconds).then_some(milliseconds as i64)
}

/// RFC 3339, with a blank instead of the `T` too; without a zone it is UTC.
fn date(text: &str) -> Option<Timestamp> {
    if text.starts_with("now") || text.starts_with(['-', '+']) || parse_float(text).is_ok() {
        return None;
    }
    if let Ok(TimePoint::At(time)) = TimePoint::parse(text) {
        return Some(time);
    }
    let civil: jiff::civil::DateTime = text.parse().ok()?;
    let instant = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(instant.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_by_size() {
        let auto = |text| TimeFormat::Auto.parse(text);
        let expected = Some(1_700_000_000_500);
        for text in [
            "1700000000.5",
            "1.7000000005e9",
            "1700000000500",
            "1700000000500000",
            "1700000000500000000",
            "2023-11-14T22:13:20.5Z",
            "2023-11-14T23:13:20.500+01:00",
            "2023-11-14 22:13:20.5",
            "2023-11-14T22:13:20.5",
            " 1700000000.5 ",
        ] {
            assert_eq!(auto(text), expected, "{text}");
        }
        assert_eq!(auto("2023-11-14"), Some(1_699_920_000_000));
        assert_eq!(auto("-5"), Some(-5_000));
        for text in ["", "now", "now-1h", "-1h", "yesterday", "NaN", "Inf", "1e300"] {
            assert_eq!(auto(text), None, "{text}");
        }
    }

    #[test]
    fn a_format_is_strict() {
        assert_eq!(TimeFormat::Seconds.parse("1700000000500"), Some(1_700_000_000_500_000));
        assert_eq!(TimeFormat::Seconds.parse("9223372036854775807"), None);
        assert_eq!(TimeFormat::Milliseconds.parse("9223372036854775807"), Some(i64::MAX));
        assert_eq!(TimeFormat::Nanoseconds.parse("-1"), Some(-1));
        assert_eq!(TimeFormat::Rfc3339.parse("1700000000"), None);
        assert_eq!(TimeFormat::Milliseconds.parse("2023-11-14T22:13:20.5Z"), None);
    }
}
