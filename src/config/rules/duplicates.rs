//! Rules of one file that would write the same series.

use super::{Rule, RuleFile};
use crate::{diagnostic::Span, model::labels::Labels};
use hashbrown::HashMap;

/// A name and labels that more than one rule has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateRule {
    /// The name recorded, or of the alert.
    pub name: String,
    /// Group and rule labels together.
    pub labels: Labels,
    /// The names of the rules, in the order of the file.
    pub rules: Vec<Span>,
}

impl RuleFile {
    /// The names and labels that more than one rule has, sorted, each once. Expressions are not compared.
    pub fn duplicates(&self) -> Vec<DuplicateRule> {
        let rules = || self.groups.iter().flat_map(|group| group.rules.iter().map(move |rule| (group, rule)));
        let mut of_name: HashMap<&str, usize> = HashMap::new();
        rules().for_each(|(_, rule)| *of_name.entry(rule.name()).or_default() += 1);
        // Most names are there once, and need no labels.
        let repeated = rules().filter(|(_, rule)| of_name.get(rule.name()).is_some_and(|count| *count > 1));
        let mut all: Vec<(&str, Labels, Span)> = repeated
            .map(|(group, rule)| {
                let entries = group.labels.iter().chain(&rule.labels);
                let pairs = entries.map(|entry| (entry.name.value.as_str(), entry.value.value.as_str()));
                (Rule::name(rule), Labels::from_pairs(pairs), rule.name_span())
            })
            .collect();
        // Equal ones stay in the order of the file.
        all.sort_by(|left, right| (left.0, &left.1).cmp(&(right.0, &right.1)));
        let same = all.chunk_by(|left, right| (left.0, &left.1) == (right.0, &right.1));
        same.filter_map(|rules| match rules {
            [(name, labels, _), _, ..] => Some(DuplicateRule {
                name: (*name).into(),
                labels: labels.clone(),
                rules: rules.iter().map(|(.., span)| *span).collect(),
            }),
            _ => None,
        })
        .collect()
    }
}
