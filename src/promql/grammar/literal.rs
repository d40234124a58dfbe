//! Numbers, durations and strings.

use super::tokens::{Parsed, Problem, Tokens, token, token_where};
use crate::{
    diagnostic::Span,
    golang::{
        float::{parse_float, parse_int},
        text::GoString,
    },
    model::time::parse_duration,
    promql::{
        ast::{BinaryOperator, NumberLiteral, StringLiteral, UnaryOperator},
        lexer::{Token, TokenKind, string},
    },
};
use nom::{
    Err, Parser,
    branch::alt,
    combinator::{cut, opt},
};

/// A number or a duration without a sign.
pub(super) fn number(input: Tokens<'_>) -> Parsed<'_, NumberLiteral> {
    let (rest, read) = token_where(|kind| matches!(kind, TokenKind::Number | TokenKind::Duration)).parse(input)?;
    let (duration, text) = (read.kind == TokenKind::Duration, input.text(read));
    let value = match duration {
        true => parse_duration(text).map(seconds).map_err(|error| error.to_string()),
        false => value_of_number(text),
    };
    let value = value.map_err(|message| Problem::refused(read.span, message))?;
    Ok((rest, NumberLiteral { value, duration, span: read.span }))
}

/// Whole seconds and the rest are added as floats, so the last bit may differ from that of a division.
fn seconds(milliseconds: i64) -> f64 {
    (milliseconds / 1000) as f64 + (milliseconds % 1000) as f64 / 1e3
}

/// The value of a number token: an integer in Go's notations if it is one, else a float.
pub(super) fn value_of_number(text: &str) -> Result<f64, String> {
    if let Ok(integer) = parse_int(text, 0) {
        return Ok(integer as f64);
    }
    parse_float(text).map_err(|error| format!("error parsing number: {}", error.message(text)))
}

/// A sign.
pub(super) fn sign(input: Tokens<'_>) -> Parsed<'_, (UnaryOperator, Span)> {
    let plus = token(TokenKind::Operator(BinaryOperator::Add)).map(|read| (UnaryOperator::Plus, read.span));
    let minus = token(TokenKind::Operator(BinaryOperator::Subtract)).map(|read| (UnaryOperator::Minus, read.span));
    alt((plus, minus)).parse(input)
}

/// A number or a duration with at most one sign, which is folded into it.
pub(super) fn signed_number(input: Tokens<'_>) -> Parsed<'_, NumberLiteral> {
    let (input, sign) = opt(sign).parse(input)?;
    let (input, literal) = if sign.is_some() { cut(number).parse(input)? } else { number(input)? };
    Ok((input, fold(sign, literal)))
}

/// The literal with a sign before it.
pub(super) fn fold(sign: Option<(UnaryOperator, Span)>, mut literal: NumberLiteral) -> NumberLiteral {
    if let Some((operator, span)) = sign {
        if operator == UnaryOperator::Minus {
            literal.value *= -1.0;
        }
        literal.span = span.cover(literal.span);
    }
    literal
}

/// A string.
pub(super) fn string(input: Tokens<'_>) -> Parsed<'_, StringLiteral> {
    let (rest, read) = token(TokenKind::String).parse(input)?;
    Ok((rest, StringLiteral { value: string_value(input, read)?, span: read.span }))
}

/// The value of a string token.
pub(super) fn string_value(input: Tokens<'_>, read: Token) -> Result<GoString, Err<Problem>> {
    match string::read(input.text(read)) {
        Ok((_, value)) => Ok(GoString::from(value)),
        Err(broken) => Err(Problem::refused(read.span, broken.message)),
    }
}
