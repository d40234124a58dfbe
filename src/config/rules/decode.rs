//! Tree → groups and rules: the part that Go's YAML package does.

use super::{
    Options, Rule, RuleGroup,
    fields::{Fields, TypeNames},
    outcome::Outcome,
};
use crate::yaml::{Document, NodeId};

const FILE: TypeNames = TypeNames { first: "rulefmt.RuleGroups", second: "rulefmt.ruleGroups" };
const GROUPS: TypeNames = TypeNames { first: "[]rulefmt.RuleGroup", second: "[]rulefmt.RuleGroupNode" };
const GROUP: TypeNames = TypeNames { first: "rulefmt.RuleGroup", second: "rulefmt.RuleGroupNode" };
const RULES: TypeNames = TypeNames { first: "[]rulefmt.Rule", second: "[]rulefmt.RuleNode" };
const RULE: TypeNames = TypeNames { first: "rulefmt.Rule", second: "rulefmt.RuleNode" };

const FILE_FIELDS: &[&str] = &["groups"];
const GROUP_FIELDS: &[&str] = &["name", "interval", "query_offset", "limit", "labels", "rules"];
const RULE_FIELDS: &[&str] = &["record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"];

/// The groups of a document; what is wrong is noted and left out.
pub(super) fn decode(document: &Document, options: Options, outcome: &mut Outcome) -> Vec<RuleGroup> {
    let Some(root) = document.root().filter(|root| !document.is_null(*root)) else { return Vec::new() };
    let mut fields = Fields { document, options, outcome };
    let mut groups = Vec::new();
    for (_, entry) in fields.entries(root, FILE, FILE_FIELDS).unwrap_or_default() {
        for item in fields.items(entry.value, GROUPS) {
            groups.extend(group(&mut fields, item));
        }
    }
    groups
}

fn group(fields: &mut Fields<'_>, node: NodeId) -> Option<RuleGroup> {
    let entries = fields.entries(node, GROUP, GROUP_FIELDS)?;
    let span = fields.document.written(node).span;
    let mut group = RuleGroup {
        name: None,
        interval: None,
        query_offset: None,
        limit: None,
        labels: Vec::new(),
        rules: Vec::new(),
        span,
    };
    for (name, entry) in entries {
        let value = entry.value;
        match name.as_str() {
            "name" => group.name = fields.text(value, true),
            "interval" => group.interval = fields.duration(value),
            "query_offset" => group.query_offset = fields.duration(value),
            "limit" => group.limit = fields.integer(value),
            "labels" => group.labels = fields.text_map(value),
            _ => {
                for item in fields.items(value, RULES) {
                    group.rules.extend(rule(fields, item));
                }
            }
        }
    }
    Some(group)
}

fn rule(fields: &mut Fields<'_>, node: NodeId) -> Option<Rule> {
    let entries = fields.entries(node, RULE, RULE_FIELDS)?;
    let span = fields.document.written(node).span;
    let mut rule = Rule {
        record: None,
        alert: None,
        expr: None,
        expression: None,
        hold: None,
        keep_firing: None,
        labels: Vec::new(),
        annotations: Vec::new(),
        span,
    };
    for (name, entry) in entries {
        let value = entry.value;
        match name.as_str() {
            "record" => rule.record = fields.text(value, false),
            "alert" => rule.alert = fields.text(value, false),
            "expr" => rule.expr = fields.text(value, false),
            "for" => rule.hold = fields.duration(value),
            "keep_firing_for" => rule.keep_firing = fields.duration(value),
            "labels" => rule.labels = fields.text_map(value),
            _ => rule.annotations = fields.text_map(value),
        }
    }
    Some(rule)
}
