//! Plans in words, and counts over a small source.

use super::*;
use crate::{
    model::{memory::MemorySource, sample::SampleColumns},
    promql::{self, Features},
};

const MINUTE: i64 = 60_000;

/// Series with a sample a minute for ten minutes, from time 0.
fn source(metrics: &[&str]) -> MemorySource {
    let series = metrics.iter().map(|metric| {
        let mut columns = SampleColumns::default();
        (0..10).for_each(|index| columns.push_float(index * MINUTE, index as f64));
        (promql::parse_metric(metric).expect("a metric"), columns)
    });
    MemorySource::new(series.collect())
}

fn jobs() -> MemorySource {
    source(&[
        r#"a_total{i="1",job="x"}"#,
        r#"a_total{i="2",job="x"}"#,
        r#"a_total{i="3",job="y"}"#,
        r#"b{i="2"}"#,
        r#"b{i="3"}"#,
        r#"b{i="4"}"#,
    ])
}

fn parsed(text: &str) -> Expr {
    promql::parse(text, Features::all()).expect("a valid expression")
}

/// From minute 5 to minute 9.
const RANGE: Times = Times::Range { start: 5 * MINUTE, end: 9 * MINUTE, step: MINUTE };

fn explained(source: &MemorySource, text: &str, times: Times) -> Explanation {
    evaluate(source, &parsed(text), times, &Options::default()).expect("it evaluates").0
}

/// The words of each operator, indented by its depth.
fn words(text: &str, times: Times) -> Vec<String> {
    fn add(operator: &Operator, depth: usize, lines: &mut Vec<String>) {
        let role = operator.role.map_or(String::new(), |role| format!("{role}: "));
        lines.push(format!("{:depth$}{role}{}", "", operator.words));
        operator.inputs.iter().for_each(|input| add(input, depth + 1, lines));
    }
    let mut lines = Vec::new();
    add(&plan(&parsed(text), times, &Options::default()).expect("a plan").root, 0, &mut lines);
    lines
}

/// The notes of the first operator whose words begin so.
fn notes_of(explanation: &Explanation, words: &str) -> Vec<String> {
    fn find<'o>(operator: &'o Operator, words: &str) -> Option<&'o Operator> {
        let here = Some(operator).filter(|operator| operator.words.starts_with(words));
        here.or_else(|| operator.inputs.iter().find_map(|input| find(input, words)))
    }
    find(&explanation.root, words).map(|operator| operator.notes.clone()).unwrap_or_default()
}

