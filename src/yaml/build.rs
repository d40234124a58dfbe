//! Tokens → tree, within limits.

use super::{
    Dialect, Document, Node, NodeId, NodeKind, ScalarStyle, SyntaxError, Text,
    error::GoLines,
    resolve::Tag,
    tokens::{Mark, Token, TokenKind, Tokens},
};
use crate::diagnostic::Span;
use hashbrown::HashMap;
use std::mem;

/// No configuration nests nearly as deep; collections are read by functions that call each other.
const DEEPEST: usize = 100;
/// More nodes than this are refused: they cost about 80 bytes each.
const MOST_NODES: usize = 2_000_000;

/// The documents of a text, one after the other; at least one, which may be empty.
pub(super) struct Documents<'t> {
    builder: Builder<'t>,
    /// Nodes of the documents so far.
    node_count: usize,
    is_first: bool,
    is_over: bool,
}

impl<'t> Documents<'t> {
    pub(super) fn new(text: &'t Text, dialect: Dialect) -> Documents<'t> {
        Documents { builder: Builder::new(text, dialect), node_count: 0, is_first: true, is_over: false }
    }
}

impl Iterator for Documents<'_> {
    type Item = Result<Document, SyntaxError>;

    /// The next document. Behind one that is not YAML it goes on where a line begins the next one.
    fn next(&mut self) -> Option<Result<Document, SyntaxError>> {
        if self.is_over {
            return None;
        }
        let document = self.builder.document(self.is_first, MOST_NODES.saturating_sub(self.node_count));
        self.is_first = false;
        self.is_over = match &document {
            Ok(document) => !document.has_more,
            Err(error) => !self.builder.recover(error),
        };
        self.node_count += document.as_ref().map_or(0, Document::node_count);
        Some(document)
    }
}

struct Builder<'t> {
    text: &'t Text,
    tokens: Tokens<'t>,
    /// Where the document begins.
    start: Mark,
    nodes: Vec<Node>,
    most_nodes: usize,
    tags: HashMap<NodeId, Tag>,
    /// What the handles of tags stand for, besides the two that everyone knows.
    handles: HashMap<String, String>,
    /// What each name stands for and how much that weighs; no weight while it is not finished.
    anchors: HashMap<String, (NodeId, Option<u64>)>,
    depth: usize,
    /// Why there is nothing to read behind the last document.
    failure: Option<SyntaxError>,
}

/// A node and how many there are in it, aliases counted as what they stand for.
type Weighed = (NodeId, u64);

type Built = Result<Weighed, SyntaxError>;

/// What stands in front of a node.
#[derive(Default)]
struct Properties {
    anchor: Option<String>,
    tag: Option<Tag>,
}

impl<'t> Builder<'t> {
    fn new(text: &'t Text, dialect: Dialect) -> Builder<'t> {
        Builder {
            text,
            tokens: Tokens::new(text.as_str(), dialect),
            start: Mark::default(),
            nodes: Vec::new(),
            most_nodes: MOST_NODES,
            tags: HashMap::new(),
            handles: HashMap::new(),
            anchors: HashMap::new(),
            depth: 0,
            failure: None,
        }
    }

    /// An error of the grammar, at `at`; `context` is where the collection begins.
    fn error<T>(&self, problem: impl Into<String>, at: Mark, context: Option<Mark>) -> Result<T, SyntaxError> {
        let place = |mark: Mark| {
            let character = self.text.as_str().get(mark.byte..).and_then(|rest| rest.chars().next());
            Span::new(mark.byte, mark.byte + character.map_or(0, char::len_utf8))
        };
        let lines =
            GoLines { problem: at.line as u64, context: context.map_or(0, |mark| mark.line as u64), of_scanner: false };
        Err(SyntaxError { problem: problem.into(), span: place(at), context: context.map(place), lines })
    }

    /// The next document, with at most so many nodes. Only the first one may begin without its mark.
    fn document(&mut self, is_first: bool, most_nodes: usize) -> Result<Document, SyntaxError> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        self.nodes = Vec::new();
        self.most_nodes = most_nodes;
        (self.handles, self.anchors, self.tags) = Default::default();
        self.depth = 0;
        self.start = self.tokens.peek()?.start;
        let root = self.top(is_first)?;
        if root.is_some() {
            // What cannot be read right behind the document belongs to it.
            self.tokens.peek()?;
        }
        let has_more = self.has_more();
        if let Some((root, weight)) = root {
            self.check_aliases(root, weight)?;
        }
        let (mut nodes, tags) = (mem::take(&mut self.nodes), mem::take(&mut self.tags));
        nodes.shrink_to_fit();
        Ok(Document { text: self.text.clone(), nodes, tags, root: root.map(|(id, _)| id), has_more })
    }

