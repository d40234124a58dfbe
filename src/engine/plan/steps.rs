//! The grid of times at which a node is evaluated.

use crate::model::sample::Timestamp;

/// `count` times from `start` on, `step` milliseconds apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Steps {
    pub(in crate::engine) start: Timestamp,
    pub(in crate::engine) step: i64,
    pub(in crate::engine) count: usize,
}

impl Steps {
    /// The times `start, start + step, …` up to and including `end`; none if `end` lies before `start`.
    pub(in crate::engine) fn between(start: Timestamp, end: Timestamp, step: i64) -> Steps {
        let step = step.max(1);
        let count = match end.checked_sub(start) {
            Some(length) if length >= 0 => usize::try_from(length / step).unwrap_or(usize::MAX - 1) + 1,
            _ => 0,
        };
        Steps { start, step, count }
    }

    /// The first time alone.
    pub(in crate::engine) fn first(self) -> Steps {
        Steps { count: self.count.min(1), ..self }
    }

    /// The time of step `index`.
    #[inline]
    pub(in crate::engine) fn time(self, index: usize) -> Timestamp {
        self.start.saturating_add(self.step.saturating_mul(index as i64))
    }

    /// The last time; the first one if there is none.
    pub(in crate::engine) fn last(self) -> Timestamp {
        self.time(self.count.saturating_sub(1))
    }
}
