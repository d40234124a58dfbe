//! Label matchers: `name="value"`, `!=`, `=~`, `!~`.

use crate::golang::{
    regex::{Regex, RegexError},
    text::GoString,
};

/// The four ways to compare a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchKind {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `=~`
    Regex,
    /// `!~`
    NotRegex,
}

impl MatchKind {
    /// The operator as written in PromQL.
    pub fn as_str(self) -> &'static str {
        match self {
            MatchKind::Equal => "=",
            MatchKind::NotEqual => "!=",
            MatchKind::Regex => "=~",
            MatchKind::NotRegex => "!~",
        }
    }
}

/// One condition on one label. A missing label is matched as the empty string.
#[derive(Clone, Debug)]
pub struct Matcher {
    /// The label's name; PromQL does not validate it.
    pub name: GoString,
    /// How to compare.
    pub kind: MatchKind,
    /// What to compare with: a value, or a regular expression.
    pub value: GoString,
    regex: Option<Regex>,
}

impl Matcher {
    /// A matcher; fails if a regular expression does not compile.
    pub fn new(kind: MatchKind, name: impl Into<GoString>, value: impl Into<GoString>) -> Result<Matcher, RegexError> {
        let value = value.into();
        let regex = match kind {
            MatchKind::Regex | MatchKind::NotRegex => Some(Regex::new(&value)?),
            MatchKind::Equal | MatchKind::NotEqual => None,
        };
        Ok(Matcher { name: name.into(), kind, value, regex })
    }

    /// The matcher `name="value"`.
    pub fn equal(name: impl Into<GoString>, value: impl Into<GoString>) -> Matcher {
        Matcher { name: name.into(), kind: MatchKind::Equal, value: value.into(), regex: None }
    }

    /// Whether a label with this value (empty: missing) passes.
    pub fn matches(&self, value: &str) -> bool {
        match (self.kind, &self.regex) {
            (MatchKind::Equal, _) => self.value.as_bytes() == value.as_bytes(),
            (MatchKind::NotEqual, _) => self.value.as_bytes() != value.as_bytes(),
            (MatchKind::Regex, Some(regex)) => regex.is_match(value),
            (MatchKind::NotRegex, Some(regex)) => !regex.is_match(value),
            (MatchKind::Regex | MatchKind::NotRegex, None) => false,
        }
    }

    /// The compiled regular expression of `=~` and `!~`.
    pub fn regex(&self) -> Option<&Regex> {
        self.regex.as_ref()
    }

    /// Whether the label named `name` is meant.
    pub fn is_on(&self, name: &str) -> bool {
        self.name.as_bytes() == name.as_bytes()
    }
}

impl PartialEq for Matcher {
    fn eq(&self, other: &Matcher) -> bool {
        (self.kind, &self.name, &self.value) == (other.kind, &other.name, &other.value)
    }
}

impl Eq for Matcher {}
