//! Findings at their places.

use super::{Options, RuleFile};

fn parse(text: &str) -> RuleFile {
    RuleFile::parse(text.as_bytes(), Options::default())
}

/// The code of each finding and the text it points at.
fn found(text: &str) -> Vec<(&'static str, &str)> {
    let file = parse(text);
    let part = |span: crate::diagnostic::Span| &text[span.start as usize..span.end as usize];
    file.diagnostics.iter().map(|found| (found.code, found.span.map_or("", part))).collect()
}

fn in_rule(fields: &str) -> String {
    format!("groups:\n- name: g\n  rules:\n  - record: a\n{fields}\n")
}

/// In whatever style an expression is written, its errors point at the character.
#[test]
fn errors_in_expressions_point_into_the_file() {
    for (expr, expected) in [
        ("    expr: sum(up{a=\"é\"}) + nofn(up)", "nofn"),
        ("    expr: 'label_replace(up, \"a\", ''b'', \"c\", \"d\") + nofn(up)'", "nofn"),
        ("    expr: \"up{a=\\\"b\\\"}\\n + \\\n      nofn(up)\"", "nofn"),
        ("    expr: |\n      up\n\n        + nofn(up)\n", "nofn"),
        ("    expr: >-\n      up\n      + on (a)\n        nofn(up)\n", "nofn"),
        ("    expr: up\n      +\n      nofn(up)", "nofn"),
    ] {
        assert_eq!(found(&in_rule(expr)), [("rules/promql", expected)], "{expr}");
    }
}

#[test]
fn errors_in_templates_point_into_the_file() {
    let text = "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n    annotations:\n      x: >\n        one\n        \
                two {{ $lable.x }}\n      y: 'it''s {{ nofn }}'\n";
    assert_eq!(found(text), [("rules/template", "$lable"), ("rules/template", "nofn")]);
}

#[test]
fn many_mistakes_are_found_in_one_run() {
    let text = "groups:\n- name: g\n  intervall: 1m\n  interval: 5x\n  limit: many\n  labels: [a]\n  rules:\n  - record: a\n    \
                alert: b\n    exp: up\n    for: 1m\n    for: 2m\n  - record: 'a{b}'\n    expr: 1 +\n    annotations: {a: b}\n- rules: 5\n";
    let codes: Vec<&str> = found(text).into_iter().map(|(code, _)| code).collect();
    for code in [
        "rules/unknown-field",
        "rules/duration",
        "rules/type",
        "rules/repeated-key",
        "rules/record-name",
        "rules/promql",
        "rules/recording-field",
        "rules/group-name",
    ] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
    assert!(codes.len() >= 10, "{codes:?}");
    // Go is stopped by the duration, in both of its decodings.
    assert_eq!(parse(text).promtool_errors, vec!["unknown unit \"x\" in duration \"5x\""; 2]);
}

#[test]
fn slips_in_fields_have_a_hint() {
    let file = parse(&in_rule("    expr: up\n    lables: {a: b}"));
    assert_eq!(file.diagnostics[0].hints, ["did you mean `labels`?"]);
    assert_eq!(
        file.promtool_errors,
        ["yaml: unmarshal errors:\n  line 6: field lables not found in type rulefmt.Rule"]
    );
    let options = Options { ignore_unknown_fields: true, ..Options::default() };
    assert!(RuleFile::parse(in_rule("    expr: up\n    lables: {a: b}").as_bytes(), options).is_good());
}

#[test]
fn nulls_and_empty_files_are_fine() {
    for text in ["", "groups:\n", "groups: []\n", "groups:\n- name: a\n-\n", "groups:\n- name: a\n  rules:\n  -\n"] {
        assert!(parse(text).is_good(), "{text:?}: {:?}", parse(text).promtool_errors);
        assert_eq!(parse(text).rule_count(), 0);
    }
}

#[test]
fn anchors_and_merges_are_followed() {
    let text = "groups:\n- name: a\n  rules:\n  - &r\n    record: x\n    expr: up\n    labels: &l {a: b}\n  - <<: *r\n    record: y\n  \
                - {record: z, expr: up, labels: *l}\n";
    let file = parse(text);
    assert!(file.is_good(), "{:?}", file.promtool_errors);
    let rules = &file.groups[0].rules;
    let shown: Vec<(&str, usize)> = rules.iter().map(|rule| (rule.name(), rule.labels.len())).collect();
    assert_eq!(shown, [("x", 1), ("y", 1), ("z", 1)]);
}

#[test]
fn a_million_mistakes_are_not_kept() {
    let text = format!("groups: [{}x]\n", "x,".repeat(100_000));
    let file = parse(&text);
    assert_eq!(file.diagnostics.len(), 10_000);
}
