//! The engine over small series written in the test language: one expression, one answer.

use super::{Error, Options, instant, range};
use crate::{
    model::{
        annotations::AnnotationLevel,
        memory::MemorySource,
        sample::{STALE_BITS, SampleColumns},
        value::{QueryResult, QueryValue, SampleValue},
    },
    promql::{self, Features},
};

/// Series a minute apart from time 0: `name{labels} item item …`.
fn load(lines: &[&str]) -> MemorySource {
    let series = lines.iter().map(|line| {
        let (name, items) = line.rsplit_once('|').expect("series | values");
        let labels = promql::parse_metric(name.trim()).expect("a metric");
        let mut columns = SampleColumns::default();
        for (index, item) in items.split_whitespace().enumerate() {
            let value = match item {
                "_" => continue,
                "stale" => f64::from_bits(STALE_BITS),
                number => number.parse().expect("a number"),
            };
            columns.push_float(index as i64 * 60_000, value);
        }
        (labels, columns)
    });
    MemorySource::new(series.collect())
}

fn counters() -> MemorySource {
    load(&[
        r#"c_total{i="a",job="x"} | 0 10 20 30 5 15 25"#,
        r#"c_total{i="b",job="x"} | 0 1 2 3 4 5 6"#,
        r#"g{i="a"} | 1 2 3 stale 5 6 7"#,
        r#"g{i="b"} | 4 NaN 2 1 0 -1 -2"#,
        r#"limit{i="a",team="red"} | 3 3 3 3 3 3 3"#,
        r#"limit{i="b",team="blue"} | 1 1 1 1 1 1 1"#,
    ])
}

fn at(source: &MemorySource, text: &str, seconds: i64) -> Result<QueryResult, Error> {
    let expression = promql::parse(text, Features::all()).expect("a valid expression");
    instant(source, &expression, seconds * 1000, &Options::default())
}

/// The answer as `{labels} value` lines, in the order given.
fn answer(source: &MemorySource, text: &str, seconds: i64) -> Vec<String> {
    match at(source, text, seconds) {
        Err(error) => vec![format!("error: {error}")],
        Ok(result) => match result.value {
            QueryValue::Scalar { value, .. } => vec![value.to_string()],
            QueryValue::String { value, .. } => vec![value],
            QueryValue::Vector(samples) => {
                let line = |value: &SampleValue| match value {
                    SampleValue::Float(value) => value.to_string(),
                    SampleValue::Histogram(histogram) => histogram.to_string(),
                };
                samples.iter().map(|sample| format!("{} {}", sample.labels, line(&sample.value))).collect()
            }
            QueryValue::Matrix(series) => {
                series.iter().map(|series| format!("{} {:?}", series.labels, series.floats)).collect()
            }
        },
    }
}

/// Checks a table of expressions and answers at 300 s.
fn check(rows: &[(&str, &[&str])]) {
    let source = counters();
    for (text, expected) in rows {
        assert_eq!(answer(&source, text, 300), *expected, "{text}");
    }
}

