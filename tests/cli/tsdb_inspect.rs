//! `promq tsdb list|analyze|wal|diff`, over the demo's directory.

use crate::environment::TestEnvironment;
use std::fs;

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/demo");

/// Output without the place of this working copy.
fn shown(environment: &TestEnvironment, arguments: &[&str]) -> String {
    environment.run(arguments).replace(DEMO, "[DEMO]")
}

#[test]
fn blocks_are_listed_with_their_history() {
    let environment = TestEnvironment::new();
    insta::assert_snapshot!(shown(&environment, &["tsdb", "list", "--details", DEMO]));
    insta::assert_snapshot!(shown(&environment, &["tsdb", "list", "-o", "json", DEMO]));
}

#[test]
fn a_block_is_analyzed_as_tables_and_json() {
    let environment = TestEnvironment::new();
    insta::assert_snapshot!(shown(&environment, &["tsdb", "analyze", "--all-blocks", "--gaps", "--limit=3", DEMO]));
    let json = ["tsdb", "analyze", DEMO, "-o", "json", "--limit=2", "--match", "{job=\"node\"}", "--extended"];
    insta::assert_snapshot!(shown(&environment, &json));
    insta::assert_snapshot!(shown(&environment, &["tsdb", "analyze", "--match=up", "--limit=1", DEMO]));
}

#[test]
fn wrong_arguments_of_an_analysis_are_named() {
    let environment = TestEnvironment::new();
    insta::assert_snapshot!(shown(&environment, &["tsdb", "analyze", "--gaps", "-o", "text", DEMO]));
    insta::assert_snapshot!(shown(&environment, &["tsdb", "analyze", "--gaps=0.5", DEMO]));
    insta::assert_snapshot!(shown(&environment, &["tsdb", "analyze", "--step=0s", DEMO]));
    insta::assert_snapshot!(shown(&environment, &["tsdb", "analyze", "--match=up{", DEMO]));
    insta::assert_snapshot!(shown(&environment, &["tsdb", "analyze", "."]));
}

#[test]
fn logs_are_listed_counted_and_dumped() {
    let environment = TestEnvironment::new();
    insta::assert_snapshot!(shown(&environment, &["tsdb", "wal", "list", DEMO]));
    insta::assert_snapshot!(shown(&environment, &["tsdb", "wal", "list", "-o", "json", DEMO]));
    insta::assert_snapshot!(shown(&environment, &["tsdb", "wal", "count", "--limit=3", DEMO]));
    let by_series = ["tsdb", "wal", "count", "--by=series", "--match=up", "-o", "json", DEMO];
    insta::assert_snapshot!(shown(&environment, &by_series));
    let wal = format!("{DEMO}/wal");
    let dump = ["tsdb", "wal", "dump", "--type=series,metadata", "--match=up", &wal];
    insta::assert_snapshot!(shown(&environment, &dump));
    insta::assert_snapshot!(shown(&environment, &[dump.as_slice(), &["-o", "ndjson"]].concat()));
    insta::assert_snapshot!(shown(&environment, &["tsdb", "wal", "list", "."]));
}

#[test]
fn damage_of_a_log_is_named_unless_a_server_is_at_work() {
    let environment = TestEnvironment::new();
    let wal = environment.path().join("wal");
    fs::create_dir(&wal).unwrap();
    let bytes = fs::read(format!("{DEMO}/wal/00000002")).unwrap();
    fs::write(wal.join("00000002"), &bytes[..1000]).unwrap();
    insta::assert_snapshot!(shown(&environment, &["tsdb", "wal", "list", "."]));
    insta::assert_snapshot!(shown(&environment, &["tsdb", "wal", "dump", "--type=markers", "."]));
    fs::write(environment.path().join("lock"), b"").unwrap();
    insta::assert_snapshot!(shown(&environment, &["tsdb", "wal", "list", "."]));
    fs::write(wal.join("00000004"), b"").unwrap();
    insta::assert_snapshot!(shown(&environment, &["tsdb", "wal", "count", "--limit=0", "."]));
}

#[test]
fn directories_are_compared() {
    let environment = TestEnvironment::new();
    let block = fs::read_dir(DEMO).unwrap().map(|entry| entry.unwrap().path());
    let mut blocks: Vec<_> = block.filter(|path| path.join("meta.json").is_file()).collect();
    blocks.sort();
    let block = blocks[0].to_str().unwrap();
    insta::assert_snapshot!(shown(&environment, &["tsdb", "diff", "--samples", block, block]));
    let diff = ["tsdb", "diff", "--samples", "--limit=2", "--match", "{job=\"node\"}", block, DEMO];
    insta::assert_snapshot!(shown(&environment, &diff));
    insta::assert_snapshot!(shown(&environment, &[diff.as_slice(), &["-o", "json"]].concat()));
    insta::assert_snapshot!(shown(&environment, &["tsdb", "diff", block, "nowhere"]));
}
