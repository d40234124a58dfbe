//! Fields of a mapping: which there are, and values of the types that rule files need.

use super::{LabelEntry, Layout, Located, Options, finding::Finding, outcome::Outcome};
use crate::{
    diagnostic::similar,
    model::time::parse_duration,
    yaml::{Dialect, Document, Entry, NodeId, NodeKind, Resolved, ScalarStyle},
};

/// The names of Go's types that a mapping is decoded into, first and second.
#[derive(Clone, Copy, Debug)]
pub(super) struct TypeNames {
    pub(super) first: &'static str,
    pub(super) second: &'static str,
}

/// Reading values, and noting what is wrong with them.
pub(super) struct Fields<'d> {
    pub(super) document: &'d Document,
    pub(super) layout: Layout,
    pub(super) options: Options,
    pub(super) outcome: &'d mut Outcome,
    /// Bytes of texts that came by aliases so far.
    pub(super) aliased_bytes: usize,
}

/// Texts that come by aliases are copied; a small file that makes gigabytes of them is no rule file.
const MOST_ALIASED_BYTES: usize = 32 << 20;

impl<'d> Fields<'d> {
    /// The entries of a mapping whose keys must be among `known`; `None` if it is no mapping, or not one that Go would
    /// look into.
    pub(super) fn entries(&mut self, node: NodeId, types: TypeNames, known: &[&str]) -> Option<Vec<(&'d str, Entry)>> {
        let document = self.document;
        if !matches!(document.node(node).kind, NodeKind::Mapping(_)) {
            self.mismatch(node, Some(types.first), Some(types.second));
            return None;
        }
        let unique = self.check_repeated(node);
        let entries = self.merged_entries(node)?;
        let mut named = Vec::with_capacity(entries.len());
        // A key that is null names nothing.
        for entry in entries.into_iter().filter(|entry| !document.is_null(entry.key)) {
            let Some(name) = document.scalar(entry.key) else {
                self.mismatch(entry.key, Some("string"), Some("string"));
                continue;
            };
            if !known.contains(&name) {
                if unique && !self.options.ignore_unknown_fields {
                    self.unknown(entry.key, name, types.first, known);
                }
                continue;
            }
            named.push((name, entry));
        }
        unique.then_some(named)
    }

    fn merged_entries(&mut self, node: NodeId) -> Option<Vec<Entry>> {
        self.document.entries(node, Dialect::V3).map_err(|key| self.bad_merge(key)).ok()
    }

    fn bad_merge(&mut self, key: NodeId) {
        const MESSAGE: &str = "map merge requires map or sequence of maps as the value";
        let span = self.document.written(key).span;
        self.outcome.hard(format!("yaml: {MESSAGE}"), Finding::error("rules/merge", MESSAGE, span));
    }

    /// Notes keys that are there twice; whether there are none.
    fn check_repeated(&mut self, node: NodeId) -> bool {
        let repeated = self.document.repeated_keys(node);
        for found in &repeated {
            let (key, before) = (self.document.written(found.key), self.document.written(found.before));
            let name = crate::golang::quote::quote(self.document.scalar(found.key).unwrap_or("").as_bytes());
            let message = format!("mapping key {name} already defined at line {}", before.line);
            let messages = (Some(message.clone()), Some(message));
            // Go reports them before it looks into the mapping.
            let at = self.document.node(node).span;
            if !found.is_first {
                self.outcome.type_line(key.line, messages, at);
                continue;
            }
            let diagnostic = Finding::error("rules/repeated-key", format!("the key {name} is there twice"), key.span)
                .labelled(before.span, "first here");
            self.outcome.type_line(key.line, messages, at);
            self.outcome.finding(diagnostic);
        }
        repeated.is_empty()
    }

