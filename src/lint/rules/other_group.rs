//! Reading what another group records.
//!
//! ## What it does
//! Looks for expressions that select series which a rule of another group records, and no rule of their own. Windows and
//! selectors with `offset` or `@` are left alone. Looked for only on request: large sets of rules cannot do without it.
//!
//! ## Why it is bad
//! Groups are evaluated side by side, each at its own offset in the interval. What another group records may be up to
//! one of its intervals old, and how old changes when groups are renamed.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: recordings
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!   - name: alerts
//!     rules:
//!       - alert: TooFewUp
//!         expr: job:up:sum < 3
//! ```
//!
//! ## How to fix
//! Put rules that belong together into one group, those that are read first.
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
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint::new("rules/other-group", include_str!("other_group.rs"), Check::Rule(check))
    .level(Severity::Info)
    .on_request();

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let Some((expression, selectors)) = reading::instant_reads(rule) else { return };
    for selector in selectors {
        let recorders = reading::recorders(rule, selector);
        let group = |of: &RuleView<'_>| (of.address.file, of.address.group);
        let Some(first) = recorders.first().filter(|_| recorders.iter().all(|other| group(other) != group(rule)))
        else {
            continue;
        };
        let name = metric_name(selector).unwrap_or_default();
        let of_group = first.group.name();
        let message = format!("`{name}` is recorded by the group `{of_group}`, which is evaluated at another time");
        let recorded = first.of.place(first.rule.name_span());
        found.push(LINT.at(expression.place(selector.span), message).with_label(recorded, "recorded here"));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn only_other_groups_count() {
        let groups = |reading: &str, own: &str| {
            let other = "{name: other, rules: [{record: a, expr: x}]}";
            format!("groups: [{other}, {{name: own, rules: [{own} {{record: b, expr: '{reading}'}}]}}]")
        };
        assert_eq!(
            found_in_rules(&LINT, &groups("a + a", "")),
            ["a: `a` is recorded by the group `other`, which is evaluated at another time"]
        );
        assert_eq!(found_in_rules(&LINT, &groups("rate(a[5m])", "")), [""; 0]);
        assert_eq!(found_in_rules(&LINT, &groups("c", "")), [""; 0]);
        assert_eq!(found_in_rules(&LINT, &groups("a", "{record: a, expr: y},")), [""; 0]);
    }
}
