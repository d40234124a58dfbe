//! `promq tsdb create-blocks-from` and `promq tsdb dump --format jsonl`: how their flags and streams are wired.

use crate::environment::TestEnvironment;

const LINE: &str =
    r#"{"metric":{"__name__":"up","job":"a"},"values":[1,null,-0],"timestamps":[1000,2000,3000],"stale":[1]}"#;

/// The dump of what lies in `directory`.
fn dump(environment: &TestEnvironment, directory: &str) -> String {
    environment.run(&["tsdb", "dump", "--format", "jsonl", directory])
}

#[test]
fn lines_come_back_as_they_were() {
    let environment = TestEnvironment::new();
    let arguments = ["tsdb", "create-blocks-from", "-q", "--verify", "jsonl", "-", "data"];
    insta::assert_snapshot!(environment.run_with_input(&arguments, &format!("{LINE}\n")), @r#"
    --- stderr
    verified 1 blocks: 1 series, 3 samples
    --- exit 0
    "#);
    assert_eq!(dump(&environment, "data"), format!("{LINE}\n--- stderr\n--- exit 0\n"));
    insta::assert_snapshot!(environment.run(&["tsdb", "dump", "--format", "jsonl", "--min-time", "3000", "data"]), @r#"
    {"metric":{"__name__":"up","job":"a"},"values":[-0],"timestamps":[3000]}
    --- stderr
    --- exit 0
    "#);
    insta::assert_snapshot!(environment.run(&["tsdb", "dump", "--format", "jsonl", "--match", "none", "data"]), @r#"
    --- stderr
    --- exit 0
    "#);
    insta::assert_snapshot!(dump(&environment, "nowhere"), @r#"
    --- stderr
    opening the db dir: stat nowhere: no such file or directory
    --- exit 1
    "#);
}

#[test]
fn tables_become_blocks() {
    let environment = TestEnvironment::new();
    environment.write("table.csv", "time,value,__name__,job\n1,2,up,a\n2,x,up,a\n3,4,up,\n");
    let import = |more: &[&str]| {
        environment.run(
            &[&["tsdb", "create-blocks-from", "-q", "--label", "site=n", "csv", "table.csv", "out"], more].concat(),
        )
    };
    insta::assert_snapshot!(import(&[]), @r#"
    --- stderr
    line 3, column 2 (value): "x" is not a number
    --- exit 1
    "#);
    insta::assert_snapshot!(import(&["--skip-bad-lines"]), @r#"
    --- stderr
    warning: 1 rows passed over, the first: line 3, column 2 (value): "x" is not a number
    --- exit 0
    "#);
    insta::assert_snapshot!(dump(&environment, "out"), @r#"
    {"metric":{"__name__":"up","job":"a","site":"n"},"values":[2],"timestamps":[1000]}
    {"metric":{"__name__":"up","site":"n"},"values":[4],"timestamps":[3000]}
    --- stderr
    --- exit 0
    "#);
    insta::assert_snapshot!(import(&["--format", "1:time:unix_s", "--metric", "x"]), @r#"
    --- stderr
    error: the argument '--format <COLUMNS>' cannot be used with '--metric <NAME>'

    Usage: promq tsdb create-blocks-from csv --format <COLUMNS> <FILE> <OUTPUT_DIRECTORY>

    For more information, try '--help'.
    --- exit 2
    "#);
}

#[test]
fn what_yields_no_block_says_why() {
    let environment = TestEnvironment::new();
    for (format, input) in [("jsonl", ""), ("jsonl", "[]\n"), ("csv", ""), ("csv", "time,a\n"), ("csv", "time,a\n1,\n")]
    {
        let shown = environment.run_with_input(&["tsdb", "create-blocks-from", format, "-", "out"], input);
        insta::assert_snapshot!(format!("{format} {input:?}\n{shown}"));
    }
    let files: Vec<_> = std::fs::read_dir(environment.path().join("out")).unwrap().collect();
    assert!(files.is_empty(), "{files:?}");
}

#[test]
fn a_server_that_is_not_there_is_told() {
    let environment = TestEnvironment::new();
    let read = |more: &[&str]| {
        let arguments =
            ["tsdb", "create-blocks-from", "remote-read", "--retries", "0", "http://user:pa55word@localhost:1"];
        environment.run(&[&arguments[..], more].concat())
    };
    let asked = ["--match", "up", "--min-time", "1700000000", "--max-time", "1700000060"];
    insta::assert_snapshot!(read(&asked));
    insta::assert_snapshot!(read(&["--match", "up{", "--min-time", "1"]));
    insta::assert_snapshot!(read(&["--match", "up", "--min-time", "2", "--max-time", "1"]));
    insta::assert_snapshot!(read(&["--match", "up", "--min-time", "2", "--window", "0"]));
}
