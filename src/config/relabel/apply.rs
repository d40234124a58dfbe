//! What relabelling rules do to a label set.

use super::rule::{Action, NameScheme, RelabelRule};
use crate::{
    golang::case,
    model::labels::{Labels, is_classic_label_name},
};
use md5::{Digest, Md5};

/// Applies `rules` in their order; `None` if one of them drops the label set.
pub fn relabel(labels: &Labels, rules: &[RelabelRule]) -> Option<Labels> {
    let mut edited = Edited::new(labels);
    rules.iter().all(|rule| rule.apply(&mut edited)).then(|| edited.finish())
}

impl RelabelRule {
    /// Applies the rule; `false` drops the label set.
    fn apply(&self, labels: &mut Edited<'_>) -> bool {
        let joined = self.joined(labels);
        match self.action {
            Action::Drop => return !self.regex.is_match(&joined),
            Action::Keep => return self.regex.is_match(&joined),
            Action::DropEqual => return labels.value(&self.target_label) != joined,
            Action::KeepEqual => return labels.value(&self.target_label) == joined,
            Action::Replace => self.replace(labels, &joined),
            Action::Lowercase => labels.set(&self.target_label, &case::to_lower(&joined)),
            Action::Uppercase => labels.set(&self.target_label, &case::to_upper(&joined)),
            Action::HashMod => labels.set(&self.target_label, &self.hash(&joined).to_string()),
            Action::LabelMap => {
                for (name, value) in labels.pairs() {
                    if let Some(new) = self.regex.replace_all_matching(&self.replacement, &name) {
                        labels.set(&new, &value);
                    }
                }
            }
            Action::LabelDrop => self.remove_names(labels, true),
            Action::LabelKeep => self.remove_names(labels, false),
        }
        true
    }

    /// The values of the source labels, joined.
    fn joined(&self, labels: &Edited<'_>) -> String {
        let mut joined = String::new();
        for (index, name) in self.source_labels.iter().enumerate() {
            if index > 0 {
                joined.push_str(&self.separator);
            }
            joined.push_str(labels.value(name));
        }
        joined
    }

    fn replace(&self, labels: &mut Edited<'_>, joined: &str) {
        let target = self.regex.replace_all_matching(&self.target_label, joined);
        let is_name = |name: &String| match self.scheme {
            NameScheme::Utf8 => !name.is_empty(),
            NameScheme::Legacy => is_classic_label_name(name),
        };
        // An expanded target that is no name leaves everything as it is.
        let value = self.regex.replace_all_matching(&self.replacement, joined);
        if let Some((target, value)) = target.filter(is_name).zip(value) {
            labels.set(&target, &value);
        }
    }

    /// The last eight bytes of the MD5 sum, as a big-endian number, modulo the modulus.
    fn hash(&self, joined: &str) -> u64 {
        let sum = Md5::digest(joined.as_bytes());
        let number = sum.last_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        number.checked_rem(self.modulus).unwrap_or(0)
    }

    fn remove_names(&self, labels: &mut Edited<'_>, matching: bool) {
        for (name, _) in labels.pairs() {
            if self.regex.is_match(&name) == matching {
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
