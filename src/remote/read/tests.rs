//! Frames, chunks and samples from buffers.

use super::{
    frames::{Frames, Pieces},
    messages::{
        BucketSpan, Chunk, ChunkedReadResponse, ChunkedSeries, Count, Histogram, Label, QueryResult, ReadRequest,
        ReadResponse, Sample, TimeSeries, ZeroCount,
    },
    *,
};
use crate::{
    http,
    io::{bytes::put_uvarint, crc32c::crc32c},
    model::{
        histogram::CounterResetHint,
        matcher::{MatchKind, Matcher},
        sample::STALE_BITS,
    },
    tsdb::{
        append::{CutRule, FloatEncoding, encode},
        chunk::Encoding,
    },
};
use proptest::prelude::*;
use prost::Message;

const ALL: ReadWindow = ReadWindow { min_time: i64::MIN, max_time: i64::MAX };

/// A body that comes so many bytes at a time.
struct Body<'b>(&'b [u8], usize);

impl Pieces for Body<'_> {
    fn read(&mut self, piece: &mut [u8]) -> Result<usize, http::Error> {
        let length = self.1.min(self.0.len()).min(piece.len());
        let (now, later) = self.0.split_at(length);
        piece[..length].copy_from_slice(now);
        self.0 = later;
        Ok(length)
    }
}

fn frame(payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    put_uvarint(&mut out, payload.len() as u64);
    out.extend_from_slice(&crc32c(payload).to_be_bytes());
    out.extend_from_slice(payload);
    out
}

fn labels(value: &str) -> Vec<Label> {
    vec![Label { name: "__name__".into(), value: value.into() }]
}

fn series(value: &str, chunks: Vec<Chunk>) -> ChunkedSeries {
    ChunkedSeries { labels: labels(value), chunks }
}

/// A chunk of floats at these times, each its own value.
fn chunk(times: &[i64]) -> Chunk {
    let mut columns = SampleColumns::default();
    times.iter().for_each(|&time| columns.push_float(time, time as f64));
    let chunks = encode(&columns, CutRule::Merge, FloatEncoding::Xor).unwrap();
    let kind = i32::from(Encoding::Xor.byte());
    Chunk { min_time_ms: times[0], max_time_ms: times[times.len() - 1], kind, data: chunks[0].data.clone() }
}

fn payload(name: &str) -> Vec<u8> {
    ChunkedReadResponse { chunked_series: vec![series(name, vec![chunk(&[1, 2])])], query_index: 0 }.encode_to_vec()
}

fn names(body: &[u8], step: usize) -> Result<Vec<String>, String> {
    let mut frames = Frames::new(Body(body, step), "http://h/".into());
    let mut names = Vec::new();
    while let Some(frame) = frames.next().map_err(|error| error.to_string())? {
        names.extend(frame.chunked_series.into_iter().map(|series| series.labels[0].value.clone()));
    }
    Ok(names)
}

