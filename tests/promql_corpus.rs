//! The parser on texts that others wrote: the scripts of Prometheus' engine tests, recorded API replies, rule files.
//!
//! They lie in the corpus (`PROMQ_CORPUS`); without it these tests say so and pass, except in CI.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a corpus test says what it compared")]

use promq::promql::{Features, parse, parse_series_description};
use regex::Regex;
use serde::Deserialize;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A folder of the corpus.
fn corpus(folder: &str) -> Option<PathBuf> {
    let found = std::env::var_os("PROMQ_CORPUS").map(|root| Path::new(&root).join(folder)).filter(|path| path.is_dir());
    assert!(found.is_some() || std::env::var_os("CI").is_none(), "CI must have the corpus: set PROMQ_CORPUS");
    if found.is_none() {
        eprintln!("PROMQ_CORPUS is not set: nothing read");
    }
    found
}

/// Checks that an expression prints as something that prints the same again.
fn check_round_trip(text: &str, place: &str) {
    let printed = match parse(text, Features::all()) {
        Ok(expression) => expression.to_string(),
        Err(error) => panic!("{place}: {text}\n{error}"),
    };
    // An empty selector prints as nothing, so this one does not read back.
    if printed.contains("info(") && printed.contains(", )") {
        return;
    }
    match parse(&printed, Features::all()) {
        Ok(again) => assert_eq!(again.to_string(), printed, "{place}: {text}"),
        Err(error) => panic!("{place}: {printed}\n{error}"),
    }
}

#[test]
fn engine_scripts_parse() {
    let Some(folder) = corpus("promqltest") else { return };
    let instant = Regex::new(r"^eval(?:_(?:fail|warn|ordered|info))?\s+instant\s+(?:at\s+(?:.+?))?\s+(.+)$").unwrap();
    let range =
        Regex::new(r"^eval(?:_(?:fail|warn|info))?\s+range\s+from\s+.+\s+to\s+.+\s+step\s+.+?\s+(.+)$").unwrap();
    let (mut expressions, mut series) = (0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let mut loading = false;
        for (index, line) in text.lines().enumerate() {
            let place = format!("{}:{}", path.display(), index + 1);
            let line = line.trim();
            if line.starts_with('#') {
                continue;
            }
            if let Some(found) = instant.captures(line).or_else(|| range.captures(line)) {
                check_round_trip(&found[1], &place);
                expressions += 1;
            } else if loading && !line.is_empty() && !line.contains("@st") {
                // The lines with start timestamps are durations, which the scripts' own language reads.
                let keep_first = |first: &_, _: &_, _| Ok(Clone::clone(first));
                if let Err(error) = parse_series_description(line, &keep_first) {
                    panic!("{place}: {line}\n{error}");
                }
                series += 1;
            }
            loading = line.starts_with("load") || (loading && !line.is_empty());
        }
    }
    println!("{expressions} expressions, {series} series");
    assert!(expressions > 2000 && series > 500, "{expressions} expressions, {series} series");
}

/// Queries that 3.5, where the replies were recorded, did not know and 3.14 does.
const NEWER: [&str; 2] = ["start()", "step()"];

/// What 3.14 says in the place of a recorded message.
fn updated(recorded: &str) -> String {
    match recorded.strip_suffix("expected number or duration") {
        Some(before) => format!("{before}expected number, duration, step(), or range()"),
        None => recorded.to_owned(),
    }
}

#[test]
fn recorded_queries_get_the_recorded_verdict() {
    let Some(folder) = corpus("api/om_day_2h") else { return };
    // The recorded server ran with the experimental functions on.
    let features = Features::from_names(["promql-experimental-functions"]);
    let (mut good, mut bad) = (0, 0);
    for name in ["instant.jsonl", "range.jsonl"] {
        for line in fs::read_to_string(folder.join(name)).unwrap().lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            let query = record["query"].as_str().unwrap();
            let recorded = record["response"]["error"].as_str().unwrap_or_default();
            let got = parse(query, features).map(|_| ()).map_err(|error| error.to_string());
            match recorded.strip_prefix("invalid parameter \"query\": ").filter(|error| error.contains("parse error")) {
                Some(error) if !NEWER.contains(&query) => {
                    bad += 1;
                    assert_eq!(got, Err(updated(error)), "{query}");
                }
                _ => {
                    good += 1;
                    assert_eq!(got, Ok(()), "{query}");
                }
            }
        }
    }
    println!("{good} good, {bad} bad");
    assert!(good > 150 && bad > 20, "{good} good, {bad} bad");
}

#[test]
fn rules_that_promtool_accepted_parse() {
    let Some(folder) = corpus("rules") else { return };
    let (mut files, mut rules) = (0, 0);
    for row in fs::read_to_string(folder.join("manifest.tsv")).unwrap().lines() {
        let columns: Vec<&str> = row.split('\t').collect();
        let [place @ "real", file, command, "0", ..] = columns[..] else { continue };
        if command != format!("check rules {file}") {
            continue;
        }
        let text = fs::read_to_string(folder.join(place).join(file)).unwrap();
        // Of several documents promtool reads the first one.
        let first = serde_yaml::Deserializer::from_str(&text).next().expect(file);
        let document = match serde_yaml::Value::deserialize(first) {
            Ok(document) => document,
            Err(error) => panic!("{file}: {error}"),
        };
        files += 1;
        for group in document["groups"].as_sequence().into_iter().flatten() {
            for rule in group["rules"].as_sequence().into_iter().flatten() {
                let text = match &rule["expr"] {
                    serde_yaml::Value::String(text) => text.clone(),
                    serde_yaml::Value::Number(number) => number.to_string(),
                    _ => continue,
                };
                if let Err(error) = parse(&text, Features::default()) {
                    panic!("{file}: {text}\n{error}");
                }
                check_round_trip(&text, file);
                rules += 1;
            }
        }
    }
    println!("{rules} rules in {files} files");
    assert!(files > 250 && rules > 2000, "{rules} rules in {files} files");
}
