//! Tree → text on one line: the canonical form in which Prometheus shows expressions.
//!
//! Parentheses are those of the source, none are added. Reading the text again gives the same tree, but for a few wonders
//! that are Prometheus' own: an empty selector prints as nothing, and lengths under a millisecond print as `0s`.

use super::{
    ast::{
        Aggregate, At, Binary, DurationExpr, Expr, ExtendedRange, MatchCardinality, NumberLiteral, Subquery,
        UnaryOperator, VectorMatching, VectorSelector,
    },
    duration::{nanoseconds, whole},
};
use crate::{
    golang::{
        float::{format_f, format_fixed_f, format_g},
        quote::quote,
    },
    model::{
        labels::{METRIC_NAME, is_classic_label_name},
        matcher::{MatchKind, Matcher},
        time::format_duration,
    },
};
use std::fmt::{self, Display, Formatter, Write};

impl Display for Expr {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Number(node) => Display::fmt(node, out),
            Expr::String(node) => out.write_str(&quote(&node.value)),
            Expr::Paren(node) => write!(out, "({})", node.inner),
            Expr::Unary(node) => write!(out, "{}{}", sign(node.operator), node.operand),
            Expr::Binary(node) => write!(out, "{} {} {}", node.left, BinaryHead(node), node.right),
            Expr::Aggregate(node) => {
                write!(out, "{}(", AggregateHead(node))?;
                if let Some(parameter) = &node.parameter {
                    write!(out, "{parameter}, ")?;
                }
                write!(out, "{})", node.body)
            }
            Expr::Call(node) => {
                write!(out, "{}(", node.function.name)?;
                for (index, argument) in node.arguments.iter().enumerate() {
                    out.write_str(if index == 0 { "" } else { ", " })?;
                    Display::fmt(argument, out)?;
                }
                out.write_char(')')
            }
            Expr::Vector(node) => Display::fmt(&**node, out),
            Expr::Matrix(node) => {
                let selector = &node.selector;
                bare_selector(selector, out)?;
                write!(out, "[{}]", Length(&node.range))?;
                extended(selector.extended, out)?;
                at(selector.at, out)?;
                offset(selector.offset.as_ref(), out)
            }
            Expr::Subquery(node) => write!(out, "{}{}", node.inner, SubquerySuffix(node)),
        }
    }
}

impl Display for VectorSelector {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        bare_selector(self, out)?;
        at(self.at, out)?;
        extended(self.extended, out)?;
        offset(self.offset.as_ref(), out)
    }
}

impl Display for NumberLiteral {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        if !self.duration {
            return out.write_str(&format_f(self.value));
        }
        // The seconds are cut to nanoseconds here, not rounded, so that `1s15ms` prints as `1s14ms`.
        let minus = if self.value < 0.0 { "-" } else { "" };
        write!(out, "{minus}{}", format_duration(whole(self.value.abs() * 1e9) / 1_000_000))
    }
}

impl Display for DurationExpr {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            DurationExpr::Literal(literal) => Display::fmt(literal, out),
            DurationExpr::Step(_) => out.write_str("step()"),
            DurationExpr::Range(_) => out.write_str("range()"),
            DurationExpr::Unary { operator: UnaryOperator::Plus, operand, .. } => Display::fmt(operand, out),
            DurationExpr::Unary { operator: UnaryOperator::Minus, operand, .. } => write!(out, "-{operand}"),
            DurationExpr::Binary { operator, left, right, .. } => write!(out, "{left} {} {right}", operator.as_str()),
            DurationExpr::Extreme { maximum, left, right, .. } => {
                write!(out, "{}({left}, {right})", if *maximum { "max_of" } else { "min_of" })
            }
            DurationExpr::Paren { inner, .. } => write!(out, "({inner})"),
        }
    }
}

/// A sign as written.
pub(super) fn sign(operator: UnaryOperator) -> char {
    match operator {
        UnaryOperator::Plus => '+',
        UnaryOperator::Minus => '-',
    }
}

/// An operator with its modifiers: `* on (job) group_left (team)`.
pub(crate) struct BinaryHead<'a>(pub(crate) &'a Binary);

impl Display for BinaryHead<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.operator.as_str())?;
        if self.0.return_bool {
            out.write_str(" bool")?;
        }
        self.0.matching.as_ref().map_or(Ok(()), |matching| matching_modifiers(matching, out))
    }
}

