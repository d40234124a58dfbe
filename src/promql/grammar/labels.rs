//! Lists of label names in parentheses: after `by`, `without`, `on`, `ignoring`, `group_left` and `group_right`.

use super::{
    literal::string_value,
    tokens::{Parsed, Problem, Tokens, token, token_where},
};
use crate::{
    golang::quote::quote,
    promql::{
        ast::BinaryOperator,
        lexer::{Keyword, Token, TokenKind},
    },
};
use nom::{
    Parser,
    combinator::{cut, opt},
    error::context,
};

/// A list of label names, possibly empty, possibly with a comma at its end; and the closing parenthesis.
pub(super) fn label_names(input: Tokens<'_>) -> Parsed<'_, (Vec<String>, Token)> {
    let mut open = context("grouping opts, expected \"(\"", cut(token(TokenKind::LeftParen)));
    let mut label = context("grouping opts, expected label", cut(label_name));
    let mut separator = context("grouping opts, expected \",\" or \")\"", cut(token(TokenKind::Comma)));
    let mut close = opt(token(TokenKind::RightParen));

    let (mut input, _) = open.parse(input)?;
    let mut names = Vec::new();
    loop {
        if let (rest, Some(end)) = close.parse(input)? {
            return Ok((rest, (names, end)));
        }
        let (rest, name) = label.parse(input)?;
        names.push(name);
        if let (rest, Some(end)) = close.parse(rest)? {
            return Ok((rest, (names, end)));
        }
        (input, _) = separator.parse(rest)?;
    }
}

/// One name: nearly any word, or a string that is neither empty nor invalid UTF-8.
fn label_name(input: Tokens<'_>) -> Parsed<'_, String> {
    let (rest, read) = token_where(|kind| is_word(kind) || kind == TokenKind::String).parse(input)?;
    if read.kind != TokenKind::String {
        return Ok((rest, input.text(read).to_owned()));
    }
    let value = string_value(input, read)?;
    match value.as_str() {
        Some(name) if !name.is_empty() => Ok((rest, name.to_owned())),
        _ => {
            let message = format!("invalid label name for grouping: {}", quote(value.as_bytes()));
            Err(Problem::refused(read.span, message))
        }
    }
}

/// Whether a token can be a label's name without quotes.
fn is_word(kind: TokenKind) -> bool {
    match kind {
        TokenKind::Keyword(keyword) => keyword != Keyword::Without,
        TokenKind::Operator(operator) => operator.is_set() || operator == BinaryOperator::Atan2,
        TokenKind::Identifier | TokenKind::MetricIdentifier | TokenKind::Aggregator(_) | TokenKind::Word(_) => true,
        _ => false,
    }
}
