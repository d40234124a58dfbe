//! Series descriptions, the language of test scripts: a metric and its values, `up{job="a"} 1 0+1x5 _ stale {{sum:1}}`.

use super::{
    entry::run,
    histogram::histogram,
    literal::value_of_number,
    metric::metric,
    tokens::{Parsed, Problem, Source, Tokens, token},
};
use crate::{
    golang::float::parse_uint,
    golang::quote::quote,
    model::{histogram::FloatHistogram, labels::Labels, sample::STALE_BITS},
    promql::{
        ast::BinaryOperator,
        error::ParseError,
        features::Features,
        lexer::{TokenKind, lex_series_description},
    },
};
use nom::{
    Err, Parser,
    combinator::{cut, fail},
    error::context,
};
use std::sync::Arc;

/// One description may not stand for more values than this; Prometheus would go on until memory is used up.
const MAXIMUM_VALUES: usize = 5_000_000;
/// What an error inside of a value says it was reading.
const IN_VALUES: &str = "series values";

/// A value of a described series.
#[derive(Clone, Debug, PartialEq)]
pub enum SequenceValue {
    /// `_`: no sample.
    Omitted,
    /// A number, or the stale marker.
    Float(f64),
    /// A native histogram.
    Histogram {
        /// The histogram.
        histogram: Arc<FloatHistogram>,
        /// Whether `counter_reset_hint` was written down; if not, an expected value matches any hint.
        reset_hint_given: bool,
    },
}

/// A metric and its values, one an interval.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesDescription {
    /// The labels, the metric's name included.
    pub labels: Labels,
    /// The values in order.
    pub values: Vec<SequenceValue>,
}

/// Adds the second histogram to the first one, or takes it away if the flag is set; the error is the message.
pub type CombineHistograms<'a> = &'a dyn Fn(&FloatHistogram, &FloatHistogram, bool) -> Result<FloatHistogram, String>;

/// Parses a metric and the values behind it; `1x3` stands for four values, `_x3` for three.
///
/// `combine` does the arithmetic of `{{…}}+{{…}}x5`, because this folder knows how histograms are written, not how
/// they are added. More than five million values are refused.
pub fn parse_series_description(text: &str, combine: CombineHistograms<'_>) -> Result<SeriesDescription, ParseError> {
    let lexed = lex_series_description(text);
    let source = Source { text, features: Features::all(), lexical_error: (&lexed.error, lexed.error_span) };
    run(&source, &lexed, |input| description(input, combine))
}

fn description<'a>(input: Tokens<'a>, combine: CombineHistograms<'_>) -> Parsed<'a, SeriesDescription> {
    let (mut input, labels) = metric(input)?;
    let mut values = Vec::new();
    if !matches!(input.kind(), TokenKind::Space | TokenKind::EndOfInput) {
        return context(IN_VALUES, cut(fail())).parse(input);
    }
    while input.kind() != TokenKind::EndOfInput {
        (input, _) = cut(token(TokenKind::Space)).parse(input)?;
        if starts_item(input.kind()) {
            (input, _) = context(IN_VALUES, cut(|input| item(input, combine, &mut values))).parse(input)?;
        }
    }
    Ok((input, SeriesDescription { labels, values }))
}

fn starts_item(kind: TokenKind) -> bool {
    use BinaryOperator::{Add, Subtract};
    matches!(
        kind,
        TokenKind::Blank
            | TokenKind::Number
            | TokenKind::Identifier
            | TokenKind::OpenHistogram
            | TokenKind::Operator(Add | Subtract)
    )
}

/// One item, which stands for one or more values.
fn item<'a>(input: Tokens<'a>, combine: CombineHistograms<'_>, values: &mut Vec<SequenceValue>) -> Parsed<'a, ()> {
    match input.kind() {
        TokenKind::Blank => {
            let (rest, times) = repetition(input.advanced())?;
            repeat(input, values, times.unwrap_or(1), |_| Ok(SequenceValue::Omitted))?;
            Ok((rest, ()))
        }
        TokenKind::OpenHistogram => histograms(input, combine, values),
        _ => floats(input, values),
    }
}

/// `V`, `VxN`, `V+DxN`, `V-DxN`.
fn floats<'a>(input: Tokens<'a>, values: &mut Vec<SequenceValue>) -> Parsed<'a, ()> {
    let (rest, mut value) = match input.kind() {
        TokenKind::Identifier => (input.advanced(), stale(input)?),
        _ => signed_number(input)?,
    };
    if !matches!(rest.kind(), TokenKind::Operator(BinaryOperator::Add | BinaryOperator::Subtract)) {
        let (rest, times) = repetition(rest)?;
        repeat(input, values, times.map_or(1, |times| times.saturating_add(1)), |_| Ok(SequenceValue::Float(value)))?;
        return Ok((rest, ()));
    }
    let (rest, step) = signed_number(rest)?;
    let (rest, times) = required_repetition(rest)?;
    repeat(input, values, times.saturating_add(1), |_| {
        let current = value;
        value += step;
        Ok(SequenceValue::Float(current))
    })?;
    Ok((rest, ()))
}

