//! The series that two sides of an operator have, and which of them belong together.

use crate::{
    lint::{EvidenceError, SeriesFacts, metric_name},
    model::{
        labels::{Labels, METRIC_NAME},
        value::QueryValue,
    },
    promql::ast::{
        Aggregate, AggregateOperator, Binary, BinaryOperator, Call, Expr, Subquery, ValueType, VectorMatching,
    },
};

/// The label sets of what `part` gives now; `None` if that cannot be told.
pub(super) fn label_sets(facts: &SeriesFacts<'_>, part: &Expr) -> Result<Option<Vec<Labels>>, EvidenceError> {
    if is_certainly_empty(facts, part) {
        return Ok(Some(Vec::new()));
    }
    let Some(answer) = facts.now(part)? else { return Ok(None) };
    Ok(match &*answer {
        Ok(QueryValue::Vector(samples)) => Some(samples.iter().map(|sample| sample.labels.clone()).collect()),
        _ => None,
    })
}

/// Whether all that `part` is made of are metrics that nobody has: most rules of a large set are about other systems,
/// and need not be evaluated to know it.
fn is_certainly_empty(facts: &SeriesFacts<'_>, part: &Expr) -> bool {
    let selectors = part.selectors();
    let mut makes_series = false;
    part.walk(&mut |node| makes_series |= matches!(node, Expr::Call(call) if makes_vector(call)));
    let is_unknown = |name: Option<&str>| name.is_some_and(|name| !facts.has_metric(name));
    !makes_series && !selectors.is_empty() && selectors.into_iter().all(|selector| is_unknown(metric_name(selector)))
}

/// Whether the result of a call can have series though its arguments have none.
fn makes_vector(call: &Call) -> bool {
    let is_series = |argument: &Expr| matches!(argument.value_type(), ValueType::Vector | ValueType::Matrix);
    let is_made = call.function.returns == ValueType::Vector && !call.arguments.iter().any(is_series);
    is_made || call.function.name.starts_with("absent")
}

/// The labels that series must share to belong together.
pub(super) fn signature(matching: &VectorMatching, labels: &Labels) -> Labels {
    let is_listed = |name: &str| matching.labels.iter().any(|other| other == name);
    match matching.on {
        true => labels.filter(is_listed),
        false => labels.filter(|name| name != METRIC_NAME && !is_listed(name)),
    }
}

/// The expression without what filters by value: it gives all series that `part` could ever give from the series there
/// are. `None` if there is no such expression, as for `absent`.
pub(super) fn unfiltered(part: &Expr) -> Option<Expr> {
    match part {
        Expr::Paren(paren) => unfiltered(&paren.inner),
        Expr::Unary(unary) => unfiltered(&unary.operand),
        Expr::Binary(binary) => unfiltered_binary(binary),
        Expr::Aggregate(aggregate) => {
            use AggregateOperator::*;
            let body = unfiltered(&aggregate.body)?;
            match aggregate.operator {
                TopK | BottomK | LimitK | LimitRatio => Some(body),
                // Its labels are made of values.
                CountValues => None,
                _ => Some(Expr::Aggregate(Box::new(Aggregate { body, ..(**aggregate).clone() }))),
            }
        }
        Expr::Call(call) if matches!(call.function.name, "absent" | "absent_over_time" | "info") => None,
        Expr::Call(call) => {
            let arguments = call.arguments.iter().map(unfiltered).collect::<Option<_>>()?;
            Some(Expr::Call(Box::new(Call { arguments, ..(**call).clone() })))
        }
        Expr::Subquery(subquery) => {
            let inner = unfiltered(&subquery.inner)?;
            Some(Expr::Subquery(Box::new(Subquery { inner, ..(**subquery).clone() })))
        }
        Expr::Number(_) | Expr::String(_) | Expr::Vector(_) | Expr::Matrix(_) => Some(part.clone()),
    }
}

fn unfiltered_binary(binary: &Binary) -> Option<Expr> {
    let is_filter = binary.operator.is_comparison() && !binary.return_bool;
    let Some(matching) = &binary.matching else {
        let left_is_vector = binary.left.value_type() == ValueType::Vector;
        if is_filter {
            return unfiltered(if left_is_vector { &binary.left } else { &binary.right });
        }
        let (left, right) = (unfiltered(&binary.left)?, unfiltered(&binary.right)?);
        return Some(Expr::Binary(Box::new(Binary { left, right, ..binary.clone() })));
    };
    match binary.operator {
        BinaryOperator::And | BinaryOperator::Unless => unfiltered(&binary.left),
        // With `on`, series of the right would be missing that a filter on the left lets through.
        BinaryOperator::Or if matching.on || !matching.labels.is_empty() => None,
        BinaryOperator::Or => {
            let (left, right) = (unfiltered(&binary.left)?, unfiltered(&binary.right)?);
            Some(Expr::Binary(Box::new(Binary { left, right, ..binary.clone() })))
        }
        // Where only the filters make a match unique this cannot be evaluated, and nothing is said.
        _ => {
            let (left, right) = (unfiltered(&binary.left)?, unfiltered(&binary.right)?);
            let return_bool = binary.operator.is_comparison();
            Some(Expr::Binary(Box::new(Binary { left, right, return_bool, ..binary.clone() })))
        }
    }
}

/// Longer chains of operators are not looked at to their end.
const MOST_JOINS: usize = 64;

/// The operators of a tree between two vectors, none of which makes up for missing series.
pub(super) fn joins(tree: &Expr) -> Vec<(&Expr, &Binary, &VectorMatching)> {
    let mut joins = Vec::new();
    tree.walk(&mut |node| {
        let Expr::Binary(binary) = node else { return };
        let Some(matching) = &binary.matching else { return };
        let is_filled = matching.fill_left.is_some() || matching.fill_right.is_some();
        if !is_filled && joins.len() < MOST_JOINS {
            joins.push((node, &**binary, matching));
        }
    });
    joins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promql::{Features, parse};

    #[test]
    fn filters_are_taken_away() {
        for (text, expected) in [
            ("a > 1", Some("a")),
            ("1 < a", Some("a")),
            ("sum by (x) (a > 1) * 2", Some("sum by (x) (a) * 2")),
            ("topk(3, a and b)", Some("a")),
            ("rate(a[5m]) unless (b == 1)", Some("rate(a[5m])")),
            ("(a > 1) or b", Some("a or b")),
            ("a or on (x) b", None),
            ("a > bool 1", Some("a > bool 1")),
            ("a / (b > 1)", Some("a / b")),
            ("a > on (x) b", Some("a > bool on (x) b")),
            ("absent(a)", None),
            ("count_values(\"x\", a)", None),
            ("max_over_time((a > 1)[5m:])", Some("max_over_time(a[5m:])")),
        ] {
            let tree = parse(text, Features::default()).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(unfiltered(&tree).map(|tree| tree.to_string()).as_deref(), expected, "{text}");
        }
    }
}
