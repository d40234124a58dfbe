//! Scalars: one row without labels, known as a whole.

use super::{ABSENT, Context, Operator, OutputSeries, Row, Scratch, is_absent, materialise, open, release};
use crate::{
    engine::{
        Error, functions,
        plan::{Plan, Steps},
    },
    model::labels::Labels,
    promql::ast::BinaryOperator,
};

/// A number at every step.
pub(in crate::engine) struct Scalar {
    series: [OutputSeries; 1],
    values: Vec<f64>,
}

impl Scalar {
    pub(in crate::engine) fn new(values: Vec<f64>) -> Scalar {
        Scalar { series: [OutputSeries::new(Labels::empty())], values }
    }

    /// The same number at every step.
    pub(in crate::engine) fn constant(value: f64, steps: Steps) -> Scalar {
        Scalar::new(vec![value; steps.count])
    }

    /// The time of each step in seconds.
    pub(in crate::engine) fn time(steps: Steps) -> Scalar {
        Scalar::new((0..steps.count).map(|index| steps.time(index) as f64 / 1000.0).collect())
    }
}

impl Operator for Scalar {
    fn series(&self) -> &[OutputSeries] {
        &self.series
    }

    fn row(&self, _index: usize, _scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        row.values.copy_from_slice(&self.values);
        Ok(())
    }
}

/// The values of a scalar node, one a step.
pub(in crate::engine) fn scalar_values<'c>(plan: &'c Plan, context: &'c Context<'c>) -> Result<Vec<f64>, Error> {
    let operator = open(plan, context)?;
    let mut row = Row::absent(plan.steps.count);
    if !operator.series().is_empty() {
        operator.row(0, &mut Scratch::default(), &mut row)?;
    }
    Ok(row.values)
}

/// The values of several scalar nodes.
pub(in crate::engine) fn all_scalar_values<'c>(
    plans: &'c [Plan],
    context: &'c Context<'c>,
) -> Result<Vec<Vec<f64>>, Error> {
    plans.iter().map(|plan| scalar_values(plan, context)).collect()
}

/// `min_of` and `max_of`.
pub(in crate::engine) fn extreme<'c>(
    maximum: bool,
    left: &'c Plan,
    right: &'c Plan,
    context: &'c Context<'c>,
) -> Result<Scalar, Error> {
    let choose = if maximum { functions::math::go_max } else { functions::math::go_min };
    combine(left, right, context, choose)
}

/// Arithmetic and comparison of two scalars; a comparison gives 1 or 0.
pub(in crate::engine) fn binary<'c>(
    operator: BinaryOperator,
    left: &'c Plan,
    right: &'c Plan,
    context: &'c Context<'c>,
) -> Result<Scalar, Error> {
    if matches!(operator, BinaryOperator::TrimUpper | BinaryOperator::TrimLower) {
        return Err(Error::Evaluation(format!("operator {:?} not allowed for Scalar operations", operator.as_str())));
    }
    let apply = move |left: f64, right: f64| match functions::operators::compare(operator, left, right) {
        Some(holds) => f64::from(u8::from(holds)),
        None => functions::operators::arithmetic(operator, left, right),
    };
    combine(left, right, context, apply)
}

fn combine<'c>(
    left: &'c Plan,
    right: &'c Plan,
    context: &'c Context<'c>,
    apply: impl Fn(f64, f64) -> f64,
) -> Result<Scalar, Error> {
    let left = scalar_values(left, context)?;
    let right = scalar_values(right, context)?;
    Ok(Scalar::new(left.iter().zip(&right).map(|(left, right)| apply(*left, *right)).collect()))
}

/// `scalar(v)`: the value where exactly one series has a float, NaN elsewhere.
pub(in crate::engine) fn scalar_of<'c>(input: &'c Plan, context: &'c Context<'c>) -> Result<Scalar, Error> {
    let count = input.steps.count;
    let operator = open(input, context)?;
    let materialised = materialise(&*operator, count, context)?;
    let mut found = vec![(ABSENT, 0_u32); count];
    for row in materialised.rows() {
        for (slot, value) in found.iter_mut().zip(&row.values).filter(|(_, value)| !is_absent(**value)) {
            *slot = (*value, slot.1 + 1);
        }
    }
    release(materialised.rows(), context);
    Ok(Scalar::new(found.into_iter().map(|(value, floats)| if floats == 1 { value } else { f64::NAN }).collect()))
}
