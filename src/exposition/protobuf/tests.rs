//! Messages of every kind, and bytes that are none.

use super::{
    messages::{Bucket, BucketSpan, Counter, Exemplar, Histogram, LabelPair, Metric, Quantile, Summary, Time, Value},
    *,
};
use crate::model::{
    histogram::{CUSTOM_BUCKETS_SCHEMA, CounterResetHint, FloatHistogram, HistogramSpan},
    labels::Labels,
};
use prost::Message;

fn family(kind: i32, metric: Metric) -> MetricFamily {
    let label = vec![LabelPair { name: "job".into(), value: "x".into() }];
    let metric = vec![Metric { label, timestamp_ms: 7, ..metric }];
    MetricFamily { name: "m".into(), kind, metric, ..MetricFamily::default() }
}

/// Every sample as `labels value`, after a way through the bytes.
fn shown(family: &MetricFamily, classic: ClassicHistograms) -> Vec<String> {
    let bytes = family.encode_length_delimited_to_vec();
    let read = Families::new(&*bytes).next_family().unwrap().unwrap();
    let show = |sample: ProtobufSample| {
        assert_eq!(sample.timestamp, Some(7));
        match sample.value {
            ProtobufValue::Float(value) => format!("{} {value}", sample.labels),
            ProtobufValue::Histogram(histogram, integer) => {
                format!("{} {integer} {} {:?}", sample.labels, histogram.count, histogram.positive_buckets)
            }
        }
    };
    read.samples(classic).unwrap().into_iter().map(show).collect()
}

fn histogram() -> Histogram {
    let bucket = |cumulative_count, upper_bound| Bucket { cumulative_count, upper_bound, ..Bucket::default() };
    Histogram { sample_count: 6, sample_sum: 2.5, bucket: vec![bucket(1, 0.5), bucket(4, 1.0)], ..Histogram::default() }
}

