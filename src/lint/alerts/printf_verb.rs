//! A format that does not fit what it formats.
//!
//! ## What it does
//! Looks at `printf` with a format that is given as it is: verbs that do not fit their values, more or fewer values than
//! verbs. Mind that `humanize` and its like give texts.
//!
//! ## Why it is bad
//! Go does not fail, but writes the mistake into the text: `%!d(float64=93.5)`, `%!f(string=93.5)`, `%!s(MISSING)`.
//!
//! ## Example
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_percent > 80
//!         annotations:
//!           summary: '{{ printf "%d" $value }} percent are used'
//! ```
//!
//! ## How to fix
//! A value is a number with a point: `%.0f`, `%.2f`, `%g`. A label is a text: `%s`, `%q`.
//! ```yaml
//! groups:
//!   - name: hosts
//!     rules:
//!       - alert: DiskFull
//!         expr: disk_used_percent > 80
//!         annotations:
//!           summary: '{{ printf "%.0f" $value }} percent are used'
//! ```

use super::{
    super::{Lint, RuleView, definition::Check},
    template::{self, Argument, Type, Use, inside},
};
use crate::diagnostic::{Diagnostic, Span};
use std::ops::Range;

pub(super) const LINT: Lint = Lint::new("alerts/printf-verb", include_str!("printf_verb.rs"), Check::Rule(check));

fn check(rule: &RuleView<'_>, found: &mut Vec<Diagnostic>) {
    template::for_each(rule, |_, entry, uses| {
        for used in uses {
            let Use::Call { function, arguments, place } = used else { continue };
            let ("printf", [format, values @ ..]) = (function.as_str(), arguments.as_slice()) else { continue };
            let Some((text, literal)) = &format.text else { continue };
            let Some(verbs) = verbs(text) else { continue };
            let mut report = |place: Range<usize>, message: String| {
                let place = rule.of.place_in(&entry.value, Span::new(place.start, place.end));
                found.push(LINT.at(place, message));
            };
            for (index, (verb, part)) in verbs.iter().enumerate() {
                let message = match values.get(index) {
                    Some(value) => match misfit(*verb, value) {
                        Some(message) => message,
                        None => continue,
                    },
                    None => format!("`%{verb}` has no value to format"),
                };
                report(inside(format, literal, part.clone()), message);
            }
            if let Some(extra) = values.get(verbs.len()) {
                let is_piped = extra.place.start < place.start;
                let place = if is_piped { place.clone() } else { extra.place.clone() };
                report(place, "there is no verb for this value".into());
            }
        }
    });
}

/// The verbs of a format with their places; `None` if it says itself which value is meant where.
fn verbs(format: &str) -> Option<Vec<(char, Range<usize>)>> {
    let mut verbs = Vec::new();
    let mut characters = format.char_indices();
    while let Some((start, character)) = characters.next() {
        if character != '%' {
            continue;
        }
        let (end, verb) =
            characters.by_ref().find(|(_, next)| !matches!(next, '0'..='9' | '.' | '+' | '-' | '#' | ' '))?;
        match verb {
            '[' | '*' => return None,
            '%' => {}
            verb => verbs.push((verb, start..end + verb.len_utf8())),
        }
    }
    Some(verbs)
}

/// Why a verb does not fit a value.
fn misfit(verb: char, value: &Argument) -> Option<String> {
    let (fitting, what, instead) = match value.of {
        Type::Text => ("sqvxXT", "a text", "%s"),
        Type::Value | Type::Float => ("beEfFgGxXvT", "a number with a point", "%g` or `%.2f"),
        Type::Integer => ("bcdoOqxXUvT", "a whole number", "%d"),
        Type::Bool => ("tvT", "a truth value", "%t"),
        _ => return None,
    };
    (!fitting.contains(verb)).then(|| format!("`%{verb}` does not format {what}: use `{instead}`"))
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_rules, *};

    fn found(template: &str) -> Vec<String> {
        let rule = format!("{{alert: A, expr: x > 1, annotations: {{s: '{template}'}}}}");
        found_in_rules(&LINT, &format!("groups: [{{name: g, rules: [{rule}]}}]"))
    }

    #[test]
    fn what_fits_is_left_alone() {
        for template in [
            "{{ printf \"%.2f%% %s %v %q\" $value $labels.x $value $labels.y }}",
            "{{ $value | printf \"%+08.3f\" }}",
            "{{ $value | humanize | printf \"%s\" }}",
            "{{ printf \"%d%c\" 5 65 }}",
            "{{ printf \"%[1]s %[1]s\" $labels.x }}",
            "{{ printf \"%*d\" 5 5 }}",
            "{{ printf $labels.x $value }}",
            "{{ printf \"%d\" (index (args 1) \"arg0\") }}",
            "{{ printf \"plain\" }}",
        ] {
            assert_eq!(found(template), [""; 0], "{template}");
        }
    }

    #[test]
    fn what_does_not_fit_is_found() {
        for (template, expected) in [
            ("{{ printf \"%d\" $value }}", "%d: `%d` does not format a number with a point: use `%g` or `%.2f`"),
            ("{{ $value | humanize | printf \"a %.2f\" }}", "%.2f: `%f` does not format a text: use `%s`"),
            (
                "{{ printf \"%s %s\" $labels.x $value }}",
                "%s: `%s` does not format a number with a point: use `%g` or `%.2f`",
            ),
            ("{{ printf \"%s %s\" $labels.x }}", "%s: `%s` has no value to format"),
            ("{{ printf \"%s\" $labels.x $labels.y }}", "$labels.y: there is no verb for this value"),
            ("{{ $labels.y | printf \"x\" }}", "printf: there is no verb for this value"),
            ("{{ printf \"%f\" 5 }}", "%f: `%f` does not format a whole number: use `%d`"),
        ] {
            assert_eq!(found(template), [expected], "{template}");
        }
    }
}
