//! A warning that never comes before the critical alert.
//!
//! ## What it does
//! Looks for two alerts of the same name in one file, one of severity `warning` and one of `critical`, that compare the
//! same series with a number, where the critical one fires no later than the warning: its threshold is reached first or
//! is the same, and its `for` is not longer.
//!
//! ## Why it is bad
//! The warning is there to be seen first. Here it only comes together with the critical alert, or after it: the
//! thresholds were swapped, or one of them was copied.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_percent > 90
//!         labels: {severity: warning}
//!       - alert: DiskFull
//!         expr: disk_used_percent > 80
//!         labels: {severity: critical}
//! ```
//!
//! ## How to fix
//! Let the warning fire first.
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_percent > 80
//!         labels: {severity: warning}
//!       - alert: DiskFull
//!         expr: disk_used_percent > 90
//!         labels: {severity: critical}
//! ```

use super::{
    super::{Expression, Lint, RuleFileView, RuleView, definition::Check, rules::reading},
    condition::{Threshold, threshold},
};
use crate::{config::rules::RuleKind, diagnostic::Diagnostic, promql::ast::BinaryOperator};
use std::collections::HashMap;

pub(super) const LINT: Lint =
    Lint::new("alerts/unreachable-severity", include_str!("unreachable_severity.rs"), Check::RuleFile(check));

/// What has to be the same: the name, the labels but for the severity, the series, the operator.
type Subject<'a> = (&'a str, Vec<(&'a str, &'a str)>, String, BinaryOperator);

fn check(view: &RuleFileView<'_>, found: &mut Vec<Diagnostic>) {
    let mut warnings: HashMap<Subject<'_>, RuleView<'_>> = HashMap::new();
    let rules: Vec<RuleView<'_>> = view.rules().filter(|rule| rule.rule.kind() == RuleKind::Alerting).collect();
    let of_severity = |wanted: &'static str| {
        rules
            .iter()
            .filter_map(move |rule| subject(rule, wanted).map(|(subject, threshold)| (rule, subject, threshold)))
    };
    for (rule, subject, _) in of_severity("warning") {
        warnings.entry(subject).or_insert(*rule);
    }
    for (critical, subject, above) in of_severity("critical") {
        let Some(warning) = warnings.get(&subject) else { continue };
        let Some(below) = warning.rule.expression.as_deref().and_then(threshold) else { continue };
        let is_first = match subject.3 {
            BinaryOperator::Greater | BinaryOperator::GreaterOrEqual => above.number <= below.number,
            BinaryOperator::Less | BinaryOperator::LessOrEqual => above.number >= below.number,
            _ => above.number == below.number,
        };
        let hold = |rule: &RuleView<'_>| rule.rule.hold.as_ref().map_or(0, |hold| hold.value);
        if !is_first || hold(critical) > hold(warning) {
            continue;
        }
        let (Some(of_warning), Some(of_critical)) = (Expression::of_rule(warning), Expression::of_rule(critical))
        else {
            continue;
        };
        let message = match above.number == below.number {
            true => "the warning fires together with the critical alert of the same name",
            false => "the warning fires after the critical alert of the same name",
        };
        let finding = LINT.at(of_warning.place(below.node.span), message);
        found.push(finding.with_label(of_critical.place(above.node.span), "the critical one"));
    }
}

/// What an alert of this severity is about, and from which value on it fires.
fn subject<'a>(rule: &RuleView<'a>, severity: &str) -> Option<(Subject<'a>, Threshold<'a>)> {
    let labels = reading::labels(rule).into_iter();
    let labels: Vec<(&str, &str)> =
        labels.map(|entry| (entry.name.value.as_str(), entry.value.value.as_str())).collect();
    if !labels.contains(&("severity", severity)) {
        return None;
    }
    let mut others: Vec<(&str, &str)> = labels.into_iter().filter(|(name, _)| *name != "severity").collect();
    others.sort_unstable();
    let threshold = threshold(rule.rule.expression.as_deref()?)?;
    Some(((rule.rule.name(), others, threshold.series.to_string(), threshold.operator), threshold))
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(warning: &str, critical: &str) -> Vec<String> {
        let rule = |severity: &str, rule: &str| format!("{{labels: {{severity: {severity}}}, {rule}}}");
        let rules = [rule("critical", critical), rule("warning", warning)].join(", ");
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{rules}]}}]"))
    }

    #[test]
    fn the_order_of_thresholds_and_waits_decides() {
        for (warning, critical) in [
            ("alert: A, expr: 'x > 80'", "alert: A, expr: 'x > 90'"),
            ("alert: A, expr: 'x < 20'", "alert: A, expr: 'x < 10'"),
            ("alert: A, expr: 'x > 80', for: 1m", "alert: A, expr: 'x > 80', for: 1h"),
            ("alert: A, expr: 'x > 90', for: 1m", "alert: A, expr: 'x > 80', for: 1h"),
            ("alert: A, expr: 'x > 90'", "alert: B, expr: 'x > 80'"),
            ("alert: A, expr: 'x > 90'", "alert: A, expr: 'y > 80'"),
            ("alert: A, expr: 'x > 90'", "alert: A, expr: 'x < 80'"),
            ("alert: A, expr: 'x > 90 and y'", "alert: A, expr: 'x > 80 and y'"),
        ] {
            assert_eq!(found(warning, critical), [""; 0], "{warning} {critical}");
        }
        assert_eq!(
            found("alert: A, expr: '10 > (x)'", "alert: A, expr: '(x) < 20'"),
            ["10 > (x): the warning fires after the critical alert of the same name"]
        );
        assert_eq!(
            found("alert: A, expr: 'x == 0', for: 5m", "alert: A, expr: 'x == 0', for: 5m"),
            ["x == 0: the warning fires together with the critical alert of the same name"]
        );
    }
}
