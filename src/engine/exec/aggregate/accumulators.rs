//! What an aggregation keeps for one group at one step.

use crate::engine::{
    exec::ABSENT,
    functions::{
        native::{HistogramMean, HistogramSum, HistogramTotal},
        summation::{CompensatedSum, Mean, Moments},
    },
};

/// The state of one group at one step; starts empty.
pub(super) trait Accumulator: Copy + Default + Send + Sync {
    /// What histograms are folded into, if the aggregation takes any.
    type Total: HistogramTotal + Send;
    /// Folds one float in.
    fn add(&mut self, value: f64);
    /// The result; [`ABSENT`] if nothing was folded in.
    fn value(self) -> f64;
}

/// `sum`
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    sum: CompensatedSum,
    any: bool,
}

impl Accumulator for Sum {
    type Total = HistogramSum;

    #[inline(always)]
    fn add(&mut self, value: f64) {
        if self.any {
            self.sum.add(value);
        } else {
            // The first value is taken as it is, so that a lone -0 stays -0.
            *self = Sum { sum: CompensatedSum::of(value), any: true };
        }
    }

    fn value(self) -> f64 {
        if self.any { self.sum.sum + self.sum.compensation } else { ABSENT }
    }
}

/// `avg`
#[derive(Clone, Copy, Default)]
pub(super) struct Average {
    mean: Mean,
    any: bool,
}

impl Accumulator for Average {
    type Total = HistogramMean;

    #[inline(always)]
    fn add(&mut self, value: f64) {
        self.mean.add(value);
        self.any = true;
    }

    fn value(self) -> f64 {
        if self.any { self.mean.value() } else { ABSENT }
    }
}

/// `min`; NaN only if there is nothing else.
#[derive(Clone, Copy)]
pub(super) struct Minimum(f64);

impl Default for Minimum {
    fn default() -> Minimum {
        Minimum(ABSENT)
    }
}

impl Accumulator for Minimum {
    type Total = HistogramSum;

    #[inline(always)]
    fn add(&mut self, value: f64) {
        // The empty state is a NaN too, so the first value always replaces it.
        if value < self.0 || self.0.is_nan() {
            self.0 = value;
        }
    }

    fn value(self) -> f64 {
        self.0
    }
}

/// `max`; NaN only if there is nothing else.
#[derive(Clone, Copy)]
pub(super) struct Maximum(f64);

impl Default for Maximum {
    fn default() -> Maximum {
        Maximum(ABSENT)
    }
}

impl Accumulator for Maximum {
    type Total = HistogramSum;

    #[inline(always)]
    fn add(&mut self, value: f64) {
        if value > self.0 || self.0.is_nan() {
            self.0 = value;
        }
    }

    fn value(self) -> f64 {
        self.0
    }
}

/// `count`
#[derive(Clone, Copy, Default)]
pub(super) struct Count(u32);

impl Accumulator for Count {
    type Total = HistogramSum;

    #[inline(always)]
    fn add(&mut self, _value: f64) {
        self.0 += 1;
    }

    fn value(self) -> f64 {
        if self.0 == 0 { ABSENT } else { f64::from(self.0) }
    }
}

/// `group`
#[derive(Clone, Copy, Default)]
pub(super) struct Group(bool);

impl Accumulator for Group {
    type Total = HistogramSum;

    #[inline(always)]
    fn add(&mut self, _value: f64) {
        self.0 = true;
    }

    fn value(self) -> f64 {
        if self.0 { 1.0 } else { ABSENT }
    }
}

/// `stdvar`
#[derive(Clone, Copy, Default)]
pub(super) struct Variance(Moments);

impl Accumulator for Variance {
    type Total = HistogramSum;

    #[inline(always)]
    fn add(&mut self, value: f64) {
        self.0.add(value);
    }

    fn value(self) -> f64 {
        if self.0.count == 0.0 { ABSENT } else { self.0.variance() }
    }
}

/// `stddev`
#[derive(Clone, Copy, Default)]
pub(super) struct Deviation(Moments);

impl Accumulator for Deviation {
    type Total = HistogramSum;

    #[inline(always)]
    fn add(&mut self, value: f64) {
        self.0.add(value);
    }

    fn value(self) -> f64 {
        if self.0.count == 0.0 { ABSENT } else { self.0.variance().sqrt() }
    }
}
