//! The corpus' recorded replies: what a real server said once, checked without one.

use std::{collections::BTreeMap, fs, path::Path, time::SystemTime};

use serde_json::{Value, json};

use crate::{
    expected::Expected,
    peers,
    program::{self, promq},
    reply::{Nearness, Reply},
};

/// A question with the reply it got.
struct Recorded {
    expression: String,
    /// The line for `query batch`.
    line: Value,
    reply: Reply,
}

/// Metrics of native histograms, which have tests of their own.
const NATIVE: &[&str] = &["prometheus_http_request_duration_seconds", "prometheus:http_request_duration", "app_nhcb"];

#[test]
fn recorded_replies_are_reproduced() {
    let (Some(blocks), Some(log)) = (peers::corpus("tsdb/om_day_2h"), peers::corpus("tsdb/walonly")) else { return };
    let expected = Expected::with_recorded();
    check(&blocks, &over_blocks(), &expected);
    check(&log, &over_a_write_ahead_log(), &expected);
}

/// Replies of a server whose data came from a file, most of them twice: for an instant and for a range.
fn over_blocks() -> Vec<Recorded> {
    let mut recorded = Vec::new();
    for file in ["instant", "range"] {
        let path = peers::corpus(&format!("api/om_day_2h/{file}.jsonl")).expect("replies beside the data");
        for line in fs::read_to_string(path).expect("a readable file").lines() {
            let mut entry: Value = serde_json::from_str(line).expect("a JSON line");
            let reply = Reply::from_json(&entry["response"]).expect("an envelope");
            let expression = entry["query"].as_str().expect("a query").to_owned();
            let fields = entry.as_object_mut().expect("an object");
            fields.retain(|name, _| ["time", "start", "end", "step"].contains(&name.as_str()));
            fields.insert("expr".to_owned(), json!(expression));
            recorded.push(Recorded { expression, line: entry, reply });
        }
    }
    assert!(recorded.len() > 200, "{} recorded replies", recorded.len());
    recorded
}

/// Replies of a server that scraped, while it did.
fn over_a_write_ahead_log() -> Vec<Recorded> {
    let replies = peers::corpus("api/recorded").expect("replies beside the data");
    let manifest = fs::read_to_string(replies.join("manifest.tsv")).expect("a manifest");
    let mut recorded = Vec::new();
    for row in manifest.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [file, _, path, parameters, ..] = columns[..] else { panic!("a short row: {row}") };
        if !path.starts_with("/api/v1/query") || path.ends_with("exemplars") {
            continue;
        }
        let Some(line) = batch_line(parameters) else { continue };
        let expression = line["expr"].as_str().expect("a query").to_owned();
        if !NATIVE.iter().any(|name| expression.contains(name)) {
            let body = fs::read_to_string(replies.join(file)).expect("a recorded reply");
            recorded.push(Recorded { expression, line, reply: Reply::parse(&body).expect("an envelope") });
        }
    }
    assert!(recorded.len() > 35, "{} recorded replies", recorded.len());
    recorded
}

/// A request's parameters as a line for `query batch`; `None` when they lack what it needs or have more than it knows.
fn batch_line(parameters: &str) -> Option<Value> {
    let mut line = serde_json::Map::new();
    for (name, value) in url::form_urlencoded::parse(parameters.as_bytes()) {
        let name = match name.as_ref() {
            "query" => "expr",
            "time" | "start" | "end" | "step" => name.as_ref(),
            _ => return None,
        };
        let value = value.parse::<f64>().map_or_else(|_| json!(value), |number| json!(number));
        line.insert(name.to_owned(), value);
    }
    let at = line.contains_key("time");
    let over = ["start", "end", "step"].iter().all(|name| line.contains_key(*name));
    (line.contains_key("expr") && (at || over)).then_some(Value::Object(line))
}

/// Asks all of it in one batch over `data` itself, which must be as it was afterwards.
fn check(data: &Path, recorded: &[Recorded], expected: &Expected) {
    let before = fingerprint(data);
    let lines: String = recorded.iter().map(|recorded| format!("{}\n", recorded.line)).collect();
    let source = data.to_str().expect("a path in UTF-8");
    let arguments = ["--enable-feature=promql-experimental-functions", "query", "batch", source, "--queries", "-"];
    let outcome = program::run(promq(), Path::new("."), &arguments, &lines);
    let replies: Vec<Reply> =
        outcome.stdout.lines().map(|line| Reply::parse(line).expect("an envelope a line")).collect();
    assert_eq!(replies.len(), recorded.len(), "replies to a batch; stderr: {}", outcome.stderr);

    let (mut identical, mut near, mut different) = (0, 0, Vec::new());
    for (recorded, ours) in recorded.iter().zip(&replies) {
        let ordered = recorded.expression.starts_with("sort") || recorded.expression.starts_with("topk");
        match Reply::nearness(&recorded.reply, ours, ordered && recorded.line.get("time").is_some()) {
            Nearness::Identical => identical += 1,
            Nearness::Within1e12 | Nearness::Within1e9 => near += 1,
            Nearness::Different(kind, difference) if expected.knows(kind, &recorded.expression, &difference) => {}
            Nearness::Different(kind, difference) => {
                different.push(format!("{}\n    {kind:?}: {difference}", recorded.line));
            }
        }
    }
    println!(
        "{source}: {} recorded replies: {identical} identical text, {near} within 1e-9, {} different",
        recorded.len(),
        different.len()
    );
    assert!(different.is_empty(), "{} differences over {source}:\n{}", different.len(), different.join("\n"));
    assert_eq!(fingerprint(data), before, "reading must not write into {source}");
}

/// Every file below a folder with its length and time of change.
fn fingerprint(folder: &Path) -> BTreeMap<String, (u64, SystemTime)> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a folder entry").path();
        let metadata = path.metadata().expect("metadata");
        if path.is_dir() {
            files.extend(fingerprint(&path));
        }
        files.insert(path.display().to_string(), (metadata.len(), metadata.modified().expect("a time of change")));
    }
    files
}
