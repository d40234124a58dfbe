//! Which values the samples of an expression can have, as far as its text tells: the ground of every lint about
//! comparisons.
//!
//! What is said here is certain: a value outside of the range comes out for no data at all. Native histograms do not
//! count; what operators do to them gives no number.

mod range;

pub(super) use range::{Values, Verdict};

use super::memo::Memo;
use crate::promql::ast::{Aggregate, AggregateOperator, Binary, BinaryOperator, Call, Expr, UnaryOperator};
use range::{ANYTHING, FINITE, NOTHING, between, count_from, mirrored, or_nan, whole};
use std::f64::consts::PI;

/// The values of the parts of one expression.
pub(super) type Ranges<'a> = Memo<'a, Values>;

impl<'a> Ranges<'a> {
    /// The values that samples of a part can have; those of a window are those of its samples.
    pub(super) fn of(&self, part: &'a Expr) -> Values {
        self.get(part, || match part {
            Expr::Number(node) => Values::of_number(node.value),
            Expr::Paren(node) => self.of(&node.inner),
            Expr::Unary(node) if node.operator == UnaryOperator::Minus => self.of(&node.operand).negated(),
            Expr::Unary(node) => self.of(&node.operand),
            Expr::Subquery(node) => self.of(&node.inner),
            Expr::Aggregate(node) => self.of_aggregate(node),
            Expr::Call(node) => self.of_call(node),
            Expr::Binary(node) => self.of_binary(node),
            Expr::String(_) | Expr::Vector(_) | Expr::Matrix(_) => ANYTHING,
        })
    }

    fn of_aggregate(&self, node: &'a Aggregate) -> Values {
        use AggregateOperator::*;
        let body = self.of(&node.body);
        if body.is_nothing() {
            return NOTHING;
        }
        match node.operator {
            Count | CountValues => count_from(1.0),
            Group => whole(1.0, 1.0),
            Sum => body.summed(),
            Avg => body.averaged(),
            Stddev | Stdvar => body.spread(),
            Quantile => body.quantile_of(node.parameter.as_ref().map_or(ANYTHING, |parameter| self.of(parameter))),
            Min | Max | TopK | BottomK | LimitK | LimitRatio => body,
        }
    }

    fn of_call(&self, node: &'a Call) -> Values {
        let argument = |index: usize| node.arguments.get(index).map_or(ANYTHING, |argument| self.of(argument));
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

    fn of_binary(&self, node: &'a Binary) -> Values {
        use BinaryOperator::*;
        let (left, right) = (self.of(&node.left), self.of(&node.right));
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promql::{Features, parse};

    fn values(text: &str) -> Values {
        Ranges::default().of(&parse(text, Features::all()).unwrap_or_else(|error| panic!("{text}: {error}")))
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
            let ranges = Ranges::default();
            let verdict = ranges.of(&node.left).compare(node.operator, ranges.of(&node.right));
            assert_eq!(verdict, expected, "{text}");
        }
    }
}
