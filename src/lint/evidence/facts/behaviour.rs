//! How series behave, seen from their samples alone.

use crate::model::{sample::Timestamp, value::MatrixSeries};

/// What the samples of some series have shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lint) struct Behaviour {
    /// The usual time between two samples, in milliseconds: the shortest of all series', each having its median.
    pub(in crate::lint) interval: Option<i64>,
    /// Whether there are samples that are numbers.
    pub(in crate::lint) has_floats: bool,
    /// Whether there are native histograms.
    pub(in crate::lint) has_histograms: bool,
    /// How often a value was larger than the one before.
    pub(in crate::lint) rises: usize,
    /// How often a value was smaller than the one before and not near zero, as a counter that starts anew is.
    pub(in crate::lint) falls: usize,
    /// Whether a value was below zero.
    pub(in crate::lint) is_negative: bool,
}

/// Fewer times between samples do not tell how long they usually are.
const FEWEST_INTERVALS: usize = 3;
/// So many falls are no accident.
const FEWEST_FALLS: usize = 3;
/// A counter that starts anew is smaller than this part of what it was, unless it was small.
const RESET_PART: f64 = 0.5;

impl Behaviour {
    /// Looks at one more series.
    pub(super) fn add(&mut self, series: &MatrixSeries) {
        self.has_floats |= !series.floats.is_empty();
        self.has_histograms |= !series.histograms.is_empty();
        let times = series.floats.iter().map(|(time, _)| *time);
        let times: Vec<Timestamp> = match series.floats.is_empty() {
            true => series.histograms.iter().map(|(time, _)| *time).collect(),
            false => times.collect(),
        };
        self.interval = [self.interval, median_interval(&times)].into_iter().flatten().min();
        for pair in series.floats.windows(2) {
            let [(_, before), (_, after)] = pair else { continue };
            self.rises += usize::from(after > before);
            self.falls += usize::from(*after < *before && *after > before * RESET_PART);
        }
        self.is_negative |= series.floats.iter().any(|(_, value)| *value < 0.0);
    }

    /// Whether the values go up and down, which no counter's do.
    pub(in crate::lint) fn is_of_gauge(&self) -> bool {
        self.falls >= FEWEST_FALLS || (self.falls > 0 && self.is_negative)
    }

    /// Whether the values only rise, but for new starts.
    pub(in crate::lint) fn only_rises(&self) -> bool {
        self.rises > 0 && self.falls == 0 && !self.is_negative
    }
}

/// The median of the times between samples.
fn median_interval(times: &[Timestamp]) -> Option<i64> {
    let mut intervals: Vec<i64> =
        times.windows(2).filter_map(|pair| Some(pair.last()?.saturating_sub(*pair.first()?))).collect();
    intervals.sort_unstable();
    if intervals.len() < FEWEST_INTERVALS {
        return None;
    }
    intervals.get(intervals.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behaviour(values: &[f64]) -> Behaviour {
        let times = (0..).map(|number| number * 15_000);
        let mut behaviour = Behaviour::default();
        behaviour.add(&MatrixSeries { floats: times.zip(values.iter().copied()).collect(), ..MatrixSeries::default() });
        behaviour
    }

    #[test]
    fn gauges_and_counters_are_told_apart() {
        let counter = behaviour(&[10.0, 20.0, 20.0, 3.0, 9.0, 0.0, 5.0]);
        assert!(counter.only_rises() && !counter.is_of_gauge());
        let gauge = behaviour(&[10.0, 9.0, 10.0, 9.0, 8.0, 9.0]);
        assert!(!gauge.only_rises() && gauge.is_of_gauge());
        // One fall may be a counter that was small, and rose again before it was seen.
        let unsure = behaviour(&[5.0, 4.0, 6.0]);
        assert!(!unsure.only_rises() && !unsure.is_of_gauge());
        let flat = behaviour(&[1.0, 1.0, 1.0]);
        assert!(!flat.only_rises() && !flat.is_of_gauge());
        assert!(behaviour(&[-1.0, -0.9, -1.0, -2.0]).is_negative);
    }

    #[test]
    fn intervals_are_medians() {
        assert_eq!(behaviour(&[1.0; 4]).interval, Some(15_000));
        assert_eq!(behaviour(&[1.0; 3]).interval, None);
        assert_eq!(median_interval(&[0, 15_000, 30_000, 600_000, 615_000]), Some(15_000));
        assert_eq!(median_interval(&[i64::MIN, 0, i64::MAX, i64::MAX]), Some(i64::MAX));
        assert_eq!(median_interval(&[]), None);
    }
}
