//! Expression → plan.
//!
//! Resolves what depends on the query's times: durations, offsets, `@`, the grids of subqueries, the parts that are the
//! same at every step. Looks at no data.
//!
//! One oddity of Prometheus is kept because its results show it: inside the parameter of an aggregation (`topk(P, …)`)
//! no part counts as invariant. There `@ start()` and `@ end()` are without effect, and a fixed `@ t` means "t at the
//! first step, then moving with the steps", although no sample after t is seen.

use super::{
    ElementFunction, HistogramField, Operation, Plan, Selector, Steps, Wanted, WindowFunction, WindowInput,
    WindowSource, invariant::is_invariant,
};
use crate::{
    engine::{Error, Options, functions},
    golang::{quote::quote, regex::Regex, text::GoString},
    model::{
        labels::{Labels, LabelsBuilder, METRIC_NAME},
        matcher::{MatchKind, Matcher},
        sample::Timestamp,
    },
    promql::ast::{
        Aggregate, AggregateOperator, At, Binary, BinaryOperator, Call, DurationExpr, Expr, ExtendedRange, Subquery,
        UnaryOperator, ValueType, VectorSelector,
    },
};

/// Makes plans for one query.
pub(in crate::engine) struct Builder<'o> {
    /// The query's first time.
    pub(in crate::engine) start: Timestamp,
    /// The query's last time as given, on the grid or not.
    pub(in crate::engine) end: Timestamp,
    /// The query's step in milliseconds; 0 for instant queries.
    pub(in crate::engine) step: i64,
    pub(in crate::engine) options: &'o Options,
}

/// Where in the expression we are.
#[derive(Clone, Copy)]
pub(super) struct Scope {
    /// How much of native histograms is looked at.
    detail: HistogramDetail,
    pub(super) steps: Steps,
    in_parameter: bool,
}

/// How much of native histograms the functions around a selector look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HistogramDetail {
    /// Nothing is known, so everything is needed.
    Open,
    /// Count and sum are enough.
    Totals,
    /// The buckets are needed, whatever stands further in.
    Buckets,
}

impl Scope {
    fn new(steps: Steps) -> Scope {
        Scope { steps, in_parameter: false, detail: HistogramDetail::Open }
    }

    /// Inside an operation that needs the buckets.
    fn with_buckets(self) -> Scope {
        Scope { detail: HistogramDetail::Buckets, ..self }
    }

    /// Inside a function: some need no buckets, some need them although others further out do not.
    fn within_function(self, name: &str) -> Scope {
        match name {
            "histogram_count" | "histogram_sum" | "histogram_avg" if self.detail == HistogramDetail::Open => {
                Scope { detail: HistogramDetail::Totals, ..self }
            }
            "histogram_quantile" | "histogram_quantiles" | "histogram_fraction" => self.with_buckets(),
            _ => self,
        }
    }
}