fn matching_modifiers(matching: &VectorMatching, out: &mut Formatter<'_>) -> fmt::Result {
    let group = match matching.cardinality {
        MatchCardinality::ManyToOne => Some("group_left"),
        MatchCardinality::OneToMany => Some("group_right"),
        MatchCardinality::OneToOne | MatchCardinality::ManyToMany => None,
    };
    if matching.on || !matching.labels.is_empty() || group.is_some() {
        let word = if matching.on { "on" } else { "ignoring" };
        write!(out, " {word} ({})", Names(&matching.labels))?;
    }
    if let Some(group) = group {
        write!(out, " {group} ({})", Names(&matching.include))?;
    }
    match (matching.fill_left, matching.fill_right) {
        (Some(left), Some(right)) if left == right => write!(out, " fill ({})", format_g(left)),
        (left, right) => {
            let sides = [("fill_left", left), ("fill_right", right)];
            sides.into_iter().try_for_each(|(word, value)| match value {
                Some(value) => write!(out, " {word} ({})", format_g(value)),
                None => Ok(()),
            })
        }
    }
}

/// An aggregation up to its parentheses: `sum by (job) `.
pub(crate) struct AggregateHead<'a>(pub(crate) &'a Aggregate);

impl Display for AggregateHead<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let node = self.0;
        out.write_str(node.operator.as_str())?;
        match (node.without, node.grouping.is_empty()) {
            (true, _) => write!(out, " without ({}) ", Names(&node.grouping)),
            (false, false) => write!(out, " by ({}) ", Names(&node.grouping)),
            (false, true) => Ok(()),
        }
    }
}

/// Label names, quoted where they must be.
struct Names<'a>(&'a [String]);

impl Display for Names<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.iter().enumerate() {
            out.write_str(if index == 0 { "" } else { ", " })?;
            match is_classic_label_name(name) {
                true => out.write_str(name)?,
                false => out.write_str(&quote(name.as_bytes()))?,
            }
        }
        Ok(())
    }
}

/// What stands behind the operand of a subquery: `[5m:1m] @ 10.000 offset 1m`.
pub(super) struct SubquerySuffix<'a>(pub(super) &'a Subquery);

impl Display for SubquerySuffix<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let node = self.0;
        write!(out, "[{}:", Length(&node.range))?;
        match &node.step {
            Some(DurationExpr::Literal(literal)) if nanoseconds(literal.value) == 0 => {}
            Some(step) => write!(out, "{}", Length(step))?,
            None => {}
        }
        out.write_char(']')?;
        at(node.at, out)?;
        offset(node.offset.as_ref(), out)
    }
}

/// A range or a step: a literal prints as a duration, however it was written.
struct Length<'a>(&'a DurationExpr);

impl Display for Length<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            DurationExpr::Literal(literal) => out.write_str(&format_duration(nanoseconds(literal.value) / 1_000_000)),
            other => Display::fmt(other, out),
        }
    }
}

fn offset(offset: Option<&DurationExpr>, out: &mut Formatter<'_>) -> fmt::Result {
    let Some(offset) = offset else { return Ok(()) };
    let DurationExpr::Literal(literal) = offset else { return write!(out, " offset {offset}") };
    match nanoseconds(literal.value) {
        0 => Ok(()),
        length if length > 0 => write!(out, " offset {}", format_duration(length / 1_000_000)),
        // The smallest number has no counterpart: turned around it stays negative, and gets a second sign.
        length => write!(out, " offset -{}", format_duration(length.wrapping_neg() / 1_000_000)),
    }
}

fn at(at: Option<At>, out: &mut Formatter<'_>) -> fmt::Result {
    match at {
        None => Ok(()),
        Some(At::Time(milliseconds)) => write!(out, " @ {}", format_fixed_f(milliseconds as f64 / 1000.0, 3)),
        Some(At::Start) => out.write_str(" @ start()"),
        Some(At::End) => out.write_str(" @ end()"),
    }
}

fn extended(extended: Option<ExtendedRange>, out: &mut Formatter<'_>) -> fmt::Result {
    out.write_str(match extended {
        None => "",
        Some(ExtendedRange::Anchored) => " anchored",
        Some(ExtendedRange::Smoothed) => " smoothed",
    })
}

/// Name and matchers; the matcher that the name stands for is left out, the others are sorted by their text.
fn bare_selector(selector: &VectorSelector, out: &mut Formatter<'_>) -> fmt::Result {
    let name = selector.name.as_deref().unwrap_or_default();
    out.write_str(name)?;
    let named = |matcher: &&Matcher| {
        matcher.is_on(METRIC_NAME)
            && matcher.kind == MatchKind::Equal
            && !name.is_empty()
            && matcher.value.as_bytes() == name.as_bytes()
    };
    let mut texts: Vec<String> = selector.matchers.iter().filter(|matcher| !named(matcher)).map(matcher_text).collect();
    texts.sort_unstable();
    match texts.is_empty() {
        true => Ok(()),
        false => write!(out, "{{{}}}", texts.join(",")),
    }
}

/// A matcher as written in braces: `job=~"a|b"`.
pub(crate) fn matcher_text(matcher: &Matcher) -> String {
    let name = match matcher.name.as_str() {
        Some(name) if is_classic_label_name(name) => name.to_owned(),
        _ => quote(&matcher.name),
    };
    format!("{name}{}{}", matcher.kind.as_str(), quote(&matcher.value))
}
