//! A range selector or subquery that stands alone: its samples are the result.

use crate::{
    engine::{
        Error,
        exec::{
            Context, Scratch,
            selected::{Selected, remove_stale},
        },
        functions::extended::{self, Borders},
        plan::{WindowInput, WindowSource},
        query::matrix_of,
    },
    model::{
        sample::{SampleColumns, Timestamp},
        value::MatrixSeries,
    },
    promql::ast::ExtendedRange,
};
use rayon::prelude::*;

/// The samples of the window that ends at `time`, for a query that asks for nothing else; sorted by labels.
pub(in crate::engine) fn read_windows<'c>(
    input: &'c WindowInput,
    time: Timestamp,
    context: &'c Context<'c>,
) -> Result<Vec<MatrixSeries>, Error> {
    let end = input.reference(time);
    let start = end.saturating_sub(input.range);
    let inside = |timestamp: Timestamp| timestamp > start && timestamp <= end;
    let mut matrix: Vec<MatrixSeries> = match &input.source {
        WindowSource::Selector(selector) => {
            let first = start.saturating_sub(input.before).saturating_add(1);
            let selected = Selected::open(selector, first, end.saturating_add(input.after), context)?;
            let read = |scratch: &mut Scratch, index: usize| {
                selected.with_samples(index, scratch, |columns, _| {
                    remove_stale(columns);
                    let floats = match input.extended() {
                        None => columns.timestamps.iter().copied().zip(columns.values.iter().copied()).collect(),
                        Some(extended) => extended_floats(columns, extended, start, end)?,
                    };
                    let histograms = columns.histogram_timestamps.iter().copied();
                    let histograms: Vec<_> = histograms.zip(columns.histograms.iter().cloned()).collect();
                    context.count_queryable((floats.len() + histograms.len()) as u64);
                    Ok(MatrixSeries { labels: selected.series()[index].labels.clone(), floats, histograms })
                })
            };
            (0..selected.series().len())
                .into_par_iter()
                .map_init(Scratch::default, read)
                .collect::<Result<_, Error>>()?
        }
        WindowSource::Subquery { inner, .. } => {
            let mut matrix = matrix_of(inner, context)?;
            for series in &mut matrix {
                series.floats.retain(|(timestamp, _)| inside(*timestamp));
                series.histograms.retain(|(timestamp, _)| inside(*timestamp));
            }
            matrix
        }
    };
    matrix.retain(|series| !series.floats.is_empty() || !series.histograms.is_empty());
    let held = matrix.iter().map(|series| series.floats.len() + series.histograms.len()).sum();
    context.hold(held)?;
    matrix.sort_by(|left, right| left.labels.cmp(&right.labels));
    Ok(matrix)
}

fn extended_floats(
    columns: &SampleColumns,
    extended: ExtendedRange,
    start: Timestamp,
    end: Timestamp,
) -> Result<Vec<(Timestamp, f64)>, Error> {
    let smoothed = extended == ExtendedRange::Smoothed;
    if !columns.histograms.is_empty() {
        let word = if smoothed { "smoothed" } else { "anchored" };
        return Err(Error::Evaluation(format!("{word} modifier is not supported with histograms")));
    }
    Ok(extended::samples(Borders { start, end, smoothed }, &columns.timestamps, &columns.values))
}
