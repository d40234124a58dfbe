//! Compensated summation and the moments of a window.

/// A sum with its compensation, as Neumaier's variant of Kahan's algorithm keeps them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::engine) struct CompensatedSum {
    pub(in crate::engine) sum: f64,
    pub(in crate::engine) compensation: f64,
}

impl CompensatedSum {
    /// Starts with one value.
    #[inline]
    pub(in crate::engine) fn of(value: f64) -> CompensatedSum {
        CompensatedSum { sum: value, compensation: 0.0 }
    }

    /// Adds one value.
    #[inline(always)]
    pub(in crate::engine) fn add(&mut self, value: f64) {
        let total = self.sum + value;
        // A total out of range has lost its compensation too.
        self.compensation = if total.abs() > f64::MAX {
            0.0
        } else if self.sum.abs() >= value.abs() {
            self.compensation + ((self.sum - total) + value)
        } else {
            self.compensation + ((value - total) + self.sum)
        };
        self.sum = total;
    }

    /// Adds another sum, compensations included.
    #[inline]
    pub(in crate::engine) fn merge(&mut self, other: CompensatedSum) {
        self.add(other.sum);
        if self.sum.is_finite() {
            self.compensation += other.compensation;
        }
    }

    /// The sum with its compensation; an infinite sum is returned bare.
    #[inline]
    pub(in crate::engine) fn value(self) -> f64 {
        if self.sum.is_infinite() { self.sum } else { self.sum + self.compensation }
    }
}

/// The sum of a window.
pub(in crate::engine) fn sum(values: &[f64]) -> f64 {
    let mut total = CompensatedSum::default();
    values.iter().for_each(|value| total.add(*value));
    total.value()
}

/// A mean, computed from the sum until that overflows, then incrementally.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::engine) struct Mean {
    state: CompensatedSum,
    count: f64,
    incremental: bool,
}

impl Mean {
    /// Adds one value.
    #[inline(always)]
    pub(in crate::engine) fn add(&mut self, value: f64) {
        self.count += 1.0;
        if self.count == 1.0 {
            self.state = CompensatedSum::of(value);
            return;
        }
        if !self.incremental {
            let mut next = self.state;
            next.add(value);
            if !next.sum.is_infinite() {
                self.state = next;
                return;
            }
            self.incremental = true;
            self.state.sum /= self.count - 1.0;
            self.state.compensation /= self.count - 1.0;
        }
        let weight = (self.count - 1.0) / self.count;
        let mut next = CompensatedSum { sum: weight * self.state.sum, compensation: weight * self.state.compensation };
        next.add(value / self.count);
        self.state = next;
    }

    /// The mean of the values added; NaN if there were none.
    #[inline]
    pub(in crate::engine) fn value(self) -> f64 {
        if self.incremental {
            self.state.sum + self.state.compensation
        } else {
            self.state.sum / self.count + self.state.compensation / self.count
        }
    }
}

/// The mean of a window that is not empty.
pub(in crate::engine) fn average(values: &[f64]) -> f64 {
    let mut mean = Mean::default();
    values.iter().for_each(|value| mean.add(*value));
    mean.value()
}

/// The population variance of a window that is not empty.
pub(in crate::engine) fn variance(values: &[f64]) -> f64 {
    let mut count = 0.0;
    let (mut mean, mut squares) = (CompensatedSum::default(), CompensatedSum::default());
    for &value in values {
        count += 1.0;
        let delta = value - (mean.sum + mean.compensation);
        mean.add(delta / count);
        squares.add(delta * (value - (mean.sum + mean.compensation)));
    }
    (squares.sum + squares.compensation) / count
}

/// Count, mean and squared deviations of some samples; two of them can be joined.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::engine) struct Moments {
    pub(in crate::engine) count: f64,
    pub(in crate::engine) mean: f64,
    pub(in crate::engine) squares: f64,
}

impl Moments {
    /// One value.
    pub(in crate::engine) fn of(value: f64) -> Moments {
        let mut moments = Moments::default();
        moments.add(value);
        moments
    }

    /// Adds one value.
    #[inline]
    pub(in crate::engine) fn add(&mut self, value: f64) {
        self.count += 1.0;
        if self.count == 1.0 {
            // A first value that is no number makes every deviation from it none either.
            *self = Moments { count: 1.0, mean: value, squares: if value.is_finite() { 0.0 } else { f64::NAN } };
            return;
        }
        let delta = value - self.mean;
        self.mean += delta / self.count;
        self.squares += delta * (value - self.mean);
    }

    /// The population variance.
    #[inline]
    pub(in crate::engine) fn variance(self) -> f64 {
        self.squares / self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compensation_keeps_what_a_plain_sum_loses() {
        assert_eq!(sum(&[1e100, 1.0, -1e100]), 1.0);
        assert_eq!(average(&[1e100, 3.0, -1e100]), 1.0);
    }

    #[test]
    fn overflowing_means_go_on_incrementally() {
        assert_eq!(average(&[f64::MAX, f64::MAX]), f64::MAX);
        assert_eq!(average(&[f64::INFINITY, 1.0]), f64::INFINITY);
        assert!(average(&[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert_eq!(sum(&[f64::INFINITY, 1.0]), f64::INFINITY);
    }

    #[test]
    fn variance_of_a_constant_is_nothing() {
        assert_eq!(variance(&[3.0; 10]), 0.0);
        assert_eq!(variance(&[1.0, 3.0]), 1.0);
        assert!(variance(&[f64::NAN]).is_nan());
    }
}
