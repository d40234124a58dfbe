//! What rules do to a label set.

use super::{Action, RelabelRule};
use crate::{
    config::decode::ValidationScheme,
    model::labels::{Labels, LabelsBuilder},
};
use md5::{Digest as _, Md5};
use std::sync::LazyLock;

/// The label set after all rules; `None` when one of them drops it. Names are held to `scheme`.
pub fn relabel<'a>(
    labels: &Labels,
    rules: impl IntoIterator<Item = &'a RelabelRule>,
    scheme: ValidationScheme,
) -> Option<Labels> {
    let mut builder = labels.to_builder();
    for rule in rules {
        if !apply(rule, &mut builder, scheme) {
            return None;
        }
    }
    Some(builder.build())
}

/// Applies one rule; `false` when it drops the label set.
fn apply(rule: &RelabelRule, labels: &mut LabelsBuilder, scheme: ValidationScheme) -> bool {
    let Some(action) = rule.action else { return true };
    let mut value = String::new();
    for (index, name) in rule.source_labels().enumerate() {
        if index > 0 {
            value.push_str(&rule.separator);
        }
        value.push_str(labels.get(name).unwrap_or_default());
    }
    let matches = |text: &str| rule.given_regex().is_none_or(|regex| regex.is_match(text));
    match action {
        Action::Drop => return !matches(&value),
        Action::Keep => return matches(&value),
        Action::DropEqual => return labels.get(&rule.target_label).unwrap_or_default() != value,
        Action::KeepEqual => return labels.get(&rule.target_label).unwrap_or_default() == value,
        Action::Replace => {
            if let Some(target) = expand(rule, &rule.target_label, &value).filter(|name| scheme.allows_label_name(name))
                && let Some(replacement) = expand(rule, &rule.replacement, &value)
            {
                labels.set(&target, &replacement);
            }
        }
        Action::Lowercase => drop(labels.set(&rule.target_label, &value.to_lowercase())),
        Action::Uppercase => drop(labels.set(&rule.target_label, &value.to_uppercase())),
        Action::HashMod => {
            let digest: [u8; 16] = Md5::digest(value.as_bytes()).into();
            let hash = digest[8..].iter().fold(0u64, |hash, byte| hash << 8 | u64::from(*byte));
            let modulus = rule.modulus.0.max(1);
            labels.set(&rule.target_label, &(hash % modulus).to_string());
        }
        Action::LabelMap => {
            for (name, value) in pairs(labels) {
                if let Some(target) = expand(rule, &rule.replacement, &name) {
                    labels.set(&target, &value);
                }
            }
        }
        Action::LabelDrop | Action::LabelKeep => {
            for (name, _) in pairs(labels) {
                if matches(&name) == (action == Action::LabelDrop) {
                    labels.remove(&name);
                }
            }
        }
    }
    true
}

/// The labels as they are before the rule changes them, by name.
fn pairs(labels: &LabelsBuilder) -> Vec<(String, String)> {
    labels.clone().build().iter().map(|(name, value)| (name.into(), value.into())).collect()
}

fn expand(rule: &RelabelRule, template: &str, text: &str) -> Option<String> {
    static ANYTHING: LazyLock<Option<super::RelabelRegex>> = LazyLock::new(|| super::RelabelRegex::new("(.*)").ok());
    if !template.contains('$') && rule.regex.is_none() {
        return Some(template.into());
    }
    match rule.given_regex() {
        Some(regex) => regex.expand(template, text),
        None => ANYTHING.as_ref()?.expand(template, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::relabel::{
        RelabelRegex,
        rule::{GivenRegex, LabelNames},
    };

    fn rule(action: &str, sources: &[&str], regex: Option<&str>, target: &str, replacement: &str) -> RelabelRule {
        let names = sources.iter().map(|name| crate::config::decode::LabelName((*name).into())).collect();
        RelabelRule {
            action: Action::parse(action),
            source_labels: Some(LabelNames(names)),
            regex: regex.map(|text| GivenRegex(RelabelRegex::new(text).expect("a pattern"))),
            target_label: target.into(),
            replacement: replacement.into(),
            ..RelabelRule::default()
        }
    }

    #[test]
    fn actions_do_what_prometheus_does() {
        let labels = Labels::from_pairs([("a", "foo"), ("b", "bar"), ("c", "baz")]);
        let cases = [
            (rule("replace", &["a"], Some("f(.*)"), "d", "ch${1}-ch${1}"), Some("a=foo b=bar c=baz d=choo-choo")),
            (rule("replace", &["a", "b"], Some("(.*);(.*)"), "$2", "$1"), Some("a=foo b=bar bar=foo c=baz")),
            (rule("replace", &["a"], Some("x"), "d", "y"), Some("a=foo b=bar c=baz")),
            (rule("replace", &["x"], None, "a", "$1"), Some("b=bar c=baz")),
            (rule("replace", &["a"], Some("(f)?(z)?.*"), "$2", "y"), Some("a=foo b=bar c=baz")),
            (rule("drop", &["a"], Some("f|foo"), "", "$1"), None),
            (rule("keep", &["a"], Some("fo"), "", "$1"), None),
            (rule("keepequal", &["a"], None, "b", "$1"), None),
            (rule("dropequal", &["a"], None, "b", "$1"), Some("a=foo b=bar c=baz")),
            (rule("uppercase", &["a", "b"], None, "d", "$1"), Some("a=foo b=bar c=baz d=FOO;BAR")),
            (rule("labelmap", &[], Some("(a|b)"), "", "x_$1"), Some("a=foo b=bar c=baz x_a=foo x_b=bar")),
            (rule("labeldrop", &[], Some("a|b"), "", "$1"), Some("c=baz")),
            (rule("labelkeep", &[], Some("a|b"), "", "$1"), Some("a=foo b=bar")),
            (
                RelabelRule {
                    modulus: crate::config::decode::Uint64(1000),
                    ..rule("hashmod", &["c"], None, "d", "$1")
                },
                Some("a=foo b=bar c=baz d=976"),
            ),
        ];
        for (rule, expected) in cases {
            let got = relabel(&labels, [&rule], ValidationScheme::Utf8);
            let shown = |labels: Labels| {
                labels.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
            };
            assert_eq!(got.map(shown).as_deref(), expected, "{rule:?}");
        }
    }

    #[test]
    fn names_are_held_to_the_scheme() {
        let labels = Labels::from_pairs([("a", "x-y")]);
        let rule = rule("replace", &["a"], Some("(.*)"), "$1", "1");
        assert_eq!(relabel(&labels, [&rule], ValidationScheme::Legacy), Some(labels.clone()));
        assert_eq!(relabel(&labels, [&rule], ValidationScheme::Utf8).map(|labels| labels.len()), Some(2));
    }
}
