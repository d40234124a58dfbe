//! A duration of zero, which is the default.
//!
//! ## What it does
//! Looks for `for` and `keep_firing_for` of zero. Looked for only on request: some say it to be plain.
//!
//! ## Why it is bad
//! It does nothing. Those who read it wonder whether something else was meant.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         for: 0s
//! ```
//!
//! ## How to fix
//! Leave it out, or say how long the condition must hold.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         for: 5m
//! ```

use super::super::{Lint, RuleView, definition::Check};
use crate::{
    config::rules::RuleKind,
    diagnostic::{Diagnostic, Severity},
};

pub(super) const LINT: Lint =
    Lint::new("alerts/zero-for", include_str!("zero_for.rs"), Check::Rule(check)).level(Severity::Info).on_request();

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    if rule.rule.kind() != RuleKind::Alerting {
        return;
    }
    for (field, duration) in [("for", &rule.rule.hold), ("keep_firing_for", &rule.rule.keep_firing)] {
        if let Some(zero) = duration.as_ref().filter(|duration| duration.value == 0) {
            let message = format!("`{field}` is zero anyway when it is left out");
            found.push(LINT.at(rule.of.place(zero.span), message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn zeros_are_found() {
        let found = |fields: &str| {
            found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{{alert: A, expr: x{fields}}}]}}]"))
        };
        assert_eq!(
            found(", for: 0m, keep_firing_for: 0s"),
            [
                "0m: `for` is zero anyway when it is left out",
                "0s: `keep_firing_for` is zero anyway when it is left out"
            ]
        );
        assert_eq!(found(""), [""; 0]);
        assert_eq!(found(", for: 1s"), [""; 0]);
    }
}
