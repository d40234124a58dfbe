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
