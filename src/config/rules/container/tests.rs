//! Rule files in whatever holds them, and places in them.

use super::Input;
use crate::{
    config::rules::{Layout, Options, RuleFile},
    diagnostic::{SourceText, Span},
};
use proptest::prelude::*;
use std::sync::Arc;

fn read(text: &str, layout: Option<Layout>) -> Input {
    Input::read(text.as_bytes(), layout, Options::default())
}

/// The code of each finding and the text it points at.
fn found(text: &str, layout: Option<Layout>) -> Vec<(&'static str, String)> {
    let input = read(text, layout);
    let source = Arc::new(SourceText::shared("f", Arc::clone(&input.text)));
    let diagnostics = input.diagnostics(&source);
    let part = |found: &crate::diagnostic::Diagnostic| {
        let text = found.place.as_ref().map_or(String::new(), |place| place.text().into_owned());
        (found.code, text)
    };
    diagnostics.iter().map(part).collect()
}

fn codes(text: &str, layout: Option<Layout>) -> Vec<&'static str> {
    found(text, layout).into_iter().map(|(code, _)| code).collect()
}

const OBJECT: &str = "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a, namespace: n}\n";

fn object(groups: &str) -> String {
    format!("{OBJECT}spec:\n  groups:\n{groups}")
}

fn config_map(data: &str) -> String {
    format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: m}}\ndata:\n{data}")
}

fn names(input: &Input) -> Vec<(&str, usize)> {
    input.parts.iter().map(|part| (part.name.as_deref().unwrap_or(""), part.file.rule_count())).collect()
}

#[test]
fn a_stream_of_objects_is_read_and_counted() {
    let rule = "  - name: g\n    partial_response_strategy: ABORT\n    rules: [{record: r, expr: up}]\n";
    let text = format!(
        "# a comment\n---\napiVersion: v1\nkind: Service\n---\n{}---\n---\n{}...\n---\n{{apiVersion: v1, kind: List, items: \
         [{{kind: Pod, apiVersion: v1}}]}}\n",
        object(rule),
        config_map(
            "  a.yml: |\n    groups: [{name: g, rules: [{record: a, expr: up}, {record: b, expr: up}]}]\n  b: x\n"
        ),
    );
    let input = read(&text, None);
    assert!(input.is_good(), "{:?}", found(&text, None));
    assert_eq!(names(&input), [("PrometheusRule n/a", 1), ("ConfigMap m, a.yml", 2)]);
    assert_eq!((input.rule_count(), input.passed_over, input.is_plain), (3, 2, false));
}

#[test]
fn lists_hold_objects_and_aliases_count_once() {
    let text = "apiVersion: v1\nkind: List\nitems:\n- &a\n  apiVersion: monitoring.coreos.com/v1\n  kind: PrometheusRule\n  \
                metadata: {name: a}\n  spec: {groups: [{name: g, rules: [{record: r, expr: up}]}]}\n- *a\n- *a\n";
    let input = read(text, None);
    assert!(input.is_good(), "{:?}", found(text, None));
    assert_eq!(names(&input), [("PrometheusRule a", 1)]);
    let typed =
        "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRuleList\nitems: [{metadata: {name: b}, spec: {}}]\n";
    assert_eq!(codes(typed, None), [""; 0]);
    assert_eq!(names(&read(typed, None)), [("PrometheusRule b", 0)]);
}

/// In whatever style the inner file and the expression in it are written, errors point at the character.
#[test]
fn errors_in_embedded_files_point_into_the_outer_one() {
    let plain = "groups:\n- name: g\n  rules:\n  - record: a\n    expr: sum(\"é\") + nofn(up)\n";
    let folded = "groups:\n- name: g\n  rules:\n  - record: a\n    expr: >-\n      up +\n\n      nofn(up)\n";
    let quoted =
        "groups:\n- name: g\n  rules:\n  - record: a\n    expr: \"up{a=\\\"\\u00e9\\\"} + \\\n      nofn(up)\"\n";
    for inner in [plain, folded, quoted] {
        let indented: String = inner.lines().map(|line| format!("    {line}\n")).collect();
        let escaped = inner.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        for data in [
            format!("  a.rules: |\n{indented}"),
            format!("  a.rules: |2-\n{indented}"),
            format!("  a.rules: &x !!str |+ # comment\n{indented}\n\n"),
            format!("  a.rules: \"{escaped}\"\n"),
            format!("  a.rules: \"\\uFEFF{escaped}\"\n"),
        ] {
            let text = config_map(&data);
            assert!(found(&text, None).contains(&("rules/promql", "nofn".into())), "{text}: {:?}", found(&text, None));
        }
    }
}

