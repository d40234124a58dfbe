//! Selectors with what stands around them: how much it matters when one of them selects nothing.

use crate::{
    diagnostic::{Severity, Span},
    lint::{EvidenceError, Expression, SeriesFacts, metric_name},
    model::{labels::METRIC_NAME, matcher::Matcher},
    promql::{
        ast::{BinaryOperator, Expr, MatrixSelector, VectorSelector},
        places::{self, MatcherPlace},
    },
};

/// A selector in its surroundings.
#[derive(Clone, Copy)]
pub(super) struct Selected<'p, 'a> {
    /// The selector.
    pub(super) selector: &'a VectorSelector,
    /// The range selector that it is of, if there is one.
    pub(super) matrix: Option<&'a MatrixSelector>,
    /// The way from the whole expression to the selector, both included.
    path: &'p [&'a Expr],
}

/// Calls `visit` with every selector of a tree.
pub(super) fn for_each_selector<'a>(
    tree: &'a Expr,
    visit: &mut impl FnMut(Selected<'_, 'a>) -> Result<(), EvidenceError>,
) -> Result<(), EvidenceError> {
    walk(tree, &mut Vec::new(), visit)
}

fn walk<'a>(
    node: &'a Expr,
    path: &mut Vec<&'a Expr>,
    visit: &mut impl FnMut(Selected<'_, 'a>) -> Result<(), EvidenceError>,
) -> Result<(), EvidenceError> {
    path.push(node);
    let mut outcome = match node {
        Expr::Vector(selector) => visit(Selected { selector, matrix: None, path }),
        Expr::Matrix(matrix) => visit(Selected { selector: &matrix.selector, matrix: Some(matrix), path }),
        _ => Ok(()),
    };
    node.for_each_child(|child| {
        if outcome.is_ok() {
            outcome = walk(child, path, visit);
        }
    });
    path.pop();
    outcome
}

impl<'a> Selected<'_, 'a> {
    /// What the selector is part of, from the inside out: each with the direct part of it that holds the selector.
    pub(super) fn around(&self) -> impl Iterator<Item = (&'a Expr, &'a Expr)> {
        let parents = self.path.iter().rev().skip(1);
        parents.zip(self.path.iter().rev()).map(|(parent, child)| (*parent, *child))
    }

    /// The nearest thing around that is no parenthesis.
    pub(super) fn parent(&self) -> Option<(&'a Expr, &'a Expr)> {
        self.around().find(|(parent, _)| !matches!(parent, Expr::Paren(_)))
    }

    /// How serious it is that it selects nothing; `None` if it may.
    ///
    /// What is absent, or taken away with `unless`, is mentioned at the most; where `or` gives something else, nothing.
    pub(super) fn weight(&self, facts: &SeriesFacts<'_>, level: Severity) -> Option<Severity> {
        let mut weight = level;
        for (parent, child) in self.around() {
            match parent {
                Expr::Call(call) if call.function.name.starts_with("absent") => weight = Severity::Info,
                Expr::Binary(binary) if binary.operator == BinaryOperator::Unless && same(&binary.right, child) => {
                    weight = Severity::Info;
                }
                Expr::Binary(binary) if binary.operator == BinaryOperator::Or => {
                    let other = if same(&binary.left, child) { &binary.right } else { &binary.left };
                    let mut names = other.selectors().into_iter().map(metric_name).peekable();
                    if names.peek().is_none() || names.any(|name| name.is_none_or(|name| facts.has_metric(name))) {
                        return None;
                    }
                }
                _ => {}
            }
        }
        Some(weight)
    }

    /// The name of its series, if it is one name that no rule of the checked files records: what a rule records may
    /// change with the file.
    pub(super) fn exposed_metric(&self, expression: &Expression<'_>) -> Option<&'a str> {
        metric_name(self.selector).filter(|name| !is_recorded(expression, name))
    }

    /// Its matchers with their places, without those of the name.
    pub(super) fn matchers(&self, expression: &Expression<'_>) -> impl Iterator<Item = (&'a Matcher, MatcherPlace)> {
        let places = places::matchers(expression.text, self.selector);
        self.selector.matchers.iter().zip(places).filter(|(matcher, _)| !matcher.is_on(METRIC_NAME))
    }

    /// Where its name stands.
    pub(super) fn name_span(&self, expression: &Expression<'_>) -> Span {
        let places = places::matchers(expression.text, self.selector);
        let mut named = self.selector.matchers.iter().zip(places).filter(|(matcher, _)| matcher.is_on(METRIC_NAME));
        named.next().map_or(self.selector.span, |(_, place)| place.value)
    }
}

/// Whether two references are to one node.
fn same(left: &Expr, right: &Expr) -> bool {
    std::ptr::eq(left, right)
}

/// Whether a rule of the checked files records series of this name, or the server makes them itself.
pub(super) fn is_recorded(expression: &Expression<'_>, name: &str) -> bool {
    name == "ALERTS"
        || name == "ALERTS_FOR_STATE"
        || expression.rule.is_some_and(|rule| !rule.of.set.recorded(name).is_empty())
}

/// Whether any selector of `part` selects what the checked files record.
pub(super) fn reads_recorded(expression: &Expression<'_>, part: &Expr) -> bool {
    part.selectors().into_iter().any(|selector| metric_name(selector).is_none_or(|name| is_recorded(expression, name)))
}
