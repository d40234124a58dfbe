//! The table of functions: name, signature, and whether a feature flag gates it.
//!
//! The parser looks names up here and the type rules read the signatures; what a function does is the engine's matter.

use super::ast::ValueType;
use ValueType::{Matrix, Scalar, String as Text, Vector};

/// A function of PromQL.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name; case matters.
    pub name: &'static str,
    /// Types of the arguments.
    pub arguments: &'static [ValueType],
    /// 0: exactly `arguments`; n > 0: the last one may be left out, and up to n of its type may stand; -1: any number.
    pub variadic: i8,
    /// Type of the result.
    pub returns: ValueType,
    /// Whether it needs `promql-experimental-functions`.
    pub experimental: bool,
}

impl Function {
    /// The fewest arguments a call may have.
    pub fn minimum_arguments(&self) -> usize {
        if self.variadic == 0 { self.arguments.len() } else { self.arguments.len().saturating_sub(1) }
    }

    /// The most arguments a call may have; `None` when there is no limit.
    pub fn maximum_arguments(&self) -> Option<usize> {
        match self.variadic {
            0 => Some(self.arguments.len()),
            extra => Some(self.minimum_arguments() + usize::try_from(extra).ok()?),
        }
    }

    /// The type of the argument at `index`; beyond the list, a variadic function repeats its last type.
    pub fn argument_type(&self, index: usize) -> Option<ValueType> {
        match self.arguments.get(index) {
            None if self.variadic != 0 => self.arguments.last().copied(),
            listed => listed.copied(),
        }
    }
}

/// The function with exactly this name, experimental ones included.
pub fn lookup(name: &str) -> Option<&'static Function> {
    let index = FUNCTIONS.binary_search_by(|function| function.name.cmp(name)).ok()?;
    FUNCTIONS.get(index)
}

const fn fixed(name: &'static str, arguments: &'static [ValueType], returns: ValueType) -> Function {
    Function { name, arguments, variadic: 0, returns, experimental: false }
}

impl Function {
    const fn variadic(self, extra: i8) -> Function {
        Function { variadic: extra, ..self }
    }

    const fn experimental(self) -> Function {
        Function { experimental: true, ..self }
    }
}

