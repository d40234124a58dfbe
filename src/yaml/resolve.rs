//! What Go makes of a scalar: null, a boolean, a number, or text.

use super::ScalarStyle;
use crate::golang::float::{parse_float, parse_int, parse_uint};

/// A tag that a node carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// `!!str` or `!`: text, whatever it looks like.
    Text,
    /// `!!binary`.
    Binary,
    /// `!!null`, `!!bool`, `!!int`, `!!float`: what it looks like anyway.
    Native,
    /// Any other, in short form.
    Other(Box<str>),
}

impl Tag {
    /// The tag of that long name.
    pub(super) fn new(name: &str) -> Tag {
        match name.strip_prefix("tag:yaml.org,2002:") {
            _ if name == "!" => Tag::Text,
            Some("str") => Tag::Text,
            Some("binary") => Tag::Binary,
            Some("null" | "bool" | "int" | "float" | "map" | "seq" | "merge" | "timestamp") => Tag::Native,
            Some(short) => Tag::Other(format!("!!{short}").into()),
            None => Tag::Other(name.into()),
        }
    }
}

/// What a node is by its look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Resolved<'t> {
    /// Nothing, `~`, `null`.
    Null,
    /// `true` or `false`; `yes`, `on` and the like are texts until a boolean is wanted.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number beyond 63 bits.
    Uint(u64),
    /// A number with a fraction or exponent, an infinity, or `.nan`.
    Float(f64),
    /// A date or a time.
    Timestamp(&'t str),
    /// `<<`.
    Merge,
    /// `!!binary`, in base64.
    Binary(&'t str),
    /// Anything else.
    Text(&'t str),
    /// A sequence.
    Sequence,
    /// A mapping.
    Mapping,
}

impl Resolved<'_> {
    /// The short tag.
    pub fn tag(&self) -> &'static str {
        match self {
            Resolved::Null => "!!null",
            Resolved::Bool(_) => "!!bool",
            Resolved::Int(_) | Resolved::Uint(_) => "!!int",
            Resolved::Float(_) => "!!float",
            Resolved::Timestamp(_) => "!!timestamp",
            Resolved::Merge => "!!merge",
            Resolved::Binary(_) => "!!binary",
            Resolved::Text(_) => "!!str",
            Resolved::Sequence => "!!seq",
            Resolved::Mapping => "!!map",
        }
    }
}

/// What a scalar is.
pub(super) fn resolve<'t>(value: &'t str, style: ScalarStyle, tag: Option<&Tag>) -> Resolved<'t> {
    match tag {
        Some(Tag::Text | Tag::Other(_)) => Resolved::Text(value),
        Some(Tag::Binary) => Resolved::Binary(value),
        None if style != ScalarStyle::Plain => Resolved::Text(value),
        Some(Tag::Native) | None => plain(value),
    }
}

fn plain(value: &str) -> Resolved<'_> {
    match value {
        "" | "~" | "null" | "Null" | "NULL" => return Resolved::Null,
        "true" | "True" | "TRUE" => return Resolved::Bool(true),
        "false" | "False" | "FALSE" => return Resolved::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Resolved::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Resolved::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => return Resolved::Float(f64::NEG_INFINITY),
        "<<" => return Resolved::Merge,
        _ => {}
    }
    if !value.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.')) {
        return Resolved::Text(value);
    }
    if is_timestamp(value) {
        return Resolved::Timestamp(value);
    }
    number(&value.replace('_', "")).unwrap_or(Resolved::Text(value))
}

fn number(text: &str) -> Option<Resolved<'static>> {
    if let Ok(number) = parse_int(text, 0) {
        return Some(Resolved::Int(number));
    }
    if let Ok(number) = parse_uint(text, 0) {
        return Some(Resolved::Uint(number));
    }
    if is_float(text)
        && let Ok(number) = parse_float(text)
    {
        return Some(Resolved::Float(number));
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let magnitude = match digits.split_at_checked(2)? {
        ("0b", digits) => parse_uint(digits, 2).ok()?,
        ("0o", digits) => parse_uint(digits, 8).ok()?,
        _ => return None,
    };
    let magnitude = i64::try_from(magnitude).ok()?;
    Some(Resolved::Int(if negative { -magnitude } else { magnitude }))
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn is_float(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole = digits(rest);
    let mut rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let count = digits(fraction);
        if whole + count == 0 {
            return false;
        }
        rest = &fraction[count..];
    } else if whole == 0 {
        return false;
    }
    let Some(exponent) = rest.strip_prefix(['e', 'E']) else { return rest.is_empty() };
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    !exponent.is_empty() && digits(exponent) == exponent.len()
}

/// `2006-1-2`, alone or followed by a time of day.
fn is_timestamp(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let (Some(year), Some(month), Some(rest)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let digits = |text: &str, longest: usize| {
        (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let day = rest.split(['T', 't', ' ']).next().unwrap_or(rest);
    year.len() == 4
        && digits(year, 4)
        && digits(month, 2)
        && digits(day, 2)
        && (day.len() == rest.len() || rest[day.len() + 1..].contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_have_gos_types() {
        for (text, expected) in [
            ("", Resolved::Null),
            ("~", Resolved::Null),
            ("TRUE", Resolved::Bool(true)),
            ("yes", Resolved::Text("yes")),
            ("1_000", Resolved::Int(1000)),
            ("0x1F", Resolved::Int(31)),
            ("010", Resolved::Int(8)),
            ("0o10", Resolved::Int(8)),
            ("-0b11", Resolved::Int(-3)),
            ("18446744073709551615", Resolved::Uint(u64::MAX)),
            ("1.", Resolved::Float(1.0)),
            (".5e1", Resolved::Float(5.0)),
            ("-.inf", Resolved::Float(f64::NEG_INFINITY)),
            ("1e3", Resolved::Float(1000.0)),
            (".", Resolved::Text(".")),
            ("1.2.3", Resolved::Text("1.2.3")),
            ("5m", Resolved::Text("5m")),
            ("NaN", Resolved::Text("NaN")),
            ("2026-11-22", Resolved::Timestamp("2026-11-22")),
            ("2026-1-2T03:04:05Z", Resolved::Timestamp("2026-1-2T03:04:05Z")),
            ("2026-11-22x", Resolved::Text("2026-11-22x")),
            ("<<", Resolved::Merge),
        ] {
            assert_eq!(resolve(text, ScalarStyle::Plain, None), expected, "{text}");
        }
        assert_eq!(resolve("1", ScalarStyle::DoubleQuoted, None), Resolved::Text("1"));
        assert_eq!(resolve("1", ScalarStyle::Plain, Some(&Tag::new("!"))), Resolved::Text("1"));
    }
}
