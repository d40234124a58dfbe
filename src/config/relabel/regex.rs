//! The pattern of a rule, which must match the whole text.

use crate::{
    config::decode::{Decode, Decoder},
    golang::regex::{Regex, RegexError, SearchRegex},
    yaml::NodeId,
};

/// A pattern that Prometheus compiles as `^(?s:PATTERN)$`.
#[derive(Clone, Debug)]
pub struct RelabelRegex {
    text: String,
    program: Program,
}

#[derive(Clone, Debug)]
enum Program {
    Whole(Regex),
    /// A pattern that only makes sense inside of the wrapping, such as `a)(b`.
    Wrapped(SearchRegex),
}

impl RelabelRegex {
    /// Compiles a pattern; errors quote it as Prometheus wraps it.
    pub fn new(text: &str) -> Result<RelabelRegex, RegexError> {
        let program = match Regex::new(text.as_bytes()) {
            Ok(regex) => Program::Whole(regex),
            Err(_) => Program::Wrapped(SearchRegex::new(format!("^(?s:{text})$").as_bytes())?),
        };
        Ok(RelabelRegex { text: text.into(), program })
    }

    /// The pattern as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The pattern as a plain one; `None` if it only makes sense inside of Prometheus' wrapping.
    pub fn whole(&self) -> Option<&Regex> {
        match &self.program {
            Program::Whole(regex) => Some(regex),
            Program::Wrapped(_) => None,
        }
    }

    /// Whether the pattern is one of those that people write for "anything".
    pub fn is_anything(&self) -> bool {
        let inner = self.text.trim_start_matches('^').trim_end_matches('$');
        matches!(inner, ".*" | "(.*)" | "(?:.*)" | "(.*)?" | ".*?" | "(.*?)")
    }

    /// Whether the whole of `text` matches.
    pub fn is_match(&self, text: &str) -> bool {
        match &self.program {
            Program::Whole(regex) => regex.is_match(text),
            Program::Wrapped(regex) => regex.is_match(text),
        }
    }

    /// If the whole of `text` matches: `template` with its references (`$1`, `${name}`) filled in.
    pub fn expand(&self, template: &str, text: &str) -> Option<String> {
        match &self.program {
            Program::Whole(regex) => regex.replace_all_matching(template, text),
            Program::Wrapped(regex) => regex.is_match(text).then(|| regex.replace_all(text, template)),
        }
    }
}

impl PartialEq for RelabelRegex {
    fn eq(&self, other: &RelabelRegex) -> bool {
        self.text == other.text
    }
}

impl Decode for RelabelRegex {
    fn go_type() -> String {
        "string".into()
    }

    fn null() -> RelabelRegex {
        RelabelRegex { text: String::new(), program: Program::Whole(empty()) }
    }

    fn decode(node: NodeId, decoder: &mut Decoder<'_>) -> Option<RelabelRegex> {
        let text = decoder.text(node, "string")?;
        match RelabelRegex::new(text) {
            Ok(regex) => Some(regex),
            Err(error) => {
                decoder.refuse(node, error.to_string());
                None
            }
        }
    }
}

/// The pattern that only the empty text matches.
fn empty() -> Regex {
    Regex::new(b"").expect("the empty pattern compiles")
}
