//! Ranges of values, and what arithmetic and comparisons make of them.

use crate::{golang::float::format_g, promql::ast::BinaryOperator};

/// A range of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::lint) struct Values {
    /// The least one, and the greatest; the range is empty if they are the wrong way round.
    pub(super) low: f64,
    pub(super) high: f64,
    /// Whether `low` or `high` itself is left out.
    pub(super) open_low: bool,
    pub(super) open_high: bool,
    /// Whether NaN is possible besides.
    pub(super) nan: bool,
    /// Whether all that are finite are whole numbers.
    pub(super) whole: bool,
}

/// What is known of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Verdict {
    /// It holds for no values.
    Never,
    /// It holds for all values.
    Always,
    /// It depends.
    Perhaps,
}

pub(super) const NOTHING: Values =
    Values { low: f64::INFINITY, high: f64::NEG_INFINITY, open_low: false, open_high: false, nan: false, whole: false };

pub(super) const ANYTHING: Values = Values { nan: true, ..between(f64::NEG_INFINITY, f64::INFINITY) };

pub(super) const FINITE: Values =
    Values { open_low: true, open_high: true, ..between(f64::NEG_INFINITY, f64::INFINITY) };

/// How many times something is there: never infinitely often.
pub(super) const fn count_from(low: f64) -> Values {
    Values { open_high: true, whole: true, ..between(low, f64::INFINITY) }
}

pub(super) const fn between(low: f64, high: f64) -> Values {
    Values { low, high, open_low: false, open_high: false, nan: false, whole: false }
}

/// Whole numbers, both ends included.
pub(super) const fn whole(low: f64, high: f64) -> Values {
    Values { whole: true, ..between(low, high) }
}

pub(super) const fn or_nan(values: Values) -> Values {
    Values { nan: true, ..values }
}

impl Values {
    /// Whether a comparison of these with those holds.
    pub(in crate::lint) fn compare(self, operator: BinaryOperator, other: Values) -> Verdict {
        use BinaryOperator::*;
        if self.is_nothing() || other.is_nothing() {
            return Verdict::Perhaps;
        }
        let (holds, fails) = match operator {
            Less => (self.is_below(other, true), other.is_below(self, false)),
            LessOrEqual => (self.is_below(other, false), other.is_below(self, true)),
            Greater => (other.is_below(self, true), self.is_below(other, false)),
            GreaterOrEqual => (other.is_below(self, false), self.is_below(other, true)),
            Equal => (self.is_same_point(other), self.is_disjoint(other)),
            NotEqual => (self.is_disjoint(other), self.is_same_point(other)),
            _ => return Verdict::Perhaps,
        };
        // NaN is unequal to everything, and nothing else.
        let nan = self.nan || other.nan;
        let (nan_holds, nan_fails) = (nan && operator == NotEqual, nan && operator != NotEqual);
        match (holds && !nan_fails, fails && !nan_holds) {
            (true, _) => Verdict::Always,
            (_, true) => Verdict::Never,
            _ => Verdict::Perhaps,
        }
    }

    /// Whether there is no value at all, not even NaN.
    pub(in crate::lint) fn is_nothing(self) -> bool {
        self.is_empty() && !self.nan
    }

    /// Whether this value is possible.
    pub(in crate::lint) fn contains(self, value: f64) -> bool {
        let above = value > self.low || (value == self.low && !self.open_low);
        let below = value < self.high || (value == self.high && !self.open_high);
        above && below && (!self.whole || value.is_infinite() || value.fract() == 0.0)
    }

    /// The one value that there can be.
    pub(in crate::lint) fn point(self) -> Option<f64> {
        (self.low == self.high && !self.nan && !self.is_empty()).then_some(self.low)
    }

