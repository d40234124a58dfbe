//! RE2 regular expressions as Go's `regexp` reads them, run by the `regex` crate.

/// A compiled regular expression, anchored at both ends (`^(?s:…)$`).
#[derive(Clone, Debug)]
pub struct Regex {
    compiled: regex::Regex,
}

/// Why a pattern does not compile, in Go's words (`error parsing regexp: …`).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("error parsing regexp: {0}")]
pub struct RegexError(pub String);

impl Regex {
    /// Compiles a Go pattern, anchored.
    pub fn new(pattern: &[u8]) -> Result<Regex, RegexError> {
        let text = std::str::from_utf8(pattern).map_err(|error| RegexError(error.to_string()))?;
        let compiled = regex::Regex::new(&format!("^(?s:{text})$")).map_err(|error| RegexError(error.to_string()))?;
        Ok(Regex { compiled })
    }

    /// Whether the whole of `text` matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled.is_match(text)
    }
}
