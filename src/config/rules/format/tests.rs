//! What formatted rule files look like, and that nothing else of them changes.

use super::{FormatError, format};
use crate::config::rules::Input;
use proptest::prelude::*;

/// A file whose only rule begins with these lines.
fn rule(lines: &str) -> String {
    format!(
        "# top\ngroups:\n  - name: g # g\n    rules:\n      - record: r\n{lines}\n        labels: {{a: 'b'}}\n\n# end"
    )
}

#[track_caller]
fn formatted(text: &str) -> String {
    let format = |text: &str| match super::format(text.as_bytes()) {
        Ok(formatted) => String::from_utf8(formatted.bytes).expect("UTF-8"),
        Err(error) => panic!("{text}: {error} {error:?}"),
    };
    let once = format(text);
    assert_eq!(format(&once), once, "a second time");
    once
}

const LONG: &str =
    "sum by(job)(rate(http_requests_total{code=~\"5..\"}[5m]))/sum by(job)(rate(http_requests_total{}[5m]))>0.05";

#[test]
fn one_line_keeps_its_style() {
    for (before, after) in [
        ("        expr: a+b # why", "        expr: a + b # why"),
        ("        expr:   a+b", "        expr:   a + b"),
        ("        \"expr\": 'a+b{c=''d''}'", "        \"expr\": 'a + b{c=''d''}'"),
        ("        expr: \"a+b{c=\\\"d\\\\n\\\"}\"", "        expr: \"a + b{c=\\\"d\\\\n\\\"}\""),
        ("        expr: a\n          +b", "        expr: a + b"),
        ("        expr:\n          a+b", "        expr:\n          a + b"),
        ("        expr: |\n            a\n              +b\n", "        expr: |\n            a + b\n"),
        ("        expr: >- # why\n          a\n          +b", "        expr: >- # why\n          a + b"),
        ("        expr: |2-\n            a+b", "        expr: |-\n          a + b"),
        ("        expr: 1+1", "        expr: 1 + 1"),
        ("        expr: sum(a)by(b)", "        expr: sum by (b) (a)"),
        ("        expr: |+\n          a+b\n\n", "        expr: |+\n          a + b\n\n"),
    ] {
        assert_eq!(formatted(&rule(before)), rule(after));
    }
}

#[test]
fn what_cannot_stay_plain_is_quoted() {
    // Braces would begin a mapping, and a number sign after a blank a comment.
    for (before, after) in [
        ("        expr: \n          \"a\\n+b\"", "        expr: \n          \"a + b\""),
        ("        expr: a#c", "        expr: 'a #c'"),
        ("        expr: a{b=\"c,#d\"}+1", "        expr: a{b=\"c,#d\"} + 1"),
        ("        expr: a or({b=\"c\"}+1)", "        expr: a or ({b=\"c\"} + 1)"),
        (
            "        expr: label_replace(a,\"b\",\"c\",\"d\",\"e:f\")",
            "        expr: label_replace(a, \"b\", \"c\", \"d\", \"e:f\")",
        ),
        ("        expr: SUM(a)\n          #\n", "        expr: sum(a)\n          #\n"),
    ] {
        assert_eq!(formatted(&rule(before)), rule(after));
    }
}

