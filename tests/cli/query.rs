//! `promq query`, as far as no data is needed.

use crate::environment::TestEnvironment;

#[test]
fn a_missing_source_is_named() {
    let environment = TestEnvironment::new();
    insta::assert_snapshot!(environment.run(&["query", "instant", "nowhere", "up"]));
    insta::assert_snapshot!(environment.run(&["query", "instant", "localhost:9090", "up"]));
}

#[test]
fn a_server_that_does_not_answer_is_named() {
    let environment = TestEnvironment::new();
    // Nothing listens on the discard port.
    insta::assert_snapshot!(environment.run(&["query", "instant", "http://127.0.0.1:9", "1"]));
    insta::assert_snapshot!(environment.run(&["query", "series", "http://127.0.0.1:9", "--match", "up"]));
    let batch = ["query", "batch", "http://127.0.0.1:9", "--queries", "-"];
    insta::assert_snapshot!(environment.run_with_input(&batch, "{\"expr\":\"1\"}\n\nnonsense\n"));
}

#[test]
fn times_are_read_as_promtool_does() {
    let environment = TestEnvironment::new();
    let url = "http://127.0.0.1:9";
    insta::assert_snapshot!(environment.run(&["query", "instant", "--time", "zz", url, "1"]));
    insta::assert_snapshot!(environment.run(&["query", "range", "--start=10", "--end=5", url, "1"]));
    insta::assert_snapshot!(environment.run(&["query", "range", "--start", "-1h", "--step", "1x", url, "1"]));
}
