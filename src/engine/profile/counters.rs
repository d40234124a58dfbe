//! The counters of one operator and of one selector.

use super::{Matches, clock::Clock};
use crate::model::{
    sample::SampleColumns,
    series::{ReadCost, SourceError},
};
use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU32, AtomicU64, Ordering::Relaxed},
};

/// What an operator did.
#[derive(Default)]
pub(in crate::engine) struct OperatorCounters {
    /// Nanoseconds of its own work.
    pub(in crate::engine) own: AtomicU64,
    /// Its series and the values in their rows.
    pub(in crate::engine) given: Given,
    /// The match groups, of operators between two vectors.
    pub(in crate::engine) matches: OnceLock<Matches>,
}

/// What was read for a selector.
#[derive(Default)]
pub(in crate::engine) struct ReadCounters {
    /// Nanoseconds of selecting and decoding.
    pub(in crate::engine) own: AtomicU64,
    /// The series selected and the samples in them.
    pub(in crate::engine) given: Given,
    pub(in crate::engine) chunks: AtomicU64,
    pub(in crate::engine) bytes: AtomicU64,
    /// Samples decoded; a series that is read twice counts twice.
    pub(in crate::engine) samples: AtomicU64,
}

/// The series that an operator gives, each with the number of values in its row.
///
/// Rows may be made more than once; a series' values count once all the same.
#[derive(Default)]
pub(in crate::engine) struct Given {
    /// Of each series 1 + the number of values; 0 until its row is made.
    values: OnceLock<Box<[AtomicU32]>>,
    rows: AtomicU64,
}

impl Given {
    /// There are `series` series.
    pub(in crate::engine) fn begin(&self, series: usize) {
        self.values.get_or_init(|| (0..series).map(|_| AtomicU32::new(0)).collect());
    }

    /// The row of series `index` has `values` values.
    pub(in crate::engine) fn record(&self, index: usize, values: usize) {
        self.rows.fetch_add(1, Relaxed);
        if let Some(slot) = self.values.get().and_then(|slots| slots.get(index)) {
            slot.store(u32::try_from(values).unwrap_or(u32::MAX).saturating_add(1), Relaxed);
        }
    }

    /// How many series there are.
    pub(in crate::engine) fn series(&self) -> u64 {
        self.slots().count() as u64
    }

    /// Of how many of them a row was made.
    pub(in crate::engine) fn series_made(&self) -> u64 {
        self.slots().filter(|slot| *slot > 0).count() as u64
    }

    /// How many of them gave a value.
    pub(in crate::engine) fn series_with_values(&self) -> u64 {
        self.slots().filter(|slot| *slot > 1).count() as u64
    }

    /// How many values they gave.
    pub(in crate::engine) fn values(&self) -> u64 {
        self.slots().map(|slot| u64::from(slot.saturating_sub(1))).sum()
    }

    /// How many rows were made.
    pub(in crate::engine) fn rows(&self) -> u64 {
        self.rows.load(Relaxed)
    }

    fn slots(&self) -> impl Iterator<Item = u32> {
        self.values.get().into_iter().flatten().map(|slot| slot.load(Relaxed))
    }
}

/// Counts the reads of one selector.
pub(in crate::engine) struct Reader<'p> {
    pub(super) counters: Arc<ReadCounters>,
    pub(super) clock: &'p Clock,
}

impl Reader<'_> {
    /// `series` series were selected.
    pub(in crate::engine) fn begin(&self, series: usize) {
        self.counters.given.begin(series);
    }

    /// Reads the samples of series `index` into `columns` and counts what it cost.
    pub(in crate::engine) fn read(
        &self,
        index: usize,
        columns: &mut SampleColumns,
        read: impl FnOnce(&mut SampleColumns) -> Result<ReadCost, SourceError>,
    ) -> Result<ReadCost, SourceError> {
        let cost = timed(Some(self), || read(columns))?;
        self.counters.chunks.fetch_add(cost.chunks, Relaxed);
        self.counters.bytes.fetch_add(cost.bytes, Relaxed);
        self.counters.samples.fetch_add(columns.len() as u64, Relaxed);
        self.counters.given.record(index, columns.len());
        Ok(cost)
    }
}

/// Runs a piece of reading, on the reader's time if there is one.
pub(in crate::engine) fn timed<T>(reader: Option<&Reader<'_>>, work: impl FnOnce() -> T) -> T {
    match reader {
        None => work(),
        Some(reader) => reader.clock.time(Some(&reader.counters.own), work),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_made_twice_counts_once() {
        let given = Given::default();
        given.begin(3);
        given.record(0, 5);
        given.record(0, 5);
        given.record(1, 0);
        assert_eq!((given.series(), given.series_made(), given.series_with_values()), (3, 2, 1));
        assert_eq!((given.values(), given.rows()), (5, 3));
        assert_eq!(Given::default().series(), 0);
    }
}
