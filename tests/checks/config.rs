//! `check config` on every configuration of the corpus: promtool's exit code and promtool's error text.

use crate::{
    corpus,
    program::{Outcome, promq},
};
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Rows on which promq and the manifest differ, as `folder: command`, each with the reason.
const DISAGREEMENTS: &[(&str, &str)] = &[
    (
        "examples: check config --syntax-only promtool-http-config-file.yml",
        "a file for --http.config.file, which 3.14 takes there; as prometheus.yml it has no known key",
    ),
    (
        "examples: check config promtool-http-config-file.yml",
        "a file for --http.config.file, which 3.14 takes there; as prometheus.yml it has no known key",
    ),
    ("promtool: check config prometheus-config.nonexistent.yml", "the same words, but it is promq that says them"),
    ("promtool: check config", "without a file, wrong usage is exit 2 in promq, as everywhere"),
];

/// A row of the manifest.
struct Row {
    folder: String,
    command: String,
    exit_3_5: i32,
    message_3_5: String,
    expected_3_14: Vec<String>,
    verdict_3_14: String,
    note: String,
}

impl Row {
    fn parse(line: &str) -> Row {
        let columns: Vec<&str> = line.split('\t').collect();
        let column = |index: usize| columns.get(index).copied().unwrap_or_default().to_string();
        let expected = column(5);
        Row {
            folder: column(0),
            command: column(2),
            exit_3_5: column(3).parse().expect("an exit code"),
            message_3_5: column(4),
            expected_3_14: expected.split(" && ").filter(|part| !part.is_empty()).map(str::to_string).collect(),
            verdict_3_14: column(6),
            note: column(7),
        }
    }

    fn name(&self) -> String {
        format!("{}: {}", self.folder, self.command)
    }

    /// Whether 3.14 is only known to load the file; what else it misses then, nobody has recorded.
    fn is_only_loaded(&self) -> bool {
        self.note.contains("3.14 loads it")
    }

    /// 3.5's exit code, unless 3.14 is known to disagree.
    fn expected_exit(&self) -> i32 {
        match self.verdict_3_14.as_str() {
            "good" if self.note.starts_with("DISAGREE") => 0,
            "bad" if self.exit_3_5 == 0 => 1,
            _ => self.exit_3_5,
        }
    }

    /// The texts that stderr must have, where blanks and line ends count as one blank.
    fn expected_texts(&self) -> Vec<String> {
        if self.expected_exit() == 0 {
            return Vec::new();
        }
        if !self.expected_3_14.is_empty() {
            return self.expected_3_14.clone();
        }
        match self.note.contains("differs") {
            true => Vec::new(),
            false => vec![self.message_3_5.replace("; line ", " line ")],
        }
    }

    fn difference(&self, folder: &Path, outcome: &Outcome) -> Option<String> {
        if self.is_only_loaded() {
            let missed = ["no such file or directory", "does not point to an existing file"];
            let is_side_file = |line: &str| missed.iter().any(|text| line.contains(text));
            let is_loaded = outcome.stderr.lines().all(is_side_file);
            return (!is_loaded).then(|| outcome.stderr.clone());
        }
        let expected = self.expected_exit();
        if outcome.code != Some(expected) {
            return Some(format!("exit {:?} instead of {expected}: {}", outcome.code, outcome.stderr));
        }
        let said = one_line(&outcome.stderr);
        // The program names its working directory as the system does, without symbolic links.
        let here = folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).display().to_string();
        let mut texts = self.expected_texts().into_iter().map(|text| one_line(&text.replace("$PWD", &here)));
        let missing = texts.find(|text| !said.contains(text));
        missing.map(|text| format!("`{text}` is missing: {}", outcome.stderr))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs every row, as many at a time as there are processors.
fn differences(corpus: &Path, rows: &[Row]) -> Vec<(String, String)> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let arguments: Vec<&str> = row.command.split_whitespace().collect();
                    let folder = corpus.join(&row.folder);
                    let outcome = promq(&folder, &arguments);
                    if let Some(difference) = row.difference(&folder, &outcome) {
                        found.lock().expect("no thread panicked").push((row.name(), difference));
                    }
                }
            });
        }
    });
    found.into_inner().expect("no thread panicked")
}

#[test]
fn verdicts_and_texts_are_promtools() {
    let Some(corpus) = corpus::find("config") else { return };
    let manifest = fs::read_to_string(corpus.join("manifest.tsv")).expect("the manifest is readable");
    let rows: Vec<Row> = manifest.lines().skip(1).map(Row::parse).collect();
    let rows: Vec<Row> = rows.into_iter().filter(|row| row.command.starts_with("check config")).collect();
    assert!(rows.len() > 600, "only {} rows", rows.len());
    let found = differences(&corpus, &rows);
    let names: BTreeSet<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    let listed: BTreeSet<&str> = DISAGREEMENTS.iter().map(|(name, _)| *name).collect();
    let new: Vec<_> = found.iter().filter(|(name, _)| !listed.contains(name.as_str())).collect();
    let gone: Vec<_> = listed.difference(&names).collect();
    assert!(new.is_empty() && gone.is_empty(), "not listed: {new:#?}\nlisted but not found: {gone:#?}");
}

/// Ten mistakes of all kinds, each on the line that its comment names.
const TEN_MISTAKES: &str = "\
global:
  scrape_intervall: 1m
  evaluation_interval: 1x
rule_files: ['a/*/b.yml']
scrape_configs:
- job_name: a
  scrape_timeout: 2m
  relabel_configs:
  - {action: keeep, source_labels: [x]}
  - {action: hashmod, target_label: x}
