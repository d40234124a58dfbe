//! The two kinds of query: at one time, and over a range of times.

use super::{
    Error, Options,
    exec::{self, Context, Materialised, Operator, OutputSeries, Row, Scratch, is_absent, materialise},
    plan::{Builder, Plan, Steps, WindowInput},
    profile::Profile,
};
use crate::{
    model::{
        labels::Labels,
        sample::Timestamp,
        series::SeriesSource,
        value::{MatrixSeries, QueryResult, QueryValue, SampleValue, VectorSample},
    },
    promql::ast::{Expr, ValueType},
};
use rayon::prelude::*;
use std::time::Instant;

/// When a query is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// At one time.
    Instant(Timestamp),
    /// At `start`, `start + step`, … up to `end`; in milliseconds.
    Range {
        /// The first time.
        start: Timestamp,
        /// No time lies after this one.
        end: Timestamp,
        /// From one time to the next.
        step: i64,
    },
}

/// Evaluates `expression` at `time`.
///
/// The result has the expression's type: a scalar, a string, a vector in evaluation order, or, for a range selector or
/// subquery, a matrix sorted by labels.
pub fn instant(
    source: &dyn SeriesSource,
    expression: &Expr,
    time: Timestamp,
    options: &Options,
) -> Result<QueryResult, Error> {
    let since = Instant::now();
    let query = Query::prepare(expression, Times::Instant(time), options)?;
    query.run(source, options, None, since)
}

/// Evaluates `expression` at `start`, `start + step`, … up to `end`; times and step in milliseconds.
///
/// The result is a matrix sorted by labels; a scalar gives one series without labels.
pub fn range(
    source: &dyn SeriesSource,
    expression: &Expr,
    start: Timestamp,
    end: Timestamp,
    step: i64,
    options: &Options,
) -> Result<QueryResult, Error> {
    let since = Instant::now();
    let query = Query::prepare(expression, Times::Range { start, end, step }, options)?;
    query.run(source, options, None, since)
}

/// A planned query.
pub(super) struct Query {
    pub(super) root: Root,
    pub(super) times: Times,
    /// The times at which the root is evaluated.
    pub(super) steps: Steps,
    value_type: ValueType,
    /// Seconds that planning took.
    prepare_seconds: f64,
}

/// What a query evaluates.
pub(super) enum Root {
    /// A string literal.
    String(String),
    /// A range selector or subquery that stands alone.
    Windows(WindowInput),
    /// Anything else.
    Plan(Plan),
}

impl Query {
    /// Plans `expression`; looks at no data.
    pub(super) fn prepare(expression: &Expr, times: Times, options: &Options) -> Result<Query, Error> {
        let since = Instant::now();
        let value_type = expression.value_type();
        let (builder, steps) = match times {
            Times::Instant(time) => {
                (Builder { start: time, end: time, step: 0, options }, Steps { start: time, step: 1, count: 1 })
            }
            Times::Range { start, end, step } => {
                let steps = range_steps(value_type, start, end, step, options)?;
                (Builder { start, end, step, options }, steps)
            }
        };
        let root = match (value_type, expression.without_parens()) {
            (ValueType::String, Expr::String(literal)) => Root::String(literal.value.to_string_lossy().into_owned()),
            (ValueType::Matrix, _) => Root::Windows(builder.build_window(expression, steps)?),
            _ => Root::Plan(builder.build(expression, steps)?),
        };
        Ok(Query { root, times, steps, value_type, prepare_seconds: since.elapsed().as_secs_f64() })
    }

    /// Evaluates the query, which was begun at `since`.
    pub(super) fn run(
        &self,
        source: &dyn SeriesSource,
        options: &Options,
        profile: Option<&Profile>,
        since: Instant,
    ) -> Result<QueryResult, Error> {
        let single_time = match self.times {
            Times::Instant(_) => true,
            Times::Range { start, end, .. } => start == end,
        };
        let context = Context::new(source, options, single_time).with_profile(profile);
        let value = self.evaluate(&context)?;
        let (annotations, mut stats) = context.finish();
        stats.prepare_seconds = self.prepare_seconds;
        stats.evaluate_seconds = since.elapsed().as_secs_f64() - self.prepare_seconds;
        Ok(QueryResult { value, annotations, stats })
    }

