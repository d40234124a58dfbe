//! An operation whose two sides never match.
//!
//! ## What it does
//! Looks for operators between two vectors where some label certainly differs: both sides fix it to other values, or one
//! side has it in every series and the other in none.
//!
//! ## Why it is bad
//! The result is always empty; `unless` never takes anything away.
//!
//! It is silent about `or`, which joins what does not match, and about sides that `fill`.
//!
//! ## Example
//! ```promql
//! errors_total{job="api"} / requests_total{job="proxy"}
//! ```
//!
//! ## How to fix
//! Leave the label out of the matching, or aggregate it away on both sides.
//! ```promql
//! errors_total{job="api"} / ignoring (job) requests_total{job="proxy"}
//! ```

use super::super::{
    Expression, Lint,
    definition::Check,
    labels::{Presence, Shapes},
};
use crate::{
    diagnostic::Diagnostic,
    model::labels::METRIC_NAME,
    promql::{
        ast::{BinaryOperator, Expr},
        places,
    },
};
use hashbrown::HashSet;
use std::collections::BTreeSet;

pub(super) const LINT: Lint =
    Lint::new("promql/never-matches", include_str!("never_matches.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    let shapes = Shapes::default();
    expression.tree.walk(&mut |node| {
        let Expr::Binary(node) = node else { return };
        let Some(matching) = &node.matching else { return };
        let is_filled = matching.fill_left.is_some() || matching.fill_right.is_some();
        if node.operator == BinaryOperator::Or || is_filled {
            return;
        }
        let (left, right) = (shapes.of(&node.left), shapes.of(&node.right));
        let fixed: BTreeSet<&str> = left.fixed().chain(right.fixed()).map(|(label, _)| label).collect();
        let named: HashSet<&str> = matching.labels.iter().map(String::as_str).collect();
        let counts = |label: &&&str| **label != METRIC_NAME && named.contains(**label) == matching.on;
        for label in fixed.iter().filter(counts) {
            let reason = match (left.presence(label), right.presence(label)) {
                (Presence::Always(left), Presence::Always(right)) if left != right => {
                    format!("`{label}` is `{left}` on the left and `{right}` on the right")
                }
                (Presence::Always(value), Presence::Never(_)) => {
                    format!("`{label}` is `{value}` on the left, and the right side does not have it")
                }
                (Presence::Never(_), Presence::Always(value)) => {
                    format!("`{label}` is `{value}` on the right, and the left side does not have it")
                }
                _ => continue,
            };
            let consequence = match node.operator {
                BinaryOperator::Unless => "`unless` never takes anything away".to_owned(),
                operator => format!("`{}` never gives anything", operator.as_str()),
            };
            let place = expression.place(places::operator(expression.text, node).operator);
            let mut finding = LINT.at(place, format!("{consequence}: {reason}"));
            for side in [&left, &right] {
                if let Presence::Never(removal) = side.presence(label) {
                    finding = finding.with_label(expression.place(removal.span), removal.cause.explanation());
                }
            }
            let way_out = match matching.on {
                true => format!("take `{label}` out of `on`"),
                false => format!("match with `ignoring ({label})`, or with `on` and the labels that are the same"),
            };
            found.push(finding.hinted(way_out));
            return;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn what_may_match_is_left_alone() {
        clean(
            &LINT,
            &[
                "x / y",
                r#"x{a="1"} / y"#,
                r#"x{a="1"} / y{a="1"}"#,
                r#"x{a="1"} / y{a=~"1|2"}"#,
                r#"x{a="1"} or y{a="2"}"#,
                r#"x{a="1"} / on (b) y{a="2"}"#,
                r#"x{a="1"} / ignoring (a) y{a="2"}"#,
                r#"sum(x{a="1"}) / sum(y{a="2"})"#,
                r#"x{a="1"} + fill(0) y{a="2"}"#,
                r#"sum by (a) (x) / sum by (b) (y)"#,
                r#"x{a="1"} * on (b) group_left (a) y{a="2"}"#,
            ],
        );
    }

    #[test]
    fn labels_that_certainly_differ_are_found() {
        for (text, expected) in [
            (r#"x{a="1"} / y{a="2"}"#, "/: `/` never gives anything: `a` is `1` on the left and `2` on the right"),
            (
                r#"x{a="1"} > on (a, b) sum(y)"#,
                ">: `>` never gives anything: `a` is `1` on the left, and the right side does not have it",
            ),
            (
                r#"x{a="1"} unless sum(y)"#,
                "unless: `unless` never takes anything away: `a` is `1` on the left, and the right side does not have it",
            ),
            (
                r#"vector(1) and absent(y{a="2"})"#,
                "and: `and` never gives anything: `a` is `2` on the right, and the left side does not have it",
            ),
            (
                r#"x{a="1"} * ignoring (b) group_left (c) sum by (c) (y)"#,
                "*: `*` never gives anything: `a` is `1` on the left, and the right side does not have it",
            ),
        ] {
            assert_eq!(found(&LINT, text), [expected], "{text}");
        }
    }
}
