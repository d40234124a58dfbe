//! Objects of Kubernetes: those that hold rules, and what the API server and the Prometheus operator ask of them.

use super::{
    Part,
    input::{Input, field},
};
use crate::{
    config::rules::{
        Finding, Layout, Options, RuleFile, RuleGroup,
        decode::decode,
        fields::{Fields, TypeNames},
        outcome::Outcome,
    },
    yaml::{Document, NodeId, NodeKind, Resolved},
};
use hashbrown::HashSet;
use std::sync::Arc;

const OBJECT: TypeNames = TypeNames { first: "PrometheusRule", second: "PrometheusRule" };
const OBJECT_FIELDS: &[&str] = &["apiVersion", "kind", "metadata", "spec", "status"];
const VERSION_OF_RULES: &str = "monitoring.coreos.com/v1";
const LONGEST_NAME: usize = 253;

/// The objects of a document: itself, and those in it if it is a list.
pub(super) struct Objects<'i> {
    document: &'i Arc<Document>,
    options: Options,
    input: &'i mut Input,
    /// What was read; aliases may lead to the same thing again and again.
    seen: HashSet<NodeId>,
}

impl<'i> Objects<'i> {
    pub(super) fn new(document: &'i Arc<Document>, options: Options, input: &'i mut Input) -> Objects<'i> {
        Objects { document, options, input, seen: HashSet::new() }
    }

    pub(super) fn read(&mut self) {
        if let Some(root) = self.document.root() {
            self.object(root, None);
        }
    }

    /// One object. Those in a list of one kind need not say theirs.
    fn object(&mut self, object: NodeId, kind: Option<&str>) {
        let document = Arc::clone(self.document);
        if self.input.is_full() || !self.seen.insert(document.meant(object)) {
            return;
        }
        let own_kind = field(&document, object, "kind").and_then(|kind| document.scalar(kind));
        match own_kind.or(kind).unwrap_or("") {
            "PrometheusRule" => self.prometheus_rule(object, own_kind.is_none()),
            "ConfigMap" => self.config_map(object, own_kind.is_none()),
            list if list.ends_with("List") => {
                let kind = list.strip_suffix("List").filter(|kind| !kind.is_empty());
                let items = field(&document, object, "items").map(|items| &document.node(items).kind);
                match items {
                    Some(NodeKind::Sequence(items)) => items.iter().for_each(|item| self.object(*item, kind)),
                    _ => self.input.passed_over += 1,
                }
            }
            _ => self.input.passed_over += 1,
        }
    }

    fn prometheus_rule(&mut self, object: NodeId, is_kind_implied: bool) {
        let name = shown_name(self.document, "PrometheusRule", object);
        let file = RuleFile::of_node(Arc::clone(self.document), Layout::Kubernetes, self.options, |fields| {
            let entries = fields.entries(object, OBJECT, OBJECT_FIELDS);
            check_head(fields, object, VERSION_OF_RULES, is_kind_implied);
            entries.map_or_else(Vec::new, |_| spec(fields, object))
        });
        self.input.parts.push(Part::of_text(Some(name), file));
    }

    fn config_map(&mut self, object: NodeId, is_kind_implied: bool) {
        let document = self.document;
        let Some(NodeKind::Mapping(pairs)) = field(document, object, "data").map(|data| &document.node(data).kind)
        else {
            self.input.passed_over += 1;
            return;
        };
        let name = shown_name(document, "ConfigMap", object);
        let before = self.input.parts.len();
        for &(key, value) in pairs {
            let (Some(key), Some(text)) = (document.scalar(key), document.scalar(value)) else { continue };
            if !self.input.is_full() && self.seen.insert(document.meant(value)) && is_rule_file(key, text) {
                let part = Part::of_scalar(format!("{name}, {key}"), document, value, self.options);
                self.input.parts.push(part);
            }
        }
        if self.input.parts.len() == before {
            self.input.passed_over += 1;
            return;
        }
        let mut outcome = Outcome::default();
        let (layout, options) = (Layout::Kubernetes, self.options);
        let mut fields = Fields { document, layout, options, outcome: &mut outcome, aliased_bytes: 0 };
        check_head(&mut fields, object, "v1", is_kind_implied);
        for &(_, value) in pairs {
            if !matches!(document.resolved(value), Resolved::Text(_)) {
                fields.text(value, true);
            }
        }
        self.input.findings.extend(outcome.finish().0);
    }
}

