//! Reading what a later rule of the group records.
//!
//! ## What it does
//! Looks for expressions that select series which only rules further down in the same group record. Windows (`x[5m]`)
//! and selectors with `offset` or `@` are left alone, since a sample more or less at their end does not matter, and so
//! are rules that read each other, which `rules/circle` is about.
//!
//! ## Why it is bad
//! The rules of a group are evaluated one after the other. What a later one records is that of the evaluation before:
//! one interval old, and missing at first. An alert fires one interval late, and a ratio has a numerator and a
//! denominator of different times.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: TooFewUp
//!         expr: job:up:sum < 3
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```
//!
//! ## How to fix
//! Move the recording rule up.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!       - alert: TooFewUp
//!         expr: job:up:sum < 3
//! ```

use super::{
    super::{Lint, RuleView, definition::Check, metric_name},
    reading,
};
use crate::diagnostic::Diagnostic;

pub(super) const LINT: Lint = Lint::new("rules/later-rule", include_str!("later_rule.rs"), Check::Rule(check));

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let Some((expression, selectors)) = reading::instant_reads(rule) else { return };
    for selector in selectors {
        let recorders = reading::recorders(rule, selector);
        let is_later = |other: &RuleView<'_>| {
            (other.address.file, other.address.group) == (rule.address.file, rule.address.group)
                && other.address.rule > rule.address.rule
        };
        let Some(first) = recorders.first().filter(|_| recorders.iter().all(is_later)) else { continue };
        if reading::circle(first).is_some_and(|way| way.iter().any(|other| other.address == rule.address)) {
            continue;
        }
        let name = metric_name(selector).unwrap_or_default();
        let message = format!("`{name}` is recorded by a later rule of the group, so that it is one interval old here");
        let recorded = first.of.place(first.rule.name_span());
        let finding = LINT.at(expression.place(selector.span), message).with_label(recorded, "recorded here");
        found.push(finding.hinted("rules of a group are evaluated in their order: move the recording rule up"));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(first: &str, second: &str) -> Vec<String> {
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{first}, {second}]}}]"))
    }

    #[test]
    fn only_what_comes_later_is_late() {
        let record = |name: &str, expr: &str| format!("{{record: '{name}', expr: '{expr}'}}");
        let is_late = |first: &str, second: String| !found(first, &second).is_empty();
        assert!(is_late("{alert: A, expr: 'a:b > 1'}", record("a:b", "sum(x)")));
        assert!(is_late("{record: c, expr: 'sum(a:b) / x'}", record("a:b", "sum(x)")));
        for near in
            ["sum_over_time(a:b[5m:])", "avg_over_time(a:b[5m])", "a:b offset 1m", "a:b @ 0", r#"a:b{y="1"}"#, "a:c"]
        {
            assert!(!is_late(&record("c", near), record("a:b", "sum(x)")), "{near}");
        }
        // The other way round, its own name, and each other.
        assert!(!is_late(&record("a:b", "x"), record("c", "a:b")));
        assert!(!is_late(&record("a:b", "a:b or x"), record("c", "x")));
        assert!(!is_late(&record("c", "a:b"), record("a:b", "c")));
        // An earlier rule records some of it.
        let groups = "groups: [{name: g, rules: [{record: a, expr: x}, {record: b, expr: a}, {record: a, expr: y}]}]";
        assert_eq!(found_in_rules(&LINT, groups), [""; 0]);
    }

    #[test]
    fn labels_of_rules_count() {
        let later = "{record: a, expr: sum(x), labels: {q: '0.9'}}";
        assert_eq!(found(r#"{record: b, expr: 'a{q="0.5"}'}"#, later), [""; 0]);
        assert_eq!(
            found(r#"{record: b, expr: 'a{q=~"0.*"}'}"#, later),
            [r#"a{q=~"0.*"}: `a` is recorded by a later rule of the group, so that it is one interval old here"#]
        );
    }
}
