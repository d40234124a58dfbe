//! `tsdb create-blocks-from rules` beside promtool's, over a real Prometheus, and over its directory without one.

use super::{
    corpus, find,
    program::{Outcome, promq, run},
    server::Server,
};
use std::{fs, path::Path};
use tempfile::TempDir;

/// Rules that do not read each other, so that it does not matter who evaluates them.
const RULES: &str = r#"
groups:
- name: requests
  interval: 1m
  labels: {team: web, kind: any}
  rules:
  - record: job:http_requests:rate10m
    expr: sum by (job) (rate(http_requests_total[10m]))
    labels: {kind: rate}
  - record: instance:http_requests:max
    expr: |
      max by (instance) (
        http_requests_total
      )
  - record: rpc_seconds:p90
    expr: >-
      histogram_quantile(0.9,
      rate(rpc_seconds_bucket[10m]))
- name: every 37 seconds
  interval: 37s
  rules:
  - record: temperature_celsius:copy
    expr: temperature_celsius
- name: without an interval
  rules:
  - record: odd:shifted
    expr: odd + 1
  - record: one
    expr: "1"
  - record: nothing
    expr: nothing_at_all
"#;

const WINDOW: [&str; 4] = ["--start", "1700000000", "--end", "1700036000"];

/// The samples of a directory of blocks as promtool prints them, sorted.
fn dumped(promtool: &Path, directory: &Path) -> Vec<String> {
    // promtool does not read a directory without a write-ahead log.
    fs::create_dir_all(directory.join("wal")).expect("a folder");
    let outcome = run(promtool, directory, &["tsdb", "dump", "."], "");
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let mut lines: Vec<String> = outcome.stdout.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

fn create(program: &Path, folder: &Path, source: &[&str], output: &str, more: &[&str]) -> Outcome {
    let mut arguments = vec!["tsdb", "create-blocks-from", "rules"];
    arguments.extend_from_slice(source);
    arguments.extend_from_slice(&["--output-dir", output]);
    arguments.extend_from_slice(more);
    let mut outcome = run(program, folder, &arguments, "");
    // promtool logs what it does.
    outcome.stderr = outcome.stderr.lines().filter(|line| !line.starts_with("time=")).collect::<Vec<_>>().join("\n");
    outcome
}

#[test]
fn blocks_hold_what_promtool_writes_with_and_without_a_server() {
    let (Some(prometheus), Some(promtool)) = (find("prometheus"), find("promtool")) else { return };
    let Some(data) = corpus("tsdb/om_day_2h") else { return };
    let server = Server::start(&prometheus, &data);
    let folder = TempDir::new().expect("a temporary folder");
    fs::write(folder.path().join("rules.yml"), RULES).expect("the rules are written");
    let (url, data) = (server.url(), data.to_str().expect("a path in UTF-8").to_owned());
    let files = [&WINDOW[..], &["rules.yml"]].concat();

    let theirs = create(&promtool, folder.path(), &["--url", &url], "promtool", &files);
    assert_eq!(theirs.code, Some(0), "{}", theirs.stderr);
    let expected = dumped(&promtool, &folder.path().join("promtool"));
    assert!(expected.len() > 4000, "{} samples", expected.len());

    for (source, output) in [(["--url", &url], "url"), (["--source", &data], "directory")] {
        let ours = create(promq(), folder.path(), &source, output, &files);
        assert_eq!((&ours.stdout, &ours.stderr, ours.code), (&theirs.stdout, &theirs.stderr, theirs.code));
        let got = dumped(&promtool, &folder.path().join(output));
        let differing = got.iter().zip(&expected).find(|(got, expected)| got != expected);
        assert!(
            differing.is_none() && got.len() == expected.len(),
            "{} of {}: {differing:?}",
            got.len(),
            expected.len()
        );
    }
}

#[test]
fn mistakes_are_told_as_promtool_tells_them() {
    let Some(promtool) = find("promtool") else { return };
    let folder = TempDir::new().expect("a temporary folder");
    let broken = "groups:\n- name: g\n  rules:\n  - record: a\n    expr: sum(\n";
    fs::write(folder.path().join("broken.yml"), broken).expect("the rules are written");
    fs::write(folder.path().join("rules.yml"), RULES).expect("the rules are written");
    for arguments in [
        &["--start", "5", "--end", "5", "rules.yml"][..],
        &["--start", "x", "rules.yml"],
        &["--start", "5", "--end", "y", "rules.yml"],
        &["--start", "5", "--end", "50", "broken.yml"],
    ] {
        // Nothing listens there, and nothing is asked.
        let source = ["--url", "http://127.0.0.1:1"];
        let theirs = create(&promtool, folder.path(), &source, "out", arguments);
        let ours = create(promq(), folder.path(), &source, "out", arguments);
        assert_eq!((ours.stdout, ours.stderr, ours.code), (theirs.stdout, theirs.stderr, theirs.code), "{arguments:?}");
    }
    let unreachable = ["--start", "1700000000", "--end", "1700000600", "rules.yml"];
    let ours = create(promq(), folder.path(), &["--url", "http://127.0.0.1:1"], "out", &unreachable);
    assert_eq!((ours.stdout.as_str(), ours.code), ("", Some(1)));
    assert!(ours.stderr.ends_with("error importing rules"), "{}", ours.stderr);
    let lines = ours.stderr.lines().filter(|line| line.starts_with("rule importer error: query range: ")).count();
    assert_eq!(lines, 7, "a line for every rule: {}", ours.stderr);
}

/// What a server cannot do: rules that read rules, and alerts.
#[test]
fn without_a_server_rules_see_each_other_and_alerts_have_their_states() {
    let Some(data) = corpus("tsdb/om_day_2h") else { return };
    let data = data.to_str().expect("a path in UTF-8").to_owned();
    let folder = TempDir::new().expect("a temporary folder");
    let rules = "groups:\n- name: reads\n  rules:\n  - record: doubled\n    expr: 2 * job:requests:sum\n  - alert: Busy\n    \
                 expr: doubled > 0\n    for: 5m\n    labels:\n      who: '{{ $labels.job }}'\n- name: is read\n  rules:\n  \
                 - record: job:requests:sum\n    expr: sum by (job) (http_requests_total)\n";
    fs::write(folder.path().join("rules.yml"), rules).expect("the rules are written");
    let more = [&WINDOW[..], &["--alerts", "--verify", "rules.yml"]].concat();
    let outcome = create(promq(), folder.path(), &["--source", &data], "out", &more);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let dump = run(promq(), folder.path(), &["tsdb", "dump", "out"], "");
    let series = |part: &str| dump.stdout.lines().filter(|line| line.contains(part)).count();
    assert!(series("\"job:requests:sum\"") > 400 && series("\"doubled\"") > 400, "{}", outcome.stderr);
    for state in ["pending", "firing"] {
        let labels =
            format!("{{__name__=\"ALERTS\", alertname=\"Busy\", alertstate=\"{state}\", job=\"api\", who=\"api\"}}");
        assert!(series(&labels) >= 5, "{labels}: {}", series(&labels));
    }
    assert!(series("\"ALERTS_FOR_STATE\"") > 400);
}
