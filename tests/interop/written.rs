//! Blocks that promq has written, in the hands of the real programs: promtool prints the same of them as of its own, and
//! a Prometheus opens them without a word of warning and answers from them as it does from promtool's.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::{
    differential::ask_server,
    peers,
    program::{self, promq},
    queries::{self, Query},
    reply::{Nearness, Reply},
    server::{Server, copy_folder},
};

/// Every so many of the questions of `queries.txt` is asked: about four hundred.
const FEWER: usize = 23;
const LEAST_QUERIES: usize = 200;

/// The exposition that everything is made of, and one in which a metric has another name.
struct Input {
    folder: TempDir,
    original: PathBuf,
    renamed: PathBuf,
}

const OLD_NAME: &str = "temperature_celsius";
const NEW_NAME: &str = "warmth_celsius";

impl Input {
    fn make() -> Option<Self> {
        let original = peers::corpus("tsdb/input/day.om")?;
        let folder = TempDir::new().expect("a temporary folder");
        let text = fs::read_to_string(&original).expect("the exposition is text");
        let renamed = folder.path().join("renamed.om");
        assert!(text.contains(OLD_NAME));
        fs::write(&renamed, text.replace(OLD_NAME, NEW_NAME)).expect("the exposition is written");
        Some(Self { folder, original, renamed })
    }

    /// Blocks of an exposition, made by `program`, in a directory of that name.
    fn blocks(&self, program: &Path, exposition: &Path, name: &str) -> PathBuf {
        let data = self.folder.path().join(name);
        let text = |path: &Path| path.to_str().expect("a path in UTF-8").to_owned();
        succeed(program, &["tsdb", "create-blocks-from", "openmetrics", "-q", &text(exposition), &text(&data)]);
        // promtool reads no directory without a log, be it an empty one.
        fs::create_dir_all(data.join("wal")).expect("a folder for the log");
        data
    }
}

fn succeed(program: &Path, arguments: &[&str]) -> String {
    let outcome = program::run(program, Path::new("."), arguments, "");
    assert_eq!(outcome.code, Some(0), "{} {arguments:?}: {}", program.display(), outcome.stderr);
    outcome.stdout
}

#[test]
fn prometheus_answers_from_promqs_blocks_as_from_promtools() {
    let (Some(promtool), Some(prometheus), Some(input)) =
        (peers::find("promtool"), peers::find("prometheus"), Input::make())
    else {
        return;
    };
    let theirs = input.blocks(&promtool, &input.original, "theirs");
    let backfilled = input.blocks(promq(), &input.original, "backfilled");
    let compacted = input.folder.path().join("compacted");
    copy_folder(&backfilled, &compacted);
    succeed(promq(), &["tsdb", "compact", compacted.to_str().expect("a path in UTF-8")]);
    assert!(blocks(&compacted).len() < blocks(&backfilled).len(), "something was merged");

    let questions = questions(|_| true);
    let expected = answers(&prometheus, &theirs, &questions);
    for data in [&backfilled, &compacted] {
        compare(data, &questions, &expected, &answers(&prometheus, data, &questions));
    }
}

#[test]
fn prometheus_answers_from_rewritten_blocks_as_from_blocks_of_rewritten_text() {
    let (Some(promtool), Some(prometheus), Some(input)) =
        (peers::find("promtool"), peers::find("prometheus"), Input::make())
    else {
        return;
    };
    let theirs = input.blocks(&promtool, &input.renamed, "theirs");
    let ours = input.blocks(promq(), &input.original, "rewritten");
    let rename = format!("{OLD_NAME}={NEW_NAME}");
    succeed(
        promq(),
        &["tsdb", "rewrite", "--write", "--rename-metric", &rename, ours.to_str().expect("a path in UTF-8")],
    );
    assert!(blocks(&ours).is_disjoint(&blocks(&theirs)));

    let mut questions = questions(|query| query.expression.contains(OLD_NAME));
    for query in &mut questions {
        query.expression = query.expression.replace(OLD_NAME, NEW_NAME);
    }
    let expected = answers(&prometheus, &theirs, &questions);
    compare(&ours, &questions, &expected, &answers(&prometheus, &ours, &questions));
}

