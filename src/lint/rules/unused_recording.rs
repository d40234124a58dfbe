//! Recorded, and read by no rule.
//!
//! ## What it does
//! Looks for recording rules whose series no rule of the files that are checked together selects. Selectors that name
//! series by a pattern count as readers. Looked for only on request, since dashboards read recorded series too, and
//! templates that ask by themselves.
//!
//! ## Why it is bad
//! Each evaluation costs a query, and each series memory and disk, for nobody.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//! ```
//!
//! ## How to fix
//! Remove it, or read it.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!       - alert: TooFewUp
//!         expr: job:up:sum < 3
//! ```

use super::super::{Lint, RuleView, definition::Check};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint =
    Lint::new("rules/unused-recording", include_str!("unused_recording.rs"), Check::Rule(check))
        .level(Severity::Info)
        .on_request();

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = rule.rule.record.as_ref().filter(|record| !record.value.is_empty()) else { return };
    let set = rule.of.set;
    let own = [rule.address];
    if set.readers(&record.value).iter().all(|reader| own.contains(reader)) && !set.may_name(&record.value) {
        found.push(LINT.at(rule.of.place(record.span), format!("no rule reads `{}`", record.value)));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn patterns_read_too() {
        let found = |expr: &str| {
            let rules = format!("[{{record: a:b, expr: x}}, {{alert: A, expr: '{expr}'}}]");
            found_in_rules(&LINT, &format!("groups: [{{name: g, rules: {rules}}}]"))
        };
        for expr in ["a:b", r#"{__name__="a:b"}"#, r#"{__name__=~"a:.*"}"#, r#"{__name__!="x", y="1"}"#, r#"{y="1"}"#] {
            assert_eq!(found(expr), [""; 0], "{expr}");
        }
        for expr in ["a:c", r#"{__name__=~"b:.*"}"#, r#"{__name__!="a:b", y="1"}"#] {
            assert_eq!(found(expr), ["a:b: no rule reads `a:b`"], "{expr}");
        }
        assert_eq!(found_in_rules(&LINT, "groups: [{name: g, rules: [{record: a, expr: a or b}]}]").len(), 1);
    }
}
