//! `check rules` on every run of the corpus that promtool was recorded with: the exit code and, where the output was
//! recorded, the same lines; and what promtool does not show: places, formats, standard input under a name.

use crate::{
    corpus::{self, Recorded},
    program::{Outcome, in_parallel, promq, run},
};
use promq::config::rules::{Options, RuleFile};
use std::{
    ffi::OsStr,
    fs,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

/// Rows that may differ from what was recorded, by a part of their command, and why.
const ACCEPTED: &[(&str, &str)] = &[
    ("features.yml", "it is about features that are newer than 3.5, or need no switch since"),
    (
        " *.yml",
        "the recorded shell left the pattern as it is, which to promtool is a name; promq looks for what matches",
    ),
    ("broker-alerts.yml", "Go takes a per cent sign in an alert's name for a verb, and garbles the message"),
];

/// A recorded run.
struct Row {
    folder: String,
    command: String,
    exit: i32,
    /// Where the output is; empty if only the exit code was kept.
    out: String,
}

impl Row {
    fn parse(line: &str) -> Row {
        let columns: Vec<&str> = line.split('\t').collect();
        let [folder, _, command, exit, _, _, out] = columns[..] else { panic!("seven columns: {line}") };
        let exit = exit.parse().expect("an exit status");
        Row { folder: folder.into(), command: command.into(), exit, out: out.into() }
    }

    /// What is different from the recorded run, if anything.
    fn difference(&self, root: &Path) -> Option<String> {
        let folder = root.join(&self.folder);
        // What was recorded without a file of its own ran beside the others.
        let folder = if folder.is_dir() { folder } else { root.to_path_buf() };
        let (arguments, input) = match self.command.split_once(" < ") {
            Some((arguments, input)) => (arguments, Some(folder.join(input))),
            None => (self.command.as_str(), None),
        };
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let got = run(OsStr::new(env!("CARGO_BIN_EXE_promq")), &folder, &arguments, input.as_deref());
        if got.code != Some(self.exit) {
            return Some(format!("{}: {}: exit {:?}: {}", self.folder, self.command, got.code, got.stderr));
        }
        if self.out.is_empty() {
            return None;
        }
        let recorded = Recorded::read(&root.join(&self.out)).expect("the recorded output");
        let (stdout, stderr) = (recorded.stdout, recorded.stderr.replace("promtool: error: ", "promq: error: "));
        let is_same = got.stdout == stdout && sorted(&got.stderr) == sorted(&stderr);
        (!is_same).then(|| format!("{}: {}: got {got:#?}\n  expected {stdout}\n{stderr}", self.folder, self.command))
    }
}

/// The lines in some order: promtool walks labels in random order.
fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines
}

#[test]
fn verdicts_and_messages_are_promtools() {
    let Some(root) = corpus::find("rules") else { return };
    let manifest = fs::read_to_string(root.join("manifest.tsv")).expect("the manifest");
    let rows = manifest.lines().skip(1).map(Row::parse);
    let rows: Vec<Row> = rows.filter(|row| row.command.starts_with("check rules ")).collect();
    let failing = rows.iter().filter(|row| row.exit != 0).count();
    assert!(rows.len() > 700 && failing > 80, "{} rows, {failing} of them fail", rows.len());
    let accepted: Vec<AtomicUsize> = ACCEPTED.iter().map(|_| AtomicUsize::new(0)).collect();
    let differences = in_parallel(&rows, |row| {
        let difference = row.difference(&root)?;
        match ACCEPTED.iter().position(|(part, _)| row.command.contains(part)) {
            Some(number) => {
                accepted[number].fetch_add(1, Ordering::Relaxed);
                None
            }
            None => Some(difference),
        }
    });
    assert!(differences.is_empty(), "{} of {} differ:\n{}", differences.len(), rows.len(), differences.join("\n"));
    for ((part, _), count) in ACCEPTED.iter().zip(accepted) {
        assert!(count.into_inner() > 0, "the reason outlived the difference of {part}");
    }
}

/// Whatever is wrong has a place, except what is missing from the whole file.
#[test]
fn findings_have_places() {
    let Some(root) = corpus::find("rules") else { return };
    let mut found = 0;
    for folder in ["promtool", "rulefmt", "fixtures"] {
        for entry in fs::read_dir(root.join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let Ok(bytes) = fs::read(&path) else { continue };
            let file = RuleFile::parse(&bytes, Options::default());
            assert_eq!(file.is_good(), file.diagnostics.is_empty(), "{}", path.display());
            for diagnostic in &file.diagnostics {
                let span = diagnostic.span.expect("a place");
                let text = std::str::from_utf8(&bytes).expect("UTF-8");
                assert!(span.line_and_column(text).is_some(), "{}: {diagnostic:?}", path.display());
                found += 1;
            }
        }
    }
    assert!(found > 40, "{found} findings");
}

