//! Patterns that must match a whole text, as PromQL's matchers and relabelling use them.

use super::{
    expand::expand,
    literals::LiteralSet,
    parser::{Flags, TOO_DEEP, TOO_LARGE, parse},
    syntax::{Node, RegexError},
    translate::translate,
    wildcard::{Wildcard, literal_prefix},
};
use regex::bytes;
use std::sync::Arc;

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
    compiled: Option<bytes::Regex>,
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
            let inner = Inner { strategy, prefix: String::new(), compiled: None, group_names: Vec::new() };
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
        let compiled = match (&strategy, parsed.group_names.is_empty()) {
            (Strategy::Literals(_) | Strategy::Wildcard(_), true) => None,
            _ => Some(compile(&parsed.root, pattern, true)?),
        };
        Ok(Regex(Arc::new(Inner { strategy, prefix, compiled, group_names: parsed.group_names })))
    }

    /// Whether the whole of `text` matches.
    pub fn is_match(&self, text: &str) -> bool {
        match (&self.0.strategy, &self.0.compiled) {
            (Strategy::Literals(literals), _) => literals.contains(text),
            (Strategy::Wildcard(wildcard), _) => wildcard.is_match(text),
            (Strategy::General, compiled) => {
                text.starts_with(&self.0.prefix)
                    && compiled.as_ref().is_some_and(|compiled| compiled.is_match(text.as_bytes()))
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
        let compiled = match &self.0.compiled {
            Some(compiled) => compiled,
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

/// Compiles a parsed pattern; what Rust refuses although Go's syntax is fine can only be its size.
pub(super) fn compile(root: &Node, pattern: &[u8], anchored: bool) -> Result<bytes::Regex, RegexError> {
    let mut translated = String::from(if anchored { r"\A(?:" } else { "(?:" });
    translate(root, &mut translated);
    translated.push_str(if anchored { r")\z" } else { ")" });
    bytes::RegexBuilder::new(&translated).size_limit(COMPILED_SIZE_LIMIT).build().map_err(|error| {
        let reason = if matches!(error, regex::Error::CompiledTooBig(_)) { TOO_LARGE } else { TOO_DEEP };
        RegexError::new(reason, pattern)
    })
}
