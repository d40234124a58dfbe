//! A template where none is expanded.
//!
//! ## What it does
//! Looks for labels of recording rules, and for names of rules, with an action in `{{ }}` that reads `$labels`, `$value`
//! or their like.
//!
//! ## Why it is bad
//! Only labels and annotations of alerts are templates. Here the text is recorded as it stands, braces included.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!         labels:
//!           team: "{{ $labels.job }}"
//! ```
//!
//! ## How to fix
//! Make the label in the expression, with `label_replace`.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: label_replace(sum by (job) (up), "team", "$1", "job", "(.*)")
//! ```

use super::super::{Lint, RuleView, definition::Check};
use crate::{
    config::rules::{Located, RuleKind},
    diagnostic::{Diagnostic, Span},
};

pub(super) const LINT: Lint =
    Lint::new("rules/literal-template", include_str!("literal_template.rs"), Check::Rule(check));

/// What only a template for Prometheus reads; other programs' templates may have left braces here.
const SIGNS: [&str; 6] = ["$labels", "$value", "$externalLabels", ".Labels", ".Value", ".ExternalLabels"];

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let mut look_at = |text: &Located<String>, what: &str| {
        if let Some(action) = action(&text.value) {
            let message = format!("{what} is no template: it has these braces as they stand");
            found.push(LINT.at(rule.of.place_in(text, action), message));
        }
    };
    match rule.rule.kind() {
        RuleKind::Alerting => rule.rule.alert.iter().for_each(|alert| look_at(alert, "the name of an alert")),
        RuleKind::Recording => {
            rule.rule.labels.iter().for_each(|entry| look_at(&entry.value, "the label of a recording rule"));
        }
    }
    rule.group.labels.iter().filter(|_| rule.rule.kind() == RuleKind::Recording).for_each(|entry| {
        look_at(&entry.value, "the label of a recording rule");
    });
}

/// The first action that reads what Prometheus gives templates.
fn action(text: &str) -> Option<Span> {
    let mut start = 0;
    while let Some(open) = text.get(start..)?.find("{{").map(|open| start + open) {
        let close = open + text.get(open..)?.find("}}")? + 2;
        if SIGNS.iter().any(|sign| text.get(open..close).is_some_and(|action| action.contains(sign))) {
            return Some(Span::new(open, close));
        }
        start = close;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(rule: &str) -> Vec<String> {
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{{{rule}}}]}}]"))
    }

    #[test]
    fn only_texts_are_found() {
        assert_eq!(
            found("record: a, expr: x, labels: {b: 'c {{ .Labels.d }}'}"),
            ["{{ .Labels.d }}: the label of a recording rule is no template: it has these braces as they stand"]
        );
        assert_eq!(found("alert: 'a {{ $labels.x }}', expr: x").len(), 1);
        for rule in [
            "record: a, expr: x, labels: {b: '{{ region }}'}",
            "record: a, expr: x, labels: {b: '{{ $value'}",
            "record: a, expr: x, labels: {b: '{{ x }} $value {{ y }}'}",
            "alert: a, expr: x, labels: {b: '{{ $value }}'}",
        ] {
            assert_eq!(found(rule), [""; 0], "{rule}");
        }
    }
}
