//! What parses, what does not, why not, and how it prints: the table `testdata/promql/verdicts.txt`.

use promq::{
    model::matcher::MatchKind,
    promql::{Features, delete_label_matcher, parse, parse_metric, parse_selector, set_label_matcher},
};

/// The verdict in the form of the table: `ok`, `ok => canonical text`, or `line:column message`.
fn verdict(text: &str) -> String {
    match parse(text, Features::all()) {
        Ok(expression) => match expression.to_string() {
            printed if printed == text => "ok".to_owned(),
            printed => format!("ok => {printed}"),
        },
        Err(error) => error.to_string().replacen(": parse error:", "", 1),
    }
}

#[test]
fn every_expression_of_the_table_gets_its_verdict() {
    let table = include_str!("../testdata/promql/verdicts.txt");
    let mut differences = Vec::new();
    let mut rows = 0;
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
        let (text, expected) = line.split_once('\t').expect("an expression, a tab, a verdict");
        let text = text.replace('⏎', "\n").replace("<U+00A0>", "\u{a0}");
        let got = verdict(&text);
        rows += 1;
        if got.replace('\n', "⏎") != expected {
            differences.push(format!("{text}\n  expected {expected}\n  got      {got}"));
        }
    }
    assert!(rows > 100, "the table has only {rows} rows");
    assert!(differences.is_empty(), "{} of {rows} differ:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn features_gate_what_they_should() {
    let message = |text: &str, features: Features| parse(text, features).map(|_| ()).map_err(|error| error.to_string());
    let gated = [
        ("mad_over_time(x[5m])", "1:1: parse error: function \"mad_over_time\" is not enabled"),
        ("start()", "1:1: parse error: function \"start\" is not enabled"),
        (
            "a + limitk(1, x)",
            "1:5: parse error: limitk() is experimental and must be enabled with --enable-feature=promql-experimental-functions",
        ),
        (
            "limit_ratio(1)",
            "1:1: parse error: limit_ratio() is experimental and must be enabled with --enable-feature=promql-experimental-functions",
        ),
        ("x anchored", "1:1: parse error: anchored modifier is experimental and not enabled"),
        ("1 smoothed", "1:1: parse error: smoothed modifier is experimental and not enabled"),
        ("a + fill(1) b", "1:1: parse error: binop fill modifiers are experimental and not enabled"),
        ("a + fill(1) b ^ nosuch(c)", "1:17: parse error: unknown function with name \"nosuch\""),
        ("a + fill(1) b $", "1:15: parse error: unexpected character: '$'"),
    ];
    for (text, error) in gated {
        assert_eq!(message(text, Features::default()), Err(error.to_owned()), "{text}");
    }
    for text in ["x[step() + 1]", "x offset max_of(1, range())", "a </ 1", "fill + fill"] {
        assert_eq!(message(text, Features::default()), Ok(()), "{text}");
    }
}

#[test]
fn errors_come_in_prometheus_order_of_discovery() {
    // An unknown function is found before the next token is looked at, missing arguments only after that.
    for (text, expected) in [
        ("nosuch(x) $", "1:1 unknown function with name \"nosuch\""),
        ("nosuch(x", "1:9 unclosed left parenthesis"),
        ("sum() by (a) $", "1:1 no arguments for aggregate expression provided"),
        ("sum by (a) () $", "1:1 no arguments for aggregate expression provided"),
        ("topk(x) $", "1:9 unexpected character: '$'"),
        ("abs(x, $", "1:8 unexpected character: '$'"),
        ("abs(x, ]", "1:8 unexpected right bracket ']'"),
        ("abs(x, ,", "1:6 trailing commas not allowed in function call args"),
        ("x{a=~\"(\",$", "1:3 error parsing regexp: missing closing ): `(`"),
        ("x[0 $", "1:5 unexpected character: '$'"),
        ("x[1/0 $", "1:7 unexpected character: '$'"),
        ("x[1/0 5", "1:4 division by zero"),
        ("x[0 5", "1:3 duration must be greater than 0"),
        ("1[5m] $", "1:2 ranges only allowed for vector selectors"),
        (
            "1 offset 5m $",
            "1:1 offset modifier must be preceded by an instant vector selector or range vector selector or a subquery",
        ),
        ("1 offset (5m) $", "1:15 unexpected character: '$'"),
        (
            "1 offset -(5m) $",
            "1:1 offset modifier must be preceded by an instant vector selector or range vector selector or a subquery",
        ),
        (
            "1 @ 5 $",
            "1:1 @ modifier must be preceded by an instant vector selector or range vector selector or a subquery",
        ),
        ("rate(x) + (", "1:12 unclosed left parenthesis"),
        ("rate(x) + )", "1:12 unexpected right parenthesis ')'"),
        ("rate(x) + 1 == 2", "1:6 expected type range vector in call to function \"rate\", got instant vector"),
        ("x @ 1e30 @ 5", "1:1 timestamp out of bounds for @ modifier: 1000000000000000019884624838656.000000"),
        ("x * on(a) group_left", "1:21 unexpected end of input in grouping opts, expected \"(\""),
    ] {
        assert_eq!(verdict(text), expected, "{text}");
    }
}