impl Builder<'_> {
    /// The plan of a scalar or instant vector expression on the grid `steps`.
    pub(in crate::engine) fn build(&self, expression: &Expr, steps: Steps) -> Result<Plan, Error> {
        self.node(expression, Scope::new(steps))
    }

    /// The windows of a range vector expression, seen from `steps`.
    pub(in crate::engine) fn build_window(&self, expression: &Expr, steps: Steps) -> Result<WindowInput, Error> {
        self.window(expression, Scope::new(steps))
    }

    fn node(&self, expression: &Expr, scope: Scope) -> Result<Plan, Error> {
        let expression = expression.without_parens();
        let plan = |operation| Ok(Plan { operation, steps: scope.steps, span: expression.span() });
        let literal = matches!(expression, Expr::Number(_) | Expr::String(_));
        if scope.steps.count > 1 && !scope.in_parameter && !literal && is_invariant(expression) {
            let once = self.node(expression, Scope { steps: scope.steps.first(), ..scope })?;
            return plan(Operation::Broadcast(Box::new(once)));
        }
        match expression {
            Expr::Number(literal) => plan(Operation::Number(literal.value)),
            Expr::Vector(selector) => {
                let selector = self.selector(selector, scope)?;
                plan(Operation::Select { selector, wanted: Wanted::Value })
            }
            Expr::Unary(unary) => match unary.operator {
                UnaryOperator::Plus => self.node(&unary.operand, scope),
                UnaryOperator::Minus => plan(Operation::Negate(self.boxed(&unary.operand, scope)?)),
            },
            Expr::Binary(binary) => plan(self.binary(binary, scope)?),
            Expr::Aggregate(aggregate) => plan(self.aggregate(aggregate, scope)?),
            Expr::Call(call) => self.call(call, scope),
            Expr::Paren(_) => Err(Error::Plan("unexpected parentheses".into())),
            Expr::String(_) | Expr::Matrix(_) | Expr::Subquery(_) => {
                Err(Error::Plan(format!("unexpected {}", expression.value_type().description())))
            }
        }
    }

    pub(super) fn boxed(&self, expression: &Expr, scope: Scope) -> Result<Box<Plan>, Error> {
        Ok(Box::new(self.node(expression, scope)?))
    }

    fn binary(&self, binary: &Binary, scope: Scope) -> Result<Operation, Error> {
        let trims = matches!(binary.operator, BinaryOperator::TrimUpper | BinaryOperator::TrimLower);
        let scope = if trims { scope.with_buckets() } else { scope };
        let left = self.boxed(&binary.left, scope)?;
        let right = self.boxed(&binary.right, scope)?;
        let (operator, return_bool) = (binary.operator, binary.return_bool);
        Ok(match (binary.left.value_type(), binary.right.value_type(), &binary.matching) {
            (ValueType::Scalar, ValueType::Scalar, _) => Operation::ScalarBinary { operator, left, right },
            (ValueType::Scalar, _, _) => {
                Operation::VectorScalar { operator, vector: right, scalar: left, scalar_left: true, return_bool }
            }
            (_, ValueType::Scalar, _) => {
                Operation::VectorScalar { operator, vector: left, scalar: right, scalar_left: false, return_bool }
            }
            (_, _, Some(matching)) => {
                Operation::VectorBinary { operator, left, right, matching: matching.clone(), return_bool }
            }
            (_, _, None) => return Err(Error::Plan("vector operation without matching".into())),
        })
    }

    fn aggregate(&self, aggregate: &Aggregate, scope: Scope) -> Result<Operation, Error> {
        let input = self.boxed(&aggregate.body, scope)?;
        let (mut parameter, mut label) = (None, None);
        if let Some(expression) = &aggregate.parameter {
            if aggregate.operator == AggregateOperator::CountValues {
                let name = string_argument(expression)?;
                let valid = name
                    .as_str()
                    .filter(|name| !name.is_empty())
                    .ok_or_else(|| Error::Evaluation(format!("invalid label name {}", quote(name.as_bytes()))))?;
                label = Some(valid.to_owned());
            } else {
                parameter = Some(self.boxed(expression, Scope { in_parameter: true, ..scope })?);
            }
        }
        let (operator, without, grouping) = (aggregate.operator, aggregate.without, aggregate.grouping.clone());
        Ok(Operation::Aggregate { operator, parameter, label, input, without, grouping })
    }

    fn call(&self, call: &Call, scope: Scope) -> Result<Plan, Error> {
        let scope = scope.within_function(call.function.name);
        let arguments = &call.arguments;
        let name = call.function.name;
        let argument = |index: usize| {
            arguments.get(index).ok_or_else(|| Error::Plan(format!("missing argument {index} of {name}()")))
        };
        let input = || self.boxed(argument(0)?, scope);
        let scalars = |from: usize| -> Result<Vec<Plan>, Error> {
            arguments.iter().skip(from).map(|scalar| self.node(scalar, scope)).collect()
        };
        let string = |index: usize| string_argument(argument(index)?);
        let text = |index: usize| string(index).map(|value| value.to_string_lossy().into_owned());
        let texts = |from: usize| -> Result<Vec<String>, Error> { (from..arguments.len()).map(text).collect() };
        let elements = |function| -> Result<Operation, Error> {
            Ok(Operation::Elements { function, input: input()?, arguments: scalars(1)? })
        };

        let operation = match name {
            "time" => Operation::Time,
            "pi" => Operation::Number(std::f64::consts::PI),
            "start" => Operation::Number(self.start as f64 / 1000.0),
            "end" => Operation::Number(self.end as f64 / 1000.0),
            "range" => Operation::Number((self.end - self.start) as f64 / 1000.0),
            "step" => Operation::Number(if self.start == self.end { 0.0 } else { self.step as f64 / 1000.0 }),
            "min_of" | "max_of" => Operation::Extreme {
                maximum: name == "max_of",
                left: input()?,
                right: self.boxed(argument(1)?, scope)?,
            },
            "scalar" => Operation::ScalarOf(input()?),
            "vector" => Operation::VectorOf(input()?),
            "absent" => Operation::Absent { input: input()?, labels: absent_labels(argument(0)?.without_parens()) },
            "absent_over_time" => {
                let input = self.window(argument(0)?, scope)?;
                refuse_extended(&input, name)?;
                Operation::AbsentOverTime { input, labels: absent_labels(argument(0)?.without_parens()) }
            }
            "timestamp" | "start_timestamp" => match argument(0)?.without_parens() {
                Expr::Vector(selector) => Operation::Select {
                    selector: self.selector(selector, scope)?,
                    wanted: if name == "timestamp" { Wanted::Timestamp } else { Wanted::StartTimestamp },
                },
                _ if name == "timestamp" => elements(ElementFunction::StepTime)?,
                _ => Operation::Select { selector: Selector::nothing(), wanted: Wanted::StartTimestamp },
            },
            "clamp" => elements(ElementFunction::Clamp)?,
            "clamp_min" => elements(ElementFunction::ClampMin)?,
            "clamp_max" => elements(ElementFunction::ClampMax)?,
            "round" => elements(ElementFunction::Round)?,
            "histogram_count" => elements(ElementFunction::Histogram(HistogramField::Count))?,
            "histogram_sum" => elements(ElementFunction::Histogram(HistogramField::Sum))?,
            "histogram_avg" => elements(ElementFunction::Histogram(HistogramField::Average))?,
            "histogram_stddev" => elements(ElementFunction::Histogram(HistogramField::Deviation))?,
            "histogram_stdvar" => elements(ElementFunction::Histogram(HistogramField::Variance))?,
            "histogram_quantile" => Operation::Quantile {
                quantiles: vec![self.node(argument(0)?, scope)?],
                input: self.boxed(argument(1)?, scope)?,
                label: None,
            },
            "histogram_quantiles" => {
                Operation::Quantile { input: input()?, quantiles: scalars(2)?, label: Some(text(1)?) }
            }
            "histogram_fraction" => Operation::Fraction {
                lower: input()?,
                upper: self.boxed(argument(1)?, scope)?,
                input: self.boxed(argument(2)?, scope)?,
            },
            "label_replace" => {
                let pattern = string(4)?;
                let regex = Regex::new(pattern).map_err(|_| {
                    Error::Evaluation(format!("invalid regular expression in label_replace(): {pattern}"))
                })?;
                let destination = label_name(string(1)?, "destination", "label_replace")?;
                Operation::LabelReplace { input: input()?, destination, replacement: text(2)?, source: text(3)?, regex }
            }
            "label_join" => {
                let sources = (3..arguments.len())
                    .map(|index| label_name(string(index)?, "source", "label_join"))
                    .collect::<Result<_, _>>()?;
                let destination = label_name(string(1)?, "destination", "label_join")?;
                Operation::LabelJoin { input: input()?, destination, separator: text(2)?, sources }
            }
            "sort" | "sort_desc" => Operation::Sort { input: input()?, descending: name == "sort_desc" },
            "sort_by_label" | "sort_by_label_desc" => {
                Operation::SortByLabel { input: input()?, labels: texts(1)?, descending: name == "sort_by_label_desc" }
            }
            "info" => self.info(call, scope)?,
            _ => {
                if let Some(function) = WindowFunction::named(name) {
                    let position = arguments.iter().position(|argument| argument.value_type() == ValueType::Matrix);
                    let position = position.ok_or_else(|| Error::Plan(format!("{name}() without a range vector")))?;
                    let input = self.window(argument(position)?, scope)?;
                    refuse_extended(&input, name)?;
                    let rest = arguments.iter().enumerate().filter(|(index, _)| *index != position);
                    let arguments = rest.map(|(_, scalar)| self.node(scalar, scope)).collect::<Result<_, _>>()?;
                    Operation::Window { function, input, arguments }
                } else if let Some(function) = functions::date::named(name) {
                    match arguments.first() {
                        Some(_) => elements(ElementFunction::Math(function))?,
                        None => {
                            let plan = |operation| Plan { operation, steps: scope.steps, span: call.span };
                            let time = Box::new(plan(Operation::Time));
                            let input = Box::new(plan(Operation::VectorOf(time)));
                            let function = ElementFunction::Math(function);
                            Operation::Elements { function, input, arguments: Vec::new() }
                        }
                    }
                } else if let Some(function) = functions::math::named(name) {
                    elements(ElementFunction::Math(function))?
                } else {
                    return Err(Error::Plan(format!("unknown function {name}()")));
                }
            }
        };
        Ok(Plan { operation, steps: scope.steps, span: call.span })
    }

    pub(super) fn selector(&self, selector: &VectorSelector, scope: Scope) -> Result<Selector, Error> {
        let offset = self.optional_duration(selector.offset.as_ref())?;
        let mut resolved = Selector {
            matchers: selector.matchers.clone(),
            offset,
            at: None,
            load_until: None,
            extended: selector.extended,
            totals_only: scope.detail == HistogramDetail::Totals,
        };
        match self.at(selector.at, scope) {
            Some(time) if scope.in_parameter => {
                resolved.offset = offset.saturating_add(self.start).saturating_sub(time);
                resolved.load_until = Some(time.saturating_sub(offset));
            }
            at => resolved.at = at,
        }
        Ok(resolved)
    }

    pub(super) fn at(&self, at: Option<At>, scope: Scope) -> Option<Timestamp> {
        match at? {
            At::Time(time) => Some(time),
            At::Start | At::End if scope.in_parameter => None,
            At::Start => Some(self.start),
            At::End => Some(self.end),
        }
    }

    fn window(&self, expression: &Expr, scope: Scope) -> Result<WindowInput, Error> {
        let expression = expression.without_parens();
        match expression {
            Expr::Matrix(matrix) => {
                let selector = self.selector(&matrix.selector, scope)?;
                let lookback = self.options.lookback_delta;
                let (before, after) = match selector.extended {
                    None => (0, 0),
                    Some(ExtendedRange::Anchored) => (lookback, 0),
                    Some(ExtendedRange::Smoothed) => (lookback, lookback),
                };
                let range = self.positive_duration(&matrix.range)?;
                Ok(WindowInput { source: WindowSource::Selector(selector), range, before, after, span: matrix.span })
            }
            Expr::Subquery(subquery) => self.subquery(subquery, scope),
            _ => Err(Error::Plan(format!("expected a range vector, got {}", expression.value_type().description()))),
        }
    }

    fn subquery(&self, subquery: &Subquery, scope: Scope) -> Result<WindowInput, Error> {
        let range = self.positive_duration(&subquery.range)?;
        let offset = self.optional_duration(subquery.offset.as_ref())?;
        let at = self.at(subquery.at, scope);
        let step = match &subquery.step {
            Some(step) => self.positive_duration(step)?.max(1),
            None => self.options.default_subquery_step.max(1),
        };
        let first = at.unwrap_or(scope.steps.start).saturating_sub(offset);
        let last = at.unwrap_or(scope.steps.last()).saturating_sub(offset);
        // The grid is that of multiples of the step since the epoch, so that queries a second apart see the same points.
        let after = first.saturating_sub(range);
        let start = after.div_euclid(step).saturating_add(1).saturating_mul(step);
        let steps =
            if scope.steps.count == 0 { Steps { start, step, count: 0 } } else { Steps::between(start, last, step) };
        if steps.count > MAX_SUBQUERY_STEPS {
            return Err(Error::Plan(format!("subquery of {} steps: choose a larger step", steps.count)));
        }
        let inner = self.boxed(&subquery.inner, Scope { steps, ..scope.with_buckets() })?;
        let source = WindowSource::Subquery { inner, offset, at };
        Ok(WindowInput { source, range, before: 0, after: 0, span: subquery.span })
    }

    pub(super) fn optional_duration(&self, duration: Option<&DurationExpr>) -> Result<i64, Error> {
        duration.map_or(Ok(0), |duration| self.duration(duration))
    }

    fn duration(&self, duration: &DurationExpr) -> Result<i64, Error> {
        duration.resolve(self.step, self.end - self.start, true).map_err(|error| Error::Plan(error.to_string()))
    }

    fn positive_duration(&self, duration: &DurationExpr) -> Result<i64, Error> {
        duration.resolve(self.step, self.end - self.start, false).map_err(|error| Error::Plan(error.to_string()))
    }
}