#[test]
fn promtool_prints_the_same_of_both() {
    let (Some(promtool), Some(input)) = (peers::find("promtool"), Input::make()) else {
        return;
    };
    let theirs = input.blocks(&promtool, &input.original, "theirs");
    let ours = input.blocks(promq(), &input.original, "ours");
    for arguments in [
        &["list"][..],
        &["list", "-r"],
        &["dump"],
        &["dump-openmetrics"],
        &["analyze", "--extended", "--limit=1000"],
        &["analyze", "--limit=1000"],
    ] {
        let print = |data: &Path| {
            let line = [&["tsdb"], arguments, &[data.to_str().expect("a path in UTF-8")]].concat();
            let text = succeed(&promtool, &line);
            // 3.5's index has two sections that 3.14 no longer writes, so that sizes cannot be the same.
            match arguments[0] {
                "list" => text.lines().map(without_identity_and_size).collect::<Vec<_>>().join("\n"),
                "analyze" => {
                    let mut lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("Block ID")).collect();
                    // Equal counts come in another order each time.
                    lines.sort_unstable();
                    lines.join("\n")
                }
                _ => text,
            }
        };
        let (theirs, ours) = (print(&theirs), print(&ours));
        assert!(!theirs.is_empty());
        let difference = theirs.lines().zip(ours.lines()).find(|(theirs, ours)| theirs != ours);
        assert!(theirs == ours, "{arguments:?}: {difference:?}");
    }
}

/// A line of a list of blocks, without its first and its last cell.
fn without_identity_and_size(line: &str) -> String {
    let cells: Vec<&str> = line.split_whitespace().collect();
    let identity_is_first = cells.first().is_some_and(|cell| cell.len() == 26);
    let end = cells.len() - usize::from(identity_is_first);
    cells[usize::from(identity_is_first)..end].join(" ")
}

/// The names of the blocks of a directory.
fn blocks(data: &Path) -> BTreeSet<String> {
    let names = fs::read_dir(data).expect("a readable folder").map(|entry| entry.expect("a folder entry"));
    let names = names.filter(|entry| entry.path().join("meta.json").is_file());
    names.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn questions(wanted: impl Fn(&Query) -> bool) -> Vec<Query> {
    let directories = queries::parse(include_str!("queries.txt"));
    let directory = directories.into_iter().find(|directory| directory.name == "om_day_2h").expect("its questions");
    let wanted: Vec<Query> = directory.queries.into_iter().filter(wanted).collect();
    let step = FEWER.min(wanted.len() / LEAST_QUERIES).max(1);
    let chosen: Vec<Query> = wanted.into_iter().step_by(step).collect();
    assert!(chosen.len() >= LEAST_QUERIES, "only {} questions", chosen.len());
    chosen
}

/// What a Prometheus says to all questions, over a copy of `data`; it must not have warned of anything.
fn answers(prometheus: &Path, data: &Path, questions: &[Query]) -> Vec<Reply> {
    let server = Server::start(prometheus, data);
    let answers = questions.iter().map(|query| ask_server(&server, query)).collect();
    let log = server.log();
    let said: Vec<&str> =
        log.lines().filter(|line| ["level=WARN", "level=ERROR"].iter().any(|level| line.contains(level))).collect();
    assert!(said.is_empty(), "{}: {said:?}", data.display());
    assert!(log.contains("Found healthy block"), "the server has opened blocks: {log}");
    answers
}

fn compare(data: &Path, questions: &[Query], expected: &[Reply], answers: &[Reply]) {
    let mut empty = 0;
    for ((query, expected), answer) in questions.iter().zip(expected).zip(answers) {
        let nearness = Reply::nearness(expected, answer, false);
        assert_eq!(nearness, Nearness::Identical, "{}: {query:?}", data.display());
        empty += usize::from(expected.is_empty());
    }
    println!("{}: {} answers the same, {empty} of them empty", data.display(), questions.len());
    assert!(empty * 2 < questions.len());
}
