//! Which rules read what others record.

use super::super::{
    Expression, RuleView,
    labels::{LabelShape, Presence},
    metric_name,
};
use crate::{
    config::rules::LabelEntry,
    model::{
        labels::METRIC_NAME,
        matcher::{MatchKind, Matcher},
    },
    promql::ast::{Expr, VectorSelector},
};
use std::collections::{BTreeSet, HashMap, VecDeque};

/// A search for a way from rule to rule looks at no more rules than these.
const MOST_VISITED: usize = 1000;

/// The labels that a rule sets, those of its group included; its own win.
pub(in super::super) fn labels<'a>(rule: &RuleView<'a>) -> Vec<&'a LabelEntry> {
    let own = &rule.rule.labels;
    let is_own = |entry: &&LabelEntry| own.iter().any(|other| other.name.value == entry.name.value);
    rule.group.labels.iter().filter(|entry| !is_own(entry)).chain(own).collect()
}

/// The value that a recording rule, which does not know templates, gives a label.
fn label<'a>(rule: &RuleView<'a>, name: &str) -> Option<&'a str> {
    let entry = labels(rule).into_iter().find(|entry| entry.name.value == name)?;
    Some(&entry.value.value)
}

/// The selectors of an expression that read one value a series, of now: a window has room for a sample that comes late.
pub(super) fn instant_selectors(expression: &Expr) -> Vec<&VectorSelector> {
    let mut selectors = Vec::new();
    collect(expression, &mut selectors);
    selectors
}

fn collect<'a>(expression: &'a Expr, selectors: &mut Vec<&'a VectorSelector>) {
    match expression {
        Expr::Vector(selector) if selector.offset.is_none() && selector.at.is_none() => selectors.push(selector),
        Expr::Subquery(_) => {}
        _ => expression.for_each_child(|child| collect(child, selectors)),
    }
}

/// Of a name that more rules record, no more of them are followed.
const MOST_RECORDERS: usize = 100;

/// The rules of the set that record what a selector selects.
pub(in super::super) fn recorders<'a>(rule: &RuleView<'a>, selector: &VectorSelector) -> Vec<RuleView<'a>> {
    let set = rule.of.set;
    let addresses = metric_name(selector).map_or(&[][..], |name| set.recorded(name));
    let rules = addresses.iter().take(MOST_RECORDERS).filter_map(|address| set.rule(*address));
    rules.filter(|recorder| may_select(selector, recorder)).collect()
}

/// Whether a selector may select series that a rule records under the name it asks for.
fn may_select(selector: &VectorSelector, recorder: &RuleView<'_>) -> bool {
    let others: Vec<&Matcher> = selector.matchers.iter().filter(|matcher| !matcher.is_on(METRIC_NAME)).collect();
    let Some(expression) = recorder.rule.expression.as_ref().filter(|_| !others.is_empty()) else { return true };
    let shape = LabelShape::of(expression);
    others.into_iter().all(|matcher| {
        let Some(name) = matcher.name.as_str() else { return true };
        match (label(recorder, name), shape.presence(name)) {
            (Some(value), _) | (None, Presence::Always(value)) => matcher.matches(value),
            (None, Presence::Never(_)) => matcher.matches(""),
            (None, Presence::Perhaps) => true,
        }
    })
}

/// The shortest way from a rule over what it reads to rules that record it, back to itself; the rule itself comes first.
/// A rule that reads its own name is no such way.
pub(super) fn circle<'a>(rule: &RuleView<'a>) -> Option<Vec<RuleView<'a>>> {
    let set = rule.of.set;
    // Most rules are read by nobody.
    if set.readers(rule.rule.record.as_ref()?.value.as_str()).is_empty() {
        return None;
    }
    let mut came_from: HashMap<_, _> = HashMap::new();
    let mut queue = VecDeque::from([*rule]);
    while let Some(reader) = queue.pop_front() {
        let mut selectors = reader.rule.expression.as_deref().map(Expr::selectors).unwrap_or_default();
        let mut seen = BTreeSet::new();
        selectors.retain(|selector| seen.insert(key(selector)));
        for recorder in selectors.into_iter().flat_map(|selector| recorders(&reader, selector)) {
            if recorder.address == rule.address {
                if reader.address == rule.address {
                    continue;
                }
                let mut way = vec![reader];
                let mut at = reader.address;
                while let Some(before) = came_from.get(&at).and_then(|before| set.rule(*before)) {
                    at = before.address;
                    way.push(before);
                }
                way.reverse();
                return Some(way);
            }
            if !came_from.contains_key(&recorder.address) && came_from.len() < MOST_VISITED {
                came_from.insert(recorder.address, reader.address);
                queue.push_back(recorder);
            }
        }
    }
    None
}

/// What tells selectors apart: their matchers, that of the name among them.
fn key(selector: &VectorSelector) -> Vec<(&[u8], MatchKind, &[u8])> {
    selector.matchers.iter().map(|matcher| (matcher.name.as_bytes(), matcher.kind, matcher.value.as_bytes())).collect()
}

/// The expression of a rule with its instant selectors, each name once.
pub(super) fn instant_reads<'a>(rule: &'a RuleView<'a>) -> Option<(Expression<'a>, Vec<&'a VectorSelector>)> {
    let expression = Expression::of_rule(rule)?;
    let mut seen = BTreeSet::new();
    let mut selectors = instant_selectors(expression.tree);
    selectors.retain(|selector| metric_name(selector).is_some_and(|name| seen.insert(name)));
    Some((expression, selectors))
}
