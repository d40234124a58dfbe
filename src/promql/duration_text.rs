//! Prometheus' durations as text: `1h30m`.

use crate::golang::quote::quote;

/// Units from the longest to the shortest, with their lengths in milliseconds; the flag marks those that are printed
/// only when they divide a length exactly.
const UNITS: [(&str, i64, bool); 7] = [
    ("y", 365 * 86_400_000, true),
    ("w", 7 * 86_400_000, true),
    ("d", 86_400_000, false),
    ("h", 3_600_000, false),
    ("m", 60_000, false),
    ("s", 1000, false),
    ("ms", 1, false),
];

/// Milliseconds from text; the error is the message.
pub(super) fn parse_duration(text: &str) -> Result<i64, String> {
    let invalid = || format!("not a valid duration string: {}", quote(text.as_bytes()));
    let out_of_range = || "duration out of range".to_owned();
    let (mut rest, mut sum, mut units) = (text, 0i64, &UNITS[..]);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at(digits);
        let letters = after.bytes().take_while(|byte| !byte.is_ascii_digit()).count();
        let (unit, after) = after.split_at(letters);
        if number.is_empty() || unit.is_empty() {
            return Err(invalid());
        }
        let number: u64 = number.parse().map_err(|_| invalid())?;
        if !UNITS.iter().any(|(name, ..)| *name == unit) {
            return Err(format!("unknown unit {} in duration {}", quote(unit.as_bytes()), quote(text.as_bytes())));
        }
        let position = units.iter().position(|(name, ..)| *name == unit).ok_or_else(invalid)?;
        let (_, length, _) = units[position];
        units = &units[position + 1..];
        let length =
            i64::try_from(number).ok().and_then(|number| number.checked_mul(length)).ok_or_else(out_of_range)?;
        sum = sum.checked_add(length).filter(|sum| *sum <= i64::MAX / 1_000_000).ok_or_else(out_of_range)?;
        rest = after;
    }
    Ok(sum)
}

/// Text from milliseconds: years or weeks only where they divide exactly, then days to milliseconds.
pub(super) fn format_duration(milliseconds: i64) -> String {
    if milliseconds == 0 {
        return "0s".to_owned();
    }
    let mut rest = milliseconds.unsigned_abs() as i64;
    let mut text = String::from(if milliseconds < 0 { "-" } else { "" });
    for (unit, length, exact) in UNITS {
        let count = rest / length;
        if count > 0 && (!exact || rest % length == 0) {
            text.push_str(&format!("{count}{unit}"));
            rest %= length;
        }
    }
    text
}
