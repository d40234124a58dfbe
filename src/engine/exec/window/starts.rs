//! The start timestamps of one column of samples, as far as a function uses them.

use super::{Call, bounds::Bounds};
use crate::{
    engine::functions::start_timestamps::{Started, is_reset, overlaps},
    model::sample::{SampleColumns, Timestamp},
};

/// Start timestamps beside the times of the samples; empty when there are none, or none are to be used.
#[derive(Clone, Copy)]
pub(super) struct Starts<'a> {
    starts: &'a [Timestamp],
    times: &'a [Timestamp],
}

impl<'a> Starts<'a> {
    /// Those of the float samples.
    pub(super) fn of_floats(call: &Call<'_>, columns: &'a SampleColumns) -> Starts<'a> {
        Starts::new(call, &columns.start_timestamps, &columns.timestamps)
    }

    /// Those of the histogram samples.
    pub(super) fn of_histograms(call: &Call<'_>, columns: &'a SampleColumns) -> Starts<'a> {
        Starts::new(call, &columns.histogram_start_timestamps, &columns.histogram_timestamps)
    }

    fn new(call: &Call<'_>, starts: &'a [Timestamp], times: &'a [Timestamp]) -> Starts<'a> {
        let used = call.context.options.start_timestamps && call.function.sees_start_timestamps();
        Starts { starts: if used { starts } else { &[] }, times }
    }

    /// Whether there are none.
    pub(super) fn is_empty(self) -> bool {
        self.starts.is_empty()
    }

    /// The start timestamp of sample `at`, 0 if it is not known.
    #[inline]
    pub(super) fn of(self, at: usize) -> Timestamp {
        self.starts.get(at).copied().unwrap_or(0)
    }

    fn started(self, at: usize) -> Started {
        Started { start: self.of(at), time: self.times[at] }
    }

    /// Whether the start timestamps tell of a reset between sample `at` and the one before it.
    #[inline]
    pub(super) fn is_reset(self, at: usize) -> bool {
        !self.starts.is_empty() && is_reset(self.started(at - 1), self.started(at))
    }

    /// In how many of the windows a sample claims to have started before the one before it.
    pub(super) fn overlapped(self, windows: impl Iterator<Item = (usize, Bounds)>) -> u64 {
        let claims = |&at: &usize| overlaps(self.started(at - 1), self.started(at));
        let places: Vec<usize> = (1..self.starts.len()).filter(claims).collect();
        if places.is_empty() {
            return 0;
        }
        let overlapped = windows.filter(|(_, bounds)| {
            let next = places.partition_point(|&at| at <= bounds.from);
            places.get(next).is_some_and(|&at| at < bounds.to)
        });
        overlapped.count() as u64
    }
}
