//! A label of the rule overwrites one that the expression groups by.
//!
//! ## What it does
//! Looks for labels of a rule or its group that the expression keeps apart by name (`by (x)`, `on (x)`, `group_left (x)`)
//! and that may have more than one value there. Templates of alerts are left alone.
//!
//! ## Why it is bad
//! The rule's label wins. Series that differ in it only become the same series: the evaluation fails with "vector
//! contains metrics with the same labelset after applying rule labels", as soon as there are two of them.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!         labels:
//!           job: all
//! ```
//!
//! ## How to fix
//! Do not group by it, or name the rule's label differently.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: :up:sum
//!         expr: sum(up)
//!         labels:
//!           job: all
//! ```

use super::{
    super::{
        Expression, Lint, RuleView,
        definition::Check,
        labels::{LabelShape, Presence},
    },
    reading,
};
use crate::{config::rules::RuleKind, diagnostic::Diagnostic};

pub(super) const LINT: Lint =
    Lint::new("rules/overridden-label", include_str!("overridden_label.rs"), Check::Rule(check));

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let labels = reading::labels(rule);
    let Some(expression) = Expression::of_rule(rule).filter(|_| !labels.is_empty()) else { return };
    let shape = LabelShape::of(expression.tree);
    let Some(kept) = shape.only() else { return };
    let kept: Vec<&str> = kept.filter(|label| shape.presence(label) == Presence::Perhaps).collect();
    let is_alert = rule.rule.kind() == RuleKind::Alerting;
    for entry in labels {
        let name = entry.name.value.as_str();
        if kept.contains(&name) && !(is_alert && entry.value.value.contains("{{")) {
            let message = format!("`{name}` is the same for all series, but the expression keeps them apart by it");
            let finding = LINT.at(rule.of.place(entry.name.span), message);
            found.push(finding.with_label(expression.place(expression.tree.span()), format!("has `{name}`")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(expr: &str, value: &str) -> usize {
        let rule = |kind: &str| format!("{{{kind}: b, expr: '{expr}', labels: {{a: '{value}'}}}}");
        let group = |rule: String| format!("groups: [{{name: g, rules: [{rule}]}}]");
        found_in_rules(&LINT, &group(rule("alert"))).len() + found_in_rules(&LINT, &group(rule("record"))).len()
    }

    #[test]
    fn labels_that_cannot_differ_are_left_alone() {
        for (expr, expected) in [
            ("sum by (a) (x)", 2),
            ("sum by (a, b) (x) > 1", 2),
            ("x / on (a) y", 2),
            ("sum by (b) (x)", 0),
            ("x", 0),
            (r#"x{a="1"}"#, 0),
            (r#"sum by (a) (x{a="1"})"#, 0),
            ("sum without (a) (x)", 0),
            (r#"absent(x{a="1"})"#, 0),
        ] {
            assert_eq!(found(expr, "v"), expected, "{expr}");
        }
        // Templates differ from series to series; those of recording rules are texts.
        assert_eq!(found("sum by (a) (x)", "{{ $labels.a }}"), 1);
    }
}
