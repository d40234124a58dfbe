//! Go's `fmt`: `Sprint`, `Sprintln` and `Sprintf`, for the values of templates.

use super::value::Value;
use crate::golang::{
    float::{format_fixed_e, format_fixed_f, format_fixed_g, format_g},
    quote::{quote, quote_rune},
};

/// No width or precision is larger; Go's limit.
const WIDEST: usize = 1_000_000;
/// What this implementation pads and rounds to at most, so that a template cannot use up the memory.
const WIDEST_HERE: usize = 1000;

/// `fmt.Sprint`: blanks between operands when neither is a text.
pub(super) fn print(values: &[Value]) -> String {
    let mut out = String::new();
    let mut last_is_text = true;
    for (index, value) in values.iter().enumerate() {
        let is_text = matches!(value, Value::Text(_));
        if index > 0 && !is_text && !last_is_text {
            out.push(' ');
        }
        out.push_str(&value.shown());
        last_is_text = is_text;
    }
    out
}

/// `fmt.Sprintln`: blanks between all operands, and a line break.
pub(super) fn println(values: &[Value]) -> String {
    let shown: Vec<String> = values.iter().map(Value::shown).collect();
    format!("{}\n", shown.join(" "))
}

/// Flags, width and precision of one verb.
#[derive(Debug, Default)]
struct Directive {
    plus: bool,
    minus: bool,
    sharp: bool,
    space: bool,
    zero: bool,
    width: Option<usize>,
    precision: Option<usize>,
}

/// `fmt.Sprintf`, without explicit argument indexes.
pub(super) fn printf(format: &str, values: &[Value]) -> String {
    let mut out = String::new();
    let mut rest = format;
    let mut values_left = values;
    while let Some(percent) = rest.find('%') {
        out.push_str(&rest[..percent]);
        rest = &rest[percent + 1..];
        let directive = Directive::read(&mut rest, &mut values_left, &mut out);
        let Some(verb) = rest.chars().next() else {
            out.push_str("%!(NOVERB)");
            return out;
        };
        rest = &rest[verb.len_utf8()..];
        if verb == '%' {
            out.push('%');
            continue;
        }
        let Some((value, others)) = values_left.split_first() else {
            out.push_str(&format!("%!{verb}(MISSING)"));
            continue;
        };
        values_left = others;
        let text = directive.formatted(verb, value).unwrap_or_else(|| bad_verb(verb, value));
        out.push_str(&text);
    }
    out.push_str(rest);
    if !values_left.is_empty() {
        let extra: Vec<String> = values_left.iter().map(typed).collect();
        out.push_str(&format!("%!(EXTRA {})", extra.join(", ")));
    }
    out
}

/// A value as complaints show it: `int=1`.
fn typed(value: &Value) -> String {
    match value {
        Value::Nil => "<nil>".into(),
        value => format!("{}={}", value.type_name(), value.shown()),
    }
}

fn bad_verb(verb: char, value: &Value) -> String {
    format!("%!{verb}({})", typed(value))
}

impl Directive {
    /// Reads what stands between the percent sign and the verb; `*` takes a value.
    fn read(rest: &mut &str, values: &mut &[Value], out: &mut String) -> Directive {
        let mut directive = Directive::default();
        loop {
            match rest.bytes().next() {
                Some(b'+') => directive.plus = true,
                Some(b'-') => directive.minus = true,
                Some(b'#') => directive.sharp = true,
                Some(b' ') => directive.space = true,
                Some(b'0') => directive.zero = true,
                _ => break,
            }
            *rest = &rest[1..];
        }
        match number(rest, values) {
            Number::None => {}
            Number::Bad(complaint) => out.push_str(&complaint.replace('?', "WIDTH")),
            Number::Some(width) => {
                directive.minus |= width < 0;
                directive.width = Some(usize::try_from(width.unsigned_abs()).unwrap_or(WIDEST_HERE).min(WIDEST_HERE));
            }
        }
        if let Some(after) = rest.strip_prefix('.') {
            *rest = after;
            directive.precision = match number(rest, values) {
                Number::None => Some(0),
                Number::Bad(complaint) => {
                    out.push_str(&complaint.replace('?', "PREC"));
                    None
                }
                Number::Some(precision) => usize::try_from(precision).ok().map(|digits| digits.min(WIDEST_HERE)),
            };
        }
        directive.zero &= !directive.minus;
        directive
    }

