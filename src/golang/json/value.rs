//! Values with their places.

use super::{
    JsonError,
    scan::{Open, Token, scan},
};
use std::ops::Range;

/// A value and its bytes in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Json {
    /// From its first byte to its last.
    pub span: Range<usize>,
    /// What it is.
    pub kind: JsonKind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; no more is needed of it.
    Number,
    /// A string, decoded.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object: its names with their places, and the values, in order and repeated ones included.
    Object(Vec<(String, Range<usize>, Json)>),
}

impl JsonKind {
    /// What Go calls it in an error.
    pub fn name(&self) -> &'static str {
        match self {
            JsonKind::Null => "null",
            JsonKind::Bool(_) => "bool",
            JsonKind::Number => "number",
            JsonKind::String(_) => "string",
            JsonKind::Array(_) => "array",
            JsonKind::Object(_) => "object",
        }
    }
}

/// What is nested deeper is checked and not kept, so that nothing that goes through a value ends the stack.
const DEEPEST_KEPT: usize = 100;

/// Reads one value that makes up the whole text.
pub fn parse_json(text: &str) -> Result<Json, JsonError> {
    let mut tree = Tree { text, open: Vec::new(), hidden: 0, root: Json { span: 0..0, kind: JsonKind::Null } };
    scan(text.as_bytes(), |token| tree.add(token))?;
    Ok(tree.root)
}

/// A value that is being built.
struct Tree<'t> {
    text: &'t str,
    open: Vec<Unfinished>,
    /// How many objects and arrays are open that are not kept.
    hidden: usize,
    root: Json,
}

/// An object or array of which the end is still to come.
struct Unfinished {
    value: Json,
    /// The name whose value comes next.
    name: Option<(String, Range<usize>)>,
}

impl Tree<'_> {
    fn add(&mut self, token: Token) {
        match token {
            Token::Begin(..) if self.hidden > 0 || self.open.len() == DEEPEST_KEPT => self.hidden += 1,
            Token::End(_) if self.hidden > 0 => self.hidden -= 1,
            Token::Name(_) | Token::Scalar(_) if self.hidden > 0 => {}
            Token::Begin(kind, start) => {
                let kind = match kind {
                    Open::Object => JsonKind::Object(Vec::new()),
                    Open::Array => JsonKind::Array(Vec::new()),
                };
                self.open.push(Unfinished { value: Json { span: start..start, kind }, name: None });
            }
            Token::End(end) => {
                if let Some(Unfinished { mut value, .. }) = self.open.pop() {
                    value.span.end = end;
                    self.attach(value);
                }
            }
            Token::Name(span) => {
                let name = self.string(&span);
                if let Some(object) = self.open.last_mut() {
                    object.name = Some((name, span));
                }
            }
            Token::Scalar(span) => {
                let kind = match self.text.as_bytes().get(span.start) {
                    Some(b'"') => JsonKind::String(self.string(&span)),
                    Some(b't') => JsonKind::Bool(true),
                    Some(b'f') => JsonKind::Bool(false),
                    Some(b'n') => JsonKind::Null,
                    _ => JsonKind::Number,
                };
                self.attach(Json { span, kind });
            }
        }
    }

    /// Puts a value where it belongs.
    fn attach(&mut self, value: Json) {
        let Some(Unfinished { value: parent, name }) = self.open.last_mut() else {
            self.root = value;
            return;
        };
        match (&mut parent.kind, name.take()) {
            (JsonKind::Object(fields), Some((name, span))) => fields.push((name, span, value)),
            (JsonKind::Array(items), _) => items.push(value),
            _ => {}
        }
    }

    /// The value of a string that stands at `span`, with its quotes.
    fn string(&self, span: &Range<usize>) -> String {
        decoded(self.text.get(span.start + 1..span.end - 1).unwrap_or_default())
    }
}

/// The value of what stands between the quotes; halves of surrogate pairs become U+FFFD.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    let flush = |units: &mut Vec<u16>, out: &mut String| {
        out.push_str(&String::from_utf16_lossy(units));
        units.clear();
    };
    while let Some(first) = rest.chars().next() {
        let escape = rest.strip_prefix('\\').and_then(|after| after.chars().next());
        if let (Some('u'), Some(digits)) = (escape, rest.get(2..6)) {
            units.push(u16::from_str_radix(digits, 16).unwrap_or(0xFFFD));
            rest = &rest[6..];
            continue;
        }
        flush(&mut units, &mut out);
        match escape {
            Some(escape) => {
                out.push(match escape {
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    other => other,
                });
                rest = &rest[1 + escape.len_utf8()..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    flush(&mut units, &mut out);
    out
}
