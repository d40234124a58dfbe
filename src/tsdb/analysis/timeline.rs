//! Churn over time: in which intervals series appear and disappear.
//!
//! Times are those of chunks, which the index knows; a pause inside a chunk does not show.

/// One interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interval {
    /// Series with a chunk in it.
    pub active: u64,
    /// Series whose first sample lies in it. In the first interval with any there is nothing to tell old from new: 0.
    pub appeared: u64,
    /// Series whose last sample lies in it; 0 in the last interval with any, as nobody knows what follows.
    pub disappeared: u64,
}

/// Intervals of equal length, one after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// Where the first one begins: a multiple of the step.
    pub begin: i64,
    /// Milliseconds from one to the next.
    pub step: i64,
    /// The intervals.
    pub intervals: Vec<Interval>,
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// Lengths that people count in.
const STEPS: [i64; 9] =
    [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR, 168 * HOUR, 720 * HOUR, 8760 * HOUR];
/// About a screen full.
const INTERVALS: i128 = 26;
/// More than this nobody reads; it also bounds the memory.
pub(super) const MOST_INTERVALS: i128 = 100_000;

impl Timeline {
    /// A timeline over the half-open range, with the given step, or else the shortest one that keeps it readable. A step
    /// that would give too many intervals is lengthened.
    pub(super) fn new(min_time: i64, max_time: i64, step: Option<i64>) -> Timeline {
        let last = max_time.saturating_sub(1).max(min_time);
        let span = i128::from(last) - i128::from(min_time);
        let fits = |step: &i64, intervals: i128| span / i128::from((*step).max(1)) < intervals;
        let step = match step {
            Some(step) if fits(&step, MOST_INTERVALS) => step.max(1),
            Some(_) => i64::try_from(span / MOST_INTERVALS).unwrap_or(i64::MAX).saturating_add(1),
            None => {
                let readable = STEPS.into_iter().find(|step| fits(step, INTERVALS));
                readable.unwrap_or(i64::try_from(span / INTERVALS).unwrap_or(i64::MAX).saturating_add(1))
            }
        };
        // The multiple below the smallest time of all is out of reach.
        let begin = min_time.saturating_sub(min_time.rem_euclid(step));
        let count = ((i128::from(last) - i128::from(begin)) / i128::from(step) + 1) as usize;
        Timeline { begin, step, intervals: vec![Interval::default(); count] }
    }

    /// The interval of a time; those outside belong to the nearest one.
    fn index(&self, time: i64) -> usize {
        let index = (i128::from(time) - i128::from(self.begin)).max(0) / i128::from(self.step);
        usize::try_from(index).unwrap_or(usize::MAX).min(self.intervals.len().saturating_sub(1))
    }

    /// Counts a series with its chunks' closed ranges, which must be sorted by their first times.
    pub(super) fn add(&mut self, chunks: impl Iterator<Item = (i64, i64)>) {
        let mut covered: Option<(usize, usize)> = None;
        for (min_time, max_time) in chunks {
            let (first, last) = (self.index(min_time), self.index(max_time));
            let from = covered.map_or(first, |(_, end)| first.max(end + 1));
            for interval in self.intervals.get_mut(from..last + 1).unwrap_or(&mut []) {
                interval.active += 1;
            }
            covered = Some(covered.map_or((first, last), |(begin, end)| (begin, end.max(last))));
        }
        let Some((first, last)) = covered else { return };
        if let Some(interval) = self.intervals.get_mut(first) {
            interval.appeared += 1;
        }
        if let Some(interval) = self.intervals.get_mut(last) {
            interval.disappeared += 1;
        }
    }

    /// The timeline when all series have been counted: what begins and ends with the data is no churn.
    pub(super) fn finish(mut self) -> Timeline {
        if let Some(first) = self.intervals.iter_mut().find(|interval| interval.active > 0) {
            first.appeared = 0;
        }
        if let Some(last) = self.intervals.iter_mut().rfind(|interval| interval.active > 0) {
            last.disappeared = 0;
        }
        self
    }

    /// Adds what another timeline over the same range has counted.
    pub(super) fn merge(mut self, other: Timeline) -> Timeline {
        for (interval, more) in self.intervals.iter_mut().zip(other.intervals) {
            interval.active += more.active;
            interval.appeared += more.appeared;
            interval.disappeared += more.disappeared;
        }
        self
    }

    /// Where interval `index` begins.
    pub fn start_of(&self, index: usize) -> i64 {
        let start = i128::from(self.begin) + i128::from(self.step) * index as i128;
        i64::try_from(start).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(timeline: &Timeline) -> Vec<(u64, u64, u64)> {
        timeline.intervals.iter().map(|one| (one.active, one.appeared, one.disappeared)).collect()
    }

    #[test]
    fn series_appear_and_disappear() {
        let mut timeline = Timeline::new(5, 40, Some(10));
        assert_eq!((timeline.begin, timeline.intervals.len()), (0, 4));
        timeline.add([(5, 39)].into_iter());
        timeline.add([(12, 13), (14, 22)].into_iter());
        timeline.add([(6, 7), (31, 60)].into_iter());
        timeline.add(std::iter::empty());
        // Overlapping blocks: the same interval counts once.
        timeline.add([(10, 29), (15, 18)].into_iter());
        assert_eq!(counts(&timeline.finish()), [(2, 0, 0), (3, 2, 0), (3, 0, 2), (2, 0, 0)]);
        let mut timeline = Timeline::new(0, 50, Some(10));
        timeline.add([(11, 12)].into_iter());
        timeline.add([(25, 38)].into_iter());
        assert_eq!(counts(&timeline.finish()), [(0, 0, 0), (1, 0, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)]);
    }

    #[test]
    fn steps_are_readable_and_the_ends_of_time_do_not_overflow() {
        assert_eq!(Timeline::new(0, 2 * HOUR, None).step, 5 * MINUTE);
        assert_eq!(Timeline::new(0, 24 * HOUR, None).step, HOUR);
        assert_eq!(Timeline::new(7, 7, None).intervals.len(), 1);
        for step in [None, Some(1), Some(i64::MAX)] {
            let mut timeline = Timeline::new(i64::MIN, i64::MAX, step);
            timeline.add([(i64::MIN, i64::MAX)].into_iter());
            assert!(timeline.intervals.iter().all(|one| one.active == 1));
            assert!(timeline.start_of(timeline.intervals.len() - 1) > 0);
        }
    }
}
