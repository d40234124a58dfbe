//! How many buckets histograms populate: the numbers behind `promq query analyze`.
//!
//! Points of range selectors come in, counts of buckets come out; `histogram_analysis` finds the histograms among the
//! series and writes the text. What counts as populated is what promtool counts, down to its rounding.

use crate::{
    golang::float::parse_float,
    model::{histogram::FloatHistogram, sample::Timestamp},
};
use std::{collections::HashSet, sync::Arc};

/// Fewer samples than this say nothing about a histogram over time.
const FEWEST_SAMPLES: usize = 2;

/// The buckets of one classic histogram do not have their samples at the same times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("matrix result is not time aligned")]
pub struct NotAligned;

/// How many buckets of one histogram are populated over time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BucketStatistics {
    /// In the emptiest sample.
    pub min: usize,
    /// On average.
    pub avg: f64,
    /// In the fullest sample.
    pub max: usize,
    /// All buckets that there are (classic), or that any sample populates (native).
    pub total: usize,
}

/// One bucket of a classic histogram over time.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClassicBucket<'a> {
    upper: f64,
    points: &'a [(Timestamp, f64)],
}

impl<'a> ClassicBucket<'a> {
    /// The bucket that ends at `le`; one that is no number counts as zero.
    pub(super) fn new(le: &str, points: &'a [(Timestamp, f64)]) -> ClassicBucket<'a> {
        ClassicBucket { upper: parse_float(le).unwrap_or(0.0), points }
    }
}

impl BucketStatistics {
    /// The statistics of one native histogram; `None` if there are too few samples.
    pub(super) fn of_native(samples: &[(Timestamp, Arc<FloatHistogram>)]) -> Option<BucketStatistics> {
        let mut seen = HashSet::new();
        let mut populated = Vec::with_capacity(samples.len());
        for (_, histogram) in samples {
            let buckets = histogram.all_buckets().into_iter().filter(|bucket| bucket.count != 0.0);
            let before = populated.len();
            populated.push(0);
            for bucket in buckets {
                populated[before] += 1;
                seen.insert((bucket.boundaries(), bucket.lower.to_bits(), bucket.upper.to_bits()));
            }
        }
        BucketStatistics::over(&populated, seen.len())
    }

