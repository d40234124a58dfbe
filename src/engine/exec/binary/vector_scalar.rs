//! A vector and a scalar, in either order.

use super::{
    super::scalar::scalar_values,
    FloatOperation,
    samples::{Sample, SampleOperation},
};
use crate::{
    engine::{
        Error,
        exec::{
            ABSENT, Boxed, Context, Operator, OutputSeries, Row, Scratch, is_absent,
            materialise::{Duplicates, unique},
            open as open_operator,
        },
        plan::Plan,
    },
    promql::ast::BinaryOperator,
};

struct VectorScalar<'c> {
    input: Boxed<'c>,
    series: Vec<OutputSeries>,
    operation: FloatOperation,
    scalar: Vec<f64>,
    scalar_left: bool,
    plan: &'c Plan,
    context: &'c Context<'c>,
}

/// Opens an operator between a vector and a scalar.
pub(in crate::engine::exec) fn open<'c>(
    operator: BinaryOperator,
    vector: &'c Plan,
    scalar: &'c Plan,
    scalar_left: bool,
    return_bool: bool,
    plan: &'c Plan,
    context: &'c Context<'c>,
) -> Result<Boxed<'c>, Error> {
    let operation = FloatOperation { operator, return_bool };
    // The left operand first: of two errors its own is reported.
    let (scalar, input) = if scalar_left {
        let scalar = scalar_values(scalar, context)?;
        (scalar, open_operator(vector, context)?)
    } else {
        let input = open_operator(vector, context)?;
        (scalar_values(scalar, context)?, input)
    };
    let renamed = |series: &OutputSeries| {
        if operation.drops_metric() { series.drop_metric(context) } else { series.clone() }
    };
    let series = input.series().iter().map(renamed).collect();
    let count = plan.steps.count;
    let operator = VectorScalar { input, series, operation, scalar, scalar_left, plan, context };
    unique(Box::new(operator), count, Duplicates::Merge, context)
}

impl VectorScalar<'_> {
    fn samples(&self) -> SampleOperation<'_> {
        SampleOperation { operation: self.operation, span: self.plan.span, context: self.context }
    }

    /// Replaces the histograms of a row by what becomes of them.
    fn apply_to_histograms(&self, row: &mut Row) {
        let histograms = std::mem::take(&mut row.histograms);
        for (step, histogram) in histograms.iter().enumerate() {
            let Some(histogram) = histogram else { continue };
            let (vector, scalar) = (Sample::Histogram(histogram), Sample::Float(self.scalar[step]));
            let (left, right) = if self.scalar_left { (scalar, vector) } else { (vector, scalar) };
            if let Some(outcome) = self.samples().apply(left, right) {
                outcome.put(row, step);
            }
        }
    }
}

impl Operator for VectorScalar<'_> {
    fn series(&self) -> &[OutputSeries] {
        &self.series
    }

    fn row(&self, index: usize, scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        self.input.row(index, scratch, row)?;
        let operation = self.operation;
        if operation.refuses_floats() && row.values.iter().any(|value| !is_absent(*value)) {
            self.samples().inform_of_types("float", "float");
            row.values.fill(ABSENT);
        }
        for (value, &scalar) in row.values.iter_mut().zip(&self.scalar) {
            if is_absent(*value) {
                continue;
            }
            let (left, right) = if self.scalar_left { (scalar, *value) } else { (*value, scalar) };
            // What a comparison keeps is the vector's value, on whichever side it stands.
            *value = operation.apply(left, right, *value).unwrap_or(ABSENT);
        }
        if !row.histograms.is_empty() {
            self.apply_to_histograms(row);
        }
        Ok(())
    }
}
