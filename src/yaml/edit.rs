//! Changing a part of a decoded scalar: what to write into the file, so that reading it again gives the wanted text.
//!
//! ```text
//! file      expr: 'rate(x[5m]) > 0'      expr: "up"
//! part      x → y{job='z'}               up → up{job="z"}
//! edit      x → y{job=''z''}             up → up{job=\"z\"}
//! ```
//! Each style has its own way to write a character, and its own things that change meaning next to a line break or at
//! the edge of the scalar. Where it is not certain that nothing else changes, there is no edit.

use super::{
    Document, NodeId, NodeKind, ScalarStyle,
    resolve::resolve,
    scalar_map::{ScalarMap, properties},
};
use crate::diagnostic::Span;

/// A key that is longer is none; the limit is 1,024 characters.
const LONGEST_KEY: usize = 1000;

impl Document {
    /// The bytes of the file to replace, and what to put there, so that `part` of the scalar's value becomes
    /// `replacement` and everything else stays as it is. An empty part inserts.
    ///
    /// `None` when that cannot be done safely: it is no scalar; it is an alias, or has an anchor, so that other places
    /// share it; or its style has no way to write the text there (a `: ` in a plain scalar, a line break in a block).
    pub fn edit(&self, id: NodeId, part: Span, replacement: &str) -> Option<(Span, String)> {
        let node = self.written(id);
        let NodeKind::Scalar(value, style) = &node.kind else { return None };
        let value_range = part.start as usize..part.end as usize;
        value.get(value_range.clone())?;
        let scalar = self.text().get(node.span.start as usize..node.span.end as usize)?;
        let content = node.span.start as usize + properties(scalar);
        if self.text().get(node.span.start as usize..content)?.contains('&') || has_odd_breaks(scalar) {
            return None;
        }
        let map = ScalarMap::new(self.text(), node.span, *style, value)?;
        let start = map.start_of(value_range.start)?;
        let end = if value_range.is_empty() { start } else { map.end_of(value_range.end)?.max(start) };
        let site = Site {
            before: self.text().get(content..start)?,
            replaced: self.text().get(start..end)?,
            after: self.text().get(end..node.span.end as usize)?,
            line: line_before(self.text().get(..start)?),
        };
        // A scalar may have lines in the first column only where it is the whole document: there stand marks as well.
        if !site.line.starts_with(is_blank) && start - site.line.len() >= content {
            return None;
        }
        let is_fold =
            |decoded: Option<char>, written: Option<char>| decoded == Some('\n') && written.is_some_and(is_break);
        let (decoded, decoded_behind) = value.split_at(value_range.end);
        let decoded = &decoded[value_range.start..];
        let first = if decoded.is_empty() { decoded_behind.chars().next() } else { decoded.chars().next() };
        let written_first = site.replaced.chars().chain(site.after.chars()).next();
        let touches_folds = is_fold(first, written_first) || site.replaced.ends_with(is_break);
        let written = match style {
            ScalarStyle::Plain => {
                let mut result = value.to_string();
                result.replace_range(value_range, replacement);
                let kind = |value: &str| resolve(value, *style, self.tags.get(&id)).tag();
                let takes = !touches_folds
                    && kind(value) == kind(&result)
                    && site.takes_plain(replacement)
                    && !(replacement.contains([',', '?', '[', ']', '{', '}', ':']) && self.is_in_flow(id));
                takes.then(|| replacement.to_string())
            }
            ScalarStyle::SingleQuoted => Some(replacement.replace('\'', "\'\'"))
                .filter(|written| !touches_folds && is_printable(written) && site.edges_stay(written)),
            ScalarStyle::DoubleQuoted => {
                Some(escaped(replacement)).filter(|written| !touches_folds && site.edges_stay(written))
            }
            ScalarStyle::Literal => site.takes_block(replacement, false).then(|| replacement.to_string()),
            ScalarStyle::Folded => site.takes_block(replacement, true).then(|| replacement.to_string()),
        }?;
        let is_key = self.text().get(node.span.end as usize..)?.trim_start_matches(is_blank).starts_with(':');
        let fits = !is_key || site.before.len() + written.len() + site.after.len() <= LONGEST_KEY;
        fits.then(|| (Span::new(start, end), written))
    }

