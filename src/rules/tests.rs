//! Groups evaluated over series in memory.

use super::{EvaluationRange, Group, Summary, evaluate};
use crate::{
    config::rules::{Options, RuleFile},
    engine,
    model::{
        labels::Labels,
        memory::MemorySource,
        sample::{SampleColumns, is_stale},
    },
};
use std::{collections::BTreeMap, convert::Infallible};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Two counters and a gauge that is 1 between the first and the second hour.
fn source() -> MemorySource {
    let series = |pairs: &[(&str, &str)], value: &dyn Fn(i64) -> Option<f64>| {
        let mut columns = SampleColumns::default();
        for time in (0..=6 * HOUR).step_by(15_000) {
            if let Some(value) = value(time) {
                columns.push_float(time, value);
            }
        }
        (Labels::from_pairs(pairs.iter().copied()), columns)
    };
    MemorySource::new(vec![
        series(&[("__name__", "requests_total"), ("job", "a"), ("instance", "1")], &|time| Some(time as f64 / 1000.0)),
        series(&[("__name__", "requests_total"), ("job", "a"), ("instance", "2")], &|time| Some(time as f64 / 500.0)),
        series(&[("__name__", "down"), ("job", "a")], &|time| (HOUR..2 * HOUR).contains(&time).then_some(1.0)),
    ])
}

fn groups(text: &str) -> Vec<Group> {
    let file = RuleFile::parse(text.as_bytes(), Options::default());
    assert!(file.is_good(), "{:?}", file.promtool_errors);
    Group::of_file("rules.yml", &file, MINUTE)
}

type Results = BTreeMap<String, Vec<(i64, f64)>>;

fn run(text: &str, end: i64) -> (Results, Summary) {
    let mut results = Results::new();
    let range = EvaluationRange { start: 0, end, block_duration: 2 * HOUR, with_alerts: true };
    let options = engine::Options::default();
    let summary = evaluate(&groups(text), &source(), &range, &options, &mut |labels, columns| {
        let points = columns.timestamps.iter().copied().zip(columns.values.iter().copied());
        results.entry(labels.to_string()).or_default().extend(points);
        Ok::<(), Infallible>(())
    });
    (results, summary.expect("it evaluates"))
}

#[test]
fn results_get_the_rules_name_and_labels() {
    let text = "groups:\n- name: g\n  labels: {team: x, job: y}\n  rules:\n  - record: job:requests\n    \
                expr: sum by (job) (requests_total)\n    labels: {job: z}\n";
    let (results, summary) = run(text, 5 * HOUR);
    let (labels, points) = results.iter().next().expect("a series");
    assert_eq!((results.len(), labels.as_str()), (1, "{__name__=\"job:requests\", job=\"z\", team=\"x\"}"));
    assert_eq!((summary.rules, summary.samples), (1, points.len() as u64));
    assert!((299..=300).contains(&points.len()), "{}", points.len());
    assert!(points.windows(2).all(|pair| pair[1].0 - pair[0].0 == MINUTE));
}

#[test]
fn rules_see_the_results_of_rules_that_come_later_in_the_file() {
    let text = "groups:\n- name: second\n  rules:\n  - record: b\n    expr: a * 2\n- name: first\n  rules:\n  - record: a\n    \
                expr: sum(requests_total)\n";
    let (results, summary) = run(text, 2 * HOUR);
    let (a, b) = (&results["{__name__=\"a\"}"], &results["{__name__=\"b\"}"]);
    assert!(b.len() > 110, "{}", b.len());
    for (time, value) in b {
        let seen = a.iter().rev().find(|(at, _)| at <= time).expect("an older result");
        assert_eq!(*value, seen.1 * 2.0);
    }
    assert!(summary.circles.is_empty());
}

#[test]
fn rules_that_read_each_other_are_named() {
    let text =
        "groups:\n- name: g\n  rules:\n  - record: a\n    expr: b or sum(requests_total)\n  - record: b\n    expr: a\n";
    let (results, summary) = run(text, HOUR);
    assert_eq!(summary.circles, ["a"]);
    assert!(results.contains_key("{__name__=\"b\"}"));
}

