//! A fallback that appears beside the series rather than in place of them.
//!
//! ## What it does
//! Looks for `sum by (job) (x) or vector(0)`: something without labels after `or`, where the left side has labels.
//!
//! ## Why it is bad
//! `or` adds those series of its right side whose labels no series on the left has. One without labels is always among
//! them: it is there beside the others, and never stands in for a single one that is missing.
//!
//! Only on request: where the result is compared with something that the fallback never is, or when nothing at all is the
//! case in question, no harm is done.
//!
//! ## Example
//! ```promql
//! sum by (job) (rate(errors_total[5m])) or vector(0)
//! ```
//!
//! ## How to fix
//! Let the left side have no labels either, add the fallback only if there is nothing else, or take one with labels.
//! ```promql
//! sum by (job) (rate(errors_total[5m])) or on () vector(0)
//! ```

use super::super::{Expression, Lint, definition::Check, labels::Shapes};
use crate::{
    diagnostic::{Diagnostic, Severity},
    promql::ast::{BinaryOperator, Expr},
};

pub(super) const LINT: Lint =
    Lint::new("promql/fallback-without-labels", include_str!("fallback_without_labels.rs"), Check::Expression(check))
        .level(Severity::Info)
        .on_request();

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    let shapes = Shapes::default();
    expression.tree.walk(&mut |node| {
        let Expr::Binary(or) = node else { return };
        let is_plain = or.matching.as_ref().is_some_and(|matching| !matching.on);
        if or.operator != BinaryOperator::Or || !is_plain {
            return;
        }
        let Expr::Call(fallback) = or.right.without_parens() else { return };
        if fallback.function.name != "vector"
            || shapes.of(&or.left).only().is_some_and(|mut only| only.next().is_none())
        {
            return;
        }
        let text = expression.text_of(fallback.span);
        let message = format!("`{text}` is there beside the series of the left side, which have labels");
        let finding = LINT.at(expression.place(fallback.span), message);
        found.push(finding.hinted("`or on ()` adds it only if there is nothing else"));
    });
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn fallbacks_that_match_are_left_alone() {
        clean(&LINT, &["sum(x) or vector(0)", "x or on () vector(0)", "x or y", "x and vector(1)", "scalar(x) + 1"]);
        let message = "vector(0): `vector(0)` is there beside the series of the left side, which have labels";
        assert_eq!(found(&LINT, "x or vector(0)"), [message]);
        assert_eq!(found(&LINT, "(sum by (a) (x) or (vector(0))) > 1"), [message]);
    }
}
