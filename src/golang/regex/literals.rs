//! Patterns that match a handful of texts and nothing else: `a|b`, `web-[12]`, `foo(bar|baz)`.

use super::syntax::{Assertion, Node};
use hashbrown::HashSet;

/// More alternatives than this are not written out, unless the pattern itself lists them.
const MAX_EXPANDED: usize = 256;
/// No more text than this is written out.
const MAX_EXPANDED_BYTES: usize = 64 * 1024;
/// Up to here comparing one by one is faster than hashing.
const MAX_LINEAR: usize = 8;

/// A finite set of texts, each once, in the pattern's order.
#[derive(Debug)]
pub(super) struct LiteralSet {
    texts: Vec<String>,
    hashed: Option<HashSet<String>>,
}

impl LiteralSet {
    fn new(texts: Vec<String>) -> LiteralSet {
        let mut seen = HashSet::new();
        let mut texts = texts;
        texts.retain(|text| seen.insert(text.clone()));
        LiteralSet { hashed: (texts.len() > MAX_LINEAR).then_some(seen), texts }
    }

    pub(super) fn texts(&self) -> &[String] {
        &self.texts
    }

    pub(super) fn contains(&self, text: &str) -> bool {
        match &self.hashed {
            Some(hashed) => hashed.contains(text),
            None => self.texts.iter().any(|candidate| candidate == text),
        }
    }

    /// The texts of a pattern that is plain text, or plain texts with `|` between them.
    ///
    /// Prometheus never compiles such a pattern, so it may be invalid UTF-8 (and then matches no valid text).
    pub(super) fn of_plain_pattern(pattern: &[u8]) -> Option<LiteralSet> {
        let meta = |byte: &u8| {
            matches!(byte, b'\\' | b'.' | b'+' | b'*' | b'?' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'^' | b'$')
        };
        if pattern.iter().any(meta) {
            return None;
        }
        let valid = pattern.split(|byte| *byte == b'|').filter_map(|text| std::str::from_utf8(text).ok());
        Some(LiteralSet::new(valid.map(str::to_owned).collect()))
    }

    /// The texts that a whole match of `root` can be, if they are few.
    pub(super) fn of_tree(root: &Node) -> Option<LiteralSet> {
        let texts = match root {
            Node::Alternate(branches) => {
                let mut texts = Vec::new();
                for branch in branches {
                    texts.extend(expand_whole(branch)?);
                    within_limits(&texts)?;
                }
                texts
            }
            _ => expand_whole(root)?,
        };
        Some(LiteralSet::new(texts))
    }
}

/// Expands a node that is matched against a whole text, where `^` in front and `$` at the end say nothing.
fn expand_whole(node: &Node) -> Option<Vec<String>> {
    let Node::Concat(nodes) = node else { return expand(node) };
    let mut nodes = nodes.as_slice();
    while let [Node::Assertion(Assertion::BeginText), rest @ ..] = nodes {
        nodes = rest;
    }
    while let [rest @ .., Node::Assertion(Assertion::EndText)] = nodes {
        nodes = rest;
    }
    expand_concat(nodes)
}

fn expand(node: &Node) -> Option<Vec<String>> {
    let texts = match node {
        Node::Empty => vec![String::new()],
        Node::Literal { rune, fold } => match char::from_u32(*rune) {
            None => Vec::new(),
            Some(rune) if *fold && has_cases(rune) => return None,
            Some(rune) => vec![rune.to_string()],
        },
        Node::Class(class) => class.listed.as_ref()?.iter().map(char::to_string).collect(),
        Node::Concat(nodes) => expand_concat(nodes)?,
        Node::Alternate(nodes) => {
            let mut texts = Vec::new();
            for node in nodes {
                texts.extend(expand(node)?);
                within_limits(&texts)?;
            }
            texts
        }
        Node::Capture(node) => expand(node)?,
        Node::Repeat { node, min: 0, max: Some(1), .. } => {
            let mut texts = expand(node)?;
            texts.push(String::new());
            texts
        }
        Node::Repeat { .. } | Node::Any { .. } | Node::Assertion(_) => return None,
    };
    within_limits(&texts)?;
    Some(texts)
}

fn expand_concat(nodes: &[Node]) -> Option<Vec<String>> {
    let mut texts = vec![String::new()];
    for node in nodes {
        if let Node::Literal { rune, fold } = node
            && let Some(rune) = char::from_u32(*rune)
            && !(*fold && has_cases(rune))
        {
            texts.iter_mut().for_each(|text| text.push(rune));
        } else {
            let tails = expand(node)?;
            if texts.len() * tails.len() > MAX_EXPANDED {
                return None;
            }
            texts = texts.iter().flat_map(|text| tails.iter().map(move |tail| format!("{text}{tail}"))).collect();
        }
        within_limits(&texts)?;
    }
    Some(texts)
}

fn within_limits(texts: &[String]) -> Option<()> {
    let fine = texts.len() <= MAX_EXPANDED && texts.iter().map(String::len).sum::<usize>() <= MAX_EXPANDED_BYTES;
    fine.then_some(())
}

/// Whether ignoring case could let `rune` match something else.
pub(super) fn has_cases(rune: char) -> bool {
    rune.is_alphabetic() || !rune.is_ascii()
}
