//! The lints that look at series find the same in a server, over its API, as in the directory that it serves.

use std::{fs, path::Path, time::SystemTime};

use tempfile::TempDir;

use crate::{
    peers,
    program::{self, promq},
    server::{Server, copy_folder},
};

/// An expression, and what is found in it.
const EXPRESSIONS: &[(&str, &str)] = &[
    ("rate(requests[5m])", "series/unknown-metric"),
    ("requests_total{cod=\"500\"}", "series/unknown-label"),
    ("requests_total{job=\"apo\"}", "series/unknown-value"),
    ("requests_total{job=\"web\",code=\"500\"}", "series/no-matching-series"),
    ("rate(queue[5m])", "series/rate-of-gauge"),
    ("sum(requests_total)", "series/counter-without-rate"),
    ("rate(requests_total[45s])", "series/range-too-short"),
    ("requests_total / queue", "series/matching-never"),
    ("queue * on (job) requests_total", "series/many-to-many"),
    ("histogram_quantile(0.9, queue)", "series/histogram-without-le"),
    ("queue{job=\"api\"} / 0 * 0", "series/nan-result"),
    ("sum(rate(requests_total[5m]))", ""),
];

/// The value of a series at a step.
type Value = fn(u64) -> u64;

/// Forty minutes up to now, two samples a minute.
fn samples(folder: &Path) -> std::path::PathBuf {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("it is after 1970");
    let now = since.as_secs();
    let series: [(&str, Value); 4] = [
        ("requests_total{job=\"api\",code=\"200\"}", |step| 7 * step),
        ("requests_total{job=\"api\",code=\"500\"}", |step| step),
        ("requests_total{job=\"web\",code=\"200\"}", |step| 3 * step),
        ("queue{job=\"api\"}", |step| 20 - step % 4),
    ];
    let mut text = String::new();
    for (name, value) in series {
        for step in 0..80 {
            text += &format!("{name} {} {}\n", value(step), now - 30 * (79 - step));
        }
    }
    let path = folder.join("samples.om");
    fs::write(&path, text + "# EOF\n").expect("the samples are written");
    path
}

/// What is found in each expression, without the name of the source and the times.
fn found(source: &str) -> Vec<Vec<String>> {
    let mut arguments = vec!["promql", "lint", "-o", "json", "--lint", "series/", "--source", source];
    arguments.extend(EXPRESSIONS.iter().map(|(expression, _)| *expression));
    let outcome = program::run(promq(), Path::new("."), &arguments, "");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(3), ""), "{}", outcome.stdout);
    let document: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let mut found = vec![Vec::new(); EXPRESSIONS.len()];
    for finding in document["diagnostics"].as_array().expect("findings") {
        let name = finding["file"].as_str().expect("a name");
        let number: usize = name.trim_matches(|rune: char| !rune.is_ascii_digit()).parse().expect("a number");
        let message = finding["message"].as_str().expect("a message").replace(source, "SOURCE");
        let (start, end) = (&finding["location"]["start"]["offset"], &finding["location"]["end"]["offset"]);
        let code = finding["code"].as_str().expect("a code");
        found[number - 1].push(format!("{code} {start}-{end} {message}"));
    }
    found
}

#[test]
fn a_server_shows_what_its_directory_shows() {
    let Some(prometheus) = peers::find("prometheus") else { return };
    let folder = TempDir::new().expect("a temporary folder");
    let (samples, data) = (samples(folder.path()), folder.path().join("data"));
    let text = |path: &Path| path.to_str().expect("a path in UTF-8").to_owned();
    let backfill = ["tsdb", "create-blocks-from", "openmetrics", "-q", &text(&samples), &text(&data)];
    assert_eq!(program::run(promq(), Path::new("."), &backfill, "").code, Some(0));
    // The server may write into its directory, and ours must stay as it is.
    let copy = folder.path().join("copy");
    copy_folder(&data, &copy);
    let server = Server::start(&prometheus, &copy);
    let (there, here) = (found(&server.url()), found(&text(&data)));
    assert_eq!(there, here);
    for ((expression, code), found) in EXPRESSIONS.iter().zip(&here) {
        let is_there = found.iter().any(|finding| finding.split(' ').next() == Some(*code));
        assert_eq!(is_there, !code.is_empty(), "{expression}: {found:?}");
    }
}

#[test]
fn a_server_that_is_not_there_is_told_of() {
    let arguments = ["promql", "lint", "--source", "http://127.0.0.1:1", "up"];
    let outcome = program::run(promq(), Path::new("."), &arguments, "");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""), "{}", outcome.stderr);
    assert!(outcome.stderr.starts_with("cannot ask http://127.0.0.1:1"), "{}", outcome.stderr);
}
