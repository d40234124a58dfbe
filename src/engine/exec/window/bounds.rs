//! Which samples lie in the window of each step, those that `anchored` and `smoothed` add to it included.

use crate::{
    engine::plan::{Steps, WindowInput},
    model::sample::Timestamp,
};

/// Samples `from..to` of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Bounds {
    pub(super) fn len(self) -> usize {
        self.to - self.from
    }

    pub(super) fn of<T>(self, column: &[T]) -> &[T] {
        &column[self.from..self.to]
    }
}

/// Walks the windows of all steps over a sorted column of times; both ends only ever move forward.
pub(super) struct Walk<'a> {
    input: &'a WindowInput,
    steps: Steps,
    timestamps: &'a [Timestamp],
    step: usize,
    bounds: Bounds,
}

impl<'a> Walk<'a> {
    pub(super) fn new(input: &'a WindowInput, steps: Steps, timestamps: &'a [Timestamp]) -> Walk<'a> {
        Walk { input, steps, timestamps, step: 0, bounds: Bounds { from: 0, to: 0 } }
    }

    /// How many samples all windows hold together.
    pub(super) fn total(input: &WindowInput, steps: Steps, timestamps: &[Timestamp]) -> u64 {
        let walk = Walk::new(input, steps, timestamps);
        if input.is_fixed() {
            // The same window at every step is read once, and counts once.
            return walk.take(1).map(|(_, bounds)| bounds.len() as u64).sum();
        }
        walk.map(|(_, bounds)| bounds.len() as u64).sum()
    }
}

impl Iterator for Walk<'_> {
    type Item = (usize, Bounds);

    #[inline]
    fn next(&mut self) -> Option<(usize, Bounds)> {
        if self.step >= self.steps.count {
            return None;
        }
        let step = self.step;
        self.step += 1;
        let end = self.input.reference(self.steps.time(step));
        let before = end.saturating_sub(self.input.range).saturating_sub(self.input.before);
        let end = end.saturating_add(self.input.after);
        let Bounds { from, to } = &mut self.bounds;
        while self.timestamps.get(*to).is_some_and(|timestamp| *timestamp <= end) {
            *to += 1;
        }
        while *from < *to && self.timestamps.get(*from).is_some_and(|timestamp| *timestamp <= before) {
            *from += 1;
        }
        Some((step, self.bounds))
    }
}
