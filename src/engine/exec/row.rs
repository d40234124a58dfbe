//! One series' values over all steps.

use crate::model::{
    histogram::FloatHistogram,
    sample::{STALE_BITS, SampleColumns},
};
use std::sync::Arc;

/// What stands in a row where the series has no float at that step.
///
/// These are the bits of the stale marker. No arithmetic makes them (a processor quiets the signalling NaNs it meets),
/// and a stored sample with these bits *means* absence, so no value that a query could return is lost.
pub(in crate::engine) const ABSENT: f64 = f64::from_bits(STALE_BITS);

/// Whether a row has no float here.
#[inline(always)]
pub(in crate::engine) fn is_absent(value: f64) -> bool {
    value.to_bits() == STALE_BITS
}

/// The values of one series, one slot a step.
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct Row {
    /// Floats; [`ABSENT`] where there is none.
    pub(in crate::engine) values: Vec<f64>,
    /// Native histograms; empty when the series has none at any step, so that floats never pay for them.
    pub(in crate::engine) histograms: Vec<Option<Arc<FloatHistogram>>>,
}

impl Row {
    /// A row of `count` empty slots.
    pub(in crate::engine) fn absent(count: usize) -> Row {
        Row { values: vec![ABSENT; count], histograms: Vec::new() }
    }

    /// Empties the row and gives it `count` slots.
    pub(in crate::engine) fn reset(&mut self, count: usize) {
        self.values.clear();
        self.values.resize(count, ABSENT);
        self.histograms.clear();
    }

    /// Whether the series has a float or a histogram at step `index`.
    #[inline]
    pub(in crate::engine) fn is_present(&self, index: usize) -> bool {
        !is_absent(self.values[index]) || self.histogram(index).is_some()
    }

    /// The histogram at step `index`.
    #[inline]
    pub(in crate::engine) fn histogram(&self, index: usize) -> Option<&Arc<FloatHistogram>> {
        self.histograms.get(index).and_then(Option::as_ref)
    }

    /// Puts a histogram at step `index`.
    pub(in crate::engine) fn set_histogram(&mut self, index: usize, histogram: Arc<FloatHistogram>) {
        if self.histograms.is_empty() {
            self.histograms.resize(self.values.len(), None);
        }
        self.histograms[index] = Some(histogram);
    }

    /// Removes whatever stands at step `index`.
    pub(in crate::engine) fn clear_step(&mut self, index: usize) {
        self.values[index] = ABSENT;
        if let Some(slot) = self.histograms.get_mut(index) {
            *slot = None;
        }
    }

    /// How many steps have a value.
    pub(in crate::engine) fn present_count(&self) -> usize {
        let floats = self.values.iter().filter(|value| !is_absent(**value)).count();
        floats + self.histograms.iter().filter(|slot| slot.is_some()).count()
    }

    /// Whether no step has a value.
    pub(in crate::engine) fn is_empty(&self) -> bool {
        self.values.iter().all(|value| is_absent(*value)) && self.histograms.iter().all(Option::is_none)
    }
}

/// Memory that one thread reuses from row to row.
#[derive(Default)]
pub(in crate::engine) struct Scratch {
    rows: Vec<Row>,
    columns: Vec<SampleColumns>,
}

impl Scratch {
    /// An empty row of `count` slots; give it back with [`Scratch::give_row`].
    pub(in crate::engine) fn take_row(&mut self, count: usize) -> Row {
        let mut row = self.rows.pop().unwrap_or_default();
        row.reset(count);
        row
    }

    /// Takes a row back for reuse.
    pub(in crate::engine) fn give_row(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Empty columns; give them back with [`Scratch::give_columns`].
    pub(in crate::engine) fn take_columns(&mut self) -> SampleColumns {
        let mut columns = self.columns.pop().unwrap_or_default();
        columns.clear();
        columns
    }

    /// Takes columns back for reuse.
    pub(in crate::engine) fn give_columns(&mut self, columns: SampleColumns) {
        self.columns.push(columns);
    }
}
