//! One name recorded with different labels.
//!
//! ## What it does
//! Looks for recording rules of the same name whose series are known to have different labels: by `by`, and by the labels
//! that the rules set. Looked for only on request.
//!
//! ## Why it is bad
//! Whoever sums up series of that name counts the same things twice, and joins that work for one rule's series fail for
//! the other's.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: up:sum
//!         expr: sum by (job) (up)
//!       - record: up:sum
//!         expr: sum by (instance) (up)
//! ```
//!
//! ## How to fix
//! Give each its name; the level in front is made for it.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!       - record: instance:up:sum
//!         expr: sum by (instance) (up)
//! ```

use super::{
    super::{Lint, RuleView, definition::Check, labels::LabelShape},
    reading,
};
use crate::diagnostic::{Diagnostic, Severity};
use std::collections::BTreeSet;

pub(super) const LINT: Lint = Lint::new("rules/mixed-records", include_str!("mixed_records.rs"), Check::Rule(check))
    .level(Severity::Info)
    .on_request();

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let set = rule.of.set;
    let Some(record) = &rule.rule.record else { return };
    let first = set.recorded(&record.value).first().filter(|first| **first < rule.address);
    let Some(first) = first.and_then(|first| set.rule(*first)) else { return };
    let (Some(own), Some(others)) = (labels(rule), labels(&first)) else { return };
    if own != others {
        let message = format!("`{}` has {} here, and {} elsewhere", record.value, shown(&own), shown(&others));
        let finding = LINT.at(rule.of.place(record.span), message);
        found.push(finding.with_label(first.of.place(first.rule.name_span()), "recorded here, too"));
    }
}

/// The labels of the series that a rule records, if they are known.
fn labels(rule: &RuleView<'_>) -> Option<BTreeSet<String>> {
    let shape = LabelShape::of(rule.rule.expression.as_ref()?);
    let mut labels: BTreeSet<String> = shape.only()?.map(str::to_owned).collect();
    for entry in reading::labels(rule) {
        match entry.value.value.is_empty() {
            true => labels.remove(&entry.name.value),
            false => labels.insert(entry.name.value.clone()),
        };
    }
    Some(labels)
}

fn shown(labels: &BTreeSet<String>) -> String {
    match labels.is_empty() {
        true => "no labels".into(),
        false => {
            let labels: Vec<String> = labels.iter().map(|label| format!("`{label}`")).collect();
            labels.join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn only_what_is_known_is_compared() {
        let found = |first: &str, second: &str| {
            let rule = |rest: &str| format!("{{record: a, {rest}}}");
            found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{}, {}]}}]", rule(first), rule(second)))
        };
        let one = "expr: sum by (b) (x)";
        assert_eq!(found(one, "expr: sum(x)"), ["a: `a` has no labels here, and `b` elsewhere"]);
        assert_eq!(found(one, "expr: sum by (b) (x), labels: {c: d}"), ["a: `a` has `b`, `c` here, and `b` elsewhere"]);
        for second in ["expr: max by (b) (y)", "expr: sum(y), labels: {b: c}", "expr: y", "expr: sum without (c) (y)"] {
            assert_eq!(found(one, second), [""; 0], "{second}");
        }
    }
}
