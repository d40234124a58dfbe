//! A recorded series that looks like a scraped one.
//!
//! ## What it does
//! Looks for recorded names that are not of the form `level:metric:operations`: two colons, either side of which may be
//! empty. Looked for only on request.
//!
//! ## Why it is bad
//! Colons are reserved for rules, so that a reader sees that a series was made and not scraped; the level tells which
//! labels are left, the operations what was done, the newest first.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: up_sum
//!         expr: sum by (job) (up)
//! ```
//!
//! ## How to fix
//! Name the level and the operations. Whoever reads the old name needs the new one.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```

use super::super::{Lint, RuleView, definition::Check};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint =
    Lint::new("rules/naming", include_str!("naming.rs"), Check::Rule(check)).level(Severity::Info).on_request();

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = rule.rule.record.as_ref().filter(|record| !record.value.is_empty()) else { return };
    let missing = match record.value.matches(':').count() {
        0 => "neither level nor operations",
        1 => "a level or operations, but not both",
        2 => return,
        _ => "more parts than three",
    };
    let message = format!("`{}` is not of the form `level:metric:operations`: it has {missing}", record.value);
    found.push(LINT.at(rule.of.place(record.span), message));
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn three_parts_are_wanted() {
        let found = |name: &str| {
            found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{{record: '{name}', expr: x}}]}}]"))
        };
        for (name, count) in [("a:b:c", 0), (":b:c", 0), ("a:b:", 0), ("a", 1), ("a:b", 1), ("a:b:c:d", 1)] {
            assert_eq!(found(name).len(), count, "{name}");
        }
        assert_eq!(found_in_rules(&LINT, "groups: [{name: g, rules: [{alert: a, expr: x}]}]"), [""; 0]);
    }
}
