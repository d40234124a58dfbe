//! Floats as text, laid out as `strconv.FormatFloat` and `fmt` do.

use super::{
    digits::{Digits, MAX_DIGITS},
    integer::append_integer,
};

/// Below this magnitude every whole float is an exact integer, printed without the general algorithm.
const EXACT_INTEGERS: f64 = 9_007_199_254_740_992.0;
/// `%g` uses an exponent from this decimal exponent on, when the digits are the shortest ones.
const SHORTEST_G_EXPONENT: i32 = 6;

/// Appends `strconv.FormatFloat(value, 'f', -1, 64)`: shortest digits, never an exponent; `NaN`, `+Inf`, `-Inf`.
pub fn append_f(out: &mut Vec<u8>, value: f64) {
    if append_special(out, value) || append_whole(out, value, EXACT_INTEGERS) {
        return;
    }
    // Most numbers come out of the library as Go writes them; what has an exponent is laid out anew.
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(value).as_bytes();
    if text.contains(&b'e') {
        lay_out_plain(out, &Digits::from_decimal_text(text));
    } else {
        out.extend_from_slice(text.strip_suffix(b".0").unwrap_or(text));
    }
}

/// Appends Go's `%g` and `%v`: shortest digits, an exponent below 1e-4 and from 1e+06 on; `NaN`, `+Inf`, `-Inf`.
pub fn append_g(out: &mut Vec<u8>, value: f64) {
    if append_special(out, value) || append_whole(out, value, 1e6) {
        return;
    }
    let digits = Digits::shortest(value);
    lay_out_general(out, &digits, SHORTEST_G_EXPONENT);
}

/// Appends `strconv.FormatFloat(value, 'e', -1, 64)`: shortest digits, always an exponent of at least two digits.
pub fn append_e(out: &mut Vec<u8>, value: f64) {
    if !append_special(out, value) {
        let digits = Digits::shortest(value);
        lay_out_exponent(out, &digits, digits.as_bytes().len());
    }
}

/// Appends a sample value as Prometheus' API writes it (the quotes left out): like [`append_f`], but with an exponent
/// below 1e-6 and from 1e21 on.
pub fn append_json(out: &mut Vec<u8>, value: f64) {
    let magnitude = value.abs();
    if magnitude != 0.0 && !(1e-6..1e21).contains(&magnitude) {
        append_e(out, value);
    } else {
        append_f(out, value);
    }
}

/// Appends Go's `%.Nf`: `precision` digits after the point.
pub fn append_fixed_f(out: &mut Vec<u8>, value: f64, precision: usize) {
    if !append_special(out, value) {
        // Writing into a vector cannot fail.
        let _ = std::io::Write::write_fmt(out, format_args!("{value:.precision$}"));
    }
}

/// Appends Go's `%.Ne`: `precision` digits after the point, at most 31.
pub fn append_fixed_e(out: &mut Vec<u8>, value: f64, precision: usize) {
    if !append_special(out, value) {
        let significant = (precision + 1).min(MAX_DIGITS);
        lay_out_exponent(out, &Digits::rounded(value, significant), significant);
    }
}

/// Appends Go's `%.Ng`: `precision` significant digits (1 to 32; 0 counts as 1), trailing zeros left out.
pub fn append_fixed_g(out: &mut Vec<u8>, value: f64, precision: usize) {
    if append_special(out, value) {
        return;
    }
    let precision = precision.clamp(1, MAX_DIGITS);
    let digits = Digits::rounded(value, precision);
    let length = digits.as_bytes().len();
    let whole = usize::try_from(digits.point).is_ok_and(|point| length < point);
    let exponent_from = if precision > length && !whole { length } else { precision };
    lay_out_general(out, &digits, exponent_from as i32);
}

/// [`append_f`] as a new string.
pub fn format_f(value: f64) -> String {
    collect(|out| append_f(out, value))
}

/// [`append_g`] as a new string.
pub fn format_g(value: f64) -> String {
    collect(|out| append_g(out, value))
}

/// [`append_e`] as a new string.
pub fn format_e(value: f64) -> String {
    collect(|out| append_e(out, value))
}

/// [`append_json`] as a new string.
pub fn format_json(value: f64) -> String {
    collect(|out| append_json(out, value))
}

/// [`append_fixed_f`] as a new string.
pub fn format_fixed_f(value: f64, precision: usize) -> String {
    collect(|out| append_fixed_f(out, value, precision))
}

/// [`append_fixed_e`] as a new string.
pub fn format_fixed_e(value: f64, precision: usize) -> String {
    collect(|out| append_fixed_e(out, value, precision))
}

/// [`append_fixed_g`] as a new string.
pub fn format_fixed_g(value: f64, precision: usize) -> String {
    collect(|out| append_fixed_g(out, value, precision))
}

fn collect(append: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::with_capacity(24);
    append(&mut out);
    // Only ASCII is ever appended.
    String::from_utf8(out).unwrap_or_default()
}

/// Appends `NaN` or an infinity and says whether it did.
#[inline]
fn append_special(out: &mut Vec<u8>, value: f64) -> bool {
    if value.is_finite() {
        return false;
    }
    let text: &[u8] = match () {
        () if value.is_nan() => b"NaN",
        () if value > 0.0 => b"+Inf",
        () => b"-Inf",
    };
    out.extend_from_slice(text);
    true
}

/// Appends a whole number below `limit` (at most [`EXACT_INTEGERS`]) and says whether it did; `-0` is left alone.
#[inline]
fn append_whole(out: &mut Vec<u8>, value: f64, limit: f64) -> bool {
    let whole = value as i64;
    if value.abs() >= limit || whole as f64 != value || (whole == 0 && value.is_sign_negative()) {
        return false;
    }
    append_integer(out, whole);
    true
}

