//! Native histograms as a plain array of buckets, and what functions make of them bucket by bucket.

use crate::Points;
use promq::model::{
    histogram::{FloatHistogram, HistogramSpan},
    labels::Labels,
    sample::SampleColumns,
};
use proptest::prelude::*;
use std::sync::Arc;

/// How many buckets there are; of schema 0, and the first ends at 2⁻².
const BUCKETS: usize = 7;
const FIRST: i32 = -2;

/// Count, sum and buckets in one array, so that whatever is done is done to all of them alike.
pub(crate) type Dense = [f64; BUCKETS + 2];

type Sample = (i64, Dense);

/// A series of histograms, sorted by time.
#[derive(Clone, Debug)]
pub(crate) struct HistogramSeries {
    pub(crate) labels: Labels,
    pub(crate) samples: Vec<Sample>,
}

impl HistogramSeries {
    pub(crate) fn columns(&self) -> SampleColumns {
        let mut columns = SampleColumns::default();
        for (time, dense) in &self.samples {
            // As if the process had started right before the sample, for each sample that comes after a gap.
            let gap = columns.histogram_timestamps.last().is_some_and(|last| *time > last + 30_000);
            columns.push_histogram_since(*time, if gap { *time - 1 } else { 0 }, Arc::new(sparse(dense)), false);
        }
        columns
    }
}

/// Up to four counters of observations that start again now and then, some scrapes missing.
pub(crate) fn random_histograms() -> impl Strategy<Value = Vec<HistogramSeries>> {
    let observations = prop::collection::vec(0..4_u8, BUCKETS);
    let scrape = (prop::bool::weighted(0.85), prop::bool::weighted(0.05), 0..4_000_i64, observations);
    let samples = prop::collection::vec(scrape, 100).prop_map(|scrapes| {
        let mut dense: Dense = [0.0; BUCKETS + 2];
        let mut samples = Vec::new();
        for (number, (kept, reset, jitter, observations)) in scrapes.into_iter().enumerate() {
            if reset {
                dense = [0.0; BUCKETS + 2];
            }
            for (bucket, observed) in observations.into_iter().enumerate() {
                dense[0] += f64::from(observed);
                dense[1] += f64::from(observed) * (bucket + 1) as f64;
                dense[bucket + 2] += f64::from(observed);
            }
            if kept {
                samples.push((number as i64 * 15_000 + jitter, dense));
            }
        }
        samples
    });
    prop::collection::vec(samples, 1..4).prop_map(|all| {
        let series = all.into_iter().enumerate().map(|(index, samples)| {
            let labels = [("__name__", "h"), ("i", &index.to_string()), ("job", ["even", "odd"][index % 2])];
            HistogramSeries { labels: Labels::from_pairs(labels), samples }
        });
        series.collect()
    })
}

fn sparse(dense: &Dense) -> FloatHistogram {
    FloatHistogram {
        count: dense[0],
        sum: dense[1],
        positive_spans: vec![HistogramSpan { offset: FIRST, length: BUCKETS as u32 }],
        positive_buckets: dense[2..].to_vec(),
        ..FloatHistogram::default()
    }
}

/// A histogram as points: its count, its sum and its filled buckets, told apart by what is put behind the labels.
pub(crate) fn points(labels: &str, time: i64, histogram: &FloatHistogram) -> Points {
    let mut points = vec![
        (format!("{labels} count"), time, histogram.count.to_bits()),
        (format!("{labels} sum"), time, histogram.sum.to_bits()),
    ];
    for (sign, spans, buckets) in [
        ("+", &histogram.positive_spans, &histogram.positive_buckets),
        ("-", &histogram.negative_spans, &histogram.negative_buckets),
    ] {
        let mut index = 0;
        let mut counts = buckets.iter();
        for span in spans {
            index += span.offset;
            for count in counts.by_ref().take(span.length as usize) {
                if *count != 0.0 {
                    points.push((format!("{labels} {sign}{index} of {}", histogram.schema), time, count.to_bits()));
                }
                index += 1;
            }
        }
    }
    points
}

/// What becomes of a window: a histogram or a number.
enum Answer {
    Histogram(Dense),
    Float(f64),
}

type WindowFunction = fn(&[Sample], i64, i64) -> Option<Answer>;

