//! Quantiles and fractions of classic histograms: cumulative counts with upper bounds.

/// A bucket of a classic histogram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::engine) struct Bucket {
    /// Its upper bound (`le`), inclusive; never NaN.
    pub(in crate::engine) upper_bound: f64,
    /// Observations up to there.
    pub(in crate::engine) count: f64,
}

/// What had to be changed because counts went down from one bucket to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::engine) struct ForcedMonotonicity {
    /// Lowest bound of a changed bucket.
    pub(in crate::engine) min_bound: f64,
    /// Highest bound of a changed bucket.
    pub(in crate::engine) max_bound: f64,
    /// Largest change of a count.
    pub(in crate::engine) max_difference: f64,
}

/// Relative differences below this are rounding errors of the scraped counts' rates.
const SMALL_DIFFERENCE: f64 = 1e-12;

/// The `q`-quantile. Buckets may come in any order and with equal bounds; they are sorted and joined on the way.
pub(in crate::engine) fn quantile(q: f64, buckets: &mut Vec<Bucket>) -> (f64, Option<ForcedMonotonicity>) {
    if q.is_nan() {
        return (f64::NAN, None);
    }
    if q < 0.0 {
        return (f64::NEG_INFINITY, None);
    }
    if q > 1.0 {
        return (f64::INFINITY, None);
    }
    if !sort_and_join(buckets) {
        return (f64::NAN, None);
    }
    let forced = force_monotonicity(buckets);
    let [first, .., second_last, last] = buckets.as_slice() else {
        return (two_bucket_quantile(q, buckets), forced);
    };
    if last.count == 0.0 {
        return (f64::NAN, forced);
    }
    (interpolate(q * last.count, buckets, first.upper_bound, second_last.upper_bound), forced)
}

fn two_bucket_quantile(q: f64, buckets: &[Bucket]) -> f64 {
    match buckets {
        [first, last] if last.count != 0.0 => {
            interpolate(q * last.count, buckets, first.upper_bound, first.upper_bound)
        }
        _ => f64::NAN,
    }
}

fn interpolate(mut rank: f64, buckets: &[Bucket], first_bound: f64, second_last_bound: f64) -> f64 {
    let finite = &buckets[..buckets.len() - 1];
    // A count that is NaN never reaches the rank: "not yet" is not the same as "less".
    let reaches = |bucket: &Bucket| bucket.count >= rank;
    let place = finite.partition_point(|bucket| !reaches(bucket));
    let Some(bucket) = finite.get(place) else { return second_last_bound };
    if place == 0 && first_bound <= 0.0 {
        return first_bound;
    }
    let (mut start, mut count) = (0.0, bucket.count);
    if let Some(before) = place.checked_sub(1).and_then(|before| finite.get(before)) {
        start = before.upper_bound;
        count -= before.count;
        rank -= before.count;
    }
    start + (bucket.upper_bound - start) * (rank / count)
}

/// Sorts by bound and adds up equal ones; false unless the last bound is +Inf.
fn sort_and_join(buckets: &mut Vec<Bucket>) -> bool {
    buckets.sort_by(|left, right| left.upper_bound.total_cmp(&right.upper_bound));
    buckets.dedup_by(|next, kept| {
        let same = next.upper_bound == kept.upper_bound;
        if same {
            kept.count += next.count;
        }
        same
    });
    buckets.last().is_some_and(|last| last.upper_bound == f64::INFINITY)
}

fn force_monotonicity(buckets: &mut [Bucket]) -> Option<ForcedMonotonicity> {
    let (first, rest) = buckets.split_first_mut()?;
    let mut previous = first.count;
    let mut forced: Option<ForcedMonotonicity> = None;
    for bucket in rest {
        let count = bucket.count;
        if count == previous {
            continue;
        }
        if almost_equal(previous, count) {
            bucket.count = previous;
        } else if count < previous {
            bucket.count = previous;
            let change = forced.get_or_insert(ForcedMonotonicity {
                min_bound: f64::INFINITY,
                max_bound: f64::NEG_INFINITY,
                max_difference: 0.0,
            });
            change.min_bound = change.min_bound.min(bucket.upper_bound);
            change.max_bound = change.max_bound.max(bucket.upper_bound);
            change.max_difference = change.max_difference.max(previous - count);
        } else {
            previous = count;
        }
    }
    forced
}