#[test]
fn quotes_in_quotes_are_followed() {
    let data = "  a.rules: 'groups: [{name: g, rules: [{record: a, expr: ''up + \"it''''s\"\n\n    + nofn(up)''}]}]'\n";
    assert_eq!(found(&config_map(data), None), [("rules/promql", "nofn".to_string())]);
    let alias = config_map("  a.rules: &x 'groups: [{name: g, rules: [{record: a, expr: nofn(up)}]}]'\n  x: *x\n");
    assert_eq!(found(&alias, None), [("rules/promql", "nofn".to_string())]);
}

#[test]
fn what_is_no_rule_file_stays_out_of_it() {
    let data =
        "  prometheus.yml: |\n    global: {}\n  dashboard.json: '{}'\n  g.yml: |\n    apiVersion: 1\n    groups: []\n";
    let input = read(&config_map(data), None);
    assert_eq!((input.parts.len(), input.passed_over), (0, 1));
    assert_eq!(found(&config_map("  my-alerts.yaml: 'a: ['\n"), None), [("rules/syntax", "]".replace(']', ""))]);
    assert_eq!(codes(&config_map("  a.rules: '{}'\n  n: 1\n"), None), ["rules/type"]);
    assert_eq!(read("apiVersion: v1\nkind: ConfigMap\n", None).passed_over, 1);
}

