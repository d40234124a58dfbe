//! Durations and points in time as users of Prometheus write them.
//!
//! Everything is in milliseconds. Go's own durations (`1.5s`) are another language: `golang::duration`.

use super::sample::Timestamp;
use crate::golang::{
    float::{append_integer, parse_float},
    quote::quote,
};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;
const YEAR: i64 = 365 * DAY;

/// The units from the largest to the smallest, which is also the order they must be written in.
const UNITS: [(&str, i64); 7] =
    [("y", YEAR), ("w", WEEK), ("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", SECOND), ("ms", 1)];

/// Prometheus holds durations in nanoseconds, 63 bits of them: about 292 years.
const LARGEST_DURATION: u64 = i64::MAX as u64 / 1_000_000;

/// Why a duration does not parse, in Prometheus' words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// There is no text.
    #[error("empty duration string")]
    Empty,
    /// No sequence of whole numbers with units, each unit once and from the largest to the smallest.
    #[error("not a valid duration string: {}", quote(.0.as_bytes()))]
    Invalid(String),
    /// There is no such unit.
    #[error("unknown unit {} in duration {}", quote(.unit.as_bytes()), quote(.text.as_bytes()))]
    UnknownUnit {
        /// The unit as written.
        unit: String,
        /// The whole text.
        text: String,
    },
    /// More than about 292 years.
    #[error("duration out of range")]
    OutOfRange,
}

/// Parses a Prometheus duration (`1h30m`, `1y2w3d4h5m6s7ms`, `0`) into milliseconds.
pub fn parse_duration(text: &str) -> Result<i64, DurationError> {
    match text {
        "0" => return Ok(0),
        "" => return Err(DurationError::Empty),
        _ => {}
    }
    let invalid = || DurationError::Invalid(text.into());
    let mut units = UNITS.iter();
    let mut total = 0u64;
    let mut rest = text;
    while !rest.is_empty() {
        let (number, after) = rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count());
        let (unit, after) = after.split_at(after.find(|rune: char| rune.is_ascii_digit()).unwrap_or(after.len()));
        let number: u64 = number.parse().map_err(|_| invalid())?;
        if unit.is_empty() {
            return Err(invalid());
        }
        if !UNITS.iter().any(|(name, _)| *name == unit) {
            return Err(DurationError::UnknownUnit { unit: unit.into(), text: text.into() });
        }
        // Larger units than the last one are used up.
        let (_, milliseconds) = units.find(|(name, _)| *name == unit).ok_or_else(invalid)?;
        total = number
            .checked_mul(milliseconds.unsigned_abs())
            .and_then(|part| total.checked_add(part))
            .filter(|total| *total <= LARGEST_DURATION)
            .ok_or(DurationError::OutOfRange)?;
        rest = after;
    }
    Ok(total as i64)
}

/// As [`parse_duration`], with an optional minus sign in front.
pub fn parse_signed_duration(text: &str) -> Result<i64, DurationError> {
    match text.strip_prefix('-') {
        Some(magnitude) => parse_duration(magnitude).map(|duration| -duration),
        None => parse_duration(text),
    }
}

/// A duration in milliseconds as Prometheus prints it: `1h30m`, `2w`, `90d`, `-1s500ms`, `0s`.
///
/// Years and weeks only appear where they leave no rest, because `90d` reads better than `12w6d`.
pub fn format_duration(milliseconds: i64) -> String {
    if milliseconds == 0 {
        return "0s".into();
    }
    let mut out = Vec::with_capacity(24);
    if milliseconds < 0 {
        out.push(b'-');
    }
    let mut rest = milliseconds.unsigned_abs();
    for (unit, size) in UNITS {
        let size = size.unsigned_abs();
        let only_exactly = matches!(unit, "y" | "w");
        let count = rest / size;
        if count > 0 && (!only_exactly || rest.is_multiple_of(size)) {
            append_integer(&mut out, count as i64);
            out.extend_from_slice(unit.as_bytes());
            rest %= size;
        }
    }
    String::from_utf8(out).unwrap_or_default()
}