    /// The value as the verb wants it; `None` if it cannot be.
    fn formatted(&self, verb: char, value: &Value) -> Option<String> {
        let text = match (value, verb) {
            (_, 'T') => self.padded(value.type_name().into(), false),
            (Value::Bool(value), 't' | 'v') => self.padded(value.to_string(), false),
            (Value::Int(value), _) => self.integer(verb, *value)?,
            (Value::Float(value), _) => self.float(verb, *value)?,
            (Value::Text(text), 's' | 'v') => self.padded(self.cut(text).into(), false),
            (Value::Text(text), 'q') => self.padded(quote(self.cut(text).as_bytes()), false),
            (Value::Text(text), 'x' | 'X') => {
                let digits = |byte: u8| if verb == 'x' { format!("{byte:02x}") } else { format!("{byte:02X}") };
                self.padded(text.bytes().map(digits).collect(), false)
            }
            (Value::Nil, 'v') => self.padded("<nil>".into(), false),
            (Value::Nil | Value::Bool(_) | Value::Text(_), _) => return None,
            (value, 'v' | 's') => self.padded(value.shown(), false),
            _ => return None,
        };
        Some(text)
    }

    /// The first so many characters that the precision allows.
    fn cut<'t>(&self, text: &'t str) -> &'t str {
        let end = self.precision.and_then(|precision| text.char_indices().nth(precision)).map(|(end, _)| end);
        &text[..end.unwrap_or(text.len())]
    }

    fn integer(&self, verb: char, value: i64) -> Option<String> {
        let magnitude = value.unsigned_abs();
        let digits = match verb {
            'd' | 'v' => magnitude.to_string(),
            'b' => format!("{magnitude:b}"),
            'o' | 'O' => format!("{magnitude:o}"),
            'x' => format!("{magnitude:x}"),
            'X' => format!("{magnitude:X}"),
            'c' | 'q' | 'U' => {
                let character = u32::try_from(value).ok().and_then(char::from_u32).unwrap_or('\u{FFFD}');
                return Some(self.padded(
                    match verb {
                        'c' => character.to_string(),
                        'q' => quote_rune(character),
                        _ => format!("U+{magnitude:04X}"),
                    },
                    false,
                ));
            }
            _ => return None,
        };
        let prefix = match verb {
            'b' if self.sharp => "0b",
            'o' if self.sharp => "0",
            'O' => "0o",
            'x' if self.sharp => "0x",
            'X' if self.sharp => "0X",
            _ => "",
        };
        let digits = match self.precision {
            Some(precision) => format!("{digits:0>precision$}"),
            None => digits,
        };
        let sign = self.sign(value < 0);
        Some(self.padded(format!("{sign}{prefix}{digits}"), self.precision.is_none()))
    }

    fn float(&self, verb: char, value: f64) -> Option<String> {
        let magnitude = value.abs();
        let text = match (verb, self.precision) {
            ('e' | 'E', precision) => format_fixed_e(magnitude, precision.unwrap_or(6)),
            ('f' | 'F', precision) => format_fixed_f(magnitude, precision.unwrap_or(6)),
            ('g' | 'G' | 'v', None) => format_g(magnitude),
            ('g' | 'G' | 'v', Some(precision)) => format_fixed_g(magnitude, precision),
            _ => return None,
        };
        let text = text.trim_start_matches('+');
        let text = if matches!(verb, 'E' | 'G') {
            text.to_uppercase().replace("INF", "Inf").replace("NAN", "NaN")
        } else {
            text.into()
        };
        let sign = if value.is_nan() { self.sign(false) } else { self.sign(value.is_sign_negative()) };
        // Infinity always shows its sign.
        let sign = if value == f64::INFINITY { "+" } else { sign };
        Some(self.padded(format!("{sign}{text}"), value.is_finite()))
    }

    fn sign(&self, negative: bool) -> &'static str {
        match (negative, self.plus, self.space) {
            (true, _, _) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            (false, false, false) => "",
        }
    }

    /// Fills up to the width, with zeros behind the sign where that is wanted and possible.
    fn padded(&self, text: String, zeros: bool) -> String {
        let missing = self.width.unwrap_or(0).saturating_sub(text.chars().count());
        if missing == 0 {
            return text;
        }
        if self.minus {
            return text + &" ".repeat(missing);
        }
        if self.zero && zeros {
            let sign = text.len() - text.trim_start_matches(['+', '-', ' ']).len();
            return format!("{}{}{}", &text[..sign], "0".repeat(missing), &text[sign..]);
        }
        " ".repeat(missing) + &text
    }
}

