//! A template reads a field that there is not.
//!
//! ## What it does
//! Looks for fields in templates (`.labels`, `.Labels.x.y`) that what they are read from does not have. The dot of a
//! template has `Labels`, `ExternalLabels`, `ExternalURL` and `Value`; a sample of a query has `Labels` and `Value`.
//!
//! ## Why it is bad
//! Prometheus and promtool only see whether a template parses. Once the alert fires, the whole text is replaced by
//! `<error expanding template: …>`.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         annotations:
//!           summary: "{{ .labels.instance }} is down"
//! ```
//!
//! ## How to fix
//! Mind capital letters, or read the variable.
//! ```yaml
//! groups:
//!   - name: jobs
//!     rules:
//!       - alert: Down
//!         expr: up == 0
//!         annotations:
//!           summary: "{{ $labels.instance }} is down"
//! ```

use super::{
    super::{Lint, RuleView, definition::Check},
    template::{self, Type, Use},
};
use crate::diagnostic::{Diagnostic, Severity, Span};

pub(super) const LINT: Lint =
    Lint::new("alerts/unknown-field", include_str!("unknown_field.rs"), Check::Rule(check)).level(Severity::Error);

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    template::for_each(rule, |_, entry, uses| {
        for used in uses {
            let Use::NoField { name, of, place } = used else { continue };
            let place = rule.of.place_in(&entry.value, Span::new(place.start, place.end));
            let (what, known): (&str, &[&str]) = match of {
                Type::Data => ("`.`", &["Labels", "ExternalLabels", "ExternalURL", "Value"]),
                Type::Sample => ("a sample", &["Labels", "Value"]),
                Type::Text => ("a text", &[]),
                Type::Samples => ("the result of a query", &[]),
                Type::Bool => ("a truth value", &[]),
                _ => ("a number", &[]),
            };
            let finding = LINT.at(place, format!("{what} has no field `{name}`: the text will be an error"));
            found.push(match known.iter().find(|known| known.eq_ignore_ascii_case(name)) {
                Some(meant) => finding.hinted(format!("it is written `{meant}`")),
                None if *of == Type::Data => finding.hinted(format!("a label is `$labels.{name}`")),
                None => finding,
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(template: &str) -> Vec<String> {
        let rule = format!("{{alert: A, expr: x > 1, annotations: {{s: '{template}'}}}}");
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{rule}]}}]"))
    }

    #[test]
    fn what_has_fields_is_known() {
        for template in [
            "{{ .Labels.x }}{{ .Value }}{{ .ExternalLabels.y }}{{ .ExternalURL }}{{ $.Value }}",
            "{{ range query \"up\" }}{{ .Labels.x }}{{ .Value }}{{ end }}",
            "{{ with query \"up\" }}{{ . | first | value }}{{ end }}",
            "{{ $value.Sum }}",
            "{{ define \"d\" }}{{ .arg0.x }}{{ end }}{{ template \"d\" (args 1) }}",
        ] {
            assert_eq!(found(template), [""; 0], "{template}");
        }
        for (template, expected) in [
            ("a {{ .value }}", "value: `.` has no field `value`"),
            ("{{ $labels.a.b }}", "b: a text has no field `b`"),
            ("{{ range query \"up\" }}{{ .labels.x }}{{ end }}", "labels: a sample has no field `labels`"),
            ("{{ (query \"up\").Value }}", "Value: the result of a query has no field `Value`"),
            ("{{ with $labels.x }}{{ .Labels.y }}{{ end }}", "Labels: a text has no field `Labels`"),
        ] {
            assert_eq!(found(template), [format!("{expected}: the text will be an error")], "{template}");
        }
    }
}