/// A row of a subquery holds this many values at most: 800 MB.
const MAX_SUBQUERY_STEPS: usize = 100_000_000;

impl Selector {
    /// A selector that finds no series.
    pub(super) fn nothing() -> Selector {
        let matchers = vec![Matcher::equal(METRIC_NAME, "")];
        Selector { matchers, offset: 0, at: None, load_until: None, extended: None, totals_only: false }
    }
}

/// Refuses functions that cannot do with samples from outside of the window.
fn refuse_extended(input: &WindowInput, name: &str) -> Result<(), Error> {
    let Some(extended) = input.extended() else { return Ok(()) };
    let allowed = WindowFunction::allowed_with(extended);
    if allowed.contains(&name) {
        return Ok(());
    }
    let word = if extended == ExtendedRange::Anchored { "anchored" } else { "smoothed" };
    let text = format!("{word} modifier can only be used with: {} - not with {name}", allowed.join(", "));
    Err(Error::Evaluation(text))
}

fn string_argument(expression: &Expr) -> Result<&GoString, Error> {
    match expression.without_parens() {
        Expr::String(literal) => Ok(&literal.value),
        other => Err(Error::Plan(format!("expected a string, got {}", other.value_type().description()))),
    }
}

fn label_name(name: &GoString, role: &str, function: &str) -> Result<String, Error> {
    match name.as_str() {
        Some(valid) if !valid.is_empty() => Ok(valid.to_owned()),
        _ => Err(Error::Evaluation(format!("invalid {role} label name in {function}(): {name}"))),
    }
}

