//! Straight lines and smoothing: `deriv`, `predict_linear`, `double_exponential_smoothing`.

use super::summation::CompensatedSum;
use crate::model::sample::Timestamp;

/// Slope per second and value at `reference` of the line through the samples, which are at least two.
pub(in crate::engine) fn linear(timestamps: &[Timestamp], values: &[f64], reference: Timestamp) -> (f64, f64) {
    let mut sums = [CompensatedSum::default(); 4];
    let first = values.first().copied().unwrap_or(f64::NAN);
    let mut constant = true;
    for (&timestamp, &y) in timestamps.iter().zip(values) {
        constant = constant && y == first;
        let x = (timestamp - reference) as f64 / 1e3;
        for (sum, term) in sums.iter_mut().zip([x, y, x * y, x * x]) {
            sum.add(term);
        }
    }
    if constant {
        // No slope at all, whatever rounding would make of it.
        return if first.is_infinite() { (f64::NAN, f64::NAN) } else { (0.0, first) };
    }
    let count = values.len() as f64;
    let [x, y, xy, xx] = sums.map(|sum| sum.sum + sum.compensation);
    let covariance = xy - x * y / count;
    let variance = xx - x * x / count;
    let slope = covariance / variance;
    (slope, y / count - slope * x / count)
}

/// What a straight line through some samples follows from; two of them can be joined.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::engine) struct Line {
    pub(in crate::engine) count: f64,
    /// Mean time in seconds, from any fixed origin.
    pub(in crate::engine) x: f64,
    /// Mean value.
    pub(in crate::engine) y: f64,
    /// Sum of the squared distances from the mean time.
    pub(in crate::engine) xx: f64,
    /// Sum of the products of the distances from both means.
    pub(in crate::engine) xy: f64,
}

impl Line {
    /// One sample.
    pub(in crate::engine) fn of(x: f64, y: f64) -> Line {
        // A value that is no number makes every line through it none either.
        Line { count: 1.0, x, y, xx: 0.0, xy: if y.is_finite() { 0.0 } else { f64::NAN } }
    }

    /// Slope, and value at `x`; `constant` is the value if all samples have the same one.
    pub(in crate::engine) fn at(self, constant: Option<f64>, x: f64) -> (f64, f64) {
        match constant {
            Some(value) if value.is_infinite() => (f64::NAN, f64::NAN),
            Some(value) => (0.0, value),
            None => {
                let slope = self.xy / self.xx;
                (slope, self.y + slope * (x - self.x))
            }
        }
    }
}

/// Holt's linear smoothing; `None` below two samples.
pub(in crate::engine) fn double_exponential_smoothing(values: &[f64], smoothing: f64, trend: f64) -> Option<f64> {
    let (&first, rest) = values.split_first()?;
    let (&second, _) = rest.split_first()?;
    let (mut before, mut level, mut slope) = (0.0, first, second - first);
    for (index, &value) in rest.iter().enumerate() {
        if index > 0 {
            slope = trend * (level - before) + (1.0 - trend) * slope;
        }
        let next = smoothing * value + (1.0 - smoothing) * (level + slope);
        before = level;
        level = next;
    }
    Some(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_again() {
        let timestamps = [0, 10_000, 20_000, 30_000];
        let (slope, intercept) = linear(&timestamps, &[1.0, 3.0, 5.0, 7.0], 0);
        assert!((slope - 0.2).abs() < 1e-15 && (intercept - 1.0).abs() < 1e-15);
        assert_eq!(linear(&timestamps, &[2.5; 4], 5), (0.0, 2.5));
        assert!(linear(&timestamps, &[f64::INFINITY; 4], 5).0.is_nan());
    }

    #[test]
    fn smoothing_follows_a_line() {
        assert_eq!(double_exponential_smoothing(&[1.0, 2.0, 3.0, 4.0], 0.5, 0.5), Some(4.0));
        assert_eq!(double_exponential_smoothing(&[1.0], 0.5, 0.5), None);
    }
}
