//! `metric@st` lines: when the counters of the series on the next line began to count.
//!
//! ```text
//! _ | _xN               no start timestamp, N times
//! D | DxN               this far from the sample's time; N more times
//! D+DxN | D-DxN         as the values of a series: growing or shrinking from sample to sample
//! ```

use super::{
    error::{Line, ScriptError},
    parse::parse_series,
};
use crate::{
    golang::float::parse_uint,
    model::{labels::Labels, time::parse_duration},
};

/// One line may not stand for more start timestamps than a series may have values.
const MAXIMUM_VALUES: u64 = 5_000_000;

/// Whether the first word ends with `@st`.
pub(super) fn is_start_line(text: &str) -> bool {
    text.split_once([' ', '\t']).is_some_and(|(word, _)| word.ends_with("@st"))
}

/// The metric, and the offsets in milliseconds from the times of its samples.
pub(super) fn parse_start_line(line: Line<'_>) -> Result<(Labels, Vec<Option<i64>>), ScriptError> {
    let (word, items) = line.text.split_once([' ', '\t']).unwrap_or((line.text, ""));
    let metric = word.strip_suffix("@st").unwrap_or(word);
    let (labels, _) = parse_series(Line { text: metric, ..line })?;
    let mut offsets = Vec::new();
    for item in items.split_ascii_whitespace() {
        parse_item(item, &mut offsets).map_err(|fault| {
            let place = line.text.len() - items.len() + (item.as_ptr() as usize - items.as_ptr() as usize);
            line.error_at(place, format!("invalid start timestamp {item:?}: {fault}"))
        })?;
    }
    Ok((labels, offsets))
}

fn parse_item(item: &str, offsets: &mut Vec<Option<i64>>) -> Result<(), String> {
    let room = MAXIMUM_VALUES.saturating_sub(offsets.len() as u64);
    let checked = |times: u64| match times <= room {
        true => Ok(times),
        false => Err(format!("stands for more than {MAXIMUM_VALUES} values")),
    };
    if let Some(rest) = item.strip_prefix('_') {
        let times = if rest.is_empty() { 1 } else { repetition(rest)? };
        if times == 0 {
            return Err("cannot be repeated zero times".into());
        }
        offsets.extend((0..checked(times)?).map(|_| None));
        return Ok(());
    }
    let (mut offset, rest) = signed_duration(item)?;
    let (step, rest) = match rest.as_bytes().first() {
        None => {
            offsets.push(Some(offset));
            return Ok(());
        }
        Some(sign @ (b'+' | b'-')) => {
            let (step, rest) = signed_duration(&rest[1..])?;
            (if *sign == b'-' { -step } else { step }, rest)
        }
        Some(_) => (0, rest),
    };
    for _ in 0..checked(repetition(rest)?.saturating_add(1))? {
        offsets.push(Some(offset));
        offset = offset.saturating_add(step);
    }
    Ok(())
}

/// `xN`.
fn repetition(text: &str) -> Result<u64, String> {
    let digits = text.strip_prefix('x').ok_or_else(|| format!("expected x and a number, got {text:?}"))?;
    parse_uint(digits, 10).map_err(|error| format!("repetition {digits:?}: {error}"))
}

/// A sign, digits and a unit; what follows them.
fn signed_duration(text: &str) -> Result<(i64, &str), String> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let unit = unsigned[digits..].bytes().take_while(|byte| byte.is_ascii_alphabetic() && *byte != b'x').count();
    let (duration, rest) = unsigned.split_at(digits + unit);
    let milliseconds = parse_duration(duration).map_err(|error| error.to_string())?;
    Ok((if text.starts_with('-') { -milliseconds } else { milliseconds }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offsets(items: &str) -> Result<Vec<Option<i64>>, String> {
        let text = format!("a{{b=\"c\"}}@st {items}");
        assert!(is_start_line(&text));
        let parsed = parse_start_line(Line { number: 1, indent: 0, text: &text });
        parsed.map(|(_, offsets)| offsets).map_err(|error| error.to_string())
    }

    #[test]
    fn sequences_are_unfolded() {
        let minute = |number: i64| Some(number * 60_000);
        for (items, expected) in [
            ("_ -1m", vec![None, minute(-1)]),
            ("_x2 0", vec![None, None, Some(0)]),
            ("1msx1 +30s", vec![Some(1), Some(1), Some(30_000)]),
            ("-1m-1mx2", vec![minute(-1), minute(-2), minute(-3)]),
            ("-2m+1mx2", vec![minute(-2), minute(-1), minute(0)]),
        ] {
            assert_eq!(offsets(items), Ok(expected), "{items}");
        }
    }

    #[test]
    fn nonsense_is_refused_where_it_stands() {
        for (items, expected) in [
            ("1m 1q", "1:16: invalid start timestamp \"1q\": unknown unit \"q\" in duration \"1q\""),
            ("_x0", "1:13: invalid start timestamp \"_x0\": cannot be repeated zero times"),
            ("1m+1m", "1:13: invalid start timestamp \"1m+1m\": expected x and a number, got \"\""),
            ("1mx99999999", "1:13: invalid start timestamp \"1mx99999999\": stands for more than 5000000 values"),
        ] {
            assert_eq!(offsets(items), Err(expected.to_owned()));
        }
        assert!(!is_start_line("a{b=\"@st\"} 1"));
    }
}
