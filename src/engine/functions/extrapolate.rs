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
    /// Times of the samples.
    pub(in crate::engine) timestamps: &'a [Timestamp],
    /// Their values.
    pub(in crate::engine) values: &'a [f64],
    /// End of the window.
    pub(in crate::engine) end: Timestamp,
    /// Start timestamp of the first sample; 0 when it is not known or not to be used.
    pub(in crate::engine) start_timestamp: Timestamp,
}

impl Extrapolation {
    /// The extrapolated change; `None` below two samples, or one that was started inside the window.
    ///
    /// `resets` are the values just before each reset inside the window, in order of time; they are used for counters
    /// only, and added one after the other so that the result has the bits of a plain loop over the window.
    #[inline]
    pub(in crate::engine) fn apply(self, window: Window<'_>, resets: impl Iterator<Item = f64>) -> Option<f64> {
        let (&first, &last) = (window.values.first()?, window.values.last()?);
        let mut change = last - first;
        if self.counter {
            resets.for_each(|before| change += before);
        }
        let stretch = self.stretch(window.timestamps, window.end, window.start_timestamp, |sampled| {
            (change > 0.0 && first >= 0.0).then(|| sampled * (first / change))
        })?;
        if stretch.from_zero {
            change += first;
        }
        Some(change * stretch.factor)
    }

    /// How the change between the first and the last sample becomes that of the window; `None` if it cannot.
    ///
    /// `to_zero` tells, given the seconds between the first and the last sample, how long before the first one a
    /// counter was zero, if that can be said.
    #[inline]
    pub(in crate::engine) fn stretch(
        self,
        timestamps: &[Timestamp],
        end: Timestamp,
        start_timestamp: Timestamp,
        to_zero: impl FnOnce(f64) -> Option<f64>,
    ) -> Option<Stretch> {
        let (&first_time, &last_time) = (timestamps.first()?, timestamps.last()?);
        let intervals = timestamps.len() - 1;
        let start = end - self.range;
        let mut to_start = (first_time - start) as f64 / 1000.0;
        let mut to_end = (end - last_time) as f64 / 1000.0;
        let mut sampled = (last_time - first_time) as f64 / 1000.0;
        let average_interval = if intervals > 0 { sampled / intervals as f64 } else { 0.0 };
        // A border further away than a scrape that was merely late means that the series begins or ends inside.
        let threshold = average_interval * 1.1;
        let from_zero = self.counter && start_timestamp != 0 && start_timestamp > start && start_timestamp < first_time;
        if from_zero {
            // The counter was zero at its start: nothing is to be guessed on this side.
            to_start = 0.0;
            sampled = (last_time - start_timestamp) as f64 / 1000.0;
        } else if intervals == 0 {
            return None;
        } else {
            if to_start >= threshold {
                to_start = average_interval / 2.0;
            }
            if self.counter
                && let Some(to_zero) = to_zero(sampled)
                && to_zero < to_start
            {
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
        Some(Stretch { factor, from_zero })
    }
}

/// What makes the change between samples the change of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::engine) struct Stretch {
    /// What to multiply it by.
    pub(in crate::engine) factor: f64,
    /// Whether the first sample's value counts too, because the counter started from zero inside the window.
    pub(in crate::engine) from_zero: bool,
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
        let window = Window { timestamps: &timestamps, values: &values, end: 1_300_000, start_timestamp: 0 };
        assert_eq!(rate.apply(window, [30.0].into_iter()), Some(0.145_833_333_333_333_34));
    }

    #[test]
    fn a_counter_started_inside_counts_from_zero() {
        let increase = Extrapolation { counter: true, per_second: false, range: 100_000 };
        let window = Window { timestamps: &[50_000], values: &[7.0], end: 100_000, start_timestamp: 20_000 };
        assert_eq!(increase.apply(window, std::iter::empty()), Some(7.0));
        let before = Window { start_timestamp: -1, ..window };
        assert_eq!(increase.apply(before, std::iter::empty()), None);
    }

    #[test]
    fn one_sample_gives_nothing() {
        let delta = Extrapolation { counter: false, per_second: false, range: 1000 };
        let window = Window { timestamps: &[5], values: &[1.0], end: 10, start_timestamp: 0 };
        assert_eq!(delta.apply(window, std::iter::empty()), None);
    }
}
