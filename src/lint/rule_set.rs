//! All rules that are checked together, and what each lint sees of them.

use super::Locate;
use crate::{
    config::rules::{Located, Rule, RuleFile, RuleGroup},
    diagnostic::{Edit, Fix, Place, Span},
    model::{labels::METRIC_NAME, matcher::MatchKind},
    promql::ast::VectorSelector,
};
use hashbrown::HashMap;

/// The rule files of one run. Lints look beyond a rule's own file: what one file records another one reads.
pub struct RuleSet<'a> {
    /// The files, in order.
    pub files: Vec<RuleFileText<'a>>,
    recorded: HashMap<&'a str, Vec<RuleAddress>>,
    read: HashMap<&'a str, Vec<RuleAddress>>,
    /// The selectors that do not fix one name.
    unnamed: Vec<&'a VectorSelector>,
}

/// One file of the set, as it was read.
#[derive(Clone, Copy)]
pub struct RuleFileText<'a> {
    /// What it says.
    pub file: &'a RuleFile,
    /// Where its bytes stand.
    pub locate: &'a dyn Locate,
}

/// Which rule of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleAddress {
    /// Number of the file.
    pub file: usize,
    /// Number of the group in it.
    pub group: usize,
    /// Number of the rule in that.
    pub rule: usize,
}

/// A file among all of a set.
#[derive(Clone, Copy)]
pub struct RuleFileView<'a> {
    /// All rules.
    pub set: &'a RuleSet<'a>,
    /// Number of the file in the set.
    pub index: usize,
    /// What it says.
    pub file: &'a RuleFile,
    /// Where its bytes stand.
    pub locate: &'a dyn Locate,
}

/// A rule among all of a set.
#[derive(Clone, Copy)]
pub struct RuleView<'a> {
    /// Its file.
    pub of: RuleFileView<'a>,
    /// Its group.
    pub group: &'a RuleGroup,
    /// The rule.
    pub rule: &'a Rule,
    /// Which one it is.
    pub address: RuleAddress,
}

impl<'a> RuleSet<'a> {
    /// Files for lints that do not look beyond one of them: nothing is known of who records and reads what.
    pub fn apart(files: Vec<RuleFileText<'a>>) -> RuleSet<'a> {
        RuleSet { files, recorded: HashMap::new(), read: HashMap::new(), unnamed: Vec::new() }
    }

    /// Files that are checked together.
    pub fn new(files: Vec<RuleFileText<'a>>) -> RuleSet<'a> {
        let (mut recorded, mut read, mut unnamed) = (HashMap::new(), HashMap::new(), Vec::new());
        for (file, text) in files.iter().enumerate() {
            for (group, of_group) in text.file.groups.iter().enumerate() {
                for (number, rule) in of_group.rules.iter().enumerate() {
                    let address = RuleAddress { file, group, rule: number };
                    if let Some(record) = rule.record.as_ref().filter(|record| !record.value.is_empty()) {
                        recorded.entry(record.value.as_str()).or_insert_with(Vec::new).push(address);
                    }
                    let selectors = rule.expression.iter().flat_map(|expression| expression.selectors());
                    for selector in selectors {
                        let Some(name) = metric_name(selector) else {
                            unnamed.push(selector);
                            continue;
                        };
                        let of_name: &mut Vec<RuleAddress> = read.entry(name).or_default();
                        if of_name.last() != Some(&address) {
                            of_name.push(address);
                        }
                    }
                }
            }
        }
        RuleSet { files, recorded, read, unnamed }
    }

    /// A file with its surroundings; `None` beyond the last one.
    pub fn file(&'a self, index: usize) -> Option<RuleFileView<'a>> {
        let RuleFileText { file, locate } = *self.files.get(index)?;
        Some(RuleFileView { set: self, index, file, locate })
    }

    /// A rule with its surroundings.
    pub fn rule(&'a self, address: RuleAddress) -> Option<RuleView<'a>> {
        let of = self.file(address.file)?;
        let group = of.file.groups.get(address.group)?;
        Some(RuleView { of, group, rule: group.rules.get(address.rule)?, address })
    }

    /// The rules that record series of this name, in order.
    pub fn recorded(&self, name: &str) -> &[RuleAddress] {
        self.recorded.get(name).map_or(&[], Vec::as_slice)
    }

    /// The rules whose expressions select series of this name, in order.
    pub fn readers(&self, name: &str) -> &[RuleAddress] {
        self.read.get(name).map_or(&[], Vec::as_slice)
    }
}

impl RuleSet<'_> {
    /// Whether a selector that does not fix one name, but names series by a pattern or not at all, may select series of
    /// this name.
    pub fn may_name(&self, name: &str) -> bool {
        let selects = |selector: &&VectorSelector| {
            selector.matchers.iter().filter(|matcher| matcher.is_on(METRIC_NAME)).all(|matcher| matcher.matches(name))
        };
        self.unnamed.iter().any(selects)
    }
}

impl<'a> RuleFileView<'a> {
    /// The rules of the file, in order.
    pub fn rules(self) -> impl Iterator<Item = RuleView<'a>> {
        self.file.groups.iter().enumerate().flat_map(move |(group_index, group)| {
            group.rules.iter().enumerate().map(move |(rule_index, rule)| {
                let address = RuleAddress { file: self.index, group: group_index, rule: rule_index };
                RuleView { of: self, group, rule, address }
            })
        })
    }

    /// Where a span of the document stands.
    pub fn place(&self, span: Span) -> Place {
        self.locate.place(span)
    }

    /// Where a part of a scalar's value stands.
    pub fn place_in(&self, scalar: &Located<String>, part: Span) -> Place {
        let span = self.file.document.as_ref().map_or(scalar.span, |document| document.locate(scalar.node, part));
        self.place(span)
    }

    /// A fix that writes `replacement` in place of a part of a scalar's value; `None` where that cannot be written
    /// without changing more.
    pub fn fix_in(
        &self,
        message: impl Into<String>,
        scalar: &Located<String>,
        part: Span,
        replacement: &str,
    ) -> Option<Fix> {
        let (span, text) = self.file.document.as_ref()?.edit(scalar.node, part, replacement)?;
        Some(Fix { message: message.into(), edits: vec![self.edit(span, text)?] })
    }

    /// The edit that writes `replacement` in place of a span of the document.
    pub fn edit(&self, span: Span, replacement: String) -> Option<Edit> {
        self.locate.edit(span, replacement)
    }
}

/// The one name of the series that a selector selects; `None` if it does not fix one.
pub fn metric_name(selector: &VectorSelector) -> Option<&str> {
    let of_matcher = || {
        let matcher =
            selector.matchers.iter().find(|matcher| matcher.is_on(METRIC_NAME) && matcher.kind == MatchKind::Equal)?;
        matcher.value.as_str()
    };
    selector.name.as_deref().or_else(of_matcher)
}
