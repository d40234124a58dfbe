//! Patterns that must match a whole text, as PromQL's matchers and relabelling use them.

use super::{
    expand::{expand, group_number},
    literals::LiteralSet,
    parser::{Flags, TOO_DEEP, TOO_LARGE, parse},
    syntax::{Node, RegexError},
    translate::translate,
    wildcard::{Wildcard, literal_prefix},
};
use regex::bytes;
use std::sync::{Arc, OnceLock};

/// The most memory one compiled pattern may take; Go has a limit of the same order.
const COMPILED_SIZE_LIMIT: usize = 64 << 20;

/// A Go regular expression anchored at both ends, where `.` matches the newline: `^(?s:…)$`.
///
/// Clones share the compiled form.
#[derive(Clone, Debug)]
pub struct Regex(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    strategy: Strategy,
    /// Every match begins with this.
    prefix: String,
    /// The general program; left out where the strategy answers alone and nothing is captured.
    program: Option<Program>,
    group_names: Vec<Option<String>>,
}

#[derive(Debug)]
enum Strategy {
    Literals(LiteralSet),
    Wildcard(Wildcard),
    General,
}

impl Regex {
    /// Compiles a Go pattern. Plain text and alternations of plain texts are taken as they are, even if they are not
    /// valid UTF-8.
    pub fn new(pattern: &[u8]) -> Result<Regex, RegexError> {
        if let Some(literals) = LiteralSet::of_plain_pattern(pattern) {
            let strategy = Strategy::Literals(literals);
            let inner = Inner { strategy, prefix: String::new(), program: None, group_names: Vec::new() };
            return Ok(Regex(Arc::new(inner)));
        }
        let parsed = parse(pattern, Flags { dot_newline: true, ..Flags::default() })?;
        let (strategy, prefix) = match (LiteralSet::of_tree(&parsed.root), Wildcard::of_tree(&parsed.root)) {
            (Some(literals), _) => (Strategy::Literals(literals), String::new()),
            (None, Some(wildcard)) => {
                let prefix = wildcard.prefix().to_owned();
                (Strategy::Wildcard(wildcard), prefix)
            }
            (None, None) => (Strategy::General, literal_prefix(&parsed.root)),
        };
        let program = match (&strategy, parsed.group_names.is_empty()) {
            (Strategy::Literals(_) | Strategy::Wildcard(_), true) => None,
            _ => Some(Program::new(&parsed.root, pattern)?),
        };
        Ok(Regex(Arc::new(Inner { strategy, prefix, program, group_names: parsed.group_names })))
    }

    /// Whether nothing keeps it from being used.
    #[cfg(test)]
    pub(super) fn compiles(&self) -> bool {
        self.0.program.as_ref().is_none_or(|program| program.compiled().is_some())
    }

    /// Whether the whole of `text` matches.
    pub fn is_match(&self, text: &str) -> bool {
        match &self.0.strategy {
            Strategy::Literals(literals) => literals.contains(text),
            Strategy::Wildcard(wildcard) => wildcard.is_match(text),
            Strategy::General => {
                let program = || self.0.program.as_ref().and_then(Program::compiled);
                text.starts_with(&self.0.prefix) && program().is_some_and(|program| program.is_match(text.as_bytes()))
            }
        }
    }

    /// All texts that match, in the pattern's order and each once, if they are few; the empty text may be among them.
    pub fn set_matches(&self) -> Option<&[String]> {
        match &self.0.strategy {
            Strategy::Literals(literals) => Some(literals.texts()),
            Strategy::Wildcard(_) | Strategy::General => None,
        }
    }

    /// The names of the groups, in order from the first; `None` for one without name.
    pub fn group_names(&self) -> &[Option<String>] {
        &self.0.group_names
    }

    /// What every matching text begins with; empty if nothing is known, or if [`Regex::set_matches`] knows more.
    pub fn prefix(&self) -> &str {
        &self.0.prefix
    }

    /// Whether a template's reference, the text after `$` or in `${…}`, names a group of the pattern; others are empty.
    pub fn has_group(&self, name: &str) -> bool {
        match group_number(name) {
            Some(number) => number <= self.0.group_names.len(),
            None => self.0.group_names.iter().any(|group_name| group_name.as_deref() == Some(name)),
        }
    }

