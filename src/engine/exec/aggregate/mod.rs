//! Aggregations: many series become few.
//!
//! The simple ones never hold their input: rows are made in waves, in parallel, and folded into their groups in series
//! order ([`fold`]). Those that choose among series or need all values of a step have files of their own.

mod accumulators;
mod count_values;
mod fold;
mod histograms;
mod quantile;
mod ranked;

use super::{Boxed, Context, Materialised, OutputSeries, open as open_operator, scalar::scalar_values};
use crate::{
    engine::{Error, plan::Plan},
    model::labels::{Labels, METRIC_NAME},
    promql::ast::AggregateOperator,
};
use hashbrown::HashMap;

/// Which labels make a group.
#[derive(Clone, Debug)]
pub(super) struct Grouping<'c> {
    without: bool,
    names: &'c [String],
}

impl<'c> Grouping<'c> {
    /// Groups by the labels named, or by all others.
    pub(super) fn new(without: bool, names: &'c [String]) -> Grouping<'c> {
        Grouping { without, names }
    }

    /// The labels of the group that a series with these labels belongs to.
    fn key(&self, labels: &Labels) -> Labels {
        if self.without {
            labels.filter(|name| name != METRIC_NAME && !self.names.iter().any(|other| other == name))
        } else if self.names.is_empty() {
            Labels::empty()
        } else {
            labels.filter(|name| self.names.iter().any(|other| other == name))
        }
    }
}

/// The groups of an operator's series, in the order of first appearance.
struct Groups {
    /// Labels of each group.
    keys: Vec<OutputSeries>,
    /// The group of each series.
    of_series: Vec<usize>,
    /// How many series each group has.
    sizes: Vec<usize>,
}

impl Groups {
    fn new(series: &[OutputSeries], grouping: &Grouping<'_>) -> Groups {
        let mut places: HashMap<Labels, usize> = HashMap::new();
        let mut groups = Groups { keys: Vec::new(), of_series: Vec::with_capacity(series.len()), sizes: Vec::new() };
        for series in series {
            let key = grouping.key(&series.labels);
            let place = *places.entry(key).or_insert_with_key(|key| {
                groups.keys.push(OutputSeries { labels: key.clone(), drop_name: false });
                groups.sizes.push(0);
                groups.keys.len() - 1
            });
            groups.keys[place].drop_name |= series.drop_name;
            groups.sizes[place] += 1;
            groups.of_series.push(place);
        }
        groups
    }

    /// The series of each group, in their order.
    fn members(&self) -> Vec<Vec<usize>> {
        let mut members = vec![Vec::new(); self.keys.len()];
        self.of_series.iter().enumerate().for_each(|(series, &group)| members[group].push(series));
        members
    }
}

/// Opens an aggregation.
pub(super) fn open<'c>(
    operator: AggregateOperator,
    parameter: Option<&'c Plan>,
    label: Option<&str>,
    input: &'c Plan,
    grouping: &Grouping<'_>,
    plan: &'c Plan,
    context: &'c Context<'c>,
) -> Result<Boxed<'c>, Error> {
    use AggregateOperator::*;
    let parameter_values = parameter.map(|parameter| scalar_values(parameter, context)).transpose()?;
    let values = parameter_values.unwrap_or_default();
    let parameter_span = parameter.map_or(plan.span, |parameter| parameter.span);
    if operator == CountValues {
        let label = label.unwrap_or_default();
        return Ok(Box::new(count_values::open(label, input, grouping, context)?));
    }
    let rows = open_operator(input, context)?;
    let groups = Groups::new(rows.series(), grouping);
    let result: Materialised = match operator {
        TopK | BottomK | LimitK | LimitRatio => {
            let request = ranked::Request { operator, values: &values, plan, parameter_span };
            ranked::open(&request, &*rows, &groups, context)?
        }
        Quantile => quantile::open(&values, parameter_span, input, &*rows, &groups, context)?,
        _ => {
            let span = input.span;
            match operator {
                Sum => fold::fold::<accumulators::Sum>(&*rows, &groups, operator, span, plan.steps, context)?,
                Avg => fold::fold::<accumulators::Average>(&*rows, &groups, operator, span, plan.steps, context)?,
                Min => fold::fold::<accumulators::Minimum>(&*rows, &groups, operator, span, plan.steps, context)?,
                Max => fold::fold::<accumulators::Maximum>(&*rows, &groups, operator, span, plan.steps, context)?,
                Count => fold::fold::<accumulators::Count>(&*rows, &groups, operator, span, plan.steps, context)?,
                Stddev => fold::fold::<accumulators::Deviation>(&*rows, &groups, operator, span, plan.steps, context)?,
                Stdvar => fold::fold::<accumulators::Variance>(&*rows, &groups, operator, span, plan.steps, context)?,
                _ => fold::fold::<accumulators::Group>(&*rows, &groups, operator, span, plan.steps, context)?,
            }
        }
    };
    Ok(Box::new(result))
}
