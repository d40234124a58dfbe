//! The plain lines of which large expositions consist, read without the parser: `labels value time`.
//!
//! Backfill knows most label parts from earlier lines and only compares them; what follows is read here. A line that is
//! in any way out of the ordinary is refused with `None`, and the parser, which alone decides what is right, reads it.

use super::{event::Format, number};

/// Powers of ten that are floats.
const TENS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
/// So many digits always fit 53 bits.
const EXACT_DIGITS: usize = 15;

/// Where the labels of the line that starts `bytes` end: the offset behind the name or the closing brace.
pub fn end_of_labels(bytes: &[u8]) -> Option<usize> {
    let mut position = memchr::memchr3(b'{', b' ', b'\n', bytes)?;
    if bytes.get(position) != Some(&b'{') {
        return Some(position).filter(|_| bytes.get(position) == Some(&b' '));
    }
    loop {
        position += 1 + memchr::memchr3(b'"', b'}', b'\n', bytes.get(position + 1..)?)?;
        match bytes.get(position)? {
            b'}' => return Some(position + 1),
            b'"' => {}
            _ => return None,
        }
        loop {
            position += 1 + memchr::memchr2(b'"', b'\\', bytes.get(position + 1..)?)?;
            match bytes.get(position)? {
                b'\\' => position += 1,
                _ => break,
            }
        }
    }
}

/// Reads `␣value␣time\n` at the beginning of `bytes`: the value, the time in milliseconds, and the bytes read.
#[inline]
pub fn read_value_and_time(bytes: &[u8], format: Format) -> Option<(f64, i64, usize)> {
    let rest = bytes.strip_prefix(b" ")?;
    let (value, length) = read_number(rest, b' ')?;
    let rest = rest.get(length + 1..)?;
    let read = 1 + length + 1;
    match format {
        Format::OpenMetrics => {
            let (seconds, length) = read_number(rest, b'\n')?;
            let milliseconds = seconds * 1000.0;
            let is_in_range = milliseconds.abs() < 9e18;
            is_in_range.then_some((value, milliseconds as i64, read + length + 1))
        }
        Format::Text => {
            let (milliseconds, length) = read_number(rest, b'\n')?;
            let is_whole = rest.get(..length)?.iter().all(|byte| byte.is_ascii_digit()) && length <= EXACT_DIGITS;
            is_whole.then_some((value, milliseconds as i64, read + length + 1))
        }
    }
}

/// Reads a number up to `end`; gives the bytes before that.
///
/// Few digits with a point among them are an integer divided by a power of ten, both of which are exact, so that the
/// quotient is the nearest float.
#[inline]
fn read_number(bytes: &[u8], end: u8) -> Option<(f64, usize)> {
    let (mut digits, mut mantissa, mut point) = (0usize, 0u64, None);
    for (index, &byte) in bytes.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
            digits += 1;
        } else if byte == b'.' && point.is_none() && digits > 0 {
            point = Some(digits);
        } else if byte == end && digits > 0 && digits <= EXACT_DIGITS && point != Some(digits) {
            let decimals = point.map_or(0, |point| digits - point);
            let value = mantissa as f64;
            return Some((if decimals == 0 { value } else { value / TENS.get(decimals)? }, index));
        } else {
            break;
        }
    }
    read_any_number(bytes, end)
}

/// Signs, exponents, many digits, `+Inf`, `NaN`.
#[cold]
fn read_any_number(bytes: &[u8], end: u8) -> Option<(f64, usize)> {
    let length = memchr::memchr3(b' ', b'\n', b'\t', bytes)?;
    if bytes.get(length) != Some(&end) {
        return None;
    }
    Some((number::value(bytes.get(..length)?).ok()?, length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exposition::{Event, Parser};
    use proptest::prelude::*;

    #[test]
    fn labels_end_where_the_parser_says() {
        for (line, end) in [
            ("up 1 2\n", Some(2)),
            ("up{} 1 2\n", Some(4)),
            ("up{} 1 2 # {a=\"b\"} 1\n", Some(4)),
            ("up{a=\"}\",b=\"\\\\\\\"}\"} 1\n", Some(19)),
            ("{\"a b\",c=\"d\"} 1\n", Some(13)),
            ("up{a=\"x\ny\"} 1\n", Some(11)),
            ("up\n", None),
            ("up{a=\"", None),
            ("up{\n", None),
        ] {
            assert_eq!(end_of_labels(line.as_bytes()), end, "{line:?}");
        }
    }

    proptest! {
        /// Whatever is read here, the parser reads too.
        #[test]
        fn numbers_are_those_of_the_parser(
            value in "[+-]?[0-9]{0,20}([.][0-9]{0,12})?(e[+-]?[0-9]{1,3})?|NaN|[+-]?Inf|0x1p3|1_0|x",
            time in "-?[0-9]{0,17}([.][0-9]{0,6})?|1e9|[ ]1",
            openmetrics: bool,
        ) {
            let format = if openmetrics { Format::OpenMetrics } else { Format::Text };
            let rest = format!(" {value} {time}\n");
            let Some((plain_value, plain_time, read)) = read_value_and_time(rest.as_bytes(), format) else {
                return Ok(());
            };
            prop_assert_eq!(read, rest.len());
            let line = format!("up{rest}# EOF\n");
            let mut parser = Parser::new(line.as_bytes(), format);
            let Ok(Some(Event::Sample(sample))) = parser.next_event() else {
                return Err(TestCaseError::fail(format!("the parser refuses {line:?}")));
            };
            prop_assert_eq!(sample.value.to_bits(), plain_value.to_bits());
            prop_assert_eq!(sample.timestamp, Some(plain_time));
        }
    }
}
