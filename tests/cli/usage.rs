//! Wrong usage: what is said, and that the exit code is 2.

use crate::environment::TestEnvironment;

#[test]
fn wrong_usage_says_what_is_wrong() {
    let environment = TestEnvironment::new();
    insta::assert_snapshot!(environment.run(&["query", "instnt", ".", "up"]));
    insta::assert_snapshot!(environment.run(&["query", "instant", ".", "up", "--tim", "5"]));
    insta::assert_snapshot!(environment.run(&["query", "instant", "."]));
    insta::assert_snapshot!(environment.run(&["query", "series", "."]));
    insta::assert_snapshot!(environment.run(&["query", "instant", "-o", "yaml", ".", "up"]));
    insta::assert_snapshot!(environment.run(&["query", "instant", ".", "up", "--timeout", "soon"]));
    insta::assert_snapshot!(environment.run(&["--threads", "0", "promql", "format", "up"]));
}

#[test]
fn no_command_is_wrong_usage() {
    let output = TestEnvironment::new().command(&[]).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
}

#[test]
fn version_goes_to_stdout() {
    let shown = TestEnvironment::new().run(&["--version"]);
    assert_eq!(shown, format!("promq {}\n--- stderr\n--- exit 0\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn unknown_features_are_named_and_passed_over() {
    let environment = TestEnvironment::new();
    insta::assert_snapshot!(environment.run(&[
        "promql",
        "format",
        "up",
        "--enable-feature=nonsense,promql-duration-expr"
    ]));
}
