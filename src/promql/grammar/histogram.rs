//! Native histograms in series descriptions: `{{schema:1 sum:5 count:4 buckets:[1 2 1]}}`.

use super::{
    series::{number, signed_number, unsigned},
    tokens::{Parsed, Problem, Tokens, token, token_where},
};
use crate::{
    diagnostic::Span,
    model::histogram::{CounterResetHint, FloatHistogram, HistogramSpan},
    promql::{
        ast::BinaryOperator,
        lexer::{HistogramKey, TokenKind},
    },
};
use nom::{
    Err, Parser,
    combinator::{cut, opt},
    error::context,
};

/// A histogram, and whether its counter reset hint was written down.
///
/// The buckets of a side become one span. Nothing is checked but the text: counts need not add up.
pub(super) fn histogram(input: Tokens<'_>) -> Parsed<'_, (FloatHistogram, bool)> {
    let (input, _) = token(TokenKind::OpenHistogram).parse(input)?;
    let (after_space, space) = opt(token(TokenKind::Space)).parse(input)?;
    if let (rest, Some(_)) = opt(token(TokenKind::CloseHistogram)).parse(after_space)? {
        return Ok((rest, (FloatHistogram::default(), false)));
    }
    if space.is_some() {
        return Err(after_space.unexpected_failure());
    }
    let mut fields = Fields::default();
    let mut input = field(input, &mut fields)?;
    let expected = "histogram description, expected histogram description key, e.g. buckets:[5 10 7]";
    let rest = loop {
        let (rest, step) = context(expected, cut(|input| next_field(input, &mut fields))).parse(input)?;
        match step {
            true => input = rest,
            false => break rest,
        }
    };
    let hint_given = fields.seen.contains(&HistogramKey::CounterResetHint);
    Ok((rest, (fields.finish(), hint_given)))
}

/// A space and a field, or the end: `false`.
fn next_field<'a>(input: Tokens<'a>, fields: &mut Fields) -> Parsed<'a, bool> {
    let (input, space) = opt(token(TokenKind::Space)).parse(input)?;
    if let (rest, Some(_)) = opt(token(TokenKind::CloseHistogram)).parse(input)? {
        return Ok((rest, false));
    }
    match space {
        Some(_) => Ok((field(input, fields)?, true)),
        None => Err(input.unexpected_failure()),
    }
}

/// What was read of a histogram so far.
#[derive(Default)]
struct Fields {
    histogram: FloatHistogram,
    positive_offset: i32,
    negative_offset: i32,
    seen: Vec<HistogramKey>,
}

impl Fields {
    fn finish(self) -> FloatHistogram {
        let span = |offset, buckets: &Vec<f64>| match buckets.is_empty() {
            true => Vec::new(),
            false => vec![HistogramSpan { offset, length: buckets.len() as u32 }],
        };
        let mut histogram = self.histogram;
        histogram.positive_spans = span(self.positive_offset, &histogram.positive_buckets);
        histogram.negative_spans = span(self.negative_offset, &histogram.negative_buckets);
        histogram
    }
}

/// `key:value`.
fn field<'a>(input: Tokens<'a>, fields: &mut Fields) -> Result<Tokens<'a>, Err<Problem>> {
    let (rest, read) = cut(token_where(|kind| matches!(kind, TokenKind::HistogramKey(_)))).parse(input)?;
    let TokenKind::HistogramKey(key) = read.kind else { return Err(input.unexpected_failure()) };
    let (rest, _) = cut(token(TokenKind::Colon)).parse(rest)?;
    let first = !fields.seen.contains(&key);
    let mut repeated = FloatHistogram::default();
    let histogram = if first { &mut fields.histogram } else { &mut repeated };
    let rest = match key {
        HistogramKey::Sum => store(signed_number(rest)?, &mut histogram.sum),
        HistogramKey::Count => store(signed_number(rest)?, &mut histogram.count),
        HistogramKey::ZeroBucket => store(signed_number(rest)?, &mut histogram.zero_count),
        HistogramKey::ZeroBucketWidth => store(number(rest)?, &mut histogram.zero_threshold),
        HistogramKey::Schema => store(integer(rest)?, &mut histogram.schema),
        HistogramKey::Offset => store(integer(rest)?, &mut fields.positive_offset),
        HistogramKey::NegativeOffset => store(integer(rest)?, &mut fields.negative_offset),
        HistogramKey::Buckets => store(buckets(rest)?, &mut histogram.positive_buckets),
        HistogramKey::NegativeBuckets => store(buckets(rest)?, &mut histogram.negative_buckets),
        HistogramKey::CustomValues => store(buckets(rest)?, &mut histogram.custom_values),
        HistogramKey::CounterResetHint => store(reset_hint(rest)?, &mut histogram.counter_reset_hint),
    };
    if !first {
        let message = format!("duplicate key \"{}\" in histogram", input.text(read).to_ascii_lowercase());
        return Err(Problem::refused(Span::default(), message));
    }
    fields.seen.push(key);
    Ok(rest)
}

fn store<'a, T>((rest, value): (Tokens<'a>, T), place: &mut T) -> Tokens<'a> {
    *place = value;
    rest
}

/// An integer with or without a minus; what does not fit is cut, as Prometheus does.
fn integer(input: Tokens<'_>) -> Parsed<'_, i32> {
    match input.kind() {
        TokenKind::Operator(BinaryOperator::Subtract) => {
            unsigned(input.advanced()).map(|(rest, value)| (rest, (value as i32).wrapping_neg()))
        }
        _ => unsigned(input).map(|(rest, value)| (rest, value as i32)),
    }
}

/// `[number number …]`: at least one, a space between two, possibly one at the end.
fn buckets(input: Tokens<'_>) -> Parsed<'_, Vec<f64>> {
    let (input, _) = cut(token(TokenKind::LeftBracket)).parse(input)?;
    let (mut input, first) = signed_number(input)?;
    let mut list = vec![first];
    loop {
        let (after_space, space) = opt(token(TokenKind::Space)).parse(input)?;
        if let (rest, Some(_)) = opt(token(TokenKind::RightBracket)).parse(after_space)? {
            return Ok((rest, list));
        }
        if space.is_none() {
            return Err(after_space.unexpected_failure());
        }
        let (rest, value) = signed_number(after_space)?;
        list.push(value);
        input = rest;
    }
}

fn reset_hint(input: Tokens<'_>) -> Parsed<'_, CounterResetHint> {
    match input.kind() {
        TokenKind::ResetHint(hint) => Ok((input.advanced(), hint)),
        _ => Err(input.unexpected_failure()),
    }
}