/// A point in time on the command line: fixed, or relative to whatever `now` is for the data at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimePoint {
    /// A fixed time.
    At(Timestamp),
    /// `now` plus so many milliseconds.
    FromNow(i64),
}

/// A text that is no point in time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot parse {} to a valid timestamp", quote(.0.as_bytes()))]
pub struct TimePointError(pub String);

impl TimePoint {
    /// The present.
    pub const NOW: TimePoint = TimePoint::FromNow(0);

    /// Parses RFC 3339 (`2026-11-22T19:00:00Z`), unix seconds with fractions (`1795374000.5`), `now`, `now-1d`,
    /// `now+5m`, `-2h`, `+5m`.
    ///
    /// A bare number is always unix seconds, so `-2` is two seconds before 1970; fractions are rounded to milliseconds.
    pub fn parse(text: &str) -> Result<TimePoint, TimePointError> {
        let error = || TimePointError(text.into());
        if let Ok(seconds) = parse_float(text) {
            return milliseconds_of(seconds).map(TimePoint::At).ok_or_else(error);
        }
        let offset = text.strip_prefix("now").unwrap_or(text);
        if offset.is_empty() {
            return if text.is_empty() { Err(error()) } else { Ok(TimePoint::NOW) };
        }
        if let Some(duration) = offset.strip_prefix('-') {
            return parse_duration(duration).map(|duration| TimePoint::FromNow(-duration)).map_err(|_| error());
        }
        if let Some(duration) = offset.strip_prefix('+') {
            return parse_duration(duration).map(TimePoint::FromNow).map_err(|_| error());
        }
        let instant: jiff::Timestamp = text.parse().map_err(|_| error())?;
        Ok(TimePoint::At(instant.as_millisecond()))
    }

    /// The time meant when it is `now`.
    pub fn resolve(self, now: Timestamp) -> Timestamp {
        match self {
            TimePoint::At(timestamp) => timestamp,
            TimePoint::FromNow(offset) => now.saturating_add(offset),
        }
    }
}

impl std::str::FromStr for TimePoint {
    type Err = TimePointError;
    fn from_str(text: &str) -> Result<TimePoint, TimePointError> {
        TimePoint::parse(text)
    }
}

/// Seconds as milliseconds, whole and fractional part apart as Prometheus' API does; `None` if out of range.
fn milliseconds_of(seconds: f64) -> Option<Timestamp> {
    let (whole, fraction) = (seconds.trunc(), seconds.fract());
    if !seconds.is_finite() || whole.abs() > i64::MAX as f64 / 1000.0 {
        return None;
    }
    (whole as i64).checked_mul(1000)?.checked_add((fraction * 1000.0).round() as i64)
}

/// A timestamp as RFC 3339 in UTC, with as many fractional digits as needed: `2026-11-22T19:00:00.5Z`.
///
/// Years beyond 9999 have no such form; they are printed as unix seconds.
pub fn format_rfc3339(timestamp: Timestamp) -> String {
    match jiff::Timestamp::from_millisecond(timestamp) {
        Ok(instant) => instant.to_string(),
        Err(_) => {
            let mut out = Vec::new();
            append_unix_seconds(&mut out, timestamp);
            String::from_utf8(out).unwrap_or_default()
        }
    }
}

