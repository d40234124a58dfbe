//! A reference to a group that the pattern does not have.
//!
//! ## What it does
//! Looks for `$1`, `${2}` and `${name}` in `replacement` and `target_label` for which the rule's pattern has no group.
//! Without a pattern there is one group, which is everything.
//!
//! ## Why it is bad
//! Such a reference is the empty text. A frequent case is `$1_total`: letters, digits and `_` belong to the name, so that
//! this is the group called `1_total`.
//!
//! ## Example
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     dns_sd_configs:
//!       - names: [node.example.org]
//!     metric_relabel_configs:
//!       - source_labels: [__name__]
//!         regex: old_(.+)
//!         target_label: __name__
//!         replacement: $1_new
//! ```
//!
//! ## How to fix
//! Put the name in braces, or a group into the pattern.
//! ```yaml
//! scrape_configs:
//!   - job_name: node
//!     dns_sd_configs:
//!       - names: [node.example.org]
//!     metric_relabel_configs:
//!       - source_labels: [__name__]
//!         regex: old_(.+)
//!         target_label: __name__
//!         replacement: ${1}_new
//! ```

use super::{
    super::{Lint, definition::Check},
    chain::{chains, part},
};
use crate::{
    config::{
        check::Checked,
        relabel::{Action, RelabelRule},
    },
    diagnostic::Diagnostic,
    golang::regex::references,
};

pub(super) const LINT: Lint =
    Lint::new("config/relabel-unknown-group", include_str!("relabel_unknown_group.rs"), Check::Config(check));

fn check(checked: &Checked, found: &mut Vec<Diagnostic>) {
    for chain in chains(checked) {
        for rule in &chain.rules {
            let templates: &[(&str, &str)] = match rule.action {
                Some(Action::Replace) => {
                    &[("replacement", rule.replacement.as_str()), ("target_label", rule.target_label.as_str())]
                }
                Some(Action::LabelMap) => &[("replacement", rule.replacement.as_str())],
                _ => continue,
            };
            let Some(groups) = groups(rule) else { continue };
            for (field, template) in templates {
                for name in references(template).into_iter().filter(|name| !groups.iter().any(|group| group == name)) {
                    // What a rule does not say itself is pointed at where the pattern is.
                    let is_written = rule.origin.value(field).is_some();
                    let place = chain.place(rule, if is_written { field } else { "regex" });
                    let Some(place) = place.map(|place| part(&place, name)) else { continue };
                    let message = match is_written {
                        true => format!("the pattern has no group `{name}`, so that this is empty"),
                        false => {
                            "the pattern has no group, and without `replacement` the first group is written".into()
                        }
                    };
                    found.push(hint(LINT.at(place, message), name, &groups));
                }
            }
        }
    }
}

/// The names of a rule's groups, numbers included; `None` when they are not known.
fn groups(rule: &RelabelRule) -> Option<Vec<String>> {
    let Some(regex) = rule.given_regex() else { return Some(vec!["0".into(), "1".into()]) };
    let names = regex.whole()?.group_names();
    let numbers = (0..=names.len()).map(|number| number.to_string());
    Some(numbers.chain(names.iter().flatten().cloned()).collect())
}

fn hint(finding: Diagnostic, name: &str, groups: &[String]) -> Diagnostic {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    match name.split_at_checked(digits) {
        Some((number, rest)) if !rest.is_empty() && groups.iter().any(|group| group == number) => {
            finding.hinted(format!("if group {number} is meant, write `${{{number}}}{rest}`"))
        }
        _ => finding.hinted("put what is meant into parentheses in the pattern"),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::super::fixtures::found_in_config, *};

    fn in_metrics(rule: &str) -> Vec<String> {
        let text = "scrape_configs: [{job_name: j, metric_relabel_configs: [RULE]}]";
        found_in_config(&LINT, &text.replace("RULE", rule))
    }

    #[test]
    fn groups_that_are_not_there_are_found() {
        for (rule, place) in [
            ("{source_labels: [a], regex: 'x.*', target_label: b}", "'x.*'"),
            ("{source_labels: [a], regex: '(x).*', target_label: b, replacement: $2}", "2"),
            ("{source_labels: [a], target_label: b, replacement: $1_x}", "1_x"),
            ("{source_labels: [a], regex: '(?P<n>.+)', target_label: b, replacement: '${m}'}", "m"),
            ("{source_labels: [a], regex: '(?:x)', target_label: 'b_$1', replacement: c}", "1"),
            ("{action: labelmap, regex: 'x_.+'}", "'x_.+'"),
        ] {
            let found = in_metrics(rule);
            let start = format!("{place}: the pattern has no group");
            assert!(matches!(found.as_slice(), [one] if one.starts_with(&start)), "{rule}: {found:?}");
        }
    }

    #[test]
    fn groups_that_are_there_are_not() {
        let clean: [&str; 0] = [];
        for rule in [
            "{source_labels: [a], target_label: b}",
            "{source_labels: [a], target_label: b, replacement: '${1}_x'}",
            "{source_labels: [a], target_label: b, replacement: '$1:80'}",
            "{source_labels: [a], regex: 'x.*', target_label: b, replacement: '$0'}",
            "{source_labels: [a], regex: 'x.*', target_label: b, replacement: '$$1'}",
            "{source_labels: [a], regex: '(?P<n>.+)', target_label: b, replacement: '${n}'}",
            "{source_labels: [a], regex: '((x))', target_label: b, replacement: '$2'}",
            "{action: drop, source_labels: [a], regex: 'x'}",
        ] {
            assert_eq!(in_metrics(rule), clean, "{rule}");
        }
    }
}
