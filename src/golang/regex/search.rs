//! Patterns that match anywhere in a text, as Go's `regexp.MustCompile(…)` and templates use them.

use super::{
    anchored::compile,
    expand::expand,
    parser::{Flags, parse},
    syntax::RegexError,
};
use regex::bytes;

/// A Go regular expression that is searched for, with no flag switched on.
#[derive(Clone, Debug)]
pub struct SearchRegex {
    compiled: bytes::Regex,
    group_names: Vec<Option<String>>,
}

impl SearchRegex {
    /// Compiles a Go pattern.
    pub fn new(pattern: &[u8]) -> Result<SearchRegex, RegexError> {
        let parsed = parse(pattern, Flags::default())?;
        let compiled = compile(&parsed.root, pattern, false)?;
        Ok(SearchRegex { compiled, group_names: parsed.group_names })
    }

    /// Whether the pattern occurs in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled.is_match(text.as_bytes())
    }

    /// `text` with every match replaced by `template`, whose references (`$1`, `${name}`, `$$`) are filled in.
    pub fn replace_all(&self, text: &str, template: &str) -> String {
        let mut out = Vec::with_capacity(text.len());
        let mut copied = 0;
        for captures in self.compiled.captures_iter(text.as_bytes()) {
            // Empty matches are found between any two bytes; only those between characters count.
            let found = captures.get(0).filter(|found| text.is_char_boundary(found.start()));
            let Some(found) = found else { continue };
            out.extend_from_slice(&text.as_bytes()[copied..found.start()]);
            expand(template, &captures, &self.group_names, &mut out);
            copied = found.end();
        }
        out.extend_from_slice(&text.as_bytes()[copied..]);
        String::from_utf8_lossy(&out).into_owned()
    }
}
