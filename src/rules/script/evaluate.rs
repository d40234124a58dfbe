//! One `eval`: the query itself, and the same query asked in other ways that must agree.
//!
//! An instant query is evaluated again with every selector pinned to its time, at five other times, and each of these
//! also as the middle step of a range query. The first disagreement is the outcome.

use super::{
    command::{Eval, Grid, Times},
    compare::{check_sorted, compare},
    pinned::{depends_on_query, other_times, pin},
    show::Comparison,
};
use crate::{
    engine::{self, Options},
    model::{
        sample::Timestamp,
        series::SeriesSource,
        time::format_duration,
        value::{MatrixSeries, QueryResult, QueryValue, SampleValue, VectorSample},
    },
    promql::{self, Features, ast::Expr},
};

/// Milliseconds between an instant query and the ends of the range query around it.
const MINUTE: i64 = 60_000;

/// How an evaluation failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// How the query was asked when it failed, if not as the script has it: `as up @ 60.000 at 0s`.
    pub variant: Option<String>,
    /// What is wrong.
    pub reason: String,
    /// Expected and got, if there was a result.
    pub comparison: Option<Comparison>,
}

impl Failure {
    /// A failure without a result to show.
    pub(super) fn new(reason: impl Into<String>) -> Failure {
        Failure { variant: None, reason: reason.into(), comparison: None }
    }

    fn of_variant(mut self, variant: impl FnOnce() -> String) -> Failure {
        self.variant = Some(variant());
        self
    }
}

/// Evaluates and compares.
pub(super) fn evaluate(eval: &Eval, source: &dyn SeriesSource, options: &Options) -> Result<(), Failure> {
    let asked = Asked { eval, source, options };
    match eval.times {
        Times::Range(Grid { start, end, step }) => {
            let result = engine::range(source, &eval.expression, start, end, step, options);
            asked.check(&eval.text, result).map(|_| ())
        }
        Times::Instant(time) => {
            asked.instant(&eval.text, &eval.expression, time)?;
            let Some(pinned) = pin(&eval.expression, time) else { return Ok(()) };
            // Read again, so that positions are those of the text that is shown.
            let text = pinned.to_string();
            let pinned = promql::parse(&text, Features::all())
                .map_err(|error| Failure::new(error.to_string()).of_variant(|| format!("as {text}")))?;
            for other in other_times(time) {
                asked.instant(&text, &pinned, other).map_err(|failure| {
                    let range = failure.variant.as_ref().map(|variant| format!(", {variant}")).unwrap_or_default();
                    failure.of_variant(|| format!("as {text} at {}{range}", format_duration(other)))
                })?;
            }
            Ok(())
        }
    }
}

struct Asked<'a> {
    eval: &'a Eval,
    source: &'a dyn SeriesSource,
    options: &'a Options,
}

impl Asked<'_> {
    fn instant(&self, text: &str, expression: &Expr, time: Timestamp) -> Result<(), Failure> {
        let result = engine::instant(self.source, expression, time, self.options);
        let Some(value) = self.check(text, result)? else { return Ok(()) };
        if self.eval.expected.is_instant_only() || depends_on_query(text) {
            return Ok(());
        }
        self.around(expression, time, &value)
            .map_err(|failure| failure.of_variant(|| "as a step of a range query".into()))
    }

    /// Compares a result or error; the value, if there was to be one.
    fn check(&self, text: &str, result: Result<QueryResult, engine::Error>) -> Result<Option<QueryValue>, Failure> {
        let demands = &self.eval.demands;
        match result {
            Err(error) if demands.must_fail() => {
                demands.check_error(&error.to_string()).map_err(Failure::new)?;
                Ok(None)
            }
            Err(error) => Err(Failure::new(format!("query failed: {error}"))),
            Ok(_) if demands.must_fail() => Err(Failure::new("expected the query to fail, but it did not")),
            Ok(result) => {
                demands.check_annotations(&result.annotations, text).map_err(Failure::new)?;
                compare(self.eval, &result.value)?;
                Ok(Some(result.value))
            }
        }
    }

    /// Asks for a range around `time` and compares its middle with what is expected.
    fn around(&self, expression: &Expr, time: Timestamp, instant: &QueryValue) -> Result<(), Failure> {
        let result = engine::range(self.source, expression, time - MINUTE, time + MINUTE, MINUTE, self.options)
            .map_err(|error| Failure::new(format!("query failed: {error}")))?;
        let QueryValue::Matrix(matrix) = result.value else {
            return Err(Failure::new("a range query must return a matrix"));
        };
        if self.eval.demands.ordered {
            return Ok(());
        }
        check_sorted(&matrix).map_err(Failure::new)?;
        let samples: Vec<VectorSample> = matrix.iter().flat_map(|series| samples_at(series, time)).collect();
        let value = match (instant, samples.as_slice()) {
            (QueryValue::Scalar { .. }, [VectorSample { value: SampleValue::Float(value), .. }]) => {
                QueryValue::Scalar { timestamp: time, value: *value }
            }
            _ => QueryValue::Vector(samples),
        };
        compare(self.eval, &value)
    }
}

fn samples_at(series: &MatrixSeries, time: Timestamp) -> impl Iterator<Item = VectorSample> {
    let float = series.floats.iter().find(|(timestamp, _)| *timestamp == time);
    let histogram = series.histograms.iter().find(|(timestamp, _)| *timestamp == time);
    let values = [
        float.map(|(_, value)| SampleValue::Float(*value)),
        histogram.map(|(_, histogram)| SampleValue::Histogram(histogram.clone())),
    ];
    values.into_iter().flatten().map(move |value| VectorSample {
        labels: series.labels.clone(),
        timestamp: time,
        value,
    })
}
