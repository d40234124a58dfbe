//! `absent` of an aggregation, which has lost the labels.
//!
//! ## What it does
//! Looks for `absent(sum(x{job="a"}))` and its like: an aggregation directly inside, over a selector that compares labels
//! with `=`.
//!
//! ## Why it is bad
//! `absent` gives its result the labels that the selector compares with `=`, so that an alert can say what is missing. It
//! only does so for a selector; of an aggregation it knows nothing. The aggregation itself does nothing: it has a result
//! exactly if the selector has.
//!
//! ## Example
//! ```promql
//! absent(sum(up{job="node"}))
//! ```
//!
//! ## How to fix
//! Leave the aggregation out.
//! ```promql
//! absent(up{job="node"})
//! ```

use super::super::{Expression, Lint, definition::Check};
use crate::{
    diagnostic::Diagnostic,
    model::{labels::METRIC_NAME, matcher::MatchKind},
    promql::ast::Expr,
};

pub(super) const LINT: Lint =
    Lint::new("promql/absent-of-aggregate", include_str!("absent_of_aggregate.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    expression.tree.walk(&mut |node| {
        let Expr::Call(call) = node else { return };
        let Some(Expr::Aggregate(aggregate)) = call.arguments.first().map(Expr::without_parens) else { return };
        let Expr::Vector(selector) = aggregate.body.without_parens() else { return };
        let lost = selector.matchers.iter().filter(|matcher| {
            matcher.kind == MatchKind::Equal && !matcher.is_on(METRIC_NAME) && !matcher.value.is_empty()
        });
        let lost: Vec<String> = lost.map(|matcher| format!("`{}`", matcher.name)).collect();
        if call.function.name != "absent" || lost.is_empty() {
            return;
        }
        let operator = aggregate.operator.as_str();
        let labels = if lost.len() == 1 { "label" } else { "labels" };
        let message = format!("`absent` of a `{operator}` lacks the {labels} {}", lost.join(", "));
        let finding = LINT.at(expression.place(aggregate.span), message);
        found.push(finding.hinted(format!("leave `{operator}` out: it is absent exactly when the selector is")));
    });
}

#[cfg(test)]
mod tests {
    use super::{
        super::{super::fixtures::found, clean},
        *,
    };

    #[test]
    fn only_aggregations_that_lose_labels_are_found() {
        clean(&LINT, &[r#"absent(x{a="1"})"#, "absent(sum(x))", r#"absent(sum(x{a=~"1|2"}))"#]);
        clean(&LINT, &[r#"absent(sum(x{a="1"}) > 5)"#, r#"abs(sum(x{a="1"}))"#, r#"absent(sum(rate(x{a="1"}[5m])))"#]);
        assert_eq!(
            found(&LINT, r#"absent(count by (a) ((x{a="1",b="2"})))"#),
            [r#"count by (a) ((x{a="1",b="2"})): `absent` of a `count` lacks the labels `a`, `b`"#]
        );
    }
}
