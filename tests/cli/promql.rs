//! `promq promql`.

use crate::environment::TestEnvironment;

#[test]
fn format_lays_out() {
    let environment = TestEnvironment::new();
    insta::assert_snapshot!(environment.run(&["promql", "format", "sum by(job)(rate(a[5m]))/2"]));
    insta::assert_snapshot!(environment.run(&["--experimental", "promql", "format", "-1"]));
    insta::assert_snapshot!(environment.run(&["promql", "format", "sum("]));
}

#[test]
fn label_matchers_are_set_and_deleted() {
    let environment = TestEnvironment::new();
    let set = ["promql", "label-matchers", "set", "-t", "=~", "up + on() down{job=\"a\"}", "job", "a|b"];
    insta::assert_snapshot!(environment.run(&set));
    let bad = ["promql", "label-matchers", "set", "--type==~", "up", "job", "("];
    insta::assert_snapshot!(environment.run(&bad));
    insta::assert_snapshot!(environment.run(&["promql", "label-matchers", "delete", "up{job=\"a\",x=\"y\"}", "job"]));
}

#[test]
fn expressions_are_linted_beside_series() {
    let environment = TestEnvironment::new();
    environment.write("metrics.om", "# TYPE up gauge\nup{job=\"node\"} 1 1700000000\n# EOF\n");
    let lint = ["promql", "lint", "--lint", "series/,promql/plain-regex"];
    let run = |more: &[&str]| environment.run(&[&lint[..], more].concat());
    insta::assert_snapshot!(run(&["--source", "metrics.om", "upp", "up{job=~\"node\"}"]));
    insta::assert_snapshot!(run(&["upp", "--source", "metrics.om", "-o", "github"]));
    insta::assert_snapshot!(run(&["upp"]));
    insta::assert_snapshot!(run(&["sum("]));
    insta::assert_snapshot!(environment.run(&["promql", "lint", "--lint", "seris/", "up"]));
    insta::assert_snapshot!(run(&["-", "--source", "-"]));
}
