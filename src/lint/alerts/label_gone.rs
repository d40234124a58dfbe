//! A template reads a label that the alert's series never have.
//!
//! ## What it does
//! Looks for labels in annotations and labels of alerts (`$labels.x`, `.Labels.x`, `index $labels "x"`) that the
//! expression certainly takes away: by an aggregation without them, by `on`, by `absent`. Labels that the template asks
//! for first (`{{ if $labels.x }}`) are left alone.
//!
//! ## Why it is bad
//! The text is empty where the name of something is missing, in the middle of the night. `$labels` has the labels of the
//! expression's result, and neither those that the rule sets nor `alertname`.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: sum by (job) (up) == 0
//!         annotations:
//!           summary: "{{ $labels.instance }} is down"
//! ```
//!
//! ## How to fix
//! Keep the label, or do not speak of it.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: sum by (job, instance) (up) == 0
//!         annotations:
//!           summary: "{{ $labels.instance }} is down"
//! ```

use super::{
    super::{
        Expression, Lint, RuleView,
        definition::Check,
        labels::{LabelShape, Presence},
        rules::reading,
    },
    template::{self, Use},
};
use crate::diagnostic::{Diagnostic, Span};

pub(super) const LINT: Lint = Lint::new("alerts/label-gone", include_str!("label_gone.rs"), Check::Rule(check));

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(expression) = Expression::of_rule(rule) else { return };
    let shape = LabelShape::of(expression.tree);
    template::for_each(rule, |_, entry, uses| {
        let tested: Vec<&str> = uses
            .iter()
            .filter_map(|used| match used {
                Use::Label { name, is_tested: true, .. } => Some(name.as_str()),
                _ => None,
            })
            .collect();
        for used in uses {
            let Use::Label { name, place, .. } = used else { continue };
            let Presence::Never(removal) = shape.presence(name) else { continue };
            if tested.contains(&name.as_str()) {
                continue;
            }
            let place = rule.of.place_in(&entry.value, Span::new(place.start, place.end));
            let finding = LINT.at(place, format!("the series of the alert never have the label `{name}`"));
            let finding = finding.with_label(expression.place(removal.span), removal.cause.explanation());
            let is_own = name == "alertname" || reading::labels(rule).iter().any(|entry| entry.name.value == *name);
            found.push(match is_own {
                true => finding.hinted("what the rule adds is not among `$labels`, which are those of the expression"),
                false => finding,
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(expr: &str, template: &str) -> Vec<String> {
        let rule = format!("{{alert: A, expr: '{expr}', labels: {{team: web}}, annotations: {{s: '{template}'}}}}");
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{rule}]}}]"))
    }

    #[test]
    fn labels_that_may_be_there_are_left_alone() {
        for (expr, template) in [
            ("x > 1", "{{ $labels.a }}"),
            ("sum by (a) (x) > 1", "{{ $labels.a }} {{ $externalLabels.b }}"),
            ("sum without (b) (x) > 1", "{{ $labels.a }}"),
            ("sum(x) > 1", "{{ if $labels.a }}{{ $labels.a }}{{ end }}"),
            ("sum(x) > 1", "{{ with $labels.a }}{{ . }}{{ end }}"),
            ("sum(x) > 1", "{{ range query \"up\" }}{{ .Labels.a }}{{ end }}"),
            (r#"absent(x{a="1"})"#, "{{ $labels.a }}"),
            ("sum(x) > 1 or y", "{{ $labels.a }}"),
            ("sum(x) > 1", "$labels.a"),
        ] {
            assert_eq!(found(expr, template), [""; 0], "{expr} {template}");
        }
    }

    #[test]
    fn labels_that_are_gone_are_found_in_the_template() {
        for (expr, template, label) in [
            ("sum by (a) (x) > 1", "x {{ .Labels.b }}", "b"),
            ("sum(x) > 1", "{{ index $labels \"b\" }}", "b"),
            ("sum(x) > 1", "{{ $labels.team }}", "team"),
            ("count without (b) (x) > 1", "{{ $labels.b | title }}", "b"),
            ("absent(x)", "{{ $labels.job }}", "job"),
        ] {
            assert_eq!(
                found(expr, template),
                [format!("{label}: the series of the alert never have the label `{label}`")],
                "{expr} {template}"
            );
        }
    }

    #[test]
    fn the_place_inside_of_block_text_is_right() {
        let text = "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: |\n      sum(x)\n      > 1\n    annotations:\n      s: >\n        first\n        of {{ $labels.pod }}\n";
        assert_eq!(found_in_rules(&LINT, text), ["pod: the series of the alert never have the label `pod`"]);
    }
}
