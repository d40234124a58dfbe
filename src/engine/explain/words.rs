//! What the nodes of a plan are called: PromQL's own words, with everything resolved that the plan resolved.

use crate::{
    diagnostic::Span,
    engine::plan::{Selector, WindowInput, WindowSource},
    golang::{
        float::{format_f, format_fixed_f},
        quote::quote,
    },
    model::{
        labels::{METRIC_NAME, is_classic_metric_name},
        matcher::MatchKind,
        sample::Timestamp,
        time::format_duration,
    },
    promql::{
        AggregateHead, BinaryHead,
        ast::{Expr, ExtendedRange},
        matcher_text,
    },
};
use hashbrown::HashMap;

/// The parts of an expression by the place where they stand, which is what a plan keeps of them.
pub(super) struct Words<'e> {
    parts: HashMap<Span, &'e Expr>,
}

impl<'e> Words<'e> {
    pub(super) fn new(expression: &'e Expr) -> Words<'e> {
        let mut parts = HashMap::new();
        expression.walk(&mut |part| {
            if matches!(part, Expr::Call(_) | Expr::Binary(_) | Expr::Aggregate(_)) {
                parts.insert(part.span(), part);
            }
        });
        Words { parts }
    }

    /// The name of the function and its strings, or the operator with its modifiers, that stands at `span`; `otherwise`
    /// if none does.
    pub(super) fn at(&self, span: Span, otherwise: &str) -> String {
        match self.parts.get(&span) {
            Some(Expr::Call(call)) => {
                let text = |argument: &'e Expr| match argument.without_parens() {
                    Expr::String(literal) => Some(quote(&literal.value)),
                    _ => None,
                };
                let texts: Vec<String> = call.arguments.iter().filter_map(text).collect();
                let strings = if texts.is_empty() { String::new() } else { format!(" ({})", texts.join(", ")) };
                format!("{}{strings}", call.function.name)
            }
            Some(Expr::Binary(binary)) => BinaryHead(binary).to_string(),
            Some(Expr::Aggregate(aggregate)) => AggregateHead(aggregate).to_string().trim_end().to_owned(),
            _ => otherwise.to_owned(),
        }
    }
}

/// A selector without its range: `up{job="api"} offset 5m`.
pub(super) fn selector(selector: &Selector) -> String {
    let mut name = "";
    let mut texts: Vec<String> = Vec::new();
    for matcher in &selector.matchers {
        match matcher.value.as_str().filter(|value| is_classic_metric_name(value)) {
            Some(value) if matcher.is_on(METRIC_NAME) && matcher.kind == MatchKind::Equal && name.is_empty() => {
                name = value;
            }
            _ => texts.push(matcher_text(matcher)),
        }
    }
    let mut words = name.to_owned();
    if !texts.is_empty() {
        words += &format!("{{{}}}", texts.join(","));
    }
    words += match selector.extended {
        None => "",
        Some(ExtendedRange::Anchored) => " anchored",
        Some(ExtendedRange::Smoothed) => " smoothed",
    };
    words + &shift(selector.offset, selector.at)
}

/// The brackets of a window: `[5m]`, or `[1h:5m]` for a subquery.
pub(super) fn brackets(input: &WindowInput) -> String {
    let range = format_duration(input.range);
    match &input.source {
        WindowSource::Selector(_) => format!("[{range}]"),
        WindowSource::Subquery { inner, .. } => format!("[{range}:{}]", format_duration(inner.steps.step)),
    }
}

/// `@` and `offset` as resolved, in front of them a space.
pub(super) fn shift(offset: i64, at: Option<Timestamp>) -> String {
    let mut words = String::new();
    if let Some(time) = at {
        words += &format!(" @ {}", format_fixed_f(time as f64 / 1000.0, 3));
    }
    if offset != 0 {
        words += &format!(" offset {}", format_duration(offset));
    }
    words
}

/// A number.
pub(super) fn number(value: f64) -> String {
    format_f(value)
}