    /// The top of a document, with its mark; none if the text ends instead.
    fn top(&mut self, is_first: bool) -> Result<Option<Weighed>, SyntaxError> {
        let directives = self.directives()?;
        let next = self.tokens.peek()?;
        let start = next.start;
        let top = match next.kind {
            TokenKind::StreamEnd if !directives => return Ok(None),
            TokenKind::DocumentStart => {
                self.tokens.skip_token();
                let next = self.tokens.peek()?;
                let start = next.start;
                match next.kind {
                    TokenKind::Version(..)
                    | TokenKind::TagDirective(..)
                    | TokenKind::DocumentStart
                    | TokenKind::DocumentEnd
                    | TokenKind::StreamEnd => self.nothing(start)?,
                    _ => self.node(true, false)?,
                }
            }
            _ if directives || !is_first => return self.error("did not find expected <document start>", start, None),
            _ => self.node(true, false)?,
        };
        Ok(Some(top))
    }

    /// Whether something follows the document: another one, or what is not YAML.
    fn has_more(&mut self) -> bool {
        loop {
            match self.tokens.peek().map(|token| &token.kind) {
                Ok(TokenKind::DocumentEnd) => self.tokens.skip_token(),
                Ok(kind) => return *kind != TokenKind::StreamEnd,
                Err(failure) => {
                    self.failure = Some(failure);
                    return true;
                }
            }
        }
    }

    /// Steps behind a document that is not YAML, to the next line from the error on that begins another one.
    fn recover(&mut self, error: &SyntaxError) -> bool {
        let text = self.text.as_str().as_bytes();
        let before = text.get(..error.span.start as usize).unwrap_or(text);
        let line = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        self.tokens.restart(self.start, line)
    }

    /// The directives in front of a document; whether there are any.
    fn directives(&mut self) -> Result<bool, SyntaxError> {
        let (mut version, mut any) = (false, false);
        loop {
            let start = self.tokens.peek()?.start;
            match self.tokens.peek()?.kind.clone() {
                TokenKind::Version(..) if version => {
                    return self.error("found duplicate %YAML directive", start, None);
                }
                TokenKind::Version(1, 1 | 2) => version = true,
                TokenKind::Version(..) => return self.error("found incompatible YAML document", start, None),
                TokenKind::TagDirective(handle, prefix) => {
                    if self.handles.insert(handle, prefix).is_some() {
                        return self.error("found duplicate %TAG directive", start, None);
                    }
                }
                _ => return Ok(any),
            }
            any = true;
            self.tokens.skip_token();
        }
    }

    fn add(&mut self, start: Mark, end: Mark, kind: NodeKind) -> Result<NodeId, SyntaxError> {
        if self.nodes.len() >= self.most_nodes {
            return self.error(format!("more than {MOST_NODES} nodes in one file"), start, None);
        }
        let id = NodeId(self.nodes.len() as u32);
        let number = |zero_based: usize| u32::try_from(zero_based + 1).unwrap_or(u32::MAX);
        let span = Span::new(start.byte, end.byte);
        self.nodes.push(Node { span, line: number(start.line), column: number(start.column), kind });
        Ok(id)
    }

