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
    let operator = open(input, context)?;
    if !context.single_time {
        warn_of_range_query(plan, context);
    }
    let (series, rows) = materialise(&*operator, input.steps.count, context)?.into_parts();
    let mut pairs: Vec<(OutputSeries, Row)> = series.into_iter().zip(rows).collect();
    for (_, row) in &mut pairs {
        row.histograms.clear();
    }
    pairs.retain(|(_, row)| !row.is_empty());
    if plan.steps.count == 1 {
        let order = |left: &(OutputSeries, Row), right: &(OutputSeries, Row)| {
            let (left, right) = (left.1.values[0], right.1.values[0]);
            let order = if descending { right.partial_cmp(&left) } else { left.partial_cmp(&right) };
            order.unwrap_or_else(|| left.is_nan().cmp(&right.is_nan()))
        };
        pairs.sort_by(order);
    }
    let (series, rows) = pairs.into_iter().unzip();
    Ok(Box::new(Materialised::new(series, rows)))
}

/// `sort_by_label` and `sort_by_label_desc`: by the labels named, in natural order, then by all of them.
pub(super) fn by_label<'c>(
    input: &'c Plan,
    labels: &[String],
    descending: bool,
    plan: &'c Plan,
    context: &'c Context<'c>,
) -> Result<Boxed<'c>, Error> {
    let operator = open(input, context)?;
    if !context.single_time {
        warn_of_range_query(plan, context);
    }
    let (series, rows) = materialise(&*operator, input.steps.count, context)?.into_parts();
    let mut pairs: Vec<(OutputSeries, Row)> = series.into_iter().zip(rows).collect();
    let order = |left: &(OutputSeries, Row), right: &(OutputSeries, Row)| {
        let (left, right) = (&left.0.labels, &right.0.labels);
        let by_names = labels.iter().map(|name| natural_order::compare(left.value(name), right.value(name)));
        let order = by_names.fold(Ordering::Equal, Ordering::then).then_with(|| left.cmp(right));
        if descending { order.reverse() } else { order }
    };
    pairs.sort_by(order);
    let (series, rows) = pairs.into_iter().unzip();
    Ok(Box::new(Materialised::new(series, rows)))
}

fn warn_of_range_query(plan: &Plan, context: &Context<'_>) {
    context.warn(plan.span, "sort is ineffective for range queries since results are always ordered by labels");
}
