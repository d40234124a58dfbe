//! The tree: nodes in one list, children by number, so that no depth of nesting can exhaust the stack.

use super::{
    Text,
    resolve::{Resolved, Tag, resolve},
};
use crate::diagnostic::Span;
use hashbrown::HashMap;

/// A text with the tree of one of its documents.
#[derive(Debug)]
pub struct Document {
    pub(super) text: Text,
    pub(super) nodes: Vec<Node>,
    pub(super) tags: HashMap<NodeId, Tag>,
    pub(super) root: Option<NodeId>,
    pub(super) has_more: bool,
}

/// The number of a node within its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NodeId(pub(super) u32);

/// One node.
#[derive(Debug)]
pub struct Node {
    /// From its first character (a quote, the `|` of a block, or its tag or anchor) to the end of a scalar or alias; of
    /// a collection, its beginning only.
    pub span: Span,
    /// One-based line.
    pub line: u32,
    /// One-based column, in characters.
    pub column: u32,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node is.
#[derive(Debug)]
pub enum NodeKind {
    /// A scalar, decoded.
    Scalar(Box<str>, ScalarStyle),
    /// A sequence.
    Sequence(Vec<NodeId>),
    /// A mapping: keys and values in the order of the text, merge keys and repeated keys included.
    Mapping(Vec<(NodeId, NodeId)>),
    /// `*name`, and what it stands for.
    Alias(NodeId),
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// `'…'`.
    SingleQuoted,
    /// `"…"`.
    DoubleQuoted,
    /// `|`.
    Literal,
    /// `>`.
    Folded,
}

impl Document {
    /// The whole text: what all spans refer to.
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// The top of the document; `None` if the text has none.
    pub fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// Whether something follows the document: another one, or what is not YAML.
    pub fn has_more(&self) -> bool {
        self.has_more
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// The node as it stands in the text; it may be an alias.
    pub fn written(&self, id: NodeId) -> &Node {
        // Numbers are only handed out for nodes that are there.
        &self.nodes[id.0 as usize]
    }

    /// The number of the node that is meant: what an alias stands for, else the node itself.
    pub fn meant(&self, id: NodeId) -> NodeId {
        match self.written(id).kind {
            NodeKind::Alias(target) => target,
            _ => id,
        }
    }

    /// The node that is meant.
    pub fn node(&self, id: NodeId) -> &Node {
        self.written(self.meant(id))
    }

    /// The decoded text of a scalar.
    pub fn scalar(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).kind {
            NodeKind::Scalar(value, _) => Some(value),
            _ => None,
        }
    }

    /// What Go makes of the node by its look alone.
    pub fn resolved(&self, id: NodeId) -> Resolved<'_> {
        let id = self.meant(id);
        match &self.written(id).kind {
            NodeKind::Scalar(value, style) => resolve(value, *style, self.tags.get(&id)),
            NodeKind::Sequence(_) => Resolved::Sequence,
            NodeKind::Mapping(_) | NodeKind::Alias(_) => Resolved::Mapping,
        }
    }

    /// Whether the node is a null: nothing at all, `~`, or `null`.
    pub fn is_null(&self, id: NodeId) -> bool {
        matches!(self.resolved(id), Resolved::Null)
    }

    /// Go's words for a node of the wrong kind: ``cannot unmarshal !!str `abc` into int``.
    pub fn mismatch(&self, id: NodeId, into: &str) -> String {
        let id = self.meant(id);
        let resolved = self.resolved(id);
        let tag = match self.tags.get(&id) {
            Some(Tag::Other(name)) => name.as_ref(),
            _ => resolved.tag(),
        };
        match &self.written(id).kind {
            NodeKind::Scalar(value, _) => format!("cannot unmarshal {tag} `{}` into {into}", shortened(value)),
            _ => format!("cannot unmarshal {tag} into {into}"),
        }
    }
}

/// A value as Go quotes it in an error: of more than ten bytes the first seven.
fn shortened(value: &str) -> String {
    if value.len() <= 10 {
        return value.into();
    }
    format!("{}...", String::from_utf8_lossy(&value.as_bytes()[..7]))
}