    /// A value that is left out.
    fn nothing(&mut self, at: Mark) -> Built {
        Ok((self.add(at, at, NodeKind::Scalar("".into(), ScalarStyle::Plain))?, 1))
    }

    /// A node with what stands in front of it. `block`: it may be a block collection; `indentless`: entries of a
    /// sequence may stand in the column of the key that it belongs to.
    fn node(&mut self, block: bool, indentless: bool) -> Built {
        let first = self.tokens.peek()?;
        let start = first.start;
        if let TokenKind::Alias(_) = first.kind {
            return self.alias();
        }
        let (properties, mut end) = self.properties()?;
        let next = self.tokens.peek()?;
        let here = next.start;
        let is_collection = match &next.kind {
            TokenKind::BlockEntry => indentless,
            TokenKind::FlowSequenceStart | TokenKind::FlowMappingStart => true,
            TokenKind::BlockSequenceStart | TokenKind::BlockMappingStart => block,
            TokenKind::Scalar(..) => {
                let token = self.tokens.next()?;
                return self.scalar(token, start, properties);
            }
            _ => false,
        };
        if !is_collection {
            if properties.anchor.is_none() && properties.tag.is_none() {
                return self.error("did not find expected node content", here, Some(start));
            }
            let id = self.add(start, end, NodeKind::Scalar("".into(), ScalarStyle::Plain))?;
            return Ok(self.finish(id, properties, 1));
        }
        if self.depth >= DEEPEST {
            return self.error(format!("exceeded max depth of {DEEPEST}"), here, None);
        }
        let kind = next.kind.clone();
        end = if end == start { next.end } else { end };
        let id = self.add(start, end, NodeKind::Sequence(Vec::new()))?;
        if let Some(name) = &properties.anchor {
            self.anchors.insert(name.clone(), (id, None));
        }
        self.depth += 1;
        let (kind, weight) = match kind {
            TokenKind::FlowSequenceStart => self.flow_sequence()?,
            TokenKind::FlowMappingStart => self.flow_mapping()?,
            TokenKind::BlockSequenceStart => self.block_sequence()?,
            TokenKind::BlockMappingStart => self.block_mapping()?,
            _ => self.indentless_sequence()?,
        };
        self.depth -= 1;
        self.nodes[id.0 as usize].kind = kind;
        Ok(self.finish(id, properties, weight))
    }

    fn finish(&mut self, id: NodeId, properties: Properties, weight: u64) -> (NodeId, u64) {
        if let Some(name) = properties.anchor {
            self.anchors.insert(name, (id, Some(weight)));
        }
        if let Some(tag) = properties.tag {
            self.tags.insert(id, tag);
        }
        (id, weight)
    }

    fn scalar(&mut self, token: Token, start: Mark, properties: Properties) -> Built {
        let TokenKind::Scalar(value, style) = token.kind else { return self.nothing(start) };
        let id = self.add(start, token.end, NodeKind::Scalar(value.into(), style))?;
        Ok(self.finish(id, properties, 1))
    }

    fn alias(&mut self) -> Built {
        let token = self.tokens.next()?;
        let TokenKind::Alias(name) = token.kind else { return self.nothing(token.start) };
        let span = Span::new(token.start.byte, token.end.byte);
        match self.anchors.get(&name) {
            None => Err(SyntaxError::without_line(format!("unknown anchor '{name}' referenced"), span)),
            Some((_, None)) => Err(SyntaxError::without_line(format!("anchor '{name}' value contains itself"), span)),
            Some(&(target, Some(weight))) => {
                Ok((self.add(token.start, token.end, NodeKind::Alias(target))?, weight.saturating_add(1)))
            }
        }
    }

