//! Which labels the series of an expression can have, as far as its text tells: the ground of every lint about labels.
//!
//! A selector's series may have any label; operators take labels away and add some. What is said here is certain: a
//! label that is [`Presence::Never`] there is missing whatever the data, and one with a fixed value has it in every
//! series. Names of series count as the label `__name__`.

use super::memo::Memo;
use crate::{
    diagnostic::Span,
    model::{labels::METRIC_NAME, matcher::MatchKind},
    promql::ast::{
        Aggregate, AggregateOperator, Binary, BinaryOperator, Call, Expr, MatchCardinality, UnaryOperator, ValueType,
        VectorMatching, VectorSelector,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// What is known of more labels than these is forgotten, so that the work stays in proportion to the text.
const MOST_LABELS: usize = 128;

/// The shapes of the parts of one expression.
pub(super) type Shapes<'a> = Memo<'a, Rc<LabelShape>>;

impl<'a> Shapes<'a> {
    /// The labels that series of a part can have.
    pub(super) fn of(&self, part: &'a Expr) -> Rc<LabelShape> {
        self.get(part, || Rc::new(LabelShape::worked_out(part, self)))
    }

    fn copy(&self, part: &'a Expr) -> LabelShape {
        LabelShape::clone(&self.of(part))
    }
}

/// The labels that series of an expression can have.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LabelShape {
    /// The only labels that can be there, and what limits them; `None` if any can that is not `gone`.
    only: Option<(BTreeSet<String>, Removal)>,
    /// Labels that are certainly missing, with what takes them away.
    gone: BTreeMap<String, Removal>,
    /// Labels that are there with one value in all series.
    fixed: BTreeMap<String, String>,
}

/// What takes a label away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Removal {
    /// The part of the expression that does it.
    pub(super) span: Span,
    /// How.
    pub(super) cause: Cause,
}

/// How a label is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// `by` without it, or an aggregation with neither `by` nor `without`.
    By,
    /// `without` with it.
    Without,
    /// `on` without it.
    On,
    /// `ignoring` with it.
    Ignoring,
    /// A matcher that demands that it be empty.
    Matcher,
    /// A function or operator that drops it, such as the name.
    Operation,
    /// `absent`, whose result has only the labels of the equality matchers.
    Absent,
    /// A number made into a vector.
    Number,
}

impl Cause {
    /// What to write at the part that does it.
    pub(super) fn explanation(self) -> &'static str {
        match self {
            Cause::By => "this aggregation keeps only the labels it groups by",
            Cause::Without => "this aggregation takes it away",
            Cause::On => "the result of this has only the labels of `on`",
            Cause::Ignoring => "the result of this lacks the ignored labels",
            Cause::Matcher => "only series without it are selected here",
            Cause::Operation => "this takes it away",
            Cause::Absent => "this only has labels that are compared with `=`",
            Cause::Number => "a number has no labels",
        }
    }
}

/// Whether a label can be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence<'a> {
    /// In no series, because of this.
    Never(Removal),
    /// In some, perhaps.
    Perhaps,
    /// In every series, with this value.
    Always(&'a str),
}

impl LabelShape {
    /// The labels that series of `expression` can have. Who looks at many parts of one expression takes [`Shapes`].
    pub(super) fn of(expression: &Expr) -> LabelShape {
        Shapes::default().copy(expression)
    }

