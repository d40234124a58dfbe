//! The walk through a document: from nodes to values, with everything that does not fit noted on the way.

use super::{Class, FileId, Finding, Findings, Spot, scalar::bool_word};
use crate::yaml::{Document, NodeId, NodeKind, ScalarStyle};

/// What can be read from a node, as Go's YAML package (version 2, strict) does it.
pub(in crate::config) trait Decode: Sized {
    /// The type's name in Go.
    fn go_type() -> String;
    /// The type's name in Go where it is an item of a list.
    fn go_item_type() -> String {
        Self::go_type()
    }
    /// What a null gives: zero, without checks.
    fn null() -> Self;
    /// The same, for values that know where they stand.
    fn null_at(_: NodeId, _: &mut Decoder<'_>) -> Self {
        Self::null()
    }
    /// Reads a node that is not null. `None` after a finding; a value after one is usable as far as it goes.
    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<Self>;
}

/// Reads values from one document.
pub(in crate::config) struct Decoder<'a> {
    pub(in crate::config) document: &'a Document,
    pub(in crate::config) findings: &'a mut Findings,
    file: FileId,
}

impl<'a> Decoder<'a> {
    /// A walk through the first document of `file`.
    pub(in crate::config) fn new(document: &'a Document, file: FileId, findings: &'a mut Findings) -> Decoder<'a> {
        Decoder { document, findings, file }
    }

    /// Reads a node.
    pub(in crate::config) fn value<T: Decode>(&mut self, node: NodeId) -> Option<T> {
        if self.document.is_null(node) {
            return Some(T::null_at(node, self));
        }
        T::decode(node, self)
    }

    /// Where a node stands; what an alias stands for, stands elsewhere.
    pub(in crate::config) fn spot(&self, node: NodeId) -> Spot {
        Spot { file: self.file, span: self.document.node(node).span }
    }

    /// The text of a scalar that is not null; notes a finding if it is none.
    pub(in crate::config) fn text(&mut self, node: NodeId, go_type: &str) -> Option<&'a str> {
        let document = self.document;
        let text = document.scalar(node);
        if text.is_none() {
            self.mismatch(node, go_type);
        }
        text
    }

    /// The text of a key; notes a finding if it has none.
    pub(super) fn key_text(&mut self, key: NodeId) -> Option<&'a str> {
        if self.document.is_null(key) {
            return Some("");
        }
        self.text(key, "string")
    }

    /// Whether the node is a sequence.
    pub(in crate::config) fn is_sequence(&self, node: NodeId) -> bool {
        matches!(self.document.node(node).kind, NodeKind::Sequence(_))
    }

    /// Whether the node is a mapping.
    pub(in crate::config) fn is_mapping(&self, node: NodeId) -> bool {
        matches!(self.document.node(node).kind, NodeKind::Mapping(_))
    }

    /// Notes a value of the wrong kind.
    pub(in crate::config) fn mismatch(&mut self, node: NodeId, go_type: &str) {
        let mut message = self.document.mismatch(node, go_type);
        if let NodeKind::Scalar(text, ScalarStyle::Plain) = &self.document.node(node).kind
            && bool_word(text).is_some()
        {
            message = message.replacen("!!str", "!!bool", 1);
        }
        self.type_error("config/type", node, message);
    }

    /// Notes a value of the wrong kind that must not be shown.
    pub(super) fn secret_mismatch(&mut self, node: NodeId, go_type: &str) {
        let mut message = self.document.mismatch(node, go_type);
        if let (Some(open), Some(close)) = (message.find('`'), message.rfind('`'))
            && open < close
        {
            message.replace_range(open + 1..close, "<secret>");
        }
        let spot = self.spot(node);
        self.findings.note_secret(spot);
        self.type_error("config/type", node, message);
    }

    /// Notes a finding of the class [`Class::Type`] at a node.
    pub(in crate::config) fn type_error(&mut self, code: &'static str, node: NodeId, message: String) -> &mut Finding {
        let spot = self.spot(node);
        let line = self.document.node(node).line as usize;
        self.findings.type_error(code, spot, line, message)
    }

    /// Notes that a value breaks a rule.
    pub(in crate::config) fn refuse(&mut self, node: NodeId, message: impl Into<String>) {
        self.refuse_at(self.spot(node), message);
    }

    /// The same for something that is no node of its own.
    pub(in crate::config) fn refuse_at(&mut self, spot: Spot, message: impl Into<String>) {
        self.findings.add("config/value", Class::Rule, Some(spot), message);
    }
}
