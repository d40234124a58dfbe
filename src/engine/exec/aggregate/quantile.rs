//! `quantile`: all values of a group at a step, sorted.

use super::Groups;
use crate::{
    diagnostic::Span,
    engine::{
        Error,
        exec::{Context, Materialised, Operator, Row, is_absent, materialise_all, release},
        functions::order_statistics,
        plan::Plan,
    },
    golang::float::format_g,
};
use rayon::prelude::*;

/// Opens a `quantile` aggregation; `quantiles` has a value a step.
pub(super) fn open(
    quantiles: &[f64],
    parameter_span: Span,
    input: &Plan,
    operator: &dyn Operator,
    groups: &Groups,
    context: &Context<'_>,
) -> Result<Materialised, Error> {
    warn_of_quantiles(quantiles, parameter_span, context);
    let rows = materialise_all(operator, input.steps.count, context)?;
    if rows.iter().any(|row| row.histograms.iter().any(Option::is_some)) {
        context.inform(input.span, "ignored histogram in quantile aggregation");
    }
    let group_row = |members: &Vec<usize>| {
        let mut values = Vec::with_capacity(members.len());
        let mut result = Row::absent(input.steps.count);
        for (step, slot) in result.values.iter_mut().enumerate() {
            values.clear();
            values.extend(members.iter().map(|&series| rows[series].values[step]).filter(|value| !is_absent(*value)));
            if !values.is_empty() {
                let quantile = quantiles.get(step).copied().unwrap_or(f64::NAN);
                *slot = order_statistics::quantile(quantile, &mut values);
            }
        }
        result
    };
    let result: Vec<Row> = groups.members().par_iter().map(group_row).collect();
    release(&rows, context);
    context.hold(result.iter().map(Row::present_count).sum())?;
    Ok(Materialised::new(groups.keys.clone(), result).without_empty())
}

/// Prometheus names only the extreme quantiles of a range query: NaN, the largest over 1, the smallest below 0.
fn warn_of_quantiles(quantiles: &[f64], span: Span, context: &Context<'_>) {
    let warn = |quantile: f64| {
        context.warn(span, format!("quantile value should be between 0 and 1, got {}", format_g(quantile)));
    };
    if quantiles.iter().any(|quantile| quantile.is_nan()) {
        warn(f64::NAN);
    }
    let largest = quantiles.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let smallest = quantiles.iter().copied().fold(f64::INFINITY, f64::min);
    if largest > 1.0 {
        warn(largest);
    }
    if smallest < 0.0 {
        warn(smallest);
    }
}
