//! Tree → groups and rules: the part that Go's YAML package does.

use super::{
    Rule, RuleGroup,
    fields::{Fields, TypeNames},
};
use crate::yaml::NodeId;

const FILE: TypeNames = TypeNames { first: "rulefmt.RuleGroups", second: "rulefmt.ruleGroups" };
const GROUPS: TypeNames = TypeNames { first: "[]rulefmt.RuleGroup", second: "[]rulefmt.RuleGroupNode" };
const GROUP: TypeNames = TypeNames { first: "rulefmt.RuleGroup", second: "rulefmt.RuleGroupNode" };
const RULES: TypeNames = TypeNames { first: "[]rulefmt.Rule", second: "[]rulefmt.RuleNode" };
const RULE: TypeNames = TypeNames { first: "rulefmt.Rule", second: "rulefmt.RuleNode" };

const RULE_FIELDS: &[&str] = &["record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"];
/// What Thanos does when a part of the data cannot be had.
const PARTIAL_RESPONSES: &[&str] = &["abort", "warn"];

/// The groups of a file, or of the part of an object that is like one; what is wrong is noted and left out.
pub(super) fn decode(fields: &mut Fields<'_>, root: NodeId) -> Vec<RuleGroup> {
    let mut groups = Vec::new();
    for (name, entry) in fields.entries(root, FILE, fields.layout.file_fields()).unwrap_or_default() {
        if name != "groups" {
            fields.text(entry.value, true);
            continue;
        }
        for item in fields.items(entry.value, GROUPS) {
            groups.extend(group(fields, item));
        }
    }
    groups
}

fn group(fields: &mut Fields<'_>, node: NodeId) -> Option<RuleGroup> {
    let entries = fields.entries(node, GROUP, fields.layout.group_fields())?;
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
        match name {
            "name" => group.name = fields.text(value, true),
            "interval" => group.interval = fields.duration(value),
            "query_offset" => group.query_offset = fields.duration(value),
            "limit" => group.limit = fields.integer(value),
            "labels" => group.labels = fields.text_map(value),
            "rules" => {
                let items = fields.items(value, RULES);
                group.rules.reserve_exact(items.len());
                for item in items {
                    group.rules.extend(rule(fields, item));
                }
            }
            // Nothing here asks what these say.
            "evaluation_delay" => drop(fields.duration(value)),
            "source_tenants" => fields.texts(value),
            "partial_response_strategy" => fields.choice(value, PARTIAL_RESPONSES),
            "align_evaluation_time_on_interval" => fields.boolean(value),
            _ => fields.remote_writes(value),
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
        match name {
            "record" => rule.record = fields.text(value, false),
            "alert" => rule.alert = fields.text(value, false),
            "expr" => rule.expr = fields.expression(value),
            "for" => rule.hold = fields.duration(value),
            "keep_firing_for" => rule.keep_firing = fields.duration(value),
            "labels" => rule.labels = fields.text_map(value),
            _ => rule.annotations = fields.text_map(value),
        }
    }
    Some(rule)
}