    fn evaluate<'c>(&'c self, context: &'c Context<'c>) -> Result<QueryValue, Error> {
        let time = self.steps.start;
        Ok(match (&self.root, self.times) {
            (Root::String(value), _) => QueryValue::String { timestamp: time, value: value.clone() },
            (Root::Windows(window), _) => QueryValue::Matrix(exec::read_windows(window, time, context)?),
            (Root::Plan(plan), Times::Instant(_)) => {
                let rows = final_rows(&*exec::open(plan, context)?, 1, context)?;
                instant_value(rows, self.value_type, time)
            }
            (Root::Plan(plan), Times::Range { .. }) => QueryValue::Matrix(matrix_of(plan, context)?),
        })
    }
}

/// The times of a range query, checked.
fn range_steps(
    value_type: ValueType,
    start: Timestamp,
    end: Timestamp,
    step: i64,
    options: &Options,
) -> Result<Steps, Error> {
    match value_type {
        ValueType::Scalar | ValueType::Vector => {}
        other => {
            let text = format!(
                "invalid expression type \"{}\" for range query, must be Scalar or instant Vector",
                other.description()
            );
            return Err(Error::Plan(text));
        }
    }
    if step <= 0 {
        return Err(Error::Plan(
            "zero or negative query resolution step widths are not accepted. Try a positive integer".into(),
        ));
    }
    let steps = Steps::between(start, end, step);
    if steps.count > options.max_samples.try_into().unwrap_or(usize::MAX) {
        return Err(Error::TooManySamples);
    }
    Ok(steps)
}

/// All rows of a plan's root, without the names that were only marked to be dropped so far.
fn final_rows(operator: &dyn Operator, count: usize, context: &Context<'_>) -> Result<Materialised, Error> {
    let rows = materialise(operator, count, context)?;
    if !rows.series_drop_names() {
        return Ok(rows);
    }
    let (mut series, rows) = rows.into_parts();
    for series in series.iter_mut().filter(|series| series.drop_name) {
        *series = OutputSeries::new(series.labels.without_metric());
    }
    exec::merge_equal(Materialised::new(series, rows))
}

/// The points of a plan's series, sorted by labels.
pub(super) fn matrix_of<'c>(plan: &'c Plan, context: &'c Context<'c>) -> Result<Vec<MatrixSeries>, Error> {
    let steps = plan.steps;
    let operator = exec::open(plan, context)?;
    let mut matrix: Vec<MatrixSeries> = if operator.series().iter().any(|series| series.drop_name) {
        let (series, rows) = final_rows(&*operator, steps.count, context)?.into_parts();
        series.into_par_iter().zip(rows).map(|(series, row)| points(series.labels, &row, steps)).collect()
    } else {
        // Rows become points one by one: a row has a slot for every step, and a short-lived series few values.
        let make = |scratch: &mut Scratch, index: usize| -> Result<Option<MatrixSeries>, Error> {
            let mut row = scratch.take_row(steps.count);
            let outcome = operator.row(index, scratch, &mut row).and_then(|()| {
                context.hold(row.present_count())?;
                Ok((!row.is_empty()).then(|| points(operator.series()[index].labels.clone(), &row, steps)))
            });
            scratch.give_row(row);
            outcome
        };
        let made: Vec<Option<MatrixSeries>> =
            (0..operator.series().len()).into_par_iter().map_init(Scratch::default, make).collect::<Result<_, _>>()?;
        made.into_iter().flatten().collect()
    };
    matrix.par_sort_by(|left, right| left.labels.cmp(&right.labels));
    Ok(matrix)
}

/// The values of a row with their times.
fn points(labels: Labels, row: &Row, steps: Steps) -> MatrixSeries {
    let times = (0..steps.count).map(|index| steps.time(index));
    let mut floats = Vec::with_capacity(row.values.iter().filter(|value| !is_absent(**value)).count());
    floats.extend(times.clone().zip(row.values.iter().copied()).filter(|(_, value)| !is_absent(*value)));
    let histograms = times.zip(&row.histograms).filter_map(|(time, slot)| Some((time, slot.clone()?))).collect();
    MatrixSeries { labels, floats, histograms }
}

fn instant_value(rows: Materialised, value_type: ValueType, time: Timestamp) -> QueryValue {
    let (series, rows) = rows.into_parts();
    if value_type == ValueType::Scalar {
        let value = rows.first().map_or(f64::NAN, |row| row.values[0]);
        return QueryValue::Scalar { timestamp: time, value };
    }
    let sample = |(series, row): (OutputSeries, Row)| {
        let labels: Labels = series.labels;
        let value = match row.histogram(0) {
            Some(histogram) => SampleValue::Histogram(histogram.clone()),
            None => SampleValue::Float(row.values[0]),
        };
        VectorSample { labels, timestamp: time, value }
    };
    QueryValue::Vector(series.into_iter().zip(rows).map(sample).collect())
}