#[test]
fn scalars_and_summaries() {
    let start_timestamp = Some(Time { seconds: 2, nanos: 3_999_999 });
    let counter = Counter { value: 1.5, exemplar: Some(Exemplar {}), start_timestamp };
    let counter = family(0, Metric { counter: Some(counter), ..Metric::default() });
    assert_eq!(counter.exemplars(), 1);
    assert_eq!(counter.samples(ClassicHistograms::default()).unwrap()[0].start_timestamp, 2003);
    assert_eq!(shown(&counter, ClassicHistograms::default()), [r#"{__name__="m", job="x"} 1.5"#]);
    let gauge = family(1, Metric { gauge: Some(Value { value: -1.0 }), ..Metric::default() });
    assert_eq!(shown(&gauge, ClassicHistograms::default()), [r#"{__name__="m", job="x"} -1"#]);
    let untyped = family(3, Metric::default());
    assert_eq!(shown(&untyped, ClassicHistograms::default()), [r#"{__name__="m", job="x"} 0"#]);
    let quantile = vec![Quantile { quantile: 1.0, value: 9.0 }];
    let summary = Summary { sample_count: 4, sample_sum: 12.0, quantile, ..Summary::default() };
    assert_eq!(
        shown(&family(2, Metric { summary: Some(summary), ..Metric::default() }), ClassicHistograms::default()),
        [
            r#"{__name__="m_count", job="x"} 4"#,
            r#"{__name__="m_sum", job="x"} 12"#,
            r#"{__name__="m", job="x", quantile="1.0"} 9"#,
        ]
    );
}

#[test]
fn classic_histograms_become_series_or_custom_buckets() {
    let classic = family(4, Metric { histogram: Some(histogram()), ..Metric::default() });
    let series = [
        r#"{__name__="m_count", job="x"} 6"#,
        r#"{__name__="m_sum", job="x"} 2.5"#,
        r#"{__name__="m_bucket", job="x", le="0.5"} 1"#,
        r#"{__name__="m_bucket", job="x", le="1.0"} 4"#,
        r#"{__name__="m_bucket", job="x", le="+Inf"} 6"#,
    ];
    assert_eq!(shown(&classic, ClassicHistograms::UnlessNative), series);
    assert_eq!(shown(&classic, ClassicHistograms::Always), series);
    assert_eq!(shown(&classic, ClassicHistograms::Convert), [r#"{__name__="m", job="x"} true 6 [1.0, 3.0, 2.0]"#]);
    let converted = classic.samples(ClassicHistograms::Convert).unwrap().remove(0);
    let ProtobufValue::Histogram(converted, _) = converted.value else { panic!("a float") };
    assert_eq!((converted.schema, converted.custom_values), (CUSTOM_BUCKETS_SCHEMA, vec![0.5, 1.0]));

    let with = |change: &dyn Fn(&mut Histogram)| {
        let mut message = histogram();
        change(&mut message);
        let family = family(4, Metric { histogram: Some(message), ..Metric::default() });
        family.samples(ClassicHistograms::Convert).map(|_| ()).map_err(|fault| fault.to_string())
    };
    assert_eq!(with(&|message| message.bucket.reverse()), Ok(()));
    assert_eq!(with(&|message| message.bucket.clear()), Ok(()));
    let error = with(&|message| message.bucket[0].upper_bound = f64::NAN).unwrap_err();
    assert_eq!(error, "bucket boundary cannot be NaN");
    let error = with(&|message| message.bucket[0].cumulative_count = 5).unwrap_err();
    assert_eq!(error, "count is not cumulative: 4 < 5");
    let error = with(&|message| message.bucket[1].upper_bound = f64::INFINITY).unwrap_err();
    assert_eq!(error, "count mismatch: count=6 != le=+Inf count=4");
}

#[test]
fn native_histograms() {
    let span = |offset, length| BucketSpan { offset, length };
    let integer = Histogram {
        schema: 3,
        zero_count: 1,
        positive_span: vec![span(-1, 2), span(1, 1)],
        positive_delta: vec![2, -1, 1],
        ..histogram()
    };
    let both = family(4, Metric { histogram: Some(integer.clone()), ..Metric::default() });
    let native = r#"{__name__="m", job="x"} true 6 [2.0, 1.0, 2.0]"#;
    assert_eq!(shown(&both, ClassicHistograms::UnlessNative), [native]);
    assert_eq!(shown(&both, ClassicHistograms::Convert), [native]);
    let always = shown(&both, ClassicHistograms::Always);
    assert_eq!((always.len(), &*always[0]), (6, native));

    let float = Histogram {
        sample_count_float: 2.5,
        negative_span: vec![span(0, 2)],
        negative_count: vec![0.0, 2.5],
        ..Histogram::default()
    };
    let gauge = family(5, Metric { histogram: Some(float), ..Metric::default() });
    let sample = gauge.samples(ClassicHistograms::default()).unwrap().remove(0);
    let expected = FloatHistogram {
        counter_reset_hint: CounterResetHint::Gauge,
        count: 2.5,
        sum: 0.0,
        negative_spans: vec![HistogramSpan { offset: 1, length: 1 }],
        negative_buckets: vec![2.5],
        ..FloatHistogram::default()
    };
    assert_eq!(sample.value, ProtobufValue::Histogram(expected, false));
    assert_eq!(sample.labels, Labels::from_pairs([("__name__", "m"), ("job", "x")]));

    // Lengths that promise more buckets than there are, more than there could ever be.
    let lying = Histogram { positive_span: vec![span(0, u32::MAX), span(0, u32::MAX)], ..integer };
    let lying = family(4, Metric { histogram: Some(lying), ..Metric::default() });
    let fault = lying.samples(ClassicHistograms::default()).unwrap_err();
    assert_eq!(fault.to_string(), "positive side: spans require 8589934590 buckets, have 3");
}

#[test]
fn families_that_make_no_sense() {
    let fault = |family: MetricFamily| family.samples(ClassicHistograms::default()).unwrap_err().to_string();
    assert_eq!(fault(family(6, Metric::default())), "unknown metric type for metric \"m\": 6");
    assert_eq!(fault(MetricFamily::default()), "invalid metric name: ");
    let mut twice = family(1, Metric::default());
    twice.metric[0].label.push(LabelPair { name: "job".into(), value: "y".into() });
    assert_eq!(fault(twice.clone()), "label name \"job\" is not unique");
    twice.metric[0].label[1].name.clear();
    assert_eq!(fault(twice), "invalid label name: ");
}

#[test]
fn bytes_that_are_no_messages() {
    let error = |bytes: &[u8]| {
        let mut families = Families::new(bytes);
        loop {
            match families.next_family() {
                Ok(Some(_)) => {}
                Ok(None) => return "nothing".to_owned(),
                Err(error) => return error.to_string(),
            }
        }
    };
    let good = family(1, Metric::default()).encode_length_delimited_to_vec();
    let after_good = |bytes: &[u8]| error(&[&good[..], bytes].concat());
    assert_eq!(error(&good), "nothing");
    let at = format!("metric family 2 at offset {}", good.len());
    assert_eq!(after_good(&good[..3]), format!("{at}: its length is {} bytes, but only 2 follow", good[0]));
    assert_eq!(after_good(&[0x80]), format!("{at}: the input ends within its length"));
    assert_eq!(after_good(&[0xff; 9]), format!("{at}: invalid varint as its length"));
    let huge = after_good(&[0xff, 0xff, 0xff, 0xff, 0x0f]);
    assert_eq!(huge, format!("{at}: 4294967295 bytes are too long for a metric family"));
    assert!(after_good(&[3, 0x0a, 1, 0xff]).starts_with(&format!("{at}: ")));
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        let mut families = Families::new(&*bytes);
        while let Ok(Some(family)) = families.next_family() {
            let _ = family.samples(ClassicHistograms::Convert);
        }
    }
}
