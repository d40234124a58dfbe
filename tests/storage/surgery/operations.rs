//! Deleting, rewriting, splitting and undoing, with promtool reading the results.

use super::reading::{RANGE, blocks, content, copied, dump, files, findings, made_block, program, promq, promq_prints};
use promq::{
    diagnostic::Severity,
    tsdb::block::{Block, BlockMeta},
};
use std::{collections::BTreeMap, fs, path::Path};

const BEGIN: i64 = 1_700_006_400_000;

/// Nothing worse than an info.
fn assert_sound(path: &Path) {
    let mut found = findings(path);
    found.retain(|finding| finding.severity != Severity::Info);
    assert_eq!(found, []);
}

#[test]
fn without_write_nothing_changes() {
    let directory = tempfile::tempdir().unwrap();
    made_block(directory.path(), BEGIN, 3);
    let before = files(directory.path());
    for arguments in [
        &["tsdb", "delete", "--match", "{job=\"job-0\"}"][..],
        &["tsdb", "delete", "--rewrite", "--match", "{job=\"job-0\"}"],
        &["tsdb", "rewrite", "--drop-label", "instance"],
        &["tsdb", "split", "--by", "30m"],
        &["tsdb", "repair"],
    ] {
        let output = promq(arguments, directory.path());
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(files(directory.path()) == before, "{arguments:?}");
    }
}

#[test]
fn what_is_done_can_be_undone() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path();
    made_block(data, BEGIN, 5);
    made_block(data, BEGIN + RANGE, 5);
    let (before, content_before) = (files(data), content(data).unwrap());
    let operations: [(&[&str], usize, bool); 5] = [
        (&["tsdb", "delete", "--write", "--match", "{job=\"job-0\"}"], 2, false),
        (&["tsdb", "delete", "--write", "--rewrite", "--match", "{job=\"job-0\"}"], 2, false),
        (&["tsdb", "rewrite", "--write", "--drop-label", "job"], 2, false),
        (&["tsdb", "split", "--write", "--by", "40m"], 6, true),
        // All of the first block and a part of the second one.
        (&["tsdb", "rewrite", "--write", "--min-time", "1700014000000"], 1, false),
    ];
    for (arguments, count, same_content) in operations {
        promq_prints(arguments, data);
        assert_eq!(blocks(data).len(), count, "{arguments:?}");
        assert_sound(data);
        assert_eq!(content(data).unwrap() == content_before, same_content, "{arguments:?}");
        let list = promq_prints(&["tsdb", "undo", "--list"], data);
        assert!(list.contains(arguments[1]) && list.contains("  done  "), "{list}");
        let dry = files(data);
        promq_prints(&["tsdb", "undo"], data);
        assert!(files(data) == dry, "undo without --write");
        promq_prints(&["tsdb", "undo", "--write"], data);
        assert!(files(data) == before, "{arguments:?}: undone");
    }
    assert!(!promq(&["tsdb", "undo", "--write"], data).status.success(), "nothing is left to undo");
}

#[test]
fn changes_on_top_of_changes_are_undone_from_the_last() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path();
    made_block(data, BEGIN, 2);
    let before = files(data);
    promq_prints(&["tsdb", "rewrite", "--write", "--drop-label", "job"], data);
    let first = promq_prints(&["tsdb", "undo", "--list"], data);
    let first = first.split_whitespace().next().unwrap().to_owned();
    let between = files(data);
    promq_prints(&["tsdb", "delete", "--write", "--match", "seconds"], data);
    let refused = promq_undo(data, &first);
    assert!(refused.contains("has been changed since"), "{refused}");
    promq_prints(&["tsdb", "undo", "--write"], data);
    assert!(files(data) == between);
    promq_prints(&["tsdb", "undo", "--write"], data);
    assert!(files(data) == before);
}

/// Undoes one change and returns what stands on stderr.
fn promq_undo(data: &Path, change: &str) -> String {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_promq"));
    let output = command.args(["tsdb", "undo", "--write"]).arg(data).arg(change).output().unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_living_server_is_not_disturbed() {
    let directory = tempfile::tempdir().unwrap();
    made_block(directory.path(), BEGIN, 2);
    let lock = fs::File::create(directory.path().join("lock")).unwrap();
    lock.try_lock().unwrap();
    let before = files(directory.path());
    let output = promq(&["tsdb", "rewrite", "--write", "--drop-label", "job"], directory.path());
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("is in use"));
    assert!(files(directory.path()) == before);
}