#[test]
fn selectors_see_the_newest_sample() {
    let source = counters();
    assert_eq!(answer(&source, "g", 180), [r#"{__name__="g", i="b"} 1"#], "a stale marker hides older samples");
    assert_eq!(answer(&source, "g{i='a'}", 359), [r#"{__name__="g", i="a"} 6"#]);
    assert_eq!(answer(&source, "g{i='a'}", 659), [r#"{__name__="g", i="a"} 7"#], "299 s old");
    assert!(answer(&source, "g{i='a'}", 660).is_empty(), "exactly the lookback old");
    assert_eq!(answer(&source, "g{i='a'} offset 4m", 300), [r#"{__name__="g", i="a"} 2"#]);
    assert_eq!(answer(&source, "g{i='a'} @ 60 offset -1m", 300), [r#"{__name__="g", i="a"} 3"#]);
    assert_eq!(answer(&source, "g{i='a'}[3m]", 300), [r#"{__name__="g", i="a"} [(240000, 5.0), (300000, 6.0)]"#]);
    assert_eq!(answer(&source, "timestamp(g{i='a'})", 330), [r#"{i="a"} 300"#]);
    assert_eq!(answer(&source, "timestamp(-g{i='a'})", 330), [r#"{i="a"} 330"#]);
}

#[test]
fn windows() {
    check(&[
        ("rate(c_total{i='b'}[5m])", &[r#"{i="b", job="x"} 0.016666666666666666"#]),
        ("increase(c_total{i='a'}[3m])", &[r#"{i="a", job="x"} 22.5"#]),
        (
            "irate(c_total[5m])",
            &[r#"{i="a", job="x"} 0.16666666666666666"#, r#"{i="b", job="x"} 0.016666666666666666"#],
        ),
        ("resets(c_total{i='a'}[10m])", &[r#"{i="a", job="x"} 1"#]),
        ("changes(g{i='b'}[10m])", &[r#"{i="b"} 5"#]),
        ("sum_over_time(g{i='a'}[10m])", &[r#"{i="a"} 17"#]),
        ("min_over_time(g{i='b'}[10m])", &[r#"{i="b"} -1"#]),
        ("avg_over_time(c_total{i='b'}[5m])", &[r#"{i="b", job="x"} 3"#]),
        ("count_over_time(g[10m])", &[r#"{i="a"} 5"#, r#"{i="b"} 6"#]),
        ("quantile_over_time(0.5, c_total{i='b'}[5m])", &[r#"{i="b", job="x"} 3"#]),
        ("last_over_time(g{i='a'}[10m])", &[r#"{__name__="g", i="a"} 6"#]),
        ("deriv(c_total{i='b'}[5m])", &[r#"{i="b", job="x"} 0.016666666666666666"#]),
        ("predict_linear(c_total{i='b'}[5m], 60)", &[r#"{i="b", job="x"} 6"#]),
        ("max_over_time(rate(c_total{i='b'}[2m])[3m:1m])", &[r#"{i="b", job="x"} 0.016666666666666666"#]),
        ("absent_over_time(nothing{a='1',b=~'x'}[5m])", &[r#"{a="1"} 1"#]),
        ("rate({__name__=~'c_total|limit'}[5m]) > 99", &[]),
    ]);
}

#[test]
fn aggregations() {
    check(&[
        ("sum(c_total)", &["{} 20"]),
        ("sum by (i) (c_total)", &[r#"{i="a"} 15"#, r#"{i="b"} 5"#]),
        ("sum without (i) (c_total)", &[r#"{job="x"} 20"#]),
        ("avg(c_total)", &["{} 10"]),
        ("min(c_total)", &["{} 5"]),
        ("max by (job) (c_total)", &[r#"{job="x"} 15"#]),
        ("count(c_total)", &["{} 2"]),
        ("group(c_total)", &["{} 1"]),
        ("stddev(c_total)", &["{} 5"]),
        ("stdvar(c_total)", &["{} 25"]),
        ("quantile(0.5, c_total)", &["{} 10"]),
        ("topk(1, c_total)", &[r#"{__name__="c_total", i="a", job="x"} 15"#]),
        ("bottomk(1, c_total)", &[r#"{__name__="c_total", i="b", job="x"} 5"#]),
        ("topk(0, c_total)", &[]),
        ("topk(NaN, c_total)", &["error: Parameter value is NaN"]),
        ("count_values('v', limit)", &[r#"{v="3"} 1"#, r#"{v="1"} 1"#]),
        ("sum(nothing)", &[]),
    ]);
}

#[test]
fn binary_operators() {
    check(&[
        ("1 + 2 * 3", &["7"]),
        ("c_total > 10", &[r#"{__name__="c_total", i="a", job="x"} 15"#]),
        ("c_total > bool 10", &[r#"{i="a", job="x"} 1"#, r#"{i="b", job="x"} 0"#]),
        ("10 - c_total", &[r#"{i="a", job="x"} -5"#, r#"{i="b", job="x"} 5"#]),
        ("-c_total{i='a'}", &[r#"{i="a", job="x"} -15"#]),
        ("c_total / on (i) limit", &[r#"{i="a"} 5"#, r#"{i="b"} 5"#]),
        (
            "c_total * on (i) group_left (team) limit",
            &[r#"{i="a", job="x", team="red"} 45"#, r#"{i="b", job="x", team="blue"} 5"#],
        ),
        ("c_total / limit", &[]),
        ("limit and on (i) (c_total > 10)", &[r#"{__name__="limit", i="a", team="red"} 3"#]),
        ("limit unless on (i) (c_total > 10)", &[r#"{__name__="limit", i="b", team="blue"} 1"#]),
        (
            "(c_total > 10) or on (i) limit",
            &[r#"{__name__="c_total", i="a", job="x"} 15"#, r#"{__name__="limit", i="b", team="blue"} 1"#],
        ),
        (
            "c_total + on (job) c_total",
            &[
                "error: found duplicate series for the match group {job=\"x\"} on the right hand-side of the operation: \
             [{__name__=\"c_total\", i=\"a\", job=\"x\"}, {__name__=\"c_total\", i=\"b\", job=\"x\"}];many-to-many \
             matching not allowed: matching labels must be unique on one side",
            ],
        ),
        (
            "c_total + on (job) sum by (job) (c_total)",
            &["error: multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)"],
        ),
        ("sum by (i) (limit) - fill (0) sum by (i) (c_total{i='a'})", &[r#"{i="a"} -12"#, r#"{i="b"} 1"#]),
        ("sum by (i) (c_total{i='a'}) - fill_left (100) sum by (i) (limit)", &[r#"{i="a"} 12"#, r#"{i="b"} 99"#]),
    ]);
}

#[test]
fn functions_of_labels_and_values() {
    check(&[
        ("label_replace(g{i='a'}, 'x', 'n-$1', 'i', '(.*)')", &[r#"{__name__="g", i="a", x="n-a"} 6"#]),
        (
            "label_join(limit{i='a'}, 'x', '-', 'i', 'team', 'none')",
            &[r#"{__name__="limit", i="a", team="red", x="a-red-"} 3"#],
        ),
        ("clamp(c_total, 6, 10)", &[r#"{i="a", job="x"} 10"#, r#"{i="b", job="x"} 6"#]),
        ("clamp(c_total, 10, 6)", &[]),
        ("sort_desc(g)", &[r#"{__name__="g", i="a"} 6"#, r#"{__name__="g", i="b"} -1"#]),
        ("absent(nothing{a='1',b!='2'})", &[r#"{a="1"} 1"#]),
        // A matcher that only takes away is looked at after the others.
        ("absent(nothing{a!~'2|3',a='1',b='2'})", &[r#"{b="2"} 1"#]),
        ("absent(g)", &[]),
        ("scalar(c_total{i='a'}) + 1", &["16"]),
        ("scalar(c_total)", &["NaN"]),
        ("vector(time())", &["{} 300"]),
        ("minute()", &["{} 5"]),
        (
            "label_replace(limit, 'i', 'same', '', '')",
            &[r#"{__name__="limit", i="same", team="red"} 3"#, r#"{__name__="limit", i="same", team="blue"} 1"#],
        ),
        (
            "label_replace(c_total, 'i', 'same', '', '')",
            &["error: vector cannot contain metrics with the same labelset"],
        ),
        (r#"label_replace(g, "x", "", "i", "(")"#, &["error: invalid regular expression in label_replace(): ("]),
    ]);
}

#[test]
fn classic_histograms() {
    let source = load(&[
        r#"h_bucket{le="0.1"} | 0 10"#,
        r#"h_bucket{le="1"} | 0 30"#,
        r#"h_bucket{le="+Inf"} | 0 40"#,
        r#"broken_bucket{le="x"} | 0 40"#,
    ]);
    assert_eq!(answer(&source, "histogram_quantile(0.5, h_bucket)", 60), ["{} 0.55"]);
    assert_eq!(answer(&source, "histogram_fraction(0, 0.1, h_bucket)", 60), ["{} 0.25"]);
    let result = at(&source, "histogram_quantile(2, broken_bucket)", 60).expect("an answer");
    let warnings = result.annotations.texts(AnnotationLevel::Warning, "histogram_quantile(2, broken_bucket)");
    assert_eq!(
        warnings,
        [
            "PromQL warning: quantile value should be between 0 and 1, got 2 (1:20)",
            "PromQL warning: bucket label \"le\" is missing or has a malformed value of \"x\" (1:23)",
        ]
    );
}

#[test]
fn info_joins_by_instance_and_job() {
    let source = load(&[
        r#"up{instance="a",job="x"} | 1 1"#,
        r#"up{instance="b",job="x"} | 1 1"#,
        r#"target_info{instance="a",job="x",version="1.2"} | 1 1"#,
    ]);
    assert_eq!(
        answer(&source, "info(up)", 60),
        [r#"{__name__="up", instance="a", job="x", version="1.2"} 1"#, r#"{__name__="up", instance="b", job="x"} 1"#,]
    );
    assert_eq!(
        answer(&source, "info(up, {version=~'.+'})", 60),
        [r#"{__name__="up", instance="a", job="x", version="1.2"} 1"#,]
    );
}

#[test]
fn rates_of_gauges_are_pointed_out() {
    let text = "rate(g[5m]) + 1";
    let result = at(&counters(), text, 300).expect("an answer");
    assert_eq!(
        result.annotations.texts(AnnotationLevel::Info, text),
        ["PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: \"g\" (1:6)",]
    );
}

#[test]
fn ranges_have_a_row_a_series() {
    let expression = promql::parse("sum by (i) (g) or vector(9)", Features::all()).expect("valid");
    let result = range(&counters(), &expression, 60_000, 200_000, 60_000, &Options::default()).expect("an answer");
    let QueryValue::Matrix(series) = result.value else { panic!("a range query gives a matrix") };
    let shown: Vec<String> = series.iter().map(|series| format!("{} {:?}", series.labels, series.floats)).collect();
    assert_eq!(
        shown,
        [
            r#"{} [(60000, 9.0), (120000, 9.0), (180000, 9.0)]"#,
            r#"{i="a"} [(60000, 2.0), (120000, 3.0)]"#,
            r#"{i="b"} [(60000, NaN), (120000, 2.0), (180000, 1.0)]"#,
        ]
    );
}

#[test]
fn fixed_times_are_evaluated_once() {
    let expression = promql::parse("c_total{i='b'} @ 120 + sum(c_total @ end())", Features::all()).expect("valid");
    let result = range(&counters(), &expression, 0, 120_000, 60_000, &Options::default()).expect("an answer");
    assert_eq!(result.value, QueryValue::Matrix(Vec::new()), "labels differ");
    let expression = promql::parse("sum(c_total{i='b'} @ 120) + sum(c_total @ end())", Features::all()).expect("valid");
    let result = range(&counters(), &expression, 0, 120_000, 60_000, &Options::default()).expect("an answer");
    let QueryValue::Matrix(series) = result.value else { panic!("a range query gives a matrix") };
    assert_eq!(series[0].floats, [(0, 24.0), (60_000, 24.0), (120_000, 24.0)]);
}

#[test]
fn limits_are_kept() {
    let expression = promql::parse("g", Features::all()).expect("valid");
    let options = Options { max_samples: 3, ..Options::default() };
    let error = range(&counters(), &expression, 0, 120_000, 60_000, &options).expect_err("too many samples");
    assert_eq!(error.to_string(), "query processing would load too many samples into memory in query execution");
    let options = Options { timeout: Some(std::time::Duration::ZERO), ..Options::default() };
    let error = range(&counters(), &expression, 0, 120_000, 60_000, &options).expect_err("no time");
    assert_eq!(
        (error.kind().as_str(), error.to_string().as_str()),
        ("timeout", "query timed out in expression evaluation")
    );
}

#[test]
fn only_some_functions_see_beyond_their_window() {
    for (text, expected) in [
        (
            "deriv(c_total[5m] anchored)",
            "anchored modifier can only be used with: changes, delta, increase, rate, resets - not with deriv",
        ),
        (
            "absent_over_time(c_total[5m] smoothed)",
            "smoothed modifier can only be used with: delta, increase, rate - not with absent_over_time",
        ),
    ] {
        let error = at(&counters(), text, 300).expect_err(text);
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn delayed_name_removal_keeps_names_until_the_end() {
    let expression =
        promql::parse("label_replace(rate(c_total{i='b'}[5m]), 'm', '$1', '__name__', '(.*)')", Features::all());
    let options = Options { delayed_name_removal: true, ..Options::default() };
    let result = instant(&counters(), &expression.expect("valid"), 300_000, &options).expect("an answer");
    let QueryValue::Vector(samples) = result.value else { panic!("a vector") };
    assert_eq!(samples[0].labels.to_string(), r#"{i="b", job="x", m="c_total"}"#);
}

#[test]
fn an_operand_without_a_partner_says_what_is_wrong_all_the_same() {
    // A gauge is no counter: that is said of it even where labels alone keep it out of the result.
    for text in [
        "nosuch + rate(g[5m])",
        "rate(g[5m]) unless on (i) nosuch",
        "c_total and on (nosuch, i, job) rate(g[5m])",
        "c_total + rate(g[5m])",
        "topk(0, rate(g[5m]))",
    ] {
        let result = at(&counters(), text, 300).expect(text);
        let infos = result.annotations.texts(AnnotationLevel::Info, text);
        assert!(infos.iter().any(|info| info.contains("metric might not be a counter")), "{text}: {infos:?}");
    }
}

#[test]
fn duplicates_go_unnoticed_where_the_other_side_has_nothing() {
    check(&[("(limit > 5) + on () group_left () c_total", &[]), ("c_total + on () group_right () (limit > 5)", &[])]);
}

#[test]
fn of_several_duplicates_the_first_met_is_reported() {
    let answers = answer(&counters(), r#"limit{i="b"} + on (i) (c_total or g)"#, 300);
    assert!(answers[0].contains(r#"match group {i="a"} on the right"#), "{answers:?}");
}

#[test]
fn of_two_errors_the_left_operand_s_is_reported() {
    let error = at(&counters(), "(c_total + on (job) c_total) * scalar(g + on () g)", 300).expect_err("two errors");
    assert!(error.to_string().contains(r#"match group {job="x"}"#), "{error}");
}