#[test]
fn empty_text_has_no_position() {
    assert_eq!(
        parse("", Features::default()).unwrap_err().to_string(),
        "unknown position: parse error: no expression found in input"
    );
    let error = parse("\n  foo bar", Features::default()).unwrap_err();
    assert_eq!((error.position, error.span.map(|span| (span.start, span.end))), (Some((2, 7)), Some((7, 10))));
    assert_eq!(error.moved_down(4).to_string(), "6:7: parse error: unexpected identifier \"bar\"");
}

#[test]
fn spans_cover_what_was_read() {
    let text = "  -rate(a:b{c=\"d\"} [5m] offset 1m) + on (x) (sum(y @ 5) by (z) [1h:])";
    let tree = parse("max_over_time((x)[5m:] offset -(1m))", Features::default()).unwrap();
    assert_eq!((tree.span().start, tree.span().end), (0, 36));
    let error = parse(text, Features::default()).unwrap_err();
    assert_eq!(error.message, "binary expression must contain only scalar and instant vector types");
    let covered = error.span.map(|span| &text[span.start as usize..span.end as usize]);
    assert_eq!(covered, Some("(sum(y @ 5) by (z) [1h:])"));
    let selectors = "a{b=\"c\"}[5m] offset 1m @ end()";
    let tree = parse(selectors, Features::default()).unwrap();
    assert_eq!((tree.span().start, tree.span().end as usize), (0, selectors.len()));
}

#[test]
fn long_expressions_are_split() {
    let verdicts = [
        (
            "sum(rate(http_server_requests_total{code=~\"5..\"}[5m])) by (job) / sum(rate(http_server_requests_total[5m])) by (job) > 0.05",
            "    sum by (job) (rate(http_server_requests_total{code=~\"5..\"}[5m]))\n  /\n    sum by (job) (rate(http_server_requests_total[5m]))\n>\n  0.05",
        ),
        ("sum by (job) (x) # short", "sum by (job) (x)"),
    ];
    for (text, expected) in verdicts {
        assert_eq!(parse(text, Features::default()).unwrap().pretty(), expected);
    }
    let name = "a".repeat(90);
    let pretty = |text: String| parse(&text, Features::default()).unwrap().pretty();
    // A short subquery inside of a long call stands without indentation: that is how Prometheus does it.
    let expected = format!("sum(\n  max_over_time(\n{name}[5m:1m]\n  )\n)");
    assert_eq!(pretty(format!("sum(max_over_time({name}[5m:1m]))")), expected);
    let expected = format!("-(\n    {name} + b\n  +\n    1234567\n)");
    assert_eq!(pretty(format!("-({name} + b + 1234567)")), expected);
    let expected = format!("topk by (a) (\n  3,\n  (\n    -{name} offset 5m\n  )\n)");
    assert_eq!(pretty(format!("topk(3, (-{name} offset 5m)) by (a)")), expected);
}