#[test]
fn series_that_collide_become_one() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path();
    made_block(data, BEGIN, 4);
    let text = promq_prints(&["tsdb", "rewrite", "--write", "--drop-label", "instance", "--drop-label", "job"], data);
    assert!(text.contains("3 series merged"), "{text}");
    assert!(text.contains("samples lost to another"), "{text}");
    assert_sound(data);
    let after = content(data).unwrap();
    assert_eq!(after.keys().collect::<Vec<_>>(), ["{__name__=\"requests_total\"}", "{__name__=\"seconds\"}"]);
    assert_eq!(after["{__name__=\"requests_total\"}"].len(), 480);
    let block = Block::open(&blocks(data)[0]).unwrap();
    let symbols: Vec<&str> = block.index().symbols().collect();
    assert_eq!(symbols, ["", "__name__", "requests_total", "seconds"], "what was dropped is nowhere");
}

#[test]
fn foreign_keys_stay_and_those_about_old_files_go() {
    let directory = tempfile::tempdir().unwrap();
    let block = made_block(directory.path(), BEGIN, 1);
    let mut meta = BlockMeta::read(&block.join("meta.json")).unwrap();
    let thanos = serde_json::json!({"labels": {"replica": "a"}, "files": [{"rel_path": "index"}], "version": 1});
    meta.other.insert("thanos".into(), thanos);
    meta.compaction.hints = vec!["from-out-of-order".into()];
    meta.write(&block.join("meta.json")).unwrap();
    promq_prints(&["tsdb", "rewrite", "--write", "--rename-metric", "seconds=duration_seconds"], directory.path());
    let new = BlockMeta::read(&blocks(directory.path())[0].join("meta.json")).unwrap();
    assert_eq!(new.other["thanos"], serde_json::json!({"labels": {"replica": "a"}, "version": 1}));
    assert_eq!(new.compaction.hints, meta.compaction.hints);
    assert_eq!((new.compaction.level, &new.compaction.sources), (1, &vec![new.ulid]));
    let parents: Vec<_> = new.compaction.parents.iter().map(|parent| (parent.ulid, parent.min_time)).collect();
    assert_eq!(parents, [(meta.ulid, meta.min_time)]);
}

#[test]
fn promtool_sees_the_same_samples_after_a_split() {
    let (Some(promtool), Some(directory)) = (program("promtool"), copied("om_day_1block")) else { return };
    let data = directory.path();
    let before = dump(&promtool, data);
    promq_prints(&["tsdb", "split", "--write", "--by", "3h"], data);
    assert!(blocks(data).len() > 5);
    assert_sound(data);
    assert!(dump(&promtool, data) == before);
    for block in blocks(data) {
        let meta = BlockMeta::read(&block.join("meta.json")).unwrap();
        assert_eq!(meta.min_time.div_euclid(3 * 3_600_000), (meta.max_time - 1).div_euclid(3 * 3_600_000));
    }
    promq_prints(&["tsdb", "undo", "--write"], data);
    assert!(dump(&promtool, data) == before);
}

#[test]
fn promtool_sees_what_relabelling_and_deleting_leave() {
    let (Some(promtool), Some(directory)) = (program("promtool"), copied("om_day_2h")) else { return };
    let data = directory.path();
    let before = dump(&promtool, data);
    let rules = data.join("rules.yml");
    let text = "- {source_labels: [__name__], regex: '(.*)_total', target_label: __name__, replacement: '${1}_sum'}\n";
    fs::write(&rules, text).unwrap();
    promq_prints(&["tsdb", "rewrite", "--write", "--relabel", rules.to_str().unwrap()], data);
    let renamed = |line: &String| match line.split_once("_total\"") {
        Some((name, rest)) if line.starts_with("{__name__") => format!("{name}_sum\"{rest}"),
        _ => line.clone(),
    };
    let mut expected: Vec<String> = before.iter().map(renamed).collect();
    expected.sort();
    assert!(expected != before, "the rule says something about these series");
    assert!(dump(&promtool, data) == expected);
    let mut names = BTreeMap::<&str, usize>::new();
    for line in &expected {
        *names.entry(line.split('"').nth(1).unwrap()).or_default() += 1;
    }
    let name = names.keys().next().unwrap().to_string();
    for mode in [&["--rewrite"][..], &[]] {
        let matcher = format!("{{__name__=\"{name}\"}}");
        let mut arguments = vec!["tsdb", "delete", "--write", "--match", &matcher];
        arguments.extend(mode);
        promq_prints(&arguments, data);
        assert_sound(data);
        let left: Vec<String> =
            expected.iter().filter(|line| line.split('"').nth(1) != Some(&*name)).cloned().collect();
        assert!(dump(&promtool, data) == left, "{mode:?}");
        promq_prints(&["tsdb", "undo", "--write"], data);
    }
    assert!(dump(&promtool, data) == expected);
}

#[test]
fn blocks_of_every_kind_are_rewritten_without_loss() {
    for name in ["compacted_tombstones", "crashed_ooo", "snapshot"] {
        let Some(directory) = copied(name) else { continue };
        let data = directory.path();
        let before = content(data).unwrap();
        promq_prints(&["tsdb", "split", "--write", "--by", "20m"], data);
        assert_sound(data);
        assert!(content(data).unwrap() == before, "{name}");
    }
}
