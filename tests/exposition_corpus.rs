//! The exposition parser against the recorded corpus: what must parse, what must not, and where Prometheus is lenient.

use promq::exposition::{Event, Format, ParseOptions, Parser, parse};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The corpus' folder of expositions; `None` where there is no corpus, which only a local run may lack.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("PROMQ_CORPUS").map(|corpus| Path::new(&corpus).join("exposition"));
    let found = folder.filter(|folder| folder.join("manifest.tsv").is_file());
    assert!(found.is_some() || std::env::var_os("CI").is_none(), "PROMQ_CORPUS must name the corpus in CI");
    if found.is_none() {
        eprintln!("no corpus in PROMQ_CORPUS: nothing is tested");
    }
    found
}

/// The rows of the manifest: file, verdict of its suite, exit code of `check metrics`.
fn manifest(corpus: &Path) -> Vec<(String, String, String)> {
    let text = fs::read_to_string(corpus.join("manifest.tsv")).expect("the manifest is readable");
    let rows = text.lines().skip(1).map(|line| {
        let mut columns = line.split('\t').map(str::to_owned);
        let mut next = || columns.next().unwrap_or_default();
        (next(), next(), next())
    });
    rows.collect()
}

fn verdict(path: &Path, format: Format) -> Result<usize, String> {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let options = ParseOptions { format: Some(format) };
    parse(&bytes, 0, options).map(|exposition| exposition.series.len()).map_err(|error| error.to_string())
}

fn assert_same(what: &str, found: &BTreeSet<String>, listed: &[&str]) {
    let listed: BTreeSet<String> = listed.iter().map(|name| name.to_string()).collect();
    let new: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(found).collect();
    assert!(new.is_empty() && gone.is_empty(), "{what}: not listed {new:?}, listed but not found {gone:?}");
}

/// Pages that an OpenMetrics validator has to refuse for what they mean (types, suffixes, order, duplicates, ranges),
/// while their syntax is what Prometheus' parser accepts. A scrape takes them, so promq does.
const LENIENT_OPENMETRICS: &[&str] = &[];

#[test]
fn openmetrics_suite() {
    let Some(corpus) = corpus() else { return };
    let (mut good, mut bad, mut lenient) = (0, 0, BTreeSet::new());
    for (file, suite, _) in manifest(&corpus) {
        let Some(name) = file.strip_prefix("openmetrics-suite/").and_then(|name| name.strip_suffix("/metrics")) else {
            continue;
        };
        let verdict = verdict(&corpus.join(&file), Format::OpenMetrics);
        match suite.as_str() {
            "good" => {
                good += 1;
                assert!(verdict.is_ok(), "{file}: {verdict:?}");
            }
            _ => {
                bad += 1;
                if verdict.is_ok() {
                    lenient.insert(name.to_owned());
                }
            }
        }
    }
    println!("OpenMetrics suite: {good} good, {bad} bad of which {} are accepted", lenient.len());
    assert!(good + bad > 200, "only {good} + {bad} pages found");
    assert_same("bad pages that parse", &lenient, LENIENT_OPENMETRICS);
}

/// Pages in the text format on which Prometheus' scraper and `check metrics` (another parser) disagree.
const ONLY_THE_SCRAPER_ACCEPTS: &[&str] = &[];
const ONLY_CHECK_METRICS_ACCEPTS: &[&str] = &[];

#[test]
fn text_format() {
    let Some(corpus) = corpus() else { return };
    let (mut count, mut lenient, mut strict) = (0, BTreeSet::new(), BTreeSet::new());
    for (file, _, exit) in manifest(&corpus) {
        let name = file.as_str();
        if name.starts_with("openmetrics-suite/")
            || name.contains(".om")
            || name.ends_with(".pb")
            || name.contains("dump-openmetrics")
        {
            continue;
        }
        count += 1;
        // 3 is lint only: the page was readable.
        match (verdict(&corpus.join(name), Format::Text), exit != "1") {
            (Ok(_), false) => drop(lenient.insert(file)),
            (Err(error), true) => drop(strict.insert(format!("{file}: {error}"))),
            _ => {}
        }
    }
    println!("text format: {count} pages");
    assert!(count > 100, "only {count} pages found");
    assert_same("pages that only we accept", &lenient, ONLY_THE_SCRAPER_ACCEPTS);
    assert_same("pages that only we refuse", &strict, ONLY_CHECK_METRICS_ACCEPTS);
}

#[test]
fn live_and_recorded_openmetrics_pages() {
    let Some(corpus) = corpus() else { return };
    for (file, series) in [
        ("live/app.om", 0),
        ("textparse/1histogram.om.txt", 0),
        ("textparse/alltypes.5mfs.om.txt", 0),
        ("promtool/dump-openmetrics-roundtrip-test.prom", 0),
        ("promtool/dump-openmetrics-test.prom", 0),
    ] {
        let bytes = fs::read(corpus.join(file)).expect("the page is readable");
        assert_eq!(Format::detect(&bytes), Format::OpenMetrics, "{file}");
        assert_eq!(verdict(&corpus.join(file), Format::OpenMetrics), Ok(series), "{file}");
    }
}

#[test]
fn every_line_of_a_page_is_one_event() {
    let Some(corpus) = corpus() else { return };
    let bytes = fs::read(corpus.join("live/node_exporter.prom")).expect("the page is readable");
    let mut parser = Parser::new(&bytes, Format::Text);
    let mut events = 0;
    while let Some(event) = parser.next_event().expect("the page is good") {
        let sample = matches!(event, Event::Sample(_));
        events += 1;
        assert_eq!(parser.line(), events);
        assert_eq!(bytes[parser.offset()] == b'#', !sample);
    }
    assert_eq!(events, bytes.iter().filter(|byte| **byte == b'\n').count());
}
