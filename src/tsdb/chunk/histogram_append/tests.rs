//! What is written is read back; layouts widen; chunks end where they must.

use super::*;
use crate::model::{histogram::HistogramSpan, sample::STALE_BITS};
use proptest::prelude::*;

fn span(offset: i32, length: u32) -> HistogramSpan {
    HistogramSpan { offset, length }
}

/// A counter histogram with these positive buckets.
fn histogram(spans: &[HistogramSpan], buckets: &[f64]) -> FloatHistogram {
    FloatHistogram {
        count: buckets.iter().sum(),
        sum: 1.5,
        positive_spans: spans.to_vec(),
        positive_buckets: buckets.to_vec(),
        ..FloatHistogram::default()
    }
}

fn read(chunk: &Appender) -> SampleColumns {
    let mut columns = SampleColumns::default();
    decode(chunk.encoding(), chunk.bytes(), &mut columns).unwrap();
    columns
}

fn header(chunk: &Appender) -> u8 {
    chunk.bytes()[if chunk.has_starts() { 0 } else { 2 }] >> 6
}

#[test]
fn a_chunk_is_written_again_when_buckets_come() {
    for integer in [true, false] {
        let mut chunk = Appender::new(integer, false);
        let first = histogram(&[span(0, 2)], &[1.0, 0.0]);
        assert!(chunk.append(0, 10, &first, None).unwrap().is_none());
        // One bucket more, one that was empty gone.
        let second = histogram(&[span(0, 1), span(3, 1)], &[2.0, 5.0]);
        assert!(chunk.append(0, 20, &second, None).unwrap().is_none());
        let columns = read(&chunk);
        let wider = [span(0, 2), span(2, 1)];
        assert_eq!(columns.histograms[0].positive_spans, wider);
        assert_eq!(columns.histograms[0].positive_buckets, [1.0, 0.0, 0.0]);
        assert_eq!(columns.histograms[1].positive_buckets, [2.0, 0.0, 5.0]);
        assert_eq!(header(&chunk), 0);
    }
}

#[test]
fn resets_begin_a_chunk_that_says_so() {
    let usual = histogram(&[span(0, 2)], &[3.0, 4.0]);
    let cases = [
        (histogram(&[span(0, 2)], &[2.0, 1.0]), 0b10, 0b10),
        (histogram(&[span(0, 2)], &[9.0, 1.0]), 0b10, 0b10),
        (histogram(&[span(1, 1)], &[99.0]), 0b10, 0b10),
        (FloatHistogram { counter_reset_hint: CounterResetHint::Reset, ..usual.clone() }, 0b10, 0b10),
        (FloatHistogram { schema: 1, ..usual.clone() }, 0b00, 0b00),
        (FloatHistogram { zero_threshold: 0.5, ..usual.clone() }, 0b00, 0b00),
        (FloatHistogram { counter_reset_hint: CounterResetHint::Gauge, ..usual.clone() }, 0b11, 0b11),
    ];
    for (next, of_integers, of_floats) in cases {
        for (integer, expected) in [(true, of_integers), (false, of_floats)] {
            let mut chunk = Appender::new(integer, false);
            chunk.append(0, 10, &usual, None).unwrap();
            let begun = chunk.append(0, 20, &next, None).unwrap().expect("a new chunk");
            assert_eq!((header(&begun), begun.count(), chunk.count()), (expected, 1, 1), "{next:?}");
            // Cut for another reason, the new chunk is compared with the old one.
            let mut cut = Appender::new(integer, false);
            cut.append(0, 20, &next, Some(&chunk)).unwrap();
            let unknown_to_floats = if integer || expected == 0b11 { expected } else { expected.max(0b01) };
            assert_eq!(header(&cut), unknown_to_floats, "{next:?}");
        }
    }
    let mut gauges = Appender::new(true, false);
    let gauge = FloatHistogram { counter_reset_hint: CounterResetHint::Gauge, ..usual.clone() };
    gauges.append(0, 10, &gauge, None).unwrap();
    assert_eq!(gauges.append(0, 20, &usual, None).unwrap().map(|next| header(&next)), Some(0b01));
}

#[test]
fn after_a_stale_sample_only_stale_ones_follow() {
    let usual = histogram(&[span(0, 2)], &[3.0, 4.0]);
    let stale = FloatHistogram { sum: f64::from_bits(STALE_BITS), ..FloatHistogram::default() };
    for integer in [true, false] {
        let mut chunk = Appender::new(integer, false);
        for (time, sample) in [(10, &usual), (20, &usual), (30, &stale), (40, &stale)] {
            assert!(chunk.append(0, time, sample, None).unwrap().is_none());
        }
        let next = chunk.append(0, 50, &usual, None).unwrap().expect("a new chunk");
        assert_eq!(header(&next), 0);
        let columns = read(&chunk);
        let stale: Vec<bool> = columns.histograms.iter().map(|histogram| histogram.is_stale()).collect();
        assert_eq!(stale, [false, false, true, true]);
        assert_eq!(columns.histogram_timestamps, [10, 20, 30, 40]);
    }
}