/// The labels that `absent` can promise: those that a selector fixes with exactly one `=`.
///
/// The first `=` on a name sets the label and every later matcher on that name deletes it. Prometheus' storage has put
/// the matchers in order by then: those that only take series away stand behind the others.
fn absent_labels(expression: &Expr) -> Labels {
    let selector = match expression {
        Expr::Vector(selector) => selector,
        Expr::Matrix(matrix) => &matrix.selector,
        _ => return Labels::empty(),
    };
    let demands = |matcher: &Matcher| !matcher.matches("");
    let must_be_set = |name: &GoString| selector.matchers.iter().any(|other| other.name == *name && demands(other));
    let (taking_away, adding): (Vec<&Matcher>, Vec<&Matcher>) =
        selector.matchers.iter().filter(|matcher| !matcher.is_on(METRIC_NAME)).partition(|matcher| {
            let negative = matches!(matcher.kind, MatchKind::NotEqual | MatchKind::NotRegex);
            !must_be_set(&matcher.name) || negative && !demands(matcher)
        });
    let mut labels = LabelsBuilder::default();
    let mut seen: Vec<&[u8]> = Vec::new();
    for matcher in adding.into_iter().chain(taking_away) {
        let name = matcher.name.to_string_lossy();
        if matcher.kind == MatchKind::Equal && !seen.contains(&matcher.name.as_bytes()) {
            labels.set(&name, &matcher.value.to_string_lossy());
            seen.push(matcher.name.as_bytes());
        } else {
            labels.remove(&name);
        }
    }
    labels.build()
}