#[test]
fn alerts_are_pending_then_fire_then_fire_on() {
    let text = "groups:\n- name: g\n  rules:\n  - alert: Down\n    expr: down == 1\n    for: 10m\n    keep_firing_for: 5m\n    \
                labels: {severity: page}\n";
    let (results, _) = run(text, 3 * HOUR);
    let state = |state: &str| {
        let labels = format!(
            "{{__name__=\"ALERTS\", alertname=\"Down\", alertstate=\"{state}\", job=\"a\", severity=\"page\"}}"
        );
        results.get(&labels).unwrap_or_else(|| panic!("{labels} in {:?}", results.keys())).clone()
    };
    let (pending, firing) = (state("pending"), state("firing"));
    // Ten evaluations pending; then a stale marker at the first one that fires.
    assert_eq!(pending.len(), 11);
    assert!(is_stale(pending[10].1) && pending[10].0 == firing[0].0);
    assert_eq!(firing[0].0 - pending[0].0, 10 * MINUTE);
    // The last sample is seen for five minutes more, and then the alert is kept for five.
    let last = firing.last().expect("samples");
    assert!(is_stale(last.1));
    assert!((2 * HOUR + 9 * MINUTE..=2 * HOUR + 11 * MINUTE).contains(&last.0), "{}", last.0);
    let since = &results["{__name__=\"ALERTS_FOR_STATE\", alertname=\"Down\", job=\"a\", severity=\"page\"}"];
    assert_eq!(since[0].1, pending[0].0.div_euclid(1000) as f64);
    assert_eq!(since.len(), firing.len() + 10);
}

#[test]
fn labels_of_alerts_are_templates() {
    let text = "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: sum by (job) (requests_total) > 30000\n    labels:\n      \
                who: '{{ $labels.job | toUpper }}'\n      size: '{{ if gt $value 40000.0 }}big{{ else }}small{{ end }}'\n      \
                all: '{{ with query \"count(requests_total)\" }}{{ . | first | value }}{{ end }}'\n      \
                bad: '{{ first (query \"nothing\") }}'\n";
    let (results, _) = run(text, 5 * HOUR);
    let firing: Vec<&String> = results.keys().filter(|labels| labels.contains("firing")).collect();
    assert_eq!(firing.len(), 2, "{firing:?}");
    assert!(firing.iter().all(|labels| labels.contains("who=\"A\"") && labels.contains("all=\"2\"")), "{firing:?}");
    assert!(firing[0].contains("first() called on vector with no elements"), "{firing:?}");
    assert!(firing[0].contains("size=\"big\"") && firing[1].contains("size=\"small\""), "{firing:?}");
}

#[test]
fn too_many_alerts_are_left_out_and_told() {
    let text = "groups:\n- name: g\n  limit: 1\n  rules:\n  - alert: A\n    expr: requests_total > 0\n";
    let (results, summary) = run(text, HOUR);
    assert!(results.is_empty(), "{results:?}");
    assert!(summary.warnings[0].contains("exceeded limit of 1 alerts"), "{:?}", summary.warnings);
}

#[test]
fn series_that_only_differ_in_overridden_labels_are_an_error() {
    let text = "groups:\n- name: g\n  rules:\n  - record: a\n    expr: requests_total\n    labels: {instance: x}\n";
    let range = EvaluationRange { start: 0, end: HOUR, block_duration: 2 * HOUR, with_alerts: false };
    let options = engine::Options::default();
    let outcome = evaluate(&groups(text), &source(), &range, &options, &mut |_, _| Ok::<(), Infallible>(()));
    let error = outcome.expect_err("the labels are the same").to_string();
    assert!(error.contains("same labelset after applying rule labels"), "{error}");
}

#[test]
fn queries_that_hold_too_much_are_split() {
    let text = "groups:\n- name: g\n  rules:\n  - record: a\n    expr: requests_total\n";
    let all = |max_samples: u64| {
        let mut count = 0;
        let range = EvaluationRange { start: 0, end: 6 * HOUR, block_duration: 2 * HOUR, with_alerts: false };
        let options = engine::Options { max_samples, ..engine::Options::default() };
        evaluate(&groups(text), &source(), &range, &options, &mut |_, columns| {
            count += columns.len();
            Ok::<(), Infallible>(())
        })
        .expect("it evaluates");
        count
    };
    assert_eq!(all(50_000_000), all(100));
}
