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

/// Pages that an OpenMetrics validator has to refuse for what they mean (types, suffixes, order, duplicates, ranges, the
/// length of exemplars, a comma behind the last label), while their syntax is what Prometheus' parser accepts: a scrape
/// takes them, so promq does. The backfill of Prometheus 3.5.3 gives the same verdict on each of them.
const LENIENT_OPENMETRICS: &[&str] = &[
    "bad_clashing_names_0",
    "bad_clashing_names_1",
    "bad_clashing_names_2",
    "bad_counter_values_0",
    "bad_counter_values_1",
    "bad_counter_values_10",
    "bad_counter_values_11",
    "bad_counter_values_12",
    "bad_counter_values_13",
    "bad_counter_values_14",
    "bad_counter_values_15",
    "bad_counter_values_16",
    "bad_counter_values_17",
    "bad_counter_values_18",
    "bad_counter_values_19",
    "bad_counter_values_2",
    "bad_counter_values_3",
    "bad_counter_values_4",
    "bad_counter_values_5",
    "bad_counter_values_6",
    "bad_counter_values_7",
    "bad_counter_values_8",
    "bad_counter_values_9",
    "bad_exemplar_complex_chars",
    "bad_exemplars_6",
    "bad_exemplars_on_unallowed_metric_types_0",
    "bad_exemplars_on_unallowed_metric_types_1",
    "bad_exemplars_on_unallowed_metric_types_2",
    "bad_exemplars_on_unallowed_samples_0",
    "bad_exemplars_on_unallowed_samples_1",
    "bad_exemplars_on_unallowed_samples_2",
    "bad_exemplars_on_unallowed_samples_3",
    "bad_grouping_or_ordering_0",
    "bad_grouping_or_ordering_10",
    "bad_grouping_or_ordering_2",
    "bad_grouping_or_ordering_3",
    "bad_grouping_or_ordering_4",
    "bad_grouping_or_ordering_5",
    "bad_grouping_or_ordering_6",
    "bad_grouping_or_ordering_7",
    "bad_grouping_or_ordering_8",
    "bad_grouping_or_ordering_9",
    "bad_histograms_0",
    "bad_histograms_1",
    "bad_histograms_10",
    "bad_histograms_11",
    "bad_histograms_12",
    "bad_histograms_13",
    "bad_histograms_14",
    "bad_histograms_2",
    "bad_histograms_3",
    "bad_histograms_6",
    "bad_histograms_7",
    "bad_histograms_8",
    "bad_histograms_9",
    "bad_info_and_stateset_values_0",
    "bad_info_and_stateset_values_1",
    "bad_metadata_in_wrong_place_0",
    "bad_metadata_in_wrong_place_1",
    "bad_metadata_in_wrong_place_2",
    "bad_missing_or_extra_commas_2",
    "bad_missing_or_invalid_labels_for_a_type_0",
    "bad_missing_or_invalid_labels_for_a_type_1",
    "bad_missing_or_invalid_labels_for_a_type_2",
    "bad_missing_or_invalid_labels_for_a_type_3",
    "bad_missing_or_invalid_labels_for_a_type_4",
    "bad_missing_or_invalid_labels_for_a_type_5",
    "bad_missing_or_invalid_labels_for_a_type_6",
    "bad_missing_or_invalid_labels_for_a_type_7",
    "bad_repeated_metadata_0",
    "bad_repeated_metadata_1",
    "bad_repeated_metadata_3",
    "bad_stateset_info_values_0",
    "bad_stateset_info_values_1",
    "bad_stateset_info_values_2",
    "bad_stateset_info_values_3",
    "bad_unit_6",
    "bad_unit_7",
];

/// Good pages that are refused all the same: no timestamp in milliseconds holds this one, and Prometheus, which takes
/// whatever the processor makes of it, could not store the sample either.
const REFUSED_OPENMETRICS: &[&str] = &["timestamps: line 6, column 20: invalid timestamp 1.2345678901234567e+19"];

#[test]
fn openmetrics_suite() {
    let Some(corpus) = corpus() else { return };
    let (mut good, mut bad, mut lenient, mut refused) = (0, 0, BTreeSet::new(), BTreeSet::new());
    for (file, suite, _) in manifest(&corpus) {
        let Some(name) = file.strip_prefix("openmetrics-suite/").and_then(|name| name.strip_suffix("/metrics")) else {
            continue;
        };
        let verdict = verdict(&corpus.join(&file), Format::OpenMetrics);
        match suite.as_str() {
            "good" => {
                good += 1;
                if let Err(error) = verdict {
                    refused.insert(format!("{name}: {error}"));
                }
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
    assert_same("good pages that do not parse", &refused, REFUSED_OPENMETRICS);
    assert_same("bad pages that parse", &lenient, LENIENT_OPENMETRICS);
}

/// Pages in the text format on which Prometheus' scraper and `check metrics` (another parser) disagree.
const ONLY_THE_SCRAPER_ACCEPTS: &[&str] = &[
    // The last line has no line end.
    "expfmt/from_test_parse_error_0.prom",
    "lint-cases/no_final_newline.prom",
    // A backslash in front of any other character is kept.
    "expfmt/from_test_parse_error_1.prom",
    "lint-cases/bad_escape.prom",
    // A label value may contain a line end.
    "expfmt/from_test_parse_error_2.prom",
    // Bounds and quantiles need not be numbers.
    "expfmt/from_test_parse_error_7.prom",
    "expfmt/from_test_parse_error_19.prom",
    "lint-cases/histogram_bad_le.prom",
    "lint-cases/summary_bad_quantile.prom",
    // Metadata may stand twice, and behind the samples.
    "expfmt/from_test_parse_error_12.prom",
    "expfmt/from_test_parse_error_13.prom",
    "expfmt/from_test_parse_error_14.prom",
    "lint-cases/dup_help.prom",
    "lint-cases/dup_type.prom",
    "lint-cases/type_after_sample.prom",
    // Names may be any UTF-8; the recorded check refuses them.
    "lint-cases/utf8_name.prom",
];
const ONLY_CHECK_METRICS_ACCEPTS: &[&str] = &[
    // The scraper's timestamps have no sign.
    "expfmt/from_test_parse_3.prom: line 4, column 10: expected timestamp or new record, got \"-2\\n\"",
];

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
        ("live/app.om", 43),
        ("textparse/1histogram.om.txt", 42),
        ("textparse/alltypes.5mfs.om.txt", 53),
        ("promtool/dump-openmetrics-roundtrip-test.prom", 7),
        ("promtool/dump-openmetrics-test.prom", 2),
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
