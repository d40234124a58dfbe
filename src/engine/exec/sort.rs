//! `sort`, `sort_desc`, `sort_by_label`: they decide the order of an instant query's result, and nothing else.

use super::{Boxed, Context, Materialised, OutputSeries, Row, materialise, open};
use crate::engine::{Error, functions::natural_order, plan::Plan};
use std::cmp::Ordering;

/// `sort` and `sort_desc`: floats by value, NaN last either way; histograms are dropped.
pub(super) fn by_value<'c>(
    input: &'c Plan,
    descending: bool,
    plan: &'c Plan,
    context: &'c Context<'c>,
) -> Result<Boxed<'c>, Error> {
    let mut pairs = pairs(input, plan, context)?;
    for (_, row) in &mut pairs {
        row.histograms.clear();
    }
    pairs.retain(|(_, row)| !row.is_empty());
    if plan.steps.count == 1 {
        pairs.sort_by(|left, right| {
            let (left, right) = (left.1.values[0], right.1.values[0]);
            let order = if descending { right.partial_cmp(&left) } else { left.partial_cmp(&right) };
            order.unwrap_or_else(|| left.is_nan().cmp(&right.is_nan()))
        });
    }
    Ok(in_order(pairs))
}

/// `sort_by_label` and `sort_by_label_desc`: by the labels named, in natural order, then by all of them.
pub(super) fn by_label<'c>(
    input: &'c Plan,
    labels: &[String],
    descending: bool,
    plan: &'c Plan,
    context: &'c Context<'c>,
) -> Result<Boxed<'c>, Error> {
    let mut pairs = pairs(input, plan, context)?;
    pairs.sort_by(|left, right| {
        let (left, right) = (&left.0.labels, &right.0.labels);
        let by_names = labels.iter().map(|name| natural_order::compare(left.value(name), right.value(name)));
        let order = by_names.fold(Ordering::Equal, Ordering::then).then_with(|| left.cmp(right));
        if descending { order.reverse() } else { order }
    });
    Ok(in_order(pairs))
}

/// The series to be sorted, with their rows. In a range query sorting is in vain, and its author is told.
fn pairs<'c>(input: &'c Plan, plan: &Plan, context: &'c Context<'c>) -> Result<Vec<(OutputSeries, Row)>, Error> {
    let operator = open(input, context)?;
    if !context.single_time {
        let text = "sort is ineffective for range queries since results are always ordered by labels";
        context.warn(plan.span, text);
    }
    let (series, rows) = materialise(&*operator, input.steps.count, context)?.into_parts();
    Ok(series.into_iter().zip(rows).collect())
}

fn in_order<'c>(pairs: Vec<(OutputSeries, Row)>) -> Boxed<'c> {
    let (series, rows) = pairs.into_iter().unzip();
    Box::new(Materialised::new(series, rows))
}
