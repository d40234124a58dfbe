//! Whether two expressions are the same but for the places where they stand.

use crate::{
    diagnostic::Span,
    promql::ast::{DurationExpr, Expr, NumberLiteral},
};

/// Whether the trees are equal in all but their spans. Numbers are compared by their bits, so that `NaN` is the same as
/// itself, and `0` is not `-0`.
pub(crate) fn is_same(left: &Expr, right: &Expr) -> bool {
    let stripped = |expression: &Expr| {
        let (mut expression, mut numbers) = (expression.clone(), Vec::new());
        strip(&mut expression, &mut numbers);
        (expression, numbers)
    };
    stripped(left) == stripped(right)
}

/// Takes the spans and the numbers out of a tree.
fn strip(expression: &mut Expr, numbers: &mut Vec<u64>) {
    let nowhere = Span::default();
    match expression {
        Expr::Number(node) => strip_number(node, numbers),
        Expr::String(node) => node.span = nowhere,
        Expr::Paren(node) => node.span = nowhere,
        Expr::Unary(node) => node.span = nowhere,
        Expr::Binary(node) => {
            node.span = nowhere;
            let matching = node.matching.iter_mut();
            let filled = matching.flat_map(|matching| [&mut matching.fill_left, &mut matching.fill_right]);
            numbers.extend(filled.flatten().map(|value| std::mem::take(value).to_bits()));
        }
        Expr::Aggregate(node) => node.span = nowhere,
        Expr::Call(node) => node.span = nowhere,
        Expr::Vector(node) => {
            node.span = nowhere;
            strip_durations(&mut node.offset, numbers);
        }
        Expr::Matrix(node) => {
            (node.span, node.selector.span) = (nowhere, nowhere);
            strip_durations([&mut node.range].into_iter().chain(&mut node.selector.offset), numbers);
        }
        Expr::Subquery(node) => {
            node.span = nowhere;
            strip_durations([&mut node.range].into_iter().chain(&mut node.step).chain(&mut node.offset), numbers);
        }
    }
    expression.for_each_child_mut(|child| strip(child, numbers));
}

fn strip_number(literal: &mut NumberLiteral, numbers: &mut Vec<u64>) {
    literal.span = Span::default();
    numbers.push(std::mem::take(&mut literal.value).to_bits());
}

fn strip_durations<'d>(durations: impl IntoIterator<Item = &'d mut DurationExpr>, numbers: &mut Vec<u64>) {
    for duration in durations {
        strip_duration(duration, numbers);
    }
}

fn strip_duration(duration: &mut DurationExpr, numbers: &mut Vec<u64>) {
    let nowhere = Span::default();
    match duration {
        DurationExpr::Literal(literal) => strip_number(literal, numbers),
        DurationExpr::Step(span) | DurationExpr::Range(span) => *span = nowhere,
        DurationExpr::Unary { operand, span, .. } | DurationExpr::Paren { inner: operand, span } => {
            *span = nowhere;
            strip_duration(operand, numbers);
        }
        DurationExpr::Binary { left, right, span, .. } | DurationExpr::Extreme { left, right, span, .. } => {
            *span = nowhere;
            strip_duration(left, numbers);
            strip_duration(right, numbers);
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
        assert!(!same("a + fill(1) b", "a + fill(2) b") && same("a + fill(NaN) b", "a + fill(nan) b"));
        let regex = format!("x{{a=~'{}'}}", (0..99).map(|n| n.to_string()).collect::<Vec<_>>().join("|"));
        assert!(same(&regex, &regex), "what was compiled does not count");
        assert!(!same("a + b", "b + a") && !same("x{a='1',b='2'}", "x{b='2',a='1'}"));
        assert!(!same("x{a='1'}", "x{a=~'1'}") && !same("x offset 5m", "x offset 6m") && !same("x @ 1", "x @ 2"));
    }
}
