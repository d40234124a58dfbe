//! Lines out and in again, and what is said of wrong ones.

use super::*;
use crate::model::{
    histogram::{CUSTOM_BUCKETS_SCHEMA, CounterResetHint, FloatHistogram, HistogramSpan},
    labels::Labels,
    sample::{NORMAL_NAN_BITS, STALE_BITS, SampleColumns},
};
use proptest::prelude::*;
use std::sync::Arc;

fn lines(labels: &Labels, columns: &SampleColumns) -> String {
    let mut out = Vec::new();
    append_lines(&mut out, labels, columns);
    String::from_utf8(out).unwrap()
}

fn read(text: &str) -> (Labels, SampleColumns) {
    let mut all = SampleColumns::default();
    let mut labels = Labels::empty();
    for line in text.lines() {
        let (of_line, columns) = parse_line(line.as_bytes(), &[]).unwrap();
        labels = of_line;
        all.extend_from_range(&columns, i64::MIN, i64::MAX);
    }
    (labels, all)
}

fn fault(line: &str) -> String {
    parse_line(line.as_bytes(), &[]).unwrap_err().to_string()
}

fn histogram() -> FloatHistogram {
    FloatHistogram {
        counter_reset_hint: CounterResetHint::NotReset,
        schema: -4,
        zero_threshold: 2.938735877055719e-39,
        zero_count: 1.0,
        count: 6.0,
        sum: -0.0,
        positive_spans: vec![HistogramSpan { offset: -2, length: 1 }, HistogramSpan { offset: 0, length: 1 }],
        positive_buckets: vec![2.0, 0.0],
        negative_spans: vec![HistogramSpan { offset: 7, length: 1 }],
        negative_buckets: vec![3.0],
        custom_values: Vec::new(),
    }
}

