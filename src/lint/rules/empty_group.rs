//! A group without rules.
//!
//! ## What it does
//! Looks for groups that have no rule.
//!
//! ## Why it is bad
//! Nothing is evaluated. The rules were lost, perhaps by a wrong indentation or a generator, or the group is left over.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules: []
//! ```
//!
//! ## How to fix
//! Add the rules, or remove the group.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```

use super::super::{Lint, RuleFileView, definition::Check};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint =
    Lint::new("rules/empty-group", include_str!("empty_group.rs"), Check::RuleFile(check)).level(Severity::Info);

fn check(view: &RuleFileView<'_>, found: &mut Vec<Diagnostic>) {
    // In a file with errors rules may be missing because they could not be read.
    if !view.file.is_good() {
        return;
    }
    for group in view.file.groups.iter().filter(|group| group.rules.is_empty()) {
        let span = group.name.as_ref().map_or(group.span, |name| name.span);
        found.push(LINT.at(view.place(span), format!("the group `{}` has no rules", group.name())));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn groups_without_rules_are_found() {
        for rules in ["", ", rules: null", ", rules: []", ", rules: [null]"] {
            let text = format!("groups: [{{name: g{rules}}}, {{name: h, rules: [{{record: a, expr: b}}]}}]");
            assert_eq!(found_in_rules(&LINT, &text), ["g: the group `g` has no rules"], "{rules}");
        }
        assert_eq!(found_in_rules(&LINT, "groups: []"), [""; 0]);
    }
}
