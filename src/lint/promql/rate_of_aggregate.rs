//! The rate of counters that were added up first.
//!
//! ## What it does
//! Looks for `rate`, `irate` and `increase` over a sum, an average or a count: in a subquery, or recorded by a rule at hand.
//!
//! ## Why it is bad
//! When one of many processes restarts, its counter begins again at 0. In the sum this is a fall, and the function takes it
//! for a reset of the whole: it adds the whole sum again, and shows a peak where there is none. Whenever a series comes or
//! goes the same happens.
//!
//! It is silent about `max` and `min`, which choose among copies of one counter.
//!
//! ## Example
//! ```promql
//! rate(sum by (job) (requests_total)[5m:1m])
//! ```
//!
//! ## How to fix
//! Take the rate first, then the sum.
//! ```promql
//! sum by (job) (rate(requests_total[5m]))
//! ```

use super::super::{
    Expression, Lint,
    counters::{expects_counter, rate_in, recorded},
    definition::Check,
    metric_name,
};
use crate::{
    diagnostic::Diagnostic,
    promql::ast::{Aggregate, AggregateOperator, Expr},
};

pub(super) const LINT: Lint =
    Lint::new("promql/rate-of-aggregate", include_str!("rate_of_aggregate.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let Expr::Call(outer) = node else { return };
        let Some(window) = outer.arguments.first().filter(|_| expects_counter(outer)) else { return };
        let name = outer.function.name;
        let (place, message) = match window.without_parens() {
            Expr::Subquery(subquery) => {
                let Some(inner) = mixing(&subquery.inner) else { return };
                let operator = inner.operator.as_str();
                (inner.span, format!("`{name}` of a `{operator}` takes the restart of one series for one of all"))
            }
            Expr::Matrix(matrix) => {
                let Some(metric) = metric_name(&matrix.selector) else { return };
                let rules = recorded(expression.rule, &matrix.selector);
                let Some(inner) = rules.into_iter().find_map(mixing) else { return };
                let operator = inner.operator.as_str();
                let what = format!("`{metric}`, which is recorded as a `{operator}`,");
                (matrix.selector.span, format!("`{name}` of {what} takes the restart of one series for one of all"))
            }
            _ => return,
        };
        let hint = format!("take the `{name}` of the counters first, and aggregate that");
        found.push(LINT.at(expression.place(place), message).hinted(hint));
    });
}

/// The aggregation that mixes counters into one series.
fn mixing(expression: &Expr) -> Option<&Aggregate> {
    use AggregateOperator::*;
    match expression.without_parens() {
        Expr::Aggregate(node) => match node.operator {
            Sum | Avg | Count | Stddev | Stdvar | Quantile if rate_in(&node.body).is_none() => Some(node),
            Min | Max | TopK | BottomK | LimitK | LimitRatio => mixing(&node.body),
            _ => None,
        },
        Expr::Call(node) if matches!(node.function.name, "label_replace" | "label_join") => {
            mixing(node.arguments.first()?)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            super::fixtures::{found, found_in_rules},
            clean,
        },
        *,
    };

    #[test]
    fn single_counters_are_left_alone() {
        clean(
            &LINT,
            &[
                "rate(x_total[5m])",
                "increase(max by (a) (x_total)[1h:])",
                "sum(rate(x_total[5m]))",
                "max_over_time(sum(x)[1h:])",
                "rate(topk(3, x_total)[1h:])",
                "rate(sum(rate(x[5m]))[1h:])",
                "delta(sum(x)[1h:])",
            ],
        );
    }

    #[test]
    fn sums_are_found_in_subqueries_and_recorded() {
        assert_eq!(
            found(&LINT, "increase((sum(x_total))[1h:5m])"),
            ["sum(x_total): `increase` of a `sum` takes the restart of one series for one of all"]
        );
        let rules = "groups:\n- name: g\n  rules:\n  - record: a:b\n    expr: sum by (a) (x_total)\n  - alert: b\n    expr: rate(a:b[5m]) > 0\n";
        assert_eq!(
            found_in_rules(&LINT, rules),
            ["a:b: `rate` of `a:b`, which is recorded as a `sum`, takes the restart of one series for one of all"]
        );
    }
}
