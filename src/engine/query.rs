//! The two kinds of query: at one time, and over a range of times.

use super::{
    Error, Options,
    exec::{self, Context, Materialised, Operator, OutputSeries, Row, Scratch, is_absent, materialise},
    plan::{Builder, Plan, Steps},
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
    let prepared = Instant::now();
    let builder = Builder { start: time, end: time, step: 0, options };
    let steps = Steps { start: time, step: 1, count: 1 };
    let context = Context::new(source, options, true);
    let (value, prepare_seconds) = match (expression.value_type(), expression.without_parens()) {
        (ValueType::String, Expr::String(literal)) => {
            (QueryValue::String { timestamp: time, value: literal.value.to_string_lossy().into_owned() }, 0.0)
        }
        (ValueType::Matrix, _) => {
            let window = builder.build_window(expression, steps)?;
            let prepare_seconds = prepared.elapsed().as_secs_f64();
            (QueryValue::Matrix(exec::read_windows(&window, time, &context)?), prepare_seconds)
        }
        (value_type, _) => {
            let plan = builder.build(expression, steps)?;
            let prepare_seconds = prepared.elapsed().as_secs_f64();
            let rows = final_rows(&*exec::open(&plan, &context)?, 1, &context)?;
            (instant_value(rows, value_type, time), prepare_seconds)
        }
    };
    Ok(finish(context, value, prepare_seconds, prepared))
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
    let prepared = Instant::now();
    match expression.value_type() {
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
    let builder = Builder { start, end, step, options };
    let plan = builder.build(expression, steps)?;
    let prepare_seconds = prepared.elapsed().as_secs_f64();
    let context = Context::new(source, options, start == end);
    let value = QueryValue::Matrix(matrix_of(&plan, &context)?);
    Ok(finish(context, value, prepare_seconds, prepared))
}

fn finish(context: Context<'_>, value: QueryValue, prepare_seconds: f64, since: Instant) -> QueryResult {
    let (annotations, mut stats) = context.finish();
    stats.prepare_seconds = prepare_seconds;
    stats.evaluate_seconds = since.elapsed().as_secs_f64() - prepare_seconds;
    QueryResult { value, annotations, stats }
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
