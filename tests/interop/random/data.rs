//! The random data: counters, gauges, classic and native histograms, scraped about every 15 seconds for an hour and a half.

use super::{
    generator::Generator,
    histogram::{Hint, NativeHistogram, STALE},
};

/// The time of the first scrape in unix seconds: 2025-11-01.
pub(super) const START: i64 = 1_761_955_200;

/// How long there is data, in seconds.
pub(super) const LENGTH: i64 = 5400;

const INTERVAL: i64 = 15_000;

/// What a series has at one time.
pub(super) enum Value {
    Float(f64),
    Histogram(NativeHistogram),
}

/// Labels in the order of their names, and samples in the order of time.
pub(super) struct Series {
    pub(super) labels: Vec<(String, String)>,
    pub(super) samples: Vec<(i64, Value)>,
}

/// Upper bounds of the classic histogram, and of some of those with custom buckets.
const BOUNDS: [f64; 5] = [0.5, 1.0, 2.0, 4.0, 8.0];

/// All series.
pub(super) fn series(random: &mut Generator) -> Vec<Series> {
    let mut all = Vec::new();
    for (job, instance) in [("api", "0"), ("api", "1"), ("db", "0"), ("db", "2")] {
        let target = [("instance", instance), ("job", job)];
        for code in ["200", "500"] {
            let mut total = 0.0;
            all.push(scraped(random, "requests_total", &[("code", code), target[0], target[1]], |random, _| {
                total = if random.one_in(60) { 0.0 } else { total + random.below(20) as f64 };
                Value::Float(total)
            }));
        }
        all.push(scraped(random, "queue_size", &target, |random, _| {
            Value::Float(random.below(81) as f64 / 4.0 - 10.0)
        }));
        all.push(scraped(random, "special", &target, |random, _| {
            Value::Float(
                random.pick(&[&1.0, &-0.0, &2.5, &f64::NAN, &f64::INFINITY, &f64::NEG_INFINITY, &1e100, &-3.0]) + 0.0,
            )
        }));
        all.extend(classic(random, &target));
        all.push(scraped(random, "target_info", &[target[0], target[1], ("version", instance)], |_, _| {
            Value::Float(1.0)
        }));
        for kind in ["counter", "gauge", "float", "negative", "custom", "other", "resolution", "mixed", "fresh"] {
            all.push(native(random, kind, &target));
        }
    }
    all
}

/// A series with a sample for most scrapes; sometimes it ends with a stale marker and begins again later.
fn scraped(
    random: &mut Generator,
    name: &str,
    labels: &[(&str, &str)],
    mut sample: impl FnMut(&mut Generator, i64) -> Value,
) -> Series {
    let labels = labels.iter().copied().chain([("__name__", name)]);
    let mut labels: Vec<_> = labels.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    labels.sort();
    let offset = random.below(INTERVAL as u64) as i64;
    let mut samples = Vec::new();
    let mut away = 0;
    for number in 0..LENGTH * 1000 / INTERVAL {
        let time = START * 1000 + number * INTERVAL + offset;
        let value = sample(random, number);
        if away > 0 {
            away -= 1;
        } else if random.one_in(70) {
            away = random.below(60);
            if random.one_in(2) {
                let histogram = matches!(value, Value::Histogram(_));
                let end = if histogram { Value::Histogram(NativeHistogram::stale()) } else { Value::Float(STALE) };
                samples.push((time, end));
            }
        } else {
            samples.push((time, value));
        }
    }
    Series { labels, samples }
}

/// The buckets, which are all scraped together, and the sum and count of a classic histogram.
fn classic(random: &mut Generator, target: &[(&str, &str)]) -> Vec<Series> {
    let seed = random.next();
    let bounds = BOUNDS.iter().map(|bound| Some(*bound)).chain([None]);
    let column = |bound: Option<f64>| {
        let le = bound.map_or("+Inf".to_owned(), |bound| bound.to_string());
        let labels: Vec<_> = target.iter().copied().chain([("le", le.as_str())]).collect();
        let mut count = 0.0;
        // The same seed for every bucket: they see the same observations and miss the same scrapes.
        scraped(&mut Generator(seed), "latency_seconds_bucket", &labels, |random, _| {
            let observation = random.below(48) as f64 / 4.0;
            count += f64::from(u8::from(bound.is_none_or(|bound| observation <= bound)));
            Value::Float(count)
        })
    };
    bounds.map(column).collect()
}

/// A series of native histograms; `kind` says what is special about it, and is a label too.
fn native(random: &mut Generator, kind: &str, target: &[(&str, &str)]) -> Series {
    let name = match kind {
        "gauge" => "memory_histogram",
        "custom" => "batch_seconds",
        "other" => "odd_batch_seconds",
        "fresh" => "fresh_seconds",
        "mixed" => "mixed",
        _ => "rpc_seconds",
    };
    let labels: Vec<_> = target.iter().copied().chain([("kind", kind)]).collect();
    let schema = random.below(3) as i32;
    let mut histogram = match kind {
        "custom" => NativeHistogram::custom(&BOUNDS),
        "other" => NativeHistogram::custom(&[1.0, 2.0 + target[0].1.parse::<f64>().expect("a number"), 8.0]),
        _ => NativeHistogram::exponential(schema, kind == "negative"),
    };
    histogram.float = kind == "float";
    if kind == "gauge" {
        histogram.hint = Hint::Gauge;
    }
    // Far from zero, where 3.14 ends the extrapolation of rates and 3.5 did not.
    let base = if ["gauge", "fresh"].contains(&kind) { 0 } else { 40_000 };
    histogram.clear(base);
    scraped(random, name, &labels, |random, number| {
        if kind == "gauge" || random.one_in(80) {
            histogram.clear(base);
        }
        histogram.observe(random);
        if kind == "resolution" && random.one_in(60) {
            histogram.schema = random.below(3) as i32;
            histogram.zero_threshold = *random.pick(&[&0.001, &0.01]);
        }
        if kind == "mixed" && (number / 20) % 2 == 1 {
            return Value::Float(number as f64);
        }
        Value::Histogram(histogram.clone())
    })
}
