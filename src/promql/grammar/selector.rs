//! Instant vector selectors: a metric's name, matchers in braces, or both.

use super::{
    literal::string_value,
    tokens::{Parsed, Problem, Tokens, token, token_where},
};
use crate::{
    diagnostic::Span,
    golang::text::GoString,
    model::{
        labels::METRIC_NAME,
        matcher::{MatchKind, Matcher},
    },
    promql::{
        ast::{BinaryOperator, VectorSelector},
        lexer::{Keyword, TokenKind},
    },
};
use nom::{
    Parser,
    combinator::{cut, fail, opt},
    error::context,
};

/// A selector without modifiers.
pub(super) fn selector(input: Tokens<'_>) -> Parsed<'_, VectorSelector> {
    let (rest, name) = opt(token_where(is_metric_name)).parse(input)?;
    let (rest, braces) = match name {
        Some(_) => opt(braces).parse(rest)?,
        None => braces.map(Some).parse(rest)?,
    };
    let (mut matchers, braces_span) = braces.unzip();
    let name_span = name.map(|name| name.span);
    let span = match (name_span, braces_span) {
        (Some(name), Some(braces)) => name.cover(braces),
        (name, braces) => name.or(braces).unwrap_or_default(),
    };
    let name = name.map(|name| input.text(name).to_owned());
    if let Some(name) = &name {
        matchers.get_or_insert_default().push(Matcher::equal(METRIC_NAME, name.as_str()));
    }
    let matchers = matchers.unwrap_or_default();
    Ok((rest, VectorSelector { name, matchers, offset: None, at: None, extended: None, span }))
}

/// Whether a token can be a metric's name: most keywords can.
pub(super) fn is_metric_name(kind: TokenKind) -> bool {
    match kind {
        TokenKind::Keyword(keyword) => !matches!(
            keyword,
            Keyword::Bool | Keyword::On | Keyword::Ignoring | Keyword::GroupLeft | Keyword::GroupRight
        ),
        TokenKind::Operator(operator) => operator.is_set(),
        TokenKind::Identifier | TokenKind::MetricIdentifier | TokenKind::Aggregator(_) | TokenKind::Word(_) => true,
        _ => false,
    }
}

/// `{matcher, …}`, possibly with a comma at the end.
fn braces(input: Tokens<'_>) -> Parsed<'_, (Vec<Matcher>, Span)> {
    let mut matcher = context("label matching, expected identifier or \"}\"", cut(matcher));
    let mut separator = context("label matching, expected \",\" or \"}\"", cut(token(TokenKind::Comma)));
    let mut close = opt(token(TokenKind::RightBrace));

    let (mut input, open) = token(TokenKind::LeftBrace).parse(input)?;
    let mut matchers = Vec::new();
    loop {
        // Braces may hold nothing, or end with a comma, but not hold just a comma: that is no matcher.
        if let (rest, Some(end)) = close.parse(input)? {
            return Ok((rest, (matchers, open.span.cover(end.span))));
        }
        let (rest, read) = matcher.parse(input)?;
        matchers.push(read);
        if let (rest, Some(end)) = close.parse(rest)? {
            return Ok((rest, (matchers, open.span.cover(end.span))));
        }
        (input, _) = separator.parse(rest)?;
    }
}

/// `name="value"`, or a string alone, which is a metric's name.
fn matcher(input: Tokens<'_>) -> Parsed<'_, Matcher> {
    let (rest, label) = token_where(|kind| matches!(kind, TokenKind::Identifier | TokenKind::String)).parse(input)?;
    let name = match label.kind {
        TokenKind::String => string_value(input, label)?,
        _ => GoString::from(input.text(label)),
    };
    let kind = match match_kind(rest.kind()) {
        Some(kind) => kind,
        None if label.kind == TokenKind::String => return Ok((rest, Matcher::equal(METRIC_NAME, name))),
        None => return context("label matching, expected label matching operator", cut(fail())).parse(rest),
    };
    let mut value = context("label matching, expected string", cut(token(TokenKind::String)));
    let (rest, value) = value.parse(rest.advanced())?;
    match Matcher::new(kind, name, string_value(input, value)?) {
        Ok(matcher) => Ok((rest, matcher)),
        Err(error) => Err(Problem::refused(label.span.cover(value.span), error.to_string())),
    }
}

fn match_kind(kind: TokenKind) -> Option<MatchKind> {
    Some(match kind {
        TokenKind::Equals => MatchKind::Equal,
        TokenKind::Operator(BinaryOperator::NotEqual) => MatchKind::NotEqual,
        TokenKind::EqualsRegex => MatchKind::Regex,
        TokenKind::NotEqualsRegex => MatchKind::NotRegex,
        _ => return None,
    })
}
