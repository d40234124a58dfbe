//! Whether a formatted file says what it said before.

use crate::{
    config::rules::{Input, LabelEntry, Located, Rule, RuleFile, RuleGroup},
    promql::layout::is_same,
};
use hashbrown::HashSet;

/// Whether two inputs have the same groups with the same rules, whose expressions mean the same, and whether those that
/// were changed are, word for word, among the `written` ones.
pub(super) fn says_the_same(old: &Input, new: &Input, written: &HashSet<String>) -> bool {
    new.is_good()
        && old.passed_over == new.passed_over
        && all_same(&old.parts, &new.parts, |old, new| old.name == new.name && same_file(&old.file, &new.file, written))
}

fn same_file(old: &RuleFile, new: &RuleFile, written: &HashSet<String>) -> bool {
    let is_expected = |(before, after): (&str, &str)| before == after || written.contains(after);
    all_same(&old.groups, &new.groups, same_group)
        && texts(old).zip(texts(new)).all(is_expected)
        && old.has_more_documents() == new.has_more_documents()
}

/// All expressions, without the line breaks at their ends.
fn texts(file: &RuleFile) -> impl Iterator<Item = &str> {
    let rules = file.groups.iter().flat_map(|group| &group.rules);
    rules.filter_map(|rule| rule.expr.as_ref()).map(|expr| expr.value.trim_end())
}

fn all_same<T>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
}

fn same_group(old: &RuleGroup, new: &RuleGroup) -> bool {
    same_value(&old.name, &new.name)
        && same_value(&old.interval, &new.interval)
        && same_value(&old.query_offset, &new.query_offset)
        && same_value(&old.limit, &new.limit)
        && all_same(&old.labels, &new.labels, same_entry)
        && all_same(&old.rules, &new.rules, same_rule)
}

fn same_rule(old: &Rule, new: &Rule) -> bool {
    let same_expression = match (&old.expression, &new.expression) {
        (Some(old), Some(new)) => is_same(old, new),
        (None, None) => true,
        _ => false,
    };
    same_expression
        && same_value(&old.record, &new.record)
        && same_value(&old.alert, &new.alert)
        && same_value(&old.hold, &new.hold)
        && same_value(&old.keep_firing, &new.keep_firing)
        && all_same(&old.labels, &new.labels, same_entry)
        && all_same(&old.annotations, &new.annotations, same_entry)
}

fn same_entry(old: &LabelEntry, new: &LabelEntry) -> bool {
    old.name.value == new.name.value && old.value.value == new.value.value
}

fn same_value<T: PartialEq>(old: &Option<Located<T>>, new: &Option<Located<T>>) -> bool {
    old.as_ref().map(|located| &located.value) == new.as_ref().map(|located| &located.value)
}
