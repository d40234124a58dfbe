//! The rate of something that is a rate already.
//!
//! ## What it does
//! Looks for `rate`, `irate` and `increase` over a subquery of one of them, over a series that a rule at hand records with
//! one of them, and over a recorded series whose name says so (`job:requests:rate5m`).
//!
//! ## Why it is bad
//! A rate goes up and down. These functions take every fall for the reset of a counter and add it up, so that the result
//! has no meaning.
//!
//! ## Example
//! ```promql
//! increase(job:requests:rate5m[1h])
//! ```
//!
//! ## How to fix
//! Take an average or a maximum over time, or `deriv` if the change of the rate is meant.
//! ```promql
//! avg_over_time(job:requests:rate5m[1h])
//! ```

use super::super::{
    Expression, Lint,
    counters::{expects_counter, names_rate, rate_in, recorded},
    definition::Check,
    metric_name,
};
use crate::{diagnostic::Diagnostic, promql::ast::Expr};

pub(super) const LINT: Lint =
    Lint::new("promql/rate-of-rate", include_str!("rate_of_rate.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let Expr::Call(outer) = node else { return };
        let Some(window) = outer.arguments.first().filter(|_| expects_counter(outer)) else { return };
        let name = outer.function.name;
        match window.without_parens() {
            Expr::Subquery(subquery) => {
                let Some(inner) = rate_in(&subquery.inner) else { return };
                let message = format!("`{name}` of what `{}` gives: a rate is no counter", inner.function.name);
                let finding = LINT.at(expression.place(subquery.inner.span()), message);
                found.push(finding.hinted("use `avg_over_time` or `max_over_time`"));
            }
            Expr::Matrix(matrix) => {
                let Some(metric) = metric_name(&matrix.selector) else { return };
                let rules = recorded(expression.rule, &matrix.selector);
                let by_rule = rules.iter().find_map(|rule| rate_in(rule));
                let message = match by_rule {
                    Some(call) => format!("`{name}` of `{metric}`, which is recorded with `{}`", call.function.name),
                    // Where the rule is at hand, its name does not matter.
                    None if rules.is_empty() && names_rate(metric) => {
                        format!("`{name}` of `{metric}`, which is a rate by its name")
                    }
                    None => return,
                };
                let finding = LINT.at(expression.place(matrix.selector.span), message);
                found.push(finding.hinted("use `avg_over_time` or `max_over_time`"));
            }
            _ => {}
        }
    });
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
    fn counters_and_functions_for_gauges_are_left_alone() {
        clean(
            &LINT,
            &[
                "rate(x_total[5m])",
                "rate(job:x_total:sum[5m])",
                "deriv(job:x:rate5m[5m])",
                "max_over_time(rate(x[5m])[1h:])",
                "increase((x > 5)[1h:])",
                "rate(x_rate[5m])",
            ],
        );
    }

    #[test]
    fn rates_are_found_by_name_and_in_subqueries() {
        for (text, expected) in [
            ("rate(job:x:rate5m[5m])", "job:x:rate5m: `rate` of `job:x:rate5m`, which is a rate by its name"),
            (
                "increase(sum by (a) (rate(x[5m]))[1h:])",
                "sum by (a) (rate(x[5m])): `increase` of what `rate` gives: a rate is no counter",
            ),
        ] {
            assert_eq!(found(&LINT, text), [expected], "{text}");
        }
    }

    #[test]
    fn rules_at_hand_count_more_than_names() {
        let rules = |record: &str, expr: &str| {
            format!(
                "groups:\n- name: g\n  rules:\n  - record: {record}\n    expr: {expr}\n  - record: b\n    expr: rate({record}[5m])\n"
            )
        };
        assert_eq!(
            found_in_rules(&LINT, &rules("a:b", "sum(irate(x[5m]))")),
            ["a:b: `rate` of `a:b`, which is recorded with `irate`"]
        );
        assert!(found_in_rules(&LINT, &rules("a:b:rate5m", "x_total")).is_empty());
        assert!(found_in_rules(&LINT, &rules("a:b", "x_total")).is_empty());
    }
}
