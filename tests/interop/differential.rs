//! Every question of `queries.txt` to promq and to a Prometheus over the same data.

use std::path::Path;

use serde_json::json;

use crate::{
    expected::Expected,
    peers,
    program::{self, promq},
    queries::{self, Directory, Query, Time},
    reply::{Nearness, Reply},
    server::Server,
};

const FEATURES: &str = "--enable-feature=promql-experimental-functions";

/// One query in so many is asked once more through a server, where promq only passes on what the server says.
const FEWER: usize = 7;

/// One query in so many is asked once more through the single-query commands, which cost a process each.
const FEWEST: usize = 61;

#[test]
fn promq_answers_as_prometheus_does() {
    let Some(prometheus) = peers::find("prometheus") else {
        return;
    };
    let directories = queries::parse(include_str!("queries.txt"));
    let expected = Expected::read();
    let mut tally = Tally::default();
    for directory in &directories {
        let Some(data) = peers::corpus(&format!("tsdb/{}", directory.name)) else {
            return;
        };
        let server = Server::start(&prometheus, &data);
        let data = data.to_str().expect("a path in UTF-8");
        let theirs: Vec<Reply> = directory.queries.iter().map(|query| ask_server(&server, query)).collect();

        let every = |nth: usize| (0..directory.queries.len()).step_by(nth).collect::<Vec<usize>>();
        let ask_some = |source: &str, indices: &[usize]| {
            ask_batch(source, &indices.iter().map(|index| directory.queries[*index].clone()).collect::<Vec<_>>())
        };
        let ask_each = |source: &str, indices: &[usize]| {
            indices.iter().map(|index| ask_once(source, &directory.queries[*index])).collect::<Vec<_>>()
        };
        let url = server.url();
        for (way, indices, ours) in [
            ("batch", every(1), ask_some(data, &every(1))),
            ("batch over HTTP", every(FEWER), ask_some(&url, &every(FEWER))),
            ("single", every(FEWEST), ask_each(data, &every(FEWEST))),
            ("single over HTTP", every(FEWEST), ask_each(&url, &every(FEWEST))),
        ] {
            for (index, ours) in indices.into_iter().zip(&ours) {
                tally.add(&expected, directory, way, &directory.queries[index], &theirs[index], ours);
            }
        }
    }
    tally.finish(&expected);
}

/// What became of the comparisons.
#[derive(Default)]
struct Tally {
    identical: usize,
    within_1e12: usize,
    within_1e9: usize,
    expected: usize,
    different: Vec<String>,
}

impl Tally {
    fn add(
        &mut self,
        expected: &Expected,
        directory: &Directory,
        way: &str,
        query: &Query,
        theirs: &Reply,
        ours: &Reply,
    ) {
        let ordered = matches!(query.time, Time::Instant(_)) && gives_an_order(&query.expression);
        match Reply::nearness(theirs, ours, ordered) {
            Nearness::Identical => self.identical += 1,
            Nearness::Within1e12 => self.within_1e12 += 1,
            Nearness::Within1e9 => self.within_1e9 += 1,
            Nearness::Different(kind, difference) if expected.knows(kind, &query.expression, &difference) => {
                self.expected += 1;
            }
            Nearness::Different(kind, difference) => self.different.push(format!(
                "{} ({way}): {} at {:?}\n    {kind:?}: {difference}",
                directory.name, query.expression, query.time
            )),
        }
    }

    /// Prints the summary; fails on every difference that is neither small nor expected.
    fn finish(self, expected: &Expected) {
        let compared = self.identical + self.within_1e12 + self.within_1e9 + self.expected + self.different.len();
        println!(
            "{compared} answers: {} identical text, {} within 1e-12, {} within 1e-9, {} expected differences, {} different",
            self.identical,
            self.within_1e12,
            self.within_1e9,
            self.expected,
            self.different.len()
        );
        assert!(self.different.is_empty(), "{} differences:\n{}", self.different.len(), self.different.join("\n"));
        let unused = expected.unused();
        assert!(unused.is_empty(), "expected differences that are none: {unused:?}");
    }
}

/// Whether the order of an instant query's result means something.
fn gives_an_order(expression: &str) -> bool {
    ["sort", "topk", "bottomk"].iter().any(|name| expression.starts_with(name))
}

pub(crate) fn ask_server(server: &Server, query: &Query) -> Reply {
    let expression = ("query", query.expression.as_str());
    let body = match &query.time {
        Time::Instant(time) => server.post("/api/v1/query", &[expression, ("time", time)]),
        Time::Range { start, end, step } => {
            server.post("/api/v1/query_range", &[expression, ("start", start), ("end", end), ("step", step)])
        }
    };
    Reply::parse(&body).expect("the server's reply")
}

/// All queries in one process: an envelope a line comes back for each.
pub(crate) fn ask_batch(source: &str, queries: &[Query]) -> Vec<Reply> {
    let number = |text: &str| text.parse::<f64>().expect("a number of seconds");
    let lines: Vec<String> = queries
        .iter()
        .map(|query| match &query.time {
            Time::Instant(time) => json!({"expr": query.expression, "time": number(time)}).to_string(),
            Time::Range { start, end, step } => {
                let (start, end, step) = (number(start), number(end), number(step));
                json!({"expr": query.expression, "start": start, "end": end, "step": step}).to_string()
            }
        })
        .collect();
    let arguments = [FEATURES, "query", "batch", source, "--queries", "-"];
    let outcome = program::run(promq(), Path::new("."), &arguments, &(lines.join("\n") + "\n"));
    let replies: Vec<Reply> =
        outcome.stdout.lines().map(|line| Reply::parse(line).expect("an envelope a line")).collect();
    assert_eq!(replies.len(), queries.len(), "replies to a batch over {source}; stderr: {}", outcome.stderr);
    replies
}

/// One query in its own process.
fn ask_once(source: &str, query: &Query) -> Reply {
    let mut arguments = vec![FEATURES, "query"];
    let duration;
    match &query.time {
        Time::Instant(time) => arguments.extend(["instant", "--time", time]),
        Time::Range { start, end, step } => {
            duration = format!("{step}s");
            arguments.extend(["range", "--start", start, "--end", end, "--step", &duration]);
        }
    }
    // An expression may begin with a minus.
    arguments.extend(["-o", "api", source, "--", &query.expression]);
    let outcome = program::run(promq(), Path::new("."), &arguments, "");
    // A query that fails says so on stderr, in promtool's words.
    let error = || outcome.stderr.lines().find_map(|line| line.strip_prefix("query error: ")?.split_once(": "));
    let reply = match Reply::parse(&outcome.stdout) {
        Ok(reply) => reply,
        Err(failure) => {
            let (error_type, text) = error().unwrap_or_else(|| panic!("{arguments:?}: {failure}; {outcome:?}"));
            Reply::Error { error_type: error_type.to_owned(), text: text.to_owned() }
        }
    };
    let failed = matches!(reply, Reply::Error { .. });
    assert_eq!(outcome.code, Some(i32::from(failed)), "exit code of {arguments:?}");
    reply
}
