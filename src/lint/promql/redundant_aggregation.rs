//! An aggregation whose groups have one series each.
//!
//! ## What it does
//! Looks for aggregations over series that have exactly the labels by which is grouped, such as a second `sum` around a
//! first one.
//!
//! ## Why it is bad
//! It does nothing, or `count` is always 1 and `stddev` always 0. A label may be missing in one of the two, or the outer
//! one was to group by less.
//!
//! ## Example
//! ```promql
//! max by (job) (sum by (job) (up))
//! ```
//!
//! ## How to fix
//! Leave the outer one out, which `--fix` does, or group by other labels.
//! ```promql
//! max by (job) (sum by (job, zone) (up))
//! ```

use super::super::{
    Expression, Lint,
    definition::Check,
    expression::is_closed,
    labels::{LabelShape, Shapes},
};
use crate::{
    diagnostic::Diagnostic,
    promql::ast::{Aggregate, AggregateOperator, Expr},
};
use std::collections::BTreeSet;

pub(super) const LINT: Lint =
    Lint::new("promql/redundant-aggregation", include_str!("redundant_aggregation.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    use AggregateOperator::*;
    let shapes = Shapes::default();
    expression.tree.walk(&mut |node| {
        let Expr::Aggregate(node) = node else { return };
        let (is_idle, consequence) = match node.operator {
            Sum | Avg | Min | Max => (true, "does nothing"),
            Count | Group => (false, "is always 1"),
            Stddev | Stdvar => (false, "is always 0"),
            Quantile | TopK | BottomK | LimitK | LimitRatio | CountValues => return,
        };
        if !has_single_groups(node, &shapes.of(&node.body)) {
            return;
        }
        let operator = node.operator.as_str();
        let message = format!("this `{operator}` {consequence}: each of its groups has one series");
        let mut finding = LINT.at(expression.place(node.span), message);
        if is_idle && is_closed(&node.body) {
            finding.fix = expression.fix_to_part(format!("leave `{operator}` out"), node.span, &node.body);
        }
        found.push(finding);
    });
}

/// Whether no two series can be in one group: their labels are those of the group.
fn has_single_groups(node: &Aggregate, body: &LabelShape) -> bool {
    let Some(only) = body.only() else { return false };
    let (only, grouping): (BTreeSet<&str>, BTreeSet<&str>) =
        (only.collect(), node.grouping.iter().map(String::as_str).collect());
    match node.without {
        true => only.is_disjoint(&grouping),
        // That a label of the group is never there is another finding.
        false => only == grouping,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn aggregations_that_join_series_are_left_alone() {
        clean(
            &LINT,
            &[
                "sum(x)",
                "sum(sum by (a) (x))",
                "count(count by (a) (x))",
                "sum by (a) (sum by (a, b) (x))",
                "sum by (a, b) (sum by (a) (x))",
                "sum by (a) (sum by (a) (x) or y)",
                "sum without (a) (sum by (a) (x))",
                r#"sum by (a) (absent(x{a="1",b="2"}))"#,
                "topk(1, sum(x))",
            ],
        );
    }

    #[test]
    fn groups_of_one_are_found() {
        for (text, expected) in [
            ("sum(max(x))", "sum(max(x)): this `sum` does nothing: each of its groups has one series"),
            (
                "count by (a) (sum by (a) (x) > 5)",
                "count by (a) (sum by (a) (x) > 5): this `count` is always 1: each of its groups has one series",
            ),
            (
                "avg without (b) (sum by (a) (x))",
                "avg without (b) (sum by (a) (x)): this `avg` does nothing: each of its groups has one series",
            ),
        ] {
            assert_eq!(found(&LINT, text), [expected], "{text}");
        }
    }
}