/// Every function, sorted by name.
pub static FUNCTIONS: [Function; 90] = [
    fixed("abs", &[Vector], Vector),
    fixed("absent", &[Vector], Vector),
    fixed("absent_over_time", &[Matrix], Vector),
    fixed("acos", &[Vector], Vector),
    fixed("acosh", &[Vector], Vector),
    fixed("asin", &[Vector], Vector),
    fixed("asinh", &[Vector], Vector),
    fixed("atan", &[Vector], Vector),
    fixed("atanh", &[Vector], Vector),
    fixed("avg_over_time", &[Matrix], Vector),
    fixed("ceil", &[Vector], Vector),
    fixed("changes", &[Matrix], Vector),
    fixed("clamp", &[Vector, Scalar, Scalar], Vector),
    fixed("clamp_max", &[Vector, Scalar], Vector),
    fixed("clamp_min", &[Vector, Scalar], Vector),
    fixed("cos", &[Vector], Vector),
    fixed("cosh", &[Vector], Vector),
    fixed("count_over_time", &[Matrix], Vector),
    fixed("day_of_month", &[Vector], Vector).variadic(1),
    fixed("day_of_week", &[Vector], Vector).variadic(1),
    fixed("day_of_year", &[Vector], Vector).variadic(1),
    fixed("days_in_month", &[Vector], Vector).variadic(1),
    fixed("deg", &[Vector], Vector),
    fixed("delta", &[Matrix], Vector),
    fixed("deriv", &[Matrix], Vector),
    fixed("double_exponential_smoothing", &[Matrix, Scalar, Scalar], Vector).experimental(),
    fixed("end", &[], Scalar).experimental(),
    fixed("exp", &[Vector], Vector),
    fixed("first_over_time", &[Matrix], Vector),
    fixed("floor", &[Vector], Vector),
    fixed("histogram_avg", &[Vector], Vector),
    fixed("histogram_count", &[Vector], Vector),
    fixed("histogram_fraction", &[Scalar, Scalar, Vector], Vector),
    fixed("histogram_quantile", &[Scalar, Vector], Vector),
    fixed("histogram_quantiles", &[Vector, Text, Scalar, Scalar], Vector).variadic(9).experimental(),
    fixed("histogram_stddev", &[Vector], Vector),
    fixed("histogram_stdvar", &[Vector], Vector),
    fixed("histogram_sum", &[Vector], Vector),
    fixed("hour", &[Vector], Vector).variadic(1),
    fixed("idelta", &[Matrix], Vector),
    fixed("increase", &[Matrix], Vector),
    fixed("info", &[Vector, Vector], Vector).variadic(1).experimental(),
    fixed("irate", &[Matrix], Vector),
    fixed("label_join", &[Vector, Text, Text, Text], Vector).variadic(-1),
    fixed("label_replace", &[Vector, Text, Text, Text, Text], Vector),
    fixed("last_over_time", &[Matrix], Vector),
    fixed("ln", &[Vector], Vector),
    fixed("log10", &[Vector], Vector),
    fixed("log2", &[Vector], Vector),
    fixed("mad_over_time", &[Matrix], Vector).experimental(),
    fixed("max_of", &[Scalar, Scalar], Scalar).experimental(),
    fixed("max_over_time", &[Matrix], Vector),
    fixed("min_of", &[Scalar, Scalar], Scalar).experimental(),
    fixed("min_over_time", &[Matrix], Vector),
    fixed("minute", &[Vector], Vector).variadic(1),
    fixed("month", &[Vector], Vector).variadic(1),
    fixed("pi", &[], Scalar),
    fixed("predict_linear", &[Matrix, Scalar], Vector),
    fixed("present_over_time", &[Matrix], Vector),
    fixed("quantile_over_time", &[Scalar, Matrix], Vector),
    fixed("rad", &[Vector], Vector),
    fixed("range", &[], Scalar).experimental(),
    fixed("rate", &[Matrix], Vector),
    fixed("resets", &[Matrix], Vector),
    fixed("round", &[Vector, Scalar], Vector).variadic(1),
    fixed("scalar", &[Vector], Scalar),
    fixed("sgn", &[Vector], Vector),
    fixed("sin", &[Vector], Vector),
    fixed("sinh", &[Vector], Vector),
    fixed("sort", &[Vector], Vector),
    fixed("sort_by_label", &[Vector, Text], Vector).variadic(-1).experimental(),
    fixed("sort_by_label_desc", &[Vector, Text], Vector).variadic(-1).experimental(),
    fixed("sort_desc", &[Vector], Vector),
    fixed("sqrt", &[Vector], Vector),
    fixed("start", &[], Scalar).experimental(),
    fixed("start_timestamp", &[Vector], Vector).experimental(),
    fixed("stddev_over_time", &[Matrix], Vector),
    fixed("stdvar_over_time", &[Matrix], Vector),
    fixed("step", &[], Scalar).experimental(),
    fixed("sum_over_time", &[Matrix], Vector),
    fixed("tan", &[Vector], Vector),
    fixed("tanh", &[Vector], Vector),
    fixed("time", &[], Scalar),
    fixed("timestamp", &[Vector], Vector),
    fixed("ts_of_first_over_time", &[Matrix], Vector).experimental(),
    fixed("ts_of_last_over_time", &[Matrix], Vector).experimental(),
    fixed("ts_of_max_over_time", &[Matrix], Vector).experimental(),
    fixed("ts_of_min_over_time", &[Matrix], Vector).experimental(),
    fixed("vector", &[Scalar], Vector),
    fixed("year", &[Vector], Vector).variadic(1),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted_so_that_lookup_finds_every_name() {
        assert!(FUNCTIONS.is_sorted_by(|left, right| left.name < right.name));
        for function in &FUNCTIONS {
            assert_eq!(lookup(function.name), Some(function));
        }
        assert_eq!(lookup("Rate"), None);
        assert_eq!(lookup("holt_winters"), None);
    }

    #[test]
    fn arity_follows_the_variadic_rule() {
        let arity =
            |name: &str| lookup(name).map(|function| (function.minimum_arguments(), function.maximum_arguments()));
        assert_eq!(arity("rate"), Some((1, Some(1))));
        assert_eq!(arity("round"), Some((1, Some(2))));
        assert_eq!(arity("hour"), Some((0, Some(1))));
        assert_eq!(arity("label_join"), Some((3, None)));
        assert_eq!(arity("sort_by_label"), Some((1, None)));
        assert_eq!(arity("histogram_quantiles"), Some((3, Some(12))));
    }

    #[test]
    fn surplus_arguments_have_the_last_type_only_if_variadic() {
        let argument_type = |name: &str, index| lookup(name).and_then(|function| function.argument_type(index));
        assert_eq!(argument_type("label_join", 9), Some(Text));
        assert_eq!(argument_type("abs", 1), None);
        assert_eq!(argument_type("pi", 0), None);
    }
}
