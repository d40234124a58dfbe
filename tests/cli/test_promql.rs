//! `promq test promql`.

use crate::environment::TestEnvironment;

const PASSING: &str = include_str!("../../testdata/scripts/passing.test");
const FAILING: &str = include_str!("../../testdata/scripts/failing.test");

#[test]
fn scripts_that_pass() {
    let environment = TestEnvironment::new();
    environment.write("passing.test", PASSING);
    environment.write("empty.test", "# nothing\n");
    insta::assert_snapshot!(environment.run(&["test", "promql", "passing.test", "empty.test"]));
}

#[test]
fn failures_show_what_was_expected_and_what_came() {
    let environment = TestEnvironment::new();
    environment.write("passing.test", PASSING);
    environment.write("failing.test", FAILING);
    insta::assert_snapshot!(environment.run(&["test", "promql", "failing.test", "passing.test"]));
}

#[test]
fn scripts_that_cannot_be_run_are_failures() {
    let environment = TestEnvironment::new();
    environment.write("malformed.test", "load 1m\n  up 1\n\neval instant at 1m sum(\n  {} 1\n");
    environment.write("twice.test", "load 1m\n  up 1 2\n\neval instant at 0 up\n  up 1\n\nload 1m\n  up 3\n");
    let missing = ["test", "promql", "malformed.test", "twice.test", "missing.test"];
    insta::assert_snapshot!(environment.run(&missing));
}

#[test]
fn evals_are_chosen_by_expression() {
    let environment = TestEnvironment::new();
    environment.write("failing.test", FAILING);
    let command = ["test", "promql", "failing.test", "--run", "round", "--run=^-1$"];
    insta::assert_snapshot!(environment.run(&command));
    insta::assert_snapshot!(environment.run(&["test", "promql", "failing.test", "--run=("]));
}

#[test]
fn results_are_written_as_junit_xml() {
    let environment = TestEnvironment::new();
    environment.write("failing.test", FAILING);
    environment.write("malformed.test", "lod 1m\n");
    environment.run(&["test", "--junit", "results.xml", "promql", "failing.test", "malformed.test", "--run", "sum|-1"]);
    let xml = std::fs::read_to_string(environment.path().join("results.xml")).expect("the file is written");
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "[TIME]");
    settings.bind(|| insta::assert_snapshot!(xml));
    insta::assert_snapshot!(environment.run(&["test", "promql", "failing.test", "--junit=no/such/folder.xml"]));
}
