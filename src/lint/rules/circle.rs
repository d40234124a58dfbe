//! Rules that read each other.
//!
//! ## What it does
//! Looks for recording rules that read what another one records, which reads, perhaps over others still, what they
//! record.
//!
//! ## Why it is bad
//! There is no order in which they could be evaluated: one of them always works on the results of the evaluation before.
//! Values go round and round, and when series are missing for a moment they may never come back.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: job:up:avg * job:up:count
//!       - record: job:up:avg
//!         expr: job:up:sum / job:up:count
//! ```
//!
//! ## How to fix
//! Let one of them read the series that it is made of.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (job) (up)
//!       - record: job:up:avg
//!         expr: job:up:sum / job:up:count
//! ```

use super::{
    super::{Lint, RuleView, definition::Check},
    reading,
};
use crate::diagnostic::Diagnostic;

pub(super) const LINT: Lint = Lint::new("rules/circle", include_str!("circle.rs"), Check::Rule(check));

/// Of a long way round no more names are shown.
const MOST_SHOWN: usize = 8;

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(way) = reading::circle(rule) else { return };
    // Of all rules of a circle the first one is told of.
    if way.iter().any(|other| other.address < rule.address) {
        return;
    }
    let name = |rule: &RuleView<'_>| format!("`{}`", rule.rule.name());
    let others: Vec<String> = way.iter().skip(1).take(MOST_SHOWN).map(name).collect();
    let message = format!("{} reads {}, which reads it in turn", name(rule), others.join(", which reads "));
    let mut finding = LINT.at(rule.of.place(rule.rule.name_span()), message);
    for other in way.iter().skip(1).take(MOST_SHOWN) {
        finding = finding.with_label(other.of.place(other.rule.name_span()), "part of the circle");
    }
    found.push(finding);
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(rules: &[(&str, &str)]) -> Vec<String> {
        let rules: Vec<String> =
            rules.iter().map(|(record, expr)| format!("{{record: {record}, expr: '{expr}'}}")).collect();
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{}]}}]", rules.join(", ")))
    }

    #[test]
    fn circles_are_found_once() {
        assert_eq!(
            found(&[("a", "b + x"), ("b", "rate(c[5m])"), ("c", "a"), ("d", "a")]),
            ["a: `a` reads `b`, which reads `c`, which reads it in turn"]
        );
        assert_eq!(
            found(&[("a", "b"), ("b", "a"), ("c", "b + d"), ("d", "c")]),
            ["a: `a` reads `b`, which reads it in turn", "c: `c` reads `d`, which reads it in turn"]
        );
        for rules in [
            &[("a", "a"), ("b", "a")][..],
            &[("a", "b"), ("b", "x"), ("c", "a + b")],
            &[("a", r#"b{x="1"}"#), ("b", "sum(a)")],
        ] {
            assert_eq!(found(rules), [""; 0], "{rules:?}");
        }
    }
}
