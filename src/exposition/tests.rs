//! Exposition bodies with what they hold, or with what is wrong in them.

use super::*;
use crate::model::{labels::Labels, sample::NORMAL_NAN_BITS};
use proptest::prelude::*;

const NOW: i64 = 1_000;

fn read(text: &str) -> Exposition {
    parse(text.as_bytes(), NOW, ParseOptions::default()).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

fn samples(text: &str) -> Vec<(String, i64, f64)> {
    let exposition = read(text);
    let all = exposition.series.iter().flat_map(|(labels, columns)| {
        let points = columns.timestamps.iter().zip(&columns.values);
        points.map(move |(timestamp, value)| (labels.to_string(), *timestamp, *value))
    });
    all.collect()
}

fn error(text: &[u8]) -> String {
    match parse(text, NOW, ParseOptions::default()) {
        Ok(exposition) => format!("{:?}", exposition.series),
        Err(error) => error.to_string(),
    }
}

#[test]
fn text_samples() {
    let text = "\n  a  {  b = \"1\" , \"c d\"=\"x\\\"\\\\\\n\\t\" , }  1.5\t123 \n\tb:c +Inf\n{\"d é\",x=\"y\" z=\"\"} 2\nlast{} 0x1e";
    assert_eq!(error(text.as_bytes()), "line 5, column 8: strconv.ParseFloat: parsing \"0x1e\": invalid syntax");
    let text = text.replace("0x1e", "1e3");
    assert_eq!(
        samples(&text),
        [
            (r#"{__name__="a", b="1", "c d"="x\"\\\n\\t"}"#.into(), 123, 1.5),
            (r#"{__name__="b:c"}"#.into(), NOW, f64::INFINITY),
            (r#"{__name__="d é", x="y"}"#.into(), NOW, 2.0),
            (r#"{__name__="last"}"#.into(), NOW, 1000.0),
        ]
    );
    assert_eq!(samples("x{a=\"line\nbreak\"} 1\ny 2")[0].0, r#"{__name__="x", a="line\nbreak"}"#);
}

#[test]
fn metadata() {
    let text = "# HELP a  two \\\\ \\n \\\"\n# TYPE a counter\n#HELP b no\n# HELPX\n#\n# TYPE \"c d\" untyped\n# HELP a again\n# HELP e\n";
    let families = read(text).families;
    let family = |name: &str, kind, help: Option<&str>| FamilyMetadata {
        name: name.into(),
        kind,
        help: help.map(str::to_owned),
        unit: None,
    };
    assert_eq!(
        families,
        [
            family("a", Some(MetricType::Counter), Some("again")),
            family("c d", Some(MetricType::Unknown), None),
            family("e", None, Some("")),
        ]
    );
    let mut parser = Parser::new(text.as_bytes(), Format::Text);
    assert_eq!(parser.next_event(), Ok(Some(Event::Help { name: "a".into(), text: " two \\ \n \\\"".into() })));
    parser.next_event().unwrap();
    assert_eq!(parser.next_event(), Ok(Some(Event::Comment("#HELP b no".into()))));
    assert_eq!(parser.line(), 3);

    let units = "# HELP a_s x \\\"\n# TYPE a_s unknown\n# UNIT a_s s\n# UNIT b \n# EOF\n";
    let families = read(units).families;
    assert_eq!((families[0].unit.as_deref(), families[1].unit.as_deref()), (Some("s"), Some("")));
    assert_eq!(families[0].help.as_deref(), Some("x \""));
}

#[test]
fn openmetrics_samples() {
    let text = "# TYPE a counter\na_total{x=\"1\",} 2 1700000000.289 # {trace=\"é\"} 0.5 1.5\na_created 3\n{\"b c\"} NaN -1.0009\n# EOF";
    assert_eq!(Format::detect(text.as_bytes()), Format::OpenMetrics);
    let exposition = read(text);
    let first = |index: usize| (exposition.series[index].1.timestamps[0], exposition.series[index].1.values[0]);
    assert_eq!(first(0), (1_700_000_000_289, 2.0));
    assert_eq!(first(1), (NOW, 3.0));
    assert_eq!(first(2).0, -1000);
    assert_eq!(first(2).1.to_bits(), NORMAL_NAN_BITS);

    let mut parser = Parser::new(text.as_bytes(), Format::OpenMetrics);
    parser.next_event().unwrap();
    let Ok(Some(Event::Sample(sample))) = parser.next_event() else { panic!("no sample") };
    let exemplar = sample.exemplar.unwrap();
    assert_eq!(
        (exemplar.labels, exemplar.value, exemplar.timestamp),
        (&[("trace".into(), "é".into())][..], 0.5, Some(1500))
    );
}

#[test]
fn bounds_are_normalized() {
    let text = "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"1e6\"} 1\nh_bucket{le=\"+Inf\"} 1\nother{le=\"x\",quantile=\"1\"} 1\n\
                # TYPE s summary\ns{quantile=\"0\"} 1\ns{quantile=\"0.5\",le=\"1\"} 1\n# TYPE g gauge\ng{le=\"1\"} 1\n";
    let labels: Vec<String> = samples(text).into_iter().map(|(labels, ..)| labels).collect();
    assert_eq!(
        labels,
        [
            r#"{__name__="h_bucket", le="1.0"}"#,
            r#"{__name__="h_bucket", le="1e+06"}"#,
            r#"{__name__="h_bucket", le="+Inf"}"#,
            r#"{__name__="other", le="x", quantile="1"}"#,
            r#"{__name__="s", quantile="0.0"}"#,
            r#"{__name__="s", le="1", quantile="0.5"}"#,
            r#"{__name__="g", le="1"}"#,
        ]
    );
}

#[test]
fn samples_of_a_series_are_sorted_and_the_first_of_a_time_counts() {
    let exposition = read("a 1 20\nb 1\na 2 10\na 3 20\na{x=\"\"} 1 20\n");
    let (labels, columns) = &exposition.series[0];
    assert_eq!((columns.timestamps.as_slice(), columns.values.as_slice()), (&[10, 20][..], &[2.0, 1.0][..]));
    assert_eq!(exposition.duplicates, [DuplicateSample { line: 4, labels: labels.clone(), timestamp: 20 }]);
}

#[test]
fn faults_in_text() {
    for (text, expected) in [
        (&b"1a 2"[..], "line 1, column 1: expected a valid start token, got \"1a 2\""),
        (
            b"\xef\xbb\xbfa 1",
            "line 1, column 1: expected a valid start token, got \"\\ufeffa 1\" (the input starts with a byte order mark)",
        ),
        (b"a", "line 1, column 2: expected value after metric, got \"\""),
        (b"a\nb 1", "line 1, column 2: expected value after metric, got \"\\n\""),
        (b"a b", "line 1, column 3: strconv.ParseFloat: parsing \"b\": invalid syntax"),
        (b"a 1_0", "line 1, column 3: unsupported character in float \"1_0\""),
        (b"a 1e999", "line 1, column 3: strconv.ParseFloat: parsing \"1e999\": value out of range"),
        (b"a 1 -5", "line 1, column 5: expected timestamp or new record, got \"-5\""),
        (b"a 1 2.5", "line 1, column 6: expected next entry after timestamp, got \".5\""),
        (
            b"a 1 99999999999999999999",
            "line 1, column 5: strconv.ParseInt: parsing \"99999999999999999999\": value out of range",
        ),
        (
            b"a 1\r\n",
            "line 1, column 3: strconv.ParseFloat: parsing \"1\\r\": invalid syntax (the line ends with CRLF, only LF is allowed)",
        ),
        (b"a{b=\"1\"", "line 1, column 8: expected label name, got \"\""),
        (b"a{b=\"1} 2", "line 1, column 5: expected label value in quotes, got \"\\\"1} 2\""),
        (b"a{b 1}", "line 1, column 5: expected \"=\" after a label name, got \"1}\""),
        (b"a{,} 1", "line 1, column 3: expected label name, got \",} 1\""),
        (b"a{b=\"\xff\"} 1", "line 1, column 6: invalid UTF-8 in label value: \"\\xff\""),
        (b"a{b=\"1\",b=\"2\"} 1", "line 1, column 1: label name \"b\" is not unique"),
        (b"a{__name__=\"b\"} 1", "line 1, column 1: label name \"__name__\" is not unique"),
        (b"a{\"b\"} 1", "line 1, column 3: metric name already set"),
        (b"{\"a\",\"b\"} 1", "line 1, column 6: metric name already set"),
        (b"{a=\"b\"} 1", "line 1, column 1: metric name not set"),
        (b"{\"\"} 1", "line 1, column 1: metric name not set"),
        (b"a{\"\"=\"x\"} 1", "line 1, column 3: label name is empty"),
        (b"a{}{} 1", "line 1, column 4: expected value after metric, got \"{} 1\""),
        (
            b"\n# TYPE a gauge\r\n",
            "line 2, column 10: invalid metric type \"gauge\\r\" (the line ends with CRLF, only LF is allowed)",
        ),
        (b"# TYPE a  gauge", "line 1, column 10: invalid metric type \" gauge\""),
        (b"# TYPE a gaugehistogram", "line 1, column 10: invalid metric type \"gaugehistogram\""),
        (b"# HELP 1 x", "line 1, column 8: expected metric name after HELP, got \"1 x\""),
        (b"# HELP a \xff", "line 1, column 10: invalid UTF-8 in help text: \"\\xff\""),
        (b"a 1\n\0", "line 2, column 1: expected a valid start token, got \"\\x00\" (the line contains a NUL byte)"),
        (
            b"\x1f\x8b\x08",
            "line 1, column 1: expected a valid start token, got \"\\x1f\\x8b\\b\" (the input seems to be compressed with gzip)",
        ),
    ] {
        assert_eq!(error(text), expected);
    }
}

#[test]
fn faults_in_openmetrics() {
    for (text, expected) in [
        ("a 1\n# EOF\n# EOF", "line 3, column 1: unexpected data after # EOF"),
        ("a 1\n\n# EOF", "line 2, column 1: expected a valid start token, got \"\\n\""),
        ("# comment\n# EOF", "line 1, column 1: expected a valid start token, got \"# comment\\n\""),
        ("a  1\n# EOF", "line 1, column 2: expected value after metric, got \"  1\\n\""),
        ("a 1 \n# EOF", "line 1, column 4: expected timestamp or new record, got \" \\n\""),
        ("a 1 NaN\n# EOF", "line 1, column 5: invalid timestamp NaN"),
        ("a 1 1e300\n# EOF", "line 1, column 5: invalid timestamp 1e+300"),
        ("a{b=\"1\" c=\"2\"} 1\n# EOF", "line 1, column 8: expected \",\" or \"}\", got \" c=\\\"2\\\"} 1\\n\""),
        ("a{b=\"1\n2\"} 1\n# EOF", "line 1, column 5: expected label value in quotes, got \"\\\"1\\n\""),
        ("a 1 2 # {a=\"b\"}\n# EOF", "line 1, column 16: expected value after exemplar labels, got \"\\n\""),
        ("a 1 # {\"b\"} 1\n# EOF", "line 1, column 11: expected \"=\" after a label name, got \"} 1\\n\""),
        ("a 1 # {} 1 2 3\n# EOF", "line 1, column 13: expected next entry after exemplar timestamp, got \" 3\\n\""),
        ("# TYPE a untyped\n# EOF", "line 1, column 10: invalid metric type \"untyped\""),
        ("# UNIT a_x s\n# EOF", "line 1, column 12: unit \"s\" not a suffix of metric \"a_x\""),
        ("# UNIT as s\n# EOF", "line 1, column 11: unit \"s\" not a suffix of metric \"as\""),
        ("# HELP a\n# EOF", "line 1, column 9: expected text in HELP, got \"\\n\""),
    ] {
        assert_eq!(error(text.as_bytes()), expected);
    }
    let options = ParseOptions { format: Some(Format::OpenMetrics) };
    for (text, expected) in [
        ("a 1\n", "line 2, column 1: data does not end with # EOF"),
        ("a 1", "line 1, column 4: data does not end with # EOF"),
        ("", "line 1, column 1: data does not end with # EOF"),
        ("# TYPE a gauge", "line 1, column 15: data does not end with # EOF"),
    ] {
        assert_eq!(
            parse(text.as_bytes(), NOW, options).map(|_| ()).map_err(|error| error.to_string()),
            Err(expected.into())
        );
    }
}

#[test]
fn a_parser_can_go_on_after_a_fault() {
    let mut parser = Parser::new(b"a 1\nb x\n\nc y\nd 2\ne z", Format::Text);
    let mut seen = Vec::new();
    loop {
        match parser.next_event() {
            Ok(Some(Event::Sample(sample))) => seen.push(sample.name().to_owned()),
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(error) => {
                seen.push(error.line.to_string());
                parser.skip_line();
            }
        }
    }
    assert_eq!(seen, ["a", "2", "4", "d", "6"]);
}

#[test]
fn a_huge_line_takes_linear_time() {
    let mut text = b"a{b=\"".to_vec();
    text.resize(10 << 20, b'\\');
    assert!(error(&text).starts_with("line 1, column 5: expected label value in quotes, got "));
    let long = format!("a{{b=\"{}\"}} 1", "x".repeat(17 << 20));
    assert_eq!(error(long.as_bytes()), "line 1, column 5: 17825792 bytes are too long for a name or value");
}

/// The text of one sample in either format.
fn write(labels: &Labels, value: f64, timestamp: i64, format: Format) -> String {
    let escape = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let pairs: Vec<String> = labels
        .iter()
        .map(|(name, value)| match name {
            "__name__" => format!("\"{}\"", escape(value)),
            _ => format!("\"{}\"=\"{}\"", escape(name), escape(value)),
        })
        .collect();
    let time = match format {
        Format::Text => timestamp.to_string(),
        Format::OpenMetrics => format!("{}.{:03}", timestamp / 1000, timestamp % 1000),
    };
    format!("{{{}}} {} {time}\n", pairs.join(","), crate::golang::float::format_g(value))
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(
        labels in prop::collection::btree_map("[a-zé\\\\\"\n ]{1,4}", "[a-zé\\\\\"\n{}=,# ]{1,6}", 0..4),
        name in "[a-zé\\\\\"\n ]{1,4}",
        value in any::<f64>().prop_filter("stale markers and payloads are not kept", |value| !value.is_nan()),
        timestamp in 0i64..4_000_000,
    ) {
        let labels = Labels::from_pairs(labels.iter().map(|(n, v)| (n.as_str(), v.as_str())).chain([("__name__", name.as_str())]));
        for format in [Format::Text, Format::OpenMetrics] {
            let mut text = write(&labels, value, timestamp, format);
            if format == Format::OpenMetrics {
                text.push_str("# EOF\n");
            }
            let read = parse(text.as_bytes(), 0, ParseOptions { format: Some(format) }).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(&read.series[0].0, &labels);
            prop_assert_eq!(read.series[0].1.values[0].to_bits(), value.to_bits());
            // Seconds in floats may lose a millisecond, as in Prometheus.
            prop_assert!((read.series[0].1.timestamps[0] - timestamp).abs() <= i64::from(format == Format::OpenMetrics));
        }
    }

    #[test]
    fn no_bytes_panic_and_errors_lie_inside(bytes in prop_oneof![
        prop::collection::vec(any::<u8>(), 0..64),
        "([a-z_:]{1,3}|[{}=,#\" \t\n\\\\0-9.]|# (HELP|TYPE|UNIT|EOF) ?|\"x\"|=\"y\"){0,24}".prop_map(String::into_bytes),
    ]) {
        for format in [Format::Text, Format::OpenMetrics] {
            let mut parser = Parser::new(&bytes, format);
            for _ in 0..2 * bytes.len() + 2 {
                match parser.next_event() {
                    Ok(Some(_)) => prop_assert!(parser.offset() <= bytes.len()),
                    Ok(None) => break,
                    Err(error) => {
                        prop_assert!(error.offset <= bytes.len() && error.line >= 1 && error.column >= 1);
                        parser.skip_line();
                    }
                }
            }
            prop_assert_eq!(parser.next_event(), Ok(None));
        }
    }
}

#[test]
fn nothing_is_an_exposition_too() {
    assert!(read("").series.is_empty());
    assert!(read("# EOF\n").into_source().is_empty());
}