fn almost_equal(left: f64, right: f64) -> bool {
    if left.is_nan() && right.is_nan() {
        return true;
    }
    let sum = left.abs() + right.abs();
    let difference = (left - right).abs();
    if left == 0.0 || right == 0.0 || sum < f64::MIN_POSITIVE {
        return difference < SMALL_DIFFERENCE * f64::MIN_POSITIVE;
    }
    difference / sum.min(f64::MAX) < SMALL_DIFFERENCE
}

/// The fraction of observations between two bounds. Counts that go down are taken as they are.
pub(in crate::engine) fn fraction(lower: f64, upper: f64, buckets: &mut Vec<Bucket>) -> f64 {
    if !sort_and_join(buckets) {
        return f64::NAN;
    }
    let total = buckets.last().map_or(0.0, |last| last.count);
    if total == 0.0 || lower.is_nan() || upper.is_nan() {
        return f64::NAN;
    }
    if lower >= upper {
        return 0.0;
    }
    (rank_of(upper, buckets, total) - rank_of(lower, buckets, total)) / total
}

/// How many observations lie below `bound`.
fn rank_of(bound: f64, buckets: &[Bucket], total: f64) -> f64 {
    let mut below = 0.0;
    let first_bound = buckets.first().map_or(0.0, |first| first.upper_bound);
    let mut start = if first_bound > 0.0 { 0.0 } else { f64::NEG_INFINITY };
    for bucket in buckets {
        let end = bucket.upper_bound;
        if start >= bound {
            return cap(below, total);
        }
        if end > bound {
            // Nothing can be interpolated in a bucket without a lower end: all of it counts.
            let rank = if start == f64::NEG_INFINITY {
                bucket.count
            } else {
                below + (bucket.count - below) * (bound - start) / (end - start)
            };
            return cap(rank, total);
        }
        below = bucket.count;
        start = end;
    }
    total
}

fn cap(rank: f64, total: f64) -> f64 {
    if rank > total { total } else { rank }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buckets(pairs: &[(f64, f64)]) -> Vec<Bucket> {
        pairs.iter().map(|&(upper_bound, count)| Bucket { upper_bound, count }).collect()
    }

    const INFINITY: f64 = f64::INFINITY;

    #[test]
    fn quantiles_interpolate_within_a_bucket() {
        let histogram = [(0.1, 10.0), (0.2, 30.0), (INFINITY, 40.0)];
        assert_eq!(quantile(0.25, &mut buckets(&histogram)).0, 0.1);
        assert_eq!(quantile(0.5, &mut buckets(&histogram)).0, 0.1 + (0.2 - 0.1) * (10.0 / 20.0));
        assert_eq!(quantile(0.9, &mut buckets(&histogram)).0, 0.2);
        assert!(quantile(0.5, &mut buckets(&histogram[..2])).0.is_nan());
        assert!(quantile(0.5, &mut buckets(&[(INFINITY, 3.0)])).0.is_nan());
        assert_eq!(quantile(0.5, &mut buckets(&[(1.0, 4.0), (INFINITY, 4.0)])).0, 0.5);
    }

    #[test]
    fn falling_counts_are_raised_and_reported() {
        let (value, forced) = quantile(1.0, &mut buckets(&[(1.0, 4.0), (2.0, 3.0), (INFINITY, 4.0)]));
        assert_eq!(value, 1.0);
        let expected = ForcedMonotonicity { min_bound: 2.0, max_bound: 2.0, max_difference: 1.0 };
        assert_eq!(forced, Some(expected));
        assert_eq!(quantile(1.0, &mut buckets(&[(1.0, 4.0), (2.0, 4.0 - 1e-13), (INFINITY, 4.0)])).1, None);
    }

    #[test]
    fn fractions_lie_between_ranks() {
        let histogram = [(1.0, 10.0), (2.0, 30.0), (INFINITY, 40.0)];
        assert_eq!(fraction(0.0, 1.0, &mut buckets(&histogram)), 0.25);
        assert_eq!(fraction(1.0, 1.5, &mut buckets(&histogram)), 0.25);
        assert_eq!(fraction(f64::NEG_INFINITY, INFINITY, &mut buckets(&histogram)), 1.0);
        assert_eq!(fraction(2.0, 1.0, &mut buckets(&histogram)), 0.0);
    }
}
