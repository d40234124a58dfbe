//! Function calls, and the arguments that calls and aggregations have.

use super::{
    expression::expression,
    tokens::{Parsed, Problem, Tall, Tokens, nested, token, token_where},
};
use crate::{
    golang::quote::quote,
    promql::{
        ast::{Call, Expr},
        functions::lookup,
        lexer::{Token, TokenKind},
    },
};
use nom::{Err, Parser, combinator::cut};

/// `name(argument, …)`; names are checked here, arguments by the type rules.
pub(super) fn call(input: Tokens<'_>) -> Parsed<'_, Tall<Expr>> {
    let (after_name, name) =
        token_where(|kind| matches!(kind, TokenKind::Identifier | TokenKind::Word(_))).parse(input)?;
    let (rest, (arguments, close)) = arguments(after_name)?;
    let text = input.text(name);
    let quoted = || quote(text.as_bytes());
    let Some(function) = lookup(text) else {
        return Err(Problem::refused(name.span, format!("unknown function with name {}", quoted())));
    };
    if function.experimental && !input.source.features.experimental_functions {
        return Err(Problem::refused(name.span, format!("function {} is not enabled", quoted())));
    }
    let height = arguments.iter().map(|argument| argument.height).max().unwrap_or(0);
    let arguments = arguments.into_iter().map(|argument| argument.part).collect();
    let span = name.span.cover(close.span);
    let call = Expr::Call(Box::new(Call { function, arguments, span }));
    Ok((rest, Tall::above(height, call, name.span)?))
}

/// The arguments and the closing parenthesis.
type Arguments = (Vec<Tall<Expr>>, Token);

/// `(argument, …)`, or an error that allows for something else if there is no opening parenthesis.
pub(super) fn arguments(input: Tokens<'_>) -> Parsed<'_, Arguments> {
    let (input, _) = token(TokenKind::LeftParen).parse(input)?;
    let mut list = Vec::new();
    if input.kind() == TokenKind::RightParen {
        return Ok((input.advanced(), (list, input.first())));
    }
    let (mut input, argument) = cut(nested(expression)).parse(input)?;
    list.push(argument);
    while input.kind() == TokenKind::Comma {
        let (comma, after_comma) = (input.first(), input.advanced());
        match nested(expression).parse(after_comma) {
            Ok((rest, argument)) => {
                list.push(argument);
                input = rest;
            }
            // Whatever follows, if no argument begins with it, the comma is found to be the last one.
            Err(Err::Error(_)) => {
                after_comma.look()?;
                return Err(Problem::refused(comma.span, "trailing commas not allowed in function call args"));
            }
            Err(failure) => return Err(failure),
        }
    }
    let (rest, close) = cut(token(TokenKind::RightParen)).parse(input)?;
    Ok((rest, (list, close)))
}