fn spec(fields: &mut Fields<'_>, object: NodeId) -> Vec<RuleGroup> {
    match field(fields.document, object, "spec").filter(|spec| !fields.document.is_null(*spec)) {
        Some(spec) => decode(fields, spec),
        None => {
            report(fields, object, "the field `spec` is missing", "rules are in spec.groups");
            Vec::new()
        }
    }
}

/// What every object has.
fn check_head(fields: &mut Fields<'_>, object: NodeId, version: &str, is_kind_implied: bool) {
    let document = fields.document;
    let part = |node, name| field(document, node, name).filter(|node| !document.is_null(*node));
    match part(object, "apiVersion") {
        Some(given) if document.scalar(given) != Some(version) => {
            report(fields, given, "this version of the kind does not exist", &format!("it is `{version}`"));
        }
        None if !is_kind_implied => {
            report(fields, object, "the field `apiVersion` is missing", &format!("it is `{version}`"));
        }
        _ => {}
    }
    let metadata = part(object, "metadata");
    let named = |name| metadata.and_then(|metadata| part(metadata, name));
    match named("name") {
        Some(name) if !document.scalar(name).is_some_and(is_name) => {
            let hint = "lower-case letters, digits, `-` and `.`, with a letter or digit at both ends";
            report(fields, name, "an object cannot have this name", hint);
        }
        None if named("generateName").is_none() => {
            report(
                fields,
                metadata.unwrap_or(object),
                "the field `metadata.name` is missing",
                "every object has a name",
            );
        }
        _ => {}
    }
}

fn report(fields: &mut Fields<'_>, node: NodeId, message: &str, hint: &str) {
    let span = fields.document.written(node).span;
    fields.outcome.rule(message.into(), Finding::error("rules/object", message, span).hinted(hint));
}

/// Whether an object may have that name: a domain name in lower case.
fn is_name(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_label = |label: &str| {
        let bytes = label.as_bytes();
        let is_inner = |byte: &u8| is_letter(*byte) || *byte == b'-';
        matches!((bytes.first(), bytes.last()), (Some(first), Some(last)) if is_letter(*first) && is_letter(*last))
            && bytes.iter().all(is_inner)
    };
    name.len() <= LONGEST_NAME && name.split('.').all(is_label)
}

/// Kind, namespace and name, as far as they are given.
fn shown_name(document: &Document, kind: &str, object: NodeId) -> String {
    let metadata = field(document, object, "metadata");
    let part =
        |name| metadata.and_then(|metadata| field(document, metadata, name)).and_then(|node| document.scalar(node));
    match (part("namespace"), part("name").or_else(|| part("generateName"))) {
        (Some(namespace), Some(name)) => format!("{kind} {namespace}/{name}"),
        (None, Some(name)) => format!("{kind} {name}"),
        (_, None) => format!("{kind} without a name"),
    }
}

/// Whether the text under a key of a ConfigMap is a rule file: its name says so, or else its text.
fn is_rule_file(key: &str, text: &str) -> bool {
    let stem = key.strip_suffix(".yml").or_else(|| key.strip_suffix(".yaml"));
    let is_named =
        key.ends_with(".rules") || stem.is_some_and(|stem| stem.ends_with("rules") || stem.ends_with("alerts"));
    let begins = |beginning: &str| text.lines().any(|line| line.starts_with(beginning));
    // Grafana's alerts have groups as well, and an apiVersion.
    is_named || begins("groups:") && !begins("apiVersion:")
}
