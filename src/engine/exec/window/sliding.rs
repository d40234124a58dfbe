//! Windows that reuse what the window before them computed.
//!
//! [`TwoStacks`] combines anything that can be joined, without ever taking something back out: a value that left the
//! window leaves no trace, however large, infinite or undefined it was. [`Extremes`] keeps the candidates for a minimum
//! or maximum.

use super::bounds::Bounds;
use crate::engine::functions::{
    regression::Line,
    summation::{CompensatedSum, Moments},
};
use std::collections::VecDeque;

/// Partial results that can be joined in order.
pub(super) trait Joinable: Copy {
    /// The result of nothing.
    const NOTHING: Self;
    /// The result of these values, followed by those of `later`.
    fn join(self, later: Self) -> Self;
}

impl Joinable for CompensatedSum {
    const NOTHING: CompensatedSum = CompensatedSum { sum: 0.0, compensation: 0.0 };

    #[inline]
    fn join(mut self, later: CompensatedSum) -> CompensatedSum {
        self.merge(later);
        self
    }
}

impl Joinable for Moments {
    const NOTHING: Moments = Moments { count: 0.0, mean: 0.0, squares: 0.0 };

    #[inline]
    fn join(self, later: Moments) -> Moments {
        if self.count == 0.0 {
            return later;
        }
        if later.count == 0.0 {
            return self;
        }
        let count = self.count + later.count;
        let delta = later.mean - self.mean;
        Moments {
            count,
            mean: self.mean + delta * (later.count / count),
            squares: self.squares + later.squares + delta * delta * (self.count * later.count / count),
        }
    }
}

impl Joinable for Line {
    const NOTHING: Line = Line { count: 0.0, x: 0.0, y: 0.0, xx: 0.0, xy: 0.0 };

    #[inline]
    fn join(self, later: Line) -> Line {
        if self.count == 0.0 {
            return later;
        }
        if later.count == 0.0 {
            return self;
        }
        let count = self.count + later.count;
        let (dx, dy) = (later.x - self.x, later.y - self.y);
        let weight = self.count * later.count / count;
        Line {
            count,
            x: self.x + dx * (later.count / count),
            y: self.y + dy * (later.count / count),
            xx: self.xx + later.xx + dx * dx * weight,
            xy: self.xy + later.xy + dx * dy * weight,
        }
    }
}

/// A sliding window over joinable results, at a constant number of joins a value.
///
/// The window is `from..to`; `middle` lies in it. For the part before `middle` the results of all its tails are known,
/// for the part after it the result of the whole.
pub(super) struct TwoStacks<J, F> {
    /// The result of one sample, by its index.
    of: F,
    tails: Vec<J>,
    tails_from: usize,
    middle: usize,
    to: usize,
    rest: J,
}

impl<J: Joinable, F: Fn(usize) -> J> TwoStacks<J, F> {
    pub(super) fn new(of: F) -> TwoStacks<J, F> {
        TwoStacks { of, tails: Vec::new(), tails_from: 0, middle: 0, to: 0, rest: J::NOTHING }
    }

    /// The result of the window `bounds`; neither end may lie before that of the last call.
    #[inline]
    pub(super) fn slide(&mut self, bounds: Bounds) -> J {
        while self.to < bounds.to {
            self.rest = self.rest.join((self.of)(self.to));
            self.to += 1;
        }
        if bounds.from >= self.middle {
            self.rebuild(bounds);
        }
        let tail = self.tails.get(bounds.from - self.tails_from).copied().unwrap_or(J::NOTHING);
        tail.join(self.rest)
    }

    fn rebuild(&mut self, bounds: Bounds) {
        self.tails.clear();
        self.tails.resize(bounds.len(), J::NOTHING);
        let mut result = J::NOTHING;
        for (slot, index) in self.tails.iter_mut().zip(bounds.from..bounds.to).rev() {
            result = (self.of)(index).join(result);
            *slot = result;
        }
        self.tails_from = bounds.from;
        self.middle = bounds.to;
        self.rest = J::NOTHING;
    }
}

