//! Places: where a part of a decoded scalar stands in the file.

use super::{Document, NodeId, NodeKind, scalar_map::ScalarMap};
use crate::diagnostic::Span;

impl Document {
    /// The bytes of the file that bytes `part` of the scalar's value were read from; those of the whole node for an
    /// alias, or for what is no scalar.
    ///
    /// An empty part stays empty. This decodes the scalar again, so it is for errors, not for every value.
    pub fn locate(&self, id: NodeId, part: Span) -> Span {
        let node = self.written(id);
        self.scalar_map(id).and_then(|map| map.locate(part)).unwrap_or(node.span)
    }

    /// Where all parts of the scalar's value stand in the file; `None` for an alias and for what is no scalar.
    pub fn scalar_map(&self, id: NodeId) -> Option<ScalarMap> {
        let node = self.written(id);
        let NodeKind::Scalar(value, style) = &node.kind else { return None };
        ScalarMap::new(self.text(), node.span, *style, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Dialect, ScalarStyle};
    use proptest::prelude::*;

    /// The value of `key` in `text`, and what of the file each part of it was read from.
    fn parts<'t>(text: &'t str, parts: &[&str]) -> Vec<&'t str> {
        let document = Document::parse(text.as_bytes()).expect("it parses");
        let entries = document.entries(document.root().expect("a document"), Dialect::V3).expect("a mapping");
        let node = entries.last().expect("an entry").value;
        let value = document.scalar(node).expect("a scalar");
        let find = |part: &&str| {
            let start = value.find(*part).unwrap_or_else(|| panic!("{part:?} is in {value:?}"));
            let span = document.locate(node, Span::new(start, start + part.len()));
            &text[span.start as usize..span.end as usize]
        };
        parts.iter().map(find).collect()
    }

    #[test]
    fn parts_are_found_in_every_style() {
        for (text, wanted, expected) in [
            ("k: sum(é) + foo", vec!["é", "foo"], vec!["é", "foo"]),
            ("k: sum(a)\n  + foo\n\n  - x", vec!["+ foo", "\n", "- x"], vec!["+ foo", "\n", "- x"]),
            ("k: 'it''s  so\n\n   long'", vec!["'s ", "so", "long"], vec!["''s ", "so", "long"]),
            (
                "k: \"\\x41\\u00e9 b\\\n   c\\n\"",
                vec!["A", "é", "bc", "c", "\n"],
                vec!["\\x41", "\\u00e9", "b\\\n   c", "c", "\\n"],
            ),
            ("k: |\n  one\n\n    two\n  three\n", vec!["one", "  two", "three"], vec!["one", "  two", "three"]),
            ("k: |2-\n    one\n  two\n", vec!["  one", "two"], vec!["  one", "two"]),
            (
                "k: >\n  one\n  two\n\n  three\n   more\n  four\n",
                vec!["one two", "three", " more", "four"],
                vec!["one\n  two", "three", " more", "four"],
            ),
            ("k: &a !!str\n  plain text", vec!["text"], vec!["text"]),
            ("k: >-\r\n  one\r\n  two\r\n", vec!["one", "two"], vec!["one", "two"]),
            ("é: é # é\nk: [é, 'é', \"xé\"]\nl: 'éa'", vec!["a"], vec!["a"]),
            ("k: |\n  without an end", vec!["end"], vec!["end"]),
        ] {
            assert_eq!(parts(text, &wanted), expected, "{text:?}");
        }
    }

    #[test]
    fn a_block_without_a_break_at_its_end_has_none() {
        for (text, expected) in
            [("k: |\n  a", "a"), ("k: |\n  a\n", "a\n"), ("k: |+\n  a\n\n", "a\n\n"), ("k: >\n  a\n  b", "a b")]
        {
            let document = Document::parse(text.as_bytes()).expect("it parses");
            let entries = document.entries(document.root().expect("a document"), Dialect::V3).expect("a mapping");
            assert_eq!(document.scalar(entries[0].value), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn the_end_of_a_value_is_the_end_of_its_last_line() {
        let text = "k: |\n  sum(\n\nj: 1";
        let document = Document::parse(text.as_bytes()).expect("it parses");
        let entries = document.entries(document.root().expect("a document"), Dialect::V3).expect("a mapping");
        let at = |offset| document.locate(entries[0].value, Span::new(offset, offset)).start as usize;
        assert_eq!((at(0), at(4), at(5)), (7, 11, 12));
    }

    /// Text for a scalar of any style: words, blanks, breaks, and characters that need an escape.
    fn contents() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-z(){}é日'\"\\\\]{1,5}",
            Just(" ".to_string()),
            Just("\n".to_string()),
            Just("\n\n".to_string()),
            Just("\n  ".to_string()),
            Just("\t".to_string()),
        ];
        proptest::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat())
    }

    /// A document with one scalar, of a style that is chosen by number.
    fn written(content: &str, style: usize, indent: usize) -> String {
        let pad = " ".repeat(indent);
        let indented = |header: &str| {
            let lines: Vec<String> = content.split('\n').map(|line| format!("{pad}{line}")).collect();
            format!("k: {header}\n{}\nnext: 1\n", lines.join("\n"))
        };
        match style {
            0 => format!("k: x{}\n", content.replace(['{', '}', '"', '\''], "").replace('\n', &format!("\n{pad}"))),
            1 => format!("k: '{}'\n", content.replace('\'', "''").replace('\n', &format!("\n{pad}"))),
            2 => format!(
                "k: \"{}\"\n",
                content.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', &format!("\\\n{pad}\\n{pad}\n{pad}"))
            ),
            3 => indented("|"),
            4 => indented(&format!("|{indent}+")),
            5 => indented(">-"),
            _ => indented(&format!(">{indent}")),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn every_character_is_read_from_its_place(content in contents(), style in 0usize..7, indent in 1usize..5) {
            let text = written(&content, style, indent);
            let Ok(document) = Document::parse(text.as_bytes()) else { return Ok(()) };
            let entries = document.entries(document.root().expect("a document"), Dialect::V3).expect("a mapping");
            let node = entries[0].value;
            let NodeKind::Scalar(value, style) = &document.written(node).kind else { return Ok(()) };
            // The map exists only if the second decoding gives the parser's own text.
            let map = ScalarMap::new(document.text(), document.written(node).span, *style, value);
            let Some(map) = map else {
                return Err(TestCaseError::fail(format!("no map for {text:?} = {value:?}")));
            };
            let mut last = 0;
            for (offset, character) in value.char_indices() {
                let start = map.start_of(offset).expect("a place");
                let end = map.end_of(offset + character.len_utf8()).expect("a place");
                prop_assert!(last <= start && start <= end, "places ascend");
                last = start;
                let source = &text[start..end];
                let same = source.starts_with(character)
                    || source.starts_with('\\')
                    || source == "''"
                    || (character == ' ' && source.trim().is_empty() && source.contains('\n'));
                prop_assert!(same, "{character:?} of {value:?} read from {source:?} in {text:?} ({style:?})");
            }
        }

        #[test]
        fn no_text_makes_the_tree_or_its_places_panic(text in "[-a&*!|>'\"%@`{}\\[\\],?:# \n\t\\\\\u{85}\u{2028}é0]{0,60}") {
            if let Ok(document) = Document::parse(text.as_bytes()) {
                for id in (0..document.nodes.len()).map(|number| NodeId(number as u32)) {
                    let _ = (document.resolved(id), document.repeated_keys(id), document.mismatch(id, "x"));
                    let _ = document.entries(id, Dialect::V2);
                    document.locate(id, Span::new(0, 1));
                }
            }
        }
    }

    #[test]
    fn styles_are_told_apart() {
        let document = Document::parse(b"[a, 'b', \"c\"]").expect("it parses");
        let styles = document.nodes.iter().filter_map(|node| match node.kind {
            NodeKind::Scalar(_, style) => Some(style),
            _ => None,
        });
        assert_eq!(
            styles.collect::<Vec<_>>(),
            [ScalarStyle::Plain, ScalarStyle::SingleQuoted, ScalarStyle::DoubleQuoted]
        );
    }
}
