//! Scalars with a grammar of their own: durations, sizes, URLs, label names.

use super::{Decode, Decoder, Map, MapEntry, scalar::decode_text};
use crate::{
    golang::{
        quote::quote,
        url::{UrlParts, parse_url},
    },
    model::{
        labels::is_classic_label_name,
        time::{format_duration, parse_duration},
    },
    yaml::NodeId,
};
use std::fmt;

/// A Prometheus duration: `1h30m`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration {
    /// Its length.
    pub milliseconds: i64,
}

impl Duration {
    /// No time at all.
    pub const ZERO: Duration = Duration { milliseconds: 0 };

    /// So many seconds.
    pub const fn seconds(seconds: i64) -> Duration {
        Duration { milliseconds: seconds * 1000 }
    }

    /// So many minutes.
    pub const fn minutes(minutes: i64) -> Duration {
        Duration::seconds(minutes * 60)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&format_duration(self.milliseconds))
    }
}

impl Decode for Duration {
    fn go_type() -> String {
        "string".into()
    }

    fn null() -> Duration {
        Duration::ZERO
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Duration> {
        let text = decode_text(node, "string", decoder)?;
        match parse_duration(&text) {
            Ok(milliseconds) => Some(Duration { milliseconds }),
            Err(error) => {
                decoder.refuse(node, error.to_string());
                None
            }
        }
    }
}

/// A number of bytes: `512MB`, `1.5GiB`. Both kinds of units are powers of 1024.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size {
    /// How many; negative where the text was.
    pub bytes: i64,
}

/// The letters of the units, from the largest.
const UNITS: [(&str, i64); 6] =
    [("E", 1 << 60), ("P", 1 << 50), ("T", 1 << 40), ("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10)];

impl Size {
    /// Reads a size; the error is the reference's.
    pub fn parse(text: &str) -> Result<Size, String> {
        let invalid = || Err(format!("units: invalid {text}"));
        let (negative, mut rest) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        if rest == "0" {
            return Ok(Size::default());
        }
        if rest.is_empty() {
            return invalid();
        }
        let mut total = 0f64;
        let mut style: Option<bool> = None;
        while !rest.is_empty() {
            let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
            let whole = digits(rest);
            let fraction = rest[whole..].strip_prefix('.').map(digits);
            if whole + fraction.unwrap_or(0) == 0 {
                return invalid();
            }
            let (number, after) = rest.split_at(whole + fraction.map_or(0, |count| count + 1));
            let end = after.find(|rune: char| rune == '.' || rune.is_ascii_digit()).unwrap_or(after.len());
            let (unit, after) = after.split_at(end);
            let unknown = || format!("units: unknown unit {unit} in {text}");
            let (bytes, is_binary) = unit_bytes(unit).ok_or_else(unknown)?;
            if let Some(is_binary) = is_binary {
                // The units of one text are of one kind.
                if style.is_some_and(|style| style != is_binary) {
                    return Err(unknown());
                }
                style = Some(is_binary);
            }
            let number: f64 = format!("0{number}").parse().map_err(|_| format!("units: invalid {text}"))?;
            total += number * bytes as f64;
            rest = after;
        }
        if total >= 2f64.powi(63) {
            return Err("units: overflow parsing unit".into());
        }
        let bytes = total as i64;
        Ok(Size { bytes: if negative { -bytes } else { bytes } })
    }
}

/// The bytes of a unit, and whether it is of the kind with an `i`; `B` is of both.
fn unit_bytes(unit: &str) -> Option<(i64, Option<bool>)> {
    if unit == "B" {
        return Some((1, None));
    }
    let (prefix, is_binary) = match unit.strip_suffix("iB") {
        Some(prefix) => (prefix, true),
        None => (unit.strip_suffix('B')?, false),
    };
    UNITS.iter().find(|(letter, _)| *letter == prefix).map(|(_, bytes)| (*bytes, Some(is_binary)))
}

impl fmt::Display for Size {
    /// As Go prints it: `1GiB512MiB`, `0B`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.bytes.unsigned_abs();
        if rest == 0 {
            return formatter.write_str("0B");
        }
        if self.bytes < 0 {
            formatter.write_str("-")?;
        }
        for (letter, bytes) in UNITS {
            let count = rest / bytes.unsigned_abs();
            if count > 0 {
                write!(formatter, "{count}{letter}iB")?;
                rest %= bytes.unsigned_abs();
            }
        }
        if rest > 0 { write!(formatter, "{rest}B") } else { Ok(()) }
    }
}

impl Decode for Size {
    fn go_type() -> String {
        "units.Base2Bytes".into()
    }

    fn null() -> Size {
        Size::default()
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Size> {
        let text = decode_text(node, "units.Base2Bytes", decoder)?;
        match Size::parse(&text) {
            Ok(size) => Some(size),
            Err(message) => {
                decoder.refuse(node, message);
                None
            }
        }
    }
}

/// A URL as Go takes it: also a relative or an empty one. It may carry a password, and prints without it.
#[derive(Clone, PartialEq, Eq)]
pub struct GoUrl {
    /// The text as written.
    pub text: String,
    /// What Go makes of it.
    pub parts: UrlParts,
}

impl fmt::Debug for GoUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parts.has_user {
            true => formatter.write_str("<secret>"),
            false => fmt::Debug::fmt(&self.text, formatter),
        }
    }
}

