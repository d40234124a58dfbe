//! What relabelling rules do to a label set.

use super::{Action, RelabelRegex, RelabelRule};
use crate::{config::decode::ValidationScheme, golang::case, model::labels::Labels};
use md5::{Digest as _, Md5};
use std::sync::LazyLock;

/// Applies `rules` in their order; `None` if one of them drops the label set. New names are held to `scheme`.
pub fn relabel<'a>(
    labels: &Labels,
    rules: impl IntoIterator<Item = &'a RelabelRule>,
    scheme: ValidationScheme,
) -> Option<Labels> {
    let mut edited = Edited::new(labels);
    rules.into_iter().all(|rule| rule.apply(&mut edited, scheme)).then(|| edited.finish())
}

impl RelabelRule {
    /// Applies the rule; `false` drops the label set.
    fn apply(&self, labels: &mut Edited<'_>, scheme: ValidationScheme) -> bool {
        // Only a rule that breaks the rules has none.
        let Some(action) = self.action else { return true };
        let joined = self.joined(labels);
        match action {
            Action::Drop => return !self.matches(&joined),
            Action::Keep => return self.matches(&joined),
            Action::DropEqual => return labels.value(&self.target_label) != joined,
            Action::KeepEqual => return labels.value(&self.target_label) == joined,
            Action::Replace => self.replace(labels, &joined, scheme),
            Action::Lowercase => labels.set(&self.target_label, &case::to_lower(&joined)),
            Action::Uppercase => labels.set(&self.target_label, &case::to_upper(&joined)),
            Action::HashMod => labels.set(&self.target_label, &self.hash(&joined).to_string()),
            Action::LabelMap => {
                for (name, value) in labels.pairs() {
                    if let Some(new) = self.expand(&self.replacement, &name) {
                        labels.set(&new, &value);
                    }
                }
            }
            Action::LabelDrop => self.remove_names(labels, true),
            Action::LabelKeep => self.remove_names(labels, false),
        }
        true
    }

    /// Whether the whole of `text` matches the pattern; without one everything does.
    pub fn matches(&self, text: &str) -> bool {
        self.given_regex().is_none_or(|regex| regex.is_match(text))
    }

    /// `template` with its references filled in, if `text` matches.
    pub fn expand(&self, template: &str, text: &str) -> Option<String> {
        static ANYTHING: LazyLock<Option<RelabelRegex>> = LazyLock::new(|| RelabelRegex::new("(.*)").ok());
        match self.given_regex() {
            Some(regex) => regex.expand(template, text),
            None if !template.contains('$') => Some(template.into()),
            None => ANYTHING.as_ref()?.expand(template, text),
        }
    }

    /// The values of the source labels, joined.
    fn joined(&self, labels: &Edited<'_>) -> String {
        let mut joined = String::new();
        for (index, name) in self.source_labels().enumerate() {
            if index > 0 {
                joined.push_str(&self.separator);
            }
            joined.push_str(labels.value(name));
        }
        joined
    }

    fn replace(&self, labels: &mut Edited<'_>, joined: &str, scheme: ValidationScheme) {
        // An expanded target that is no name leaves everything as it is.
        let target = self.expand(&self.target_label, joined).filter(|name| scheme.allows_label_name(name));
        if let Some((target, value)) = target.zip(self.expand(&self.replacement, joined)) {
            labels.set(&target, &value);
        }
    }

    /// The last eight bytes of the MD5 sum, as a big-endian number, modulo the modulus.
    fn hash(&self, joined: &str) -> u64 {
        let sum = Md5::digest(joined.as_bytes());
        let number = sum.last_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        number.checked_rem(self.modulus.0).unwrap_or(0)
    }

    fn remove_names(&self, labels: &mut Edited<'_>, matching: bool) {
        for (name, _) in labels.pairs() {
            if self.matches(&name) == matching {
                labels.set(&name, "");
            }
        }
    }
}

/// A label set under change. Labels that a rule has set come last when they are listed, in the order in which they were
/// set: where several are copied to the same name, that decides.
struct Edited<'l> {
    base: &'l Labels,
    set: Vec<(String, String)>,
    removed: Vec<String>,
}

impl<'l> Edited<'l> {
    fn new(base: &'l Labels) -> Edited<'l> {
        Edited { base, set: Vec::new(), removed: Vec::new() }
    }

    fn value(&self, name: &str) -> &str {
        match self.set.iter().find(|(set, _)| set == name) {
            Some((_, value)) => value,
            None if self.is_removed(name) => "",
            None => self.base.value(name),
        }
    }

    /// Sets a label; an empty value removes it.
    fn set(&mut self, name: &str, value: &str) {
        let position = self.set.iter().position(|(set, _)| set == name);
        match (position, value.is_empty()) {
            (Some(index), false) => self.set[index].1 = value.into(),
            (None, false) => self.set.push((name.into(), value.into())),
            (position, true) => {
                position.map(|index| self.set.remove(index));
                self.removed.push(name.into());
            }
        }
    }

    fn is_removed(&self, name: &str) -> bool {
        self.removed.iter().any(|removed| removed == name)
    }

    /// The labels as they are now.
    fn pairs(&self) -> Vec<(String, String)> {
        let is_set = |name: &str| self.set.iter().any(|(set, _)| set == name);
        let kept = self.base.iter().filter(|(name, _)| !is_set(name) && !self.is_removed(name));
        kept.map(|(name, value)| (name.to_owned(), value.to_owned())).chain(self.set.iter().cloned()).collect()
    }

    fn finish(self) -> Labels {
        if self.set.is_empty() && self.removed.is_empty() {
            return self.base.clone();
        }
        Labels::from_pairs(self.pairs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{
        decode::{LabelName, Located},
        relabel::{
            RelabelRegex,
            rule::{GivenRegex, LabelNames},
        },
    };

    fn rule(action: &str, sources: &[&str], regex: Option<&str>, target: &str, replacement: &str) -> RelabelRule {
        let located = |name: &&str| Located { value: LabelName((*name).into()), ..Located::default() };
        let names = sources.iter().map(located).collect();
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
