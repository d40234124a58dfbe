//! Operators: plan nodes brought to life.
//!
//! [`open`] is the only place that knows which operator runs which node. Opening an operator fixes its series; rows are
//! then made on demand, by index, from any thread.

mod absent;
mod aggregate;
mod binary;
mod broadcast;
mod context;
mod elements;
mod histogram_annotations;
mod histogram_quantile;
mod info;
mod label_functions;
mod materialise;
mod measured;
mod operator;
mod row;
mod scalar;
mod scan;
mod selected;
mod smoothed;
mod sort;
mod unused;
mod window;

pub(super) use context::Context;
pub(super) use materialise::{Materialised, materialise, materialise_all, materialise_rows, merge_equal, release};
pub(super) use operator::{Operator, OutputSeries};
pub(super) use row::{ABSENT, Row, Scratch, is_absent};
pub(super) use window::read_windows;

use super::{
    Error,
    plan::{Operation, Plan, Wanted},
};

/// An operator of one query.
pub(super) type Boxed<'c> = Box<dyn Operator + 'c>;

/// Opens the operator for `plan`: selects, matches labels, and evaluates what its parents need as a whole.
pub(super) fn open<'c>(plan: &'c Plan, context: &'c Context<'c>) -> Result<Boxed<'c>, Error> {
    context.check_deadline()?;
    match context.profile {
        None => open_unmeasured(plan, context),
        Some(profile) => measured::open(plan, context, profile),
    }
}

fn open_unmeasured<'c>(plan: &'c Plan, context: &'c Context<'c>) -> Result<Boxed<'c>, Error> {
    let steps = plan.steps;
    Ok(match &plan.operation {
        Operation::Number(value) => Box::new(scalar::Scalar::constant(*value, steps)),
        Operation::Time => Box::new(scalar::Scalar::time(steps)),
        Operation::Extreme { maximum, left, right } => Box::new(scalar::extreme(*maximum, left, right, context)?),
        Operation::ScalarOf(input) => Box::new(scalar::scalar_of(input, context)?),
        Operation::VectorOf(input) => open(input, context)?,
        Operation::ScalarBinary { operator, left, right } => Box::new(scalar::binary(*operator, left, right, context)?),
        Operation::Select { selector, wanted: Wanted::Value } if selector.is_smoothed() => {
            Box::new(smoothed::Smoothed::open(selector, steps, plan.span, context)?)
        }
        Operation::Select { selector, wanted } => {
            let scan = Box::new(scan::Scan::open(selector, *wanted, steps, context)?);
            // The storage's own series always differ; they may no longer do so without their names.
            match wanted {
                Wanted::Value => scan,
                _ => materialise::unique(scan, steps.count, materialise::Duplicates::Merge, context)?,
            }
        }
        Operation::Window { function, input, arguments } => window::open(*function, input, arguments, plan, context)?,
        Operation::AbsentOverTime { input, labels } => Box::new(absent::over_time(input, labels, steps, context)?),
        Operation::Absent { input, labels } => Box::new(absent::instant(input, labels, context)?),
        Operation::Broadcast(input) => Box::new(broadcast::Broadcast::new(open(input, context)?, context)?),
        Operation::Negate(input) => elements::negate(input, context)?,
        Operation::Elements { function, input, arguments } => {
            elements::open(*function, input, arguments, steps, context)?
        }
        Operation::VectorScalar { operator, vector, scalar, scalar_left, return_bool } => {
            binary::vector_scalar(*operator, vector, scalar, *scalar_left, *return_bool, plan, context)?
        }
        Operation::VectorBinary { operator, left, right, matching, return_bool } => {
            binary::vector_vector(*operator, left, right, matching, *return_bool, plan, context)?
        }
        Operation::Aggregate { operator, parameter, label, input, without, grouping } => {
            let grouping = aggregate::Grouping::new(*without, grouping);
            aggregate::open(*operator, parameter.as_deref(), label.as_deref(), input, &grouping, plan, context)?
        }
        Operation::LabelReplace { input, destination, replacement, source, regex } => {
            label_functions::replace(open(input, context)?, destination, replacement, source, regex, steps, context)?
        }
        Operation::LabelJoin { input, destination, separator, sources } => {
            label_functions::join(open(input, context)?, destination, separator, sources, steps, context)?
        }
        Operation::Sort { input, descending } => sort::by_value(input, *descending, plan, context)?,
        Operation::SortByLabel { input, labels, descending } => {
            sort::by_label(input, labels, *descending, plan, context)?
        }
        Operation::Info { input, selector, data_matchers } => {
            Box::new(info::open_info(input, selector, data_matchers, steps, context)?)
        }
        Operation::Quantile { input, quantiles, label } => {
            Box::new(histogram_quantile::quantile(input, quantiles, label.as_deref(), steps, context)?)
        }
        Operation::Fraction { input, lower, upper } => {
            Box::new(histogram_quantile::fraction(input, lower, upper, steps, context)?)
        }
    })
}