#[test]
fn matchers_are_set_and_deleted() {
    let set = |text: &str, kind, name: &str, value: &str| {
        set_label_matcher(text, Features::all(), kind, name, value).map_err(|error| error.to_string())
    };
    assert_eq!(
        set("x{a=\"b\",a!=\"c\"} + rate(y[5m])", MatchKind::Regex, "a", "z.*").as_deref(),
        Ok("x{a=~\"z.*\",a=~\"z.*\"} + rate(y{a=~\"z.*\"}[5m])")
    );
    assert_eq!(set("x", MatchKind::Equal, "__name__", "y").as_deref(), Ok("x{__name__=\"y\"}"));
    assert_eq!(set("x +", MatchKind::Equal, "a", "b").unwrap_err(), "1:4: parse error: unexpected end of input");
    assert_eq!(set("x", MatchKind::NotRegex, "a", "(").unwrap_err(), "error parsing regexp: missing closing ): `(`");
    let deleted = delete_label_matcher("x{a=\"b\",c=\"d\",a=~\"e\"} or sum({f=\"g\",a=\"h\"})", Features::all(), "a");
    assert_eq!(deleted.as_deref(), Ok("x{c=\"d\"} or sum({f=\"g\"})"));
}

#[test]
fn selectors_and_metrics_stand_alone() {
    let selector = |text: &str| parse_selector(text).map(|list| list.len()).map_err(|error| error.to_string());
    assert_eq!(selector("{}"), Ok(0));
    assert_eq!(selector("up{a=~\"b\"}"), Ok(2));
    assert_eq!(selector("up[5m]").unwrap_err(), "1:3: parse error: unexpected \"[\"");
    assert_eq!(selector("up offset 5m").unwrap_err(), "1:4: parse error: unexpected <offset>");
    let metric = |text: &str| parse_metric(text).map(|labels| labels.to_string()).map_err(|error| error.to_string());
    assert_eq!(metric("").as_deref(), Ok("{}"));
    assert_eq!(metric("up{b=\"1\",'c d'=`2`,e=\"\",}").as_deref(), Ok("{__name__=\"up\", b=\"1\", \"c d\"=\"2\"}"));
    assert_eq!(metric("{\"up\"}").as_deref(), Ok("{__name__=\"up\"}"));
    assert_eq!(
        metric("up{a!=\"b\"}").unwrap_err(),
        "1:5: parse error: unexpected <op:!=> in label set, expected \"=\""
    );
}

/// The position is where Prometheus says that the error is; the span is what is wrong.
#[test]
fn spans_of_what_cannot_be_split_are_exact() {
    for (text, position, expected) in [
        ("sum(up))", (1, 9), ")"),
        ("a + )", (1, 6), ")"),
        ("x[)5m]", (1, 4), ")"),
        ("x[:5m]", (1, 4), ":"),
        ("x[5m:1:1m]", (1, 7), ":"),
        ("a $ b", (1, 3), "$"),
        ("a é b", (1, 3), "é"),
        ("a ! b", (1, 3), "! "),
        ("a =~ b", (1, 3), "=~"),
        ("a]", (1, 2), "]"),
        ("1 + 0x1.2", (1, 5), "0x1."),
        ("x[5q]", (1, 3), "5"),
        ("x[5m é]", (1, 6), "é"),
        ("x{a='b' é}", (1, 9), "é"),
        ("x{a!'b'}", (1, 4), "!'"),
        ("x{a='b'", (1, 8), ""),
        ("sum(up", (1, 7), ""),
        ("x[5m", (1, 5), ""),
        ("x{a='b\n'}", (1, 5), "'b"),
        ("x{a=\"b\\zc\"}", (1, 5), "\\z"),
        ("x{a=\"b\\x4\"}", (1, 5), "\\x4\""),
        ("x{a=`b", (1, 5), "`b"),
    ] {
        let error = parse(text, Features::all()).unwrap_err();
        let span = error.span.expect("a place");
        let covered = text.get(span.start as usize..span.end as usize);
        assert_eq!((error.position, covered), (Some(position), Some(expected)), "{text}: {error}");
    }
}