    fn worked_out<'a>(expression: &'a Expr, shapes: &Shapes<'a>) -> LabelShape {
        match expression {
            Expr::Number(node) => LabelShape::none(node.span, Cause::Number),
            Expr::String(node) => LabelShape::none(node.span, Cause::Number),
            Expr::Paren(node) => shapes.copy(&node.inner),
            Expr::Subquery(node) => shapes.copy(&node.inner),
            Expr::Unary(node) if node.operator == UnaryOperator::Plus => shapes.copy(&node.operand),
            Expr::Unary(node) => shapes.copy(&node.operand).without(METRIC_NAME, node.span, Cause::Operation),
            Expr::Vector(selector) => LabelShape::of_selector(selector),
            Expr::Matrix(matrix) => LabelShape::of_selector(&matrix.selector),
            Expr::Aggregate(node) => LabelShape::of_aggregate(node, shapes),
            Expr::Call(node) => LabelShape::of_call(node, shapes),
            Expr::Binary(node) => LabelShape::of_binary(node, shapes),
        }
    }

    /// Whether series can have the label.
    pub(super) fn presence(&self, label: &str) -> Presence<'_> {
        if let Some(value) = self.fixed.get(label) {
            return Presence::Always(value);
        }
        if let Some(removal) = self.gone.get(label) {
            return Presence::Never(*removal);
        }
        match &self.only {
            Some((only, removal)) if !only.contains(label) => Presence::Never(*removal),
            _ => Presence::Perhaps,
        }
    }

    /// The only labels that can be there; `None` if that is not known.
    pub(super) fn only(&self) -> Option<impl Iterator<Item = &str>> {
        let (only, _) = self.only.as_ref()?;
        Some(only.iter().map(String::as_str).filter(|label| !matches!(self.presence(label), Presence::Never(_))))
    }

    /// Labels with one value in all series, with it.
    pub(super) fn fixed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fixed.iter().map(|(label, value)| (label.as_str(), value.as_str()))
    }

    fn none(span: Span, cause: Cause) -> LabelShape {
        LabelShape { only: Some((BTreeSet::new(), Removal { span, cause })), ..LabelShape::default() }
    }

    fn of_selector(selector: &VectorSelector) -> LabelShape {
        let mut shape = LabelShape::default();
        for matcher in selector.matchers.iter().rev().take(MOST_LABELS) {
            let (Some(name), Some(value)) = (matcher.name.as_str(), matcher.value.as_str()) else { continue };
            match matcher.kind {
                MatchKind::Equal if value.is_empty() => {
                    shape.gone.insert(name.into(), Removal { span: selector.span, cause: Cause::Matcher });
                }
                MatchKind::Equal => drop(shape.fixed.insert(name.into(), value.into())),
                _ => {}
            }
        }
        shape
    }

    fn of_aggregate<'a>(node: &'a Aggregate, shapes: &Shapes<'a>) -> LabelShape {
        use AggregateOperator::*;
        let body = shapes.copy(&node.body);
        if matches!(node.operator, TopK | BottomK | LimitK | LimitRatio) {
            return body;
        }
        if node.grouping.len() > MOST_LABELS {
            return LabelShape::default();
        }
        let mut shape = match node.without {
            true => {
                let gone = node.grouping.iter().map(String::as_str).chain([METRIC_NAME]);
                gone.fold(body, |shape, label| shape.without(label, node.span, Cause::Without))
            }
            false => body.keeping(node.grouping.iter().map(String::as_str), node.span, Cause::By),
        };
        if let (CountValues, Some(Expr::String(label))) = (node.operator, &node.parameter) {
            shape = shape.with(&String::from_utf8_lossy(label.value.as_bytes()));
        }
        shape
    }

    fn of_call<'a>(node: &'a Call, shapes: &Shapes<'a>) -> LabelShape {
        let argument = |index: usize| node.arguments.get(index);
        let text = |index: usize| match argument(index).map(Expr::without_parens) {
            Some(Expr::String(literal)) => literal.value.as_str(),
            _ => None,
        };
        let vector = node
            .arguments
            .iter()
            .find(|argument| matches!(argument.value_type(), ValueType::Vector | ValueType::Matrix));
        let Some(vector) = vector else { return LabelShape::none(node.span, Cause::Number) };
        let shape = || shapes.copy(vector);
        match node.function.name {
            "scalar" | "vector" => LabelShape::none(node.span, Cause::Number),
            "absent" | "absent_over_time" => LabelShape::of_absent(node.span, vector),
            "label_replace" | "label_join" => match text(1) {
                Some(label) => shape().with(label),
                None => LabelShape::default(),
            },
            "info" => LabelShape::default(),
            "histogram_quantile" => {
                shape().without("le", node.span, Cause::Operation).without(METRIC_NAME, node.span, Cause::Operation)
            }
            "histogram_quantiles" => {
                let shape = shape().without("le", node.span, Cause::Operation);
                let shape = shape.without(METRIC_NAME, node.span, Cause::Operation);
                text(1).map_or_else(LabelShape::default, |label| shape.with(label))
            }
            "sort" | "sort_desc" | "sort_by_label" | "sort_by_label_desc" | "last_over_time" | "first_over_time" => {
                shape()
            }
            _ => shape().without(METRIC_NAME, node.span, Cause::Operation),
        }
    }

    /// What stands in for missing series has the labels of the equality matchers.
    fn of_absent(span: Span, vector: &Expr) -> LabelShape {
        let selector = match vector.without_parens() {
            Expr::Vector(selector) => Some(&**selector),
            Expr::Matrix(matrix) => Some(&matrix.selector),
            _ => None,
        };
        let mut shape = LabelShape::none(span, Cause::Absent);
        let matchers = selector.map_or(&[][..], |selector| &selector.matchers);
        if matchers.len() > MOST_LABELS {
            return LabelShape::default();
        }
        for matcher in matchers.iter().filter(|matcher| matcher.kind == MatchKind::Equal) {
            let is_single = matchers.iter().filter(|other| other.name == matcher.name).count() == 1;
            let (Some(name), Some(value)) = (matcher.name.as_str(), matcher.value.as_str()) else { continue };
            if name == METRIC_NAME || value.is_empty() {
                continue;
            }
            // Of several matchers on one label it depends on their order.
            shape = shape.with(name);
            if is_single {
                shape.fixed.insert(name.into(), value.into());
            }
        }
        shape
    }

    fn of_binary<'a>(node: &'a Binary, shapes: &Shapes<'a>) -> LabelShape {
        let is_filter = node.operator.is_comparison() && !node.return_bool;
        let keeps_name = is_filter || node.operator.is_set();
        let unnamed = |shape: LabelShape| match keeps_name {
            true => shape,
            false => shape.without(METRIC_NAME, node.span, Cause::Operation),
        };
        let Some(matching) = &node.matching else {
            // A number beside a vector takes no label away and adds none.
            let vector = [&node.left, &node.right].into_iter().find(|side| side.value_type() == ValueType::Vector);
            return vector
                .map_or_else(|| LabelShape::none(node.span, Cause::Number), |vector| unnamed(shapes.copy(vector)));
        };
        match node.operator {
            BinaryOperator::And | BinaryOperator::Unless => shapes.copy(&node.left),
            BinaryOperator::Or => shapes.of(&node.left).or(&shapes.of(&node.right)),
            _ => LabelShape::of_matching(node, matching, shapes, unnamed),
        }
    }

    fn of_matching<'a>(
        node: &'a Binary,
        matching: &VectorMatching,
        shapes: &Shapes<'a>,
        unnamed: impl Fn(LabelShape) -> LabelShape,
    ) -> LabelShape {
        let (many, one) = match matching.cardinality {
            MatchCardinality::OneToMany => (&node.right, &node.left),
            _ => (&node.left, &node.right),
        };
        let shape = unnamed(shapes.copy(many));
        let is_filled = matching.fill_left.is_some() || matching.fill_right.is_some();
        if is_filled || matching.labels.len().max(matching.include.len()) > MOST_LABELS {
            // Of what is filled, series of either side alone come through as well.
            return LabelShape::default();
        }
        match matching.cardinality {
            MatchCardinality::OneToOne if matching.on => {
                let mut shape = shape.keeping(matching.labels.iter().map(String::as_str), node.span, Cause::On);
                // Equal on both sides: what one side fixes holds for the result.
                let other = shapes.of(one);
                for label in &matching.labels {
                    match other.presence(label) {
                        Presence::Always(value) => {
                            shape.fixed.entry(label.clone()).or_insert_with(|| value.into());
                        }
                        Presence::Never(removal) => {
                            shape.fixed.remove(label);
                            shape.gone.insert(label.clone(), removal);
                        }
                        Presence::Perhaps => {}
                    }
                }
                shape
            }
            MatchCardinality::OneToOne => {
                let ignored = matching.labels.iter();
                ignored.fold(shape, |shape, label| shape.without(label, node.span, Cause::Ignoring))
            }
            _ => {
                let other = shapes.of(one);
                matching.include.iter().fold(shape, |shape, label| match other.presence(label) {
                    Presence::Never(removal) => shape.without(label, removal.span, removal.cause),
                    Presence::Always(value) => {
                        let mut shape = shape.with(label);
                        shape.fixed.insert(label.clone(), value.into());
                        shape
                    }
                    Presence::Perhaps => shape.with(label),
                })
            }
        }
    }

    /// The same without a label.
    fn without(mut self, label: &str, span: Span, cause: Cause) -> LabelShape {
        self.fixed.remove(label);
        if !matches!(self.presence(label), Presence::Never(_)) {
            self.gone.insert(label.into(), Removal { span, cause });
        }
        self
    }

    /// The same with a label that may be there now.
    fn with(mut self, label: &str) -> LabelShape {
        self.fixed.remove(label);
        self.gone.remove(label);
        if let Some((only, _)) = &mut self.only {
            only.insert(label.into());
        }
        self
    }

    /// The same with no other labels than these.
    fn keeping<'l>(self, labels: impl Iterator<Item = &'l str>, span: Span, cause: Cause) -> LabelShape {
        let mut kept = LabelShape { only: Some((BTreeSet::new(), Removal { span, cause })), ..LabelShape::default() };
        for label in labels {
            if let Some((only, _)) = &mut kept.only {
                only.insert(label.into());
            }
            match self.presence(label) {
                Presence::Never(removal) => drop(kept.gone.insert(label.into(), removal)),
                Presence::Always(value) => drop(kept.fixed.insert(label.into(), value.into())),
                Presence::Perhaps => {}
            }
        }
        kept
    }

    /// What series of either one can have.
    fn or(&self, other: &LabelShape) -> LabelShape {
        let mut joined = LabelShape::default();
        if let (Some((left, removal)), Some((right, _))) = (&self.only, &other.only) {
            joined.only = Some((left.union(right).cloned().collect(), *removal));
        }
        for label in self.gone.keys().chain(other.gone.keys()) {
            if let (Presence::Never(removal), Presence::Never(_)) = (self.presence(label), other.presence(label)) {
                joined.gone.insert(label.clone(), removal);
            }
        }
        // A label that one side never has and the other may have is possible, whatever the limits say.
        for (label, value) in &self.fixed {
            if other.presence(label) == Presence::Always(value) {
                joined.fixed.insert(label.clone(), value.clone());
            }
        }
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promql::{Features, parse};

    fn presence(text: &str, label: &str) -> String {
        let tree = parse(text, Features::default()).unwrap_or_else(|error| panic!("{text}: {error}"));
        match LabelShape::of(&tree).presence(label) {
            Presence::Never(removal) => {
                format!("{:?} {}", removal.cause, &text[removal.span.start as usize..removal.span.end as usize])
            }
            Presence::Perhaps => "perhaps".into(),
            Presence::Always(value) => format!("= {value}"),
        }
    }

    #[test]
    fn labels_are_followed_through_operators() {
        for (text, label, expected) in [
            ("x", "a", "perhaps"),
            (r#"x{a="1"}"#, "a", "= 1"),
            (r#"x{a=""}"#, "a", r#"Matcher x{a=""}"#),
            (r#"rate(x{a="1"}[5m])"#, "a", "= 1"),
            ("rate(x[5m])", "__name__", "Operation rate(x[5m])"),
            ("x > 5", "__name__", "= x"),
            ("x * 5", "__name__", "Operation x * 5"),
            ("sum by (a) (x)", "a", "perhaps"),
            ("sum by (a) (x)", "b", "By sum by (a) (x)"),
            ("sum(x)", "b", "By sum(x)"),
            ("sum without (a) (x)", "a", "Without sum without (a) (x)"),
            ("sum without (a) (x)", "b", "perhaps"),
            ("sum by (a, b) (sum by (a) (x))", "b", "By sum by (a) (x)"),
            ("topk by (a) (3, x)", "b", "perhaps"),
            (r#"count_values by (a) ("v", x)"#, "v", "perhaps"),
            ("sum by (a) (x) / sum by (a) (y)", "b", "By sum by (a) (x)"),
            ("x / on (a) y", "b", "On x / on (a) y"),
            (r#"x / on (a) y{a="1"}"#, "a", "= 1"),
            ("x / ignoring (b) y", "b", "Ignoring x / ignoring (b) y"),
            ("x * on (a) group_left (b) y", "b", "perhaps"),
            ("sum by (a) (x) * on (a) group_left (b) y", "b", "perhaps"),
            ("x * on (a) group_left (b) sum by (a) (y)", "b", "By sum by (a) (y)"),
            ("sum by (a) (x) and on (a) y", "b", "By sum by (a) (x)"),
            ("sum by (a) (x) or y", "b", "perhaps"),
            ("sum by (a) (x) or vector(0)", "b", "By sum by (a) (x)"),
            (r#"x{a="1"} or y{a="2"}"#, "a", "perhaps"),
            (r#"x{a="1"} or y{a="1"}"#, "a", "= 1"),
            (r#"absent(x{a="1",b=~"2"})"#, "a", "= 1"),
            (r#"absent(x{a="1",a=~"2"})"#, "a", "perhaps"),
            (r#"absent(x{a="1",b=~"2"})"#, "b", r#"Absent absent(x{a="1",b=~"2"})"#),
            (r#"absent(sum(x{a="1"}))"#, "a", r#"Absent absent(sum(x{a="1"}))"#),
            (r#"label_replace(sum(x), "a", "$1", "b", "(.*)")"#, "a", "perhaps"),
            ("histogram_quantile(0.9, rate(x[5m]))", "le", "Operation histogram_quantile(0.9, rate(x[5m]))"),
            ("vector(1)", "a", "Number vector(1)"),
            ("hour()", "a", "Number hour()"),
            ("5 + x", "a", "perhaps"),
        ] {
            assert_eq!(presence(text, label), expected, "{label} in {text}");
        }
    }
}