/// A mistake in an expression, in each way to write one.
const EXPRESSIONS: &str = "groups:
- name: g
  rules:
  - record: folded
    expr: >-
      sum(up)
      + é
  - record: literal
    expr: |
      sum(up)
      + x y
  - record: quoted
    expr: \"sum(\\u0075p) + x y\"
  - record: plain
    expr: sum(up)
      + x y
";

#[test]
fn mistakes_in_expressions_are_shown_at_their_character() {
    let folder = tempfile::tempdir().expect("a directory");
    fs::write(folder.path().join("r.yml"), EXPRESSIONS).expect("a file");
    let outcome = promq(folder.path(), &["check", "rules", "-o", "github", "r.yml"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(1), ""));
    let places: Vec<&str> = outcome
        .stdout
        .lines()
        .map(|line| line.split_once("file=r.yml,").and_then(|(_, rest)| rest.split_once(",end")).expect("a place").0)
        .collect();
    assert_eq!(places, ["line=7,col=9", "line=11,col=11", "line=13,col=29", "line=16,col=11"], "{}", outcome.stdout);
}

const REPEATED: &str = "groups:
- name: a
  labels: {team: x}
  rules:
  - record: r
    expr: up
- name: b
  rules:
  - record: r
    expr: up
  - record: r
    expr: up
    labels: {team: x}
";

#[test]
fn repeated_rules_are_a_finding_with_both_places() {
    let folder = tempfile::tempdir().expect("a directory");
    fs::write(folder.path().join("r.yml"), REPEATED).expect("a file");
    let check = |arguments: &[&str]| {
        let all: Vec<&str> = ["check", "rules"].iter().chain(arguments).chain(&["r.yml"]).copied().collect();
        promq(folder.path(), &all)
    };
    assert_eq!(check(&[]).code, Some(0));
    assert_eq!(check(&["--lint-fatal"]).code, Some(3));
    let none = check(&["--lint-fatal", "--lint=none"]);
    assert_eq!((none.code, none.stderr.as_str()), (Some(0), ""));
    let unknown = check(&["--lint=none,x"]);
    let text = "WARNING: unknown lint option: \"x\"\nChecking r.yml\n  SUCCESS: 3 rules found\n\n";
    assert_eq!(unknown, Outcome { stdout: text.into(), stderr: String::new(), code: Some(0) });
    insta::assert_snapshot!(check(&["-o", "github", "--lint-fatal"]).stdout, @r#"::warning file=r.yml,line=11,col=13,endLine=11,endColumn=14,title=rules/duplicate::r with the labels {team="x"} is there more than once"#);
    let json = check(&["-o", "json"]).stdout;
    assert!(json.contains("first here"), "{json}");
}

#[test]
fn standard_input_has_a_name_in_reports() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("r.yml");
    fs::write(&path, "groups:\n- nam: a\n").expect("a file");
    for arguments in [&["check", "rules", "-o", "json"][..], &["check", "rules", "-o", "json", "-"]] {
        let outcome = run(OsStr::new(env!("CARGO_BIN_EXE_promq")), folder.path(), arguments, Some(&path));
        assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(1), ""));
        assert!(outcome.stdout.contains("\"<stdin>\""), "{}", outcome.stdout);
    }
}

#[test]
fn codes_are_listed_and_explained() {
    let folder = tempfile::tempdir().expect("a directory");
    let list = promq(folder.path(), &["lint", "--list"]);
    assert!(list.code == Some(0) && list.stdout.lines().count() > 10, "{}", list.stdout);
    for line in list.stdout.lines() {
        let code = line.split(' ').next().expect("a code");
        let page = promq(folder.path(), &["lint", "--explain", code]);
        let summary = page.stdout.lines().next().expect("a first line").trim_end_matches('.');
        assert!(page.code == Some(0) && line.ends_with(&format!("  {summary}")), "{line}: {}", page.stdout);
    }
    let columns = "alerts/irate warning on request";
    assert!(list.stdout.lines().any(|line| line.split_whitespace().collect::<Vec<_>>().join(" ").starts_with(columns)));
    assert_eq!(promq(folder.path(), &["lint", "--explain", "x/y"]).code, Some(2));
    assert_eq!(promq(folder.path(), &["lint"]).code, Some(2));
}
