//! `check rules` on what rule files come in: streams of objects, ConfigMaps, namespaces, directories, patterns.

use crate::program::{Outcome, promq, promq_reading};
use std::{fs, path::Path};

const STREAM: &str = r#"---
# Source: chart/templates/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
---
# Source: chart/templates/rules.yaml
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: web
  namespace: prod
spec:
  groups:
    - name: web
      rules:
        - alert: Down
          expr: |
            up
              == nofn(0)
          labels:
            severity: 1
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: rules
data:
  web.rules.yml: |
    groups:
      - name: é
        rules:
          - record: a:b
            expr: >-
              sum(up)
              + é
          - record: a:b
            expr: "sum(\u0075p) + x y"
"#;

const NAMESPACE: &str = "namespace: team
groups:
- name: g
  source_tenants: [a, b]
  rules:
  - record: r
    expr: sum(rate({app=\"web\"} |= \"error\" [5m]))
";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a directory");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a directory")).expect("it can be made");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Outcome {
    promq(folder, &[&["check", "rules"], arguments].concat())
}

/// The lines of stdout without empty ones.
fn said(outcome: &Outcome) -> Vec<&str> {
    outcome.stdout.lines().filter(|line| !line.is_empty()).collect()
}

#[test]
fn findings_in_a_stream_stand_at_their_characters() {
    let folder = folder(&[("s.yml", STREAM)]);
    let outcome = check(folder.path(), &["s.yml"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), "Checking s.yml\n"));
    insta::assert_snapshot!(outcome.stderr, @r#"
      FAILED:
    s.yml:21:18: error[rules/promql]: unknown function with name "nofn"
    s.yml:23:23: error[rules/type]: this is a number to Kubernetes, which takes only a text here
      hint: write it in quotes
    s.yml:37:17: error[rules/promql]: unexpected character: 'é'
    s.yml:39:37: error[rules/promql]: unexpected identifier "y"
    "#);
}

#[test]
fn every_format_has_the_places_of_embedded_files() {
    let folder = folder(&[("s.yml", STREAM)]);
    for (format, part) in [
        ("json", "\"line\": 39"),
        ("sarif", "\"startLine\": 39"),
        ("github", "line=39,col=37"),
        ("junit", "39:37"),
        ("checkstyle", "line=\"39\" column=\"37\""),
    ] {
        let outcome = check(folder.path(), &["-o", format, "s.yml"]);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(1), ""), "{format}");
        let compact = outcome.stdout.replace("\": ", "\":");
        assert!(compact.contains(&part.replace("\": ", "\":")), "{format}: {}", outcome.stdout);
    }
}

#[test]
fn a_good_stream_is_counted_and_repeated_rules_are_found_in_it() {
    let good =
        STREAM.replace("nofn(0)", "0").replace("+ é", "+ 1").replace(" x y", " 1").replace("severity: 1", "a: b");
    let folder = folder(&[("s.yml", &good)]);
    let outcome = promq_reading(&folder.path().join("s.yml"), &["check", "rules", "--lint=none"]);
    assert_eq!(said(&outcome), ["Checking standard input", "  SUCCESS: 3 rules found, 1 other object passed over"]);
    let outcome = check(folder.path(), &["--lint-fatal", "s.yml"]);
    assert_eq!(outcome.code, Some(3));
    assert!(outcome.stderr.starts_with("  FAILED:\nlint error 1 duplicate rule(s) found.\nMetric: a:b\n"));
    let outcome = check(folder.path(), &["-o", "github", "s.yml"]);
    assert!(outcome.stdout.starts_with("::warning file=s.yml,line=38,col=21,"), "{}", outcome.stdout);
}