/// `H`, `HxN`, `H+HxN`, `H-HxN`.
fn histograms<'a>(
    input: Tokens<'a>,
    combine: CombineHistograms<'_>,
    values: &mut Vec<SequenceValue>,
) -> Parsed<'a, ()> {
    let (rest, (base, reset_hint_given)) = histogram(input)?;
    let mut current = Arc::new(base);
    let TokenKind::Operator(operator) = rest.kind() else {
        let (rest, times) = repetition(rest)?;
        repeat(input, values, times.map_or(1, |times| times.saturating_add(1)), |_| {
            Ok(SequenceValue::Histogram { histogram: current.clone(), reset_hint_given })
        })?;
        return Ok((rest, ()));
    };
    let (rest, (step, reset_hint_given)) = cut(histogram).parse(rest.advanced())?;
    let last = rest.advanced().first();
    let (rest, times) = required_repetition(rest)?;
    let subtract = operator == BinaryOperator::Subtract;
    repeat(input, values, times.saturating_add(1), |index| {
        if index > 0 {
            let added = match current.schema > step.schema {
                true => Err(format!(
                    "error combining histograms: cannot merge from schema {} to {}",
                    step.schema, current.schema
                )),
                false => combine(&current, &step, subtract),
            };
            current = Arc::new(added.map_err(|message| Problem::refused(last.span, message))?);
        }
        Ok(SequenceValue::Histogram { histogram: current.clone(), reset_hint_given })
    })?;
    Ok((rest, ()))
}

/// Appends `times` values, if that is not too many.
fn repeat(
    input: Tokens<'_>,
    values: &mut Vec<SequenceValue>,
    times: u64,
    mut value: impl FnMut(u64) -> Result<SequenceValue, Err<Problem>>,
) -> Result<(), Err<Problem>> {
    let room = MAXIMUM_VALUES.saturating_sub(values.len()) as u64;
    if times > room {
        let message = format!("series description stands for more than {MAXIMUM_VALUES} values");
        return Err(Problem::refused(input.first().span, message));
    }
    for index in 0..times {
        values.push(value(index)?);
    }
    Ok(())
}

/// The word that stands for the stale marker.
fn stale(input: Tokens<'_>) -> Result<f64, Err<Problem>> {
    let word = input.text(input.first());
    match word == "stale" {
        true => Ok(f64::from_bits(STALE_BITS)),
        false => {
            let message = format!(
                "unexpected identifier {} in series values, expected number or \"stale\"",
                quote(word.as_bytes())
            );
            Err(Problem::refused(input.first().span, message))
        }
    }
}

/// A number with at most one sign.
pub(super) fn signed_number(input: Tokens<'_>) -> Parsed<'_, f64> {
    match input.kind() {
        TokenKind::Operator(BinaryOperator::Add) => number(input.advanced()),
        TokenKind::Operator(BinaryOperator::Subtract) => number(input.advanced()).map(|(rest, value)| (rest, -value)),
        _ => number(input),
    }
}

/// A number without a sign.
pub(super) fn number(input: Tokens<'_>) -> Parsed<'_, f64> {
    let (rest, read) = cut(token(TokenKind::Number)).parse(input)?;
    let value = value_of_number(input.text(read)).map_err(|message| Problem::refused(read.span, message))?;
    Ok((rest, value))
}

/// `xN`, if it is there.
fn repetition(input: Tokens<'_>) -> Parsed<'_, Option<u64>> {
    match input.kind() {
        TokenKind::Times => required_repetition(input).map(|(rest, times)| (rest, Some(times))),
        _ => Ok((input, None)),
    }
}

fn required_repetition(input: Tokens<'_>) -> Parsed<'_, u64> {
    let (input, _) = cut(token(TokenKind::Times)).parse(input)?;
    unsigned(input)
}

/// A decimal integer without a sign.
pub(super) fn unsigned(input: Tokens<'_>) -> Parsed<'_, u64> {
    let (rest, read) = cut(token(TokenKind::Number)).parse(input)?;
    let text = input.text(read);
    match parse_uint(text, 10) {
        Ok(value) => Ok((rest, value)),
        Err(error) => {
            let quoted = quote(text.as_bytes());
            let message = format!("invalid repetition in series values: strconv.ParseUint: parsing {quoted}: {error}");
            Err(Problem::refused(read.span, message))
        }
    }
}
