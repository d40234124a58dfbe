//! Whether two expressions are the same but for the places where they stand.

use crate::{
    diagnostic::Span,
    promql::ast::{DurationExpr, Expr},
};

/// Whether the trees are equal in all but their spans. Numbers are compared by their bits, so to say: `NaN` is the same
/// as itself, and `0` is not `-0`.
pub(crate) fn is_same(left: &Expr, right: &Expr) -> bool {
    // The debug text holds every field, and tells all floats apart but the many kinds of NaN.
    let shape = |expression: &Expr| {
        let mut expression = expression.clone();
        clear(&mut expression);
        format!("{expression:?}")
    };
    shape(left) == shape(right)
}

fn clear(expression: &mut Expr) {
    let nowhere = Span::default();
    match expression {
        Expr::Number(node) => node.span = nowhere,
        Expr::String(node) => node.span = nowhere,
        Expr::Paren(node) => node.span = nowhere,
        Expr::Unary(node) => node.span = nowhere,
        Expr::Binary(node) => node.span = nowhere,
        Expr::Aggregate(node) => node.span = nowhere,
        Expr::Call(node) => node.span = nowhere,
        Expr::Vector(node) => {
            node.span = nowhere;
            node.offset.iter_mut().for_each(clear_duration);
        }
        Expr::Matrix(node) => {
            (node.span, node.selector.span) = (nowhere, nowhere);
            clear_duration(&mut node.range);
            node.selector.offset.iter_mut().for_each(clear_duration);
        }
        Expr::Subquery(node) => {
            node.span = nowhere;
            clear_duration(&mut node.range);
            node.step.iter_mut().chain(&mut node.offset).for_each(clear_duration);
        }
    }
    expression.for_each_child_mut(clear);
}

fn clear_duration(duration: &mut DurationExpr) {
    let nowhere = Span::default();
    match duration {
        DurationExpr::Literal(literal) => literal.span = nowhere,
        DurationExpr::Step(span) | DurationExpr::Range(span) => *span = nowhere,
        DurationExpr::Unary { operand, span, .. } | DurationExpr::Paren { inner: operand, span } => {
            *span = nowhere;
            clear_duration(operand);
        }
        DurationExpr::Binary { left, right, span, .. } | DurationExpr::Extreme { left, right, span, .. } => {
            *span = nowhere;
            clear_duration(left);
            clear_duration(right);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promql::{Features, parse};

    #[track_caller]
    fn same(left: &str, right: &str) -> bool {
        let parsed = |text| parse(text, Features::all()).expect("it parses");
        is_same(&parsed(left), &parsed(right))
    }

    #[test]
    fn only_the_meaning_counts() {
        assert!(same("sum by(a)(x)", "sum(x) by (a) # why"));
        assert!(same("NaN", " nan") && same("x[1e3]", "x [1000]") && same("(x)[5m:(1 + 2)]", "(x) [5m:(1+2)]"));
        assert!(same("x offset (1m+step())", "x  offset (1m + step())"));
        assert!(!same("0", "-0") && !same("60", "1m") && !same("(x)", "x") && !same("x[5m]", "x[6m]"));
        assert!(!same("a + b", "b + a") && !same("x{a='1',b='2'}", "x{b='2',a='1'}"));
        assert!(!same("x{a='1'}", "x{a=~'1'}") && !same("x offset 5m", "x offset 6m") && !same("x @ 1", "x @ 2"));
    }
}