    fn unknown(&mut self, key: NodeId, name: &str, type_name: &str, known: &[&str]) {
        let node = self.document.written(key);
        let mut diagnostic =
            Finding::error("rules/unknown-field", format!("there is no field `{name}` here"), node.span);
        diagnostic = match (similar(name, known), Layout::with_field(name)) {
            (Some(similar), _) => diagnostic.hinted(format!("did you mean `{similar}`?")),
            (None, Some(from)) if self.layout == Layout::Prometheus && from != "prometheus" => {
                diagnostic.hinted(format!("--from {from} takes files that have it"))
            }
            _ => diagnostic.hinted(format!("the fields are {}", known.join(", "))),
        };
        let message = format!("field {name} not found in type {type_name}");
        self.outcome.type_error(node.line, (Some(message), None), diagnostic);
    }

    /// Notes that a value has the wrong type, for each decoding that notices.
    pub(super) fn mismatch(&mut self, node: NodeId, first: Option<&str>, second: Option<&str>) {
        let document = self.document;
        // Go looks at what an alias stands for, people at the alias.
        let line = document.node(node).line;
        let text = |into: &str| document.mismatch(node, into);
        let wanted = first.or(second).map_or("another value", |into| match into {
            "string" => "a text",
            "int" => "a whole number",
            "bool" => "true or false",
            "map[string]string" => "names with texts",
            into if into.starts_with("[]") => "a list",
            _ => "a mapping of fields",
        });
        let span = document.written(node).span;
        let diagnostic = Finding::error("rules/type", format!("{wanted} is expected here"), span);
        self.outcome.type_error(line, (first.map(text), second.map(text)), diagnostic);
    }

    fn locate<T>(&self, value: T, node: NodeId) -> Located<T> {
        Located { value, node, span: self.document.written(node).span }
    }

    /// A text; null is the empty one. The second decoding looks at it only if it is `typed` there.
    pub(super) fn text(&mut self, node: NodeId, typed: bool) -> Option<Located<String>> {
        let document = self.document;
        let value = match document.resolved(node) {
            Resolved::Sequence | Resolved::Mapping => {
                self.mismatch(node, Some("string"), typed.then_some("string"));
                return None;
            }
            Resolved::Null => "",
            Resolved::Binary(encoded) => return self.binary(encoded, node),
            resolved => {
                let value = document.scalar(node)?;
                self.check_text_of_object(node, resolved, value);
                value
            }
        };
        self.spend(node, value.len())?;
        Some(self.locate(value.to_string(), node))
    }

    /// Counts a text that is about to be copied; `None` if it is too much.
    fn spend(&mut self, node: NodeId, length: usize) -> Option<()> {
        if self.document.meant(node) == node {
            return Some(());
        }
        let before = self.aliased_bytes;
        self.aliased_bytes = before.saturating_add(length);
        if self.aliased_bytes <= MOST_ALIASED_BYTES {
            return Some(());
        }
        // Once is enough.
        if before <= MOST_ALIASED_BYTES {
            const MESSAGE: &str = "document contains excessive aliasing";
            let span = self.document.written(node).span;
            self.outcome.hard(format!("yaml: {MESSAGE}"), Finding::error("rules/syntax", MESSAGE, span));
        }
        None
    }

    /// An expression: a text, or in an object of Kubernetes a whole number as well.
    pub(super) fn expression(&mut self, node: NodeId) -> Option<Located<String>> {
        match self.document.resolved(node) {
            Resolved::Int(_) | Resolved::Uint(_) => Some(self.locate(self.document.scalar(node)?.to_string(), node)),
            _ => self.text(node, false),
        }
    }

    /// The API server of Kubernetes does not make texts of other scalars, and reads YAML 1.1, where `yes` is none.
    fn check_text_of_object(&mut self, node: NodeId, resolved: Resolved<'_>, value: &str) {
        let is_plain = matches!(self.document.node(node).kind, NodeKind::Scalar(_, ScalarStyle::Plain));
        let what = match resolved {
            _ if self.layout != Layout::Kubernetes => return,
            Resolved::Bool(_) => "a boolean",
            Resolved::Text(_) if is_plain && is_boolean_of_yaml_1_1(value) => "a boolean",
            Resolved::Int(_) | Resolved::Uint(_) | Resolved::Float(_) => "a number",
            _ => return,
        };
        let message = format!("this is {what} to Kubernetes, which takes only a text here");
        let finding = Finding::error("rules/type", message, self.document.written(node).span);
        self.outcome.hard(finding.message.clone(), finding.hinted("write it in quotes"));
    }

