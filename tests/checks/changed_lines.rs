//! `--diff-base` in a repository of its own: only findings in lines that differ from a revision, renamed and new files
//! among them.

use crate::program::{Outcome, promq};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The lints that the files are made for.
const LINT: &str = "--lint=promql/plain-regex,rules/duplicate";

const RULES: &str = "groups:
- name: a
  rules:
  - record: a:b
    expr: up{job=~\"x\"}
  - record: a:c
    expr: up
  - record: a:d
    expr: up
  - record: a:e
    expr: up
";

struct Repository(tempfile::TempDir);

impl Repository {
    /// A repository with one commit, in which the files are.
    fn new(files: &[(&str, &str)]) -> Repository {
        let repository = Repository(tempfile::tempdir().expect("a folder"));
        repository.git(&["init", "--quiet"]);
        for (name, text) in files {
            repository.write(name, text);
        }
        repository.git(&["add", "--all"]);
        repository.git(&["commit", "--quiet", "--message", "one"]);
        repository
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, text).expect("a file");
        path
    }

    fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.path()).args(["-c", "user.name=x", "-c", "user.email=x@example.org"]);
        let status = command.args(arguments).stdout(Stdio::null()).status().expect("git is there");
        assert!(status.success(), "git {arguments:?}");
    }

    fn check(&self, options: &[&str]) -> Outcome {
        promq(self.path(), &[&["check", "rules", "--diff-base", "HEAD", LINT], options].concat())
    }
}

fn regex(position: &str) -> String {
    format!("{position}: warning[promql/plain-regex]: `job=~\"x\"` matches one text only\n")
}

#[test]
fn only_findings_in_changed_lines_are_shown() {
    let repository = Repository::new(&[("rules/r.yml", RULES)]);
    let clean = repository.check(&["--lint-fatal", "rules/r.yml"]);
    assert_eq!(clean, Outcome { stdout: String::new(), stderr: String::new(), code: Some(0) });
    let changed = RULES.replace("a:c\n    expr: up", "a:c\n    expr: up{job!~\"y\"} +\n      up{job=~\"x\"}");
    let path = repository.write("rules/r.yml", &changed);
    let found = "rules/r.yml:7:14: warning[promql/plain-regex]: `job!~\"y\"` matches one text only\n";
    let both = format!("{found}{}", regex("rules/r.yml:8:10"));
    let outcome = repository.check(&["--lint-fatal", "rules/r.yml"]);
    assert_eq!((outcome.stdout.as_str(), outcome.stderr.as_str(), outcome.code), ("", both.as_str(), Some(3)));
    // From below, by an absolute path, and in the index as in the work tree.
    repository.git(&["add", "--all"]);
    let below = promq(&repository.path().join("rules"), &["check", "rules", "--diff-base", "HEAD", LINT, "r.yml"]);
    assert_eq!(below.stderr, both.replace("rules/r.yml", "r.yml"));
    let elsewhere = tempfile::tempdir().expect("a folder");
    let absolute = path.to_str().expect("text");
    let outcome = promq(elsewhere.path(), &["check", "rules", "--diff-base", "HEAD", LINT, absolute]);
    assert_eq!(outcome.stderr, both.replace("rules/r.yml", absolute));
}

#[test]
fn new_files_are_new_as_a_whole_and_renamed_ones_are_not() {
    let repository = Repository::new(&[("b.yml", "groups: []\n")]);
    repository.write("new.yml", RULES);
    assert_eq!(repository.check(&["new.yml"]).stderr, regex("new.yml:5:14"));
    repository.git(&["add", "new.yml"]);
    assert_eq!(repository.check(&["new.yml"]).stderr, regex("new.yml:5:14"));
    let repository = Repository::new(&[("a \"é\".yml", RULES)]);
    repository.git(&["mv", "a \"é\".yml", "moved here.yml"]);
    assert_eq!(repository.check(&["moved here.yml"]).stderr, "");
    repository.write("moved here.yml", &RULES.replace("a:b", "a:bb"));
    assert_eq!(repository.check(&["moved here.yml"]).stderr, "");
    repository.write("moved here.yml", &RULES.replace("expr: up{", "expr: up {"));
    assert_eq!(repository.check(&["moved here.yml"]).stderr, regex("moved here.yml:5:15"));
}

