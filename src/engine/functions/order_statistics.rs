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

    #[test]
    fn quantiles_interpolate() {
        assert_eq!(quantile(0.5, &mut [4.0, 1.0, 3.0, 2.0]), 2.5);
        assert_eq!(quantile(-1.0, &mut [1.0]), f64::NEG_INFINITY);
        assert_eq!(quantile(2.0, &mut [1.0]), f64::INFINITY);
        assert!(quantile(0.0, &mut [1.0, f64::NAN]).is_nan());
        assert_eq!(median_absolute_deviation(&mut [1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0]), 1.0);
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
