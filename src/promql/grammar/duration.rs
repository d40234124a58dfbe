//! Durations and arithmetic on them, in brackets and after `offset`.

use super::{
    literal::{fold, number, sign},
    tokens::{Parsed, Problem, Tall, Tokens, nested, token, token_where},
};
use crate::{
    diagnostic::Span,
    promql::{
        ast::{BinaryOperator, DurationExpr, NumberLiteral, UnaryOperator},
        lexer::{TokenKind, Word},
    },
};
use nom::{
    Err, Parser,
    branch::alt,
    combinator::{cut, opt},
};

/// How tightly `^` binds; signs bind like multiplication.
const POWER: u8 = 3;
/// 2^63 ns in seconds.
const LIMIT_SECONDS: f64 = (1u64 << 63) as f64 / 1e9;

fn level(operator: BinaryOperator) -> Option<u8> {
    use BinaryOperator::*;
    match operator {
        Add | Subtract => Some(1),
        Multiply | Divide | Modulo => Some(2),
        Power => Some(POWER),
        _ => None,
    }
}

/// A duration as it may stand in brackets.
pub(super) fn duration(input: Tokens<'_>) -> Parsed<'_, Tall<DurationExpr>> {
    operators(input, 0)
}

/// A duration as it may stand after `offset`.
///
/// Arithmetic goes on only after a parenthesis without a sign or after two signs; after anything else an operator
/// belongs to the expression around, so that `x offset 5m * 2` is `(x offset 5m) * 2`.
pub(super) fn offset(input: Tokens<'_>) -> Parsed<'_, DurationExpr> {
    let (after_sign, read) = opt(sign).parse(input)?;
    let signed_twice = read.is_some() && sign(after_sign).is_ok();
    let parenthesis = after_sign.kind() == TokenKind::LeftParen;
    if signed_twice || (parenthesis && read.is_none()) {
        let (rest, general) = duration(input)?;
        rest.look()?;
        return Ok((rest, general.part));
    }
    let (rest, operand) = match parenthesis {
        true => parentheses(after_sign)?,
        false => cut(alt((literal(read.map(|(_, span)| span)), word))).parse(after_sign)?,
    };
    let Some((operator, place)) = read else { return Ok((rest, operand.part)) };
    Ok((rest, with_sign(operator, place, operand)?.part))
}

fn operators(input: Tokens<'_>, minimum: u8) -> Parsed<'_, Tall<DurationExpr>> {
    let (mut input, mut left) = operand(input)?;
    while let TokenKind::Operator(operator) = input.kind()
        && let Some(level) = level(operator)
        && level >= minimum
    {
        let place = input.first().span;
        let minimum = if operator == BinaryOperator::Power { POWER } else { level + 1 };
        let (rest, right) = cut(nested(|input| operators(input, minimum))).parse(input.advanced())?;
        rest.look()?;
        let zero = matches!(&right.part, DurationExpr::Literal(literal) if literal.value == 0.0);
        match operator {
            BinaryOperator::Divide if zero => return Err(Problem::refused(place, "division by zero")),
            BinaryOperator::Modulo if zero => return Err(Problem::refused(place, "modulo by zero")),
            _ => {}
        }
        let span = left.part.span().cover(right.part.span());
        let height = left.height.max(right.height);
        let (operands, operator) = ((Box::new(left.part), Box::new(right.part)), operator);
        let binary = DurationExpr::Binary { operator, left: operands.0, right: operands.1, span };
        left = Tall::above(height, binary, place)?;
        input = rest;
    }
    Ok((input, left))
}

fn operand(input: Tokens<'_>) -> Parsed<'_, Tall<DurationExpr>> {
    let (after_sign, read) = opt(sign).parse(input)?;
    let Some((operator, place)) = read else {
        return alt((literal(None), word, parentheses)).parse(input);
    };
    let (rest, operand) = cut(nested(|input| operators(input, POWER))).parse(after_sign)?;
    Ok((rest, with_sign(operator, place, operand)?))
}

/// A sign before a literal becomes part of it; a plus before anything else vanishes.
fn with_sign(
    operator: UnaryOperator,
    place: Span,
    operand: Tall<DurationExpr>,
) -> Result<Tall<DurationExpr>, Err<Problem>> {
    match (operator, operand.part) {
        (_, DurationExpr::Literal(literal)) => {
            Ok(Tall::leaf(DurationExpr::Literal(fold(Some((operator, place)), literal))))
        }
        (UnaryOperator::Plus, part) => Ok(Tall { part, height: operand.height }),
        (UnaryOperator::Minus, part) => {
            let span = place.cover(part.span());
            Tall::above(operand.height, DurationExpr::Unary { operator, operand: Box::new(part), span }, place)
        }
    }
}

/// A number or a duration; one that is too long is reported at its sign, if the sign is part of the rule.
fn literal<'a>(sign: Option<Span>) -> impl Parser<Tokens<'a>, Output = Tall<DurationExpr>, Error = Problem> {
    move |input: Tokens<'a>| {
        let (rest, literal) = number(input)?;
        if out_of_range(&literal) {
            return Err(Problem::refused(sign.unwrap_or(literal.span), "duration out of range"));
        }
        Ok((rest, Tall::leaf(DurationExpr::Literal(literal))))
    }
}

fn out_of_range(literal: &NumberLiteral) -> bool {
    literal.value > LIMIT_SECONDS || literal.value < -LIMIT_SECONDS
}

/// `step()`, `range()`, `max_of(a, b)` and `min_of(a, b)`.
fn word(input: Tokens<'_>) -> Parsed<'_, Tall<DurationExpr>> {
    let (input, name) =
        token_where(|kind| matches!(kind, TokenKind::Word(Word::Step | Word::Range | Word::MaxOf | Word::MinOf)))
            .parse(input)?;
    let (input, _) = cut(token(TokenKind::LeftParen)).parse(input)?;
    let close = |input| cut(token(TokenKind::RightParen)).parse(input);
    if matches!(name.kind, TokenKind::Word(Word::Step | Word::Range)) {
        let (rest, end) = close(input)?;
        let span = name.span.cover(end.span);
        let step = name.kind == TokenKind::Word(Word::Step);
        return Ok((rest, Tall::leaf(if step { DurationExpr::Step(span) } else { DurationExpr::Range(span) })));
    }
    let mut argument = cut(nested(duration));
    let (input, left) = argument.parse(input)?;
    let (input, _) = cut(token(TokenKind::Comma)).parse(input)?;
    let (input, right) = argument.parse(input)?;
    let (rest, end) = close(input)?;
    let height = left.height.max(right.height);
    let extreme = DurationExpr::Extreme {
        maximum: name.kind == TokenKind::Word(Word::MaxOf),
        left: Box::new(left.part),
        right: Box::new(right.part),
        span: name.span.cover(end.span),
    };
    Ok((rest, Tall::above(height, extreme, name.span)?))
}

/// Parentheses; several pairs around the same thing count as one.
fn parentheses(input: Tokens<'_>) -> Parsed<'_, Tall<DurationExpr>> {
    let (input, open) = token(TokenKind::LeftParen).parse(input)?;
    let (input, inner) = cut(nested(duration)).parse(input)?;
    let (rest, close) = cut(token(TokenKind::RightParen)).parse(input)?;
    if let DurationExpr::Paren { .. } = inner.part {
        return Ok((rest, inner));
    }
    let paren = DurationExpr::Paren { inner: Box::new(inner.part), span: open.span.cover(close.span) };
    Ok((rest, Tall::above(inner.height, paren, open.span)?))
}
