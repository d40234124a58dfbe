//! Which values the samples of an expression can have, as far as its text tells: the ground of every lint about
//! comparisons.
//!
//! What is said here is certain: a value outside of the range comes out for no data at all. Native histograms do not
//! count; what operators do to them gives no number.

use crate::{
    golang::float::format_g,
    promql::ast::{Aggregate, AggregateOperator, Binary, BinaryOperator, Call, Expr, UnaryOperator},
};
use std::f64::consts::PI;

/// A range of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Values {
    /// The least one, and the greatest; the range is empty if they are the wrong way round.
    low: f64,
    high: f64,
    /// Whether `low` or `high` itself is left out.
    open_low: bool,
    open_high: bool,
    /// Whether NaN is possible besides.
    nan: bool,
    /// Whether all that are finite are whole numbers.
    whole: bool,
}

/// What is known of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It holds for no values.
    Never,
    /// It holds for all values.
    Always,
    /// It depends.
    Perhaps,
}

const NOTHING: Values =
    Values { low: f64::INFINITY, high: f64::NEG_INFINITY, open_low: false, open_high: false, nan: false, whole: false };

const ANYTHING: Values = Values { nan: true, ..between(f64::NEG_INFINITY, f64::INFINITY) };

const FINITE: Values = Values { open_low: true, open_high: true, ..between(f64::NEG_INFINITY, f64::INFINITY) };

/// How many times something is there: never infinitely often.
const fn count_from(low: f64) -> Values {
    Values { open_high: true, whole: true, ..between(low, f64::INFINITY) }
}

const fn between(low: f64, high: f64) -> Values {
    Values { low, high, open_low: false, open_high: false, nan: false, whole: false }
}

/// Whole numbers, both ends included.
const fn whole(low: f64, high: f64) -> Values {
    Values { whole: true, ..between(low, high) }
}

const fn or_nan(values: Values) -> Values {
    Values { nan: true, ..values }
}

impl Values {
    /// The values that samples of `expression` can have; those of a window are those of its samples.
    pub(super) fn of(expression: &Expr) -> Values {
        match expression {
            Expr::Number(node) => Values::of_number(node.value),
            Expr::Paren(node) => Values::of(&node.inner),
            Expr::Unary(node) if node.operator == UnaryOperator::Minus => Values::of(&node.operand).negated(),
            Expr::Unary(node) => Values::of(&node.operand),
            Expr::Subquery(node) => Values::of(&node.inner),
            Expr::Aggregate(node) => Values::of_aggregate(node),
            Expr::Call(node) => Values::of_call(node),
            Expr::Binary(node) => Values::of_binary(node),
            Expr::String(_) | Expr::Vector(_) | Expr::Matrix(_) => ANYTHING,
        }
    }