    /// The range in words, as in "is …": `always 1`, `at least 1`, `from 0 to 6`; `None` if it has no limits.
    pub(in crate::lint) fn describe(self) -> Option<String> {
        let number = |value: f64| format_g(value);
        let (low, high) = (number(self.low), number(self.high));
        let bounded = (self.low != f64::NEG_INFINITY, self.high != f64::INFINITY);
        Some(match (bounded, self.open_low, self.open_high) {
            _ if self.is_empty() => "never a number".to_owned(),
            _ if self.low == self.high => format!("always {low}"),
            ((false, false), ..) => return None,
            ((true, false), false, _) => format!("at least {low}"),
            ((true, false), true, _) => format!("more than {low}"),
            ((false, true), _, false) => format!("at most {high}"),
            ((false, true), _, true) => format!("less than {high}"),
            ((true, true), false, false) => format!("from {low} to {high}"),
            ((true, true), true, false) => format!("more than {low} and at most {high}"),
            ((true, true), false, true) => format!("at least {low} and less than {high}"),
            ((true, true), true, true) => format!("more than {low} and less than {high}"),
        })
    }

    /// One number.
    pub(in crate::lint) fn of_number(value: f64) -> Values {
        match value.is_nan() {
            true => or_nan(NOTHING),
            false => Values { whole: value.fract() == 0.0 || value.is_infinite(), ..between(value, value) },
        }
    }

    /// Whether every number here is less than every one there; `strictly` or not.
    fn is_below(self, other: Values, strictly: bool) -> bool {
        self.is_empty()
            || other.is_empty()
            || self.high < other.low
            || (self.high == other.low && (!strictly || self.open_high || other.open_low))
    }

    fn is_disjoint(self, other: Values) -> bool {
        self.is_below(other, true) || other.is_below(self, true) || self.meet(other).is_empty()
    }

    fn is_same_point(self, other: Values) -> bool {
        !self.is_empty() && self.low == self.high && other.low == other.high && self.low == other.low
    }

    fn is_empty(self) -> bool {
        self.low > self.high
    }

    /// The same range, its ends drawn in to whole numbers where only those are possible.
    fn tight(mut self) -> Values {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.whole && self.low.abs() < EXACT {
            let next = self.low.ceil();
            self.low = if self.open_low && next == self.low { next + 1.0 } else { next };
            self.open_low = false;
        }
        if self.whole && self.high.abs() < EXACT {
            let next = self.high.floor();
            self.high = if self.open_high && next == self.high { next - 1.0 } else { next };
            self.open_high = false;
        }
        if self.low > self.high || (self.low == self.high && (self.open_low || self.open_high)) {
            return Values { nan: self.nan, ..NOTHING };
        }
        self
    }

    /// The values that are possible here and there.
    pub(in crate::lint) fn meet(self, other: Values) -> Values {
        let (low, open_low) = match self.low.total_cmp(&other.low) {
            std::cmp::Ordering::Less => (other.low, other.open_low),
            std::cmp::Ordering::Equal => (self.low, self.open_low || other.open_low),
            std::cmp::Ordering::Greater => (self.low, self.open_low),
        };
        let (high, open_high) = match self.high.total_cmp(&other.high) {
            std::cmp::Ordering::Less => (self.high, self.open_high),
            std::cmp::Ordering::Equal => (self.high, self.open_high || other.open_high),
            std::cmp::Ordering::Greater => (other.high, other.open_high),
        };
        let (nan, whole) = (self.nan && other.nan, self.whole || other.whole);
        Values { low, high, open_low, open_high, nan, whole }.tight()
    }

    /// The smallest range with the values of either one.
    pub(super) fn or(self, other: Values) -> Values {
        let nan = self.nan || other.nan;
        if self.is_empty() || other.is_empty() {
            return Values { nan, ..if self.is_empty() { other } else { self } };
        }
        Values {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
            open_low: !(self.includes_low(other.low.min(self.low)) || other.includes_low(other.low.min(self.low))),
            open_high: !(self.includes_high(other.high.max(self.high))
                || other.includes_high(other.high.max(self.high))),
            nan,
            whole: self.whole && other.whole,
        }
    }

    fn includes_low(self, low: f64) -> bool {
        self.low == low && !self.open_low
    }

    fn includes_high(self, high: f64) -> bool {
        self.high == high && !self.open_high
    }

    /// The same with both ends included.
    fn closed(self) -> Values {
        Values { open_low: false, open_high: false, ..self }
    }