#[test]
fn long_expressions_become_literal_blocks() {
    for head in [
        "        expr: LONG",
        "        expr: 'LONG'",
        "        expr:\n          LONG",
        "        expr: >\n          LONG",
        "        expr: |\n          LONG\n",
    ] {
        let text = formatted(&rule(&head.replace("LONG", LONG)));
        assert!(text.contains("        expr: |\n          sum by (job) (rate("), "{text}");
        assert!(text.contains("\n        labels: {a: 'b'}\n\n# end"), "{text}");
    }
    insta::assert_snapshot!(formatted(&rule(&format!("        expr: {LONG} # why"))), @r##"
    # top
    groups:
      - name: g # g
        rules:
          - record: r
            expr: | # why
              sum by (job) (rate(http_requests_total{code=~"5.."}[5m]))
              /
              sum by (job) (rate(http_requests_total{}[5m]))
              > 0.05
            labels: {a: 'b'}

    # end
    "##);
}

#[test]
fn anchors_aliases_tags_and_braces_are_left_alone() {
    let block = |lines: &str| rule(&format!("        expr: {lines}"));
    for text in [
        block(&format!("&e {LONG}")),
        block("!!str a+b"),
        block(&format!("&e >\n          {LONG}")),
        format!("groups:\n- name: a\n  rules: [{{record: x, expr: '{LONG}'}}]\n"),
        "x: &e a+b\ngroups:\n- name: a\n  rules:\n  - record: x\n    expr: *e\n".to_owned(),
    ] {
        assert_eq!(formatted(&text), text);
    }
    let text = "groups:\n- name: a\n  rules: [{record: x, expr: 'a+b{}'}, {record: y, expr: a+b}]\n";
    assert_eq!(formatted(text), text.replace("a+b", "a + b"));
    let text = r#"{"groups":[{"name":"a","rules":[{"record":"x","expr":"a{b=\"\u0007\\n\"}+b"}]}]}"#;
    assert_eq!(formatted(text), text.replace("}+b", "} + b"));
    let text = "groups:\n- name: a\n  rules:\n  - &r\n    record: x\n    expr: a+b\n  - <<: *r\n    record: y\n";
    assert_eq!(formatted(text), text.replace("a+b", "a + b"));
}

#[test]
fn line_ends_and_marks_stay() {
    let text = rule(&format!("        expr: {LONG}")).replace('\n', "\r\n");
    let after = formatted(&text);
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert!(after.contains("expr: |\r\n          sum"), "{after}");
    let marked = format!("\u{feff}{}", rule("        expr: a+b"));
    assert_eq!(formatted(&marked), marked.replace("a+b", "a + b"));
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert!(matches!(format(&wide), Err(FormatError::Utf16)));
}

#[test]
fn comments_do_not_slip_into_blocks() {
    let text = rule(&format!("        expr: {LONG}\n          # below"));
    let outcome = format(text.as_bytes()).expect("it is formatted");
    assert_eq!(outcome.bytes, text.as_bytes());
    let message = outcome.left.first().map(|finding| finding.message.as_str());
    assert_eq!(message, Some("left as it is: the comment below it would become a part of it"));
}

#[test]
fn bad_files_are_not_touched() {
    for text in [
        "groups: [",
        "groups:\n- name: a\n  rules:\n  - record: x\n    expr: sum(\n",
        "groups:\n- name: a\n- name: a\n",
    ] {
        assert!(matches!(format(text.as_bytes()), Err(FormatError::Invalid(_))), "{text}");
    }
    let two = format!("{}\n---\nwhat: [ever\n", rule("        expr: a+b"));
    let outcome = format(two.as_bytes()).expect("the first document is formatted");
    assert!(outcome.has_more_documents);
    assert_eq!(outcome.bytes, two.replace("a+b", "a + b").as_bytes());
}

#[test]
fn objects_of_kubernetes_and_streams_are_formatted() {
    let object = |name: &str, expr: &str| {
        format!(
            "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule # k\nmetadata:\n  name: {name}\nspec:\n  groups:\n  \
             - name: a\n    rules:\n    - record: x\n      expr: {expr}\n"
        )
    };
    let other = "apiVersion: v1\nkind: Service\nmetadata: {name: c}\nexpr: a+b\n";
    let text = format!("# first\n{}---\n{other}---\n{}", object("a", "a+b"), object("b", "|-\n        sum(a)by(b)"));
    assert_eq!(formatted(&text), text.replacen("expr: a+b", "expr: a + b", 1).replace("sum(a)by(b)", "sum by (b) (a)"));
    let text = format!("{}---\n{}", object("a", LONG), object("b", LONG));
    let after = formatted(&text);
    assert_eq!(after.matches("      expr: |\n        sum by (job) (rate(").count(), 2, "{after}");
}

#[test]
fn rule_files_in_config_maps_are_formatted() {
    let head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  other: |\n    expr: a+b\n";
    let rules = "groups:\n    - name: a # a\n\n      rules:\n      - record: x\n        expr: EXPR\n      - record: y\n        expr: up\n";
    let text = format!("{head}  a.rules: |\n    {rules}  b.rules: |-\n    {rules}");
    let one = formatted(&text.replace("EXPR", "a+b"));
    assert_eq!(one, text.replace("EXPR", "a + b"));
    let long = formatted(&text.replace("EXPR", LONG));
    assert_eq!(long.matches("        expr: |\n          sum by (job) (rate(").count(), 2, "{long}");
    assert!(long.starts_with(head), "{long}");
    let inner = "groups:\n- name: a\n  rules:\n  - record: x\n    expr: a+b\n";
    let lines = format!("{head}  a.rules: {}\n", super::scalar::double_quoted(inner));
    assert_eq!(formatted(&lines), lines.replace("expr: a+b\\n\"", "expr: a + b\\n\""));
    let quoted = format!("{head}  a.rules: \"groups: [{{name: a, rules: [{{record: x, expr: a+b}}]}}]\"\n");
    assert_eq!(formatted(&quoted), quoted.replace("expr: a+b}", "expr: a + b}"));
}

/// Ways to write an expression as a value, and comments and blanks around it.
fn values() -> impl Strategy<Value = String> {
    let expressions = prop_oneof![
        Just("a+b".to_string()),
        Just(LONG.to_string()),
        Just("x{a=\"it's: # \\\\n\",b='c'}".to_string()),
        Just("label_replace(x,\"a\",`\"`,\"b\",'^\\\\\\\\d{2}$')or-1".to_string()),
        Just("# c\n  a # d\n+ # e\n b".to_string()),
        Just("é{a=\"日\u{85}\t\"}".replace('é', "e")),
        Just(format!("{LONG}\n\n# end")),
    ];
    let styles = (0usize..8, 0usize..3, any::<bool>());
    (expressions, styles).prop_map(|(expression, (style, blanks, comment))| {
        let lines =
            |pad: &str| expression.split('\n').map(|line| format!("{pad}{line}")).collect::<Vec<_>>().join("\n");
        let comment = if comment { " # note" } else { "" };
        let value = match style {
            0 => format!("{expression}{comment}"),
            1 => format!("'{}'{comment}", expression.replace('\'', "''")),
            2 => format!("{}{comment}", super::scalar::double_quoted(&expression)),
            3 => format!("|{comment}\n{}", lines("          ")),
            4 => format!(">-{comment}\n{}", lines("         ")),
            5 => format!("|2{comment}\n{}", lines("            ")),
            6 => format!("\n           {}{comment}", super::scalar::double_quoted(&expression)),
            _ => format!("|+\n{}\n", lines("            ")),
        };
        format!("        expr: {value}{}", "\n".repeat(blanks))
    })
}

proptest! {
    #[test]
    fn no_way_of_writing_breaks_a_file(first in values(), second in values()) {
        let text = rule(&format!("{first}\n      # between\n      - alert: x\n{second}"));
        let Ok(outcome) = format(text.as_bytes()) else {
            prop_assert!(!Input::read(text.as_bytes(), None, super::READING).is_good(), "{text}");
            return Ok(());
        };
        let again = format(&outcome.bytes).expect("it is formatted");
        prop_assert_eq!(String::from_utf8_lossy(&again.bytes), String::from_utf8_lossy(&outcome.bytes));
        let after = String::from_utf8_lossy(&outcome.bytes).into_owned();
        prop_assert!(after.starts_with("# top\n") && after.ends_with("        labels: {a: 'b'}\n\n# end"), "{}", after);
        prop_assert!(after.contains("\n      # between\n      - alert: x\n"), "{}", after);
    }
}
