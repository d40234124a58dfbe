//! Sorting where no order is kept.
//!
//! ## What it does
//! Looks for `sort`, `sort_desc` and `sort_by_label` anywhere in a rule, and below an aggregation or an operator elsewhere.
//!
//! ## Why it is bad
//! Only the result of a query that a person reads has an order. A rule's series have none, and operators do not ask for
//! one: the work is for nothing.
//!
//! ## Example
//! ```promql
//! sum(sort(up))
//! ```
//!
//! ## How to fix
//! Leave it out, which `--fix` does, or sort the result as a whole.
//! ```promql
//! sort(sum by (job) (up))
//! ```

use super::super::{Expression, Lint, definition::Check, expression::is_closed};
use crate::{
    diagnostic::Diagnostic,
    promql::ast::{Call, Expr},
};

pub(super) const LINT: Lint = Lint::new("promql/idle-sort", include_str!("idle_sort.rs"), Check::Expression(check));

fn check(expression: &Expression<'_>, found: &mut Vec<Diagnostic>) {
    visit(expression, expression.tree, expression.rule.is_none(), found);
}

fn visit(expression: &Expression<'_>, node: &Expr, is_ordered: bool, found: &mut Vec<Diagnostic>) {
    match node {
        Expr::Call(call) if call.function.name.starts_with("sort") && !is_ordered => {
            found.push(report(expression, call));
        }
        _ => {}
    }
    let keeps_order = !matches!(node, Expr::Aggregate(_) | Expr::Binary(_) | Expr::Subquery(_));
    node.for_each_child(|child| visit(expression, child, is_ordered && keeps_order, found));
}

fn report(expression: &Expression<'_>, call: &Call) -> Diagnostic {
    let name = call.function.name;
    let why = match expression.rule {
        Some(_) => "the series of a rule have no order",
        None => "the result of this part has no order",
    };
    let message = format!("`{name}` does nothing here: {why}");
    let mut finding = LINT.at(expression.place(call.span), message);
    // Without parentheses of its own, what was an argument may be torn apart.
    if let Some(vector) = call.arguments.first().filter(|vector| is_closed(vector)) {
        finding.fix = expression.fix_to_part(format!("leave `{name}` out"), call.span, vector);
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            super::fixtures::{found, found_in_rules},
            clean,
        },
        *,
    };

    #[test]
    fn sorting_for_readers_is_left_alone() {
        clean(&LINT, &["sort(x)", "sort_desc((x))", r#"label_replace(sort(x), "a", "b", "", "")"#, "sum(x)"]);
        assert_eq!(
            found(&LINT, r#"sum(sort(x)) + sort_by_label(y, "a")"#),
            [
                "sort(x): `sort` does nothing here: the result of this part has no order",
                r#"sort_by_label(y, "a"): `sort_by_label` does nothing here: the result of this part has no order"#
            ]
        );
    }

    #[test]
    fn rules_have_no_order() {
        let rules = "groups:\n- name: g\n  rules:\n  - record: a:b\n    expr: sort_desc(x + y)\n";
        assert_eq!(
            found_in_rules(&LINT, rules),
            ["sort_desc(x + y): `sort_desc` does nothing here: the series of a rule have no order"]
        );
    }
}
