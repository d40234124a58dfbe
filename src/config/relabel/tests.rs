//! Relabelling rules read, checked and applied.

use super::*;
use crate::{config::ValidationScheme, model::labels::Labels};
use std::path::Path;

fn rules(yaml: &str) -> Vec<RelabelRule> {
    parse_rules(yaml, Path::new("rules.yml"), ValidationScheme::Utf8).unwrap()
}

/// Applies the rules to `{a="foo", b="bar", c="baz"}`.
fn applied(yaml: &str) -> String {
    let labels = Labels::from_pairs([("a", "foo"), ("b", "bar"), ("c", "baz")]);
    relabel(&labels, &rules(yaml), ValidationScheme::Utf8).map_or_else(|| "dropped".into(), |labels| labels.to_string())
}

#[test]
fn every_action_does_what_it_says() {
    let cases = [
        (
            "[{source_labels: [a], regex: 'f(.*)', target_label: d, replacement: 'ch${1}-ch$1'}]",
            r#"{a="foo", b="bar", c="baz", d="choo-choo"}"#,
        ),
        ("[{source_labels: [a, b], target_label: d}]", r#"{a="foo", b="bar", c="baz", d="foo;bar"}"#),
        (
            "[{source_labels: [a, b], separator: '', regex: foobar, target_label: a, replacement: ''}]",
            r#"{b="bar", c="baz"}"#,
        ),
        ("[{source_labels: [a], regex: o, target_label: d, replacement: x}]", r#"{a="foo", b="bar", c="baz"}"#),
        (
            "[{source_labels: [b], regex: 'b(.)r', target_label: 'to_$1', replacement: v}]",
            r#"{a="foo", b="bar", c="baz", to_a="v"}"#,
        ),
        ("[{source_labels: [a], regex: '.*o', action: drop}]", "dropped"),
        ("[{source_labels: [a], regex: o, action: Drop}]", r#"{a="foo", b="bar", c="baz"}"#),
        ("[{source_labels: [a], regex: 'f|foo', action: KEEP}]", r#"{a="foo", b="bar", c="baz"}"#),
        ("[{source_labels: [nothing], regex: x, action: keep}]", "dropped"),
        ("[{source_labels: [a], target_label: b, action: keepequal}]", "dropped"),
        ("[{source_labels: [a], target_label: b, action: dropequal}]", r#"{a="foo", b="bar", c="baz"}"#),
        ("[{source_labels: [a], target_label: a, action: dropequal}]", "dropped"),
        (
            "[{regex: '(a|b)', replacement: 'x_$1', action: labelmap}]",
            r#"{a="foo", b="bar", c="baz", x_a="foo", x_b="bar"}"#,
        ),
        ("[{regex: '[ab]', action: labeldrop}]", r#"{c="baz"}"#),
        ("[{regex: '[ab]', action: labelkeep}]", r#"{a="foo", b="bar"}"#),
        ("[{source_labels: [a], target_label: a, action: uppercase}]", r#"{a="FOO", b="bar", c="baz"}"#),
        (
            "[{target_label: A, replacement: FOO}, {source_labels: [A], target_label: a, action: lowercase}]",
            r#"{A="FOO", a="foo", b="bar", c="baz"}"#,
        ),
        // MD5 of "foo" is acbd18db4cc2f85cedef654fccc4a4d8.
        (
            "[{source_labels: [a], modulus: 1000, target_label: d, action: hashmod}]",
            r#"{a="foo", b="bar", c="baz", d="696"}"#,
        ),
    ];
    for (yaml, expected) in cases {
        assert_eq!(applied(yaml), expected, "{yaml}");
    }
}

#[test]
fn labels_that_were_set_are_mapped_after_the_others() {
    let yaml = "[{target_label: a, replacement: new}, {regex: '[ab]', replacement: x, action: labelmap}]";
    assert_eq!(applied(yaml), r#"{a="new", b="bar", c="baz", x="new"}"#);
    let removed =
        "[{target_label: a, replacement: ''}, {source_labels: [a], target_label: d, regex: '', replacement: 'gone'}]";
    assert_eq!(applied(removed), r#"{b="bar", c="baz", d="gone"}"#);
}

#[test]
fn broken_rules_are_refused_in_prometheus_words() {
    let cases = [
        ("- action: jump", "unknown relabel action \"jump\""),
        ("- action:", "relabel action cannot be empty"),
        ("- {action: hashmod, target_label: a}", "relabel configuration for hashmod requires non-zero modulus"),
        ("- regex: a", "relabel configuration for replace action requires 'target_label' value"),
        ("- {action: uppercase, target_label: a, replacement: b}", "'replacement' can not be set for uppercase action"),
        ("- {action: labelmap, replacement: ''}", "\"\" is invalid 'replacement' for labelmap action"),
        (
            "- {action: keepequal, target_label: a, regex: '(.*)'}",
            "keepequal action requires only 'source_labels' and `target_label`, and no other fields",
        ),
        ("- {action: labeldrop, source_labels: []}", "labeldrop action requires only 'regex', and no other fields"),
        ("- {target_label: a, regex: '('}", "error parsing regexp: missing closing ): `^(?s:()$`"),
        ("- {target_label: a, colour: b}", "field colour not found in type relabel.plain"),
        ("- target_label: a\n-", "empty or null relabeling rule"),
    ];
    for (yaml, expected) in cases {
        let error = parse_rules(yaml, Path::new("rules.yml"), ValidationScheme::Utf8).unwrap_err().to_string();
        assert!(error.contains(expected), "{yaml}: {error}");
        assert!(error.starts_with("rules.yml:"), "{error}");
    }
    let second = "- target_label: a\n  replacement: b\n- action: hashmod\n  target_label: b\n";
    let error = parse_rules(second, Path::new("r"), ValidationScheme::Utf8).unwrap_err();
    assert!(error.to_string().starts_with("r:3:3: "), "{error}");
}

#[test]
fn legacy_names_are_classic_ones() {
    let is_fine = |target: &str| {
        let yaml = format!("- {{target_label: '{target}', replacement: x}}");
        parse_rules(&yaml, Path::new("r"), ValidationScheme::Legacy).is_ok()
    };
    for target in ["a", "_1", "${1}", "$1_x", "a${name}b", "x$1$2"] {
        assert!(is_fine(target), "{target}");
    }
    for target in ["1a", "a-b", "${1", "$", "a${}", "1$1", "a.b$1"] {
        assert!(!is_fine(target), "{target}");
    }
    let utf8 = "- {target_label: 'a-b', replacement: x}";
    assert_eq!(applied(utf8), r#"{a="foo", "a-b"="x", b="bar", c="baz"}"#);
}

#[test]
fn an_empty_file_has_no_rules() {
    assert!(rules("").is_empty());
    assert!(rules("# nothing").is_empty());
    assert!(rules("[]").is_empty());
}
