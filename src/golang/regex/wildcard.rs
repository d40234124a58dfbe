//! Patterns of literal text with `.*` and `.+` between: `web-.*`, `.+`, `.*error.*`.

use super::{
    literals::has_cases,
    syntax::{Assertion, Node},
};
use memchr::memmem;

/// Literal texts in order, with at least `gap` bytes in front of each.
#[derive(Debug)]
pub(super) struct Wildcard {
    /// What the text must begin with.
    prefix: String,
    /// What follows, each after a gap of at least that many bytes (0 or 1).
    middles: Vec<(usize, memmem::Finder<'static>)>,
    /// The gap before the suffix; `None`: there is no gap at all, the prefix is everything.
    last_gap: Option<usize>,
    /// What the text must end with.
    suffix: String,
}

impl Wildcard {
    /// The form of `root`, if it is a sequence of literals and wildcards that match newlines too.
    pub(super) fn of_tree(root: &Node) -> Option<Wildcard> {
        let mut pieces = Vec::new();
        collect(root, &mut pieces)?;
        let mut wildcard =
            Wildcard { prefix: String::new(), middles: Vec::new(), last_gap: None, suffix: String::new() };
        for piece in pieces {
            match piece {
                Piece::Literal(rune) if wildcard.last_gap.is_none() => wildcard.prefix.push(rune),
                Piece::Literal(rune) => wildcard.suffix.push(rune),
                Piece::Gap(gap) => match wildcard.last_gap {
                    Some(last) if wildcard.suffix.is_empty() => {
                        // `.+.+` needs two characters; `.*.+` and the like need at most one.
                        if last + gap > 1 {
                            return None;
                        }
                        wildcard.last_gap = Some(last + gap);
                    }
                    Some(last) => {
                        let finder = memmem::Finder::new(&wildcard.suffix).into_owned();
                        wildcard.middles.push((last, finder));
                        wildcard.suffix.clear();
                        wildcard.last_gap = Some(gap);
                    }
                    None => wildcard.last_gap = Some(gap),
                },
            }
        }
        Some(wildcard)
    }

    /// Whether the whole of `text` has this form. Taking each middle where it first occurs leaves the most for the rest.
    pub(super) fn is_match(&self, text: &str) -> bool {
        let Some(mut rest) = text.as_bytes().strip_prefix(self.prefix.as_bytes()) else { return false };
        for (gap, finder) in &self.middles {
            let found = rest.get(*gap..).and_then(|window| finder.find(window));
            let Some(position) = found else { return false };
            rest = &rest[gap + position + finder.needle().len()..];
        }
        match self.last_gap {
            None => rest.is_empty(),
            Some(gap) => rest.len() >= gap + self.suffix.len() && rest.ends_with(self.suffix.as_bytes()),
        }
    }

    /// What every match begins with.
    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }
}

enum Piece {
    Literal(char),
    Gap(usize),
}

fn collect(node: &Node, pieces: &mut Vec<Piece>) -> Option<()> {
    match node {
        Node::Empty => {}
        Node::Literal { rune, fold } => {
            let rune = char::from_u32(*rune).filter(|rune| !(*fold && has_cases(*rune)))?;
            pieces.push(Piece::Literal(rune));
        }
        Node::Repeat { node, min: min @ (0 | 1), max: None, .. } if **node == Node::Any { newline: true } => {
            pieces.push(Piece::Gap(*min as usize));
        }
        Node::Capture(node) => collect(node, pieces)?,
        Node::Concat(nodes) => nodes.iter().try_for_each(|node| collect(node, pieces))?,
        // Only where they say nothing: everything before `^` or after `$` would have to be empty.
        Node::Assertion(Assertion::BeginText) if pieces.is_empty() => {}
        _ => return None,
    }
    Some(())
}

/// The literal text that every match of `root` begins with.
pub(super) fn literal_prefix(root: &Node) -> String {
    fn extend(node: &Node, prefix: &mut String) -> bool {
        match node {
            Node::Literal { rune, fold } => match char::from_u32(*rune) {
                Some(rune) if !(*fold && has_cases(rune)) => {
                    prefix.push(rune);
                    true
                }
                _ => false,
            },
            Node::Empty | Node::Assertion(Assertion::BeginText) => true,
            Node::Capture(node) => extend(node, prefix),
            Node::Concat(nodes) => nodes.iter().all(|node| extend(node, prefix)),
            _ => false,
        }
    }
    let mut prefix = String::new();
    extend(root, &mut prefix);
    prefix
}