    /// Whether the node stands between brackets or braces. Nodes are numbered in the order of the text, so that of
    /// several neighbours the last one that is not behind it contains it.
    fn is_in_flow(&self, id: NodeId) -> bool {
        let Some(mut at) = self.root else { return false };
        while at != id {
            let node = self.written(at);
            let rest = self.text().get(node.span.start as usize..).unwrap_or("");
            if rest[properties(rest)..].starts_with(['[', '{']) {
                return true;
            }
            let child = match &node.kind {
                NodeKind::Sequence(items) => items[..items.partition_point(|item| item.0 <= id.0)].last().copied(),
                NodeKind::Mapping(pairs) => {
                    let last = pairs[..pairs.partition_point(|(key, _)| key.0 <= id.0)].last();
                    last.map(|&(key, value)| if value.0 <= id.0 { value } else { key })
                }
                NodeKind::Scalar(..) | NodeKind::Alias(_) => None,
            };
            let Some(child) = child else { return false };
            at = child;
        }
        false
    }
}

/// A place in a scalar that is to be changed, as the file has it.
struct Site<'t> {
    /// What of the scalar stands before it, an opening quote included.
    before: &'t str,
    replaced: &'t str,
    /// What of the scalar stands behind it, a closing quote included.
    after: &'t str,
    /// What stands before it on its line, whatever that belongs to.
    line: &'t str,
}

impl Site<'_> {
    /// Whether nothing around the written text, nor blanks in it, come to stand beside a line break, where they would
    /// be taken for indentation.
    fn edges_stay(&self, written: &str) -> bool {
        let (before, after) = (self.before.trim_end_matches(is_blank), self.after.trim_start_matches(is_blank));
        let opens = !written.is_empty() && !written.starts_with(is_blank);
        let closes = !written.is_empty() && !written.ends_with(is_blank);
        (opens || !before.ends_with(is_break)) && (closes || !after.starts_with(is_break))
    }

    fn takes_plain(&self, written: &str) -> bool {
        let scalar = format!("{}{written}{}", self.before, self.after);
        let mut previous = ' ';
        let mut characters = scalar.chars().peekable();
        let mut ends = false;
        while let Some(character) = characters.next() {
            let next = characters.peek().copied().unwrap_or(' ');
            ends |= character == ':' && is_space(next) || character == '#' && is_space(previous);
            previous = character;
        }
        let begins_as_word =
            |first: char| first.is_alphanumeric() || matches!(first, '_' | '(' | '+' | '/' | '.' | '$');
        let opens = !self.before.is_empty()
            || scalar.starts_with(begins_as_word)
            || scalar.starts_with('-') && scalar[1..].starts_with(begins_as_word);
        !ends
            && opens
            && !scalar.ends_with(is_space)
            && !scalar.starts_with(is_space)
            && is_printable(written)
            && self.edges_stay(written)
    }

    /// Whether a literal or folded scalar can have `written` here: the lines keep their indentation, and none becomes
    /// empty.
    fn takes_block(&self, written: &str, is_folded: bool) -> bool {
        let rest_of_line = self.after.split(is_break).next().unwrap_or("");
        let new_line = format!("{}{written}{rest_of_line}", self.line);
        let old_line = format!("{}{}{rest_of_line}", self.line, self.replaced);
        let indentation = |line: &str| line.len() - line.trim_start_matches(is_blank).len();
        let has_content = |line: &str| line.chars().next().is_some_and(|first| !is_break(first));
        let first_indentation = indentation(&old_line);
        let merges_alike = match self.replaced.rfind(is_break) {
            Some(last) if is_folded => indentation(&self.replaced[last + 1..]) == first_indentation,
            _ => true,
        };
        is_printable(written)
            && !self.replaced.ends_with(is_break)
            && has_content(&old_line[first_indentation..])
            && has_content(&new_line[indentation(&new_line)..])
            && indentation(&new_line) == first_indentation
            && merges_alike
    }
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

fn is_space(character: char) -> bool {
    is_blank(character) || is_break(character)
}

/// Line breaks that YAML knows and hardly anyone else.
fn has_odd_breaks(text: &str) -> bool {
    text.contains(['\u{85}', '\u{2028}', '\u{2029}'])
}

/// Whether the text can stand in a scalar without escapes, on one line.
fn is_printable(text: &str) -> bool {
    !text.contains(must_be_escaped)
}

