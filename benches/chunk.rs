//! What decoding one sample costs, by the kind of series: every figure is the time of **one sample**.
//!
//! All chunks have 120 samples, as Prometheus cuts them, and there are enough of them to leave the innermost cache.
//! `cargo bench --bench chunk -- --quick` takes seconds.

use criterion::{Criterion, criterion_group, criterion_main};
use promq::{
    model::sample::SampleColumns,
    tsdb::chunk::{Encoding, decode, xor, xor2},
};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

const CHUNKS: usize = 2_000;
const SAMPLES: usize = 120;
const INTERVAL: i64 = 15_000;

/// A small generator of random numbers, the same at every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// The samples of each chunk in turn.
fn series(mut next: impl FnMut(&mut Random, i64, f64) -> (i64, f64)) -> Vec<Vec<(i64, f64)>> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut time, mut value) = (1_700_000_000_000, 0.0);
    let chunk = |_| {
        let sample = |_| {
            (time, value) = next(&mut random, time, value);
            (time, value)
        };
        (0..SAMPLES).map(sample).collect()
    };
    (0..CHUNKS).map(chunk).collect()
}

fn xor_chunks(series: &[Vec<(i64, f64)>]) -> Vec<Vec<u8>> {
    let encode = |samples: &Vec<(i64, f64)>| {
        let mut appender = xor::Appender::new();
        for &(time, value) in samples {
            appender.append(time, value).expect("room for 120 samples");
        }
        appender.into_bytes()
    };
    series.iter().map(encode).collect()
}

fn xor2_chunks(series: &[Vec<(i64, f64)>]) -> Vec<Vec<u8>> {
    let encode = |samples: &Vec<(i64, f64)>| {
        let mut appender = xor2::Appender::new();
        for &(time, value) in samples {
            appender.append(0, time, value).expect("room for 120 samples");
        }
        appender.into_bytes()
    };
    series.iter().map(encode).collect()
}

/// Decodes about `samples` samples, and tells how long exactly so many would have taken.
fn decode_samples(samples: u64, encoding: Encoding, chunks: &[Vec<u8>], columns: &mut SampleColumns) -> Duration {
    let mut decoded = 0u64;
    let begin = Instant::now();
    for data in chunks.iter().cycle() {
        columns.clear();
        decode(encoding, black_box(data), columns).expect("a whole chunk");
        black_box(&columns.values);
        decoded += columns.len() as u64;
        if decoded >= samples {
            break;
        }
    }
    begin.elapsed().mul_f64(samples as f64 / decoded as f64)
}

fn decoding(criterion: &mut Criterion) {
    let counter = |random: &mut Random, time: i64, value: f64| (time + INTERVAL, value + random.below(200) as f64);
    let jitter = |random: &mut Random, time: i64, value: f64| {
        (time + INTERVAL - 2 + random.below(5) as i64, value + random.below(200) as f64)
    };
    let integer = |random: &mut Random, time: i64, _: f64| (time + INTERVAL, random.below(1_000) as f64);
    let float = |random: &mut Random, time: i64, _: f64| (time + INTERVAL, random.next() as f64 / u64::MAX as f64);
    let constant = |_: &mut Random, time: i64, _: f64| (time + INTERVAL, 42.0);
    let kinds = [
        ("counter", series(counter)),
        ("counter, jittered scrapes", series(jitter)),
        ("gauge of integers", series(integer)),
        ("gauge of random floats", series(float)),
        ("constant", series(constant)),
    ];
    let mut columns = SampleColumns::default();
    for (name, series) in kinds {
        for (encoding, chunks) in [(Encoding::Xor, xor_chunks(&series)), (Encoding::Xor2, xor2_chunks(&series))] {
            let name = format!("decode one sample/{}/{name}", encoding.name());
            criterion.bench_function(&name, |bencher| {
                bencher.iter_custom(|samples| decode_samples(samples, encoding, &chunks, &mut columns));
            });
        }
    }
}

criterion_group!(benches, decoding);
criterion_main!(benches);
