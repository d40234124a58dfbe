//! The tokens that the JSON formats share: strings with the escapes of Prometheus' two encoders, times, histograms.
//!
//! Everything is appended to a byte buffer; there is no tree of values, because a large matrix has millions of numbers.

use crate::{
    golang::float::{append_f, append_integer, append_json},
    model::{histogram::FloatHistogram, labels::Labels, sample::Timestamp},
};

/// Which of Prometheus' encoders to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoder {
    /// The server's own for results: only what JSON demands is escaped.
    Server,
    /// Go's `encoding/json`, used by promtool and for the server's messages: `<`, `>`, `&` and the line separators
    /// U+2028 and U+2029 are escaped too.
    Standard,
}

/// Appends `text` as a JSON string.
pub(super) fn append_string(out: &mut Vec<u8>, text: &str, encoder: Encoder) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut copied = 0;
    for (index, byte) in bytes.iter().enumerate() {
        let escape: &[u8] = match byte {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0x08 if encoder == Encoder::Standard => b"\\b",
            0x0c if encoder == Encoder::Standard => b"\\f",
            0..=0x1f => b"",
            b'<' | b'>' | b'&' if encoder == Encoder::Standard => b"",
            0xe2 if encoder == Encoder::Standard => match bytes.get(index..index + 3) {
                Some([_, 0x80, 0xa8]) => b"\\u2028",
                Some([_, 0x80, 0xa9]) => b"\\u2029",
                _ => continue,
            },
            _ => continue,
        };
        out.extend_from_slice(&bytes[copied..index]);
        if escape.is_empty() {
            const DIGITS: &[u8; 16] = b"0123456789abcdef";
            out.extend_from_slice(b"\\u00");
            out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        } else {
            out.extend_from_slice(escape);
        }
        copied = index + if *byte == 0xe2 { 3 } else { 1 };
    }
    out.extend_from_slice(&bytes[copied..]);
    out.push(b'"');
}

/// Appends a label set as an object, sorted by name.
pub(super) fn append_labels(out: &mut Vec<u8>, labels: &Labels, encoder: Encoder) {
    out.push(b'{');
    for (index, (name, value)) in labels.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        append_string(out, name, encoder);
        out.push(b':');
        append_string(out, value, encoder);
    }
    out.push(b'}');
}

/// Appends strings as an array.
pub(super) fn append_strings<S: AsRef<str>>(out: &mut Vec<u8>, texts: &[S], encoder: Encoder) {
    out.push(b'[');
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        append_string(out, text.as_ref(), encoder);
    }
    out.push(b']');
}

/// Appends a time in seconds the way the server writes the points of vectors and matrices: no fraction, or three digits.
pub(super) fn append_time(out: &mut Vec<u8>, time: Timestamp) {
    let magnitude = time.unsigned_abs();
    if time < 0 {
        out.push(b'-');
    }
    append_integer(out, (magnitude / 1000) as i64);
    let fraction = (magnitude % 1000) as u16;
    if fraction != 0 {
        let digit = |value: u16| b'0' + (value % 10) as u8;
        out.extend_from_slice(&[b'.', digit(fraction / 100), digit(fraction / 10), digit(fraction)]);
    }
}

/// Appends a time in seconds with as many fractional digits as needed.
pub(super) fn append_shortest_time(out: &mut Vec<u8>, time: Timestamp) {
    append_f(out, time as f64 / 1000.0);
}

/// Appends a number as a string, the server's way (an exponent for the very small and the very large) or promtool's.
pub(super) fn append_number(out: &mut Vec<u8>, value: f64, encoder: Encoder) {
    out.push(b'"');
    match encoder {
        Encoder::Server => append_json(out, value),
        Encoder::Standard => append_f(out, value),
    }
    out.push(b'"');
}

/// Appends a histogram: `{"count":"…","sum":"…","buckets":[[boundaries,"lower","upper","count"],…]}`.
///
/// Empty buckets are left out. Without any bucket the server leaves the key out, and promtool writes `null`.
pub(super) fn append_histogram(out: &mut Vec<u8>, histogram: &FloatHistogram, encoder: Encoder) {
    out.extend_from_slice(b"{\"count\":");
    append_number(out, histogram.count, encoder);
    out.extend_from_slice(b",\"sum\":");
    append_number(out, histogram.sum, encoder);
    let mut found = false;
    for bucket in histogram.all_buckets().into_iter().filter(|bucket| bucket.count != 0.0) {
        out.extend_from_slice(if found { b"," } else { b",\"buckets\":[" });
        found = true;
        out.extend_from_slice(&[b'[', b'0' + bucket.boundaries()]);
        for number in [bucket.lower, bucket.upper, bucket.count] {
            out.push(b',');
            append_number(out, number, encoder);
        }
        out.push(b']');
    }
    match (found, encoder) {
        (true, _) => out.push(b']'),
        (false, Encoder::Standard) => out.extend_from_slice(b",\"buckets\":null"),
        (false, Encoder::Server) => {}
    }
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(append: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        append(&mut out);
        String::from_utf8(out).expect("JSON text is UTF-8")
    }

    #[test]
    fn strings_are_escaped_as_each_encoder_does() {
        let input = "a\"\\\n\r\t\u{8}\u{c}\u{1}<>&é\u{2028}\u{2027}\u{7f}";
        assert_eq!(
            text(|out| append_string(out, input, Encoder::Server)),
            "\"a\\\"\\\\\\n\\r\\t\\u0008\\u000c\\u0001<>&é\u{2028}\u{2027}\u{7f}\""
        );
        assert_eq!(
            text(|out| append_string(out, input, Encoder::Standard)),
            "\"a\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u003c\\u003e\\u0026é\\u2028\u{2027}\u{7f}\""
        );
    }

    #[test]
    fn times_have_no_fraction_or_three_digits() {
        for (time, server, shortest) in [
            (1_795_344_828_000, "1795344828", "1795344828"),
            (1_795_344_828_120, "1795344828.120", "1795344828.12"),
            (5, "0.005", "0.005"),
            (-1_500, "-1.500", "-1.5"),
            (0, "0", "0"),
        ] {
            assert_eq!(text(|out| append_time(out, time)), server);
            assert_eq!(text(|out| append_shortest_time(out, time)), shortest);
        }
        assert_eq!(text(|out| append_time(out, i64::MIN)), "-9223372036854775.808");
    }

    #[test]
    fn a_histogram_without_buckets_differs_between_server_and_promtool() {
        let histogram = FloatHistogram { count: 0.0, sum: 1e-7, ..FloatHistogram::default() };
        assert_eq!(text(|out| append_histogram(out, &histogram, Encoder::Server)), r#"{"count":"0","sum":"1e-07"}"#);
        assert_eq!(
            text(|out| append_histogram(out, &histogram, Encoder::Standard)),
            r#"{"count":"0","sum":"0.0000001","buckets":null}"#
        );
    }
}
