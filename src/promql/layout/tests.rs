//! What expressions look like when they are laid out, and that nothing of them is lost.

use super::{LayoutError, Pieces, is_same, lay_out};
use crate::promql::{Features, parse};
use proptest::prelude::*;

#[track_caller]
fn laid_out(text: &str) -> String {
    let all = Features::all();
    let once = lay_out(text, all).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(lay_out(&once, all).as_ref(), Ok(&once), "a second time");
    once
}

#[test]
fn short_expressions_stay_on_one_line() {
    for (text, expected) in [
        ("1+1", "1 + 1"),
        ("  sum  by(job ,instance)( rate(x [5m] ) ) ", "sum by (job, instance) (rate(x[5m]))"),
        ("SUM(x)BY(job)", "sum by (job) (x)"),
        ("sum(sum(x) without (a)) by (b)", "sum by (b) (sum without (a) (x))"),
        ("topk( 3,x )by()", "topk by () (3, x)"),
        ("a AND ON ( b ) d + ON(b) GROUP_LEFT(c) e", "a and on (b) d + on (b) group_left (c) e"),
        ("a*ignoring(x)group_right d", "a * ignoring (x) group_right d"),
        ("a == BOOL-1", "a == bool -1"),
        ("- a ^ - 2", "-a ^ -2"),
        ("a - -b + +3", "a - -b + +3"),
        ("a * on(b) -c", "a * on (b) -c"),
        ("x { a = 'b' , c=~\"d\" , }", "x{a='b',c=~\"d\"}"),
        ("{ \"a.b\" , 'c d' != `e` }", "{\"a.b\",'c d'!=`e`}"),
        ("a and {b='c'}", "a and {b='c'}"),
        ("x[ 0x10 ] @ 1e3 offset - 1h30m", "x[0x10] @ 1e3 offset -1h30m"),
        ("x [ 5m : ] @ END( )", "x[5m:] @ end()"),
        ("rate(x[1m])[5m : 90] offset(1m*2)", "rate(x[1m])[5m:90] offset (1m * 2)"),
        ("x[MAX_OF( 5m,step( ) )]", "x[max_of(5m, step())]"),
        ("rate(x[5m] ANCHORED )+y smoothed", "rate(x[5m] anchored) + y smoothed"),
        ("a + fill_left( -1 )fill_right(0) b", "a + fill_left (-1) fill_right (0) b"),
        ("by + without{a='b'} - sum * AND", "by + without{a='b'} - sum * AND"),
        ("sum by(by,AND, \"a b\",)(x)", "sum by (by, AND, \"a b\") (x)"),
        ("info(x,{a='b'})", "info(x, {a='b'})"),
        ("NaN > bool Inf", "NaN > bool Inf"),
        ("time ( )", "time()"),
        ("label_replace(x,'a','$1',`b`,'(.*)')", "label_replace(x, 'a', '$1', `b`, '(.*)')"),
        ("((a))", "((a))"),
    ] {
        assert_eq!(laid_out(text), expected, "{text}");
    }
}

const LONG: &str = "a_metric_with_a_long_name{and_a_label=\"with a long value\",and_another=\"with another value\"}";