fn collect(read: impl FnOnce(&mut Take<'_>) -> Result<(), Fault>) -> Result<Vec<(String, SampleColumns)>, String> {
    let mut taken = Vec::new();
    let outcome = read(&mut |labels, columns| {
        taken.push((labels.metric_name().to_owned(), columns));
        Ok(())
    });
    outcome.map_err(|fault| fault.into_error("http://h/").to_string())?;
    Ok(taken)
}

#[test]
fn frames_come_whole_or_not_at_all() {
    let body = [frame(&payload("a")), frame(&payload("b"))].concat();
    for step in [1, 3, 1 << 20] {
        assert_eq!(names(&body, step).unwrap(), ["a", "b"]);
    }
    assert_eq!(names(&[], 1).unwrap(), Vec::<String>::new());
    let first = frame(&payload("a")).len();
    for end in (1..body.len()).filter(|end| *end != first) {
        let number = if end < first { 1 } else { 2 };
        let expected = format!("http://h/: the answer ends after {end} bytes, in the middle of frame {number}");
        assert_eq!(names(&body[..end], 7).unwrap_err(), expected);
    }
}

#[test]
fn damaged_frames_are_refused_with_their_place() {
    let whole = frame(&payload("a"));
    let mut damaged = [whole.clone(), whole.clone()].concat();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    let begin = whole.len();
    assert_eq!(
        names(&damaged, 100).unwrap_err(),
        format!("bad_response: http://h/: frame 2 at byte {begin}: chunkedReader: corrupted frame; checksum mismatch")
    );
    let mut large = Vec::new();
    put_uvarint(&mut large, 50_000_001);
    assert_eq!(
        names(&large, 100).unwrap_err(),
        "bad_response: http://h/: frame 1 at byte 0: chunkedReader: message size exceeded the limit 50000000 bytes; got: \
         50000001 bytes"
    );
    assert!(names(&[0xFF; 20], 100).unwrap_err().ends_with("the length of the frame is not a number"));
    assert!(names(&frame(&[0xFF; 20]), 100).unwrap_err().contains("the frame is no message"));
}

#[test]
fn chunks_that_overlap_are_handed_over_apart_and_trimmed() {
    let chunks = vec![chunk(&[1, 2, 3]), chunk(&[4, 5]), chunk(&[5, 6]), chunk(&[20, 21])];
    let window = ReadWindow { min_time: 2, max_time: 6 };
    let taken = collect(|take| chunks::read(&series("a", chunks), window, take)).unwrap();
    let times: Vec<&[i64]> = taken.iter().map(|(_, columns)| &columns.timestamps[..]).collect();
    assert_eq!(times, [&[2, 3, 4, 5][..], &[5, 6]]);
    let outside = ReadWindow { min_time: 7, max_time: 19 };
    assert!(collect(|take| chunks::read(&series("a", vec![chunk(&[1, 30])]), outside, take)).unwrap().is_empty());
}

#[test]
fn chunks_that_cannot_be_decoded_are_told() {
    let wrong = |change: fn(&mut Chunk)| {
        let mut chunk = chunk(&[1, 2]);
        change(&mut chunk);
        collect(|take| chunks::read(&series("a", vec![chunk]), ALL, take)).unwrap_err()
    };
    assert_eq!(wrong(|chunk| chunk.kind = 9), "bad_response: http://h/: {__name__=\"a\"}: unknown chunk type 9");
    assert_eq!(wrong(|chunk| chunk.kind = -1), "bad_response: http://h/: {__name__=\"a\"}: unknown chunk type -1");
    assert!(
        wrong(|chunk| chunk.data.truncate(3))
            .starts_with("bad_response: http://h/: {__name__=\"a\"}: XOR chunk from 1 to 2: ")
    );
    let nameless = ChunkedSeries { labels: Vec::new(), chunks: vec![chunk(&[1])] };
    assert_eq!(
        collect(|take| chunks::read(&nameless, ALL, take)).unwrap_err(),
        "bad_response: http://h/: a series has no labels"
    );
}

fn packed(timeseries: Vec<TimeSeries>) -> Vec<u8> {
    let message = ReadResponse { results: vec![QueryResult { timeseries }] }.encode_to_vec();
    snap::raw::Encoder::new().compress_vec(&message).unwrap()
}

fn histogram() -> Histogram {
    Histogram {
        count: Some(Count::Integer(12)),
        sum: 1.5,
        schema: 3,
        zero_threshold: 0.25,
        zero_count: Some(ZeroCount::Integer(2)),
        positive_spans: vec![BucketSpan { offset: -1, length: 2 }, BucketSpan { offset: 3, length: 1 }],
        positive_deltas: vec![5, -2, 1],
        reset_hint: 1,
        timestamp: 7,
        ..Histogram::default()
    }
}

#[test]
fn samples_of_all_kinds_are_read() {
    let float = Histogram {
        count: Some(Count::Float(2.5)),
        zero_count: Some(ZeroCount::Float(0.5)),
        negative_spans: vec![BucketSpan { offset: 0, length: 1 }],
        negative_counts: vec![2.0],
        reset_hint: 3,
        timestamp: 8,
        ..Histogram::default()
    };
    let stale = Histogram { sum: f64::from_bits(STALE_BITS), timestamp: 9, ..histogram() };
    let samples = vec![Sample { value: 1.0, timestamp: 1 }, Sample { value: f64::from_bits(STALE_BITS), timestamp: 2 }];
    let body = packed(vec![
        TimeSeries { labels: labels("a"), samples, histograms: vec![] },
        TimeSeries { labels: labels("b"), samples: vec![], histograms: vec![histogram(), float, stale] },
    ]);
    let taken = collect(|take| samples::read(&body, ReadWindow { min_time: 2, max_time: 9 }, take)).unwrap();
    let [(a, floats), (b, histograms)] = &taken[..] else { panic!("{taken:?}") };
    assert_eq!((a.as_str(), b.as_str()), ("a", "b"));
    assert_eq!((&floats.timestamps[..], floats.values[0].to_bits()), (&[2][..], STALE_BITS));
    assert_eq!(histograms.histogram_timestamps, [7, 8, 9]);
    assert_eq!(histograms.integer_histograms, [true, false, true]);
    let integer = &histograms.histograms[0];
    assert_eq!((integer.count, integer.zero_count, integer.sum), (12.0, 2.0, 1.5));
    assert_eq!(
        (&integer.positive_buckets[..], integer.counter_reset_hint),
        (&[5.0, 3.0, 4.0][..], CounterResetHint::Reset)
    );
    let float = &histograms.histograms[1];
    assert_eq!((float.count, &float.negative_buckets[..]), (2.5, &[2.0][..]));
    assert_eq!(float.counter_reset_hint, CounterResetHint::Gauge);
    assert!(histograms.histograms[2].is_stale() && histograms.histograms[2].positive_spans.is_empty());
}

#[test]
fn answers_that_are_no_samples_are_refused() {
    let refused = |body: &[u8]| collect(|take| samples::read(body, ALL, take)).unwrap_err();
    assert!(
        refused(b"\xff\xff\xff\xff\xff\xff")
            .starts_with("bad_response: http://h/: the answer is not packed with snappy: ")
    );
    // Snappy's own header says how long the rest is.
    assert!(refused(&[0x81, 0x80, 0x80, 0x80, 0x01]).contains("the answer has 268435457 bytes, more than 268435456"));
    let mut twice = labels("a");
    twice.extend(labels("b"));
    let samples = vec![Sample { value: 1.0, timestamp: 1 }];
    let body = packed(vec![TimeSeries { labels: twice, samples, histograms: vec![] }]);
    assert_eq!(refused(&body), "bad_response: http://h/: a series has the label \"__name__\" twice");
    let boundless = Histogram { schema: -53, ..histogram() };
    let body = packed(vec![TimeSeries { labels: labels("a"), samples: vec![], histograms: vec![boundless] }]);
    assert_eq!(
        refused(&body),
        "bad_response: http://h/: {__name__=\"a\"}: the answer leaves out the bounds of a histogram with custom buckets"
    );
}

#[test]
fn windows_end_at_multiples() {
    let cut = |min_time, max_time, length| {
        windows(ReadWindow { min_time, max_time }, length)
            .map(|window| (window.min_time, window.max_time))
            .collect::<Vec<_>>()
    };
    assert_eq!(cut(-5, 25, 10), [(-5, -1), (0, 9), (10, 19), (20, 25)]);
    assert_eq!(cut(10, 19, 10), [(10, 19)]);
    assert_eq!(cut(10, 9, 10), []);
    assert_eq!(cut(i64::MAX - 1, i64::MAX, 10), [(i64::MAX - 1, i64::MAX)]);
    assert_eq!(cut(i64::MIN, i64::MIN + 1, 1000), [(i64::MIN, i64::MIN + 1)]);
}

#[test]
fn the_request_says_what_is_wanted() {
    let matcher = |kind, value| Matcher::new(kind, "job", value).unwrap();
    let selections = vec![
        vec![Matcher::equal("__name__", "up"), matcher(MatchKind::NotEqual, "a")],
        vec![matcher(MatchKind::Regex, "a.*"), matcher(MatchKind::NotRegex, "b")],
    ];
    let options = ReadOptions { selections, response: ResponseKind::Chunks };
    let body = request::body(&options, ReadWindow { min_time: -1, max_time: 5 });
    let message = ReadRequest::decode(&*snap::raw::Decoder::new().decompress_vec(&body).unwrap()).unwrap();
    assert_eq!(message.accepted_response_types, [1, 0]);
    let queries: Vec<Vec<(i32, &str, &str)>> = message
        .queries
        .iter()
        .map(|query| query.matchers.iter().map(|one| (one.kind, &*one.name, &*one.value)).collect())
        .collect();
    assert_eq!(queries, [[(0, "__name__", "up"), (1, "job", "a")], [(2, "job", "a.*"), (3, "job", "b")]]);
    assert_eq!((message.queries[1].start_timestamp_ms, message.queries[1].end_timestamp_ms), (-1, 5));
}

proptest! {
    #[test]
    fn no_bytes_do_harm(bytes in proptest::collection::vec(any::<u8>(), 0..200), checked: bool) {
        let body = if checked { frame(&bytes) } else { bytes.clone() };
        let mut frames = Frames::new(Body(&body, 13), String::new());
        while let Ok(Some(frame)) = frames.next() {
            for series in frame.chunked_series {
                let _ = chunks::read(&series, ALL, &mut |_, _| Ok(()));
            }
        }
        let _ = samples::read(&bytes, ALL, &mut |_, _| Ok(()));
    }

    #[test]
    fn the_chunks_of_a_frame_give_back_their_samples(
        steps in proptest::collection::vec(1i64..100, 1..50),
        cut in 1usize..20,
    ) {
        let times: Vec<i64> = steps.iter().scan(0, |time, step| { *time += step; Some(*time) }).collect();
        let chunks = times.chunks(cut).map(chunk).collect();
        let taken = collect(|take| chunks::read(&series("a", chunks), ALL, take)).unwrap();
        prop_assert_eq!(taken.len(), 1);
        prop_assert_eq!(&taken[0].1.timestamps, &times);
    }
}
