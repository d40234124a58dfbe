//! Numbers in expositions.

use super::{
    error::{ExpositionFault, excerpt},
    event::MetricType,
};
use crate::{
    golang::float::{append_g, format_g, parse_float},
    model::sample::NORMAL_NAN_BITS,
};
use std::borrow::Cow;

/// A sample's value: Go's floats without hexadecimal ones and underscores; every NaN becomes the ordinary one.
#[inline]
pub(super) fn value(text: &[u8]) -> Result<f64, ExpositionFault> {
    // Most values are small whole numbers, which need no general algorithm.
    if (1..=15).contains(&text.len()) && text.iter().all(u8::is_ascii_digit) {
        return Ok(text.iter().fold(0u64, |value, digit| value * 10 + u64::from(digit - b'0')) as f64);
    }
    if text.iter().any(|byte| matches!(byte, b'p' | b'P' | b'_')) {
        return Err(ExpositionFault::UnsupportedFloat(excerpt(text)));
    }
    let parsed = std::str::from_utf8(text).map_or(Err(crate::golang::float::ParseFloatError::Syntax), parse_float);
    match parsed {
        Ok(value) if value.is_nan() => Ok(f64::from_bits(NORMAL_NAN_BITS)),
        Ok(value) => Ok(value),
        Err(reason) => Err(ExpositionFault::InvalidFloat { text: excerpt(text), reason }),
    }
}

/// A time in seconds as milliseconds: the product in floats, cut off, as Prometheus does it.
pub(super) fn seconds(text: &[u8]) -> Result<i64, ExpositionFault> {
    let seconds = value(text)?;
    let milliseconds = seconds * 1000.0;
    // The bounds are exact: 2^63 is a float, and no float lies between it and the largest integer.
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&milliseconds) {
        Ok(milliseconds as i64)
    } else {
        Err(ExpositionFault::InvalidTimestamp(seconds))
    }
}

/// Appends a float as OpenMetrics writes bounds: as Go's `%g`, but whole numbers end in `.0`.
pub fn append_openmetrics_float(out: &mut Vec<u8>, value: f64) {
    let start = out.len();
    // There is no negative zero among bounds.
    append_g(out, if value == 0.0 { 0.0 } else { value });
    if value.is_finite() && !out[start..].iter().any(|byte| matches!(byte, b'.' | b'e')) {
        out.extend_from_slice(b".0");
    }
}

/// The value of a label, with the bounds of histograms and the quantiles of summaries in OpenMetrics' form.
pub(super) fn normalize_bound<'a>(kind: MetricType, name: &str, value: Cow<'a, str>) -> Cow<'a, str> {
    if !matches!((kind, name), (MetricType::Histogram, "le") | (MetricType::Summary, "quantile")) {
        return value;
    }
    let Ok(bound) = parse_float(&value) else { return value };
    let mut normal = Vec::with_capacity(24);
    append_openmetrics_float(&mut normal, bound);
    if normal == value.as_bytes() {
        return value;
    }
    Cow::Owned(String::from_utf8(normal).unwrap_or_else(|_| format_g(bound)))
}
