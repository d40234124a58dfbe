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
    #[inline(always)]
    pub(super) fn len(self) -> usize {
        self.to - self.from
    }

    #[inline(always)]
    pub(super) fn of<T>(self, column: &[T]) -> &[T] {
        &column[self.from..self.to]
    }
}

/// Walks the windows of all steps over a sorted column of times; both ends only ever move forward.
pub(super) struct Walk<'a> {
    timestamps: &'a [Timestamp],
    steps: usize,
    step: usize,
    /// The last time that the next window shows, and how much later it is from step to step.
    end: Timestamp,
    step_length: i64,
    /// How long the part of time is that a window shows.
    length: i64,
    bounds: Bounds,
    /// How far both ends moved last time: regular scrapes make them move so far again.
    advance: Bounds,
}

/// The place of the first time after `time`, looked for from `from` on; it is probably `guess` further on.
#[inline]
fn first_after(times: &[Timestamp], from: usize, guess: usize, time: Timestamp) -> usize {
    let mut place = from;
    let guessed = from + guess;
    if guess > 1 && guessed <= times.len() && times[guessed - 1] <= time {
        place = guessed;
    }
    while place < times.len() && times[place] <= time {
        place += 1;
    }
    place
}

impl<'a> Walk<'a> {
    pub(super) fn new(input: &WindowInput, steps: Steps, timestamps: &'a [Timestamp]) -> Walk<'a> {
        let end = |step: usize| input.reference(steps.time(step)).saturating_add(input.after);
        Walk {
            timestamps,
            steps: steps.count,
            step: 0,
            end: end(0),
            step_length: if steps.count > 1 { end(1) - end(0) } else { 0 },
            length: input.range.saturating_add(input.before).saturating_add(input.after),
            bounds: Bounds { from: 0, to: 0 },
            advance: Bounds { from: 0, to: 0 },
        }
    }

    /// How much later a window is than the one before it.
    pub(super) fn step_length(&self) -> i64 {
        self.step_length
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
        if self.step >= self.steps {
            return None;
        }
        let step = self.step;
        self.step += 1;
        let end = self.end;
        let before = end.saturating_sub(self.length);
        self.end = end.saturating_add(self.step_length);
        let to = first_after(self.timestamps, self.bounds.to, self.advance.to, end);
        let from = first_after(&self.timestamps[..to], self.bounds.from, self.advance.from, before);
        self.advance = Bounds { from: from - self.bounds.from, to: to - self.bounds.to };
        self.bounds = Bounds { from, to };
        Some((step, self.bounds))
    }
}