    /// The same with a little room for rounding, unless the ends are whole numbers.
    fn rounded(self) -> Values {
        let room = |value: f64| if value.fract() == 0.0 || value.is_infinite() { 0.0 } else { value.abs() * 1e-9 };
        let whole = self.whole && self.low == self.high;
        Values { low: self.low - room(self.low), high: self.high + room(self.high), whole, ..self }.closed()
    }

    fn can_be_infinite(self) -> bool {
        self.contains(f64::INFINITY) || self.contains(f64::NEG_INFINITY)
    }

    pub(super) fn negated(self) -> Values {
        match self.is_empty() {
            true => self,
            false => {
                Values { low: -self.high, high: -self.low, open_low: self.open_high, open_high: self.open_low, ..self }
            }
        }
    }

    /// What sums of at least one of these can be.
    pub(super) fn summed(self) -> Values {
        if self.is_empty() {
            return self;
        }
        let (down, up) = (self.low < 0.0, self.high > 0.0);
        Values {
            low: if down { f64::NEG_INFINITY } else { self.low },
            high: if up { f64::INFINITY } else { self.high },
            open_low: self.open_low && !down,
            open_high: self.open_high && !up,
            nan: self.nan || (self.contains(f64::INFINITY) && self.contains(f64::NEG_INFINITY)),
            whole: self.whole,
        }
    }

    /// What spreads of these can be.
    pub(super) fn spread(self) -> Values {
        let nan = self.nan || self.can_be_infinite();
        if self.is_empty() { self } else { Values { nan, ..between(0.0, f64::INFINITY) } }
    }

    pub(super) fn averaged(self) -> Values {
        let nan = self.nan || self.can_be_infinite();
        if self.is_empty() { self } else { Values { nan, ..self.rounded() } }
    }

    pub(super) fn quantile_of(self, parameter: Values) -> Values {
        let inside = parameter.low >= 0.0 && parameter.high <= 1.0 && !parameter.nan;
        if self.is_empty() {
            return self;
        }
        if inside { self.averaged() } else { ANYTHING }
    }

    /// The values of a function that never falls.
    pub(super) fn mapped(self, function: impl Fn(f64) -> f64) -> Values {
        if self.is_empty() {
            return self;
        }
        Values { low: function(self.low), high: function(self.high), ..self }.closed()
    }

    pub(super) fn at_least(self, limit: Values) -> Values {
        self.limited(limit, f64::max)
    }

    pub(super) fn at_most(self, limit: Values) -> Values {
        self.limited(limit, f64::min)
    }

    fn limited(self, limit: Values, choose: fn(f64, f64) -> f64) -> Values {
        if self.is_empty() || limit.is_empty() {
            return Values { nan: self.nan || limit.nan, ..self };
        }
        let nan = self.nan || limit.nan;
        Values { low: choose(self.low, limit.low), high: choose(self.high, limit.high), nan, ..between(0.0, 0.0) }
    }

    /// The values that pass a comparison with others.
    pub(super) fn narrowed(self, operator: BinaryOperator, other: Values) -> Values {
        use BinaryOperator::*;
        if other.is_empty() {
            return if operator == NotEqual { self } else { NOTHING };
        }
        let infinite = between(f64::NEG_INFINITY, f64::INFINITY);
        match operator {
            Greater => self.meet(Values { low: other.low, open_low: true, ..infinite }),
            GreaterOrEqual => self.meet(Values { low: other.low, open_low: other.open_low, ..infinite }),
            Less => self.meet(Values { high: other.high, open_high: true, ..infinite }),
            LessOrEqual => self.meet(Values { high: other.high, open_high: other.open_high, ..infinite }),
            Equal => self.meet(Values { nan: false, ..other }),
            _ => match other.point() {
                Some(point) => Values {
                    open_low: self.open_low || self.low == point,
                    open_high: self.open_high || self.high == point,
                    ..self
                }
                .tight(),
                None => self,
            },
        }
    }

    pub(super) fn plus(self, other: Values) -> Values {
        if self.is_empty() || other.is_empty() {
            return or_nan(NOTHING);
        }
        let end = |sum: f64, unknown: f64| if sum.is_nan() { unknown } else { sum };
        let opposed = |left: Values, right: Values| left.contains(f64::INFINITY) && right.contains(f64::NEG_INFINITY);
        Values {
            low: end(self.low + other.low, f64::NEG_INFINITY),
            high: end(self.high + other.high, f64::INFINITY),
            nan: self.nan || other.nan || opposed(self, other) || opposed(other, self),
            whole: self.whole && other.whole,
            ..between(0.0, 0.0)
        }
    }

