//! A negative offset in a rule.
//!
//! ## What it does
//! Looks for `offset -5m` in the expressions of rules.
//!
//! ## Why it is bad
//! A rule is evaluated for the present time, and a negative offset asks for samples of the future, which are not there
//! yet. The selector finds nothing, or the last sample before them as if it were current.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up offset -5m)
//! ```
//!
//! ## How to fix
//! Compare the present with the past instead.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up offset 5m)
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::Diagnostic,
    promql::ast::{DurationExpr, Expr},
};

pub(super) const LINT: Lint =
    Lint::new("promql/future-offset", include_str!("future_offset.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    if expression.rule.is_none() {
        return;
    }
    expression.tree.walk(&mut |node| {
        let (offset, at) = match node {
            Expr::Vector(selector) => (&selector.offset, selector.at),
            Expr::Matrix(matrix) => (&matrix.selector.offset, matrix.selector.at),
            Expr::Subquery(subquery) => (&subquery.offset, subquery.at),
            _ => return,
        };
        // After a fixed time there is a future that is known.
        let Some(DurationExpr::Literal(offset)) = offset.as_ref().filter(|_| at.is_none()) else { return };
        if offset.value < 0.0 {
            let message = "a negative offset asks for samples of the future, and a rule is evaluated for the present";
            found.push(LINT.at(expression.place(offset.span), message));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found_in_rules, clean},
        *,
    };

    #[test]
    fn only_rules_have_no_future() {
        clean(&LINT, &["x offset -5m", "rate(x[5m] offset -1h)"]);
        let rules = |expr: &str| format!("groups:\n- name: g\n  rules:\n  - record: a:b\n    expr: {expr}\n");
        for text in ["x offset 5m", "x @ 1000 offset -5m"] {
            assert!(found_in_rules(&LINT, &rules(text)).is_empty(), "{text}");
        }
        for text in ["x offset -5m", "rate(x[5m] offset -5m)", "max_over_time(sum(x)[5m:] offset -5m)"] {
            let found = found_in_rules(&LINT, &rules(text));
            assert!(found.len() == 1 && found.concat().starts_with("-5m: "), "{text}: {found:?}");
        }
    }
}
