//! A position in the text being split into tokens, and Go's way to name the character found there.

use crate::golang::quote::{is_printable, quote_rune};

/// The characters of a text, one at a time, with one step back.
pub(super) struct Cursor<'a> {
    text: &'a str,
    /// Where the token being read starts.
    pub(super) start: usize,
    /// Where the next character starts.
    pub(super) position: usize,
    width: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Cursor<'a> {
        Cursor { text, start: 0, position: 0, width: 0 }
    }

    /// Takes the next character; `None` at the end.
    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.width = next.map_or(0, char::len_utf8);
        self.position += self.width;
        next
    }

    /// Looks at the next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Goes back over the character taken last; only once for each.
    pub(super) fn step_back(&mut self) {
        self.position -= self.width;
        self.width = 0;
    }

    /// Takes the next character if it is one of `set`.
    pub(super) fn accept(&mut self, set: &str) -> bool {
        let accepted = self.is_at(set);
        if accepted {
            self.next();
        }
        accepted
    }

    /// Takes characters as long as `wanted` likes them.
    pub(super) fn accept_while(&mut self, wanted: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&wanted) {
            self.next();
        }
    }

    /// Whether the next character is one of `set`.
    pub(super) fn is_at(&self, set: &str) -> bool {
        self.peek().is_some_and(|next| set.contains(next))
    }

    /// What follows the position.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    /// The text of the token so far.
    pub(super) fn word(&self) -> &'a str {
        self.text.get(self.start..self.position).unwrap_or_default()
    }
}

/// Space, tab, line feed and carriage return: all that separates tokens.
pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// What ends a comment.
pub(super) fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

/// What a word may start with.
pub(super) fn is_alphabetic(character: char) -> bool {
    character == '_' || character.is_ascii_alphabetic()
}

/// What a word may go on with.
pub(super) fn is_alphanumeric(character: char) -> bool {
    character == '_' || character.is_ascii_alphanumeric()
}

/// A character as Go's `%q` prints it: `'x'`, `'\u00a0'`, `'\''`; the end of the text is an invalid one.
pub(super) fn quoted(character: Option<char>) -> String {
    quote_rune(character.unwrap_or(char::REPLACEMENT_CHARACTER))
}

/// A character as Go's `%#U` prints it: `U+007A 'z'`, the second half only if it is printable.
pub(super) fn code_point(character: char) -> String {
    let number = u32::from(character);
    if is_printable(character) { format!("U+{number:04X} '{character}'") } else { format!("U+{number:04X}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_named_as_go_names_them() {
        assert_eq!(quoted(Some('$')), "'$'");
        assert_eq!(quoted(Some('\'')), r"'\''");
        assert_eq!(quoted(Some('\\')), r"'\\'");
        assert_eq!(quoted(Some('"')), "'\"'");
        assert_eq!(quoted(None), "'\u{fffd}'");
        assert_eq!(code_point('z'), "U+007A 'z'");
        assert_eq!(code_point('\''), "U+0027 '''");
        assert_eq!(code_point('\\'), r"U+005C '\'");
        assert_eq!(code_point('\n'), "U+000A");
    }
}