fn must_be_escaped(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// What stands for the text between double quotes.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '\\' => written.extend(['\\', character]),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            '\r' => written.push_str("\\r"),
            other if must_be_escaped(other) => written.push_str(&format!("\\u{:04X}", u32::from(other))),
            other => written.push(other),
        }
    }
    written
}

/// The line that `text` ends in, as far as it goes.
fn line_before(text: &str) -> &str {
    text.rfind(is_break).map_or(text, |last| &text[last + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::Dialect;
    use proptest::prelude::*;

    /// The document after the edit of the value of its first key; and the value that was wanted.
    fn edited(text: &str, part: std::ops::Range<usize>, replacement: &str) -> Option<(String, String)> {
        let document = Document::parse(text.as_bytes()).expect("it parses");
        let node = first_value(&document);
        let mut wanted = document.scalar(node).expect("a scalar").to_string();
        let (span, written) = document.edit(node, Span::new(part.start, part.end), replacement)?;
        wanted.replace_range(part, replacement);
        let mut file = document.text().to_string();
        file.replace_range(span.start as usize..span.end as usize, &written);
        Some((file, wanted))
    }

    fn first_value(document: &Document) -> NodeId {
        document.entries(document.root().expect("a document"), Dialect::V3).expect("a mapping")[0].value
    }

    fn replaced(text: &str, old: &str, new: &str) -> Option<String> {
        let document = Document::parse(text.as_bytes()).expect("it parses");
        let start = document.scalar(first_value(&document)).and_then(|value| value.find(old)).expect("it is there");
        let (file, wanted) = edited(text, start..start + old.len(), new)?;
        let after = Document::parse(file.as_bytes()).expect("the edited text parses");
        assert_eq!(after.scalar(first_value(&after)), Some(wanted.as_str()), "{file:?}");
        Some(file)
    }

    #[test]
    fn each_style_writes_it_in_its_way() {
        for (text, old, new, expected) in [
            ("k: up == 1", "up", "up{a=\"b\"}", "k: up{a=\"b\"} == 1"),
            ("k: 'up == 1'", "up", "up{a='b'}", "k: 'up{a=''b''} == 1'"),
            ("k: \"up == 1\"", "up", "up{a=\"b\\n\"}", "k: \"up{a=\\\"b\\\\n\\\"} == 1\""),
            ("k: \"up == 1\"", "up", "a\nb", "k: \"a\\nb == 1\""),
            ("k: |\r\n  up # é\r\n  == 1\r\n", "up", "up{a='b'}", "k: |\r\n  up{a='b'} # é\r\n  == 1\r\n"),
            ("k: >-\n  sum(\n    up) ==\n  1\n", "up", "x", "k: >-\n  sum(\n    x) ==\n  1\n"),
            ("k: sum(a)\n  + foo # why", "+ foo", "- bar", "k: sum(a)\n  - bar # why"),
            ("k: 'it''s  so'", "'s  s", "z", "k: 'itzo'"),
            ("k: \"\\u00e9 b\\\n   c\"", "bc", "x", "k: \"\\u00e9 x\""),
            ("k: |2\n    one\n  two\n", "one", "ONE", "k: |2\n    ONE\n  two\n"),
            ("k: |\n  a +\n    b\n", "a +\n  b", "c", "k: |\n  c\n"),
        ] {
            assert_eq!(replaced(text, old, new).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn what_a_style_cannot_write_is_refused() {
        for (text, old, new) in [
            ("k: up == 1", "up", "'up'"),
            ("k: up == 1", "up", "up: x"),
            ("k: up == 1", " == 1", " # x"),
            ("k: up == 1", " == 1", ":"),
            ("k: up == 1", "up == ", ""),
            ("k: up == 1", "up", "a\nb"),
            ("k: 'up == 1'", "up", "a\nb"),
            ("k: |\n  up\n", "up", "a\nb"),
            ("k: |\n  up\n", "up", " up"),
            ("k: |\n  up\n  x\n", "up", ""),
            ("k: |\n  up\n  x\n", "up\n", "y"),
            ("k: >\n  up\n  x\n", "up ", "y"),
            ("k: 'up\n\n  x'", "\n", "y"),
            ("k: up\n  x", "x", ""),
            ("k: &a up", "up", "x"),
            ("k: true", "true", "a"),
            ("k: a1", "a", ""),
        ] {
            assert_eq!(replaced(text, old, new), None, "{text:?}");
        }
        // An alias is written elsewhere, a collection is no text, and a part must lie inside.
        let document = Document::parse("a: &a é\nk: *a\nl: [up, up]\n".as_bytes()).expect("it parses");
        let entries = document.entries(document.root().expect("a document"), Dialect::V3).expect("a mapping");
        let whole = Span::new(0, 2);
        assert!(entries.iter().all(|entry| document.edit(entry.value, whole, "x").is_none()));
        let NodeKind::Sequence(items) = &document.node(entries[2].value).kind else { panic!("a sequence") };
        assert_eq!(document.edit(items[1], whole, "x"), Some((Span::new(23, 25), "x".into())));
        for (part, replacement) in [(whole, "x,y"), (whole, "[x]"), (Span::new(1, 9), "x"), (Span::new(2, 1), "x")] {
            assert_eq!(document.edit(items[1], part, replacement), None, "{replacement}");
        }
    }

    fn contents() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-z(){}é日'\"\\\\]{1,5}",
            Just(" ".to_string()),
            Just("\n".to_string()),
            Just("\n\n".to_string()),
            Just("\n  ".to_string()),
            Just("\t".to_string()),
        ];
        proptest::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
    }

    /// A document with one scalar, of a style that is chosen by number, in a list, a mapping, or between brackets.
    fn written(content: &str, style: usize, indent: usize, line_break: &str) -> String {
        let pad = " ".repeat(indent);
        let indented = |header: &str| {
            let lines: Vec<String> = content.split('\n').map(|line| format!("{pad}{line}")).collect();
            format!("k: {header}\n{}\nnext: 1\n", lines.join("\n"))
        };
        let plain = content.replace(['{', '}', '"', '\''], "").replace('\n', &format!("\n{pad}"));
        let text = match style {
            0 => format!("k: x{plain}\nnext: 1\n"),
            1 => format!("k: '{}'\nnext: 1\n", content.replace('\'', "''").replace('\n', &format!("\n{pad}"))),
            2 => format!(
                "k: \"{}\"\nnext: 1\n",
                content.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', &format!("\\\n{pad}\\n{pad}\n{pad}"))
            ),
            3 => indented("|"),
            4 => indented(&format!("|{indent}+")),
            5 => indented(">-"),
            6 => indented(&format!(">{indent}")),
            _ => format!("{{k: x{plain}, next: 1}}"),
        };
        text.replace('\n', line_break)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn an_edit_changes_the_part_and_nothing_else(
            content in contents(),
            style in 0usize..8,
            indent in 1usize..5,
            ends in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
            replacement in "[ax\u{e9} \t\n:#'\"{},\\[\\]?&*|>%@`!\\\\\u{85}-]{0,6}",
            wide in any::<bool>(),
        ) {
            let text = written(&content, style, indent, if wide { "\r\n" } else { "\n" });
            let Ok(document) = Document::parse(text.as_bytes()) else { return Ok(()) };
            let NodeKind::Mapping(pairs) = &document.written(document.root().expect("a root")).kind else { return Ok(()) };
            let Some(value) = document.scalar(pairs[0].1) else { return Ok(()) };
            let edges: Vec<usize> = (0..=value.len()).filter(|at| value.is_char_boundary(*at)).collect();
            let (one, other) = (*ends.0.get(&edges), *ends.1.get(&edges));
            let Some((file, wanted)) = edited(&text, one.min(other)..one.max(other), &replacement) else { return Ok(()) };
            let Ok(after) = Document::parse(file.as_bytes()) else {
                return Err(TestCaseError::fail(format!("{file:?} of {text:?} does not parse")));
            };
            let NodeKind::Mapping(new_pairs) = &after.written(after.root().expect("a root")).kind else {
                return Err(TestCaseError::fail(format!("{file:?} of {text:?} is no mapping")));
            };
            prop_assert_eq!(after.scalar(new_pairs[0].1), Some(wanted.as_str()), "{:?} of {:?}", file, text);
            prop_assert_eq!(pairs.len(), new_pairs.len(), "{:?} of {:?}", file, text);
            prop_assert_eq!(after.resolved(new_pairs[0].1).tag(), document.resolved(pairs[0].1).tag());
            if let (Some(old), Some(new)) = (pairs.get(1), new_pairs.get(1)) {
                prop_assert_eq!(document.scalar(old.1), after.scalar(new.1));
            }
        }
    }
}
