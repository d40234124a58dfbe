//! The same expression with every selector pinned to one time, which must give the same result at any other time.

use crate::{
    model::sample::Timestamp,
    promql::ast::{At, Expr},
};

/// Functions whose result depends on the evaluation time or on the samples' own times even if their arguments are
/// pinned.
const DEPENDING_ON_TIME: &[&str] = &[
    "day_of_month",
    "day_of_week",
    "day_of_year",
    "days_in_month",
    "end",
    "hour",
    "minute",
    "month",
    "predict_linear",
    "range",
    "start",
    "step",
    "time",
    "timestamp",
    "year",
];

/// `expression` with `@ time` on every selector and subquery that has no time yet; what stands inside of a subquery is
/// left alone. `None` if the result depends on the evaluation time all the same.
pub(super) fn pin(expression: &Expr, time: Timestamp) -> Option<Expr> {
    let mut pinned = expression.clone();
    pin_parts(&mut pinned, At::Time(time)).then_some(pinned)
}

/// The times, besides its own, at which a pinned expression of `time` is evaluated.
pub(super) fn other_times(time: Timestamp) -> Vec<Timestamp> {
    match time {
        0 => vec![-1000, 0, 1000],
        _ => vec![time.saturating_mul(-10), 0, time / 5, time, time.saturating_mul(10)],
    }
}

/// Whether the text calls a function of the query's own times, which a range around it would change.
pub(super) fn depends_on_query(text: &str) -> bool {
    ["start()", "end()", "range()", "step()"].iter().any(|call| text.contains(call))
}

fn pin_parts(expression: &mut Expr, time: At) -> bool {
    let at = match expression {
        Expr::Vector(selector) => Some(&mut selector.at),
        Expr::Matrix(matrix) => Some(&mut matrix.selector.at),
        Expr::Subquery(subquery) => Some(&mut subquery.at),
        Expr::Call(call) if DEPENDING_ON_TIME.contains(&call.function.name) => return false,
        _ => None,
    };
    if let Some(at) = at {
        if !matches!(at, Some(At::Time(_))) {
            *at = Some(time);
        }
        return true;
    }
    let mut independent = true;
    expression.for_each_child_mut(|child| independent = pin_parts(child, time) && independent);
    independent
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promql::{Features, parse};

    #[test]
    fn selectors_are_pinned_outside_of_subqueries() {
        for (text, expected) in [
            ("a + sum(rate(b[5m]))", Some("a @ 60.000 + sum(rate(b[5m] @ 60.000))")),
            ("a @ 5 + b @ end()", Some("a @ 5.000 + b @ 60.000")),
            ("max_over_time(timestamp(a)[5m:1m])", Some("max_over_time(timestamp(a)[5m:1m] @ 60.000)")),
            ("timestamp(a)", None),
            ("a + time()", None),
            ("1", Some("1")),
        ] {
            let pinned = pin(&parse(text, Features::all()).expect("an expression"), 60_000);
            assert_eq!(pinned.map(|pinned| pinned.to_string()).as_deref(), expected);
        }
    }
}