#[test]
fn lines_look_like_this() {
    let labels = Labels::from_pairs([("__name__", "up"), ("job", "a\"\\\n\u{1}é")]);
    let mut columns = SampleColumns::default();
    for (time, bits) in [
        (1, 1f64.to_bits()),
        (2, NORMAL_NAN_BITS),
        (3, STALE_BITS),
        (4, 0x7ff8_0000_0000_0000),
        (5, f64::INFINITY.to_bits()),
        (6, f64::NEG_INFINITY.to_bits()),
        (7, (-0f64).to_bits()),
        (8, 1e300f64.to_bits()),
    ] {
        columns.push_float(time, f64::from_bits(bits));
    }
    columns.push_float_since(9, 3, 0.1);
    let stale = FloatHistogram { sum: f64::from_bits(STALE_BITS), ..FloatHistogram::default() };
    let custom = FloatHistogram {
        counter_reset_hint: CounterResetHint::Gauge,
        schema: CUSTOM_BUCKETS_SCHEMA,
        sum: f64::from_bits(0xfff8_0000_0000_0000),
        custom_values: vec![0.5, f64::INFINITY],
        ..FloatHistogram::default()
    };
    columns.push_histogram_since(10, 4, Arc::new(histogram()), true);
    columns.push_histogram_since(11, 0, Arc::new(stale), true);
    columns.push_histogram_since(12, 0, Arc::new(custom), false);
    columns.push_histogram_since(13, 0, Arc::default(), false);
    let text = lines(&labels, &columns);
    insta::assert_snapshot!(text, @r#"
    {"metric":{"__name__":"up","job":"a\"\\\n\u0001é"},"values":[1,null,null,null,"Infinity","-Infinity",-0,1e+300,0.1],"timestamps":[1,2,3,4,5,6,7,8,9],"start_timestamps":[0,0,0,0,0,0,0,0,3],"stale":[2],"nan":[[3,"7ff8000000000000"]]}
    {"metric":{"__name__":"up","job":"a\"\\\n\u0001é"},"histograms":[{"schema":-4,"zero_threshold":2.938735877055719e-39,"zero_count":1,"count":6,"sum":-0,"positive_spans":[[-2,1],[0,1]],"positive_buckets":[2,0],"negative_spans":[[7,1]],"negative_buckets":[3]},{"sum":"stale"}],"timestamps":[10,11],"start_timestamps":[4,0]}
    {"metric":{"__name__":"up","job":"a\"\\\n\u0001é"},"float_histograms":[{"hint":"gauge","schema":-53,"sum":"0xfff8000000000000","custom_values":[0.5,"Infinity"]},{}],"timestamps":[12,13]}
    "#);
    let (read_labels, again) = read(&text);
    assert_eq!(read_labels, labels);
    assert_eq!(lines(&labels, &again), text);
}

#[test]
fn the_export_of_victoriametrics_is_read() {
    let line = r#"{"metric":{"__name__":"a","x":"y"},"values":[1,null,"Infinity","-Infinity",NaN,-1.5e3],"timestamps":[1,2,3,4,5,6]}"#;
    let (labels, columns) = read(line);
    assert_eq!(labels.to_string(), "{__name__=\"a\", x=\"y\"}");
    let bits: Vec<u64> = columns.values.iter().map(|value| value.to_bits()).collect();
    let expected = [1.0, f64::from_bits(NORMAL_NAN_BITS), f64::INFINITY, f64::NEG_INFINITY];
    let expected = expected.into_iter().chain([f64::from_bits(NORMAL_NAN_BITS), -1500.0]);
    assert_eq!(bits, expected.map(f64::to_bits).collect::<Vec<_>>());
}

#[test]
fn keys_may_come_in_any_order_and_unknown_ones_are_passed_over() {
    let line = r#" { "timestamps" : [ 5 ] , "more":{"a":[1,{"b":"]\"}"},null]}, "values":["0x7ff0000000000002"], "metric":{"b":"\u00e9","a":"","c":"d"}} "#;
    let (labels, columns) = read(line);
    assert_eq!(labels, Labels::from_pairs([("b", "é"), ("c", "d")]));
    assert_eq!((columns.timestamps, columns.values[0].to_bits()), (vec![5], STALE_BITS));
}

#[test]
fn wrong_lines_are_told_with_their_column() {
    let with = |rest: &str| format!("{{\"metric\":{{\"a\":\"b\"}},{rest}}}");
    let lines = [
        String::new(),
        "[]".to_owned(),
        "{}".to_owned(),
        with(r#""values":[1]"#),
        with(r#""timestamps":[1]"#),
        with(r#""values":[1],"timestamps":[1,2]"#),
        with(r#""values":[1],"timestamps":[1.5]"#),
        with(r#""values":[1e999],"timestamps":[1]"#),
        with(r#""values":["x"],"timestamps":[1]"#),
        with(r#""values":[1,],"timestamps":[1]"#),
        with(r#""values":[1],"timestamps":[1],"stale":[0]"#),
        with(r#""values":[null],"timestamps":[1],"stale":[1]"#),
        with(r#""histograms":[{"hint":"x"}],"timestamps":[1]"#),
        with(r#""histograms":[{"positive_spans":[[1]]}],"timestamps":[1]"#),
        with(r#""histograms":[{"positive_spans":[[1,-1]]}],"timestamps":[1]"#),
        with(r#""values":[1],"timestamps":[9223372036854775808]"#),
        with(r#""values":[null],"timestamps":[1],"nan":[[0,"7ff0000000000000"]]"#),
        with(r#""values":[1],"histograms":[{}],"timestamps":[1]"#),
        r#"{"metric":{"a":"b","a":"c"},"values":[1],"timestamps":[1]}"#.to_owned(),
        r#"{"metric":{},"values":[1],"timestamps":[1]}"#.to_owned(),
        r#"{"metric":{"a":"b},"values":[1]}"#.to_owned(),
        r#"{"metric":{"a":"\x"}}"#.to_owned(),
        r#"{"metric":{"a":"b"#.to_owned(),
    ];
    let told: Vec<String> = lines.iter().map(|line| format!("{line}\n  {}\n", fault(line))).collect();
    insta::assert_snapshot!(told.concat(), @r#"

      column 1: the line ends where an object was expected
    []
      column 1: expected an object
    {}
      column 1: the line has no metric
    {"metric":{"a":"b"},"values":[1]}
      column 1: the line has no timestamps
    {"metric":{"a":"b"},"timestamps":[1]}
      column 1: the line has no values or histograms
    {"metric":{"a":"b"},"values":[1],"timestamps":[1,2]}
      column 1: 1 samples but 2 timestamps
    {"metric":{"a":"b"},"values":[1],"timestamps":[1.5]}
      column 48: expected an integer
    {"metric":{"a":"b"},"values":[1e999],"timestamps":[1]}
      column 31: the number 1e999 is out of range
    {"metric":{"a":"b"},"values":["x"],"timestamps":[1]}
      column 31: "x" is not a number
    {"metric":{"a":"b"},"values":[1,],"timestamps":[1]}
      column 33: expected a number
    {"metric":{"a":"b"},"values":[1],"timestamps":[1],"stale":[0]}
      column 1: value 0 is not null
    {"metric":{"a":"b"},"values":[null],"timestamps":[1],"stale":[1]}
      column 1: value 1 is not null
    {"metric":{"a":"b"},"histograms":[{"hint":"x"}],"timestamps":[1]}
      column 43: unknown hint "x"
    {"metric":{"a":"b"},"histograms":[{"positive_spans":[[1]]}],"timestamps":[1]}
      column 54: a span is [offset,length]
    {"metric":{"a":"b"},"histograms":[{"positive_spans":[[1,-1]]}],"timestamps":[1]}
      column 57: -1 is out of range
    {"metric":{"a":"b"},"values":[1],"timestamps":[9223372036854775808]}
      column 48: the number 9223372036854775808 is out of range
    {"metric":{"a":"b"},"values":[null],"timestamps":[1],"nan":[[0,"7ff0000000000000"]]}
      column 64: "7ff0000000000000" is not the bits of a NaN in 16 hexadecimal digits
    {"metric":{"a":"b"},"values":[1],"histograms":[{}],"timestamps":[1]}
      column 47: a line holds either values, histograms or float_histograms, and once
    {"metric":{"a":"b","a":"c"},"values":[1],"timestamps":[1]}
      column 24: label name "a" is not unique: invalid sample
    {"metric":{},"values":[1],"timestamps":[1]}
      column 1: empty labelset: invalid sample
    {"metric":{"a":"b},"values":[1]}
      column 21: expected `,` or `}`
    {"metric":{"a":"\x"}}
      column 16: the string is not valid: invalid escape
    {"metric":{"a":"b
      column 16: the string is not valid: it does not end
    "#);
    let deep = format!("{{\"x\":{}", "[".repeat(1_000_000));
    assert_eq!(fault(&deep), "column 1000006: the line ends where a value was expected");
}

#[test]
fn long_series_are_cut_into_runs() {
    let labels = Labels::from_pairs([("__name__", "a")]);
    let mut columns = SampleColumns::default();
    (0..10_000).for_each(|time| columns.push_float(time, 0.5));
    (0..300).for_each(|index| columns.push_histogram(5_000 + index, Arc::default()));
    columns.timestamps.iter_mut().for_each(|time| *time *= 10);
    let text = lines(&labels, &columns);
    let counts: Vec<usize> = text.lines().map(|line| parse_line(line.as_bytes(), &[]).unwrap().1.len()).collect();
    // Floats and histograms that alternate make short runs.
    assert_eq!(counts.iter().sum::<usize>(), 10_300);
    assert_eq!(counts.first(), Some(&501));
    assert_eq!(counts.last(), Some(&(9_470 - 8_192)));
}

fn any_float() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<u64>().prop_map(f64::from_bits),
        (-1000i64..1000).prop_map(|value| value as f64),
        (-1000i64..1000, 0i32..6).prop_map(|(value, decimals)| value as f64 / 10f64.powi(decimals)),
        Just(f64::from_bits(STALE_BITS)),
        Just(f64::from_bits(NORMAL_NAN_BITS)),
        Just(-0.0),
    ]
}

fn any_histogram() -> impl Strategy<Value = FloatHistogram> {
    let side = || {
        proptest::collection::vec((any::<i32>(), 0u32..4), 0..3).prop_flat_map(|spans| {
            let count: u32 = spans.iter().map(|(_, length)| length).sum();
            let spans: Vec<_> = spans.into_iter().map(|(offset, length)| HistogramSpan { offset, length }).collect();
            (Just(spans), proptest::collection::vec(any_float(), count as usize))
        })
    };
    let numbers = (any_float(), any_float(), any_float(), any_float());
    (any::<bool>(), any::<i32>(), numbers, side(), side(), proptest::collection::vec(any_float(), 0..3)).prop_map(
        |(gauge, schema, (zero_threshold, zero_count, count, sum), positive, negative, custom_values)| {
            let hint = if gauge { CounterResetHint::Gauge } else { CounterResetHint::Unknown };
            let histogram = FloatHistogram {
                counter_reset_hint: hint,
                schema,
                zero_threshold,
                zero_count,
                count,
                sum,
                positive_spans: positive.0,
                positive_buckets: positive.1,
                negative_spans: negative.0,
                negative_buckets: negative.1,
                custom_values,
            };
            let stale = FloatHistogram { sum, ..FloatHistogram::default() };
            if histogram.is_stale() { stale } else { histogram }
        },
    )
}

proptest! {
    #[test]
    fn every_bit_comes_back(
        floats in proptest::collection::vec((any_float(), any::<i64>()), 0..20),
        histograms in proptest::collection::vec((any_histogram(), any::<bool>(), any::<i64>()), 0..6),
        steps in proptest::collection::vec(1i64..1000, 26),
        value in "\\PC*",
    ) {
        let labels = Labels::from_pairs([("__name__", "a"), ("b", value.as_str())]);
        let mut columns = SampleColumns::default();
        let mut time = i64::MIN;
        let mut steps = steps.into_iter();
        for (value, start) in floats {
            time += steps.next().unwrap();
            columns.push_float_since(time, start, value);
        }
        for (histogram, integer, start) in histograms {
            time += steps.next().unwrap();
            columns.push_histogram_since(time, start, Arc::new(histogram), integer);
        }
        let (read_labels, read) = read(&lines(&labels, &columns));
        if columns.is_empty() {
            return Ok(());
        }
        prop_assert_eq!(read_labels, labels);
        prop_assert_eq!(&read.timestamps, &columns.timestamps);
        let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(bits(&read.values), bits(&columns.values));
        prop_assert_eq!(&read.histogram_timestamps, &columns.histogram_timestamps);
        let start = |starts: &[i64], index: usize| starts.get(index).copied().unwrap_or(0);
        for index in 0..columns.timestamps.len() {
            prop_assert_eq!(start(&read.start_timestamps, index), start(&columns.start_timestamps, index));
        }
        for (index, (was, is)) in columns.histograms.iter().zip(&read.histograms).enumerate() {
            let (was_start, is_start) = (&columns.histogram_start_timestamps, &read.histogram_start_timestamps);
            prop_assert_eq!(start(was_start, index), start(is_start, index));
            prop_assert_eq!(columns.is_integer_histogram(index), read.is_integer_histogram(index));
            prop_assert_eq!((was.schema, was.counter_reset_hint), (is.schema, is.counter_reset_hint));
            let numbers = |histogram: &FloatHistogram| {
                let FloatHistogram { zero_threshold, zero_count, count, sum, .. } = *histogram;
                [bits(&[zero_threshold, zero_count, count, sum]), bits(&histogram.positive_buckets),
                    bits(&histogram.negative_buckets), bits(&histogram.custom_values)]
            };
            prop_assert_eq!(numbers(was), numbers(is));
            prop_assert_eq!(&was.positive_spans, &is.positive_spans);
            prop_assert_eq!(&was.negative_spans, &is.negative_spans);
        }
    }

    #[test]
    fn nothing_panics(line in "[\\[\\]{},:\"\\\\a-z0-9.eE+-]{0,60}", prefix in 0usize..40) {
        let whole = r#"{"metric":{"a":"b"},"values":[1],"timestamps":"#;
        let _ = parse_line(format!("{}{line}", &whole[..prefix]).as_bytes(), &[]);
    }
}
