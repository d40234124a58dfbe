//! Quantiles of plain numbers.

use std::cmp::Ordering;

/// NaN sorts before every number, equal numbers compare equal: Prometheus' order for quantiles.
pub(in crate::engine) fn nan_first(left: &f64, right: &f64) -> Ordering {
    left.partial_cmp(right).unwrap_or_else(|| right.is_nan().cmp(&left.is_nan()))
}

/// The `q`-quantile of values sorted with [`nan_first`], interpolated between neighbours.
///
/// NaN without values or for a `q` that is NaN, an infinity for a `q` outside of 0 to 1.
pub(in crate::engine) fn quantile_of_sorted(q: f64, sorted: &[f64]) -> f64 {
    if sorted.is_empty() || q.is_nan() {
        return f64::NAN;
    }
    if q < 0.0 {
        return f64::NEG_INFINITY;
    }
    if q > 1.0 {
        return f64::INFINITY;
    }
    let last = sorted.len() - 1;
    let rank = q * last as f64;
    let lower = (rank.floor() as usize).min(last);
    let upper = (lower + 1).min(last);
    let weight = rank - rank.floor();
    sorted[lower] * (1.0 - weight) + sorted[upper] * weight
}

/// The `q`-quantile of values in any order; they are sorted on the way.
pub(in crate::engine) fn quantile(q: f64, values: &mut [f64]) -> f64 {
    values.sort_unstable_by(nan_first);
    quantile_of_sorted(q, values)
}

/// The median of the distances from the median; NaN if any value is.
pub(in crate::engine) fn median_absolute_deviation(values: &mut [f64]) -> f64 {
    if values.iter().any(|value| value.is_nan()) {
        return f64::NAN;
    }
    let median = quantile(0.5, values);
    values.iter_mut().for_each(|value| *value = (*value - median).abs());
    quantile(0.5, values)
}

/// [`median_absolute_deviation`] of values sorted with [`nan_first`], without sorting the distances: they ascend on both
/// sides of the median.
pub(in crate::engine) fn median_absolute_deviation_of_sorted(sorted: &[f64]) -> f64 {
    let median = quantile_of_sorted(0.5, sorted);
    let finite =
        sorted.first().is_some_and(|first| first.is_finite()) && sorted.last().is_some_and(|last| last.is_finite());
    if !finite || !median.is_finite() {
        return median_absolute_deviation(&mut sorted.to_vec());
    }
    let (below, above) = sorted.split_at(sorted.partition_point(|value| *value < median));
    // The distance number `rank`, counted from the smallest: find how many of those before it lie below the median.
    let distance = |rank: usize| {
        let below = |place: usize| Some((*below.get(below.len().checked_sub(place + 1)?)? - median).abs());
        let above = |place: usize| Some((*above.get(place)? - median).abs());
        let (mut low, mut high) = (0, rank);
        while low < high {
            let middle = low.midpoint(high);
            // Beyond the end of a side there are only greater ones.
            let nearer = match (below(middle), above(rank - middle - 1)) {
                (Some(below), Some(above)) => below < above,
                (below, _) => below.is_some(),
            };
            if nearer {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        match (below(low), above(rank - low)) {
            (Some(below), Some(above)) => below.min(above),
            (below, above) => below.or(above).unwrap_or(f64::NAN),
        }
    };
    let last = sorted.len() - 1;
    let lower = last / 2;
    let weight = if last % 2 == 1 { 0.5 } else { 0.0 };
    distance(lower) * (1.0 - weight) + distance((lower + 1).min(last)) * weight
}

/// A sorted copy of a window that slides: values enter and leave in their order of time.
#[derive(Debug, Default)]
pub(in crate::engine) struct SortedWindow {
    sorted: Vec<f64>,
}

impl SortedWindow {
    /// Empties the window.
    pub(in crate::engine) fn clear(&mut self) {
        self.sorted.clear();
    }

    /// The values, sorted.
    pub(in crate::engine) fn sorted(&self) -> &[f64] {
        &self.sorted
    }

    /// A value enters.
    pub(in crate::engine) fn insert(&mut self, value: f64) {
        let place = self.sorted.partition_point(|held| nan_first(held, &value) == Ordering::Less);
        self.sorted.insert(place, value);
    }

    /// A value that entered before leaves.
    pub(in crate::engine) fn remove(&mut self, value: f64) {
        let place = self.sorted.partition_point(|held| nan_first(held, &value) == Ordering::Less);
        if place < self.sorted.len() {
            self.sorted.remove(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::strategy::Strategy;

    #[test]
    fn quantiles_interpolate() {
        assert_eq!(quantile(0.5, &mut [4.0, 1.0, 3.0, 2.0]), 2.5);
        assert_eq!(quantile(-1.0, &mut [1.0]), f64::NEG_INFINITY);
        assert_eq!(quantile(2.0, &mut [1.0]), f64::INFINITY);
        assert!(quantile(0.0, &mut [1.0, f64::NAN]).is_nan());
        assert_eq!(median_absolute_deviation(&mut [1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0]), 1.0);
    }

    proptest::proptest! {
        #[test]
        fn distances_need_not_be_sorted(
            mut values in proptest::collection::vec(
                proptest::prop_oneof![8 => -5..5i32, 1 => proptest::prelude::Just(i32::MAX)],
                1..40,
            ).prop_map(|values| -> Vec<f64> {
                let number = |value| if value == i32::MAX { f64::INFINITY } else { f64::from(value) / 4.0 };
                values.into_iter().map(number).collect()
            }),
        ) {
            values.sort_unstable_by(nan_first);
            let expected = median_absolute_deviation(&mut values.clone());
            let actual = median_absolute_deviation_of_sorted(&values);
            proptest::prop_assert!(actual == expected || (actual.is_nan() && expected.is_nan()), "{actual} {expected}");
        }
    }

    #[test]
    fn a_sliding_window_stays_sorted() {
        let mut window = SortedWindow::default();
        [3.0, f64::NAN, 1.0, 3.0].into_iter().for_each(|value| window.insert(value));
        window.remove(3.0);
        assert!(window.sorted()[0].is_nan());
        assert_eq!(window.sorted()[1..], [1.0, 3.0]);
        window.remove(f64::NAN);
        assert_eq!(window.sorted(), [1.0, 3.0]);
    }
}
