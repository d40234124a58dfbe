//! Variables in templated files: `$NAME`, `${NAME}`, `${NAME:-default}`, put in before the text is read.

use super::sources::Replaced;
use crate::diagnostic::Span;
use std::collections::BTreeMap;

/// Names and values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables {
    values: BTreeMap<String, String>,
}

/// A text with its variables put in.
#[derive(Debug, PartialEq)]
pub(super) struct Expanded {
    pub(super) text: Vec<u8>,
    pub(super) replaced: Vec<Replaced>,
    /// Names that are not set, with their places in the expanded text.
    pub(super) unset: Vec<(String, Span)>,
}

impl Variables {
    /// The variables of the process.
    pub fn of_environment() -> Variables {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Variables { values: std::env::vars_os().filter_map(text).collect() }
    }

    /// Adds the lines of a file: `NAME=value`, perhaps in quotes or after `export`; `#` begins a comment. They win over
    /// what is there. The error is the number of the line that is none of this.
    pub fn add_file(&mut self, text: &str) -> Result<(), usize> {
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let line = line.strip_prefix("export ").map_or(line, str::trim_start);
            let (name, value) = line.split_once('=').ok_or(index + 1)?;
            let name = name.trim_end();
            if name.is_empty() || name_length(name.as_bytes()) != name.len() {
                return Err(index + 1);
            }
            self.values.insert(name.into(), unquoted(value.trim()));
        }
        Ok(())
    }

    /// Puts the values into a text. What is no variable's name, such as the `$1` of a relabelling rule, stays; so does a
    /// name that is not set.
    pub(super) fn expand(&self, written: &[u8]) -> Expanded {
        let mut expanded =
            Expanded { text: Vec::with_capacity(written.len()), replaced: Vec::new(), unset: Vec::new() };
        let mut at = 0;
        while let Some(dollar) = memchr::memchr(b'$', &written[at..]).map(|found| at + found) {
            expanded.text.extend_from_slice(&written[at..dollar]);
            let Some(variable) = Variable::parse(&written[dollar..]) else {
                // `$$` is Prometheus' own way to write a dollar.
                let length = if written[dollar..].starts_with(b"$$") { 2 } else { 1 };
                expanded.text.extend_from_slice(&written[dollar..dollar + length]);
                at = dollar + length;
                continue;
            };
            at = dollar + variable.length;
            let start = expanded.text.len();
            match self.values.get(variable.name).map(String::as_bytes).or(variable.default) {
                Some(value) => {
                    expanded.text.extend_from_slice(value);
                    let read = (start, expanded.text.len());
                    expanded.replaced.push(Replaced { written: (dollar, at), read });
                }
                None => {
                    expanded.text.extend_from_slice(&written[dollar..at]);
                    // By convention variables are in capitals; anything else may be a group of a regular expression.
                    if !variable.name.bytes().any(|byte| byte.is_ascii_lowercase()) {
                        expanded.unset.push((variable.name.into(), Span::new(start, expanded.text.len())));
                    }
                }
            }
        }
        expanded.text.extend_from_slice(&written[at..]);
        expanded
    }
}

struct Variable<'t> {
    name: &'t str,
    default: Option<&'t [u8]>,
    /// Of all of it, in bytes.
    length: usize,
}

impl<'t> Variable<'t> {
    /// The variable that a text begins with.
    fn parse(text: &'t [u8]) -> Option<Variable<'t>> {
        let braced = text.get(1) == Some(&b'{');
        let start = if braced { 2 } else { 1 };
        let end = start + name_length(text.get(start..)?);
        let name = std::str::from_utf8(text.get(start..end)?).ok().filter(|name| !name.is_empty())?;
        if !braced {
            return Some(Variable { name, default: None, length: end });
        }
        let rest = text.get(end..)?;
        let close = end + memchr::memchr2(b'}', b'\n', rest).filter(|at| rest.get(*at) == Some(&b'}'))?;
        let default = match text.get(end..close)? {
            [] => None,
            [b':', b'-', default @ ..] => Some(default),
            _ => return None,
        };
        Some(Variable { name, default, length: close + 1 })
    }
}

/// How many bytes of a text are a name: letters, digits and `_`, not beginning with a digit.
fn name_length(text: &[u8]) -> usize {
    if text.first().is_some_and(u8::is_ascii_digit) {
        return 0;
    }
    text.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
}

fn unquoted(value: &str) -> String {
    for quote in ['"', '\''] {
        let inner = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let Some(inner) = inner {
            return inner.into();
        }
    }
    // A comment may follow.
    value.split_once(" #").map_or(value, |(value, _)| value.trim_end()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(file: &str) -> Variables {
        let mut variables = Variables::default();
        variables.add_file(file).expect("a file of variables");
        variables
    }

    #[test]
    fn variables_are_put_in_and_groups_stay() {
        let variables = variables("# c\nA=1\nexport B=\"x y\"\nC='' # no\nD = d # comment\n");
        for (text, expected) in [
            ("$A ${B}", "1 x y"),
            ("$1 ${1} $$A ${a} ${A", "$1 ${1} $$A ${a} ${A"),
            ("${X:-7}${A:-7}", "71"),
            ("$X", "$X"),
            ("a$", "a$"),
            ("${D}", "d"),
        ] {
            let expanded = variables.expand(text.as_bytes());
            assert_eq!(String::from_utf8_lossy(&expanded.text), expected, "{text}");
        }
        let expanded = variables.expand(b"a: ${A}, b: ${NOT_SET}");
        assert_eq!(expanded.replaced, [Replaced { written: (3, 7), read: (3, 4) }]);
        assert_eq!(expanded.unset, [("NOT_SET".to_string(), Span::new(9, 19))]);
    }

    #[test]
    fn other_lines_are_refused() {
        assert_eq!(Variables::default().add_file("A=1\nno\n"), Err(2));
        assert_eq!(Variables::default().add_file("1A=1"), Err(1));
    }
}