- job_name: a
  honor_labels: maybe
  basic_auth: {username: u, password: hunter2, password_file: f}
  dns_sd_configs: [{names: [x], type: A}]
remote_write:
- {url: 'http://%zz', queue_config: {max_shards: 0}}
";

#[test]
fn all_mistakes_are_found_in_one_run_and_secrets_stay_secret() {
    let folder = tempfile::tempdir().expect("a directory");
    fs::write(folder.path().join("p.yml"), TEN_MISTAKES).expect("a file");
    let outcome = promq(folder.path(), &["check", "config", "--output", "json", "p.yml"]);
    assert_eq!(outcome.code, Some(1));
    let expected = [
        (2, "field scrape_intervall not found in type config.plain"),
        (3, "unknown unit \\\"x\\\" in duration \\\"1x\\\""),
        (4, "invalid rule file path \\\"a/*/b.yml\\\""),
        (7, "scrape timeout greater than scrape interval for scrape config with job name \\\"a\\\""),
        (9, "unknown relabel action \\\"keeep\\\""),
        (10, "relabel configuration for hashmod requires non-zero modulus"),
        (11, "found multiple scrape configs with job name \\\"a\\\""),
        (12, "cannot unmarshal !!str `maybe` into bool"),
        (13, "at most one of basic_auth password, password_file & password_ref must be configured"),
        (14, "a port is required in DNS-SD configs for all record types except SRV"),
        (16, "invalid URL escape \\\"%zz\\\""),
        (16, "remote write queue max_shards must be positive"),
    ];
    for (line, message) in expected {
        assert!(outcome.stdout.contains(message), "line {line}: {message}: {}", outcome.stdout);
    }
    for format in ["human", "json", "sarif", "github", "junit", "checkstyle"] {
        let outcome = promq(folder.path(), &["check", "config", "--output", format, "p.yml"]);
        assert!(!outcome.stdout.contains("hunter2") && !outcome.stderr.contains("hunter2"), "{format}");
    }
    let github = promq(folder.path(), &["check", "config", "--output", "github", "p.yml"]).stdout;
    for (line, message) in expected {
        let message = message.replace("\\\"", "\"").replace('%', "%25");
        let found = github.lines().any(|found| found.contains(&format!("line={line},")) && found.contains(&message));
        assert!(found, "line {line}: {message}: {github}");
    }
    let human = promq(folder.path(), &["check", "config", "p.yml"]).stderr;
    assert!(human.starts_with("  FAILED: parsing YAML file p.yml: unknown unit"), "{human}");
    assert_eq!(human.lines().count(), github.lines().count(), "{human}\n{github}");
}

#[test]
fn credentials_may_be_missing_and_variables_put_in() {
    let folder = tempfile::tempdir().expect("a directory");
    let text = "scrape_configs:\n- job_name: ${JOB}\n  scrape_interval: ${EVERY:-30s}\n  bearer_token_file: none\n  \
                relabel_configs: [{target_label: a, replacement: '$1'}]\n";
    fs::write(folder.path().join("p.yml"), text).expect("a file");
    fs::write(folder.path().join("ci.env"), "JOB=node\nEVERY=1y1x\n").expect("a file");
    let run = |arguments: &[&str]| {
        let all: Vec<&str> = ["check", "config"].iter().chain(arguments).copied().collect();
        promq(folder.path(), &all)
    };
    let outcome = run(&["--skip-missing-credentials", "--syntax-only", "p.yml"]);
    assert_eq!(outcome.code, Some(1), "the variable is no duration: {}", outcome.stderr);
    let outcome = run(&["--env-file", "ci.env", "p.yml"]);
    assert!(outcome.stderr.contains("unknown unit \"x\" in duration \"1y1x\""), "{}", outcome.stderr);
    fs::write(folder.path().join("ci.env"), "JOB=node\n").expect("a file");
    let outcome = run(&["--env-file", "ci.env", "p.yml"]);
    assert!(outcome.stderr.contains("bearer token file \"none\": stat none: no such file"), "{}", outcome.stderr);
    let outcome = run(&["--env-file", "ci.env", "--skip-missing-credentials", "p.yml"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
}

#[test]
fn lint_findings_are_exit_3_only_when_fatal() {
    let folder = tempfile::tempdir().expect("a directory");
    let text = "global: {scrape_interval: 10m}\nscrape_configs: [{job_name: a}]\n";
    fs::write(folder.path().join("p.yml"), text).expect("a file");
    let run = |arguments: &[&str]| {
        let all: Vec<&str> = ["check", "config"].iter().chain(arguments).chain(&["p.yml"]).copied().collect();
        promq(folder.path(), &all)
    };
    let text = "  FAILED: too long scrape interval found, data point will be marked as stale - job: a, interval: 10m\n";
    let outcome = run(&["--lint=all"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), text));
    assert_eq!(run(&["--lint=too-long-scrape-interval", "--lint-fatal"]).code, Some(3));
    assert_eq!(run(&["--lint=all", "--lint-fatal", "--query.lookback-delta=11m"]).code, Some(0));
    assert_eq!(run(&["--lint=all,none", "--lint-fatal"]).code, Some(0));
    assert_eq!(run(&["--lint-fatal"]).code, Some(0));
    let outcome = run(&["--lint=x"]);
    assert!(outcome.stdout.starts_with("WARNING: unknown lint option: \"x\"\nChecking p.yml\n"), "{}", outcome.stdout);
}