#[test]
fn errors_outside_of_the_changes_do_not_count_unless_nothing_could_be_read() {
    let broken = RULES.replace("a:e\n    expr: up", "a:e\n    expr: up{");
    let repository = Repository::new(&[("r.yml", &broken), ("s.yml", "groups: [\n")]);
    let outcome = repository.check(&["r.yml"]);
    assert_eq!(outcome, Outcome { stdout: String::new(), stderr: String::new(), code: Some(0) });
    repository.write("r.yml", &broken.replace("a:d\n    expr: up", "a:d\n    expr: up)"));
    let outcome = repository.check(&["r.yml"]);
    assert_eq!(outcome.code, Some(1));
    assert!(
        outcome.stderr.starts_with("r.yml:9:13: error[rules/promql]") && outcome.stderr.lines().count() == 1,
        "{}",
        outcome.stderr
    );
    let outcome = repository.check(&["s.yml"]);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.contains("error[rules/syntax]"), "{}", outcome.stderr);
}

#[test]
fn a_finding_is_shown_where_its_cause_has_changed() {
    let repository = Repository::new(&[("r.yml", RULES)]);
    repository.write("r.yml", &RULES.replace("record: a:b", "record: a:e"));
    let outcome = repository.check(&["--lint-fatal", "r.yml"]);
    let expected = "r.yml:10:13: warning[rules/duplicate]: a:e without labels is there more than once\n";
    assert_eq!((outcome.stderr.as_str(), outcome.code), (expected, Some(3)));
}

#[test]
fn what_git_cannot_answer_is_an_error() {
    let repository = Repository::new(&[("r.yml", RULES)]);
    let check = |folder: &Path, revision: &str| promq(folder, &["check", "rules", "--diff-base", revision, "r.yml"]);
    let unknown = check(repository.path(), "no-such-branch");
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.stderr.contains("git knows no revision \"no-such-branch\""), "{}", unknown.stderr);
    let option = promq(repository.path(), &["check", "rules", "--diff-base=--output=evil", "r.yml"]);
    assert_eq!(option.code, Some(2));
    assert!(!repository.path().join("evil").exists());
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("r.yml"), RULES).expect("a file");
    let outcome = check(outside.path(), "HEAD");
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.contains("is in no work tree of git"), "{}", outcome.stderr);
    let mut command = Command::new(env!("CARGO_BIN_EXE_promq"));
    command
        .args(["check", "rules", "--diff-base", "HEAD", LINT, "r.yml"])
        .current_dir(repository.path())
        .env("PATH", "");
    let output = command.output().expect("promq runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot run the program git"));
}

#[test]
fn configurations_and_their_rule_files_are_compared() {
    let repository = Repository::new(&[("p.yml", "rule_files: [r.yml]\n"), ("r.yml", RULES)]);
    let check = || promq(repository.path(), &["check", "config", "--diff-base", "HEAD", LINT, "p.yml"]);
    assert_eq!(check(), Outcome { stdout: String::new(), stderr: String::new(), code: Some(0) });
    repository.write("r.yml", &RULES.replace("expr: up{", "expr:  up{"));
    assert_eq!(check().stderr, regex("r.yml:5:15"));
}

#[test]
fn fixes_are_made_in_changed_lines_only() {
    let repository = Repository::new(&[("r.yml", RULES)]);
    let changed = RULES.replace("a:c\n    expr: up", "a:c\n    expr: up{job=~\"y\"}");
    let path = repository.write("r.yml", &changed);
    assert_eq!(repository.check(&["--fix", "r.yml"]).stderr, "fixed 1 finding in 1 file\n");
    assert_eq!(fs::read_to_string(path).expect("text"), changed.replace("job=~\"y\"", "job=\"y\""));
}