#[test]
fn operators_are_called_what_promql_calls_them() {
    let instant = Times::Instant(10 * MINUTE);
    let table: &[(&str, &[&str])] = &[
        (
            "sum by(job)(rate(a{i!='1',job=\"x\"}[5m]))",
            &["sum by (job)", " rate [5m]", r#"  select a{i!="1",job="x"}"#],
        ),
        (
            "a+on(i)group_left(team)b offset 1m",
            &["+ on (i) group_left (team)", " left: select a", " right: select b offset 1m"],
        ),
        ("2 * -abs(a)", &["2 *", " right: unary -", "  abs", "   select a"]),
        ("a > bool 1 + 1", &["> bool", " left: select a", " right: 1 + 1"]),
        (
            "topk(3, a) or quantile(scalar(b), a)",
            &[
                "or",
                " left: topk (3)",
                "  select a",
                " right: quantile (…)",
                "  select a",
                "  parameter: scalar",
                "   select b",
            ],
        ),
        (
            "max_over_time(a[10m:2m] @ 100 offset -1m)",
            &["max_over_time [10m:2m]", " subquery [10m:2m] @ 100.000 offset -1m", "  select a"],
        ),
        (
            "label_join(timestamp(a), \"x\", \"-\", \"i\")",
            &["label_join (\"x\", \"-\", \"i\")", " timestamp", "  select a"],
        ),
        ("count_values(\"v\", {\"my.metric\"})", &["count_values (\"v\")", r#" select {__name__="my.metric"}"#]),
        (
            "histogram_quantiles(h, \"q\", 0.5, time())",
            &["histogram_quantiles (\"q\") (0.5, …)", " select h", " quantile: time"],
        ),
        ("hour()", &["hour", " vector", "  time"]),
        ("a[5m] smoothed", &["select a smoothed [5m]"]),
        ("'text'", &["\"text\""]),
        ("pi()", &["3.141592653589793"]),
    ];
    for (text, expected) in table {
        assert_eq!(words(text, instant), *expected, "{text}");
    }
}

#[test]
fn what_the_plan_resolved_is_noted() {
    let explain = |text| plan(&parsed(text), RANGE, &Options::default()).expect("a plan");
    let once = explain("a + a @ end()");
    assert_eq!(
        notes_of(&once, "step invariant"),
        ["the same at every step: evaluated once, at 1970-01-01T00:05:00Z, for 5 steps"]
    );
    assert_eq!(once.root.inputs[1].inputs[0].words, "select a @ 540.000");
    assert_eq!(once.root.inputs[1].inputs[0].reach, Some((4 * MINUTE + 1, 9 * MINUTE)));
    let subquery = explain("max_over_time(rate(a_total[1m])[3m:2m])");
    let grid = "3 steps of 2m from 1970-01-01T00:04:00Z to 1970-01-01T00:08:00Z";
    assert_eq!(notes_of(&subquery, "subquery"), [grid]);
    let totals = explain("histogram_count(rate(h[2m]))");
    assert_eq!(notes_of(&totals, "select h"), ["only count and sum of native histograms are kept"]);
    assert_eq!(totals.root.inputs[0].inputs[0].reach, Some((3 * MINUTE + 1, 9 * MINUTE)));
    assert!(totals.root.inputs[0].inputs[0].fused && !totals.root.inputs[0].fused);
}

#[test]
fn series_values_and_reads_are_counted() {
    let explanation = explained(&jobs(), "sum by (job) (rate(a_total[2m]))", RANGE);
    let counts = |operator: &Operator| operator.counts.clone().expect("it was evaluated");
    let (sum, rate) = (counts(&explanation.root), counts(&explanation.root.inputs[0]));
    let select = counts(&explanation.root.inputs[0].inputs[0]);
    assert_eq!((sum.series_in, sum.series, sum.series_out, sum.values), (3, 2, 2, 10));
    assert_eq!((rate.series_in, rate.series_out, rate.values, rate.rows), (3, 3, 15, 3));
    // Samples of minutes 4 to 9: a window begins after its first instant.
    assert_eq!((select.series, select.values), (3, 18));
    assert_eq!(select.reads.map(|reads| reads.samples), Some(18));
    assert_eq!(sum.total, sum.own + rate.total);
    assert_eq!(rate.total, rate.own + select.own);
    let evaluation = explanation.evaluation.expect("it was evaluated");
    assert_eq!((evaluation.result_type, evaluation.result_series, evaluation.result_values), ("matrix", 2, 10));
    assert_eq!(evaluation.stats.samples_decoded, 18);
}

#[test]
fn rows_made_twice_count_once() {
    // `or` reads its left side to decide, and again for the result.
    let explanation = explained(&jobs(), "b or b", RANGE);
    let left = explanation.root.inputs[0].counts.clone().expect("it was evaluated");
    assert_eq!((left.series_out, left.values, left.rows), (3, 15, 6));
    assert_eq!(left.reads.map(|reads| reads.samples), Some(2 * 3 * 9));
}

#[test]
fn label_sets_without_partner_are_named() {
    let matches = |text| explained(&jobs(), text, Times::Instant(9 * MINUTE)).root.counts.and_then(|it| it.matches);
    let labels = |text: &str| promql::parse_metric(text).expect("labels");
    let side = |examples: &[&str], series| Unmatched {
        label_sets: examples.len() as u64,
        series,
        examples: examples.iter().map(|text| labels(text)).collect(),
    };
    for text in ["a_total / on (i) b", "a_total and on (i) b", "a_total * on (i) group_left () b"] {
        let expected = Matches { matched: 2, left: side(&[r#"{i="1"}"#], 1), right: side(&[r#"{i="4"}"#], 1) };
        assert_eq!(matches(text), Some(expected), "{text}");
    }
    let by_job = Matches { matched: 0, left: side(&[r#"{job="x"}"#, r#"{job="y"}"#], 3), right: side(&["{}"], 3) };
    assert_eq!(matches("a_total unless on (job) b"), Some(by_job));
    let nothing = Matches { matched: 0, left: Unmatched::default(), right: side(&[r#"{i="2"}"#], 1) };
    assert_eq!(matches("nothing / on (i) b{i='2'}"), Some(nothing), "even where one side is empty");
    assert_eq!(matches("b / 2"), None);
    let many: Vec<String> = (0..8).map(|index| format!("c{{i=\"{index}\"}}")).collect();
    let many = source(&many.iter().map(String::as_str).collect::<Vec<_>>());
    let found = explained(&many, "c / on (i) c{i='0'}", Times::Instant(0)).root.counts.and_then(|it| it.matches);
    assert_eq!(found.map(|found| (found.left.label_sets, found.left.examples.len())), Some((7, 5)));
}

/// What does not depend on time and threads.
fn without_times(operator: &Operator) -> Operator {
    let counts =
        operator.counts.clone().map(|counts| Counts { own: Default::default(), total: Default::default(), ..counts });
    Operator { counts, inputs: operator.inputs.iter().map(without_times).collect(), ..operator.clone() }
}

#[test]
fn threads_change_neither_counts_nor_answers() {
    let metrics: Vec<String> = (0..300).map(|index| format!("m_total{{i=\"{index}\",g=\"{}\"}}", index % 7)).collect();
    let source = source(&metrics.iter().map(String::as_str).collect::<Vec<_>>());
    for text in [
        "sum by (g) (rate(m_total[3m]))",
        "topk by (g) (2, m_total) / on (i) m_total{g='1'}",
        "m_total > 3 and on (g) (m_total{i=~'1.*'} or m_total{g='0'})",
        "absent_over_time(m_total[1m]) or quantile_over_time(0.5, m_total[5m:1m])",
        "m_total[5m]",
        "info(m_total)",
    ] {
        let times = if text.ends_with(']') { Times::Instant(9 * MINUTE) } else { RANGE };
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool");
            let options = Options::default();
            let (explanation, result) =
                pool.install(|| evaluate(&source, &parsed(text), times, &options)).expect("it evaluates");
            (without_times(&explanation.root), result.value)
        };
        let one = run(1);
        assert!(run(4) == one, "{text}");
        let plain = match times {
            Times::Instant(time) => crate::engine::instant(&source, &parsed(text), time, &Options::default()),
            Times::Range { start, end, step } => {
                crate::engine::range(&source, &parsed(text), start, end, step, &Options::default())
            }
        };
        assert!(plain.expect("it evaluates").value == one.1, "{text}");
    }
}