#[test]
fn long_expressions_are_split_as_prometheus_splits_them() {
    let text = format!("sum by (job) (rate({LONG}[5m])) / sum by (job) (rate({LONG}[5m])) > 0.05");
    insta::assert_snapshot!(laid_out(&text), @r#"
    sum by (job) (
      rate(
        a_metric_with_a_long_name{and_a_label="with a long value",and_another="with another value"}[5m]
      )
    )
    /
    sum by (job) (
      rate(
        a_metric_with_a_long_name{and_a_label="with a long value",and_another="with another value"}[5m]
      )
    )
    > 0.05
    "#);
    let text = format!("a or b + on(x) {LONG}");
    insta::assert_snapshot!(laid_out(&text), @r#"
    a
    or
        b
      + on (x)
        a_metric_with_a_long_name{and_a_label="with a long value",and_another="with another value"}
    "#);
    let text = format!("-(topk(5, {LONG} * 2) or last_over_time(({LONG} * 2)[5m:1m] offset 1m))");
    insta::assert_snapshot!(laid_out(&text), @r#"
    -(
        topk(
          5,
          a_metric_with_a_long_name{and_a_label="with a long value",and_another="with another value"} * 2
        )
      or
        last_over_time(
          (a_metric_with_a_long_name{and_a_label="with a long value",and_another="with another value"} * 2)[5m:1m] offset 1m
        )
    )
    "#);
}

#[test]
fn comments_stay_with_what_they_stand_beside() {
    let text = "# the whole\n  # two lines\nsum # the sum\n( # of\nrate(x[5m]) # rates\n# none left\n) by (job) # per job\n# the end";
    insta::assert_snapshot!(laid_out(text), @r#"
    # the whole
    # two lines
    sum by (job) ( # the sum
      # of
      rate(x[5m]) # rates
      # none left
    ) # per job
    # the end
    "#);
    let text = "a # left\n/ # by\n# right\nb # behind";
    insta::assert_snapshot!(laid_out(text), @r#"
    a # left
    / # by
    # right
    b # behind
    "#);
    let text = "x{a='b', # first\n # second\nc='d' # comma\n, # more\n}[5m] # range\n offset 1m";
    insta::assert_snapshot!(laid_out(text), @r#"
    x{
      a='b', # first
      # second
      c='d' # comma
      # more
    }[5m] # range
      offset 1m
    "#);
    let text = "topk(3 # three\n, # of\nsum(x) by (a, # here\nb) # there\n)";
    insta::assert_snapshot!(laid_out(text), @r#"
    topk(
      3, # three
      # of
      sum(
        x
      ) by (a, # here
        b) # there
    )
    "#);
    assert_eq!(laid_out("x # '\"{ \t\r\n"), "x # '\"{");
    assert_eq!(laid_out("#only\n#these\n\n x"), "#only\n#these\nx");
}

#[test]
fn what_does_not_parse_is_told() {
    let Err(LayoutError::Parse(error)) = lay_out("sum(", Features::all()) else { panic!("it is no expression") };
    assert_eq!(error.to_string(), "1:5: parse error: unclosed left parenthesis");
}

/// Without comments, and spelled as Prometheus spells, all that is in parentheses looks as Prometheus prints it, but for
/// numbers on the right of an operator.
#[test]
fn it_looks_as_prometheus_prints() {
    for text in SEEDS {
        let mut expected = String::new();
        for line in parse(&format!("({text})"), Features::all()).expect("it parses").pretty().lines() {
            let is_number = line.trim().parse::<f64>().is_ok() && !expected.ends_with(['(', ',']);
            expected += if is_number {
                " "
            } else if expected.is_empty() {
                ""
            } else {
                "\n"
            };
            expected += if is_number { line.trim() } else { line };
        }
        assert_eq!(laid_out(&format!("({text})")), expected);
        assert_eq!(laid_out(&expected), expected);
    }
}

const SEEDS: &[&str] = &[
    "sum by (job) (rate(http_requests_total{code=~\"5..\",job=\"api\"}[5m])) / sum by (job) (rate(http_requests_total{job=\"api\"}[5m])) > 0.05",
    "histogram_quantile(0.99, sum by (le, namespace, service_name_long) (rate(request_duration_seconds_bucket{job=\"x\"}[5m])))",
    "(avg by (cluster) (node_load1) - on (cluster) group_left (team) max_over_time(node_load5[10m])) unless on (cluster) absent(node_load15)",
    "topk(5, sum without (instance, pod) (rate(container_cpu_usage_seconds_total{container!=\"\"}[2m] offset 1h))) or vector(0)",
    "max_over_time((sum(x) / sum(yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy))[1h:5m])",
    "-a ^ -2 * (b + c) % 3",
    "label_replace(up{job=\"a\"}, \"b\", \"$1\", \"instance\", \"(.*):.*\") == bool 1",
    "predict_linear(node_filesystem_avail_bytes{fstype!~\"tmpfs|ramfs\",mountpoint=\"/\"}[6h], 4 * 3600) < 0 and ALERTS{x=\"y\"}",
];

/// A seed in other words: between its tokens stand blanks, line breaks and comments.
fn scattered() -> impl Strategy<Value = String> {
    let between = prop_oneof![
        6 => Just(" ".to_string()),
        2 => Just("\n".to_string()),
        2 => Just("  \t ".to_string()),
        1 => Just(" # c\n".to_string()),
        1 => Just("\n# d\n".to_string()),
        1 => Just(" # e\r\n  # f '\"(\n\n".to_string()),
    ];
    (0..SEEDS.len(), proptest::collection::vec(between, 1..60)).prop_map(|(seed, between)| {
        let tokens = crate::promql::lexer::lex(SEEDS[seed]).tokens;
        let mut text = String::new();
        for (index, token) in tokens.iter().enumerate() {
            // No comment may follow an opening bracket.
            text += if text.ends_with('[') { " " } else { &between[index % between.len()] };
            text += &SEEDS[seed][token.span.start as usize..token.span.end as usize];
        }
        text
    })
}

proptest! {
    #[test]
    fn nothing_is_lost_and_a_second_time_changes_nothing(text in scattered()) {
        let all = Features::all();
        let once = lay_out(&text, all).expect("it is laid out");
        prop_assert_eq!(&lay_out(&once, all).expect("it is laid out"), &once);
        let (before, after) = (parse(&text, all).expect("it parses"), parse(&once, all).expect("it parses"));
        prop_assert!(is_same(&before, &after));
        prop_assert!(Pieces::new(&text, &before).comments().eq(Pieces::new(&once, &after).comments()));
        prop_assert!(once.lines().all(|line| line.trim_end() == line), "no blanks at the ends of lines: {once:?}");
        prop_assert!(!once.starts_with([' ', '\n']), "the first line begins in the first column: {once:?}");
    }
}
