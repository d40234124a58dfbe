//! A wait that is shorter than the time between two evaluations.
//!
//! ## What it does
//! Looks for `for` that is shorter than the interval which the group states, and not zero.
//!
//! ## Why it is bad
//! Conditions are looked at once an interval: the alert waits for the next evaluation, a whole interval, and then fires
//! however short `for` is.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     interval: 5m
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         for: 1m
//! ```
//!
//! ## How to fix
//! Evaluate the group more often, or wait longer.
//! ```yaml
//! groups:
//!   - name: jobs
//!     interval: 30s
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         for: 1m
//! ```

use super::super::{Lint, RuleView, definition::Check};
use crate::{
    config::rules::RuleKind,
    diagnostic::{Diagnostic, Severity},
};

pub(super) const LINT: Lint =
    Lint::new("alerts/for-shorter-than-interval", include_str!("for_shorter_than_interval.rs"), Check::Rule(check))
        .level(Severity::Info);

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(interval), Some(hold)) = (&rule.group.interval, &rule.rule.hold) else { return };
    if rule.rule.kind() == RuleKind::Alerting && (1..interval.value).contains(&hold.value) {
        let message = "`for` is shorter than the interval of the group, which the alert waits in any case";
        let finding = LINT.at(rule.of.place(hold.span), message);
        found.push(finding.with_label(rule.of.place(interval.span), "the interval"));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn only_a_shorter_wait_is_found() {
        let found = |group: &str, hold: &str| {
            let rule = format!("{{alert: A, expr: x{hold}}}");
            found_in_rules(&LINT, &format!("groups: [{{name: g{group}, rules: [{rule}]}}]")).len()
        };
        for (group, hold, expected) in [
            (", interval: 1m", ", for: 59s", 1),
            (", interval: 1m", ", for: 1m", 0),
            (", interval: 1m", ", for: 0s", 0),
            (", interval: 1m", "", 0),
            ("", ", for: 1s", 0),
        ] {
            assert_eq!(found(group, hold), expected, "{group}{hold}");
        }
    }
}
