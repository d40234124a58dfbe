//! Groups as they are evaluated: what a rule file says, with everything inherited filled in.

use super::schedule::Schedule;
use crate::{
    config::rules::{self, LabelEntry, RuleFile},
    model::labels::{Labels, METRIC_NAME},
    promql::ast::Expr,
};
use std::collections::BTreeMap;

/// A group of rules.
#[derive(Clone, Debug)]
pub struct Group {
    /// The file it is from, as named by the user.
    pub file: String,
    /// Its name.
    pub name: String,
    /// When it is evaluated.
    pub schedule: Schedule,
    /// The most alerts of a rule; 0 means any number.
    pub limit: usize,
    /// Its rules.
    pub rules: Vec<Rule>,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The name recorded, or of the alert.
    pub name: String,
    /// What is evaluated.
    pub expression: Expr,
    /// Group and rule labels together; those of alerts are templates.
    pub labels: BTreeMap<String, String>,
    /// What becomes of the result.
    pub kind: RuleKind,
}

/// What becomes of a rule's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// It is stored under the rule's name.
    Recording,
    /// Its series are alerts.
    Alerting {
        /// How many milliseconds they are pending before they fire.
        hold: i64,
        /// How many milliseconds they fire on.
        keep_firing: i64,
    },
}

impl Group {
    /// The groups of a good file; what is wrong with it is missing. `interval` is that of groups which name none, in
    /// milliseconds.
    pub fn of_file(file_name: &str, file: &RuleFile, interval: i64) -> Vec<Group> {
        file.groups.iter().map(|group| Group::new(file_name, group, interval)).collect()
    }

    fn new(file: &str, group: &rules::RuleGroup, interval: i64) -> Group {
        let own = group.interval.as_ref().map(|own| own.value).filter(|own| *own > 0);
        let rule = |rule: &rules::Rule| {
            let milliseconds = |field: &Option<rules::Located<i64>>| field.as_ref().map_or(0, |field| field.value);
            Some(Rule {
                name: rule.name().into(),
                expression: rule.expression.as_deref()?.clone(),
                labels: pairs(&group.labels).chain(pairs(&rule.labels)).collect(),
                kind: match rule.kind() {
                    rules::RuleKind::Recording => RuleKind::Recording,
                    rules::RuleKind::Alerting => RuleKind::Alerting {
                        hold: milliseconds(&rule.hold),
                        keep_firing: milliseconds(&rule.keep_firing),
                    },
                },
            })
        };
        Group {
            file: file.into(),
            name: group.name().into(),
            schedule: Schedule::new(file, group.name(), own.unwrap_or(interval)),
            limit: group.limit.as_ref().map_or(0, |limit| usize::try_from(limit.value).unwrap_or(0)),
            rules: group.rules.iter().filter_map(rule).collect(),
        }
    }
}

fn pairs(entries: &[LabelEntry]) -> impl Iterator<Item = (String, String)> {
    entries.iter().map(|entry| (entry.name.value.clone(), entry.value.value.clone()))
}

impl Rule {
    /// Whether it raises alerts.
    pub fn is_alerting(&self) -> bool {
        matches!(self.kind, RuleKind::Alerting { .. })
    }

    /// The labels under which a series of a recording rule's result is stored.
    pub fn recorded(&self, labels: &Labels) -> Labels {
        let mut builder = labels.to_builder();
        for (name, value) in &self.labels {
            builder.set(name, value);
        }
        builder.set(METRIC_NAME, &self.name);
        builder.build()
    }
}