fn lay_out_general(out: &mut Vec<u8>, digits: &Digits, exponent_from: i32) {
    // The exponent of zero is -1 here, as in Go, so that zero never takes the exponent form.
    let exponent = digits.point - 1;
    if exponent < -4 || exponent >= exponent_from {
        lay_out_exponent(out, digits, digits.as_bytes().len());
    } else {
        lay_out_plain(out, digits);
    }
}

fn lay_out_plain(out: &mut Vec<u8>, digits: &Digits) {
    if digits.negative {
        out.push(b'-');
    }
    let bytes = digits.as_bytes();
    let Ok(point @ 1..) = usize::try_from(digits.point) else {
        out.push(b'0');
        if !bytes.is_empty() {
            out.push(b'.');
            out.resize(out.len() + digits.point.unsigned_abs() as usize, b'0');
            out.extend_from_slice(bytes);
        }
        return;
    };
    match bytes.split_at_checked(point) {
        Some((whole, fraction)) => {
            out.extend_from_slice(whole);
            if !fraction.is_empty() {
                out.push(b'.');
                out.extend_from_slice(fraction);
            }
        }
        None => {
            out.extend_from_slice(bytes);
            out.resize(out.len() + point - bytes.len(), b'0');
        }
    }
}

/// `d.ddde±dd` with `significant` digits, filled up with zeros.
fn lay_out_exponent(out: &mut Vec<u8>, digits: &Digits, significant: usize) {
    if digits.negative {
        out.push(b'-');
    }
    let bytes = digits.as_bytes();
    let (first, rest) = bytes.split_first().map_or((b'0', bytes), |(first, rest)| (*first, rest));
    out.push(first);
    if significant > 1 {
        out.push(b'.');
        out.extend_from_slice(rest);
        out.resize(out.len() + significant - 1 - rest.len(), b'0');
    }
    let exponent = if bytes.is_empty() { 0 } else { digits.point - 1 };
    out.extend_from_slice(if exponent < 0 { b"e-" } else { b"e+" });
    let magnitude = i64::from(exponent.unsigned_abs());
    if magnitude < 10 {
        out.push(b'0');
    }
    append_integer(out, magnitude);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shortest_forms() {
        for (value, plain, general, exponent, json) in [
            (0.0, "0", "0", "0e+00", "0"),
            (-0.0, "-0", "-0", "-0e+00", "-0"),
            (1.0, "1", "1", "1e+00", "1"),
            (-1.5, "-1.5", "-1.5", "-1.5e+00", "-1.5"),
            (999_997.0, "999997", "999997", "9.99997e+05", "999997"),
            (1e6, "1000000", "1e+06", "1e+06", "1000000"),
            (1_234_567.0, "1234567", "1.234567e+06", "1.234567e+06", "1234567"),
            (123456.7, "123456.7", "123456.7", "1.234567e+05", "123456.7"),
            (1e-4, "0.0001", "0.0001", "1e-04", "0.0001"),
            (1e-5, "0.00001", "1e-05", "1e-05", "0.00001"),
            (1e-7, "0.0000001", "1e-07", "1e-07", "1e-07"),
            (1e20, "100000000000000000000", "1e+20", "1e+20", "100000000000000000000"),
            (1e30, "1000000000000000000000000000000", "1e+30", "1e+30", "1e+30"),
            (5e-324, &format!("0.{}5", "0".repeat(323)), "5e-324", "5e-324", "5e-324"),
            (0.1 + 0.2, "0.30000000000000004", "0.30000000000000004", "3.0000000000000004e-01", "0.30000000000000004"),
            (
                9007199254740993.0,
                "9007199254740992",
                "9.007199254740992e+15",
                "9.007199254740992e+15",
                "9007199254740992",
            ),
            (f64::INFINITY, "+Inf", "+Inf", "+Inf", "+Inf"),
            (f64::NEG_INFINITY, "-Inf", "-Inf", "-Inf", "-Inf"),
            (f64::NAN, "NaN", "NaN", "NaN", "NaN"),
        ] {
            assert_eq!(format_f(value), plain);
            assert_eq!(format_g(value), general);
            assert_eq!(format_e(value), exponent);
            assert_eq!(format_json(value), json);
        }
    }

    #[test]
    fn fixed_forms() {
        assert_eq!(format_fixed_f(1609746000.5, 3), "1609746000.500");
        assert_eq!(format_fixed_f(-0.0004, 3), "-0.000");
        assert_eq!(format_fixed_f(f64::INFINITY, 2), "+Inf");
        assert_eq!(format_fixed_e(123456.0, 2), "1.23e+05");
        assert_eq!(format_fixed_e(0.0, 2), "0.00e+00");
        assert_eq!(format_fixed_e(1.0, 0), "1e+00");
        for (value, precision, expected) in [
            (100.0, 2, "1e+02"),
            (100.0, 3, "100"),
            (100.0, 4, "100"),
            (0.5, 4, "0.5"),
            (0.000012345, 3, "1.23e-05"),
            (99.99, 2, "1e+02"),
            (1234.5678, 4, "1235"),
            (12345.678, 4, "1.235e+04"),
            (0.0, 4, "0"),
            (1e20, 4, "1e+20"),
            (1.0, 0, "1"),
        ] {
            assert_eq!(format_fixed_g(value, precision), expected, "%.{precision}g of {value}");
        }
    }

    proptest! {
        #[test]
        fn every_shortest_form_reads_back(bits: u64) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            for text in [format_f(value), format_g(value), format_e(value), format_json(value)] {
                prop_assert_eq!(text.parse::<f64>().map(f64::to_bits), Ok(bits), "{}", text);
            }
        }
    }
}
