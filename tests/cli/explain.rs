//! `promq query explain` and `promq promql explain`.

use crate::environment::TestEnvironment;

/// Counters of three instances, and a gauge for two of them and another.
const PAGE: &str = "\
# TYPE requests_total counter
requests_total{instance=\"a\",job=\"api\"} 10 1700050000000
requests_total{instance=\"b\",job=\"api\"} 20 1700050000000
requests_total{instance=\"c\",job=\"web\"} 30 1700050000000
# TYPE limit gauge
limit{instance=\"b\"} 1 1700050000000
limit{instance=\"c\"} 2 1700050000000
limit{instance=\"d\"} 3 1700050000000
";

/// Shows what `run` prints, without the times, which are never the same.
macro_rules! assert_without_times {
    ($shown:expr) => {
        insta::with_settings!({ filters => vec![
            (r" *\b\d+\.\d{3} ms", " [MS]"),
            (r"(?m)^ *own +total  ", "own total  "),
            // How far the columns reach depends on the times in them.
            (r"(?m)^ {30,}", "      "),
            (r#"Seconds":[0-9.e-]+"#, "Seconds\":0"),
        ] }, { insta::assert_snapshot!($shown) })
    };
}

#[test]
fn operators_show_what_they_did() {
    let environment = TestEnvironment::new();
    environment.write("page.prom", PAGE);
    let explain = ["query", "explain", "page.prom", "--threads", "1"];
    let joined = "sum by (job) (requests_total / on (instance) limit) > 1";
    assert_without_times!(environment.run(&[explain.as_slice(), &[joined]].concat()));
    let range = ["max_over_time(limit[2m:1m]) + on () group_left () vector(1)", "--start=-1m", "--step=30s"];
    assert_without_times!(environment.run(&[explain.as_slice(), &range].concat()));
    assert_without_times!(environment.run(&[explain.as_slice(), &["rate(limit[5m])"]].concat()));
}

#[test]
fn explanations_are_valid_json() {
    let environment = TestEnvironment::new();
    environment.write("page.prom", PAGE);
    let explain =
        ["query", "explain", "page.prom", "-o", "json", "--threads=1", "requests_total and on(instance) limit"];
    assert_without_times!(environment.run(&explain));
    let output = environment.command(&explain).output().expect("the program starts");
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(document["plan"]["measured"]["matches"]["right"]["examples"][0]["instance"], "d");
    assert_eq!(document["evaluation"]["samples"], 5);
}

#[test]
fn the_plan_needs_no_data() {
    let environment = TestEnvironment::new();
    let times = ["--start=1700000000", "--end=1700003600", "--step=1m"];
    let explain = ["promql", "explain", "topk(3, rate(a[5m])) / scalar(b @ end()) - c offset -1h"];
    insta::assert_snapshot!(environment.run(&[explain.as_slice(), &times].concat()));
    insta::assert_snapshot!(environment.run(&["promql", "explain", "up", "--time", "1700000000", "-o", "json"]));
    insta::assert_snapshot!(environment.run(&["promql", "explain", "sum("]));
    insta::assert_snapshot!(environment.run(&["promql", "explain", "up[5m]", "--start=0", "--end=60"]));
    insta::assert_snapshot!(environment.run(&["promql", "explain", "up", "--time=0", "--end=60"]));
}

#[test]
fn servers_and_other_formats_are_refused() {
    let environment = TestEnvironment::new();
    environment.write("page.prom", PAGE);
    insta::assert_snapshot!(environment.run(&["query", "explain", "http://127.0.0.1:9", "up"]));
    insta::assert_snapshot!(environment.run(&["query", "explain", "page.prom", "up", "-o", "csv"]));
}
