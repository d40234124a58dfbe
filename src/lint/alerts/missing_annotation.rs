//! An alert that does not say what is wrong.
//!
//! ## What it does
//! Looks for alerts with none of the annotations `summary`, `description` and `message`. Looked for only on request.
//!
//! ## Why it is bad
//! Whoever is called has the name of the alert and its labels, and has to guess the rest.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//! ```
//!
//! ## How to fix
//! Say what is wrong, and where.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         annotations:
//!           summary: "{{ $labels.instance }} cannot be scraped"
//! ```

use super::super::{Lint, RuleView, definition::Check};
use crate::{
    config::rules::RuleKind,
    diagnostic::{Diagnostic, Severity},
};

pub(super) const LINT: Lint =
    Lint::new("alerts/missing-annotation", include_str!("missing_annotation.rs"), Check::Rule(check))
        .level(Severity::Info)
        .on_request();

/// What says it.
const WORDS: [&str; 3] = ["summary", "description", "message"];

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let says = |name: &str| WORDS.contains(&name);
    if rule.rule.kind() == RuleKind::Alerting && !rule.rule.annotations.iter().any(|entry| says(&entry.name.value)) {
        let message = format!("`{}` has neither `summary` nor `description`", rule.rule.name());
        found.push(LINT.at(rule.of.place(rule.rule.name_span()), message));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn other_annotations_do_not_say_it() {
        let found = |rule: &str| found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{{expr: x, {rule}}}]}}]"));
        assert_eq!(
            found("alert: A, annotations: {runbook_url: x}"),
            ["A: `A` has neither `summary` nor `description`"]
        );
        for rule in ["alert: A, annotations: {message: x}", "alert: A, annotations: {summary: ''}", "record: A"] {
            assert_eq!(found(rule), [""; 0], "{rule}");
        }
    }
}
