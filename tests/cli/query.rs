//! `promq query`, over files written here and the demo's directory.

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

/// A page as an exporter serves it, with a sample of its own time.
const PAGE: &str = "\
# HELP disk_free_bytes What is left.
# TYPE disk_free_bytes gauge
disk_free_bytes{device=\"a\",host=\"one\"} 5e9 1700050000000
disk_free_bytes{device=\"b\",host=\"one\"} 2.5e9 1700050000000
# TYPE requests_total counter
requests_total{code=\"200\"} 17 1700050000000
requests_total{code=\"500\"} NaN 1700050000000
";

#[test]
fn every_format_shows_an_instant_vector() {
    let environment = TestEnvironment::new();
    environment.write("page.prom", PAGE);
    for format in ["table", "promql", "json", "api", "csv", "tsv", "ndjson", "graph"] {
        let shown = environment.run(&["query", "instant", "-o", format, "page.prom", "disk_free_bytes"]);
        insta::assert_snapshot!(format!("instant_{format}"), shown);
    }
}

#[test]
fn a_range_is_a_graph_or_a_table() {
    let environment = TestEnvironment::new();
    environment.write("page.prom", PAGE);
    for format in ["table", "graph", "promql"] {
        let range =
            ["query", "range", "page.prom", "sum(disk_free_bytes) * (1 + sin(vector(time() / 60)))", "--step=30s"];
        let times = ["--start=1700050000", "--end", "now+5m", "-o", format];
        insta::assert_snapshot!(format!("range_{format}"), environment.run(&[range.as_slice(), &times].concat()));
    }
}

#[test]
fn series_labels_and_metadata_of_a_file() {
    let environment = TestEnvironment::new();
    environment.write("page.prom", PAGE);
    let series = ["query", "series", "page.prom", "--match", "requests_total", "--match={host=\"one\"}"];
    insta::assert_snapshot!(environment.run(&series));
    insta::assert_snapshot!(environment.run(&[series.as_slice(), &["-o", "table"]].concat()));
    insta::assert_snapshot!(environment.run(&["query", "labels", "page.prom", "device"]));
    insta::assert_snapshot!(environment.run(&["query", "labels", "page.prom"]));
    insta::assert_snapshot!(environment.run(&["query", "metadata", "page.prom"]));
    insta::assert_snapshot!(environment.run(&[
        "query",
        "metadata",
        "page.prom",
        "-o",
        "json",
        "--metric=disk_free_bytes"
    ]));
}

#[test]
fn standard_input_is_a_source() {
    let environment = TestEnvironment::new();
    insta::assert_snapshot!(environment.run_with_input(&["query", "instant", "-", "sum(requests_total)"], PAGE));
    insta::assert_snapshot!(environment.run_with_input(&["query", "instant", "-", "up"], "up 1\nup{ 2\n"));
}

#[test]
fn batches_answer_in_order() {
    let environment = TestEnvironment::new();
    environment.write("page.prom", PAGE);
    let lines = "{\"expr\":\"requests_total\"}\n\n{\"expr\":\"sum(\"}\n{\"expr\":\"1\",\"time\":1.5}\n\
                 {\"expr\":\"vector(1)\",\"start\":0,\"end\":\"60\",\"step\":\"1m\"}\n{\"expr\":1}\n\
                 {\"expr\":\"1\",\"time\":1,\"step\":1}\n{\"expr\":\"rate(disk_free_bytes[5m])\"}\n";
    insta::assert_snapshot!(environment.run_with_input(&["query", "batch", "page.prom"], lines));
}

#[test]
fn histograms_of_a_data_directory_are_analyzed() {
    let environment = TestEnvironment::new();
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/demo");
    let analyze = ["query", "analyze", demo, "--match", "{__name__=~\"prometheus_(http|tsdb_compaction).*\"}"];
    insta::assert_snapshot!(environment.run(&analyze));
    insta::assert_snapshot!(environment.run(&["query", "analyze", "--server", demo, "--match=up", "--match", "up{"]));
}

#[test]
fn wrong_arguments_of_an_analysis_are_named() {
    let environment = TestEnvironment::new();
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/demo");
    insta::assert_snapshot!(environment.run(&["query", "analyze", "--match", "up"]));
    insta::assert_snapshot!(environment.run(&["query", "analyze", demo, "--match", "up", "--type", "counter"]));
    insta::assert_snapshot!(environment.run(&["query", "analyze", demo, "--match", "up", "--duration", "1x"]));
}

#[test]
fn errors_and_warnings_of_a_query_go_to_stderr() {
    let environment = TestEnvironment::new();
    environment.write("page.prom", PAGE);
    insta::assert_snapshot!(environment.run(&["query", "instant", "page.prom", "sum("]));
    insta::assert_snapshot!(environment.run(&["query", "instant", "page.prom", "rate(disk_free_bytes[5m])"]));
    insta::assert_snapshot!(environment.run(&[
        "query",
        "instant",
        "page.prom",
        "disk_free_bytes + on() disk_free_bytes"
    ]));
    insta::assert_snapshot!(environment.run(&["query", "series", "page.prom", "--match", "up{"]));
}
