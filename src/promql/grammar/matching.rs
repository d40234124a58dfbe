//! What may stand between an operator and its right operand: `bool`, `on`, `ignoring`, `group_left`, `fill` and so on.

use super::{
    labels::label_names,
    literal::signed_number,
    selector::is_metric_name,
    tokens::{Parsed, Problem, Tokens, token},
};
use crate::promql::{
    ast::{BinaryOperator, MatchCardinality, VectorMatching},
    lexer::{Keyword, Token, TokenKind},
};
use nom::{
    Err, Parser,
    combinator::{cut, opt},
    sequence::delimited,
};

/// The modifiers of a binary operator.
pub(super) struct Modifiers {
    pub(super) return_bool: bool,
    pub(super) matching: VectorMatching,
}

/// The modifiers, each of which may be missing, in their fixed order.
pub(super) fn modifiers(input: Tokens<'_>) -> Parsed<'_, Modifiers> {
    let (input, return_bool) = opt(keyword(Keyword::Bool)).parse(input)?;
    let mut matching = VectorMatching {
        cardinality: MatchCardinality::OneToOne,
        on: false,
        labels: Vec::new(),
        include: Vec::new(),
        fill_left: None,
        fill_right: None,
    };
    let input = match_labels(input, &mut matching)?;
    let input = fill_values(input, &mut matching)?;
    Ok((input, Modifiers { return_bool: return_bool.is_some(), matching }))
}

fn keyword<'a>(keyword: Keyword) -> impl Parser<Tokens<'a>, Output = Token, Error = Problem> {
    token(TokenKind::Keyword(keyword))
}

/// `on` or `ignoring`, and after these `group_left` or `group_right`, whose labels may be missing.
fn match_labels<'a>(input: Tokens<'a>, matching: &mut VectorMatching) -> Result<Tokens<'a>, Err<Problem>> {
    matching.on = match input.kind() {
        TokenKind::Keyword(Keyword::On) => true,
        TokenKind::Keyword(Keyword::Ignoring) => false,
        _ => return Ok(input),
    };
    let (input, (labels, _)) = label_names(input.advanced())?;
    matching.labels = labels;
    matching.cardinality = match input.kind() {
        TokenKind::Keyword(Keyword::GroupLeft) => MatchCardinality::ManyToOne,
        TokenKind::Keyword(Keyword::GroupRight) => MatchCardinality::OneToMany,
        _ => return Ok(input),
    };
    let input = input.advanced();
    if starts_right_operand(input.kind()) {
        return Ok(input);
    }
    let (input, (include, _)) = label_names(input)?;
    matching.include = include;
    Ok(input)
}

/// Whether the labels of `group_left` or `group_right` are left out. A parenthesis always opens them, and whatever
/// cannot begin what follows is reported as a missing parenthesis.
fn starts_right_operand(kind: TokenKind) -> bool {
    use BinaryOperator::{Add, Subtract};
    let sign = matches!(kind, TokenKind::Operator(Add | Subtract));
    let literal = matches!(kind, TokenKind::Number | TokenKind::Duration | TokenKind::String);
    sign || literal || kind == TokenKind::LeftBrace || is_metric_name(kind)
}

/// `fill`, or one or both of `fill_left` and `fill_right` in any order.
fn fill_values<'a>(input: Tokens<'a>, matching: &mut VectorMatching) -> Result<Tokens<'a>, Err<Problem>> {
    let (input, both) = opt((keyword(Keyword::Fill), fill_value)).parse(input)?;
    if let Some((_, value)) = both {
        (matching.fill_left, matching.fill_right) = (Some(value), Some(value));
        return Ok(input);
    }
    let mut input = input;
    for _ in 0..2 {
        let side = match input.kind() {
            TokenKind::Keyword(Keyword::FillLeft) => &mut matching.fill_left,
            TokenKind::Keyword(Keyword::FillRight) => &mut matching.fill_right,
            _ => break,
        };
        if side.is_some() {
            break;
        }
        let (rest, value) = fill_value(input.advanced())?;
        *side = Some(value);
        input = rest;
    }
    Ok(input)
}

fn fill_value(input: Tokens<'_>) -> Parsed<'_, f64> {
    let (open, close) = (token(TokenKind::LeftParen), token(TokenKind::RightParen));
    let (rest, literal) = cut(delimited(open, signed_number, close)).parse(input)?;
    Ok((rest, literal.value))
}
