//! Aggregations: `sum by (job) (x)`, `topk(3, x) without (instance)`.

use super::{
    call::arguments,
    expression::expression_height,
    labels::label_names,
    tokens::{Parsed, Problem, Tall, Tokens, token_where},
};
use crate::promql::{
    ast::{Aggregate, AggregateOperator, Expr},
    lexer::{Keyword, Token, TokenKind},
};
use nom::{
    Parser,
    combinator::{cut, fail, opt},
    error::context,
};

/// An aggregation; a word like `sum` that is not followed by its parts is a metric's name instead.
pub(super) fn aggregation(input: Tokens<'_>) -> Parsed<'_, Tall<Expr>> {
    let (rest, name) = token_where(|kind| matches!(kind, TokenKind::Aggregator(_))).parse(input)?;
    match (name.kind, rest.kind()) {
        (
            TokenKind::Aggregator(operator),
            TokenKind::LeftParen | TokenKind::Keyword(Keyword::By | Keyword::Without),
        ) => context("aggregation", cut(|input| parts(input, operator, name))).parse(rest),
        _ => fail().parse(input),
    }
}

/// `by` or `without` and the labels.
struct Grouping {
    without: bool,
    labels: Vec<String>,
    close: Token,
}

fn grouping(input: Tokens<'_>) -> Parsed<'_, Grouping> {
    let (input, word) =
        token_where(|kind| matches!(kind, TokenKind::Keyword(Keyword::By | Keyword::Without))).parse(input)?;
    let (rest, (labels, close)) = label_names(input)?;
    Ok((rest, Grouping { without: word.kind == TokenKind::Keyword(Keyword::Without), labels, close }))
}

/// What follows the operator.
fn parts(input: Tokens<'_>, operator: AggregateOperator, name: Token) -> Parsed<'_, Tall<Expr>> {
    let (input, leading) = opt(grouping).parse(input)?;
    let (after_body, (mut arguments, close)) = arguments(input)?;
    // The grouping may still come, so the next token is looked at before anything is said of the arguments.
    let (rest, trailing) = match leading {
        Some(_) => (after_body, None),
        None => after_body.look().and_then(|()| opt(grouping).parse(after_body))?,
    };
    let end = trailing.as_ref().map_or(close, |grouping| grouping.close);
    let span = name.span.cover(end.span);
    let refuse = |message: String| Err(Problem::refused(span, message));
    if arguments.is_empty() {
        return refuse("no arguments for aggregate expression provided".to_owned());
    }
    let experimental = matches!(operator, AggregateOperator::LimitK | AggregateOperator::LimitRatio);
    if experimental && !input.source.features.experimental_functions {
        let flag = "must be enabled with --enable-feature=promql-experimental-functions";
        return refuse(format!("{}() is experimental and {flag}", operator.as_str()));
    }
    let expected = if operator.takes_parameter() { 2 } else { 1 };
    let got = arguments.len();
    let height = expression_height(&arguments);
    let (Some(body), true) = (arguments.pop(), got == expected) else {
        return refuse(format!(
            "wrong number of arguments for aggregate expression provided, expected {expected}, got {got}"
        ));
    };
    let parameter = arguments.pop().map(|parameter| parameter.part);
    let (without, grouping) = leading.or(trailing).map_or((false, Vec::new()), |found| (found.without, found.labels));
    let aggregate = Aggregate { operator, parameter, body: body.part, without, grouping, span };
    Ok((rest, Tall::above(height, Expr::Aggregate(Box::new(aggregate)), name.span)?))
}
