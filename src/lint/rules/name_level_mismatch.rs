//! The level of a recorded name and the labels that are left do not fit.
//!
//! ## What it does
//! Looks for recorded names of the form `level:metric:operations` whose level is a well-known label (`job`, `instance`,
//! `namespace`, …) that no recorded series has. Levels of several labels are left alone, and so are labels that the rule
//! sets. Looked for only on request.
//!
//! ## Why it is bad
//! The level tells readers by which labels they can select and join. Here a selector on it finds nothing.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: job:up:sum
//!         expr: sum by (instance) (up)
//! ```
//!
//! ## How to fix
//! Correct the name, or the labels.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - record: instance:up:sum
//!         expr: sum by (instance) (up)
//! ```

use super::{
    super::{
        Expression, Lint, RuleView,
        definition::Check,
        labels::{LabelShape, Presence},
    },
    reading,
};
use crate::diagnostic::{Diagnostic, Span};

pub(super) const LINT: Lint =
    Lint::new("rules/name-level-mismatch", include_str!("name_level_mismatch.rs"), Check::Rule(check)).on_request();

/// Levels that can only mean the label of that name; `cluster` and `node` also stand for the whole of one.
const LEVELS: [&str; 9] =
    ["job", "instance", "namespace", "pod", "container", "device", "service", "statefulset", "deployment"];

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(record), Some(expression)) = (&rule.rule.record, Expression::of_rule(rule)) else { return };
    let Some((level, _)) = record.value.split_once(':') else { return };
    if !LEVELS.contains(&level) || reading::labels(rule).iter().any(|entry| entry.name.value == level) {
        return;
    }
    if let Presence::Never(removal) = LabelShape::of(expression.tree).presence(level) {
        let place = rule.of.place_in(record, Span::new(0, level.len()));
        let message = format!("the level is `{level}`, but the recorded series have no label `{level}`");
        found.push(LINT.at(place, message).with_label(expression.place(removal.span), "it is gone from here on"));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    #[test]
    fn levels_are_labels() {
        let found = |name: &str, expr: &str| {
            let rule = format!("{{record: '{name}', expr: '{expr}', labels: {{pod: x}}}}");
            found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{rule}]}}]"))
        };
        assert_eq!(
            found("job:up:sum", "sum(up)"),
            ["job: the level is `job`, but the recorded series have no label `job`"]
        );
        for (name, expr) in [
            ("job:up:sum", "sum by (job) (up)"),
            ("job:up", "up"),
            ("pod:up:sum", "sum(up)"),
            ("cluster:up:sum", "sum(up)"),
            ("job_instance:up:sum", "sum(up)"),
            ("job", "sum(up)"),
        ] {
            assert_eq!(found(name, expr), [""; 0], "{name}");
        }
    }
}
