//! Two sides that are grouped by different labels, and matched by all of them.
//!
//! ## What it does
//! Looks for operators between two aggregations that keep different labels, without `on` or `ignoring` for those that
//! only one side has.
//!
//! ## Why it is bad
//! Series match if all their labels are the same. A series that has a label which the other side lacks finds no partner:
//! `sum by (job) (x) / sum(y)` gives nothing as soon as there is a job. What comes out comes from series in which the
//! label was missing.
//!
//! It is silent about `or`, about sides that themselves contain `or`, and about sides that `fill`.
//!
//! ## Example
//! ```promql
//! sum by (job) (rate(errors_total[5m])) / sum(rate(requests_total[5m]))
//! ```
//!
//! ## How to fix
//! Group both sides by the same labels, or say which labels count and which side has many.
//! ```promql
//! sum by (job) (rate(errors_total[5m])) / on () group_left sum(rate(requests_total[5m]))
//! ```

use super::super::{
    Expression, Lint,
    definition::Check,
    labels::{LabelShape, Presence, Shapes},
    memo::Memo,
};
use crate::{
    diagnostic::Diagnostic,
    model::labels::METRIC_NAME,
    promql::{
        ast::{Binary, BinaryOperator, Expr, VectorMatching},
        places,
    },
};
use hashbrown::HashSet;

pub(super) const LINT: Lint =
    Lint::new("promql/unmatched-labels", include_str!("unmatched_labels.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    let (shapes, joined) = (Shapes::default(), Memo::default());
    expression.tree.walk(&mut |node| {
        let Expr::Binary(node) = node else { return };
        let Some(matching) = &node.matching else { return };
        let is_filled = matching.fill_left.is_some() || matching.fill_right.is_some();
        if node.operator == BinaryOperator::Or
            || matching.on
            || is_filled
            || joins(&node.left, &joined)
            || joins(&node.right, &joined)
        {
            return;
        }
        report(expression, node, matching, [&*shapes.of(&node.left), &*shapes.of(&node.right)], found);
    });
}

fn report(
    expression: &Expression<'_>,
    node: &Binary,
    matching: &VectorMatching,
    sides: [&LabelShape; 2],
    found: &mut Vec<Diagnostic>,
) {
    let [left, right] = sides;
    let ignored: HashSet<&str> = matching.labels.iter().map(String::as_str).collect();
    let counts = |label: &&str| *label != METRIC_NAME && !ignored.contains(label);
    let (Some(left_labels), Some(right_labels)) = (left.only(), right.only()) else { return };
    // What one side fixes and the other lacks never matches: another finding.
    let missing = |label: &&str, here: &LabelShape, there: &LabelShape| {
        matches!(there.presence(label), Presence::Never(_)) && here.presence(label) == Presence::Perhaps
    };
    let only_left = left_labels.filter(counts).find(|label| missing(label, left, right));
    let only_right = right_labels.filter(counts).find(|label| missing(label, right, left));
    let (label, side, lacking, shape) = match (only_left, only_right) {
        (Some(label), _) => (label, "left", "right", right),
        (None, Some(label)) => (label, "right", "left", left),
        (None, None) => return,
    };
    let operator = node.operator.as_str();
    let message = format!(
        "`{operator}` only matches series without `{label}`: the {side} side is grouped by it, the {lacking} side lacks it"
    );
    let mut finding = LINT.at(expression.place(places::operator(expression.text, node).operator), message);
    if let Presence::Never(removal) = shape.presence(label) {
        finding = finding.with_label(expression.place(removal.span), removal.cause.explanation());
    }
    found.push(finding.hinted("group both sides by the same labels, or match with `on` or `ignoring`"));
}

/// Whether series of different shapes may be joined in a part.
fn joins<'a>(part: &'a Expr, known: &Memo<'a, bool>) -> bool {
    known.get(part, || {
        let mut joins = matches!(part, Expr::Binary(node) if node.operator == BinaryOperator::Or);
        part.for_each_child(|child| joins |= self::joins(child, known));
        joins
    })
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn groups_that_can_match_are_left_alone() {
        clean(
            &LINT,
            &[
                "sum by (a) (x) / sum by (a) (y)",
                "sum by (a) (x) / y",
                "sum by (a) (x) / on () group_left sum(y)",
                "sum by (a, b) (x) / ignoring (b) group_left sum by (a) (y)",
                "sum by (a) (x) or sum(y)",
                "(sum by (a) (x) or vector(0)) / sum(y)",
                "sum without (a) (x) / sum(y)",
                r#"sum by (a) (label_replace(x, "a", "1", "", "")) / sum by (a) (y)"#,
                r#"sum(x) / absent(y{a="1"})"#,
                r#"sum(x{a="1"}) by (a) / sum(y)"#,
            ],
        );
    }

    #[test]
    fn groups_by_other_labels_are_found() {
        let message = |operator: &str, label: &str, side: &str, lacking: &str| {
            format!(
                "{operator}: `{operator}` only matches series without `{label}`: \
                 the {side} side is grouped by it, the {lacking} side lacks it"
            )
        };
        for (text, expected) in [
            ("sum by (a) (x) / sum(y)", message("/", "a", "left", "right")),
            ("sum by (a) (x) > sum by (b) (y)", message(">", "a", "left", "right")),
            ("sum(x) and count by (b) (y)", message("and", "b", "right", "left")),
            ("sum by (a, b) (x) unless ignoring (b) sum(y)", message("unless", "a", "left", "right")),
        ] {
            assert_eq!(found(&LINT, text), [expected], "{text}");
        }
    }
}