#[test]
fn the_kind_that_is_asked_for_decides() {
    let folder = folder(&[("s.yml", STREAM), ("n.yml", NAMESPACE), ("p.yml", "groups:\n- name: g\n")]);
    for (from, file, code, part) in [
        ("auto", "p.yml", 0, ""),
        ("prometheus", "p.yml", 0, ""),
        ("thanos", "p.yml", 0, ""),
        ("mimir", "p.yml", 0, ""),
        ("kubernetes", "p.yml", 1, "p.yml:1:1: error[rules/document]: expected an object of Kubernetes"),
        ("prometheus", "s.yml", 1, "s.yml: yaml: unmarshal errors:\n  line 3: field apiVersion not found in type"),
        ("mimir", "s.yml", 1, "s.yml:3:1: error[rules/document]: expected `namespace` and `groups`, found an object"),
        ("prometheus", "n.yml", 1, "n.yml: yaml: unmarshal errors:\n  line 1: field namespace not found in type"),
        ("auto", "n.yml", 1, "hint: this looks like LogQL; --from loki"),
        ("loki", "n.yml", 0, ""),
    ] {
        let outcome = check(folder.path(), &["--from", from, file]);
        assert_eq!(outcome.code, Some(code), "{from} {file}: {outcome:?}");
        assert!(outcome.stderr.contains(part), "{from} {file}: {}", outcome.stderr);
    }
    let outcome = check(folder.path(), &["--from", "loki", "n.yml"]);
    assert_eq!(said(&outcome), ["Checking n.yml", "  SUCCESS: 1 rules found, expressions in LogQL not checked"]);
}

#[test]
fn directories_and_patterns_mean_files() {
    let rules = "groups: []\n";
    let names = ["b.yml", "a/z.rules", "a/y.yaml", "a/b/c.yml", "a/.hidden/d.yml", ".e.yml", "a/readme.md", "[x].yml"];
    let files: Vec<(&str, &str)> = names.iter().map(|name| (*name, rules)).collect();
    let folder = folder(&files);
    for (arguments, expected) in [
        (&["."][..], &["[x].yml", "a/b/c.yml", "a/y.yaml", "a/z.rules", "b.yml"][..]),
        (&["a/"], &["a/b/c.yml", "a/y.yaml", "a/z.rules"]),
        (&["**/*.yml"], &["[x].yml", "a/b/c.yml", "b.yml"]),
        (&["a/**"], &["a/b/c.yml", "a/readme.md", "a/y.yaml", "a/z.rules"]),
        (&["*/b/**/**/[a-c].yml", "?.yml"], &["a/b/c.yml", "b.yml"]),
        (&["[x].yml", "a/.hidden/*.yml", ".*.yml"], &["[x].yml", "a/.hidden/d.yml", ".e.yml"]),
        (&["b.yml", "b.yml"], &["b.yml", "b.yml"]),
    ] {
        let outcome = check(folder.path(), arguments);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""), "{arguments:?}");
        let checked = said(&outcome).into_iter().filter_map(|line| line.strip_prefix("Checking "));
        assert_eq!(checked.collect::<Vec<_>>(), expected, "{arguments:?}");
    }
    for (argument, expected) in [
        ("x*.yml", "promq: error: path 'x*.yml' does not exist, try --help\n"),
        ("a/*.yml", "promq: error: path 'a/*.yml' does not exist, try --help\n"),
        ("none", "promq: error: path 'none' does not exist, try --help\n"),
        ("a/[", "'a/[' is not a pattern that makes sense\n"),
        ("a/.hidden/..", ""),
    ] {
        let outcome = check(folder.path(), &[argument]);
        assert!(outcome.stderr.ends_with(expected), "{argument}: {outcome:?}");
        assert_eq!(outcome.code == Some(0), expected.is_empty(), "{argument}: {outcome:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_lead_to_files_and_to_no_circles() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[("real/..data/r.yml", "groups: []\n")]);
    let real = folder.path().join("real");
    symlink("..data/r.yml", real.join("r.yml")).expect("a link");
    symlink("..", real.join("up")).expect("a link");
    let outcome = check(folder.path(), &["real"]);
    assert_eq!(said(&outcome)[0], "Checking real/r.yml");
    assert_eq!(said(&outcome).len(), 2, "{outcome:?}");
}

#[test]
fn templates_that_helm_has_not_rendered_are_recognised() {
    let folder = folder(&[("t.yml", "{{- if .Values.rules.enabled }}\napiVersion: v1\n{{- end }}\n")]);
    let outcome = check(folder.path(), &["--from", "kubernetes", "t.yml"]);
    assert!(outcome.stderr.contains("helm template CHART | promq check rules"), "{}", outcome.stderr);
}
