//! Operators by precedence, signs, and what they are applied to.

use super::{
    aggregation::aggregation,
    call::call,
    literal::{fold, number, sign, string},
    matching::modifiers,
    selector::selector,
    suffix::suffixes,
    tokens::{Parsed, Problem, Tall, Tokens, nested, token},
};
use crate::promql::{
    ast::{Binary, BinaryOperator, Expr, Paren, Unary},
    lexer::TokenKind,
};
use nom::{
    Parser,
    branch::alt,
    combinator::{cut, map, opt},
};

/// How tightly an operator binds; signs bind like multiplication.
const POWER: u8 = 6;

fn level(operator: BinaryOperator) -> u8 {
    use BinaryOperator::*;
    match operator {
        Or => 1,
        And | Unless => 2,
        Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual | TrimUpper | TrimLower => 3,
        Add | Subtract => 4,
        Multiply | Divide | Modulo | Atan2 => 5,
        Power => POWER,
    }
}

/// An expression. The error allows for something else if no expression begins with the next token.
pub(super) fn expression(input: Tokens<'_>) -> Parsed<'_, Tall<Expr>> {
    operators(input, 0)
}

/// The levels of the highest of some expressions.
pub(super) fn expression_height(expressions: &[Tall<Expr>]) -> usize {
    expressions.iter().map(|expression| expression.height).max().unwrap_or(0)
}

/// Operands and operators that bind at least as tightly as `minimum`.
fn operators(input: Tokens<'_>, minimum: u8) -> Parsed<'_, Tall<Expr>> {
    let (mut input, mut left) = operand(input)?;
    while let TokenKind::Operator(operator) = input.kind()
        && level(operator) >= minimum
    {
        let place = input.first().span;
        let (rest, modifiers) = modifiers(input.advanced())?;
        // Only `^` takes another of its kind to its right.
        let minimum = if operator == BinaryOperator::Power { POWER } else { level(operator) + 1 };
        let (rest, right) = cut(nested(|input| operators(input, minimum))).parse(rest)?;
        let filled = modifiers.matching.fill_left.is_some() || modifiers.matching.fill_right.is_some();
        let span = left.part.span().cover(right.part.span());
        if filled && !input.source.features.fill_modifiers {
            rest.look()?;
            return Err(Problem::refused(span, "binop fill modifiers are experimental and not enabled"));
        }
        let height = left.height.max(right.height);
        let binary = Binary {
            operator,
            left: left.part,
            right: right.part,
            matching: Some(modifiers.matching),
            return_bool: modifiers.return_bool,
            span,
        };
        left = Tall::above(height, Expr::Binary(Box::new(binary)), place)?;
        input = rest;
    }
    Ok((input, left))
}

/// Signs, and what they are applied to; a sign before a literal becomes part of it.
fn operand(input: Tokens<'_>) -> Parsed<'_, Tall<Expr>> {
    let (input, read) = opt(sign).parse(input)?;
    let Some((operator, place)) = read else { return suffixes(input) };
    let (rest, operand) = cut(nested(|input| operators(input, POWER))).parse(input)?;
    let folded = match operand.part {
        Expr::Number(literal) => Tall::leaf(Expr::Number(fold(read, literal))),
        other => {
            let span = place.cover(other.span());
            Tall::above(operand.height, Expr::Unary(Box::new(Unary { operator, operand: other, span })), place)?
        }
    };
    Ok((rest, folded))
}

/// What suffixes can follow.
pub(super) fn primary(input: Tokens<'_>) -> Parsed<'_, Tall<Expr>> {
    alt((
        map(number, |literal| Tall::leaf(Expr::Number(literal))),
        aggregation,
        call,
        map(selector, |selector| Tall::leaf(Expr::Vector(Box::new(selector)))),
        parentheses,
        map(string, |literal| Tall::leaf(Expr::String(literal))),
    ))
    .parse(input)
}

fn parentheses(input: Tokens<'_>) -> Parsed<'_, Tall<Expr>> {
    let (input, open) = token(TokenKind::LeftParen).parse(input)?;
    let (input, inner) = cut(nested(expression)).parse(input)?;
    let (rest, close) = cut(token(TokenKind::RightParen)).parse(input)?;
    let paren = Paren { inner: inner.part, span: open.span.cover(close.span) };
    Ok((rest, Tall::above(inner.height, Expr::Paren(Box::new(paren)), open.span)?))
}
