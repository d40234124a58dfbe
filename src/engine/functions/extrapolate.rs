//! `rate`, `increase` and `delta`: the change over a window, extrapolated to its borders.

use crate::model::sample::Timestamp;

/// How the change over a window is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Extrapolation {
    /// Drops are resets to zero, and the series cannot have been negative (`rate`, `increase`).
    pub(in crate::engine) counter: bool,
    /// The change is divided by the window's length (`rate`).
    pub(in crate::engine) per_second: bool,
    /// The window's length in milliseconds.
    pub(in crate::engine) range: i64,
}

/// The samples of one window, and where it ends.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Window<'a> {
    /// Times of the samples, at least two.
    pub(in crate::engine) timestamps: &'a [Timestamp],
    /// Their values.
    pub(in crate::engine) values: &'a [f64],
    /// End of the window.
    pub(in crate::engine) end: Timestamp,
}

impl Extrapolation {
    /// The extrapolated change; `None` below two samples.
    ///
    /// `resets` are the values just before each drop inside the window, in order of time; they are used for counters
    /// only, and added one after the other so that the result has the bits of a plain loop over the window.
    #[inline]
    pub(in crate::engine) fn apply(self, window: Window<'_>, resets: impl Iterator<Item = f64>) -> Option<f64> {
        let (&first_time, &last_time) = (window.timestamps.first()?, window.timestamps.last()?);
        let (&first, &last) = (window.values.first()?, window.values.last()?);
        let intervals = window.timestamps.len() - 1;
        if intervals == 0 {
            return None;
        }
        let mut change = last - first;
        if self.counter {
            resets.for_each(|before| change += before);
        }

        let mut to_start = (first_time - (window.end - self.range)) as f64 / 1000.0;
        let mut to_end = (window.end - last_time) as f64 / 1000.0;
        let sampled = (last_time - first_time) as f64 / 1000.0;
        let average_interval = sampled / intervals as f64;
        // A border further away than a scrape that was merely late means that the series begins or ends inside.
        let threshold = average_interval * 1.1;
        if to_start >= threshold {
            to_start = average_interval / 2.0;
        }
        if self.counter && change > 0.0 && first >= 0.0 {
            let to_zero = sampled * (first / change);
            if to_zero < to_start {
                to_start = to_zero;
            }
        }
        if to_end >= threshold {
            to_end = average_interval / 2.0;
        }
        let mut factor = if sampled == 0.0 { 1.0 } else { (sampled + to_start + to_end) / sampled };
        if self.per_second {
            factor /= seconds(self.range);
        }
        Some(change * factor)
    }
}

/// Milliseconds in seconds with the bits of Go's `Duration.Seconds`: whole seconds plus the fraction.
#[inline]
pub(in crate::engine) fn seconds(milliseconds: i64) -> f64 {
    (milliseconds / 1000) as f64 + ((milliseconds % 1000) * 1_000_000) as f64 / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reset_counts_from_zero() {
        // The window (1000 s, 1300 s] of a counter that was reset once; the value is Prometheus' own.
        let timestamps = [1_060_000, 1_120_000, 1_180_000, 1_240_000, 1_300_000];
        let values = [10.0, 20.0, 30.0, 5.0, 15.0];
        let rate = Extrapolation { counter: true, per_second: true, range: 300_000 };
        let window = Window { timestamps: &timestamps, values: &values, end: 1_300_000 };
        assert_eq!(rate.apply(window, [30.0].into_iter()), Some(0.145_833_333_333_333_34));
    }

    #[test]
    fn one_sample_gives_nothing() {
        let delta = Extrapolation { counter: false, per_second: false, range: 1000 };
        let window = Window { timestamps: &[5], values: &[1.0], end: 10 };
        assert_eq!(delta.apply(window, std::iter::empty()), None);
    }
}