    /// Whether a comparison of these with those holds.
    pub(super) fn compare(self, operator: BinaryOperator, other: Values) -> Verdict {
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
    pub(super) fn is_nothing(self) -> bool {
        self.is_empty() && !self.nan
    }

    /// Whether this value is possible.
    pub(super) fn contains(self, value: f64) -> bool {
        let above = value > self.low || (value == self.low && !self.open_low);
        let below = value < self.high || (value == self.high && !self.open_high);
        above && below && (!self.whole || value.is_infinite() || value.fract() == 0.0)
    }

    /// The one value that there can be.
    pub(super) fn point(self) -> Option<f64> {
        (self.low == self.high && !self.nan && !self.is_empty()).then_some(self.low)
    }

    /// The range in words, as in "is …": `always 1`, `at least 1`, `from 0 to 6`; `None` if it has no limits.
    pub(super) fn describe(self) -> Option<String> {
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

    fn of_number(value: f64) -> Values {
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
    pub(super) fn meet(self, other: Values) -> Values {
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
    fn or(self, other: Values) -> Values {
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

    fn negated(self) -> Values {
        match self.is_empty() {
            true => self,
            false => {
                Values { low: -self.high, high: -self.low, open_low: self.open_high, open_high: self.open_low, ..self }
            }
        }
    }

    /// What sums of at least one of these can be.
    fn summed(self) -> Values {
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
    fn spread(self) -> Values {
        let nan = self.nan || self.can_be_infinite();
        if self.is_empty() { self } else { Values { nan, ..between(0.0, f64::INFINITY) } }
    }

    fn averaged(self) -> Values {
        let nan = self.nan || self.can_be_infinite();
        if self.is_empty() { self } else { Values { nan, ..self.rounded() } }
    }

    fn quantile_of(self, parameter: Values) -> Values {
        let inside = parameter.low >= 0.0 && parameter.high <= 1.0 && !parameter.nan;
        if self.is_empty() {
            return self;
        }
        if inside { self.averaged() } else { ANYTHING }
    }

    fn of_aggregate(node: &Aggregate) -> Values {
        use AggregateOperator::*;
        let body = Values::of(&node.body);
        if body.is_nothing() {
            return NOTHING;
        }
        match node.operator {
            Count | CountValues => count_from(1.0),
            Group => whole(1.0, 1.0),
            Sum => body.summed(),
            Avg => body.averaged(),
            Stddev | Stdvar => body.spread(),
            Quantile => body.quantile_of(node.parameter.as_ref().map_or(ANYTHING, Values::of)),
            Min | Max | TopK | BottomK | LimitK | LimitRatio => body,
        }
    }

    fn of_call(node: &Call) -> Values {
        let argument = |index: usize| node.arguments.get(index).map_or(ANYTHING, Values::of);
        let first = || argument(0);
        // Nothing in, nothing out; but for what makes something of nothing.
        let of_values = |change: fn(Values) -> Values| match first() {
            values if values.is_nothing() => NOTHING,
            values => change(values),
        };
        match node.function.name {
            "absent" | "absent_over_time" => whole(1.0, 1.0),
            "present_over_time" => of_values(|_| whole(1.0, 1.0)),
            "count_over_time" => of_values(|_| count_from(1.0)),
            "changes" | "resets" => of_values(|_| count_from(0.0)),
            "abs" => of_values(|values| match values.low >= 0.0 {
                true => values,
                false => values.or(values.negated()).meet(or_nan(between(0.0, f64::INFINITY))),
            }),
            "ceil" => of_values(|values| Values { whole: true, ..values.mapped(f64::ceil) }),
            "floor" => of_values(|values| Values { whole: true, ..values.mapped(f64::floor) }),
            "round" if node.arguments.len() == 1 => {
                of_values(|values| Values { whole: true, ..values.mapped(|value| (value + 0.5).floor()) })
            }
            "sgn" => of_values(|values| Values { nan: values.nan, ..whole(-1.0, 1.0) }),
            "sqrt" => of_values(|_| or_nan(between(0.0, f64::INFINITY))),
            "exp" => of_values(|values| Values { nan: values.nan, ..between(0.0, f64::INFINITY) }),
            "sin" | "cos" | "tanh" => of_values(|_| or_nan(between(-1.0, 1.0))),
            "cosh" => of_values(|_| or_nan(between(1.0, f64::INFINITY))),
            "clamp" => first().at_least(argument(1)).at_most(argument(2)),
            "clamp_min" => first().at_least(argument(1)),
            "clamp_max" => first().at_most(argument(1)),
            "scalar" => or_nan(first()),
            "vector" | "label_replace" | "label_join" | "sort" | "sort_desc" | "sort_by_label"
            | "sort_by_label_desc" | "info" | "min_over_time" | "max_over_time" | "last_over_time"
            | "first_over_time" => first(),
            "sum_over_time" => of_values(Values::summed),
            "avg_over_time" => of_values(Values::averaged),
            "stddev_over_time" | "stdvar_over_time" | "mad_over_time" => of_values(Values::spread),
            "quantile_over_time" => argument(1).quantile_of(first()),
            "time"
            | "timestamp"
            | "ts_of_first_over_time"
            | "ts_of_last_over_time"
            | "ts_of_max_over_time"
            | "ts_of_min_over_time"
            | "start"
            | "end"
            | "step"
            | "range" => FINITE,
            "minute" => whole(0.0, 59.0),
            "hour" => whole(0.0, 23.0),
            "day_of_week" => whole(0.0, 6.0),
            "day_of_month" => whole(1.0, 31.0),
            "day_of_year" => whole(1.0, 366.0),
            "days_in_month" => whole(28.0, 31.0),
            "month" => whole(1.0, 12.0),
            "year" => Values { whole: true, ..FINITE },
            "pi" => between(PI, PI),
            "histogram_fraction" => or_nan(between(0.0, 1.0)),
            _ => ANYTHING,
        }
    }

    /// The values of a function that never falls.
    fn mapped(self, function: impl Fn(f64) -> f64) -> Values {
        if self.is_empty() {
            return self;
        }
        Values { low: function(self.low), high: function(self.high), ..self }.closed()
    }

    fn at_least(self, limit: Values) -> Values {
        self.limited(limit, f64::max)
    }

    fn at_most(self, limit: Values) -> Values {
        self.limited(limit, f64::min)
    }

    fn limited(self, limit: Values, choose: fn(f64, f64) -> f64) -> Values {
        if self.is_empty() || limit.is_empty() {
            return Values { nan: self.nan || limit.nan, ..self };
        }
        let nan = self.nan || limit.nan;
        Values { low: choose(self.low, limit.low), high: choose(self.high, limit.high), nan, ..between(0.0, 0.0) }
    }

    fn of_binary(node: &Binary) -> Values {
        use BinaryOperator::*;
        let (left, right) = (Values::of(&node.left), Values::of(&node.right));
        let is_filled = node.matching.as_ref().is_some_and(|matching| {
            // What stands in for a missing series is neither side's value.
            matching.fill_left.is_some() || matching.fill_right.is_some()
        });
        if node.operator == Or {
            return left.or(right);
        }
        if is_filled {
            return ANYTHING;
        }
        if left.is_nothing() || (right.is_nothing() && node.operator != Unless) {
            return NOTHING;
        }
        match node.operator {
            operator if operator.is_comparison() => {
                let verdict = left.compare(operator, right);
                if node.return_bool {
                    return match verdict {
                        Verdict::Never => whole(0.0, 0.0),
                        Verdict::Always => whole(1.0, 1.0),
                        Verdict::Perhaps => whole(0.0, 1.0),
                    };
                }
                use crate::promql::ast::ValueType::Scalar;
                // What comes out is the vector's value, whichever side it stands on.
                match node.left.value_type() {
                    Scalar => right.narrowed(mirrored(operator), left),
                    _ => left.narrowed(operator, right),
                }
            }
            And | Unless => left,
            Add => left.plus(right),
            Subtract => left.plus(right.negated()),
            Multiply => left.times(right),
            Divide => left.over(right),
            Modulo => left.modulo(right),
            Power if left.low >= 0.0 => Values { nan: left.nan || right.nan, ..between(0.0, f64::INFINITY) },
            Atan2 => Values { nan: left.nan || right.nan, ..between(-PI, PI) },
            _ => ANYTHING,
        }
    }

    /// The values that pass a comparison with others.
    fn narrowed(self, operator: BinaryOperator, other: Values) -> Values {
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

    fn plus(self, other: Values) -> Values {
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

    fn times(self, other: Values) -> Values {
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
    fn over(self, other: Values) -> Values {
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
    fn modulo(self, other: Values) -> Values {
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
pub(super) fn mirrored(operator: BinaryOperator) -> BinaryOperator {
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
    use crate::promql::{Features, parse};

    fn values(text: &str) -> Values {
        Values::of(&parse(text, Features::all()).unwrap_or_else(|error| panic!("{text}: {error}")))
    }

    #[test]
    fn ranges_follow_from_the_text() {
        for (text, expected) in [
            ("count(x)", "at least 1"),
            ("count by (a) (x) or vector(0)", "at least 0"),
            ("absent(x)", "always 1"),
            ("sum(x == 0)", "always 0"),
            ("sum(x == 1)", "at least 1"),
            ("sum(x == bool 1)", "at least 0"),
            ("sum(x > 3)", "more than 3"),
            ("x > 5", "more than 5"),
            ("5 < x <= 7", "more than 5 and at most 7"),
            ("count(x) != 1", "at least 2"),
            ("(x == bool 1) != 0", "always 1"),
            ("avg(x > 0)", "at least 0"),
            ("abs(x)", "at least 0"),
            ("abs(hour() - 12)", "from 0 to 12"),
            ("-count(x)", "at most -1"),
            ("count(x) * 100", "at least 100"),
            ("count(x) / 2", "at least 0.5"),
            ("1 - count(x)", "at most 0"),
            ("clamp_max(count(x), 5)", "from 1 to 5"),
            ("clamp(x, 0, 1)", "from 0 to 1"),
            ("hour() % 6", "from 0 to 5"),
            ("day_of_week()", "from 0 to 6"),
            ("time() - time()", "anything"),
            ("x > 5 < 3", "never a number"),
            ("sum(x > 5 < 3)", "never a number"),
            ("quantile(0.5, count_over_time(x[5m]))", "at least 1"),
            ("rate(x[5m])", "anything"),
            ("max_over_time((x == 0)[5m:1m])", "always 0"),
            ("2 ^ x", "at least 0"),
            ("x / (y > 0)", "anything"),
            ("count(x) / (y > 0)", "at least 0"),
            ("x and y", "anything"),
            ("(x > 5) and y", "more than 5"),
            ("scalar(count(x))", "at least 1"),
            ("count(x) + fill(0) count(y)", "anything"),
            ("2 > bool 1", "always 1"),
        ] {
            assert_eq!(values(text).describe().as_deref().unwrap_or("anything"), expected, "{text}");
        }
        assert!(values("x > 5 < 3").is_nothing());
        assert!(values("scalar(count(x))").nan && !values("count(x)").nan);
        assert!(values("x - x").nan && values("x / 0").nan && !values("x > 1").nan);
    }

    #[test]
    fn comparisons_are_judged() {
        use Verdict::*;
        for (text, expected) in [
            ("count(x) == 0", Never),
            ("count(x) < 1", Never),
            ("count(x) <= 1", Perhaps),
            ("count(x) >= 1", Always),
            ("count(x) > 0", Always),
            ("count(x) == 1.5", Never),
            ("count(x) != 1.5", Always),
            ("0 == count(x)", Never),
            ("scalar(count(x)) > bool 0", Perhaps),
            ("scalar(count(x)) == bool 0", Never),
            ("x == NaN", Never),
            ("x != NaN", Always),
            ("vector(NaN) != vector(NaN)", Always),
            ("x != 5", Perhaps),
            ("absent(x) == 1", Always),
            ("absent(x) != 1", Never),
            ("day_of_week() > 6", Never),
            ("day_of_week() < 0", Never),
            ("day_of_week() > 5", Perhaps),
            ("hour() >= 24", Never),
            ("x > 5 < 3", Never),
            ("x > 5 < 5.5", Perhaps),
            ("(x >= 5) <= 5", Perhaps),
            ("(x > 5) <= 5", Never),
            ("sum(x == 0) > 0", Never),
            ("(count(x) or vector(0)) == 0", Perhaps),
            ("vector(1) > 0", Always),
            ("rate(x[5m]) < 0", Perhaps),
            ("sum(x > 5 < 3) > 1", Perhaps),
        ] {
            let tree = parse(text, Features::all()).unwrap_or_else(|error| panic!("{text}: {error}"));
            let Expr::Binary(node) = &tree else { panic!("{text}") };
            let verdict = Values::of(&node.left).compare(node.operator, Values::of(&node.right));
            assert_eq!(verdict, expected, "{text}");
        }
    }

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
