//! A template that fails when it is executed.
//!
//! ## What it does
//! Looks for functions in templates that get too few or too many arguments, or arguments that they do not take, and for
//! comparisons of values that Go does not compare: `gt $value 90` is one, of a number with a point and one without.
//!
//! ## Why it is bad
//! Prometheus and promtool only see whether a template parses. Once the alert fires, the whole text is replaced by
//! `<error expanding template: …>`.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_percent > 80
//!         annotations:
//!           summary: "{{ if gt $value 90 }}nearly {{ end }}full"
//! ```
//!
//! ## How to fix
//! Give functions what they take; compare `$value` with a number that has a point.
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_percent > 80
//!         annotations:
//!           summary: "{{ if gt $value 90.0 }}nearly {{ end }}full"
//! ```

use super::{
    super::{Lint, RuleView, definition::Check},
    template::{self, Argument, Type, Use},
};
use crate::{
    config::rules::{TEMPLATE_SAMPLE, template_signature},
    diagnostic::{Diagnostic, Severity, Span},
    golang::template::{Kind, Signature, builtin_signature},
};

pub(super) const LINT: Lint =
    Lint::new("alerts/failing-template", include_str!("failing_template.rs"), Check::Rule(check))
        .level(Severity::Error);

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    template::for_each(rule, |_, entry, uses| {
        for used in uses {
            let Use::Call { function, place, arguments } = used else { continue };
            let problem = count(function, arguments)
                .map(|message| (message, place.clone()))
                .or_else(|| types(function, arguments))
                .or_else(|| comparison(function, arguments).map(|message| (message, place.clone())));
            if let Some((message, place)) = problem {
                let place = rule.of.place_in(&entry.value, Span::new(place.start, place.end));
                found.push(LINT.at(place, format!("{message}: the text will be an error")));
            }
        }
    });
}

fn signature(function: &str) -> Option<Signature> {
    template_signature(function).or_else(|| builtin_signature(function))
}

fn count(function: &str, arguments: &[Argument]) -> Option<String> {
    let Signature { parameters, rest } = signature(function)?;
    let (wanted, given) = (parameters.len(), arguments.len());
    match rest {
        None if given != wanted => Some(format!("`{function}` takes {wanted} arguments, not {given}")),
        Some(_) if given < wanted => Some(format!("`{function}` takes at least {wanted} arguments, not {given}")),
        _ => None,
    }
}

fn types(function: &str, arguments: &[Argument]) -> Option<(String, std::ops::Range<usize>)> {
    let Signature { parameters, rest } = signature(function)?;
    let kinds = parameters.iter().copied().chain(std::iter::repeat(rest.unwrap_or(Kind::Any)));
    let wrong = |(argument, kind): &(&Argument, Kind)| {
        let wanted = match kind {
            Kind::Any => return false,
            Kind::Text => Type::Text,
            Kind::Of(TEMPLATE_SAMPLE) => Type::Sample,
            Kind::Of(_) => Type::Samples,
        };
        argument.of != Type::Unknown && argument.of != wanted
    };
    let (argument, kind) = arguments.iter().zip(kinds).find(wrong)?;
    let wanted = match kind {
        Kind::Of(TEMPLATE_SAMPLE) => "one sample",
        Kind::Of(_) => "the result of a query",
        Kind::Text | Kind::Any => "a text",
    };
    Some((format!("`{function}` wants {wanted} here, not {}", shown(argument.of)), argument.place.clone()))
}

/// What Go does not compare.
fn comparison(function: &str, arguments: &[Argument]) -> Option<String> {
    if !matches!(function, "eq" | "ne" | "lt" | "le" | "gt" | "ge") {
        return None;
    }
    let (first, others) = arguments.split_first()?;
    let kind = |of: Type| match of {
        Type::Value => Some(Type::Float),
        Type::Text | Type::Float | Type::Integer | Type::Bool => Some(of),
        _ => None,
    };
    let is_other = |other: &&Argument| kind(first.of).zip(kind(other.of)).is_some_and(|(left, right)| left != right);
    let other = others.iter().find(is_other)?;
    Some(format!("`{function}` does not compare {} with {}", shown(first.of), shown(other.of)))
}

fn shown(of: Type) -> &'static str {
    match of {
        Type::Data => "all data of the alert",
        Type::Labels | Type::Texts => "a set of labels",
        Type::Text => "a text",
        Type::Value => "the value, which has a point,",
        Type::Float => "a number with a point",
        Type::Integer => "a whole number",
        Type::Bool => "a truth value",
        Type::Samples => "the result of a query",
        Type::Sample => "a sample",
        Type::Unknown => "something",
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(template: &str) -> Vec<String> {
        let rule = format!("{{alert: A, expr: x > 1, annotations: {{s: '{template}'}}}}");
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{rule}]}}]"))
    }

    #[test]
    fn what_works_is_left_alone() {
        for template in [
            "{{ $value | humanize }}{{ humanizeDuration \"5\" }}{{ printf \"%d\" 1 | len }}",
            "{{ with printf \"up{job=%q}\" $labels.job | query }}{{ . | first | label \"x\" }}{{ end }}",
            "{{ query \"up\" | first | value | humanize }}",
            "{{ range query \"up\" | sortByLabel \"x\" }}{{ .Value }}{{ strvalue . }}{{ end }}",
            "{{ if gt $value 5.0 }}{{ eq $labels.a \"b\" \"c\" }}{{ end }}",
            "{{ if eq (len $labels.a) 5 }}{{ ge $value 1e3 }}{{ end }}",
            "{{ reReplaceAll \"a\" \"b\" $labels.x | toUpper | title }}",
            "{{ args 1 2 3 }}{{ now | toTime }}{{ $value | toDuration }}",
        ] {
            assert_eq!(found(template), [""; 0], "{template}");
        }
    }

    #[test]
    fn what_fails_is_found() {
        for (template, expected) in [
            ("{{ humanize }}", "humanize: `humanize` takes 1 arguments, not 0"),
            ("{{ $value | reReplaceAll \"a\" }}", "reReplaceAll: `reReplaceAll` takes 3 arguments, not 2"),
            ("{{ $value | toUpper }}", "$value: `toUpper` wants a text here, not the value, which has a point,"),
            ("{{ query \"up\" | value }}", "query: `value` wants one sample here, not the result of a query"),
            ("{{ $labels | title }}", "$labels: `title` wants a text here, not a set of labels"),
            ("{{ eq $labels.x 5 }}", "eq: `eq` does not compare a text with a whole number"),
            (
                "{{ if lt .Value 5 }}{{ end }}",
                "lt: `lt` does not compare the value, which has a point, with a whole number",
            ),
        ] {
            assert_eq!(found(template), [format!("{expected}: the text will be an error")], "{template}");
        }
    }
}
