//! Random series: counters with resets, gauges with gaps, stale markers, NaN and infinities.

use crate::histograms::HistogramSeries;
use promq::model::{
    labels::Labels,
    memory::MemorySource,
    sample::{STALE_BITS, SampleColumns},
};
use proptest::prelude::*;

/// A series with its samples, sorted by time.
#[derive(Clone, Debug)]
pub(crate) struct RandomSeries {
    pub(crate) labels: Labels,
    pub(crate) samples: Vec<(i64, f64)>,
}

fn values() -> impl Strategy<Value = f64> {
    prop_oneof![
        20 => (0..50_i32).prop_map(f64::from),
        6 => -100.0..100.0_f64,
        1 => Just(f64::from_bits(STALE_BITS)),
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(0.1),
    ]
}

/// Samples about 15 s apart over 25 minutes, some missing.
fn samples() -> impl Strategy<Value = Vec<(i64, f64)>> {
    let sample = (prop::bool::weighted(0.85), 0..4_000_i64, values());
    prop::collection::vec(sample, 100).prop_map(|slots| {
        let kept = slots.into_iter().enumerate().filter(|(_, (kept, ..))| *kept);
        kept.map(|(index, (_, jitter, value))| (index as i64 * 15_000 + jitter, value)).collect()
    })
}

/// Two metrics of up to six series each, told apart by the labels `i` and `job`.
pub(crate) fn random_series() -> impl Strategy<Value = Vec<RandomSeries>> {
    let metric = |name: &'static str| {
        prop::collection::vec(samples(), 1..6).prop_map(move |all| {
            let series = all.into_iter().enumerate().map(|(index, samples)| {
                let (instance, job) = (index.to_string(), if index % 2 == 0 { "even" } else { "odd" });
                let labels = Labels::from_pairs([("__name__", name), ("i", &instance), ("job", job)]);
                RandomSeries { labels, samples }
            });
            series.collect::<Vec<_>>()
        })
    };
    (metric("a_total"), metric("b_total")).prop_map(|(mut a, b)| {
        a.extend(b);
        a
    })
}

/// The series in memory.
pub(crate) fn source(series: &[RandomSeries], histograms: &[HistogramSeries]) -> MemorySource {
    let columns = |series: &RandomSeries| {
        let mut columns = SampleColumns::default();
        let mut start = 0;
        for (index, (time, value)) in series.samples.iter().enumerate() {
            // Some resets are told by a start timestamp, some only seen.
            if index % 4 == 0 && index > 0 && *value < series.samples[index - 1].1 {
                start = *time - 1;
            }
            columns.push_float_since(*time, start, *value);
        }
        (series.labels.clone(), columns)
    };
    let histograms = histograms.iter().map(|series| (series.labels.clone(), series.columns()));
    MemorySource::new(series.iter().map(columns).chain(histograms).collect())
}
