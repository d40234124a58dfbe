//! Parentheses that change nothing.
//!
//! ## What it does
//! Looks for parentheses around the whole expression, around a whole argument, around other parentheses, and around a
//! single selector, call or aggregation.
//!
//! ## Why it is bad
//! They make a reader look for the reason.
//!
//! Only on request. Parentheses around an operator's operands are never found, needed or not: they help reading.
//!
//! ## Example
//! ```promql
//! sum((up)) / (count(up))
//! ```
//!
//! ## How to fix
//! Leave them out; `--fix` does it.
//! ```promql
//! sum(up) / count(up)
//! ```

use super::super::{Expression, Lint, definition::Check, expression::is_closed};
use crate::{
    diagnostic::{Diagnostic, Severity},
    promql::ast::{Expr, Paren},
};

pub(super) const LINT: Lint =
    Lint::new("promql/unneeded-parentheses", include_str!("unneeded_parentheses.rs"), Check::Expression(check))
        .level(Severity::Info)
        .on_request();

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    let mut look_at = |node: &Expr, is_enclosed: bool| {
        if let Expr::Paren(paren) = node {
            if is_enclosed || is_closed(&paren.inner) {
                found.push(report(expression, paren));
            }
        }
    };
    look_at(expression.tree, true);
    expression.tree.walk(&mut |node| match node {
        Expr::Binary(_) => node.for_each_child(|child| look_at(child, false)),
        Expr::Paren(_) | Expr::Call(_) | Expr::Aggregate(_) => node.for_each_child(|child| look_at(child, true)),
        // A subquery or a sign reaches for what stands directly beside it.
        _ => {}
    });
}

fn report(expression: &Expression<'_>, paren: &Paren) -> Diagnostic {
    let mut finding = LINT.at(expression.place(paren.span), "these parentheses change nothing");
    finding.fix = expression.fix_to_part("leave them out", paren.span, &paren.inner);
    finding
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn parentheses_that_hold_operands_together_are_left_alone() {
        clean(
            &LINT,
            &["(a + b) / c", "(a * b) + c", "-(a)", "(a + b)[5m:]", "sum(a + b)", "(a offset 5m) + b", "(-1) ^ 2"],
        );
        for (text, expected) in [
            ("(a + b)", &["(a + b)"][..]),
            ("((a + b)) / c", &["(a + b)"]),
            ("sum((a + b))", &["(a + b)"]),
            ("rate((a[5m]))", &["(a[5m])"]),
            ("a and(b)or (sum(c))", &["(b)", "(sum(c))"]),
        ] {
            let expected: Vec<String> =
                expected.iter().map(|part| format!("{part}: these parentheses change nothing")).collect();
            assert_eq!(found(&LINT, text), expected, "{text}");
        }
    }
}