/// Expressions over windows of `range` milliseconds, and over the newest samples, with what they should give.
pub(crate) fn answers(series: &[HistogramSeries], times: &[i64], range: i64) -> Vec<(String, Points)> {
    use Answer::{Float, Histogram};
    let functions: [(&str, WindowFunction); 11] = [
        ("count_over_time(WINDOW)", |window, _, _| Some(Float(window.len() as f64))),
        ("sum_over_time(WINDOW)", |window, _, _| Some(Histogram(total(window)))),
        ("avg_over_time(WINDOW)", |window, _, _| Some(Histogram(total(window).map(|sum| sum / window.len() as f64)))),
        ("increase(WINDOW)", |window, end, range| extrapolated(window, end, range, true).map(Histogram)),
        ("delta(WINDOW)", |window, end, range| extrapolated(window, end, range, false).map(Histogram)),
        ("idelta(WINDOW)", |window, _, _| {
            last_pair(window).map(|(left, right)| Histogram(difference(&right.1, &left.1)))
        }),
        ("irate(WINDOW)", |window, _, _| {
            let (left, right) = last_pair(window)?;
            let change = if is_reset(&left.1, &right.1) { right.1 } else { difference(&right.1, &left.1) };
            Some(Histogram(change.map(|change| change / ((right.0 - left.0) as f64 / 1000.0))))
        }),
        ("resets(WINDOW)", |window, _, _| {
            Some(Float(window.windows(2).filter(|pair| is_reset(&pair[0].1, &pair[1].1)).count() as f64))
        }),
        ("changes(WINDOW)", |window, _, _| {
            Some(Float(window.windows(2).filter(|pair| pair[0].1 != pair[1].1).count() as f64))
        }),
        ("histogram_quantile(0.7, last_over_time(WINDOW))", |window, _, _| {
            Some(Float(quantile(&window.last()?.1, 0.7)))
        }),
        ("histogram_fraction(0, 2, last_over_time(WINDOW))", |window, _, _| {
            Some(Float(fraction_to_two(&window.last()?.1)))
        }),
    ];
    let answer = |(name, function): (&str, WindowFunction)| {
        let mut all = Points::new();
        for series in series {
            let labels = series.labels.without_metric().to_string();
            for &time in times {
                let inside = |(at, _): &&Sample| *at > time - range && *at <= time;
                let window: Vec<Sample> = series.samples.iter().filter(inside).copied().collect();
                match (!window.is_empty()).then(|| function(&window, time, range)).flatten() {
                    Some(Float(value)) => all.push((labels.clone(), time, value.to_bits())),
                    Some(Histogram(dense)) => all.extend(points(&labels, time, &sparse(&dense))),
                    None => {}
                }
            }
        }
        all.sort();
        (name.replace("WINDOW", &format!("h[{range}ms]")), all)
    };
    functions.into_iter().map(answer).collect()
}

fn total(window: &[Sample]) -> Dense {
    let mut total = [0.0; BUCKETS + 2];
    window.iter().for_each(|(_, dense)| total.iter_mut().zip(dense).for_each(|(total, value)| *total += value));
    total
}

fn difference(left: &Dense, right: &Dense) -> Dense {
    std::array::from_fn(|place| left[place] - right[place])
}

/// Whether any bucket has fewer observations than before. The sum does not matter.
fn is_reset(before: &Dense, after: &Dense) -> bool {
    (0..before.len()).any(|place| place != 1 && after[place] < before[place])
}

fn last_pair(window: &[Sample]) -> Option<(&Sample, &Sample)> {
    Some((window.iter().nth_back(1)?, window.last()?))
}

fn extrapolated(window: &[Sample], end: i64, range: i64, counter: bool) -> Option<Dense> {
    let (first, last) = (window.first()?, window.last()?);
    if window.len() < 2 {
        return None;
    }
    let mut change = difference(&last.1, &first.1);
    for pair in window.windows(2).filter(|pair| counter && is_reset(&pair[0].1, &pair[1].1)) {
        change.iter_mut().zip(&pair[0].1).for_each(|(change, value)| *change += value);
    }
    let sampled = (last.0 - first.0) as f64 / 1000.0;
    let average = sampled / (window.len() - 1) as f64;
    let border = |distance: f64| if distance >= average * 1.1 { average / 2.0 } else { distance };
    let mut before = border((first.0 - (end - range)) as f64 / 1000.0);
    if counter && change[0] > 0.0 {
        before = before.min(sampled * (first.1[0] / change[0]));
    }
    let after = border((end - last.0) as f64 / 1000.0);
    Some(change.map(|change| change * ((sampled + before + after) / sampled)))
}

fn quantile(dense: &Dense, quantile: f64) -> f64 {
    let mut rank = quantile * dense[0];
    for (bucket, count) in dense[2..].iter().enumerate() {
        if rank <= *count && *count > 0.0 {
            // Each bucket ends at twice its beginning, and observations lie evenly on the logarithmic scale.
            return 2f64.powf(f64::from(FIRST - 1 + bucket as i32) + rank / count);
        }
        rank -= count;
    }
    f64::NAN
}

/// 2 is the end of the bucket with index 1.
fn fraction_to_two(dense: &Dense) -> f64 {
    dense[2..=(3 - FIRST) as usize].iter().sum::<f64>() / dense[0]
}
