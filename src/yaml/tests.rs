//! Texts that are not YAML, or only meant to hurt.

use super::{Dialect, Document};
use proptest::prelude::*;

fn error(text: &[u8]) -> String {
    match Document::parse(text) {
        Ok(document) => format!("{} nodes", document.node_count()),
        Err(error) => error.go_text(Dialect::V3),
    }
}

#[test]
fn errors_have_gos_words_and_lines() {
    for (text, expected) in [
        ("a: b: c", "yaml: mapping values are not allowed in this context"),
        ("a:\n  - b\n  c: d\n", "yaml: line 1: did not find expected '-' indicator"),
        ("a: {b: c\nd: [\n", "yaml: line 1: did not find expected ',' or '}'"),
        ("a: [b\nc: d", "yaml: line 1: did not find expected ',' or ']'"),
        ("a: \"b", "yaml: found unexpected end of stream"),
        ("x: 1\na: @b", "yaml: line 2: found character that cannot start any token"),
        ("a: *b", "yaml: unknown anchor 'b' referenced"),
        ("a: &a [*a]", "yaml: anchor 'a' value contains itself"),
        ("a: \u{1}", "yaml: control characters are not allowed"),
    ] {
        assert_eq!(error(text.as_bytes()), expected, "{text:?}");
    }
    assert_eq!(error(b"a: \xff"), "yaml: invalid leading UTF-8 octet");
    assert_eq!(error(b"a: \xc3"), "yaml: incomplete UTF-8 octet sequence");
}

#[test]
fn places_of_errors_are_bytes() {
    let error = Document::parse("é: 'é'\né: @".as_bytes()).expect_err("it is not YAML");
    assert_eq!(error.span.line_and_column("é: 'é'\né: @"), Some((2, 5)));
}

#[test]
fn marks_of_the_beginning_and_two_byte_texts_are_fine() {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for bytes in [b"\xEF\xBB\xBFa: 1".to_vec(), [&[0xFF, 0xFE], &wide("a: 1")[..]].concat()] {
        let document = Document::parse(&bytes).expect("it parses");
        assert_eq!((document.text(), document.node_count()), ("a: 1", 3));
    }
}

#[test]
fn only_the_first_document_counts() {
    let more = |text: &str| Document::parse(text.as_bytes()).expect("it parses").has_more();
    assert!(!more("") && !more("a: 1\n") && !more("---\na: 1\n...\n"));
    assert!(more("a: 1\n---\nb: 2\n") && more("a: 1\n---\n]"));
}

#[test]
fn bombs_do_not_go_off() {
    let deep = "[".repeat(100_000);
    assert_eq!(error(deep.as_bytes()), "yaml: exceeded max depth of 100");
    let nested: String = (0..10_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(error(nested.as_bytes()), "yaml: line 100: exceeded max depth of 100");
    let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_string();
    for level in 1..10 {
        let list = vec![format!("*a{}", level - 1); 10].join(", ");
        laughs += &format!("a{level}: &a{level} [{list}]\n");
    }
    assert_eq!(error(laughs.as_bytes()), "yaml: document contains excessive aliasing");
    let line = format!("a: {}", "x".repeat(2_000_000));
    assert_eq!(error(line.as_bytes()), "3 nodes");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    /// No text that is made of what YAML knows makes it panic.
    #[test]
    fn no_text_makes_the_parser_panic(
        pieces in proptest::collection::vec(
            prop_oneof![
                "[-a&*!|>'\"%@`{}\\[\\],?:# \\n\\t\\\\~.0-9]{1,4}",
                Just("%YAML 1.".to_string()), Just("%TAG ! tag:x,2000:".to_string()), Just("--- ".to_string()),
                Just("...\n".to_string()), Just("\r\n".to_string()), Just("\r".to_string()), Just("\u{85}".to_string()),
                Just("\u{2028}".to_string()), Just("!!str ".to_string()), Just("!<x%ff>".to_string()),
                Just("\"\\x".to_string()), Just("\"\\u00".to_string()), Just("|2-\n".to_string()), Just(">+1".to_string()),
                Just("k: ".to_string()), Just("\n  ".to_string()), Just("\u{feff}".to_string()), Just("é".to_string()),
                Just("<<: ".to_string()), Just("\0".to_string()),
            ],
            0..14,
        )
    ) {
        let _ = Document::parse(pieces.concat().as_bytes());
    }
}