impl Decode for Option<GoUrl> {
    fn go_type() -> String {
        "string".into()
    }

    fn null() -> Option<GoUrl> {
        None
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Option<GoUrl>> {
        let text = decode_text(node, "string", decoder)?;
        if text.contains('@') {
            let spot = decoder.spot(node);
            decoder.findings.note_secret(spot);
        }
        match parse_url(&text) {
            Ok(parts) => Some(Some(GoUrl { text, parts })),
            Err(error) => {
                decoder.refuse(node, error.to_string());
                None
            }
        }
    }
}

/// The name of a label: any text but the empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelName(pub String);

impl Decode for LabelName {
    fn go_type() -> String {
        "string".into()
    }

    fn null() -> LabelName {
        LabelName::default()
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<LabelName> {
        let text = decode_text(node, "string", decoder)?;
        if text.is_empty() {
            decoder.refuse(node, invalid_label_name(&text));
            return None;
        }
        Some(LabelName(text))
    }
}

fn invalid_label_name(name: &str) -> String {
    format!("{} is not a valid label name", quote(name.as_bytes()))
}

/// Labels of targets and matchers, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelSet(pub Map<String>);

impl LabelSet {
    /// Names and values.
    pub fn entries(&self) -> &[MapEntry<String>] {
        self.0.entries()
    }
}

impl Decode for LabelSet {
    fn go_type() -> String {
        "model.LabelSet".into()
    }

    fn null() -> LabelSet {
        LabelSet::default()
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<LabelSet> {
        if !decoder.is_mapping(node) {
            decoder.mismatch(node, "model.LabelSet");
            return None;
        }
        let map = Map::decode(node, decoder)?;
        let nameless: Vec<_> = map.entries().iter().filter(|entry| entry.name.is_empty()).collect();
        for entry in nameless {
            decoder.refuse_at(entry.name.spot, invalid_label_name(""));
        }
        Some(LabelSet(map))
    }
}

/// Which names metrics and labels may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ValidationScheme {
    /// Nothing said: what the section around it, or Prometheus, has.
    #[default]
    Unset,
    /// Letters, digits and `_` only.
    Legacy,
    /// Any text.
    Utf8,
}

impl ValidationScheme {
    /// Whether a label may have this name.
    pub fn allows_label_name(self, name: &str) -> bool {
        match self {
            ValidationScheme::Legacy => is_classic_label_name(name),
            ValidationScheme::Unset | ValidationScheme::Utf8 => !name.is_empty(),
        }
    }
}

impl Decode for ValidationScheme {
    fn go_type() -> String {
        "string".into()
    }

    fn null() -> ValidationScheme {
        ValidationScheme::Unset
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<ValidationScheme> {
        let text = decode_text(node, "string", decoder)?;
        match text.as_str() {
            "" => Some(ValidationScheme::Unset),
            "legacy" => Some(ValidationScheme::Legacy),
            "utf8" => Some(ValidationScheme::Utf8),
            _ => {
                decoder.refuse(node, format!("unrecognized ValidationScheme: {}", quote(text.as_bytes())));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_prometheus_does() {
        for (text, expected) in [
            ("0", Ok(0)),
            ("1KB", Ok(1024)),
            ("1KiB512B", Ok(1536)),
            ("1.5MB", Ok(3 << 19)),
            ("-2B", Ok(-2)),
            (".5KB", Ok(512)),
            ("", Err("units: invalid ")),
            ("100", Err("units: unknown unit  in 100")),
            ("5kB", Err("units: unknown unit kB in 5kB")),
            ("B", Err("units: invalid B")),
            ("9EB9EB", Err("units: overflow parsing unit")),
            ("1KB1MiB", Err("units: unknown unit MiB in 1KB1MiB")),
            (".", Err("units: invalid .")),
        ] {
            assert_eq!(Size::parse(text).map(|size| size.bytes), expected.map_err(String::from), "{text}");
        }
        assert_eq!(Size { bytes: (3 << 29) + 5 }.to_string(), "1GiB512MiB5B");
        assert_eq!(Size { bytes: -1024 }.to_string(), "-1KiB");
    }
}