    /// If the whole of `text` matches: `template` with Go's references (`$1`, `${name}`, `$$`) replaced.
    pub fn replace_all_matching(&self, template: &str, text: &str) -> Option<String> {
        if !self.is_match(text) {
            return None;
        }
        if !template.contains('$') {
            return Some(template.to_owned());
        }
        let mut out = Vec::with_capacity(template.len() + text.len());
        let whole;
        let compiled = match &self.0.program {
            Some(program) => program.compiled()?,
            None => {
                // Nothing is captured, so any pattern that matches the whole text will do.
                static WHOLE: std::sync::LazyLock<Option<bytes::Regex>> =
                    std::sync::LazyLock::new(|| bytes::Regex::new("(?s-u).*").ok());
                whole = WHOLE.as_ref()?;
                whole
            }
        };
        expand(template, &compiled.captures(text.as_bytes())?, &self.0.group_names, &mut out);
        Some(String::from_utf8_lossy(&out).into_owned())
    }
}

/// The program of a pattern. Compiling takes longer than everything else about an expression, and many are only read:
/// so it waits for the first use, unless the pattern is so large that compiling it might fail.
#[derive(Debug)]
struct Program {
    translated: String,
    compiled: OnceLock<Option<bytes::Regex>>,
}

/// Patterns up to this weight take a small part of [`COMPILED_SIZE_LIMIT`].
const LIGHT: usize = 10_000;
/// Patterns of at most this depth are far from the nesting that Rust refuses.
const FLAT: usize = 50;

impl Program {
    fn new(root: &Node, pattern: &[u8]) -> Result<Program, RegexError> {
        let compiled = OnceLock::new();
        if weight(root, FLAT).is_none_or(|weight| weight > LIGHT) {
            // The cell is new, so that the value is taken.
            let _ = compiled.set(Some(compile(root, pattern, true)?));
        }
        Ok(Program { translated: translated(root, true), compiled })
    }

    /// The compiled form.
    fn compiled(&self) -> Option<&bytes::Regex> {
        self.compiled.get_or_init(|| build(&self.translated).ok()).as_ref()
    }
}

/// How large a pattern is with its repetitions written out; `None` if it is deeper than `depth`.
fn weight(node: &Node, depth: usize) -> Option<usize> {
    /// A named class of characters, `\p{…}`, has up to a few hundred ranges; each `p` counts as one.
    const NAMED: usize = 500;
    let depth = depth.checked_sub(1)?;
    let sum =
        |nodes: &[Node]| nodes.iter().try_fold(1usize, |sum, node| Some(sum.saturating_add(weight(node, depth)?)));
    match node {
        Node::Empty | Node::Assertion(_) => Some(1),
        Node::Literal { .. } | Node::Any { .. } => Some(8),
        Node::Class(class) => Some(8 + class.items.len() + class.items.matches(['p', 'P']).count() * NAMED),
        Node::Concat(nodes) | Node::Alternate(nodes) => sum(nodes),
        Node::Capture(node) => weight(node, depth),
        Node::Repeat { node, min, max, .. } => {
            let times = max.unwrap_or(min.saturating_add(1)).max(*min).max(1);
            Some(weight(node, depth)?.saturating_mul(times as usize))
        }
    }
}

/// Compiles a parsed pattern; what Rust refuses although Go's syntax is fine can only be its size.
pub(super) fn compile(root: &Node, pattern: &[u8], anchored: bool) -> Result<bytes::Regex, RegexError> {
    build(&translated(root, anchored)).map_err(|error| {
        let reason = if matches!(error, regex::Error::CompiledTooBig(_)) { TOO_LARGE } else { TOO_DEEP };
        RegexError::new(reason, pattern)
    })
}

fn translated(root: &Node, anchored: bool) -> String {
    let mut translated = String::from(if anchored { r"\A(?:" } else { "(?:" });
    translate(root, &mut translated);
    translated.push_str(if anchored { r")\z" } else { ")" });
    translated
}

fn build(translated: &str) -> Result<bytes::Regex, regex::Error> {
    bytes::RegexBuilder::new(translated).size_limit(COMPILED_SIZE_LIMIT).build()
}
