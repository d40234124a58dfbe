//! Whether the expression of an alert is a condition: whether there are times at which it has no series.

use super::super::{RuleView, metric_name, rules::reading};
use crate::{
    model::labels::METRIC_NAME,
    promql::ast::{AggregateOperator, Binary, BinaryOperator, Expr, ValueType, VectorSelector},
};

/// Recorded series are followed over no more rules than these.
const DEEPEST: usize = 5;

/// Functions that give one value for each series.
const EACH: [&str; 26] = [
    "abs",
    "acos",
    "asin",
    "atan",
    "ceil",
    "clamp",
    "clamp_max",
    "clamp_min",
    "cos",
    "deg",
    "exp",
    "floor",
    "label_join",
    "label_replace",
    "ln",
    "log10",
    "log2",
    "rad",
    "round",
    "sgn",
    "sin",
    "sort",
    "sort_desc",
    "sqrt",
    "tan",
    "timestamp",
];

/// Names of alerts that are meant to fire all the time, so that somebody notices when they stop.
const HEARTBEATS: [&str; 9] =
    ["alive", "alwaysfiring", "deadman", "deadmans", "heartbeat", "keepalive", "none", "snitch", "watchdog"];

/// Whether an alert is meant to fire all the time, by its name or severity.
pub(super) fn is_heartbeat(rule: &RuleView<'_>) -> bool {
    let name: String = rule.rule.name().chars().filter(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    let is_without_severity =
        |entry: &crate::config::rules::LabelEntry| entry.name.value == "severity" && entry.value.value == "none";
    HEARTBEATS.iter().any(|word| name.contains(word)) || reading::labels(rule).into_iter().any(is_without_severity)
}

/// The part of an alert's expression that has series whatever their values are, which makes it fire for each of them;
/// `None` if every series has to stand a comparison, or if that cannot be known.
pub(super) fn unfiltered<'a>(expression: &'a Expr, rule: &RuleView<'_>) -> Option<&'a Expr> {
    unfiltered_at(expression, rule, DEEPEST)
}

fn unfiltered_at<'a>(expression: &'a Expr, rule: &RuleView<'_>, depth: usize) -> Option<&'a Expr> {
    let part = |part: &'a Expr| unfiltered_at(part, rule, depth);
    let whole = |is_unfiltered: bool| is_unfiltered.then_some(expression);
    match expression {
        Expr::Number(_) | Expr::String(_) => Some(expression),
        Expr::Paren(node) => part(&node.inner),
        Expr::Unary(node) => whole(part(&node.operand).is_some()),
        Expr::Subquery(node) => whole(part(&node.inner).is_some()),
        Expr::Aggregate(node) => whole(part(&node.body).is_some()),
        Expr::Vector(selector) => whole(!is_filtered_where_made(selector, rule, depth)),
        Expr::Matrix(matrix) => whole(!is_filtered_where_made(&matrix.selector, rule, depth)),
        Expr::Call(node) => match node.function.name {
            "absent" | "absent_over_time" => None,
            "vector" | "scalar" => Some(expression),
            _ => whole(node.arguments.iter().all(|argument| is_number(argument) || part(argument).is_some())),
        },
        Expr::Binary(node) => match node.operator {
            BinaryOperator::And | BinaryOperator::Unless => None,
            BinaryOperator::Or => part(&node.left).or_else(|| part(&node.right)),
            operator if operator.is_comparison() && !node.return_bool => None,
            _ => whole([&node.left, &node.right].into_iter().all(|side| is_number(side) || part(side).is_some())),
        },
    }
}

/// Whether something is one number, which is there even where the series it is made of are not.
fn is_number(expression: &Expr) -> bool {
    matches!(expression.value_type(), ValueType::Scalar | ValueType::String)
}

/// Whether series are there only at times: alerts themselves, and recorded ones that had to stand a comparison. What is
/// recorded elsewhere, or selected without a name, is given the benefit of the doubt.
fn is_filtered_where_made(selector: &VectorSelector, rule: &RuleView<'_>, depth: usize) -> bool {
    let Some(name) = metric_name(selector) else { return true };
    let recorders = reading::recorders(rule, selector);
    if recorders.is_empty() {
        return name.contains(':') || name.contains("ALERTS") || name.to_ascii_lowercase().ends_with("_alert");
    }
    let Some(depth) = depth.checked_sub(1) else { return true };
    recorders.iter().all(|recorder| {
        let expression = recorder.rule.expression.as_ref();
        expression.is_none_or(|expression| unfiltered_at(expression, recorder, depth).is_none())
    })
}

/// Labels that say where series come from, not what they are about.
const ORIGINS: [&str; 16] = [
    "app",
    "cluster",
    "container",
    "datacenter",
    "dc",
    "endpoint",
    "env",
    "environment",
    "instance",
    "job",
    "namespace",
    "pod",
    "project",
    "prometheus",
    "region",
    "service",
];

/// Whether an expression asks for series that are only there at times, such as those of a metric that has its state in
/// a label: whether there is one at all is the condition then.
pub(super) fn asks_for_existence(expression: &Expr) -> bool {
    match expression.without_parens() {
        Expr::Aggregate(node) => {
            matches!(node.operator, AggregateOperator::Count | AggregateOperator::Group)
                && asks_for_existence(&node.body)
        }
        Expr::Vector(selector) => selector
            .matchers
            .iter()
            .any(|matcher| !matcher.is_on(METRIC_NAME) && !ORIGINS.iter().any(|label| matcher.is_on(label))),
        _ => false,
    }
}

/// The comparison with `bool` that gives an expression its values, if that is what does.
pub(super) fn bool_comparison(expression: &Expr) -> Option<&Binary> {
    match expression {
        Expr::Paren(node) => bool_comparison(&node.inner),
        Expr::Unary(node) => bool_comparison(&node.operand),
        Expr::Aggregate(node) => bool_comparison(&node.body),
        Expr::Call(node) if EACH.contains(&node.function.name) => node.arguments.iter().find_map(bool_comparison),
        Expr::Binary(node) if node.return_bool => Some(node),
        Expr::Binary(node) => bool_comparison(&node.left).or_else(|| bool_comparison(&node.right)),
        _ => None,
    }
}

/// Whether an expression certainly has a series at all times.
pub(super) fn is_always_there(expression: &Expr) -> bool {
    use AggregateOperator::*;
    match expression {
        Expr::Number(_) | Expr::String(_) => true,
        Expr::Paren(node) => is_always_there(&node.inner),
        Expr::Unary(node) => is_always_there(&node.operand),
        Expr::Aggregate(node) => {
            matches!(node.operator, Sum | Avg | Count | Min | Max | Group | Stddev | Stdvar | Quantile)
                && is_always_there(&node.body)
        }
        Expr::Call(node) => match node.function.name {
            "vector" | "scalar" | "time" | "pi" => true,
            name if EACH.contains(&name) => node.arguments.first().is_some_and(is_always_there),
            _ => node.arguments.is_empty(),
        },
        Expr::Binary(node) => match node.operator {
            BinaryOperator::Or => is_always_there(&node.left) || is_always_there(&node.right),
            BinaryOperator::And | BinaryOperator::Unless => false,
            _ if is_number(expression) => true,
            operator if operator.is_comparison() && !node.return_bool => constant(&node.left)
                .zip(constant(&node.right))
                .is_some_and(|(left, right)| holds(operator, left, right)),
            _ => match (is_number(&node.left), is_number(&node.right)) {
                (true, _) => is_always_there(&node.right),
                (_, true) => is_always_there(&node.left),
                _ => constant(&node.left).and(constant(&node.right)).is_some(),
            },
        },
        Expr::Vector(_) | Expr::Matrix(_) | Expr::Subquery(_) => false,
    }
}

/// The number that an expression is, or that its one series has.
pub(super) fn constant(expression: &Expr) -> Option<f64> {
    match expression {
        Expr::Number(number) => Some(number.value),
        Expr::Paren(node) => constant(&node.inner),
        Expr::Call(node) if node.function.name == "vector" => constant(node.arguments.first()?),
        _ => None,
    }
}

fn holds(operator: BinaryOperator, left: f64, right: f64) -> bool {
    match operator {
        BinaryOperator::Equal => left == right,
        BinaryOperator::NotEqual => left != right,
        BinaryOperator::Less => left < right,
        BinaryOperator::LessOrEqual => left <= right,
        BinaryOperator::Greater => left > right,
        BinaryOperator::GreaterOrEqual => left >= right,
        _ => false,
    }
}

/// A comparison of series with a number, the number on the right.
pub(super) struct Threshold<'a> {
    /// The series.
    pub(super) series: &'a Expr,
    /// How they are compared.
    pub(super) operator: BinaryOperator,
    /// With which number.
    pub(super) number: f64,
    /// The whole comparison.
    pub(super) node: &'a Binary,
}

