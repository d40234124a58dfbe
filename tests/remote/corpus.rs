//! Recorded answers of a real Prometheus: each must be taken apart without loss, and failures must read as promtool's.

use crate::{
    ask, client,
    server::{Server, free_port, reply},
};
use promq::{
    model::{
        histogram::{CUSTOM_BUCKETS_SCHEMA, FloatHistogram},
        value::{QueryResult, QueryValue, SampleValue},
    },
    remote::{Error, QueryParameters, SeriesParameters},
};
use serde_json::Value;
use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

/// The corpus, or `None` with a note; in CI it must be there.
#[expect(clippy::print_stderr, reason = "a test without its corpus must not pass in silence")]
fn corpus() -> Option<PathBuf> {
    let path = std::env::var_os("PROMQ_CORPUS").map(PathBuf::from).filter(|path| path.join("api").is_dir());
    assert!(path.is_some() || std::env::var_os("CI").is_none(), "PROMQ_CORPUS must name the corpus in CI");
    if path.is_none() {
        eprintln!("no corpus: set PROMQ_CORPUS");
    }
    path
}

/// A server whose answer can be changed between requests.
struct Replay {
    server: Server,
    answer: Arc<Mutex<(u16, Vec<u8>)>>,
}

impl Replay {
    fn start() -> Replay {
        let answer = Arc::new(Mutex::new((200, Vec::new())));
        let current = Arc::clone(&answer);
        let server = Server::start(move |_| {
            let (status, body) = current.lock().unwrap().clone();
            reply(status, "application/json", body)
        });
        Replay { server, answer }
    }

    fn query(&self, status: u16, body: &[u8]) -> Result<QueryResult, Error> {
        *self.answer.lock().unwrap() = (status, body.to_vec());
        client(&self.server.url()).query("x", None, &QueryParameters::default())
    }
}

#[test]
fn recorded_answers_are_taken_apart_without_loss() {
    let Some(corpus) = corpus() else { return };
    let replay = Replay::start();
    let (mut results, mut refused, mut lists, mut histograms) = (0, 0, 0, 0);
    let manifest = std::fs::read_to_string(corpus.join("api/recorded/manifest.tsv")).unwrap();
    for line in manifest.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let body = std::fs::read(corpus.join("api/recorded").join(fields[0])).unwrap();
        let status: u16 = fields[4].parse().unwrap();
        match fields[2] {
            "/api/v1/query" | "/api/v1/query_range" => match replay.query(status, &body) {
                Ok(result) => {
                    results += 1;
                    histograms += compare(fields[0], &body, &result);
                }
                Err(error) => {
                    assert!(status != 200, "{}: {error}", fields[0]);
                    refused += 1;
                    expect_refusal(fields[0], &body, status, &error);
                }
            },
            "/api/v1/series" | "/api/v1/labels" if status == 200 => {
                *replay.answer.lock().unwrap() = (status, body.clone());
                let client = client(&replay.server.url());
                let expected: Value = serde_json::from_slice(&body).unwrap();
                let expected = expected["data"].as_array().unwrap().len();
                let length = match fields[2] {
                    "/api/v1/series" => client.series(&SeriesParameters::default()).unwrap().value.len(),
                    _ => client.label_names(&SeriesParameters::default()).unwrap().value.len(),
                };
                assert_eq!(length, expected, "{}", fields[0]);
                lists += 1;
            }
            _ => {}
        }
    }
    assert!(results > 40 && refused > 10 && lists > 3 && histograms > 10, "{results} {refused} {lists} {histograms}");
}

#[test]
fn answers_over_a_day_are_taken_apart_without_loss() {
    let Some(corpus) = corpus() else { return };
    let replay = Replay::start();
    let mut count = 0;
    for file in ["instant.jsonl", "range.jsonl"] {
        let text = std::fs::read_to_string(corpus.join("api/om_day_2h").join(file)).unwrap();
        for line in text.lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let status = case["http_status"].as_u64().unwrap() as u16;
            let body = serde_json::to_vec(&case["response"]).unwrap();
            match replay.query(status, &body) {
                Ok(result) => drop(compare(&case["query"].to_string(), &body, &result)),
                Err(error) => expect_refusal(&case["query"].to_string(), &body, status, &error),
            }
            count += 1;
        }
    }
    assert!(count > 200, "{count}");
}

#[test]
fn failures_read_as_promtools() {
    let Some(corpus) = corpus() else { return };
    let recorded = |name: &str| {
        let text = std::fs::read_to_string(corpus.join("api/promtool_query").join(name)).unwrap();
        let stderr = text.split("--- stderr\n").nth(1).unwrap();
        stderr.split("--- exit").next().unwrap().to_string()
    };
    let port = free_port();
    let error = ask(&client(&format!("http://127.0.0.1:{port}"))).unwrap_err();
    assert_eq!(
        format!("query error: {error}\n").replace(&port.to_string(), "19399"),
        recorded("instant_no_server.out")
    );

    let body = std::fs::read(corpus.join("api/recorded/error_parse.json")).unwrap();
    let body = String::from_utf8(body).unwrap();
    let shown = Replay::start().query(400, body.as_bytes()).unwrap_err().to_string();
    let expected: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(shown, format!("bad_data: {}", expected["error"].as_str().unwrap()));
    assert!(recorded("instant_error.out").starts_with("query error: bad_data: invalid parameter \"query\": "));
}

fn expect_refusal(name: &str, body: &[u8], status: u16, error: &Error) {
    let expected: Value = serde_json::from_slice(body).unwrap();
    let text = |field: &str| expected[field].as_str().unwrap().to_string();
    match status {
        400 | 422 => assert_eq!(error.to_string(), format!("{}: {}", text("errorType"), text("error")), "{name}"),
        _ => assert!(error.to_string().contains(&format!("server error: {status} (detail: ")), "{name}: {error}"),
    }
}