#[test]
fn what_would_be_rounded_is_refused() {
    let mut chunk = Appender::new(true, false);
    for count in [0.5, -1.0, 9_007_199_254_740_992.0, f64::NAN] {
        let histogram = FloatHistogram { count, ..FloatHistogram::default() };
        assert!(matches!(chunk.append(0, 1, &histogram, None), Err(HistogramError::NotAnInteger(_))), "{count}");
    }
    assert!(matches!(
        chunk.append(0, 1, &histogram(&[span(0, 3)], &[1.0]), None),
        Err(HistogramError::Layout { described: 3, buckets: 1 })
    ));
    assert_eq!(chunk.count(), 0);
}

#[test]
fn thresholds_and_bounds_come_back() {
    let thresholds = [0.0, 2f64.powi(-128), 2f64.powi(-243), 2f64.powi(10), 2f64.powi(11), 0.3, -1.0, 5e-324];
    for zero_threshold in thresholds {
        let mut chunk = Appender::new(true, false);
        let sample = FloatHistogram { zero_threshold, ..histogram(&[span(-3, 1)], &[1.0]) };
        chunk.append(0, 1, &sample, None).unwrap();
        assert_eq!(read(&chunk).histograms[0].zero_threshold.to_bits(), zero_threshold.to_bits());
    }
    let custom_values = vec![-1.0, 0.0, 0.005, 0.0001, 1.0, 33_554.43, 33_554.431, 1e9];
    let sample = FloatHistogram {
        schema: crate::model::histogram::CUSTOM_BUCKETS_SCHEMA,
        custom_values: custom_values.clone(),
        ..histogram(&[span(0, 2)], &[1.0, 2.0])
    };
    let mut chunk = Appender::new(false, true);
    chunk.append(0, 1, &sample, None).unwrap();
    assert_eq!(read(&chunk).histograms[0].custom_values, custom_values);
}

/// Places and counts of one side; a count is added to what the place had before.
fn side() -> impl Strategy<Value = Vec<(i32, u32)>> {
    proptest::collection::btree_map(-6i32..12, 0u32..4, 0..6).prop_map(|map| map.into_iter().collect())
}

fn spans_of(places: &[(i32, u32)]) -> Vec<HistogramSpan> {
    let mut end = 0;
    let mut spans: Vec<HistogramSpan> = Vec::new();
    for &(place, _) in places {
        match spans.last_mut() {
            Some(last) if place == end => last.length += 1,
            _ => spans.push(span(place - end, 1)),
        }
        end = place + 1;
    }
    spans
}

/// The counts by place, empty buckets left out.
fn filled(histogram: &FloatHistogram) -> Vec<(bool, i32, u64)> {
    let side = |positive, spans: &[HistogramSpan], buckets: &[f64]| {
        let places = crate::model::histogram::bucket_indexes(spans).zip(buckets.to_vec());
        let filled = places.filter(|(_, count)| *count != 0.0);
        filled.map(|(place, count)| (positive, place, count.to_bits())).collect::<Vec<_>>()
    };
    [
        side(true, &histogram.positive_spans, &histogram.positive_buckets),
        side(false, &histogram.negative_spans, &histogram.negative_buckets),
    ]
    .concat()
}

proptest! {
    #[test]
    fn histograms_come_back(
        samples in proptest::collection::vec((side(), side(), 0u32..9, any::<f64>(), 0i64..3), 1..20),
        integer: bool,
        starts: bool,
        gauge: bool,
    ) {
        let hint = if gauge { CounterResetHint::Gauge } else { CounterResetHint::Unknown };
        let mut chunks = vec![Appender::new(integer, starts)];
        let mut expected = Vec::new();
        for (index, (positive, negative, zero, sum, start)) in samples.into_iter().enumerate() {
            let counts = |side: &[(i32, u32)]| side.iter().map(|(_, count)| f64::from(*count)).collect::<Vec<f64>>();
            let sample = FloatHistogram {
                counter_reset_hint: hint,
                zero_count: f64::from(zero),
                sum,
                count: f64::from(zero + positive.iter().chain(&negative).map(|(_, count)| count).sum::<u32>()),
                positive_spans: spans_of(&positive),
                negative_spans: spans_of(&negative),
                positive_buckets: counts(&positive),
                negative_buckets: counts(&negative),
                ..FloatHistogram::default()
            };
            let time = 15 * index as i64;
            let start = if starts { start * 5 } else { 0 };
            let next = chunks.last_mut().unwrap().append(start, time, &sample, None).unwrap();
            chunks.extend(next);
            expected.push((time, start, sample));
        }
        let mut columns = SampleColumns::default();
        for chunk in &chunks {
            decode(chunk.encoding(), chunk.bytes(), &mut columns).unwrap();
        }
        prop_assert_eq!(columns.histograms.len(), expected.len());
        for (index, (time, start, sample)) in expected.iter().enumerate() {
            let read = &columns.histograms[index];
            prop_assert_eq!(columns.histogram_timestamps[index], *time);
            prop_assert_eq!(columns.histogram_start_timestamps.get(index).copied().unwrap_or(0), *start);
            prop_assert_eq!(filled(read), filled(sample));
            prop_assert_eq!((read.count, read.zero_count), (sample.count, sample.zero_count));
            prop_assert_eq!(read.sum.to_bits(), sample.sum.to_bits());
        }
    }
}
