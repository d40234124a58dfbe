//! `anchored` and `smoothed`: windows that end exactly at their borders, with the help of samples outside of them.
//!
//! `anchored` takes the last sample at or before the beginning as the value there; `smoothed` draws a line between the
//! samples on both sides of a border. Nothing is extrapolated.

use crate::model::sample::Timestamp;

/// The borders of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Borders {
    /// Its beginning.
    pub(in crate::engine) start: Timestamp,
    /// Its end.
    pub(in crate::engine) end: Timestamp,
    /// Whether values at the borders are interpolated.
    pub(in crate::engine) smoothed: bool,
}

impl Borders {
    /// The first and the last sample that matter, by their place in the column of all samples seen: the ones on the
    /// borders or next outside of them. `None` when nothing lies between the borders.
    pub(in crate::engine) fn ends(self, timestamps: &[Timestamp]) -> Option<(usize, usize)> {
        let newest = timestamps.len().checked_sub(1)?;
        let first = timestamps[..newest].partition_point(|time| *time <= self.start).saturating_sub(1);
        let last = match self.smoothed {
            true => timestamps[..newest].partition_point(|time| *time < self.end),
            false => newest,
        };
        let outside = timestamps[last] <= self.start || (self.smoothed && timestamps[first] > self.end);
        (!outside).then_some((first, last))
    }

    /// The places between which the beginning is interpolated, if it is.
    pub(in crate::engine) fn interpolates_start(self, timestamps: &[Timestamp], first: usize) -> bool {
        self.smoothed && timestamps[first] < self.start
    }

    /// Whether the end is interpolated between the sample before `last` and `last`.
    pub(in crate::engine) fn interpolates_end(self, timestamps: &[Timestamp], last: usize) -> bool {
        self.smoothed && last > 0 && timestamps[last] > self.end
    }

    /// The values at both borders.
    pub(in crate::engine) fn values(
        self,
        timestamps: &[Timestamp],
        values: &[f64],
        (first, last): (usize, usize),
        counter: bool,
    ) -> (f64, f64) {
        let at = |index: usize| (timestamps[index], values[index]);
        let left = match self.interpolates_start(timestamps, first) {
            true => interpolate(at(first), at(first + 1), self.start, counter),
            false => values[first],
        };
        let right = match self.interpolates_end(timestamps, last) {
            true => interpolate(at(last - 1), at(last), self.end, counter),
            false => values[last],
        };
        (left, right)
    }

    /// The places of the samples strictly between the borders, as a half-open range.
    pub(in crate::engine) fn inside(self, timestamps: &[Timestamp], (first, last): (usize, usize)) -> (usize, usize) {
        let from = first + usize::from(timestamps[first] <= self.start);
        let to = last + usize::from(timestamps[last] < self.end);
        (from, to.max(from))
    }
}

/// The value at `time` on the line between two samples; a counter that dropped starts from zero.
pub(in crate::engine) fn interpolate(
    (left_time, left): (Timestamp, f64),
    (right_time, right): (Timestamp, f64),
    time: Timestamp,
    counter: bool,
) -> f64 {
    let left = if counter && right < left { 0.0 } else { left };
    left + (right - left) * ((time - left_time) as f64) / ((right_time - left_time) as f64)
}

/// The change over the window, drops of a counter counted as resets; `None` when nothing lies between the borders.
///
/// `resets` are the places, ascending, of all samples that are lower than the one before them.
pub(in crate::engine) fn change(
    borders: Borders,
    timestamps: &[Timestamp],
    values: &[f64],
    resets: Option<&[usize]>,
) -> Option<f64> {
    let ends = borders.ends(timestamps)?;
    let (left, right) = borders.values(timestamps, values, ends, resets.is_some());
    let mut change = right - left;
    let Some(resets) = resets else { return Some(change) };
    let (from, to) = borders.inside(timestamps, ends);
    let inside = &values[from..to];
    let mut correction = 0.0;
    if let Some(&first) = inside.first()
        && first < left
    {
        correction += left;
    }
    let between = resets.partition_point(|&at| at <= from)..resets.partition_point(|&at| at < to);
    for &at in resets.get(between).unwrap_or_default() {
        correction += values[at - 1];
    }
    let previous = inside.last().copied().unwrap_or(left);
    if right < previous {
        correction += previous;
    }
    change += correction;
    Some(change)
}

/// The samples of the window with one exactly on each border, for a query of the bare selector.
pub(in crate::engine) fn samples(borders: Borders, timestamps: &[Timestamp], values: &[f64]) -> Vec<(Timestamp, f64)> {
    let Some(ends) = borders.ends(timestamps) else { return Vec::new() };
    let (left, right) = borders.values(timestamps, values, ends, false);
    let (from, to) = borders.inside(timestamps, ends);
    let inside = timestamps[from..to].iter().copied().zip(values[from..to].iter().copied());
    let left = std::iter::once((borders.start, left));
    left.chain(inside).chain(std::iter::once((borders.end, right))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMES: [Timestamp; 5] = [0, 10, 20, 30, 40];

    fn anchored(start: Timestamp, end: Timestamp) -> Borders {
        Borders { start, end, smoothed: false }
    }

    fn smoothed(start: Timestamp, end: Timestamp) -> Borders {
        Borders { start, end, smoothed: true }
    }

    #[test]
    fn the_anchor_is_the_last_sample_before_the_window() {
        let values = [1.0, 2.0, 4.0, 8.0, 16.0];
        assert_eq!(change(anchored(15, 40), &TIMES, &values, Some(&[])), Some(14.0));
        assert_eq!(change(anchored(10, 40), &TIMES, &values, None), Some(14.0));
        assert_eq!(change(anchored(40, 50), &TIMES, &values, None), None);
        assert_eq!(change(anchored(-5, 40), &TIMES, &values, None), Some(15.0));
    }

    #[test]
    fn smoothed_borders_lie_on_lines() {
        let values = [0.0, 10.0, 20.0, 30.0, 40.0];
        assert_eq!(change(smoothed(5, 35), &TIMES, &values, Some(&[])), Some(30.0));
        assert_eq!(samples(smoothed(15, 25), &TIMES, &values), [(15, 15.0), (20, 20.0), (25, 25.0)]);
    }

    #[test]
    fn resets_inside_and_on_the_borders_count() {
        let values = [5.0, 9.0, 2.0, 6.0, 1.0];
        let resets = [2, 4];
        // 9 → 2 → 6 → 1 from the anchor at 10.
        assert_eq!(change(anchored(12, 40), &TIMES, &values, Some(&resets)), Some(1.0 - 9.0 + 9.0 + 6.0));
        // The line into the reset starts from zero: 1 at 15, and 0.5 at 35.
        assert_eq!(change(smoothed(15, 35), &TIMES, &values, Some(&resets)), Some(0.5 - 1.0 + 6.0));
    }
}