/// Compares a decoded result with the JSON it came from; returns how many histograms were among it.
fn compare(name: &str, body: &[u8], result: &QueryResult) -> usize {
    let answer: Value = serde_json::from_slice(body).unwrap();
    let data = &answer["data"];
    assert_eq!(data["resultType"], result.value.type_name(), "{name}");
    let expected = &data["result"];
    let mut histograms = 0;
    let mut point = |expected: &Value, timestamp: i64, value: &SampleValue| {
        assert!((expected[0].as_f64().unwrap() * 1000.0 - timestamp as f64).abs() < 0.5, "{name}");
        match value {
            SampleValue::Float(value) => same_number(name, &expected[1], *value),
            SampleValue::Histogram(histogram) => {
                histograms += 1;
                same_histogram(name, &expected[1], histogram);
            }
        }
    };
    match &result.value {
        QueryValue::Scalar { timestamp, value } => point(expected, *timestamp, &SampleValue::Float(*value)),
        QueryValue::String { value, .. } => assert_eq!(expected[1], *value, "{name}"),
        QueryValue::Vector(samples) => {
            assert_eq!(expected.as_array().unwrap().len(), samples.len(), "{name}");
            for (expected, sample) in expected.as_array().unwrap().iter().zip(samples) {
                let field = if matches!(sample.value, SampleValue::Float(_)) { "value" } else { "histogram" };
                point(&expected[field], sample.timestamp, &sample.value);
                assert_eq!(expected["metric"].as_object().unwrap().len(), sample.labels.len(), "{name}");
                for (label, value) in &sample.labels {
                    assert_eq!(expected["metric"][label], value, "{name}");
                }
            }
        }
        QueryValue::Matrix(series) => {
            assert_eq!(expected.as_array().unwrap().len(), series.len(), "{name}");
            for (expected, series) in expected.as_array().unwrap().iter().zip(series) {
                let points = |field: &str| expected[field].as_array().cloned().unwrap_or_default();
                assert_eq!(points("values").len(), series.floats.len(), "{name}");
                assert_eq!(points("histograms").len(), series.histograms.len(), "{name}");
                for (expected, (timestamp, value)) in points("values").iter().zip(&series.floats) {
                    point(expected, *timestamp, &SampleValue::Float(*value));
                }
                for (expected, (timestamp, value)) in points("histograms").iter().zip(&series.histograms) {
                    point(expected, *timestamp, &SampleValue::Histogram(Arc::clone(value)));
                }
            }
        }
    }
    histograms
}

fn same_number(name: &str, expected: &Value, value: f64) {
    let expected: f64 = expected.as_str().unwrap().parse().unwrap();
    assert!(expected.to_bits() == value.to_bits() || (expected.is_nan() && value.is_nan()), "{name}: {value}");
}

/// The populated buckets of the decoded histogram must be those of the JSON: same bounds, same counts, same order.
fn same_histogram(name: &str, expected: &Value, histogram: &FloatHistogram) {
    same_number(name, &expected["count"], histogram.count);
    same_number(name, &expected["sum"], histogram.sum);
    let expected: Vec<(f64, f64, f64)> = expected["buckets"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|bucket| {
            let number = |index: usize| bucket[index].as_str().unwrap().parse().unwrap();
            (number(1), number(2), number(3))
        })
        .collect();
    let buckets = populated_buckets(histogram);
    assert_eq!(buckets.len(), expected.len(), "{name}: {histogram:?}");
    for (bucket, expected) in buckets.iter().zip(&expected) {
        let near = |a: f64, b: f64| a == b || (a - b).abs() <= 1e-12 * b.abs();
        let same = near(bucket.0, expected.0) && near(bucket.1, expected.1) && bucket.2 == expected.2;
        assert!(same, "{name}: {bucket:?} {expected:?}");
    }
}

/// Lower bound, upper bound and count of every bucket with observations, from the lowest.
fn populated_buckets(histogram: &FloatHistogram) -> Vec<(f64, f64, f64)> {
    let bound = |index: i32| match histogram.schema {
        CUSTOM_BUCKETS_SCHEMA if index < 0 => f64::NEG_INFINITY,
        CUSTOM_BUCKETS_SCHEMA => histogram.custom_values.get(index as usize).copied().unwrap_or(f64::INFINITY),
        schema => (f64::from(index) / f64::from(schema).exp2()).exp2(),
    };
    let side = |spans: &[promq::model::histogram::HistogramSpan], counts: &[f64]| {
        let mut index = 0;
        let mut buckets = Vec::new();
        let mut counts = counts.iter();
        for span in spans {
            index += span.offset;
            for _ in 0..span.length {
                let inner = bound(index - 1);
                let inner = if inner > 0.0 { inner.max(histogram.zero_threshold) } else { inner };
                buckets.push((inner, bound(index), *counts.next().unwrap()));
                index += 1;
            }
        }
        buckets
    };
    let negative = side(&histogram.negative_spans, &histogram.negative_buckets);
    let mut all: Vec<_> = negative.into_iter().rev().map(|(inner, outer, count)| (-outer, -inner, count)).collect();
    if histogram.zero_count > 0.0 {
        all.push((-histogram.zero_threshold, histogram.zero_threshold, histogram.zero_count));
    }
    all.extend(side(&histogram.positive_spans, &histogram.positive_buckets));
    all.retain(|bucket| bucket.2 != 0.0);
    all
}
