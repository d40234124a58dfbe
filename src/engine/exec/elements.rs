//! Functions of one sample at a time, and unary minus.
//!
//! Functions of numbers drop native histograms, functions of native histograms drop numbers, both in silence.

use super::{
    Boxed, Context, Operator, OutputSeries, Row, Scratch, is_absent,
    materialise::{Duplicates, unique},
    open as open_operator,
    scalar::all_scalar_values,
};
use crate::{
    engine::{
        Error,
        functions::{math, native},
        plan::{ElementFunction, Plan, Steps},
    },
    model::labels::METRIC_NAME,
};
use std::sync::Arc;

/// A function applied to each sample of each row.
struct Elements<'c> {
    input: Boxed<'c>,
    series: Vec<OutputSeries>,
    function: ElementFunction,
    arguments: Vec<Vec<f64>>,
    steps: Steps,
}

/// Opens a function of one sample at a time.
pub(super) fn open<'c>(
    function: ElementFunction,
    input: &'c Plan,
    arguments: &'c [Plan],
    steps: Steps,
    context: &'c Context<'c>,
) -> Result<Boxed<'c>, Error> {
    let input = open_operator(input, context)?;
    let arguments = all_scalar_values(arguments, context)?;
    let renamed = |series: &OutputSeries| match function {
        // Prometheus leaves type and unit here, where every other function takes them away.
        ElementFunction::Histogram(_) if !context.options.delayed_name_removal => {
            OutputSeries::new(series.labels.filter(|name| name != METRIC_NAME))
        }
        _ => series.drop_metric(context),
    };
    let series = input.series().iter().map(renamed).collect();
    let operator: Boxed<'c> = Box::new(Elements { input, series, function, arguments, steps });
    unique(operator, steps.count, Duplicates::Merge, context)
}

impl Elements<'_> {
    fn argument(&self, index: usize, step: usize) -> Option<f64> {
        self.arguments.get(index).and_then(|values| values.get(step)).copied()
    }

    fn apply(&self, step: usize, value: f64) -> f64 {
        let argument = |index| self.argument(index, step).unwrap_or(f64::NAN);
        match self.function {
            ElementFunction::Math(function) => function(value),
            ElementFunction::Clamp => {
                let (low, high) = (argument(0), argument(1));
                if high < low { super::ABSENT } else { math::go_max(low, math::go_min(high, value)) }
            }
            ElementFunction::ClampMin => math::go_max(argument(0), value),
            ElementFunction::ClampMax => math::go_min(argument(0), value),
            ElementFunction::Round => math::round_to(value, self.argument(0, step).unwrap_or(1.0)),
            ElementFunction::StepTime => self.steps.time(step) as f64 / 1000.0,
            ElementFunction::Histogram(_) => f64::NAN,
        }
    }
}

impl Operator for Elements<'_> {
    fn series(&self) -> &[OutputSeries] {
        &self.series
    }

    fn row(&self, index: usize, scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        self.input.row(index, scratch, row)?;
        if matches!(self.function, ElementFunction::StepTime) {
            for step in 0..row.histograms.len() {
                if row.histogram(step).is_some() {
                    row.values[step] = self.apply(step, 0.0);
                }
            }
        }
        let histograms = std::mem::take(&mut row.histograms);
        if let ElementFunction::Histogram(field) = self.function {
            row.values.fill(super::ABSENT);
            for (value, histogram) in row.values.iter_mut().zip(&histograms) {
                if let Some(histogram) = histogram {
                    *value = native::field(field, histogram);
                }
            }
            return Ok(());
        }
        if let ElementFunction::Math(function) = self.function {
            row.values.iter_mut().filter(|value| !is_absent(**value)).for_each(|value| *value = function(*value));
            return Ok(());
        }
        for (step, value) in row.values.iter_mut().enumerate().filter(|(_, value)| !is_absent(**value)) {
            *value = self.apply(step, *value);
        }
        Ok(())
    }
}

/// Unary minus.
struct Negate<'c> {
    input: Boxed<'c>,
    series: Vec<OutputSeries>,
}

/// Opens unary minus.
pub(super) fn negate<'c>(input: &'c Plan, context: &'c Context<'c>) -> Result<Boxed<'c>, Error> {
    let count = input.steps.count;
    let input = open_operator(input, context)?;
    let series = input.series().iter().map(|series| series.drop_metric(context)).collect();
    unique(Box::new(Negate { input, series }), count, Duplicates::Merge, context)
}

impl Operator for Negate<'_> {
    fn series(&self) -> &[OutputSeries] {
        &self.series
    }

    fn row(&self, index: usize, scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        self.input.row(index, scratch, row)?;
        row.values.iter_mut().filter(|value| !is_absent(**value)).for_each(|value| *value = -*value);
        for histogram in row.histograms.iter_mut().flatten() {
            Arc::make_mut(histogram).scale(-1.0);
        }
        Ok(())
    }
}