/// The comparison that an expression is as a whole, if it is one of series with a number.
pub(super) fn threshold(expression: &Expr) -> Option<Threshold<'_>> {
    let Expr::Binary(node) = expression.without_parens() else { return None };
    if !node.operator.is_comparison() || node.return_bool {
        return None;
    }
    match (number(&node.left), number(&node.right)) {
        (None, Some(number)) => Some(Threshold { series: &node.left, operator: node.operator, number, node }),
        (Some(number), None) => {
            Some(Threshold { series: &node.right, operator: mirrored(node.operator), number, node })
        }
        _ => None,
    }
}

/// The value of a number, or of arithmetic with numbers only.
fn number(expression: &Expr) -> Option<f64> {
    match expression {
        Expr::Number(number) => Some(number.value),
        Expr::Paren(node) => number(&node.inner),
        Expr::Binary(node) => {
            let (left, right) = (number(&node.left)?, number(&node.right)?);
            match node.operator {
                BinaryOperator::Add => Some(left + right),
                BinaryOperator::Subtract => Some(left - right),
                BinaryOperator::Multiply => Some(left * right),
                BinaryOperator::Divide => Some(left / right),
                _ => None,
            }
        }
        _ => None,
    }
}

fn mirrored(operator: BinaryOperator) -> BinaryOperator {
    match operator {
        BinaryOperator::Less => BinaryOperator::Greater,
        BinaryOperator::LessOrEqual => BinaryOperator::GreaterOrEqual,
        BinaryOperator::Greater => BinaryOperator::Less,
        BinaryOperator::GreaterOrEqual => BinaryOperator::LessOrEqual,
        other => other,
    }
}
