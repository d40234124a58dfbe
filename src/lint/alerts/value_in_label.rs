//! The value of an alert in one of its labels.
//!
//! ## What it does
//! Looks for labels of alerts whose templates print `$value` or `.Value`. Templates that only decide by it
//! (`{{ if gt $value 90.0 }}`) are left alone.
//!
//! ## Why it is bad
//! Labels are what an alert is. When the value changes, the alert of before is resolved and a new one begins, which waits
//! out its `for` from the start: with a value that changes at every evaluation it never fires, or it calls each time.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_percent > 80
//!         for: 10m
//!         labels:
//!           used: "{{ $value }}"
//! ```
//!
//! ## How to fix
//! Put it into an annotation.
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_percent > 80
//!         for: 10m
//!         annotations:
//!           used: "{{ $value }}"
//! ```

use super::{
    super::{Lint, RuleView, definition::Check},
    template::{self, Home, Use},
};
use crate::diagnostic::{Diagnostic, Span};

pub(super) const LINT: Lint = Lint::new("alerts/value-in-label", include_str!("value_in_label.rs"), Check::Rule(check));

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    template::for_each(rule, |home, entry, uses| {
        for used in uses.iter().filter(|_| home == Home::Label) {
            let Use::Value { place, is_tested: false } = used else { continue };
            let place = rule.of.place_in(&entry.value, Span::new(place.start, place.end));
            let message = format!("each new value makes a new alert, since the label `{}` has it", entry.name.value);
            found.push(LINT.at(place, message).hinted("put it into an annotation"));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(fields: &str) -> Vec<String> {
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{{alert: A, expr: x > 1, {fields}}}]}}]"))
    }

    #[test]
    fn decisions_are_left_alone() {
        for fields in [
            "annotations: {a: '{{ $value }}'}",
            "labels: {a: '{{ $labels.value }}'}",
            "labels: {a: '{{ if gt $value 5.0 }}x{{ else }}y{{ end }}'}",
            "labels: {a: '$value'}",
        ] {
            assert_eq!(found(fields), [""; 0], "{fields}");
        }
        let message = "each new value makes a new alert, since the label `a` has it";
        for (fields, place) in [
            ("labels: {a: 'x {{ $value }}'}", "$value"),
            ("labels: {a: '{{ printf \"%.1f\" .Value }}'}", ".Value"),
            ("labels: {a: '{{ with $value }}{{ . }}{{ end }}'}", "."),
        ] {
            assert_eq!(found(fields), [format!("{place}: {message}")], "{fields}");
        }
    }
}
