//! A metric as text: `name{label="value"}`.

use super::{
    literal::string_value,
    selector::is_metric_name,
    tokens::{Parsed, Problem, Tokens, token, token_where},
};
use crate::{
    model::labels::{Labels, LabelsBuilder, METRIC_NAME},
    promql::lexer::TokenKind,
};
use nom::{
    Parser,
    combinator::{cut, fail, opt},
    error::context,
};

/// A name, labels in braces, both or nothing. The name before the braces wins over one inside.
pub(super) fn metric(input: Tokens<'_>) -> Parsed<'_, Labels> {
    let (rest, name) = opt(token_where(is_metric_name)).parse(input)?;
    let mut labels = LabelsBuilder::default();
    let rest = match rest.kind() {
        TokenKind::LeftBrace => braces(rest.advanced(), &mut labels)?,
        _ => rest,
    };
    if let Some(name) = name {
        labels.set(METRIC_NAME, input.text(name));
    }
    Ok((rest, labels.build()))
}

/// What follows the opening brace. A label with an empty value does not exist.
fn braces<'a>(mut input: Tokens<'a>, labels: &mut LabelsBuilder) -> Result<Tokens<'a>, nom::Err<Problem>> {
    let mut label = context("label set, expected identifier or \"}\"", cut(label));
    let mut separator = context("label set, expected \",\" or \"}\"", cut(token(TokenKind::Comma)));
    let mut close = opt(token(TokenKind::RightBrace));
    loop {
        if let (rest, Some(_)) = close.parse(input)? {
            return Ok(rest);
        }
        let (rest, (name, value)) = label.parse(input)?;
        labels.set(&name, &value);
        if let (rest, Some(_)) = close.parse(rest)? {
            return Ok(rest);
        }
        (input, _) = separator.parse(rest)?;
    }
}

/// `name="value"`, or a string alone, which is the metric's name.
fn label(input: Tokens<'_>) -> Parsed<'_, (String, String)> {
    let (rest, read) = token_where(|kind| matches!(kind, TokenKind::Identifier | TokenKind::String)).parse(input)?;
    let name = match read.kind {
        TokenKind::String => string_value(input, read)?.to_string_lossy().into_owned(),
        _ => input.text(read).to_owned(),
    };
    if rest.kind() != TokenKind::Equals {
        return match read.kind {
            TokenKind::String => Ok((rest, (METRIC_NAME.to_owned(), name))),
            _ => context("label set, expected \"=\"", cut(fail())).parse(rest),
        };
    }
    let (rest, value) = context("label set, expected string", cut(token(TokenKind::String))).parse(rest.advanced())?;
    Ok((rest, (name, string_value(input, value)?.to_string_lossy().into_owned())))
}
