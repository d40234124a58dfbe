//! Values of the fields that Prometheus does not know, and others do.

use super::{
    fields::{Fields, TypeNames},
    finding::Finding,
};
use crate::yaml::{NodeId, Resolved};

const TEXTS: TypeNames = TypeNames { first: "[]string", second: "[]string" };
const REMOTE_WRITES: TypeNames = TypeNames { first: "[]rwrulefmt.RemoteWriteConfig", second: "[]yaml.Node" };
const REMOTE_WRITE: TypeNames = TypeNames { first: "rwrulefmt.RemoteWriteConfig", second: "yaml.Node" };

impl Fields<'_> {
    /// A list of texts.
    pub(super) fn texts(&mut self, node: NodeId) {
        for item in self.items(node, TEXTS) {
            self.text(item, true);
        }
    }

    /// One of a few words, in capitals or not; nothing counts as left out.
    pub(super) fn choice(&mut self, node: NodeId, words: &[&str]) {
        let Some(text) = self.text(node, true).filter(|text| !text.value.is_empty()) else { return };
        if !words.iter().any(|word| text.value.eq_ignore_ascii_case(word)) {
            let message = format!("expected {}", words.join(" or "));
            self.outcome.hard(message.clone(), Finding::error("rules/type", message, text.span));
        }
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, node: NodeId) {
        if !matches!(self.document.resolved(node), Resolved::Bool(_) | Resolved::Null) {
            self.mismatch(node, Some("bool"), Some("bool"));
        }
    }

    /// Where results are sent.
    pub(super) fn remote_writes(&mut self, node: NodeId) {
        for item in self.items(node, REMOTE_WRITES) {
            for (_, entry) in self.entries(item, REMOTE_WRITE, &["url"]).unwrap_or_default() {
                self.text(entry.value, true);
            }
        }
    }
}
