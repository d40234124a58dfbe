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

/// Where the samples of a window lie in it; windows of regular scrapes mostly share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Placement {
    /// Milliseconds from the window's beginning to the first sample.
    pub(in crate::engine) to_first: i64,
    /// Milliseconds from the last sample to the window's end.
    pub(in crate::engine) to_end: i64,
    /// Milliseconds from the first to the last sample.
    pub(in crate::engine) sampled: i64,
    /// Samples less one.
    pub(in crate::engine) intervals: usize,
    /// Milliseconds from the first sample's start timestamp to the first sample; 0 when that is not known, or not to
    /// be used, or not inside the window.
    pub(in crate::engine) since_start: i64,
}

impl Placement {
    /// The placement of samples in the window that ends at `end`; `start_timestamp` is that of the first one, 0 when it
    /// is unknown. `None` without samples.
    #[inline]
    pub(in crate::engine) fn new(
        timestamps: &[Timestamp],
        end: Timestamp,
        range: i64,
        start_timestamp: Timestamp,
    ) -> Option<Placement> {
        let (&first, &last) = (timestamps.first()?, timestamps.last()?);
        let start = end - range;
        let started_inside = start_timestamp != 0 && start_timestamp > start && start_timestamp < first;
        Some(Placement {
            to_first: first - start,
            to_end: end - last,
            sampled: last - first,
            intervals: timestamps.len() - 1,
            since_start: if started_inside { first - start_timestamp } else { 0 },
        })
    }
}

/// What makes the change between samples the change of the window, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::engine) struct Stretch {
    to_start: f64,
    to_end: f64,
    sampled: f64,
    /// What to multiply the change by, unless a counter's zero lies nearer than the window's beginning.
    factor: f64,
    /// Whether the first sample's value counts too, because the counter started from zero inside the window.
    pub(in crate::engine) from_zero: bool,
}

impl Extrapolation {
    /// How a placement stretches the change; `None` with one sample, unless it was started inside the window.
    pub(in crate::engine) fn stretch(self, placement: Placement) -> Option<Stretch> {
        let mut to_start = placement.to_first as f64 / 1000.0;
        let mut to_end = placement.to_end as f64 / 1000.0;
        let mut sampled = placement.sampled as f64 / 1000.0;
        let intervals = placement.intervals;
        let average_interval = if intervals > 0 { sampled / intervals as f64 } else { 0.0 };
        // A border further away than a scrape that was merely late means that the series begins or ends inside.
        let threshold = average_interval * 1.1;
        let from_zero = self.counter && placement.since_start != 0;
        if from_zero {
            // The counter was zero at its start: nothing is to be guessed on this side.
            to_start = 0.0;
            sampled = (placement.sampled + placement.since_start) as f64 / 1000.0;
        } else if intervals == 0 {
            return None;
        } else if to_start >= threshold {
            to_start = average_interval / 2.0;
        }
        if to_end >= threshold {
            to_end = average_interval / 2.0;
        }
        let factor = self.factor(to_start, to_end, sampled);
        Some(Stretch { to_start, to_end, sampled, factor, from_zero })
    }

    fn factor(self, to_start: f64, to_end: f64, sampled: f64) -> f64 {
        let factor = if sampled == 0.0 { 1.0 } else { (sampled + to_start + to_end) / sampled };
        if self.per_second { factor / seconds(self.range) } else { factor }
    }

    /// What to multiply `change` by, where `first` is the counter's (or its count's) value at the first sample: a
    /// counter cannot have been below zero, so it is not stretched further back than to there.
    #[inline]
    pub(in crate::engine) fn factor_for(self, stretch: &Stretch, first: f64, change: f64) -> f64 {
        let limited = self.counter && !stretch.from_zero && change > 0.0 && first >= 0.0;
        // Whether zero is further away than the beginning can nearly always be told without dividing.
        let (zero, beginning) = (first * stretch.sampled, stretch.to_start * change * (1.0 + 1e-9));
        let is_further = zero >= beginning && zero < 1e300 && beginning > 1e-290;
        if !limited || is_further {
            return stretch.factor;
        }
        let to_zero = stretch.sampled * (first / change);
        if to_zero < stretch.to_start { self.factor(to_zero, stretch.to_end, stretch.sampled) } else { stretch.factor }
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

    fn extrapolate(
        how: Extrapolation,
        timestamps: &[Timestamp],
        end: Timestamp,
        start_timestamp: Timestamp,
        (first, mut change): (f64, f64),
    ) -> Option<f64> {
        let stretch = how.stretch(Placement::new(timestamps, end, how.range, start_timestamp)?)?;
        let factor = how.factor_for(&stretch, first, change);
        if stretch.from_zero {
            change += first;
        }
        Some(change * factor)
    }

    #[test]
    fn a_counter_is_not_stretched_below_zero() {
        // The window (1000 s, 1300 s] of a counter that was reset once; the value is Prometheus' own.
        let timestamps = [1_060_000, 1_120_000, 1_180_000, 1_240_000, 1_300_000];
        let rate = Extrapolation { counter: true, per_second: true, range: 300_000 };
        let change = 15.0 - 10.0 + 30.0;
        assert_eq!(extrapolate(rate, &timestamps, 1_300_000, 0, (10.0, change)), Some(0.145_833_333_333_333_34));
        // Three seconds before its first sample it was zero.
        let increase = Extrapolation { per_second: false, ..rate };
        let change = 80.0;
        assert_eq!(extrapolate(increase, &timestamps, 1_300_000, 0, (1.0, change)), Some(change * (243.0 / 240.0)));
    }

    #[test]
    fn a_counter_started_inside_counts_from_zero() {
        let increase = Extrapolation { counter: true, per_second: false, range: 100_000 };
        assert_eq!(extrapolate(increase, &[50_000], 100_000, 20_000, (7.0, 0.0)), Some(7.0));
        assert_eq!(extrapolate(increase, &[50_000], 100_000, -1, (7.0, 0.0)), None);
    }

    #[test]
    fn one_sample_gives_nothing() {
        let delta = Extrapolation { counter: false, per_second: false, range: 1000 };
        assert_eq!(extrapolate(delta, &[5], 10, 0, (1.0, 0.0)), None);
    }

    proptest::proptest! {
        #[test]
        fn a_comparison_of_products_decides_as_the_quotient_does(
            first in 0.0..1e3f64,
            change in 1e-3..1e3f64,
            exponent in -320..308i32,
            to_first in 0..60_000i64,
        ) {
            let scale = 10f64.powi(exponent);
            let (first, change) = (first * scale, change * scale);
            let how = Extrapolation { counter: true, per_second: false, range: 300_000 };
            let timestamps = [to_first, to_first + 60_000, to_first + 240_000];
            let stretch = Placement::new(&timestamps, 300_000, how.range, 0).and_then(|placement| how.stretch(placement));
            let stretch = stretch.expect("two samples and more");
            let to_zero = stretch.sampled * (first / change);
            let limited = change > 0.0 && to_zero < stretch.to_start;
            let expected = if limited { how.factor(to_zero, stretch.to_end, stretch.sampled) } else { stretch.factor };
            proptest::prop_assert_eq!(how.factor_for(&stretch, first, change).to_bits(), expected.to_bits());
        }
    }
}
