//! An alert that fires at once.
//!
//! ## What it does
//! Looks for alerts without `for`. Looked for only on request: some conditions look far enough back by themselves.
//!
//! ## Why it is bad
//! One evaluation in which the condition holds is enough to call somebody: a restart, a lost scrape.
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
//! Say how long the condition must hold.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         for: 5m
//! ```

use super::{
    super::{Lint, RuleView, definition::Check},
    condition,
};
use crate::{
    config::rules::RuleKind,
    diagnostic::{Diagnostic, Severity},
};

pub(super) const LINT: Lint = Lint::new("alerts/missing-for", include_str!("missing_for.rs"), Check::Rule(check))
    .level(Severity::Info)
    .on_request();

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    if rule.rule.kind() == RuleKind::Alerting && rule.rule.hold.is_none() && !condition::is_heartbeat(rule) {
        let message = format!("`{}` has no `for`, so that it fires at once", rule.rule.name());
        found.push(LINT.at(rule.of.place(rule.rule.name_span()), message));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn zero_is_a_decision() {
        let found = |rule: &str| found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{{{rule}, expr: x}}]}}]"));
        assert_eq!(found("alert: A"), ["A: `A` has no `for`, so that it fires at once"]);
        for rule in ["alert: A, for: 1m", "alert: A, for: 0s", "record: A", "alert: Watchdog"] {
            assert_eq!(found(rule), [""; 0], "{rule}");
        }
    }
}