enum Number {
    None,
    Some(i64),
    /// A complaint, with `?` for what it is.
    Bad(String),
}

/// A number, or a value in its place.
fn number(rest: &mut &str, values: &mut &[Value]) -> Number {
    if let Some(after) = rest.strip_prefix('*') {
        *rest = after;
        let Some((value, others)) = values.split_first() else { return Number::Bad("%!(BAD?)".into()) };
        *values = others;
        return match value {
            Value::Int(number) if number.unsigned_abs() <= WIDEST as u64 => Number::Some(*number),
            _ => Number::Bad("%!(BAD?)".into()),
        };
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (text, after) = rest.split_at(digits);
    *rest = after;
    if text.is_empty() {
        return Number::None;
    }
    match text.parse::<i64>() {
        Ok(number) if number <= WIDEST as i64 => Number::Some(number),
        _ => Number::Bad("%!(BAD?)".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_print_as_in_go() {
        let (int, float, text) = (Value::Int(42), Value::Float(1.5), Value::text("aé"));
        for (format, value, expected) in [
            ("%d", &int, "42"),
            ("%5d|", &int, "   42|"),
            ("%-5d|", &int, "42   |"),
            ("%05d", &int, "00042"),
            ("%+d", &int, "+42"),
            ("%x %%", &int, "2a %"),
            ("%c", &int, "*"),
            ("%v", &float, "1.5"),
            ("%.2f", &float, "1.50"),
            ("%f", &float, "1.500000"),
            ("%e", &float, "1.500000e+00"),
            ("%08.3f", &Value::Float(-1.5), "-001.500"),
            ("%.3g", &Value::Float(1234.0), "1.23e+03"),
            ("%v", &Value::Float(f64::INFINITY), "+Inf"),
            ("%s", &text, "aé"),
            ("%q", &text, "\"aé\""),
            ("%.1s", &text, "a"),
            ("%4s|", &text, "  aé|"),
            ("%d", &float, "%!d(float64=1.5)"),
            ("%f", &int, "%!f(int=42)"),
            ("%s", &int, "%!s(int=42)"),
            ("%t", &Value::Bool(true), "true"),
            ("%T", &float, "float64"),
        ] {
            assert_eq!(printf(format, std::slice::from_ref(value)), expected, "{format}");
        }
        assert_eq!(printf("%d %d", &[Value::Int(1)]), "1 %!d(MISSING)");
        assert_eq!(printf("%d", &[Value::Int(1), Value::text("x")]), "1%!(EXTRA string=x)");
        assert_eq!(printf("%", &[]), "%!(NOVERB)");
        assert_eq!(printf("%*d", &[Value::Int(4), Value::Int(1)]), "   1");
    }

    #[test]
    fn operands_are_set_apart_unless_one_is_text() {
        let values = [Value::Int(1), Value::Int(2), Value::text("x"), Value::Int(3)];
        assert_eq!(print(&values), "1 2x3");
        assert_eq!(println(&values), "1 2 x 3\n");
    }
}