    /// An anchor and a tag, in either order, and where they end.
    fn properties(&mut self) -> Result<(Properties, Mark), SyntaxError> {
        let start = self.tokens.peek()?.start;
        let (mut properties, mut end) = (Properties::default(), start);
        loop {
            let token = self.tokens.peek()?;
            match (&token.kind, &properties) {
                (TokenKind::Anchor(_), Properties { anchor: None, .. })
                | (TokenKind::Tag(..), Properties { tag: None, .. }) => {}
                _ => return Ok((properties, end)),
            }
            let token = self.tokens.next()?;
            end = token.end;
            match token.kind {
                TokenKind::Anchor(name) => properties.anchor = Some(name),
                TokenKind::Tag(handle, suffix) => {
                    let prefix = match (self.handles.get(&handle), handle.as_str()) {
                        (Some(prefix), _) => prefix.as_str(),
                        (None, "") => "",
                        (None, "!") => "!",
                        (None, "!!") => "tag:yaml.org,2002:",
                        (None, _) => return self.error("found undefined tag handle", token.start, Some(start)),
                    };
                    properties.tag = Some(Tag::new(&format!("{prefix}{suffix}")));
                }
                _ => {}
            }
        }
    }

    fn block_sequence(&mut self) -> Result<(NodeKind, u64), SyntaxError> {
        let start = self.tokens.next()?.start;
        let (mut items, mut weight) = (Vec::new(), 1u64);
        loop {
            let token = self.tokens.next()?;
            match token.kind {
                TokenKind::BlockEntry => {
                    let empty = matches!(self.tokens.peek()?.kind, TokenKind::BlockEntry | TokenKind::BlockEnd);
                    let (item, of_item) = if empty { self.nothing(token.end)? } else { self.node(true, false)? };
                    items.push(item);
                    weight = weight.saturating_add(of_item);
                }
                TokenKind::BlockEnd => return Ok((NodeKind::Sequence(items), weight)),
                _ => return self.error("did not find expected '-' indicator", token.start, Some(start)),
            }
        }
    }

    fn indentless_sequence(&mut self) -> Result<(NodeKind, u64), SyntaxError> {
        let (mut items, mut weight) = (Vec::new(), 1u64);
        while self.tokens.peek()?.kind == TokenKind::BlockEntry {
            let end = self.tokens.next()?.end;
            let empty = matches!(
                self.tokens.peek()?.kind,
                TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd
            );
            let (item, of_item) = if empty { self.nothing(end)? } else { self.node(true, false)? };
            items.push(item);
            weight = weight.saturating_add(of_item);
        }
        Ok((NodeKind::Sequence(items), weight))
    }

    fn block_mapping(&mut self) -> Result<(NodeKind, u64), SyntaxError> {
        let start = self.tokens.next()?.start;
        let (mut pairs, mut weight) = (Vec::new(), 1u64);
        loop {
            let token = self.tokens.peek()?;
            let (kind, here) = (token.kind.clone(), token.start);
            let key = match kind {
                TokenKind::Key => {
                    let end = self.tokens.next()?.end;
                    self.block_part(end)?
                }
                TokenKind::BlockEnd => {
                    self.tokens.skip_token();
                    return Ok((NodeKind::Mapping(pairs), weight));
                }
                _ => return self.error("did not find expected key", here, Some(start)),
            };
            let next = self.tokens.peek()?;
            let (is_value, here) = (next.kind == TokenKind::Value, next.start);
            let value = if is_value {
                let end = self.tokens.next()?.end;
                self.block_part(end)?
            } else {
                self.nothing(here)?
            };
            pairs.push((key.0, value.0));
            weight = weight.saturating_add(key.1).saturating_add(value.1);
        }
    }

    /// A key or value of a block mapping; nothing at `end` if the next one comes already.
    fn block_part(&mut self, end: Mark) -> Built {
        match self.tokens.peek()?.kind {
            TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => self.nothing(end),
            _ => self.node(true, true),
        }
    }

