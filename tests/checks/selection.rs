//! `--lint`, `.promq.yml` and ignore comments: which findings are shown, where, and what they do to the exit status.

use crate::program::{Outcome, promq};
use std::{fs, path::Path};

const RULES: &str = "groups:
- name: a
  rules:
  - record: a:b
    expr: up{job=~\"x\"}
  - record: a:b
    expr: up
";

/// The lints that the file is made for.
const BOTH: &str = "--lint=promql/plain-regex,rules/duplicate";

const REGEX: &str = "r.yml:5:14: warning[promql/plain-regex]: `job=~\"x\"` matches one text only\n";

const PROMTOOL: &str = "  FAILED:\nlint error 1 duplicate rule(s) found.\nMetric: a:b\nLabel(s):\nMight cause inconsistency while recording expressions\n";

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    // Nothing above it is looked at.
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn check(folder: &Path, options: &[&str]) -> Outcome {
    promq(folder, &[&["check", "rules"], options, &["r.yml"]].concat())
}

#[test]
fn promtools_words_keep_its_text_and_status() {
    let folder = project(&[("r.yml", RULES)]);
    for (options, expected) in [
        (&[][..], (PROMTOOL, Some(0))),
        (&["--lint-fatal"], (PROMTOOL, Some(3))),
        (&["--lint=all"], (PROMTOOL, Some(0))),
        (&["--lint=none", "--lint-fatal"], ("", Some(0))),
    ] {
        let outcome = check(folder.path(), options);
        assert_eq!((outcome.stderr.as_str(), outcome.code), expected, "{options:?}");
    }
    let outcome = check(folder.path(), &["--lint=x-y"]);
    assert!(outcome.stdout.starts_with("WARNING: unknown lint option: \"x-y\"\n"), "{}", outcome.stdout);
    // Programs are told all, and it counts no more than for others.
    let outcome = check(folder.path(), &["-o", "checkstyle", "--lint-fatal", "--lint=all"]);
    assert!(outcome.stdout.contains("promql/plain-regex") && outcome.stdout.contains("rules/duplicate"));
    assert_eq!(outcome.code, Some(3));
    let single = RULES.replacen("a:b", "a:c", 1);
    fs::write(folder.path().join("r.yml"), single).expect("a file");
    let outcome = check(folder.path(), &["-o", "checkstyle", "--lint-fatal", "--lint=all"]);
    assert!(outcome.stdout.contains("promql/plain-regex"));
    assert_eq!(outcome.code, Some(0));
}

#[test]
fn a_word_of_ones_own_makes_all_findings_count() {
    let folder = project(&[("r.yml", RULES)]);
    let both = format!("{PROMTOOL}{REGEX}");
    for (options, expected) in [
        (&[BOTH][..], (both.as_str(), Some(0))),
        (&[BOTH, "--lint-fatal"], (&both, Some(3))),
        (&["--lint=promql/plain-regex", "--lint-fatal"], (REGEX, Some(3))),
        (&["--lint", "-promql/,-rules/,-alerts/,duplicate-rules"], (PROMTOOL, Some(0))),
        (&["--lint=all,-promql/*,-rules/*,-alerts/*", "--lint-fatal"], ("", Some(0))),
    ] {
        let outcome = check(folder.path(), options);
        assert_eq!((outcome.stderr.as_str(), outcome.code), expected, "{options:?}");
    }
    let outcome = check(folder.path(), &["--lint=default"]);
    assert!(outcome.stderr.starts_with(PROMTOOL) && outcome.stderr.contains(REGEX), "{}", outcome.stderr);
    let outcome = check(folder.path(), &["--lint=promql/plain-regx"]);
    let warning = "warning: --lint: unknown lint \"promql/plain-regx\" (did you mean `promql/plain-regex`?)\n";
    assert_eq!((outcome.stderr.as_str(), outcome.code), (warning, Some(0)));
}

#[test]
fn a_project_selects_and_sets_levels() {
    let settings =
        "lint:\n  select: [promql/plain-regex, rules/duplicate]\n  levels: {promql/: error, rules/duplicate: off}\n";
    let folder = project(&[("r.yml", RULES), (".promq.yml", settings), ("deep/r.yml", RULES)]);
    let error = REGEX.replace("warning", "error");
    for place in [folder.path(), &folder.path().join("deep")] {
        let outcome = check(place, &[]);
        // A finding whose level was raised to error fails the run by itself.
        assert_eq!((outcome.stderr.as_str(), outcome.code), (error.as_str(), Some(3)));
    }
    // The command line wins over the selection, and levels stay.
    let outcome = check(folder.path(), &["--lint=all"]);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", Some(0)));
    let other = "lint: {fatal: true, exclude: ['deep/**'], overrides: [{files: [r.yml], levels: {promql/: info}}]}\n";
    fs::write(folder.path().join("other.yml"), other).expect("a file");
    let outcome = check(folder.path(), &["--lint-config", "other.yml"]);
    assert_eq!((outcome.stderr.as_str(), outcome.code), (PROMTOOL, Some(3)));
    let outcome = check(folder.path(), &["--lint-config", "other.yml", "--lint=promql/plain-regex"]);
    let info = REGEX.replace("warning", "info");
    assert_eq!((outcome.stderr.as_str(), outcome.code), (info.as_str(), Some(0)));
    let outcome = check(&folder.path().join("deep"), &["--lint-config", "../other.yml", "--lint=default"]);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", Some(0)));
}

#[test]
fn mistakes_in_a_project_are_told_with_their_place() {
    for (settings, expected) in [
        ("lint:\n  selct: []\n", ".promq.yml:2:3: field selct not found in type lint (did you mean `select`?)"),
        (
            "lint:\n  levels:\n    rules/duplicat: off\n",
            ".promq.yml:3:5: unknown lint \"rules/duplicat\" (did you mean `rules/duplicate`?)",
        ),
        ("lint: {select: [defaut]}\n", ".promq.yml:1:17: unknown lint \"defaut\" (did you mean `default`?)"),
    ] {
        let folder = project(&[("r.yml", RULES), (".promq.yml", settings)]);
        let outcome = check(folder.path(), &[]);
        assert!(outcome.stderr.contains(expected), "{}", outcome.stderr);
        assert_eq!(outcome.code, Some(1));
    }
    let folder = project(&[("r.yml", RULES)]);
    let outcome = check(folder.path(), &["--lint-config", "missing.yml"]);
    assert!(outcome.stderr.contains("missing.yml"), "{}", outcome.stderr);
    assert_eq!(outcome.code, Some(1));
}

#[test]
fn comments_switch_findings_off_and_never_errors() {
    let with = |comment: &str, at: &str| RULES.replacen(at, &format!("{comment}\n{at}"), 1);
    let regex = |line: usize| REGEX.replace(":5:", &format!(":{line}:"));
    for (text, expected) in [
        (with("# pint ignore/file", "groups"), String::new()),
        (with("  # promq disable promql/plain-regex", "  - record"), PROMTOOL.to_owned()),
        (with("  # pint disable promql/regexp(prod)", "  - record"), PROMTOOL.to_owned()),
        (with("# promq file/disable rules/", "groups"), regex(6)),
        (with("  # pint snooze 2020-01-01 promql/regexp", "  - record"), format!("{PROMTOOL}{}", regex(6))),
        (with("  # pint snooze 9000-01-01 promql/regexp", "  - record"), PROMTOOL.to_owned()),
    ] {
        let folder = project(&[("r.yml", &text)]);
        let outcome = check(folder.path(), &[BOTH]);
        assert_eq!(outcome.stderr, expected, "{text}");
    }
    let text = with("  # promq disable promql/plain-regx", "  - record");
    let outcome = check(project(&[("r.yml", &text)]).path(), &["--lint=lint/"]);
    let expected = "r.yml:4:19: warning[lint/ignore-comment]: there is no lint `promql/plain-regx` (did you mean \
                 `promql/plain-regex`?)\n";
    assert_eq!(outcome.stderr, expected);
    let text = with("# promq ignore/file", "groups").replace("expr: up\n", "expr: up{\n");
    let outcome = check(project(&[("r.yml", &text)]).path(), &["--lint=default"]);
    assert!(outcome.stderr.contains("could not parse expression"), "{}", outcome.stderr);
    assert_eq!(outcome.code, Some(1));
}

#[test]
fn comments_in_configurations_belong_to_jobs() {
    let config = "scrape_configs:\n- job_name: a\n  scrape_interval: 10m\n";
    let folder = project(&[("p.yml", config)]);
    let check = |options: &[&str]| promq(folder.path(), &[&["check", "config"], options, &["p.yml"]].concat());
    let outcome = check(&["--lint=too-long-scrape-interval", "--lint-fatal"]);
    assert!(outcome.stderr.contains("too long scrape interval found"), "{}", outcome.stderr);
    assert_eq!(outcome.code, Some(3));
    let outcome = check(&["--lint=-config/", "--lint-fatal"]);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", Some(0)));
    fs::write(folder.path().join("p.yml"), config.replace("10m", "10m # promq ignore/line")).expect("a file");
    let outcome = check(&["--lint=too-long-scrape-interval", "--lint-fatal"]);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", Some(0)));
    let jobs = "scrape_configs:\n- job_name: a\n# promq disable config/empty-job\n- job_name: b\n- job_name: c\n  # promq \
                disable config/empty-job\n  metrics_path: /\n- job_name: d\n";
    fs::write(folder.path().join("p.yml"), jobs).expect("a file");
    let outcome = check(&["--lint=config/empty-job"]);
    let lines: Vec<&str> = outcome.stderr.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(lines, ["p.yml:2:13", "p.yml:8:13"], "{}", outcome.stderr);
}
