//! What follows an operand: `offset`, `@`, brackets, `anchored` and `smoothed`.

use super::{
    duration::{duration, offset},
    expression::primary,
    literal::signed_number,
    tokens::{Parsed, Problem, Tall, Tokens, token},
};
use crate::{
    diagnostic::Span,
    golang::float::format_fixed_f,
    promql::{
        ast::{At, DurationExpr, Expr, ExtendedRange, MatrixSelector, Subquery},
        duration::{nanoseconds, whole},
        lexer::{Keyword, TokenKind, Word},
    },
};
use nom::{
    Err, Parser,
    branch::alt,
    combinator::{cut, value},
    error::context,
};

/// An operand with what follows it.
pub(super) fn suffixes(input: Tokens<'_>) -> Parsed<'_, Tall<Expr>> {
    let (mut input, mut operand) = primary(input)?;
    loop {
        let after = input.advanced();
        input = match input.kind() {
            TokenKind::Keyword(Keyword::Offset) => apply_offset(after, &mut operand.part)?,
            TokenKind::At => apply_at(after, &mut operand.part)?,
            TokenKind::Keyword(Keyword::Anchored) => {
                extend(input, &mut operand.part, ExtendedRange::Anchored)?;
                after
            }
            TokenKind::Keyword(Keyword::Smoothed) => {
                extend(input, &mut operand.part, ExtendedRange::Smoothed)?;
                after
            }
            TokenKind::LeftBracket => {
                let (rest, ranged) = brackets(input, operand)?;
                operand = ranged;
                rest
            }
            _ => return Ok((input, operand)),
        };
    }
}

/// The modifiers of a selector or a subquery, and the span that they extend.
struct Modified<'a> {
    offset: &'a mut Option<DurationExpr>,
    at: &'a mut Option<At>,
    span: &'a mut Span,
}

/// What `offset` and `@` can be applied to.
fn modified<'a>(operand: &'a mut Expr, modifier: &str) -> Result<Modified<'a>, Err<Problem>> {
    let span = operand.span();
    match operand {
        Expr::Vector(node) => Ok(Modified { offset: &mut node.offset, at: &mut node.at, span: &mut node.span }),
        Expr::Matrix(node) => {
            Ok(Modified { offset: &mut node.selector.offset, at: &mut node.selector.at, span: &mut node.span })
        }
        Expr::Subquery(node) => Ok(Modified { offset: &mut node.offset, at: &mut node.at, span: &mut node.span }),
        _ => {
            let wanted = "an instant vector selector or range vector selector or a subquery";
            Err(Problem::refused(span, format!("{modifier} modifier must be preceded by {wanted}")))
        }
    }
}

fn apply_offset<'a>(input: Tokens<'a>, operand: &mut Expr) -> Result<Tokens<'a>, Err<Problem>> {
    let (rest, offset) = context("offset, expected number, duration, step(), or range()", cut(offset)).parse(input)?;
    let operand_span = operand.span();
    let modified = modified(operand, "offset")?;
    if modified.offset.is_some() {
        return Err(Problem::refused(operand_span, "offset may not be set multiple times"));
    }
    *modified.span = modified.span.cover(offset.span());
    // An offset of nothing is none: it may be set again, and does not print.
    let nothing = matches!(&offset, DurationExpr::Literal(literal) if nanoseconds(literal.value) == 0);
    *modified.offset = Some(offset).filter(|_| !nothing);
    Ok(rest)
}

/// A time after `@`: in seconds if it is a number, what it means, and where it was read.
type Time = (Option<f64>, At, Span);

fn time(input: Tokens<'_>) -> Parsed<'_, Time> {
    let start = value(At::Start, token(TokenKind::Word(Word::Start)));
    let end = value(At::End, token(TokenKind::Word(Word::End)));
    let (open, close) = (token(TokenKind::LeftParen), token(TokenKind::RightParen));
    let named = (alt((start, end)), cut(open), cut(close)).map(|(at, _, close)| (None, at, close.span));
    let number = signed_number
        .map(|literal| (Some(literal.value), At::Time(whole((literal.value * 1000.0).round())), literal.span));
    alt((named, number)).parse(input)
}

fn apply_at<'a>(input: Tokens<'a>, operand: &mut Expr) -> Result<Tokens<'a>, Err<Problem>> {
    let (rest, (seconds, at, place)) = context("@, expected timestamp", cut(time)).parse(input)?;
    let operand_span = operand.span();
    if let Some(seconds) = seconds
        && (!seconds.is_finite() || seconds.abs() >= 2f64.powi(63))
    {
        let message = format!("timestamp out of bounds for @ modifier: {}", format_fixed_f(seconds, 6));
        return Err(Problem::refused(operand_span, message));
    }
    let modified = modified(operand, "@")?;
    if modified.at.is_some() {
        return Err(Problem::refused(operand_span, "@ <timestamp> may not be set multiple times"));
    }
    *modified.at = Some(at);
    *modified.span = modified.span.cover(place);
    Ok(rest)
}

