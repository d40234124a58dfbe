//! A label that cannot be there.
//!
//! ## What it does
//! Looks for labels that are used after something took them away: in `by` of an outer aggregation, in `on` and
//! `group_left`, as the source of `label_replace` and `label_join`, in `sort_by_label`.
//!
//! ## Why it is bad
//! Grouping by a label that is never there is grouping without it, and matching on it matches nothing, or everything. The
//! result has fewer series than it seems.
//!
//! It is silent about `without` and `ignoring`, which say rightly that a label is not there, and about the name.
//!
//! ## Example
//! ```promql
//! sum by (cluster) (sum by (job) (rate(requests_total[5m])))
//! ```
//!
//! ## How to fix
//! Keep the label where it is lost, or do not use it.
//! ```promql
//! sum by (cluster) (sum by (job, cluster) (rate(requests_total[5m])))
//! ```

use super::super::{
    Expression, Lint,
    definition::Check,
    labels::{Cause, LabelShape, Presence, Removal, Shapes},
};
use crate::{
    diagnostic::{Diagnostic, Span},
    golang::regex::references,
    model::labels::METRIC_NAME,
    promql::{
        ast::{Aggregate, Binary, Call, Expr, MatchCardinality},
        places,
    },
};

pub(super) const LINT: Lint =
    Lint::new("promql/impossible-label", include_str!("impossible_label.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    let shapes = Shapes::default();
    expression.tree.walk(&mut |node| match node {
        Expr::Aggregate(node) if !node.without && !node.grouping.is_empty() => {
            of_aggregate(expression, node, &shapes.of(&node.body), found)
        }
        Expr::Binary(node) => of_binary(expression, node, &shapes, found),
        Expr::Call(node) => of_call(expression, node, &shapes, found),
        _ => {}
    });
}

fn of_aggregate(expression: &Expression<'_>, node: &Aggregate, body: &LabelShape, found: &mut Vec<Diagnostic>) {
    if node.grouping.iter().all(|label| lost(body, label).is_none()) {
        return;
    }
    for (label, place) in node.grouping.iter().zip(places::grouping(expression.text, node)) {
        if let Some(removal) = lost(body, label) {
            report(expression, place, &format!("grouping by `{label}` does nothing"), label, removal, found);
        }
    }
}

fn of_binary<'a>(expression: &Expression<'_>, node: &'a Binary, shapes: &Shapes<'a>, found: &mut Vec<Diagnostic>) {
    let Some(matching) = node.matching.as_ref().filter(|matching| matching.on || !matching.include.is_empty()) else {
        return;
    };
    let places = places::operator(expression.text, node);
    let (left, right) = (shapes.of(&node.left), shapes.of(&node.right));
    if matching.on {
        for (label, place) in matching.labels.iter().zip(places.labels) {
            let sides = (lost(&left, label), lost(&right, label));
            let always = [&left, &right].iter().any(|side| matches!(side.presence(label), Presence::Always(_)));
            let (removal, consequence) = match sides {
                // Nothing matches at all, which is another finding.
                _ if always => continue,
                (Some(removal), Some(_)) => (removal, format!("matching on `{label}` does nothing")),
                (Some(removal), None) | (None, Some(removal)) => {
                    (removal, format!("matching on `{label}` only finds series without it"))
                }
                (None, None) => continue,
            };
            report(expression, place, &consequence, label, removal, found);
        }
    }
    let one = match matching.cardinality {
        MatchCardinality::OneToMany => left,
        _ => right,
    };
    for (label, place) in matching.include.iter().zip(places.include) {
        if let Some(removal) = lost(&one, label) {
            report(expression, place, &format!("there is no `{label}` to take over"), label, removal, found);
        }
    }
}