/// The index of a window's extreme value, NaN left aside, at a constant number of comparisons a value.
pub(super) struct Extremes<'a, F> {
    values: &'a [f64],
    candidates: VecDeque<usize>,
    to: usize,
    /// Whether a new value makes an older candidate pointless.
    replaces: F,
}

impl<'a, F: Fn(f64, f64) -> bool> Extremes<'a, F> {
    /// `replaces(new, old)` decides which of two values stays a candidate, and by that also among equal ones.
    pub(super) fn new(values: &'a [f64], replaces: F) -> Extremes<'a, F> {
        Extremes { values, candidates: VecDeque::new(), to: 0, replaces }
    }

    /// The extreme of the window `bounds`, `None` if all its values are NaN; ends only move forward.
    #[inline]
    pub(super) fn slide(&mut self, bounds: Bounds) -> Option<usize> {
        self.to = self.to.max(bounds.from);
        while self.to < bounds.to {
            let value = self.values[self.to];
            if !value.is_nan() {
                while self.candidates.back().is_some_and(|&old| (self.replaces)(value, self.values[old])) {
                    self.candidates.pop_back();
                }
                self.candidates.push_back(self.to);
            }
            self.to += 1;
        }
        while self.candidates.front().is_some_and(|&candidate| candidate < bounds.from) {
            self.candidates.pop_front();
        }
        self.candidates.front().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::functions::regression::linear;
    use proptest::prelude::*;

    fn windows() -> impl Strategy<Value = (Vec<f64>, Vec<(usize, usize)>)> {
        let values =
            prop::collection::vec(prop_oneof![8 => -1e6..1e6f64, 1 => Just(1e300), 1 => Just(f64::NAN)], 1..60);
        values.prop_flat_map(|values| {
            let length = values.len();
            let ends = prop::collection::vec((0..=length, 0..=length), 1..40);
            (
                Just(values),
                ends.prop_map(|mut ends| {
                    let mut froms: Vec<usize> = ends.iter().map(|end| end.0.min(end.1)).collect();
                    let mut tos: Vec<usize> = ends.drain(..).map(|end| end.0.max(end.1)).collect();
                    froms.sort_unstable();
                    tos.sort_unstable();
                    froms.into_iter().zip(tos).map(|(from, to)| (from.min(to), to)).collect()
                }),
            )
        })
    }

    #[test]
    fn joined_lines_are_the_line_through_all() {
        let timestamps: Vec<i64> = (0..40).map(|index| index * 15_000 + index * index % 7 * 100).collect();
        let values: Vec<f64> = (0..40).map(|index| f64::from(index * 37 % 11) + 1e6).collect();
        let mut lines = TwoStacks::new(|index: usize| Line::of(timestamps[index] as f64 / 1e3, values[index]));
        for from in 0..20 {
            let bounds = Bounds { from, to: from + 20 };
            let (slope, value) = lines.slide(bounds).at(None, 600.0);
            let expected = linear(bounds.of(&timestamps), bounds.of(&values), 600_000);
            assert!(
                (slope - expected.0).abs() < 1e-9 && (value - expected.1).abs() < 1e-6,
                "{slope} {value} {expected:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn sliding_equals_computing_anew((values, ends) in windows()) {
            let mut sums = TwoStacks::new(|index: usize| CompensatedSum::of(values[index]));
            let mut minima = Extremes::new(&values, |new, old| new < old);
            for (from, to) in ends {
                let bounds = Bounds { from, to };
                let expected = crate::engine::functions::summation::sum(bounds.of(&values));
                let actual = sums.slide(bounds).value();
                prop_assert!(
                    (actual - expected).abs() <= 1e-9 * expected.abs() || (actual.is_nan() && expected.is_nan()),
                    "{actual} instead of {expected}"
                );
                let expected = bounds.of(&values).iter().copied().filter(|value| !value.is_nan()).reduce(f64::min);
                prop_assert_eq!(minima.slide(bounds).map(|index| values[index]), expected);
            }
        }
    }
}
