//! Number and character literals, which have no type until they are used.

use crate::golang::{
    float::{parse_float, parse_int, parse_uint},
    quote::{quote, unquote},
};

/// A literal, as every type that can hold it.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// As written.
    pub text: String,
    /// As a whole number.
    pub int: Option<i64>,
    /// As a whole number without a sign.
    pub uint: Option<u64>,
    /// As a number.
    pub float: Option<f64>,
    /// The imaginary part, of a complex number.
    pub imaginary: Option<f64>,
}

impl Number {
    /// The number that `text` is; the error is Go's.
    pub(super) fn parse(text: &str) -> Result<Number, String> {
        let mut number = Number { text: text.into(), int: None, uint: None, float: None, imaginary: None };
        if text.starts_with('\'') {
            let code = character(text)?;
            (number.int, number.uint, number.float) = (Some(code.into()), Some(code.into()), Some(code.into()));
            return Ok(number);
        }
        if let Some(complex) = text.strip_suffix('i') {
            let split =
                complex.rfind(['+', '-']).filter(|&at| at > 0 && !complex[..at].ends_with(['e', 'E', 'p', 'P']));
            let (real, imaginary) = split.map_or(("0", complex), |at| complex.split_at(at));
            return match (parse_float(real), parse_float(imaginary)) {
                (Ok(real), Ok(imaginary)) => Ok(Number { float: Some(real), imaginary: Some(imaginary), ..number }),
                _ => Err(format!("illegal number syntax: {}", quote(text.as_bytes()))),
            };
        }
        number.uint = parse_uint(text, 0).ok();
        number.int = parse_int(text, 0).ok();
        if number.int == Some(0) {
            number.uint = Some(0);
        }
        number.float = match (number.int, number.uint) {
            (Some(int), _) => Some(int as f64),
            (None, Some(uint)) => Some(uint as f64),
            (None, None) => match parse_float(text) {
                Ok(_) if !text.contains(['.', 'e', 'E', 'p', 'P']) => {
                    return Err(format!("integer overflow: {}", quote(text.as_bytes())));
                }
                Ok(float) => {
                    number.int = Some(float as i64).filter(|int| *int as f64 == float);
                    number.uint = Some(float as u64).filter(|uint| *uint as f64 == float);
                    Some(float)
                }
                Err(_) => return Err(format!("illegal number syntax: {}", quote(text.as_bytes()))),
            },
        };
        Ok(number)
    }

    /// Whether it is a float where nothing else is asked for.
    pub fn is_naturally_float(&self) -> bool {
        let hexadecimal = self.text.len() > 2
            && self.text.starts_with(['0'])
            && self.text[1..].starts_with(['x', 'X'])
            && !self.text.contains(['p', 'P']);
        !hexadecimal && !self.text.starts_with('\'') && self.text.contains(['.', 'e', 'E', 'p', 'P'])
    }
}

/// The code of a character literal.
fn character(literal: &str) -> Result<u32, String> {
    let bytes = match unquote(literal) {
        Some(bytes) => bytes,
        None => {
            // Go reads one character, and then wants the closing quote.
            let first_is_fine = literal[1..]
                .char_indices()
                .skip(1)
                .map(|(end, _)| end + 1)
                .any(|end| literal.get(..end).is_some_and(|start| unquote(&format!("{start}'")).is_some()));
            return Err(match first_is_fine {
                true => format!("malformed character constant: {literal}"),
                false => "invalid syntax".into(),
            });
        }
    };
    match std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()) {
        Some(character) => Ok(character.into()),
        None => Ok(bytes.first().copied().unwrap_or(0).into()),
    }
}
