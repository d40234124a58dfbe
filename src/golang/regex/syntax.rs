//! The tree of a parsed pattern, and what can be wrong with one.

/// Why a pattern does not compile, in Go's words: ``error parsing regexp: missing closing ): `(a` ``.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("error parsing regexp: {reason}: `{fragment}`")]
pub struct RegexError {
    /// Go's description of the mistake.
    pub reason: &'static str,
    /// The part of the pattern at fault; invalid UTF-8 is replaced.
    pub fragment: String,
}

impl RegexError {
    pub(super) fn new(reason: &'static str, fragment: &[u8]) -> RegexError {
        RegexError { reason, fragment: String::from_utf8_lossy(fragment).into_owned() }
    }
}

/// A position that a pattern asserts without consuming text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assertion {
    BeginText,
    EndText,
    BeginLine,
    EndLine,
    WordBoundary,
    NotWordBoundary,
}

/// A pattern. Groups that do not capture have no node; flags are folded into the nodes they affect.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Matches the empty text.
    Empty,
    /// One code point, perhaps in any case. Go admits surrogates here, which no text contains.
    Literal { rune: u32, fold: bool },
    /// A set of code points, as the items between Rust's brackets.
    Class(Class),
    /// Any character, with or without the newline.
    Any { newline: bool },
    /// A position.
    Assertion(Assertion),
    /// One after the other.
    Concat(Vec<Node>),
    /// The first that leads to a match.
    Alternate(Vec<Node>),
    /// A capturing group; groups are numbered in the order of their opening parentheses.
    Capture(Box<Node>),
    /// Repetition; no `max` means without end.
    Repeat { node: Box<Node>, min: u32, max: Option<u32>, greedy: bool },
}

/// A set of code points.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Class {
    /// Rust class syntax, without the outer brackets.
    pub(super) items: String,
    /// Whether the set is everything else.
    pub(super) negated: bool,
    /// Whether both cases of its characters belong to it.
    pub(super) fold: bool,
    /// The characters one by one, if there are few and `items` has nothing else; useless when negated or folded.
    pub(super) listed: Option<Vec<char>>,
}

/// A parsed pattern.
pub(super) struct Pattern {
    pub(super) root: Node,
    /// Names of the groups: entry `i` belongs to group `i + 1`.
    pub(super) group_names: Vec<Option<String>>,
}
