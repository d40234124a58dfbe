//! Rows held in memory, for operators whose parents need all of them, and the check that no two series are the same.

use super::{Boxed, Context, Operator, OutputSeries, Row, Scratch};
use crate::{engine::Error, model::labels::Labels};
use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

/// Series with their rows.
pub(in crate::engine) struct Materialised {
    series: Vec<OutputSeries>,
    rows: Vec<Row>,
}

impl Materialised {
    /// Series with their rows, in the same order.
    pub(in crate::engine) fn new(series: Vec<OutputSeries>, rows: Vec<Row>) -> Materialised {
        Materialised { series, rows }
    }

    /// The same without the series that have no value at any step.
    pub(in crate::engine) fn without_empty(self) -> Materialised {
        let pairs = self.series.into_iter().zip(self.rows).filter(|(_, row)| !row.is_empty());
        let (series, rows) = pairs.unzip();
        Materialised { series, rows }
    }

    /// The rows, in the order of the series.
    pub(in crate::engine) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether any series is only marked to lose its name.
    pub(in crate::engine) fn series_drop_names(&self) -> bool {
        self.series.iter().any(|series| series.drop_name)
    }

    /// The series and the rows.
    pub(in crate::engine) fn into_parts(self) -> (Vec<OutputSeries>, Vec<Row>) {
        (self.series, self.rows)
    }
}

impl Operator for Materialised {
    fn series(&self) -> &[OutputSeries] {
        &self.series
    }

    fn row(&self, index: usize, _scratch: &mut Scratch, row: &mut Row) -> Result<(), Error> {
        row.clone_from(&self.rows[index]);
        Ok(())
    }
}

/// Makes all rows of `operator`, in parallel, and leaves out the series that have no value at any step.
pub(in crate::engine) fn materialise(
    operator: &dyn Operator,
    count: usize,
    context: &Context<'_>,
) -> Result<Materialised, Error> {
    let make = |scratch: &mut Scratch, index: usize| -> Result<Option<(OutputSeries, Row)>, Error> {
        let mut row = Row::absent(count);
        operator.row(index, scratch, &mut row)?;
        let present = row.present_count();
        if present == 0 {
            return Ok(None);
        }
        context.hold(present)?;
        Ok(Some((operator.series()[index].clone(), row)))
    };
    let made: Vec<Option<(OutputSeries, Row)>> =
        (0..operator.series().len()).into_par_iter().map_init(Scratch::default, make).collect::<Result<_, _>>()?;
    let (series, rows) = made.into_iter().flatten().unzip();
    Ok(Materialised { series, rows })
}

/// Makes all rows of `operator`, in parallel; every series keeps its row, be it empty.
pub(in crate::engine) fn materialise_all(
    operator: &dyn Operator,
    count: usize,
    context: &Context<'_>,
) -> Result<Vec<Row>, Error> {
    let make = |scratch: &mut Scratch, index: usize| -> Result<Row, Error> {
        let mut row = Row::absent(count);
        operator.row(index, scratch, &mut row)?;
        context.hold(row.present_count())?;
        Ok(row)
    };
    (0..operator.series().len()).into_par_iter().map_init(Scratch::default, make).collect()
}

/// Counts the samples of rows that are done with as no longer held.
pub(in crate::engine) fn release(rows: &[Row], context: &Context<'_>) {
    context.release(rows.iter().map(Row::present_count).sum());
}

/// Makes the rows of some series of `operator`, in parallel.
pub(in crate::engine) fn materialise_rows(
    operator: &dyn Operator,
    indices: &[usize],
    count: usize,
    context: &Context<'_>,
) -> Result<HashMap<usize, Row>, Error> {
    let make = |scratch: &mut Scratch, &index: &usize| -> Result<(usize, Row), Error> {
        let mut row = Row::absent(count);
        operator.row(index, scratch, &mut row)?;
        context.hold(row.present_count())?;
        Ok((index, row))
    };
    let rows: Vec<(usize, Row)> = indices.par_iter().map_init(Scratch::default, make).collect::<Result<_, Error>>()?;
    Ok(rows.into_iter().collect())
}

/// What it means when two series have the same labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Duplicates {
    /// An error as soon as both have a value at any step, be it not the same one.
    Fail,
    /// They are one series, unless both have a value at the same step.
    Merge,
}

/// Gives `operator` as it is when its series differ; otherwise merges the equal ones or fails.
pub(in crate::engine) fn unique<'c>(
    operator: Boxed<'c>,
    count: usize,
    duplicates: Duplicates,
    context: &'c Context<'c>,
) -> Result<Boxed<'c>, Error> {
    if all_differ(operator.series()) {
        return Ok(operator);
    }
    let materialised = materialise(&*operator, count, context)?;
    Ok(Box::new(merge_with(materialised, duplicates)?))
}

fn all_differ(series: &[OutputSeries]) -> bool {
    let mut seen = HashSet::with_capacity(series.len());
    series.iter().all(|series| seen.insert(&series.labels))
}

/// Merges the rows of series with equal labels, in the order of their first appearance.
pub(super) fn merge_with(input: Materialised, duplicates: Duplicates) -> Result<Materialised, Error> {
    let (series, rows) = input.into_parts();
    let mut places: HashMap<Labels, usize> = HashMap::with_capacity(series.len());
    let mut merged = Materialised { series: Vec::with_capacity(series.len()), rows: Vec::with_capacity(rows.len()) };
    for (series, row) in series.into_iter().zip(rows) {
        match places.get(&series.labels) {
            None => {
                places.insert(series.labels.clone(), merged.series.len());
                merged.series.push(series);
                merged.rows.push(row);
            }
            Some(_) if duplicates == Duplicates::Fail => return Err(Error::duplicate_labels()),
            Some(&place) => merge_row(&mut merged.rows[place], row)?,
        }
    }
    Ok(merged)
}

/// Merges series with equal labels that never have a value at the same step.
pub(in crate::engine) fn merge_equal(input: Materialised) -> Result<Materialised, Error> {
    merge_with(input, Duplicates::Merge)
}

fn merge_row(target: &mut Row, row: Row) -> Result<(), Error> {
    for step in 0..row.values.len() {
        if !row.is_present(step) {
            continue;
        }
        if target.is_present(step) {
            return Err(Error::duplicate_labels());
        }
        target.values[step] = row.values[step];
        if let Some(histogram) = row.histogram(step) {
            target.set_histogram(step, histogram.clone());
        }
    }
    Ok(())
}