#[test]
fn objects_are_looked_at_as_the_api_server_does() {
    let in_group = |rule: &str| object(&format!("  - name: g\n    rules:\n    - {rule}\n"));
    for (text, expected) in [
        (in_group("{alert: A, expr: 1, labels: {severity: \"1\", b: true-ish}}"), vec![]),
        (in_group("{alert: A, expr: up, labels: {severity: 1}}"), vec![("rules/type", "1")]),
        (in_group("{alert: A, expr: up, annotations: {a: Yes}}"), vec![("rules/type", "Yes")]),
        (in_group("{alert: A, expr: up, for: 0}"), vec![("rules/type", "0")]),
        (in_group("{alert: A, expr: 1.5}"), vec![("rules/type", "1.5")]),
        (in_group("{alert: A, expr: up, labls: {}}"), vec![("rules/unknown-field", "labls")]),
        (object("  - name: g\n    partial_response_strategy: no\n"), vec![("rules/type", "no"), ("rules/type", "no")]),
        (format!("{OBJECT}spec: {{rules: []}}\n"), vec![("rules/unknown-field", "rules")]),
        (OBJECT.to_string(), vec![("rules/object", "")]),
        (format!("{OBJECT}spec: {{}}\nspek: {{}}\n"), vec![("rules/unknown-field", "spek")]),
        (
            object("    []\n").replace("coreos.com/v1", "coreos.com/v2"),
            vec![("rules/object", "monitoring.coreos.com/v2")],
        ),
        (object("    []\n").replace("name: a", "name: a_b"), vec![("rules/object", "a_b")]),
        (object("    []\n").replace("name: a", "generateName: a-"), vec![]),
        (object("    []\n").replace("name: a, ", ""), vec![("rules/object", "{")]),
    ] {
        let expected: Vec<(&str, String)> = expected.into_iter().map(|(code, part)| (code, part.to_string())).collect();
        let mut found = found(&text, None);
        found.iter_mut().filter(|(code, _)| *code == "rules/object").for_each(|(_, part)| {
            // The beginning of a collection is its first character.
            part.truncate(part.find(['\n', 'a']).filter(|_| part.starts_with("apiVersion")).unwrap_or(part.len()));
        });
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn namespaces_hold_groups_with_fields_of_their_own() {
    let text = "namespace: a\ngroups:\n- name: g\n  source_tenants: [x]\n  evaluation_delay: 1m\n  \
                align_evaluation_time_on_interval: true\n  remote_write: [{url: u}]\n  rules: [{record: r, expr: up}]\n---\n\
                namespace: b\ngroups: []\n";
    assert_eq!(names(&read(text, None)), [("namespace a", 1), ("namespace b", 0)]);
    assert_eq!(codes(text, None), [""; 0]);
    assert_eq!(found(&text.replace(": b\n", ": a\n"), None), [("rules/namespace", "a".to_string())]);
    assert_eq!(codes(&text.replace("[x]", "x"), Some(Layout::Mimir)), ["rules/type"]);
    assert_eq!(codes(&text.replace(": true", ": 1"), None), ["rules/type"]);
    // Without a namespace the file is called by its name; by its look it is Prometheus'.
    let unnamed = &text["namespace: a\n".len()..text.find("---").expect("two documents")];
    assert_eq!(codes(unnamed, Some(Layout::Mimir)), [""; 0]);
    assert_eq!(codes(unnamed, None), ["rules/unknown-field"; 4]);
}

#[test]
fn logql_is_told_from_promql() {
    let text =
        "namespace: n\ngroups:\n- name: g\n  rules:\n  - record: r\n    expr: sum(rate({a=\"|\"} |= \"x\" [1m]))\n";
    let hints = |text: &str| {
        let input = read(text, None);
        input.parts.iter().flat_map(|part| &part.file.diagnostics).map(|found| found.hints.len()).collect::<Vec<_>>()
    };
    assert_eq!(hints(text), [1]);
    assert_eq!(hints(&text.replace("|=", "+")), [0]);
    let input = read(text, Some(Layout::Loki));
    assert!(input.is_good() && input.rule_count() == 1 && input.parts[0].file.groups[0].rules[0].expression.is_none());
    assert_eq!(codes(&text.replace("expr:", "exp:"), Some(Layout::Loki)), ["rules/expr", "rules/unknown-field"]);
}

/// Whatever else there is, a file that begins with a rule file is what Prometheus makes of it.
#[test]
fn plain_files_are_prometheus_own() {
    let mut texts = vec![
        String::new(),
        "---\n---\ngroups: [x]\n".into(),
        "groups: []\n---\n]".into(),
        format!("groups: []\n---\n{OBJECT}"),
        "groups: [{name: a, partial_response_strategy: warn}]\n".into(),
        "kind: x\n".into(),
        "namespace: x\n".into(),
        "- a\n".into(),
        "a: [\n".into(),
        "\u{FEFF}groups: x\n".into(),
    ];
    texts.push("a: \u{1}".into());
    for text in &texts {
        let input = read(text, None);
        let alone = RuleFile::parse(text.as_bytes(), Options::default());
        assert!(input.is_plain && input.findings.is_empty() && input.parts.len() == 1, "{text:?}");
        assert_eq!(input.parts[0].file.promtool_errors, alone.promtool_errors, "{text:?}");
        assert_eq!(input.parts[0].file.diagnostics.len(), alone.diagnostics.len(), "{text:?}");
    }
    let hints = |text: &str| read(text, None).parts[0].file.diagnostics[0].hints.clone();
    assert_eq!(hints(&texts[4]), ["--from thanos takes files that have it"]);
    assert_eq!(codes(&texts[4], Some(Layout::Thanos)), [""; 0]);
    assert_eq!(codes(&texts[4].replace("warn", "maybe"), Some(Layout::Thanos)), ["rules/type"]);
}

#[test]
fn another_kind_than_the_one_asked_for_is_refused() {
    let object = object("    []\n");
    for (text, layout) in [
        (object.as_str(), Layout::Mimir),
        (&object, Layout::Loki),
        (&object, Layout::Thanos),
        ("groups: []\n", Layout::Kubernetes),
        ("namespace: a\ngroups: []\n", Layout::Kubernetes),
    ] {
        let input = read(text, Some(layout));
        assert!(!input.is_good() && !input.is_plain, "{layout:?}");
        assert_eq!(input.findings[0].code, "rules/document");
        assert!(input.findings[0].message.starts_with("expected "), "{}", input.findings[0].message);
    }
    assert!(read(&object, Some(Layout::Prometheus)).is_plain);
}

#[test]
fn a_broken_document_does_not_hide_the_others() {
    let rule = |name: &str| object(&format!("  - name: g\n    rules: [{{record: {name}, expr: up}}]\n"));
    for broken in ["a: [\n", "a: \"\n", "a: *x\n", "a: {{ .Values.x }}: b\n", "]\n", "a\nb: c\n"] {
        let text = format!("{}---\n{broken}---\n{}---\n{broken}", rule("a"), rule("b"));
        let input = read(&text, None);
        assert_eq!(input.rule_count(), 2, "{broken:?}: {:?}", input.findings);
        assert_eq!(input.findings.len(), 2, "{broken:?}: {:?}", input.findings);
        assert!(input.findings.iter().all(|found| found.code == "rules/syntax"));
        let lines: Vec<usize> =
            input.findings.iter().filter_map(|found| Some(found.span?.line_and_column(&text)?.0)).collect();
        assert!(lines[0] >= 8 && lines[0] <= 10 && lines[1] > lines[0] + 7, "{broken:?}: {lines:?}");
    }
}

#[test]
fn templates_of_helm_are_known_by_their_actions() {
    let hints = |text: &str| {
        let input = read(text, None);
        let of_parts = input.parts.iter().flat_map(|part| &part.file.diagnostics);
        input.findings.iter().chain(of_parts).map(|found| found.hints.len()).sum::<usize>()
    };
    assert_eq!(hints("{{- if .Values.rules }}\ngroups: []\n{{- end }}\n"), 1);
    assert_eq!(hints(&format!("{OBJECT}spec:\n{{{{ toYaml .Values.x | indent 2 }}}}\n")), 1);
    assert_eq!(hints("groups: {{ $labels.x }}: y\n"), 0);
}

#[test]
fn edits_are_written_as_the_outer_text_needs_them() {
    let inner = "groups:\n- name: g\n  rules:\n  - record: a\n    expr: up\n";
    let text = config_map(&format!("  a.rules: \"{}\"\n", inner.replace('\n', "\\n")));
    let input = read(&text, None);
    let start = inner.rfind("up").expect("it is there");
    let (span, written) = input.parts[0].edit(Span::new(start, start + 2), "up{a=\"b\"}".into()).expect("an edit");
    let mut edited = text.clone();
    edited.replace_range(span.start as usize..span.end as usize, &written);
    assert_eq!(codes(&edited, None), [""; 0], "{edited}");
    let rule = &read(&edited, None).parts[0].file.groups[0].rules[0];
    assert_eq!(rule.expr.as_ref().map(|expr| expr.value.as_str()), Some("up{a=\"b\"}"), "{edited}");
}

#[test]
fn streams_beyond_measure_are_cut_short() {
    let object = format!("---\n{OBJECT}spec: {{}}\n");
    let input = read(&object.repeat(10_010), None);
    assert_eq!((input.parts.len(), input.findings.len()), (10_000, 1));
    let input = read(&format!("{object}{}", "---\na: [\n".repeat(5000)), None);
    assert_eq!((input.parts.len(), input.findings.len()), (1, 1001));
    let keys: String = (0..2000).map(|key| format!("  a{key}: *a\n")).collect();
    let input = read(&config_map(&format!("  a.rules: &a 'groups: [{{name: g}}]'\n{keys}")), None);
    assert_eq!((input.parts.len(), input.is_good()), (1, true));
    let aliased = config_map("  a.rules: &a 'groups: [{name: g}]'\n  b.rules: *a\n");
    assert_eq!(read(&aliased, None).parts.len(), 1);
}

proptest! {
    #[test]
    fn no_stream_makes_it_panic(pieces in proptest::collection::vec(prop_oneof![
        Just("---\n"), Just("...\n"), Just("apiVersion: v1\n"), Just("kind: ConfigMap\n"), Just("kind: List\n"),
        Just("kind: PrometheusRule\n"), Just("data:\n"), Just("  a.rules: |\n"), Just("    groups:\n"), Just("groups:\n"),
        Just("    - name: é\n"), Just("- name: g\n"), Just("  rules:\n"), Just("  - expr: 'a('\n"), Just("      expr: >\n"),
        Just("         a b\n"), Just("items:\n"), Just("- *a\n"), Just("- &a\n"), Just("namespace: [\n"), Just("\""), Just("%YAML 1.1\n"),
        Just("spec: {groups: [{rules: [{expr: \"\\u00e9 (\"}]}]}\n"), Just("metadata: {name: 1}\n"), Just("  ]"), Just("\t"),
    ], 0..25), layout in 0usize..6) {
        let text = pieces.concat();
        let layouts = [Layout::Prometheus, Layout::Thanos, Layout::Mimir, Layout::Loki, Layout::Kubernetes];
        let input = Input::read(text.as_bytes(), layouts.get(layout).copied(), Options::default());
        let source = Arc::new(SourceText::shared("f", Arc::clone(&input.text)));
        for found in input.diagnostics(&source) {
            let place = found.place.expect("a place");
            prop_assert!(place.span.end as usize <= source.bytes().len(), "{:?}", place.span);
        }
        for part in &input.parts {
            for start in 0..40 {
                let span = part.locate(Span::new(start, start + 3));
                let is_embedded = part.name.as_ref().is_some_and(|name| name.starts_with("ConfigMap"));
                prop_assert!(span.end as usize <= text.len() || !is_embedded);
            }
        }
    }
}