    pub(super) fn times(self, other: Values) -> Values {
        if self.is_empty() || other.is_empty() {
            return or_nan(NOTHING);
        }
        let product = |left: f64, right: f64| if left == 0.0 || right == 0.0 { 0.0 } else { left * right };
        let corners = [
            product(self.low, other.low),
            product(self.low, other.high),
            product(self.high, other.low),
            product(self.high, other.high),
        ];
        let unclear = |left: Values, right: Values| left.contains(0.0) && right.can_be_infinite();
        Values {
            low: corners.into_iter().fold(f64::INFINITY, f64::min),
            high: corners.into_iter().fold(f64::NEG_INFINITY, f64::max),
            nan: self.nan || other.nan || unclear(self, other) || unclear(other, self),
            whole: self.whole && other.whole,
            ..between(0.0, 0.0)
        }
    }

    /// Quotients by what is more than 0; nothing is known of others, for there is a zero with a minus.
    pub(super) fn over(self, other: Values) -> Values {
        let is_positive = other.low > 0.0 || (other.low == 0.0 && other.open_low);
        if self.is_empty() || other.is_empty() || !is_positive {
            return ANYTHING;
        }
        let nan = self.nan || other.nan || (self.can_be_infinite() && other.can_be_infinite());
        let end = |toward_zero: bool, value: f64| {
            let quotient = value / if toward_zero { other.high } else { other.low };
            if quotient.is_nan() { 0.0 } else { quotient }
        };
        let (low, high) = (end(self.low >= 0.0, self.low), end(self.high < 0.0, self.high));
        Values { low, high, nan, ..between(0.0, 0.0) }
    }

    /// Remainders have the sign of what is divided, and are smaller than the divisor.
    pub(super) fn modulo(self, other: Values) -> Values {
        if self.is_empty() || other.is_empty() {
            return ANYTHING;
        }
        let size = other.low.abs().max(other.high.abs());
        let is_bounded = size.is_finite();
        Values {
            low: if self.low >= 0.0 { 0.0 } else { -size },
            high: if self.high <= 0.0 { 0.0 } else { size },
            open_low: self.low < 0.0 && is_bounded,
            open_high: self.high > 0.0 && is_bounded,
            nan: self.nan || other.nan || other.contains(0.0) || self.can_be_infinite(),
            whole: self.whole && other.whole,
        }
        .tight()
    }
}

/// The operator that holds for the sides exchanged.
pub(in crate::lint) fn mirrored(operator: BinaryOperator) -> BinaryOperator {
    use BinaryOperator::*;
    match operator {
        Less => Greater,
        LessOrEqual => GreaterOrEqual,
        Greater => Less,
        GreaterOrEqual => LessOrEqual,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_real_samples_give_lies_in_the_range() {
        // The arithmetic of two ranges has room for that of any two values in them.
        let samples = [f64::NEG_INFINITY, -7.5, -1.0, 0.0, 0.5, 1.0, 3.0, f64::INFINITY];
        let ranges = |from: f64, to: f64| Values { ..between(from, to) };
        for (index, low) in samples.into_iter().enumerate() {
            for high in samples.into_iter().skip(index) {
                let values = ranges(low, high);
                for other in samples {
                    let point = Values::of_number(other);
                    for value in [low, high, (low + high) / 2.0] {
                        for (name, range, exact) in [
                            ("+", values.plus(point), value + other),
                            ("*", values.times(point), value * other),
                            ("/", values.over(point), value / other),
                            ("%", values.modulo(point), value % other),
                            ("-", values.negated(), -value),
                        ] {
                            let fits = if exact.is_nan() { range.nan || value.is_nan() } else { range.contains(exact) };
                            assert!(fits, "{value} {name} {other} = {exact}, not in {range:?} of {values:?}");
                        }
                    }
                }
            }
        }
    }
}