/// Appends a timestamp as unix seconds as Prometheus' API writes it: no fraction, or one of three digits.
pub fn append_unix_seconds(out: &mut Vec<u8>, timestamp: Timestamp) {
    if timestamp < 0 {
        out.push(b'-');
    }
    let milliseconds = timestamp.unsigned_abs();
    append_integer(out, (milliseconds / 1000) as i64);
    let fraction = milliseconds % 1000;
    if fraction != 0 {
        let digit = |place: u64| b'0' + (fraction / place % 10) as u8;
        out.extend_from_slice(&[b'.', digit(100), digit(10), digit(1)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn durations_parse_as_in_prometheus() {
        for (text, expected) in [
            ("0", 0),
            ("0s", 0),
            ("7ms", 7),
            ("1h30m", 5_400_000),
            ("1y2w3d4h5m6s7ms", YEAR + 2 * WEEK + 3 * DAY + 4 * HOUR + 5 * MINUTE + 6 * SECOND + 7),
            ("292y", 292 * YEAR),
        ] {
            assert_eq!(parse_duration(text), Ok(expected), "{text}");
        }
        for (text, expected) in [
            ("", "empty duration string"),
            ("1", "not a valid duration string: \"1\""),
            ("30s5m", "not a valid duration string: \"30s5m\""),
            ("1m1m", "not a valid duration string: \"1m1m\""),
            (".5m", "not a valid duration string: \".5m\""),
            ("-5m", "not a valid duration string: \"-5m\""),
            ("1.5h", "unknown unit \".\" in duration \"1.5h\""),
            ("5_m", "unknown unit \"_m\" in duration \"5_m\""),
            ("1hs", "unknown unit \"hs\" in duration \"1hs\""),
            ("1é", "unknown unit \"é\" in duration \"1é\""),
            ("293y", "duration out of range"),
            ("292y365d", "duration out of range"),
        ] {
            assert_eq!(parse_duration(text).map_err(|error| error.to_string()), Err(expected.into()));
        }
        assert_eq!(parse_signed_duration("-1m"), Ok(-MINUTE));
    }

    #[test]
    fn durations_print_as_in_prometheus() {
        for (milliseconds, expected) in [
            (0, "0s"),
            (2 * WEEK, "2w"),
            (YEAR + 2 * WEEK, "379d"),
            (90 * DAY, "90d"),
            (YEAR, "1y"),
            (300 * SECOND, "5m"),
            (-1500, "-1s500ms"),
        ] {
            assert_eq!(format_duration(milliseconds), expected);
        }
    }

    #[test]
    fn points_in_time() {
        use TimePoint::{At, FromNow};
        for (text, expected) in [
            ("2026-11-22T19:00:00Z", At(1_795_374_000_000)),
            ("2026-11-22T20:00:00.5+01:00", At(1_795_374_000_500)),
            ("1795374000.0017", At(1_795_374_000_002)),
            ("1e9", At(1_000_000_000_000)),
            ("-2", At(-2000)),
            ("now", FromNow(0)),
            ("now-1d", FromNow(-DAY)),
            ("now+5m", FromNow(5 * MINUTE)),
            ("-2h", FromNow(-2 * HOUR)),
            ("+1s", FromNow(SECOND)),
        ] {
            assert_eq!(TimePoint::parse(text), Ok(expected), "{text}");
        }
        for text in ["", "nan", "inf", "1e300", "now5m", "now-", "now-1", "-", "2026-11-22T19:00:00", "yesterday"] {
            assert!(TimePoint::parse(text).is_err(), "{text}");
        }
        assert_eq!(FromNow(-HOUR).resolve(HOUR), 0);
        assert_eq!(FromNow(HOUR).resolve(i64::MAX), i64::MAX);
        assert_eq!(At(5).resolve(HOUR), 5);
    }

    #[test]
    fn timestamps_print() {
        assert_eq!(format_rfc3339(1_795_374_000_000), "2026-11-22T19:00:00Z");
        assert_eq!(format_rfc3339(1_795_374_000_500), "2026-11-22T19:00:00.5Z");
        assert_eq!(format_rfc3339(i64::MIN), "-9223372036854775.808");
        for (timestamp, expected) in [(0, "0"), (1000, "1"), (-1, "-0.001"), (1_010, "1.010"), (999_999, "999.999")] {
            let mut out = Vec::new();
            append_unix_seconds(&mut out, timestamp);
            assert_eq!(out, expected.as_bytes());
        }
    }

    proptest! {
        #[test]
        fn durations_read_back(milliseconds in -(LARGEST_DURATION as i64)..LARGEST_DURATION as i64) {
            prop_assert_eq!(parse_signed_duration(&format_duration(milliseconds)), Ok(milliseconds));
        }

        #[test]
        fn points_in_time_never_panic(text in ".{0,24}|(now)?[-+]?[0-9ywdhms.]{0,24}") {
            let _ = TimePoint::parse(&text);
        }
    }
}