/// Applies `anchored` or `smoothed`, which leaves the span as it is.
fn extend(input: Tokens<'_>, operand: &mut Expr, extended: ExtendedRange) -> Result<(), Err<Problem>> {
    let name = match extended {
        ExtendedRange::Anchored => "anchored",
        ExtendedRange::Smoothed => "smoothed",
    };
    let span = operand.span();
    let refuse = |message: String| Err(Problem::refused(span, message));
    if !input.source.features.extended_range_selectors {
        return refuse(format!("{name} modifier is experimental and not enabled"));
    }
    let set = match operand {
        Expr::Vector(node) => &mut node.extended,
        Expr::Matrix(node) => &mut node.selector.extended,
        Expr::Subquery(_) => return refuse(format!("{name} modifier is not supported for subqueries")),
        _ => return refuse(format!("{name} modifier not implemented")),
    };
    if set.replace(extended).is_some_and(|before| before != extended) {
        return refuse("anchored and smoothed modifiers cannot be used together".to_owned());
    }
    Ok(())
}

/// `[range]`, `[range:]` or `[range:step]`.
fn brackets(input: Tokens<'_>, operand: Tall<Expr>) -> Parsed<'_, Tall<Expr>> {
    let bracket = input.first().span;
    let expected = "subquery or range selector, expected number, duration, step(), or range()";
    let (input, range) = context(expected, cut(duration)).parse(input.advanced())?;
    let range = positive(input, range.part)?;
    if input.kind() == TokenKind::RightBracket {
        let ranged = matrix(operand, range, bracket, input.first().span)?;
        return Ok((input.advanced(), ranged));
    }
    let (input, _) =
        context("subquery or range, expected \":\" or \"]\"", cut(token(TokenKind::Colon))).parse(input)?;
    let (input, step) = match input.kind() {
        TokenKind::RightBracket => (input, None),
        _ => {
            let expected = "subquery selector, expected number, duration, step(), range(), or \"]\"";
            let (rest, step) = context(expected, cut(duration)).parse(input)?;
            (rest, Some(positive(rest, step.part)?))
        }
    };
    let (rest, close) =
        context("subquery selector, expected \"]\"", cut(token(TokenKind::RightBracket))).parse(input)?;
    let span = operand.part.span().cover(close.span);
    let subquery = Subquery { inner: operand.part, range, step, offset: None, at: None, span };
    Ok((rest, Tall::above(operand.height, Expr::Subquery(Box::new(subquery)), bracket)?))
}

/// A range or a step; only expressions may turn out not to be positive, literals may not. `input` stands behind it.
fn positive(input: Tokens<'_>, duration: DurationExpr) -> Result<DurationExpr, Err<Problem>> {
    input.look()?;
    match &duration {
        DurationExpr::Literal(literal) if literal.value <= 0.0 => {
            Err(Problem::refused(literal.span, "duration must be greater than 0"))
        }
        _ => Ok(duration),
    }
}

fn matrix(operand: Tall<Expr>, range: DurationExpr, open: Span, close: Span) -> Result<Tall<Expr>, Err<Problem>> {
    let refuse = |message| Err(Problem::refused(open.cover(close), message));
    match operand.part {
        Expr::Vector(selector) if selector.offset.is_some() => refuse("no offset modifiers allowed before range"),
        Expr::Vector(selector) if selector.at.is_some() => refuse("no @ modifiers allowed before range"),
        Expr::Vector(selector) => {
            let span = selector.span.cover(close);
            let matrix = MatrixSelector { selector: *selector, range, span };
            Tall::above(operand.height, Expr::Matrix(Box::new(matrix)), open)
        }
        _ => refuse("ranges only allowed for vector selectors"),
    }
}
