//! A comparison that never holds.
//!
//! ## What it does
//! Works out which values each side of a comparison can have, as far as the text tells, and looks for comparisons that
//! hold for none of them.
//!
//! ## Why it is bad
//! Nothing ever comes out: an alert on it never fires. The most frequent case is `count(x) == 0`: where there is nothing to
//! count, `count` gives nothing, not 0. Another one is `sum(up == 0) > 0`: `==` keeps the value, and a sum of zeros is 0.
//!
//! ## Example
//! ```promql
//! count(up{job="node"} == 1) == 0
//! ```
//!
//! ## How to fix
//! Ask for what is absent, or give the missing value.
//! ```promql
//! (count(up{job="node"} == 1) or vector(0)) == 0
//! ```

use super::super::{
    Expression, Lint,
    definition::Check,
    values::{Ranges, Values, Verdict},
};
use crate::{
    diagnostic::Diagnostic,
    promql::{
        ast::{AggregateOperator, Binary, Expr},
        places,
    },
};

pub(super) const LINT: Lint =
    Lint::new("promql/dead-comparison", include_str!("dead_comparison.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    let ranges = Ranges::default();
    expression.tree.walk(&mut |node| {
        let Expr::Binary(node) = node else { return };
        let (left, right) = (ranges.of(&node.left), ranges.of(&node.right));
        let is_filled = node
            .matching
            .as_ref()
            .is_some_and(|matching| matching.fill_left.is_some() || matching.fill_right.is_some());
        if is_filled || !node.operator.is_comparison() || left.compare(node.operator, right) != Verdict::Never {
            return;
        }
        let operator = node.operator.as_str();
        let consequence = if node.return_bool { "is always 0" } else { "never holds" };
        let message = format!("`{operator}` {consequence}{}", reasons(node, left, right));
        let mut finding = LINT.at(expression.place(places::operator(expression.text, node).operator), message);
        finding.hints.extend(hint(node, right, left));
        found.push(finding);
    });
}

/// What is known of the two sides, to follow the verdict; plain numbers speak for themselves.
pub(super) fn reasons(node: &Binary, left: Values, right: Values) -> String {
    let sides = [(&node.left, left, "left"), (&node.right, right, "right")];
    let wonders = sides.into_iter().filter(|(side, ..)| !matches!(side.without_parens(), Expr::Number(_)));
    let known = wonders.filter_map(|(_, values, name)| Some(format!("the {name} side is {}", values.describe()?)));
    let reasons: Vec<String> = known.collect();
    if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join(", ")) }
}

/// What to write instead, where it is clear what was meant.
fn hint(node: &Binary, right: Values, left: Values) -> Option<String> {
    let [(left_counts, left_sums), (right_counts, right_sums)] = [&node.left, &node.right].map(kind);
    let below_one = |values: Values| values.point().is_some_and(|value| (0.0..=1.0).contains(&value));
    if (left_counts && below_one(right)) || (right_counts && below_one(left)) {
        let hint = "`count` of nothing is nothing, not 0: use `absent(…)`, or compare `(… or vector(0))`";
        return Some(hint.to_owned());
    }
    let zero = |values: Values| values.point() == Some(0.0);
    let sums_zeros = (left_sums && zero(left)) || (right_sums && zero(right));
    sums_zeros.then(|| "a filter keeps the values, here 0: count them, or filter with `bool`".to_owned())
}

/// Whether an expression counts, and whether it sums up.
fn kind(expression: &Expr) -> (bool, bool) {
    match expression.without_parens() {
        Expr::Aggregate(node) => (node.operator == AggregateOperator::Count, node.operator == AggregateOperator::Sum),
        Expr::Call(node) => (node.function.name == "count_over_time", node.function.name == "sum_over_time"),
        _ => (false, false),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn comparisons_that_can_hold_are_left_alone() {
        clean(
            &LINT,
            &[
                "count(x) > 0",
                "count(x) == 1",
                "count(x) or vector(0) == 0",
                "(count(x) or vector(0)) == 0",
                "absent(x) == 1",
                "x > 5 < 6",
                "x == x",
                "sum(up == bool 0) > 0",
                "count(up == 0) > 0",
                "hour() > 22",
                "rate(x[5m]) < 0",
                "scalar(count(x)) != bool 0",
                "count(x) == on () fill(0) count(y) == 0",
            ],
        );
    }

    #[test]
    fn comparisons_that_never_hold_are_found() {
        for (text, expected) in [
            ("count by (a) (x) == 0", "==: `==` never holds: the left side is at least 1"),
            ("0 == count(x)", "==: `==` never holds: the right side is at least 1"),
            ("count(x) < bool 1", "<: `<` is always 0: the left side is at least 1"),
            ("x > 5 < 3", "<: `<` never holds: the left side is more than 5"),
            ("sum(up == 0) > 0", ">: `>` never holds: the left side is always 0"),
            ("vector(1) == 0", "==: `==` never holds: the left side is always 1"),
            ("1 > bool 2", ">: `>` is always 0"),
            ("x == NaN", "==: `==` never holds"),
            ("day_of_week() == 7", "==: `==` never holds: the left side is from 0 to 6"),
            ("(x < 3) > (y > 3)", ">: `>` never holds: the left side is less than 3, the right side is more than 3"),
        ] {
            assert_eq!(found(&LINT, text), [expected], "{text}");
        }
    }
}
