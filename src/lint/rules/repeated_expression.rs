//! The same expression recorded under two names.
//!
//! ## What it does
//! Looks for recording rules of one file with the same expression, but for space, and the same labels, that have
//! different names. Looked for only on request: the old name of a series is often kept for a while.
//!
//! ## Why it is bad
//! The query is evaluated twice and its result stored twice. When one of them is changed the other is easily forgotten.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!       - record: job:running:sum
//!         expr: sum by (job) (up)
//! ```
//!
//! ## How to fix
//! Record it once.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```

use super::{
    super::{Lint, RuleFileView, RuleView, definition::Check},
    reading,
};
use crate::{
    config::rules::RuleKind,
    diagnostic::{Diagnostic, Severity},
};
use std::collections::HashMap;

pub(super) const LINT: Lint =
    Lint::new("rules/repeated-expression", include_str!("repeated_expression.rs"), Check::RuleFile(check))
        .level(Severity::Info)
        .on_request();

fn check(view: &RuleFileView<'_>, found: &mut Vec<Diagnostic>) {
    let mut first_ones: HashMap<_, RuleView<'_>> = HashMap::new();
    for rule in view.rules().filter(|rule| rule.rule.kind() == RuleKind::Recording) {
        let Some(expression) = &rule.rule.expression else { continue };
        let labels = reading::labels(&rule).into_iter();
        let mut labels: Vec<(&str, &str)> =
            labels.map(|entry| (entry.name.value.as_str(), entry.value.value.as_str())).collect();
        labels.sort_unstable();
        let offset = rule.group.query_offset.as_ref().map(|offset| offset.value);
        let first = *first_ones.entry((expression.to_string(), labels, offset)).or_insert(rule);
        if first.rule.name() != rule.rule.name() {
            let message = format!("`{}` records the same expression as `{}`", rule.rule.name(), first.rule.name());
            let finding = LINT.at(view.place(rule.rule.name_span()), message);
            found.push(finding.with_label(view.place(first.rule.name_span()), "the other one"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn only_the_same_is_the_same() {
        let found = |second: &str| {
            found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{{record: a, expr: sum(x)}}, {second}]}}]"))
        };
        assert_eq!(found("{record: b, expr: 'sum( x )'}"), ["b: `b` records the same expression as `a`"]);
        for other in [
            "{record: b, expr: sum(y)}",
            "{record: a, expr: sum(x)}",
            "{record: b, expr: sum(x), labels: {c: d}}",
            "{alert: b, expr: sum(x)}",
        ] {
            assert_eq!(found(other), [""; 0], "{other}");
        }
    }
}
