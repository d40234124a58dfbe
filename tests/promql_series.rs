//! Series descriptions: what the values stand for, and what is wrong with others.

use promq::{
    model::{
        histogram::{CounterResetHint, FloatHistogram},
        sample::is_stale,
    },
    promql::{SequenceValue, SeriesDescription, parse_series_description},
};

/// Parses with an arithmetic that only knows sums.
fn described(text: &str) -> Result<SeriesDescription, String> {
    let combine = |first: &FloatHistogram, second: &FloatHistogram, subtract: bool| {
        let sum = if subtract { first.sum - second.sum } else { first.sum + second.sum };
        Ok(FloatHistogram { sum, ..first.clone() })
    };
    parse_series_description(text, &combine).map_err(|error| error.to_string().replacen(": parse error:", "", 1))
}

/// The values in a short form: numbers, `_`, `stale`, and `h` with a histogram's sum.
fn values(text: &str) -> String {
    let description = described(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let texts = description.values.iter().map(|value| match value {
        SequenceValue::Omitted => "_".to_owned(),
        SequenceValue::Float(value) if is_stale(*value) => "stale".to_owned(),
        SequenceValue::Float(value) => value.to_string(),
        SequenceValue::Histogram { histogram, .. } => format!("h{}", histogram.sum),
    });
    texts.collect::<Vec<_>>().join(" ")
}

#[test]
fn items_stand_for_one_or_more_values() {
    assert_eq!(values("m"), "");
    assert_eq!(values("m  1   2 "), "1 2");
    assert_eq!(values("m 1x2 5-2x2 -1+0.5x1"), "1 1 1 5 3 1 -1 -0.5");
    assert_eq!(values("m _ _x2 stale"), "_ _ _ stale");
    assert_eq!(values("m -1 +1 -Inf NaN inf .5 1e3"), "-1 1 -inf NaN inf 0.5 1000");
    assert_eq!(values("m 0x3"), "0 0 0 0");
    assert_eq!(values("m {{sum:1}} {{}}x1 {{sum:1}}+{{sum:2}}x2 {{sum:1}}-{{sum:2}}x1"), "h1 h0 h0 h1 h3 h5 h1 h-1");
}

#[test]
fn labels_may_hold_the_name_and_lose_empty_values() {
    let labels = |text: &str| described(text).map(|description| description.labels.to_string());
    assert_eq!(labels("m{a=\"b\",c=\"\"} 1").as_deref(), Ok("{__name__=\"m\", a=\"b\"}"));
    assert_eq!(labels("{\"m x\",a=\"b\"} 1").as_deref(), Ok("{__name__=\"m x\", a=\"b\"}"));
    assert_eq!(labels("{} 1").as_deref(), Ok("{}"));
}

#[test]
fn histograms_are_read_key_by_key() {
    let text = "m {{schema:1 SUM:-0.5 count:4 z_bucket:1 z_bucket_w:0.001 buckets:[1 2 1 ] offset:-3 n_buckets:[4 Inf] \
                n_offset:2 counter_reset_hint:gauge custom_values:[5 10]}}";
    let description = described(text).unwrap();
    let [SequenceValue::Histogram { histogram, reset_hint_given: true }] = &description.values[..] else {
        panic!("{description:?}");
    };
    assert_eq!((histogram.schema, histogram.sum, histogram.count), (1, -0.5, 4.0));
    assert_eq!((histogram.zero_count, histogram.zero_threshold), (1.0, 0.001));
    assert_eq!(histogram.counter_reset_hint, CounterResetHint::Gauge);
    let spans = |spans: &[promq::model::histogram::HistogramSpan]| {
        spans.iter().map(|span| (span.offset, span.length)).collect::<Vec<_>>()
    };
    assert_eq!(
        (spans(&histogram.positive_spans), &histogram.positive_buckets[..]),
        (vec![(-3, 3)], &[1.0, 2.0, 1.0][..])
    );
    assert_eq!(
        (spans(&histogram.negative_spans), &histogram.negative_buckets[..]),
        (vec![(2, 2)], &[4.0, f64::INFINITY][..])
    );
    assert_eq!(histogram.custom_values, [5.0, 10.0]);
}

#[test]
fn mistakes_are_named_as_prometheus_names_them() {
    for (text, expected) in [
        ("m 5m", "1:3 bad number syntax: \"5\""),
        ("m 1x1.5", "1:5 invalid repetition in series values: strconv.ParseUint: parsing \"1.5\": invalid syntax"),
        (
            "m 1x99999999999999999999",
            "1:5 invalid repetition in series values: strconv.ParseUint: parsing \"99999999999999999999\": value out of range",
        ),
        ("m 1x18446744073709551615", "1:3 series description stands for more than 5000000 values"),
        ("m 1 x", "1:5 unexpected \"x\""),
        ("m __", "1:4 unexpected \"_\""),
        ("m 1x3x4", "1:6 unexpected \"x\""),
        ("m 1+-1x3", "1:5 unexpected <op:-> in series values"),
        ("m 1+2", "1:6 unexpected end of input in series values"),
        ("m{}5", "1:4 unexpected number \"5\" in series values"),
        ("m y", "1:3 unexpected identifier \"y\" in series values, expected number or \"stale\""),
        ("m Stale", "1:3 unexpected identifier \"Stale\" in series values, expected number or \"stale\""),
        ("m 1 #c", "1:5 unexpected character in series sequence: '#'"),
        ("m{a} 1", "1:4 unexpected \"}\" in label set, expected \"=\""),
        ("m{,} 1", "1:3 unexpected \",\" in label set, expected identifier or \"}\""),
        ("m {{sum:1 sum:2}}", "1:1 duplicate key \"sum\" in histogram"),
        ("m {{foo:1}}", "1:5 bad histogram descriptor found: \"foo\""),
        ("m {{sum 1}}", "1:5 missing `:` for histogram descriptor"),
        ("m {{sum:+1}}", "1:9 histogram description incomplete unexpected: '+'"),
        ("m {{buckets:[1,2]}}", "1:15 invalid character in buckets description: ','"),
        ("m {{buckets:[]}}", "1:14 unexpected \"]\" in series values"),
        ("m {{ sum:1}}", "1:6 unexpected \"<Item 57370>\" \"sum\" in series values"),
        (
            "m {{sum:1 1}}",
            "1:11 unexpected number \"1\" in histogram description, expected histogram description key, e.g. buckets:[5 10 7]",
        ),
        ("m {{schema:2}}+{{schema:1}}x2", "1:29 error combining histograms: cannot merge from schema 1 to 2"),
    ] {
        assert_eq!(described(text).map(|_| ()), Err(expected.to_owned()), "{text}");
    }
}
