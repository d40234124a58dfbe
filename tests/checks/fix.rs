//! `--fix` and `--diff`: what changes in files, what does not, and what the run says about it.

use crate::program::{Outcome, promq, promq_reading};
use std::fs;

/// The lint that the files are made for.
const LINT: &str = "--lint=promql/plain-regex";

/// One fix in each style of YAML, with comments and layout that must stay.
const RULES: &str = "# head
groups:
- name:   a   # odd blanks
  rules:
    - record: a:b
      expr: 'sum(up{job=~\"a\"})'   # single
    - record: c:d
      expr: \"sum(up{job=~\\\"a\\\"})\"
    - record: e:f
      expr: |
        sum(
          up{job=~\"a\"} # PromQL
        )
    - record: g:h
      expr: >-
        sum(up{job!~\"a\"}) +
        sum(up{job=~\"a.*\"})
";

fn fixed() -> String {
    RULES.replace("=~\"a\"", "=\"a\"").replace("=~\\\"a\\\"", "=\\\"a\\\"").replace("!~\"a\"", "!=\"a\"")
}

#[test]
fn only_the_mended_bytes_change() {
    for (before, after) in [
        (RULES.to_owned(), fixed()),
        (RULES.replace('\n', "\r\n"), fixed().replace('\n', "\r\n")),
        (format!("\u{FEFF}{RULES}"), format!("\u{FEFF}{}", fixed())),
        (RULES.trim_end().to_owned(), fixed().trim_end().to_owned()),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("r.yml");
        fs::write(&path, &before).expect("a file");
        let Outcome { stdout, stderr, code } = promq(folder.path(), &["check", "rules", "--fix", LINT, "r.yml"]);
        assert_eq!((stderr.as_str(), code), ("fixed 4 findings in 1 file\n", Some(0)));
        assert!(stdout.starts_with("--- r.yml\n+++ r.yml\n@@ -"), "{stdout}");
        assert_eq!(fs::read_to_string(&path).expect("text"), after);
        let again = promq(folder.path(), &["check", "rules", "--fix", LINT, "r.yml"]);
        assert_eq!((again.stdout.as_str(), again.stderr.as_str()), ("", "fixed 0 findings in 0 files\n"));
    }
}

#[test]
fn a_diff_shows_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("r.yml");
    fs::write(&path, RULES).expect("a file");
    let Outcome { stdout, stderr, code } = promq(folder.path(), &["check", "rules", "--diff", LINT, "r.yml"]);
    assert_eq!(code, Some(3));
    assert!(
        stdout
            .contains("-      expr: 'sum(up{job=~\"a\"})'   # single\n+      expr: 'sum(up{job=\"a\"})'   # single\n")
    );
    // What could be fixed is still there, and shown.
    assert!(stderr.contains("would fix 4 findings in 1 file\n"), "{stderr}");
    let line = "r.yml:6:21: warning[promql/plain-regex]: `job=~\"a\"` matches one text only\n";
    assert!(stderr.contains(line), "{stderr}");
    assert_eq!(fs::read_to_string(&path).expect("text"), RULES);
    // A program reads a report on stdout, and no diff.
    let json = promq(folder.path(), &["check", "rules", "--diff", LINT, "-o", "json", "r.yml"]);
    assert!(serde_json::from_str::<serde_json::Value>(&json.stdout).is_ok(), "{}", json.stdout);
    let clean = folder.path().join("clean.yml");
    fs::write(&clean, fixed()).expect("a file");
    assert_eq!(promq(folder.path(), &["check", "rules", "--diff", LINT, "clean.yml"]).code, Some(0));
}

#[test]
fn standard_input_comes_out_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("r.yml");
    for (text, expected, code) in
        [(RULES.to_owned(), fixed(), 0), (fixed(), fixed(), 0), ("a: b: c\n".into(), "a: b: c\n".into(), 1)]
    {
        fs::write(&path, text).expect("a file");
        let outcome = promq_reading(&path, &["check", "rules", "--fix", LINT]);
        assert_eq!((outcome.stdout, outcome.code), (expected, Some(code)), "{}", outcome.stderr);
    }
}

#[test]
fn comments_and_selection_decide_what_is_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("r.yml");
    let text = RULES.replace("    - record: a:b", "    # pint disable promql/regexp\n    - record: a:b");
    fs::write(&path, &text).expect("a file");
    let outcome = promq(folder.path(), &["check", "rules", "--fix", LINT, "r.yml"]);
    assert_eq!(outcome.stderr, "fixed 3 findings in 1 file\n");
    assert!(fs::read_to_string(&path).expect("text").contains("'sum(up{job=~\"a\"})'"));
    fs::write(&path, RULES).expect("a file");
    let outcome = promq(folder.path(), &["check", "rules", "--fix", "--lint=rules/duplicate", "r.yml"]);
    assert_eq!(outcome.stderr, "fixed 0 findings in 0 files\n");
}

#[test]
fn a_file_that_cannot_be_written_is_told_of() {
    let folder = tempfile::tempdir().expect("a folder");
    // An alias stands for the same text elsewhere, which a fix would change too; there is none.
    let text =
        "groups:\n- name: a\n  rules:\n  - {record: 'a:b', expr: &e 'up{a=~\"b\"}'}\n  - {record: 'a:c', expr: *e}\n";
    fs::write(folder.path().join("alias.yml"), text).expect("a file");
    let outcome = promq(folder.path(), &["check", "rules", "--fix", LINT, "alias.yml"]);
    assert!(outcome.stderr.starts_with("fixed 0 findings in 0 files\n"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("warning[promql/plain-regex]"), "{}", outcome.stderr);
    // A text in two bytes a character is read, and not written.
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(RULES.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    fs::write(folder.path().join("wide.yml"), &wide).expect("a file");
    let outcome = promq(folder.path(), &["check", "rules", "--fix", LINT, "wide.yml"]);
    assert!(outcome.stderr.contains("error: wide.yml is left as it is: "), "{}", outcome.stderr);
    assert_eq!(outcome.code, Some(1));
    assert_eq!(fs::read(folder.path().join("wide.yml")).expect("the file"), wide);
}

#[test]
fn rule_files_of_a_configuration_are_mended_too() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("p.yml"), "rule_files: [r.yml]\n").expect("a file");
    fs::write(folder.path().join("r.yml"), RULES).expect("a file");
    let outcome = promq(folder.path(), &["check", "config", "--fix", LINT, "p.yml"]);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("fixed 4 findings in 1 file\n", Some(0)));
    assert_eq!(fs::read_to_string(folder.path().join("r.yml")).expect("text"), fixed());
}

#[test]
fn rules_in_a_scalar_of_an_object_are_mended_in_its_style() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = "groups:\n- name: a\n  rules:\n  - record: a:b\n    expr: 'up{a=~\"b\"}'\n";
    let object = |inner: &str| {
        let indented = inner.replace('\n', "\n    ");
        let quoted = inner.replace('"', "\\\"").replace('\n', "\\n");
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: r}}\ndata:\n  a.yml: |\n    {indented}\n  b.yml: \"{quoted}\"\n"
        )
    };
    let path = folder.path().join("cm.yml");
    fs::write(&path, object(inner)).expect("a file");
    let outcome = promq(folder.path(), &["check", "rules", "--fix", LINT, "cm.yml"]);
    assert_eq!(fs::read_to_string(&path).expect("text"), object(&inner.replace("=~", "=")), "{}", outcome.stderr);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("fixed 2 findings in 1 file\n", Some(0)));
}
