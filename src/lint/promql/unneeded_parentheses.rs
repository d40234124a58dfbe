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

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::{Diagnostic, Severity, Span},
    promql::ast::{Expr, Paren, VectorSelector},
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

/// Whether an expression has an end of its own, so that nothing beside it can be taken for a part of it.
fn is_closed(expression: &Expr) -> bool {
    let is_bare =
        |selector: &VectorSelector| selector.offset.is_none() && selector.at.is_none() && selector.extended.is_none();
    match expression {
        Expr::Call(_) | Expr::Aggregate(_) => true,
        Expr::Vector(selector) => is_bare(selector),
        Expr::Matrix(matrix) => is_bare(&matrix.selector),
        _ => false,
    }
}

fn report(expression: &Expression<'_>, paren: &Paren) -> Diagnostic {
    let mut finding = LINT.at(expression.place(paren.span), "these parentheses change nothing");
    let inner = paren.inner.span();
    let before = Span { start: paren.span.start, end: inner.start };
    let after = Span { start: inner.end, end: paren.span.end };
    // Comments would be lost, and words must not grow together.
    let has_comment = [before, after].into_iter().any(|part| expression.text_of(part).contains('#'));
    let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = expression.text.as_bytes();
    let left = (paren.span.start as usize).checked_sub(1).and_then(|index| bytes.get(index));
    let right = bytes.get(paren.span.end as usize);
    if !has_comment {
        let (space_before, space_after) = (if is_word(left) { " " } else { "" }, if is_word(right) { " " } else { "" });
        let text = format!("{space_before}{}{space_after}", expression.text_of(inner));
        finding.fix = expression.fix("leave them out", paren.span, &text);
    }
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
