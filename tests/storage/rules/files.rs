//! Every `check rules` that promtool was recorded with, over the rule files of the corpus: the exit status and, where it
//! fails, the same lines.

use super::corpus;
use promq::{
    config::rules::{Options, RuleFile},
    promql::Features,
};
use std::{fmt::Write as _, fs, path::Path};

/// Rows that may differ from what was recorded, by a part of their command, and why.
const ACCEPTED: &[(&str, &str)] = &[
    ("features.yml", "it is about features that are newer than 3.5, or need no switch since"),
    ("broker-alerts.yml", "Go takes a per cent sign in an alert's name for a verb, and garbles the message"),
];

/// What one run of `check rules` printed.
#[derive(Debug, Default, PartialEq)]
struct Run {
    stdout: String,
    /// Sorted: promtool walks labels in random order.
    stderr: Vec<String>,
    exit: i32,
}

#[test]
fn verdicts_and_messages_are_promtools() {
    let Some(root) = corpus("rules") else { return };
    let manifest = fs::read_to_string(root.join("manifest.tsv")).expect("the manifest");
    let (mut compared, mut failing, mut differences) = (0, 0, Vec::new());
    let mut accepted = [false; ACCEPTED.len()];
    for row in manifest.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [folder, _, command, exit, _, _, out] = columns[..] else { panic!("seven columns: {row}") };
        let Some(arguments) = command.strip_prefix("check rules ") else { continue };
        let arguments: Vec<&str> = arguments.split(' ').collect();
        // That arguments must exist is the command's part.
        if arguments.iter().any(|argument| argument.contains('*') || *argument == "nosuch.yml") {
            continue;
        }
        let got = check_rules(&root.join(folder), &arguments);
        let mut expected = Run { exit: exit.parse().expect("an exit status"), ..Run::default() };
        if out.is_empty() {
            (expected.stdout, expected.stderr) = (got.stdout.clone(), got.stderr.clone());
        } else {
            let recorded = fs::read_to_string(root.join(out)).expect("the recorded output");
            (expected.stdout, expected.stderr) = recorded_streams(&recorded);
        }
        compared += 1;
        failing += usize::from(expected.exit != 0);
        if got != expected {
            match ACCEPTED.iter().position(|(part, _)| command.contains(part)) {
                Some(number) => accepted[number] = true,
                None => differences.push(format!("{folder}: {command}\n  got {got:#?}\n  expected {expected:#?}")),
            }
        }
    }
    assert!(compared > 700 && failing > 80, "{compared} rows compared, {failing} of them fail");
    assert_eq!(accepted, [true; ACCEPTED.len()], "a reason outlived its difference");
    assert!(differences.is_empty(), "{} of {compared} differ:\n{}", differences.len(), differences.join("\n"));
}

/// Whatever is wrong has a place, except what is missing from the whole file.
#[test]
fn findings_have_places() {
    let Some(root) = corpus("rules") else { return };
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

/// `check rules` as promtool runs it.
fn check_rules(folder: &Path, arguments: &[&str]) -> Run {
    let (mut options, mut lint, mut fatal) = (Options::default(), "duplicate-rules", false);
    let (mut files, mut from_stdin) = (Vec::new(), false);
    for argument in arguments {
        match argument.split_once('=') {
            Some(("--lint", value)) => lint = value,
            Some(("--enable-feature", value)) => options.features = Features::from_names([value]),
            _ if *argument == "--lint-fatal" => fatal = true,
            _ if *argument == "--ignore-unknown-fields" => options.ignore_unknown_fields = true,
            _ if *argument == "<" => from_stdin = true,
            _ => files.push(*argument),
        }
    }
    let duplicates_wanted = matches!(lint, "all" | "duplicate-rules");
    let (mut stdout, mut stderr, mut failed, mut lint_failed) = (String::new(), String::new(), false, false);
    if !matches!(lint, "all" | "duplicate-rules" | "none") {
        writeln!(stdout, "WARNING: unknown lint option: {lint:?}").expect("text");
    }
    for name in files {
        match from_stdin {
            true => stdout += "Checking standard input\n",
            false => writeln!(stdout, "Checking {name}").expect("text"),
        }
        let bytes = fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let file = RuleFile::parse(&bytes, options);
        if !file.is_good() {
            stderr += "  FAILED:\n";
            for error in &file.promtool_errors {
                let prefix = if from_stdin { String::new() } else { format!("{name}: ") };
                writeln!(stderr, "{prefix}{error}").expect("text");
            }
            failed = true;
            continue;
        }
        let duplicates = if duplicates_wanted { file.duplicates() } else { Vec::new() };
        if duplicates.is_empty() {
            writeln!(stdout, "  SUCCESS: {} rules found", file.rule_count()).expect("text");
        } else {
            lint_failed = true;
            writeln!(stderr, "  FAILED:\nlint error {} duplicate rule(s) found.", duplicates.len()).expect("text");
            for duplicate in duplicates {
                writeln!(stderr, "Metric: {}\nLabel(s):", duplicate.name).expect("text");
                for (name, value) in &duplicate.labels {
                    writeln!(stderr, "\t{name}: {value}").expect("text");
                }
            }
            stderr += "Might cause inconsistency while recording expressions\n";
        }
        stdout += "\n";
    }
    let exit = if failed {
        1
    } else if lint_failed && fatal {
        3
    } else {
        0
    };
    Run { stdout, stderr: sorted(&stderr), exit }
}

fn recorded_streams(recorded: &str) -> (String, Vec<String>) {
    let (_, streams) = recorded.split_once("--- stdout\n").expect("the output");
    let (stdout, rest) = streams.split_once("--- stderr\n").expect("the errors");
    let (stderr, _) = rest.rsplit_once("--- exit").expect("the status");
    (stdout.to_string(), sorted(stderr))
}

fn sorted(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    lines.sort();
    lines
}
