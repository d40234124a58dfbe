//! `and`, `or` and `unless` together without parentheses.
//!
//! ## What it does
//! Looks for `or` with `and` or `unless` directly beside it.
//!
//! ## Why it is bad
//! `and` and `unless` bind tighter than `or`. Many readers are not sure of that, and some writers were not.
//!
//! Only on request: it is a matter of taste.
//!
//! ## Example
//! ```promql
//! a or b and c
//! ```
//!
//! ## How to fix
//! Say it with parentheses; `--fix` writes those of the present meaning.
//! ```promql
//! a or (b and c)
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::{Diagnostic, Severity},
    promql::ast::{BinaryOperator, Expr},
};

pub(super) const LINT: Lint =
    Lint::new("promql/mixed-and-or", include_str!("mixed_and_or.rs"), Check::Expression(check))
        .level(Severity::Info)
        .on_request();

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let Expr::Binary(or) = node else { return };
        if or.operator != BinaryOperator::Or {
            return;
        }
        for side in [&or.left, &or.right] {
            let Expr::Binary(inner) = side else { continue };
            if matches!(inner.operator, BinaryOperator::And | BinaryOperator::Unless) {
                let operator = inner.operator.as_str();
                let message = format!("`{operator}` beside `or` without parentheses: `{operator}` binds tighter");
                let mut finding = LINT.at(expression.place(inner.span), message);
                let text = format!("({})", expression.text_of(inner.span));
                finding.fix = expression.fix("put it in parentheses", inner.span, &text);
                found.push(finding);
            }
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
    fn parentheses_make_it_clear() {
        clean(&LINT, &["a or (b and c)", "(a or b) and c", "a or b or c", "a and b unless c", "a or b + c"]);
        assert_eq!(
            found(&LINT, "a unless b or c and d"),
            [
                "a unless b: `unless` beside `or` without parentheses: `unless` binds tighter",
                "c and d: `and` beside `or` without parentheses: `and` binds tighter"
            ]
        );
    }
}