    fn binary(&mut self, encoded: &str, node: NodeId) -> Option<Located<String>> {
        use base64::Engine as _;
        let compact: String = encoded.chars().filter(|character| !matches!(character, '\r' | '\n')).collect();
        let Ok(bytes) = base64::engine::general_purpose::STANDARD.decode(compact) else {
            const MESSAGE: &str = "!!binary value contains invalid base64 data";
            let span = self.document.written(node).span;
            self.outcome.hard(format!("yaml: {MESSAGE}"), Finding::error("rules/binary", MESSAGE, span));
            return None;
        };
        Some(self.locate(String::from_utf8_lossy(&bytes).into_owned(), node))
    }

    /// A duration in milliseconds; `None` for null.
    pub(super) fn duration(&mut self, node: NodeId) -> Option<Located<i64>> {
        if self.document.is_null(node) {
            return None;
        }
        let text = self.text(node, true)?;
        match parse_duration(&text.value) {
            Ok(milliseconds) => Some(self.locate(milliseconds, node)),
            Err(error) => {
                let diagnostic = Finding::error("rules/duration", error.to_string(), text.span)
                    .hinted("durations look like 30s, 5m, 1h30m");
                self.outcome.hard(error.to_string(), diagnostic);
                None
            }
        }
    }

    /// A whole number; `None` for null.
    pub(super) fn integer(&mut self, node: NodeId) -> Option<Located<i64>> {
        let value = match self.document.resolved(node) {
            Resolved::Null => return None,
            Resolved::Int(value) => value,
            Resolved::Float(value) if value <= i64::MAX as f64 => value as i64,
            _ => {
                self.mismatch(node, Some("int"), Some("int"));
                return None;
            }
        };
        Some(self.locate(value, node))
    }

    /// Names with texts, in the order of the file.
    pub(super) fn text_map(&mut self, node: NodeId) -> Vec<LabelEntry> {
        if self.document.is_null(node) {
            return Vec::new();
        }
        if !matches!(self.document.node(node).kind, NodeKind::Mapping(_)) {
            self.mismatch(node, Some("map[string]string"), Some("map[string]string"));
            return Vec::new();
        }
        let unique = self.check_repeated(node);
        let Some(entries) = self.merged_entries(node).filter(|_| unique) else { return Vec::new() };
        let mut map = Vec::with_capacity(entries.len());
        for Entry { key, value, .. } in entries.into_iter().filter(|entry| !self.document.is_null(entry.key)) {
            if let (Some(name), Some(value)) = (self.text(key, true), self.text(value, true)) {
                map.push(LabelEntry { name, value });
            }
        }
        map
    }

    /// The items of a list that are not null; none if it is no list.
    pub(super) fn items(&mut self, node: NodeId, types: TypeNames) -> Vec<NodeId> {
        let document = self.document;
        match &document.node(node).kind {
            NodeKind::Sequence(items) => items.iter().copied().filter(|item| !document.is_null(*item)).collect(),
            _ if document.is_null(node) => Vec::new(),
            _ => {
                self.mismatch(node, Some(types.first), Some(types.second));
                Vec::new()
            }
        }
    }
}

/// Plain words that are booleans in YAML 1.1 only.
fn is_boolean_of_yaml_1_1(word: &str) -> bool {
    let is_case = |word: &str| {
        let rest = word.get(1..).unwrap_or("");
        rest.bytes().all(|byte| byte.is_ascii_lowercase()) || word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    is_case(word) && ["y", "n", "yes", "no", "on", "off"].iter().any(|known| word.eq_ignore_ascii_case(known))
}
