//! Numbers for people.

use super::functions::shown;
use crate::golang::float::format_fixed_g;

/// Four digits.
fn four(value: f64) -> String {
    format_fixed_g(value, 4)
}

/// Divides by `base` as long as that leaves at least one.
fn scaled(mut value: f64, base: f64, prefixes: &[&'static str]) -> (f64, &'static str) {
    let mut prefix = "";
    for next in prefixes {
        if value.abs() < base {
            break;
        }
        prefix = next;
        value /= base;
    }
    (value, prefix)
}

/// Multiplies by a thousand until it is at least one.
fn raised(mut value: f64) -> (f64, &'static str) {
    let mut prefix = "";
    for next in ["m", "u", "n", "p", "f", "a", "z", "y"] {
        if value.abs() >= 1.0 {
            break;
        }
        prefix = next;
        value *= 1000.0;
    }
    (value, prefix)
}

/// `1.235M`, `123.4u`.
pub(super) fn decimal(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return four(value);
    }
    let (value, prefix) = match value.abs() >= 1.0 {
        true => scaled(value, 1000.0, &["k", "M", "G", "T", "P", "E", "Z", "Y"]),
        false => raised(value),
    };
    four(value) + prefix
}

/// `1.5Mi`.
pub(super) fn binary(value: f64) -> String {
    if value.abs() <= 1.0 || !value.is_finite() {
        return four(value);
    }
    let (value, prefix) = scaled(value, 1024.0, &["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"]);
    four(value) + prefix
}

/// `12.5%`
pub(super) fn percentage(value: f64) -> String {
    four(value * 100.0) + "%"
}

/// `1d 2h 3m 4s`, `1.5s`, `120us`.
pub(super) fn duration(value: f64) -> String {
    if !value.is_finite() {
        return four(value);
    }
    if value == 0.0 {
        return four(value) + "s";
    }
    if value.abs() < 1.0 {
        let (value, prefix) = raised(value);
        return format!("{}{prefix}s", four(value));
    }
    let sign = if value < 0.0 { "-" } else { "" };
    let magnitude = value.abs();
    let whole = magnitude as i64;
    let (seconds, minutes, hours, days) = (whole % 60, whole / 60 % 60, whole / 3600 % 24, whole / 86_400);
    if days != 0 {
        return format!("{sign}{days}d {hours}h {minutes}m {seconds}s");
    }
    if hours != 0 {
        return format!("{sign}{hours}h {minutes}m {seconds}s");
    }
    if minutes != 0 {
        return format!("{sign}{minutes}m {seconds}s");
    }
    format!("{sign}{}s", four(magnitude))
}

/// `2015-06-23 13:19:44.128 +0000 UTC`.
pub(super) fn timestamp(value: f64) -> Result<String, String> {
    if !value.is_finite() {
        return Ok(four(value));
    }
    let nanoseconds = value * 1e9;
    if nanoseconds > i64::MAX as f64 || nanoseconds < i64::MIN as f64 {
        let value = shown(value);
        return Err(format!("{value} cannot be represented as a nanoseconds timestamp since it overflows int64"));
    }
    // Cut towards zero, as Go divides.
    let milliseconds = nanoseconds as i64 / 1_000_000;
    let time = jiff::Timestamp::from_millisecond(milliseconds).map_err(|error| error.to_string())?;
    let text = time.to_string();
    let text = text.trim_end_matches('Z').replace('T', " ");
    Ok(format!("{text} +0000 UTC"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_prometheus_shows_them() {
        for (value, expected) in [
            (0.0, "0"),
            (1_234_567.8, "1.235M"),
            (0.000_123_45, "123.4u"),
            (999.96, "1000"),
            (1e30, "1e+06Y"),
            (-1500.0, "-1.5k"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "+Inf"),
        ] {
            assert_eq!(decimal(value), expected);
        }
        assert_eq!(binary(1024.0), "1ki");
        assert_eq!(binary(1.0), "1");
        assert_eq!(percentage(0.123_456), "12.35%");
    }

    #[test]
    fn durations_are_shown_as_prometheus_shows_them() {
        for (value, expected) in [
            (0.0, "0s"),
            (0.000_12, "120us"),
            (-0.5, "-500ms"),
            (59.9999, "60s"),
            (61.9, "1m 1s"),
            (3661.0, "1h 1m 1s"),
            (-90_061.0, "-1d 1h 1m 1s"),
        ] {
            assert_eq!(duration(value), expected);
        }
    }

    #[test]
    fn times_are_shown_as_go_shows_them() {
        assert_eq!(timestamp(1_435_065_584.128), Ok("2015-06-23 13:19:44.128 +0000 UTC".into()));
        assert_eq!(timestamp(0.0), Ok("1970-01-01 00:00:00 +0000 UTC".into()));
        assert_eq!(timestamp(f64::NEG_INFINITY), Ok("-Inf".into()));
        let error = "1e+30 cannot be represented as a nanoseconds timestamp since it overflows int64";
        assert_eq!(timestamp(1e30), Err(error.into()));
    }
}
