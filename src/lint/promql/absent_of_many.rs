//! `absent` of several things, which only tells when all are missing.
//!
//! ## What it does
//! Looks for `absent` over a selector with a list of values (`job=~"a|b"`), or over several selectors joined with `or`.
//!
//! ## Why it is bad
//! It has a result only if not one of them is there; while one is there the others can be missing unseen. The label that
//! would tell which one is missing is not in the result.
//!
//! Only on request: that all are missing may be just the question.
//!
//! ## Example
//! ```promql
//! absent(up{job=~"node|mysql"})
//! ```
//!
//! ## How to fix
//! Ask for each of them.
//! ```promql
//! absent(up{job="node"}) or absent(up{job="mysql"})
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::Diagnostic,
    model::matcher::MatchKind,
    promql::{
        ast::{BinaryOperator, Expr},
        places,
    },
};

pub(super) const LINT: Lint =
    Lint::new("promql/absent-of-many", include_str!("absent_of_many.rs"), Check::Expression(check)).on_request();

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let Expr::Call(call) = node else { return };
        let name = call.function.name;
        if !matches!(name, "absent" | "absent_over_time") {
            return;
        }
        let selector = match call.arguments.first().map(Expr::without_parens) {
            Some(Expr::Vector(selector)) => selector,
            Some(Expr::Matrix(matrix)) => &matrix.selector,
            Some(Expr::Binary(node)) if node.operator == BinaryOperator::Or => {
                let place = expression.place(places::operator(expression.text, node).operator);
                let message = format!("`{name}` only tells when both sides of `or` are missing");
                found.push(LINT.at(place, message).hinted(format!("write `{name}(…) or {name}(…)`")));
                return;
            }
            _ => return,
        };
        let places = places::matchers(expression.text, selector);
        for (matcher, place) in selector.matchers.iter().zip(places) {
            let values = matcher.regex().and_then(|regex| regex.set_matches()).unwrap_or_default();
            if matcher.kind == MatchKind::Regex && values.len() > 1 {
                let message = format!("`{name}` only tells when all {} are missing", values.len());
                let finding = LINT.at(expression.place(place.whole), message);
                found.push(finding.hinted(format!("write one `{name}` for each, joined with `or`")));
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
    fn lists_and_joined_selectors_are_found() {
        clean(&LINT, &[r#"absent(x{a="1",b!~"1|2"})"#, r#"absent(x{a=~"1.*"})"#, "absent(x) or absent(y)"]);
        clean(&LINT, &[r#"up{a=~"1|2"}"#, "absent(x and y)"]);
        assert_eq!(
            found(&LINT, r#"absent(x{a=~"1|2"}) + absent_over_time(y{b=~"1|2|3"}[5m]) + absent(x or y)"#),
            [
                r#"a=~"1|2": `absent` only tells when all 2 are missing"#,
                r#"b=~"1|2|3": `absent_over_time` only tells when all 3 are missing"#,
                "or: `absent` only tells when both sides of `or` are missing"
            ]
        );
    }
}