fn of_call<'a>(expression: &Expression<'_>, node: &'a Call, shapes: &Shapes<'a>, found: &mut Vec<Diagnostic>) {
    let text = |index: usize| match node.arguments.get(index).map(Expr::without_parens) {
        Some(Expr::String(literal)) => Some((literal.value.as_str()?, literal.span)),
        _ => None,
    };
    let first = match node.function.name {
        "sort_by_label" | "sort_by_label_desc" => 1,
        "label_join" | "label_replace" => 3,
        _ => return,
    };
    let last = match node.function.name {
        // A constant in place of a label that is missing is no use of the label.
        "label_replace" if text(2).is_none_or(|(template, _)| references(template).is_empty()) => return,
        "label_replace" => first + 1,
        _ => node.arguments.len(),
    };
    let Some(vector) = node.arguments.first() else { return };
    let shape = shapes.of(vector);
    for (label, place) in (first..last).filter_map(text) {
        if let Some(removal) = lost(&shape, label).filter(|_| !label.is_empty()) {
            let consequence = format!("`{}` finds no `{label}`", node.function.name);
            report(expression, place, &consequence, label, removal, found);
        }
    }
}

/// What takes a label away. That a matcher asks for series without it is no reason to wonder: such selectors are written
/// by templates.
fn lost(shape: &LabelShape, label: &str) -> Option<Removal> {
    match shape.presence(label) {
        Presence::Never(removal) if removal.cause != Cause::Matcher && label != METRIC_NAME => Some(removal),
        _ => None,
    }
}

fn report(
    expression: &Expression<'_>,
    place: Span,
    consequence: &str,
    label: &str,
    removal: Removal,
    found: &mut Vec<Diagnostic>,
) {
    let message = format!("{consequence}: no series has the label there");
    let finding = LINT.at(expression.place(place), message).labelled(format!("`{label}` is gone"));
    found.push(finding.with_label(expression.place(removal.span), removal.cause.explanation()));
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn labels_that_may_be_there_are_left_alone() {
        clean(
            &LINT,
            &[
                "sum by (a) (x)",
                "sum by (a) (sum by (a, b) (x))",
                "sum by (a) (sum without (b) (x))",
                "sum without (a) (sum by (b) (x))",
                "sum by (a) (sum(x) or y)",
                "sum by (a) (sum(x) * on () group_left (a) y)",
                r#"sum by (a) (label_replace(sum(x), "a", "1", "", ""))"#,
                r#"label_replace(sum(x), "a", "all", "a", "")"#,
                r#"sum by (a) (x{a=""})"#,
                r#"sum by (a) (count_values("a", x))"#,
                "sum by (a) (x) / on (a) y",
                "sum by (a) (x) / ignoring (b) sum by (a) (y)",
                "sum by (a) (absent(x{a=\"1\"}))",
                "sum by (__name__) (rate(x[5m]))",
            ],
        );
    }

    #[test]
    fn every_use_of_a_lost_label_is_found() {
        for (text, expected) in [
            ("max by (a, b) (sum(x))", &["a: grouping by `a` does nothing", "b: grouping by `b` does nothing"][..]),
            ("max(sum without (a) (x)) by (a)", &["a: grouping by `a` does nothing"]),
            ("sum by (le) (histogram_quantile(0.9, x))", &["le: grouping by `le` does nothing"]),
            ("sum by (a) (x / on (b) y)", &["a: grouping by `a` does nothing"]),
            ("sum(x) / on (a) sum(y)", &["a: matching on `a` does nothing"]),
            ("x / on (a) sum by (b) (y)", &["a: matching on `a` only finds series without it"]),
            (r#"x{a="1"} / on (a) sum by (b) (y)"#, &[]),
            ("x * on (b) group_left (a) sum by (b) (y)", &["a: there is no `a` to take over"]),
            ("sum by (b) (y) * on (b) group_right (a) x", &["a: there is no `a` to take over"]),
            (r#"label_replace(sum(x), "b", "$1", "a", "(.*)")"#, &[r#""a": `label_replace` finds no `a`"#]),
            (r#"label_join(sum by (b) (x), "c", "-", "a", "b")"#, &[r#""a": `label_join` finds no `a`"#]),
            (r#"sort_by_label(sum by (b) (x), "b", "a")"#, &[r#""a": `sort_by_label` finds no `a`"#]),
            ("sum by (job) (vector(0))", &["job: grouping by `job` does nothing"]),
        ] {
            let expected: Vec<String> =
                expected.iter().map(|text| format!("{text}: no series has the label there")).collect();
            assert_eq!(found(&LINT, text), expected, "{text}");
        }
    }
}
