//! Killed at any moment, a directory shows the old blocks or the new ones, and the next command heals it.
//!
//! `PROMQ_KILLS` says how often (a few times when it is not set).

use super::reading::{content, files, findings, made_block, promq_prints};
use promq::diagnostic::Severity;
use std::{
    env, fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const BEGIN: i64 = 1_700_006_400_000;

fn start(arguments: &[&str], data: &Path) -> std::process::Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_promq"));
    command.args(arguments).arg(data).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

fn kills() -> u32 {
    env::var("PROMQ_KILLS").map_or(8, |kills| kills.parse().expect("PROMQ_KILLS is a number"))
}

/// Splitting changes no sample, so that whatever has been done of it, the same can be read.
#[test]
fn killed_while_splitting_or_undoing_nothing_is_missing() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path();
    for number in 0..3 {
        made_block(data, BEGIN + number * super::reading::RANGE, 3);
    }
    let (before, files_before) = (content(data).unwrap(), files(data));
    let split = ["tsdb", "split", "--write", "--by", "40m"];
    let undo = ["tsdb", "undo", "--write"];
    let begun = Instant::now();
    assert!(start(&split, data).wait().unwrap().success());
    let duration = begun.elapsed();
    promq_prints(&undo, data);
    let kills = kills();
    for round in 0..kills {
        for arguments in [&split[..], &undo] {
            let mut process = start(arguments, data);
            // Some are killed before they begin, some after they end.
            thread::sleep(duration * round / kills);
            let _ = process.kill();
            process.wait().unwrap();
            assert!(content(data).unwrap() == before, "{arguments:?} killed in round {round}");
        }
        // Heals, and takes back what was done.
        while start(&undo, data).wait().unwrap().success() {}
        let worse: Vec<_> = findings(data).into_iter().filter(|finding| finding.severity != Severity::Info).collect();
        assert_eq!(worse, [], "round {round}");
        let names = |files: &std::collections::BTreeMap<_, _>| files.keys().cloned().collect::<Vec<_>>();
        let files = files(data);
        assert_eq!(names(&files), names(&files_before), "round {round}");
        assert!(files == files_before, "round {round}: everything is as it was");
    }
}

/// Of a rewritten block, all old series can be read or all new ones.
#[test]
fn killed_while_rewriting_each_block_is_old_or_new() {
    let directory = tempfile::tempdir().unwrap();
    let (pristine, data) = (directory.path().join("pristine"), directory.path().join("data"));
    fs::create_dir(&pristine).unwrap();
    made_block(&pristine, BEGIN, 4);
    let old = content(&pristine).unwrap();
    super::reading::copy(&pristine, &data);
    let rewrite = ["tsdb", "rewrite", "--write", "--drop-label", "job"];
    let begun = Instant::now();
    assert!(start(&rewrite, &data).wait().unwrap().success());
    let duration = begun.elapsed();
    let new = content(&data).unwrap();
    assert!(old != new);
    let kills = kills();
    for round in 0..kills {
        fs::remove_dir_all(&data).unwrap();
        super::reading::copy(&pristine, &data);
        let mut process = start(&rewrite, &data);
        thread::sleep(duration * round / kills + Duration::from_millis(1));
        let _ = process.kill();
        process.wait().unwrap();
        let seen = content(&data).unwrap();
        assert!(seen == old || seen == new, "round {round}");
        let _ = start(&["tsdb", "undo", "--write"], &data).wait();
        assert!(content(&data).unwrap() == old, "round {round}: healed and undone");
    }
}
