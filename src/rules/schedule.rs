//! When a group is evaluated: every interval, shifted by an offset that its name decides, as in Prometheus.

use crate::model::{labels::Labels, sample::Timestamp};
use xxhash_rust::xxh64::xxh64;

const NANOSECONDS: i128 = 1_000_000;

/// The times of evaluation of one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Milliseconds from one evaluation to the next.
    interval: i64,
    /// Nanoseconds by which the evaluations lie after the multiples of the interval.
    offset: i128,
}

/// The evaluations that go into one block: a range query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first evaluation.
    pub start: Timestamp,
    /// None lies after this.
    pub end: Timestamp,
    /// Milliseconds from one to the next.
    pub step: i64,
}

impl Window {
    /// How many evaluations there are.
    pub fn count(&self) -> usize {
        ((self.end - self.start) / self.step) as usize + 1
    }

    /// Their times.
    pub fn times(&self) -> impl Iterator<Item = Timestamp> + use<> {
        let Window { start, step, .. } = *self;
        (0..self.count()).map(move |index| start + index as i64 * step)
    }
}

impl Schedule {
    /// The times of group `name` in `file`, which is evaluated every `interval` milliseconds (1 at least).
    pub fn new(file: &str, name: &str, interval: i64) -> Schedule {
        let interval = interval.max(1);
        let hash = xxh64(Labels::from_pairs([("name", name), ("file", file)]).as_bytes(), 0);
        Schedule { interval, offset: i128::from(hash) % (i128::from(interval) * NANOSECONDS) }
    }

    /// Milliseconds from one evaluation to the next.
    pub fn interval(&self) -> i64 {
        self.interval
    }

    /// The evaluation next to `time`, in nanoseconds: the last one before, or the first one after if that is before 1970.
    fn near(&self, time: i128) -> i128 {
        let interval = i128::from(self.interval) * NANOSECONDS;
        let shifted = time - self.offset;
        shifted - shifted % interval + self.offset
    }

    /// The evaluations from `start` to `end`, block by block, as promtool's importer asks for them: it counts in whole
    /// seconds, so that one that lies in the last fraction of a second of a block is in none.
    pub fn windows(
        &self,
        start: Timestamp,
        end: Timestamp,
        block_duration: i64,
    ) -> impl Iterator<Item = Window> + use<> {
        let schedule = *self;
        let (first_second, last_second) = (start.div_euclid(1000), end.div_euclid(1000));
        let first_block = first_second.saturating_mul(1000).div_euclid(block_duration).saturating_mul(block_duration);
        let blocks = std::iter::successors(Some(first_block), move |block| block.checked_add(block_duration));
        let blocks = blocks.take_while(move |block| *block <= last_second.saturating_mul(1000));
        blocks.filter_map(move |block| {
            let first_second = (block / 1000).max(first_second);
            let last_second = (block.saturating_add(block_duration - 1) / 1000).min(last_second);
            schedule.window(first_second, last_second)
        })
    }

    fn window(&self, first_second: i64, last_second: i64) -> Option<Window> {
        const SECOND: i128 = 1000 * NANOSECONDS;
        let mut first = self.near(i128::from(first_second) * SECOND);
        while first.div_euclid(SECOND) < i128::from(first_second) {
            first += i128::from(self.interval) * NANOSECONDS;
        }
        let last = i128::from(last_second) * SECOND;
        if first > last {
            return None;
        }
        // The API rounds to milliseconds.
        let start = i64::try_from((first + NANOSECONDS / 2).div_euclid(NANOSECONDS)).ok()?;
        Some(Window { start, end: last_second.checked_mul(1000)?.max(start), step: self.interval })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn evaluations_lie_an_interval_apart_across_blocks() {
        let schedule = Schedule::new("rules.yml", "a group", 60_000);
        let windows: Vec<Window> = schedule.windows(90 * 60_000, 7 * HOUR, 2 * HOUR).collect();
        let times: Vec<i64> = windows.iter().flat_map(Window::times).collect();
        assert_eq!(windows.len(), 4);
        assert!(times.windows(2).all(|pair| pair[1] - pair[0] == 60_000), "{times:?}");
        assert!(times[0] >= 90 * 60_000 && times[0] < 91 * 60_000);
        assert_ne!(times[0] % 60_000, 0, "the group's name decides the phase");
    }

    #[test]
    fn other_names_have_other_phases() {
        let phase = |file, name| Schedule::new(file, name, 60_000).offset;
        assert_ne!(phase("a.yml", "x"), phase("a.yml", "y"));
        assert_ne!(phase("a.yml", "x"), phase("b.yml", "x"));
    }

    #[test]
    fn long_intervals_skip_blocks_and_short_ranges_have_no_evaluation() {
        let schedule = Schedule::new("f", "g", 5 * HOUR);
        let times: Vec<i64> = schedule.windows(0, 24 * HOUR, 2 * HOUR).flat_map(|window| window.times()).collect();
        assert!((4..=5).contains(&times.len()), "{times:?}");
        let first = times[0];
        assert_eq!(schedule.windows(first + 2000, first + 3000, 2 * HOUR).count(), 0);
    }

    #[test]
    fn times_before_1970_and_extremes_are_no_trouble() {
        let schedule = Schedule::new("f", "g", 60_000);
        let times: Vec<i64> = schedule.windows(-3 * HOUR, HOUR, 2 * HOUR).flat_map(|window| window.times()).collect();
        assert!(times.windows(2).all(|pair| pair[0] < pair[1]), "{times:?}");
        assert!(times.iter().all(|time| (-3 * HOUR..=HOUR).contains(time)));
        schedule.windows(i64::MAX - 1000, i64::MAX, 2 * HOUR).for_each(drop);
        schedule.windows(i64::MIN, i64::MIN + 1000, 2 * HOUR).take(3).for_each(drop);
    }
}
