//! Rules of one file that would write the same series.

use super::{Rule, RuleFile};
use crate::model::labels::Labels;

/// A name and labels that more than one rule has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DuplicateRule {
    /// The name recorded, or of the alert.
    pub name: String,
    /// Group and rule labels together.
    pub labels: Labels,
}

impl RuleFile {
    /// The names and labels that more than one rule has, sorted, each once. Expressions are not compared.
    pub fn duplicates(&self) -> Vec<DuplicateRule> {
        let rules = self.groups.iter().flat_map(|group| group.rules.iter().map(move |rule| (group, rule)));
        let mut all: Vec<DuplicateRule> = rules
            .map(|(group, rule)| {
                let entries = group.labels.iter().chain(&rule.labels);
                let pairs = entries.map(|entry| (entry.name.value.as_str(), entry.value.value.as_str()));
                DuplicateRule { name: Rule::name(rule).into(), labels: Labels::from_pairs(pairs) }
            })
            .collect();
        all.sort();
        let mut found: Vec<DuplicateRule> = Vec::new();
        for pair in all.windows(2) {
            if let [first, second] = pair
                && first == second
                && found.last() != Some(second)
            {
                found.push(second.clone());
            }
        }
        found
    }
}