    /// The statistics of one classic histogram from its buckets in the order of the answer; `None` if the first of them
    /// has too few samples, which is as many as are looked at.
    pub(super) fn of_classic(buckets: &mut [ClassicBucket<'_>]) -> Result<Option<BucketStatistics>, NotAligned> {
        let samples = buckets.first().map_or(0, |bucket| bucket.points.len());
        if samples < FEWEST_SAMPLES {
            return Ok(None);
        }
        buckets.sort_by(|left, right| left.upper.total_cmp(&right.upper));
        let populated: Vec<usize> = (0..samples).map(|index| populated_at(buckets, index)).collect::<Result<_, _>>()?;
        Ok(BucketStatistics::over(&populated, buckets.len()))
    }

    fn over(populated: &[usize], total: usize) -> Option<BucketStatistics> {
        let (min, max) = (*populated.iter().min()?, *populated.iter().max()?);
        let avg = populated.iter().sum::<usize>() as f64 / populated.len() as f64;
        (populated.len() >= FEWEST_SAMPLES).then_some(BucketStatistics { min, avg, max, total })
    }
}

/// How many buckets have observations of their own in the sample at `index`, from the lowest bucket up to the first one
/// that has no such sample.
fn populated_at(buckets: &[ClassicBucket<'_>], index: usize) -> Result<usize, NotAligned> {
    let mut populated = 0;
    let mut below = None;
    for bucket in buckets {
        let Some(&(time, cumulative)) = bucket.points.get(index) else { break };
        let own = match below {
            Some((other, _)) if other != time => return Err(NotAligned),
            Some((_, lower)) => cumulative - lower,
            None => cumulative,
        };
        populated += usize::from(is_populated(own));
        below = Some((time, cumulative));
    }
    Ok(populated)
}

/// Counts are whole numbers: a part of an observation is none. A count that is no number is not zero either.
fn is_populated(count: f64) -> bool {
    count.is_nan() || count.abs() >= 1.0
}

/// Smallest, average and largest of a number over many series.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Distribution {
    pub(super) min: usize,
    pub(super) avg: f64,
    pub(super) max: usize,
    pub(super) count: usize,
}

impl Distribution {
    fn add(&mut self, number: usize) {
        self.min = if self.count == 0 { number } else { self.min.min(number) };
        self.max = self.max.max(number);
        self.count += 1;
        // The running mean in two divisions: its last digit is promtool's.
        let count = self.count as f64;
        self.avg += number as f64 / count - self.avg / count;
    }
}

/// The statistics of many series, each number by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Aggregate {
    pub(super) min: Distribution,
    pub(super) avg: Distribution,
    pub(super) max: Distribution,
    pub(super) total: Distribution,
}

impl Aggregate {
    /// Adds one series; of its average only the whole part counts.
    pub(super) fn add(&mut self, series: &BucketStatistics) {
        self.min.add(series.min);
        self.avg.add(series.avg as usize);
        self.max.add(series.max);
        self.total.add(series.total);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::histogram::HistogramSpan;

    fn classic(buckets: &[(&str, &[(Timestamp, f64)])]) -> Result<Option<BucketStatistics>, NotAligned> {
        let mut buckets: Vec<_> = buckets.iter().map(|(le, points)| ClassicBucket::new(le, points)).collect();
        BucketStatistics::of_classic(&mut buckets)
    }

    #[test]
    fn cumulative_buckets_are_compared_with_the_one_below() {
        let found =
            classic(&[("+Inf", &[(1, 3.0), (2, 5.0)]), ("10", &[(1, 3.0), (2, 4.0)]), ("2", &[(1, 0.0), (2, 1.0)])]);
        assert_eq!(found, Ok(Some(BucketStatistics { min: 1, avg: 2.0, max: 3, total: 3 })));
    }

    #[test]
    fn parts_of_observations_are_none_and_nan_is_one() {
        assert!(!is_populated(0.999) && !is_populated(-0.5) && !is_populated(0.0));
        assert!(is_populated(1.0) && is_populated(-1.0) && is_populated(f64::NAN) && is_populated(f64::INFINITY));
    }

    #[test]
    fn the_first_bucket_says_how_many_samples_are_looked_at() {
        let short: &[(Timestamp, f64)] = &[(1, 2.0)];
        let long: &[(Timestamp, f64)] = &[(1, 2.0), (2, 2.0)];
        assert_eq!(classic(&[("+Inf", short), ("1", long)]), Ok(None));
        let found = classic(&[("+Inf", long), ("1", short)]);
        assert_eq!(found, Ok(Some(BucketStatistics { min: 0, avg: 0.5, max: 1, total: 2 })));
        assert_eq!(classic(&[]), Ok(None));
    }

    #[test]
    fn samples_of_a_classic_histogram_must_stand_at_the_same_times() {
        assert_eq!(classic(&[("1", &[(1, 0.0), (2, 0.0)]), ("2", &[(1, 0.0), (3, 0.0)])]), Err(NotAligned));
    }

    #[test]
    fn native_buckets_are_counted_by_their_bounds() {
        let sample = |time, offset, counts: &[f64]| {
            let spans = vec![HistogramSpan { offset, length: counts.len() as u32 }];
            let histogram = FloatHistogram {
                positive_spans: spans,
                positive_buckets: counts.to_vec(),
                ..FloatHistogram::default()
            };
            (time, Arc::new(histogram))
        };
        let samples = [sample(1, 0, &[1.0, 0.0, 2.0]), sample(2, 2, &[1.0, 1.0]), sample(3, 0, &[])];
        let expected = BucketStatistics { min: 0, avg: 4.0 / 3.0, max: 2, total: 3 };
        assert_eq!(BucketStatistics::of_native(&samples), Some(expected));
        assert_eq!(BucketStatistics::of_native(&samples[..1]), None);
        assert_eq!(BucketStatistics::of_native(&[]), None);
    }

    #[test]
    fn averages_are_cut_before_they_are_aggregated() {
        let mut aggregate = Aggregate::default();
        for (min, avg) in [(4, 5.9), (2, 3.5)] {
            aggregate.add(&BucketStatistics { min, avg, max: 9, total: 9 });
        }
        assert_eq!(aggregate.min, Distribution { min: 2, avg: 3.0, max: 4, count: 2 });
        assert_eq!(aggregate.avg, Distribution { min: 3, avg: 4.0, max: 5, count: 2 });
        assert_eq!(aggregate.max, aggregate.total);
    }
}
