//! A vector and a scalar, in either order.

use super::{super::scalar::scalar_values, FloatOperation};
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
    let scalar = scalar_values(scalar, context)?;
    let input = open_operator(vector, context)?;
    let renamed = |series: &OutputSeries| {
        if operation.drops_metric() { series.drop_metric(context) } else { series.clone() }
    };
    let series = input.series().iter().map(renamed).collect();
    let count = plan.steps.count;
    let operator = VectorScalar { input, series, operation, scalar, scalar_left, plan, context };
    unique(Box::new(operator), count, Duplicates::Merge, context)
}

impl VectorScalar<'_> {
    fn inform_of_types(&self, left: &str, right: &str) {
        let operator = self.operation.operator.as_str();
        let text = format!(
            "incompatible sample types encountered for binary operator \"{operator}\": {left} {operator} {right}"
        );
        self.context.inform(self.plan.span, text);
    }
}

impl Operator for VectorScalar<'_> {
    fn series(&self) -> &[OutputSeries] {
        &self.series
    }

    fn row(&self, index: usize, scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        self.input.row(index, scratch, row)?;
        let operation = self.operation;
        if row.histograms.iter().any(Option::is_some) {
            let operator = operation.operator;
            let arithmetic = match operator {
                BinaryOperator::Multiply => true,
                BinaryOperator::Divide | BinaryOperator::TrimUpper | BinaryOperator::TrimLower => !self.scalar_left,
                _ => false,
            };
            if arithmetic {
                return Err(Error::Unsupported(format!("operator {} on native histograms", operator.as_str())));
            }
            let (left, right) = if self.scalar_left { ("float", "histogram") } else { ("histogram", "float") };
            self.inform_of_types(left, right);
            row.histograms.clear();
        }
        if operation.refuses_floats() {
            if row.values.iter().any(|value| !is_absent(*value)) {
                self.inform_of_types("float", "float");
                row.values.fill(ABSENT);
            }
            return Ok(());
        }
        for (value, &scalar) in row.values.iter_mut().zip(&self.scalar) {
            if is_absent(*value) {
                continue;
            }
            let (left, right) = if self.scalar_left { (scalar, *value) } else { (*value, scalar) };
            // What a comparison keeps is the vector's value, on whichever side it stands.
            *value = operation.apply(left, right, *value).unwrap_or(ABSENT);
        }
        Ok(())
    }
}
