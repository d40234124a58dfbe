//! Gaps: times in which a series has no samples although it usually would.
//!
//! The usual interval of a series is the median of the times between its samples; a gap is a pause of more than so many
//! times that.

use crate::model::labels::Labels;
use std::cmp::Ordering;

/// How many gaps a metric's series have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GapCounts {
    /// Series with at least one.
    pub series: u64,
    /// Gaps in all of them.
    pub gaps: u64,
    /// Their lengths together, in milliseconds.
    pub missing: u64,
    /// The length of the longest one, in milliseconds.
    pub longest: u64,
}

impl GapCounts {
    pub(super) fn add(&mut self, other: &GapCounts) {
        self.series += other.series;
        self.gaps += other.gaps;
        self.missing = self.missing.saturating_add(other.missing);
        self.longest = self.longest.max(other.longest);
    }
}

/// One gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The series.
    pub labels: Labels,
    /// Time of the sample before it.
    pub from: i64,
    /// Time of the sample after it.
    pub to: i64,
    /// The usual interval of the series.
    pub interval: i64,
    /// Whether the sample before it is a stale marker: the target said goodbye, or its scrapes failed.
    pub after_stale: bool,
}

impl Gap {
    /// Milliseconds.
    pub fn length(&self) -> u64 {
        self.to.abs_diff(self.from)
    }

    /// Longest first; the order does not depend on which was found first.
    fn rank(&self, other: &Gap) -> Ordering {
        let place = |gap: &Gap| (gap.from, gap.to);
        other
            .length()
            .cmp(&self.length())
            .then_with(|| place(self).cmp(&place(other)))
            .then_with(|| self.labels.cmp(&other.labels))
    }
}

/// All gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Gaps {
    /// How many usual intervals a pause must exceed.
    pub factor: f64,
    /// All of them together.
    pub counts: GapCounts,
    /// The longest ones.
    pub longest: Vec<Gap>,
    /// How many of the longest ones are wanted.
    wanted: usize,
    /// Shorter ones are not among the longest any more.
    least: u64,
}

/// More of the longest gaps nobody reads; it also bounds the memory.
const MOST_WANTED: usize = 100_000;

impl Gaps {
    pub(super) fn new(factor: f64, wanted: usize) -> Gaps {
        Gaps { factor, counts: GapCounts::default(), longest: Vec::new(), wanted: wanted.min(MOST_WANTED), least: 0 }
    }

    /// Looks through the times of a series, sorted, each with whether the sample is a stale marker.
    pub(super) fn search(
        &mut self,
        times: &[(i64, bool)],
        scratch: &mut Vec<u64>,
        labels: impl Fn() -> Labels,
    ) -> GapCounts {
        let mut counts = GapCounts::default();
        scratch.clear();
        scratch.extend(times.windows(2).map(|pair| pair[1].0.abs_diff(pair[0].0)));
        if scratch.is_empty() {
            return counts;
        }
        // Of two middle ones the lesser, so that one pause between few samples is still a gap.
        let middle = (scratch.len() - 1) / 2;
        let (_, &mut interval, _) = scratch.select_nth_unstable(middle);
        let threshold = interval as f64 * self.factor;
        for pair in times.windows(2) {
            let ((from, after_stale), (to, _)) = (pair[0], pair[1]);
            let length = to.abs_diff(from);
            if length as f64 <= threshold {
                continue;
            }
            counts.gaps += 1;
            counts.missing = counts.missing.saturating_add(length);
            counts.longest = counts.longest.max(length);
            let interval = i64::try_from(interval).unwrap_or(i64::MAX);
            // Labels are made only for what may stay.
            if length >= self.least {
                self.longest.push(Gap { labels: labels(), from, to, interval, after_stale });
                if self.longest.len() >= 2 * self.wanted {
                    self.shorten();
                }
            }
        }
        counts.series = u64::from(counts.gaps > 0);
        self.counts.add(&counts);
        counts
    }

    fn shorten(&mut self) {
        self.longest.sort_unstable_by(Gap::rank);
        if self.longest.len() >= self.wanted {
            self.longest.truncate(self.wanted);
            self.least = self.longest.last().map_or(u64::MAX, Gap::length);
        }
    }

    /// Adds what another search has found.
    pub(super) fn merge(mut self, other: Gaps) -> Gaps {
        self.counts.add(&other.counts);
        self.longest.extend(other.longest);
        self.shorten();
        self
    }

    pub(super) fn finish(mut self) -> Gaps {
        self.shorten();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(times: &[i64], factor: f64) -> (GapCounts, Vec<(i64, i64)>) {
        let mut gaps = Gaps::new(factor, 2);
        let times: Vec<(i64, bool)> = times.iter().map(|&time| (time, false)).collect();
        let counts = gaps.search(&times, &mut Vec::new(), Labels::empty);
        assert_eq!(gaps.counts, counts);
        (counts, gaps.finish().longest.iter().map(|gap| (gap.from, gap.to)).collect())
    }

    #[test]
    fn a_gap_is_longer_than_usual() {
        let (counts, longest) = search(&[0, 10, 20, 60, 70, 80, 200, 210, 250], 3.0);
        assert_eq!(counts, GapCounts { series: 1, gaps: 3, missing: 200, longest: 120 });
        assert_eq!(longest, [(80, 200), (20, 60)]);
        assert_eq!(search(&[0, 10, 20, 50], 3.0).0, GapCounts::default());
    }

    #[test]
    fn few_samples_and_the_ends_of_time_are_no_trouble() {
        assert_eq!(search(&[], 3.0).0, GapCounts::default());
        assert_eq!(search(&[5], 3.0).0, GapCounts::default());
        assert_eq!(search(&[5, 6000], 3.0).0, GapCounts::default());
        assert_eq!(search(&[i64::MIN, 0, 1, 2, i64::MAX], 2.0).0.gaps, 2);
    }
}
