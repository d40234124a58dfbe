//! A name of an alert that is not in camel case.
//!
//! ## What it does
//! Looks for names of alerts that are not words run together, each with a capital letter: `InstanceDown`. Looked for
//! only on request.
//!
//! ## Why it is bad
//! The name is a label that is selected, routed and silenced by. Spaces, dots and other signs have to be quoted and
//! escaped there, and two ways of writing get mixed up.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: instance is down
//!         expr: up == 0
//! ```
//!
//! ## How to fix
//! Write it in camel case; what there is to explain belongs into an annotation.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: InstanceDown
//!         expr: up == 0
//! ```

use super::super::{Lint, RuleView, definition::Check};
use crate::{
    config::rules::RuleKind,
    diagnostic::{Diagnostic, Severity},
};

pub(super) const LINT: Lint =
    Lint::new("alerts/naming", include_str!("naming.rs"), Check::Rule(check)).level(Severity::Info).on_request();

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let name = rule.rule.name();
    let is_camel =
        name.starts_with(|first: char| first.is_uppercase()) && name.chars().all(|letter| letter.is_alphanumeric());
    if rule.rule.kind() == RuleKind::Alerting && !is_camel {
        found.push(LINT.at(rule.of.place(rule.rule.name_span()), format!("`{name}` is not in camel case")));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn letters_and_digits_are_fine() {
        let found =
            |rule: &str| found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{{expr: x, {rule}}}]}}]")).len();
        for (rule, expected) in [
            ("alert: InstanceDown", 0),
            ("alert: Http5xx", 0),
            ("record: a_b", 0),
            ("alert: instanceDown", 1),
            ("alert: Instance_Down", 1),
            ("alert: Instance down", 1),
        ] {
            assert_eq!(found(rule), expected, "{rule}");
        }
    }
}