    /// Whether another entry of a flow collection follows, behind its comma.
    fn flow_continues(&mut self, end: &TokenKind, is_first: bool, start: Mark) -> Result<bool, SyntaxError> {
        let token = self.tokens.peek()?;
        let here = token.start;
        if token.kind != *end && !is_first {
            if token.kind != TokenKind::FlowEntry {
                let bracket = if *end == TokenKind::FlowMappingEnd { '}' } else { ']' };
                return self.error(format!("did not find expected ',' or '{bracket}'"), here, Some(start));
            }
            self.tokens.skip_token();
        }
        let is_end = self.tokens.peek()?.kind == *end;
        if is_end {
            self.tokens.skip_token();
        }
        Ok(!is_end)
    }

    fn flow_sequence(&mut self) -> Result<(NodeKind, u64), SyntaxError> {
        let start = self.tokens.next()?.start;
        let (mut items, mut weight) = (Vec::new(), 1u64);
        while self.flow_continues(&TokenKind::FlowSequenceEnd, items.is_empty(), start)? {
            let token = self.tokens.peek()?;
            let (is_pair, here, end) = (token.kind == TokenKind::Key, token.start, token.end);
            let (item, of_item) = if is_pair {
                let id = self.add(here, end, NodeKind::Sequence(Vec::new()))?;
                let (key, value) = self.flow_pair(&TokenKind::FlowSequenceEnd)?;
                self.nodes[id.0 as usize].kind = NodeKind::Mapping(vec![(key.0, value.0)]);
                (id, key.1.saturating_add(value.1).saturating_add(1))
            } else {
                self.node(false, false)?
            };
            items.push(item);
            weight = weight.saturating_add(of_item);
        }
        Ok((NodeKind::Sequence(items), weight))
    }

    fn flow_mapping(&mut self) -> Result<(NodeKind, u64), SyntaxError> {
        let start = self.tokens.next()?.start;
        let (mut pairs, mut weight) = (Vec::new(), 1u64);
        while self.flow_continues(&TokenKind::FlowMappingEnd, pairs.is_empty(), start)? {
            let (key, value) = if self.tokens.peek()?.kind == TokenKind::Key {
                self.flow_pair(&TokenKind::FlowMappingEnd)?
            } else {
                let key = self.node(false, false)?;
                let here = self.tokens.peek()?.start;
                (key, self.nothing(here)?)
            };
            pairs.push((key.0, value.0));
            weight = weight.saturating_add(key.1).saturating_add(value.1);
        }
        Ok((NodeKind::Mapping(pairs), weight))
    }

    /// A key with its value in a flow collection that ends in `end`; either may be left out.
    fn flow_pair(&mut self, end: &TokenKind) -> Result<(Weighed, Weighed), SyntaxError> {
        self.tokens.skip_token();
        let key = self.flow_part(end, true)?;
        let value = if self.tokens.peek()?.kind == TokenKind::Value {
            self.tokens.skip_token();
            self.flow_part(end, false)?
        } else {
            let here = self.tokens.peek()?.start;
            self.nothing(here)?
        };
        Ok((key, value))
    }

    fn flow_part(&mut self, end: &TokenKind, is_key: bool) -> Built {
        let token = self.tokens.peek()?;
        let here = token.start;
        let is_left_out =
            token.kind == *end || token.kind == TokenKind::FlowEntry || is_key && token.kind == TokenKind::Value;
        if is_left_out { self.nothing(here) } else { self.node(false, false) }
    }

    /// Go's rule against bombs: the larger the document with its aliases expanded, the smaller the part that aliases may
    /// have in it.
    fn check_aliases(&self, root: NodeId, all: u64) -> Result<(), SyntaxError> {
        const SMALL: f64 = 400_000.0;
        const LARGE: f64 = 4_000_000.0;
        let by_aliases = all.saturating_sub(self.nodes.len() as u64);
        if by_aliases <= 100 || all <= 1000 {
            return Ok(());
        }
        let part = by_aliases as f64 / all as f64;
        let allowed = 0.99 - 0.89 * ((all as f64 - SMALL) / (LARGE - SMALL)).clamp(0.0, 1.0);
        if part > allowed {
            let span = self.nodes[root.0 as usize].span;
            return Err(SyntaxError::without_line("document contains excessive aliasing", span));
        }
        Ok(())
    }
}
