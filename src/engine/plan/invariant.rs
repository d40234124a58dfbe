//! Which parts of an expression are the same at every step, so that one evaluation serves all of them.
//!
//! A part is invariant if every selector in it is fixed by `@` and it calls no function that looks at the step's time.
//! Prometheus decides this the same way, and the difference shows: an invariant part is evaluated at the first step.

use crate::promql::ast::Expr;

/// Functions whose value depends on the step even if their arguments do not.
const AT_UNSAFE: [&str; 15] = [
    "days_in_month",
    "day_of_month",
    "day_of_week",
    "day_of_year",
    "hour",
    "minute",
    "month",
    "year",
    "predict_linear",
    "time",
    "start",
    "end",
    "step",
    "range",
    "timestamp",
];

/// Whether `expression` has the same value at every step.
pub(super) fn is_invariant(expression: &Expr) -> bool {
    match expression {
        Expr::Number(_) | Expr::String(_) => true,
        Expr::Paren(node) => is_invariant(&node.inner),
        Expr::Unary(node) => is_invariant(&node.operand),
        Expr::Binary(node) => is_invariant(&node.left) && is_invariant(&node.right),
        // The parameter is left out, as Prometheus does: it then counts as of the first step.
        Expr::Aggregate(node) => is_invariant(&node.body),
        Expr::Vector(node) => node.at.is_some(),
        Expr::Matrix(node) => node.selector.at.is_some(),
        Expr::Subquery(node) => node.at.is_some(),
        Expr::Call(node) => {
            let pinned =
                |argument: &Expr| matches!(argument.without_parens(), Expr::Vector(selector) if selector.at.is_some());
            let unsafe_call = match node.function.name {
                "timestamp" => !node.arguments.iter().all(pinned),
                name => AT_UNSAFE.contains(&name),
            };
            !unsafe_call && node.arguments.iter().all(is_invariant)
        }
    }
}
