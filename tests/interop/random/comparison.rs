//! The comparison itself.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value as Json;

use super::{
    classes::{CLASSES, Difference},
    data, expressions,
    generator::Generator,
    remote_write::WriteRequest,
};
use crate::{
    differential::{ask_batch, ask_server},
    peers,
    queries::{Query, Time},
    reply::{Nearness, Reply},
    server::{Server, copy_folder},
};

const SEED: u64 = 14;

/// Half of them over blocks, half over a write-ahead log.
const QUERIES: usize = 2000;

/// How often the server is asked again where it does not give our answer.
const AGAIN: usize = 12;

#[test]
fn random_queries_are_answered_as_prometheus_does() {
    let Some(prometheus) = peers::find("prometheus") else {
        return;
    };
    let mut random = Generator(SEED);
    let folder = tempfile::tempdir().expect("a temporary folder");
    load(&prometheus, &mut random, folder.path());
    let mut tally = Tally::default();
    for data in ["blocks", "log"] {
        let data = folder.path().join(data);
        let queries: Vec<Query> = (0..QUERIES / 2).map(|_| expressions::query(&mut random)).collect();
        let server = Server::start(&prometheus, &data);
        let theirs: Vec<Reply> = queries.iter().map(|query| ask_server(&server, query)).collect();
        let ours = ask_batch(data.to_str().expect("a path in UTF-8"), &queries);
        for ((query, theirs), ours) in queries.iter().zip(&theirs).zip(&ours) {
            tally.add(&server, query, theirs, ours);
        }
    }
    tally.finish();
}

/// Sends the data to a Prometheus; leaves a snapshot of it in `blocks` and the server's own directory in `log`.
fn load(prometheus: &Path, random: &mut Generator, folder: &Path) {
    let empty = folder.join("empty");
    fs::create_dir(&empty).expect("an empty folder");
    let server = Server::start(prometheus, &empty);
    let mut request = WriteRequest::default();
    for series in data::series(random) {
        request.push(&series.labels, &series.samples);
    }
    server.write(&request.into_body());
    let reply = server.post("/api/v1/admin/tsdb/snapshot", &[]);
    let reply: Json = serde_json::from_str(&reply).expect("JSON of the server");
    let name = reply["data"]["name"].as_str().unwrap_or_else(|| panic!("no name of a snapshot: {reply}"));
    copy_folder(&server.data().join("snapshots").join(name), &folder.join("blocks"));
    copy_folder(&server.data().join("wal"), &folder.join("log/wal"));
}

/// Whether the server contradicts itself, and gives our answer too when it is asked more often, or step by step. In 3.5
/// the order of operators' results in a range query is that of a Go map, by which `limitk` chooses and errors name series;
/// and histograms that are still in use go back into its pool of memory now and then, and are overwritten.
fn agrees_when_asked_again(server: &Server, query: &Query, ours: &Reply) -> bool {
    let differs =
        |theirs: &Reply, ours: &Reply| matches!(Reply::nearness(theirs, ours, false), Nearness::Different(..));
    if (0..AGAIN).any(|_| !differs(&ask_server(server, query), ours)) {
        return true;
    }
    let Time::Range { start, end, step } = &query.time else { return false };
    let fixed = ["start()", "end()"].iter().any(|time| query.expression.contains(time));
    if fixed || matches!(ours, Reply::Error { .. }) {
        return false;
    }
    let seconds = |text: &str| text.parse::<usize>().expect("whole seconds");
    (seconds(start)..=seconds(end)).step_by(seconds(step)).all(|time| {
        let at = Query { expression: query.expression.clone(), time: Time::Instant(time.to_string()) };
        let time = time as f64;
        !differs(&ask_server(server, &at).at(time), &ours.at(time))
    })
}

/// What became of the comparisons.
#[derive(Default)]
struct Tally {
    identical: usize,
    near: usize,
    /// Answers that the server gives too, but not every time.
    fickle: usize,
    empty: usize,
    errors: usize,
    expected: BTreeMap<&'static str, usize>,
    unexplained: Vec<String>,
}

impl Tally {
    fn add(&mut self, server: &Server, query: &Query, theirs: &Reply, ours: &Reply) {
        self.empty += usize::from(theirs.is_empty());
        self.errors += usize::from(matches!(theirs, Reply::Error { .. }));
        match Reply::nearness(theirs, ours, false) {
            Nearness::Identical => self.identical += 1,
            Nearness::Within1e12 | Nearness::Within1e9 => self.near += 1,
            Nearness::Different(..) if agrees_when_asked_again(server, query, ours) => self.fickle += 1,
            Nearness::Different(kind, text) => {
                self.different(query, Difference { kind, query, text: &text, theirs, ours })
            }
        }
    }

    fn different(&mut self, query: &Query, difference: Difference<'_>) {
        match CLASSES.iter().find(|class| (class.fits)(&difference)) {
            Some(class) => *self.expected.entry(class.reason).or_default() += 1,
            None => self.unexplained.push(format!(
                "{} at {:?}\n    {:?}: {}",
                query.expression, query.time, difference.kind, difference.text
            )),
        }
    }

    /// Prints the summary; fails on every difference without a reason.
    fn finish(self) {
        let expected: usize = self.expected.values().sum();
        println!(
            "{} random queries ({} without a result, {} errors): {} identical text, {} within 1e-9, {} when asked again, {expected} expected, {} unexplained",
            self.identical + self.near + self.fickle + expected + self.unexplained.len(),
            self.empty,
            self.errors,
            self.identical,
            self.near,
            self.fickle,
            self.unexplained.len(),
        );
        for (reason, count) in &self.expected {
            println!("{count:6} {reason}");
        }
        assert!(self.unexplained.is_empty(), "{}", self.unexplained.join("\n"));
    }
}
