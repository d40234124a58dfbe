//! The same label twice in a list.
//!
//! ## What it does
//! Looks at the labels of `by`, `without`, `on`, `ignoring`, `group_left` and `group_right`.
//!
//! ## Why it is bad
//! The second one does nothing; often another label was meant.
//!
//! ## Example
//! ```promql
//! sum by (job, job) (up)
//! ```
//!
//! ## How to fix
//! Leave it out; `--fix` does it.
//! ```promql
//! sum by (job) (up)
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::{Diagnostic, Span},
    promql::{ast::Expr, places},
};
use hashbrown::{HashMap, HashSet};

pub(super) const LINT: Lint =
    Lint::new("promql/repeated-label", include_str!("repeated_label.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| match node {
        Expr::Aggregate(node) if repeats(&node.grouping) => {
            report(expression, &node.grouping, &places::grouping(expression.text, node), found);
        }
        Expr::Binary(node) => {
            let Some(matching) = &node.matching else { return };
            if repeats(&matching.labels) || repeats(&matching.include) {
                let places = places::operator(expression.text, node);
                report(expression, &matching.labels, &places.labels, found);
                report(expression, &matching.include, &places.include, found);
            }
        }
        _ => {}
    });
}

fn repeats(labels: &[String]) -> bool {
    labels.iter().collect::<HashSet<_>>().len() < labels.len()
}

fn report(expression: &Expression<'_>, labels: &[String], places: &[Span], found: &mut Vec<Diagnostic>) {
    let mut first_places = HashMap::new();
    let mut last: Option<Span> = None;
    for (label, place) in labels.iter().zip(places) {
        let before = last.replace(*place);
        let first: &Span = first_places.entry(label).or_insert(place);
        let Some(before) = before.filter(|_| first != place) else { continue };
        let message = format!("`{label}` is in the list twice");
        let mut finding = LINT.at(expression.place(*place), message).with_label(expression.place(*first), "first here");
        let with_comma = Span { start: before.end, end: place.end };
        if !expression.text_of(with_comma).contains('#') {
            finding.fix = expression.fix("leave the second one out", with_comma, "");
        }
        found.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn labels_of_one_list_are_compared() {
        clean(&LINT, &["sum by (a, b) (x)", "sum by (a) (sum by (a, b) (x))", "x / on (a) group_left (b) y"]);
        assert_eq!(
            found(&LINT, "sum(x) by (a, b, a) / on (c, c) group_left (d, d,) y"),
            ["a: `a` is in the list twice", "c: `c` is in the list twice", "d: `d` is in the list twice"]
        );
    }
}
