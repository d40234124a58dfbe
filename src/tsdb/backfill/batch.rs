//! Whole columns into a backfill, those of many series at a time.

use super::{Backfill, SeriesNumber, Shard, ShardError};
use crate::{
    model::{labels::Labels, sample::SampleColumns},
    tsdb::Error,
};
use rayon::prelude::*;

/// Samples that are worth waking all threads, and take about 4 MiB.
const BATCH_SAMPLES: usize = 1 << 18;

/// What an importer has read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// Bytes.
    pub bytes: u64,
    /// Samples.
    pub samples: u64,
    /// Exemplars, which blocks cannot hold.
    pub exemplars: u64,
    /// Lines, or other units of the input, that were passed over.
    pub bad_lines: u64,
    /// The first of them: what is wrong, with line and column.
    pub first_bad_line: Option<String>,
}

impl Backfill {
    /// Appends samples of a series, which need not be newer than those before.
    pub fn append(&mut self, series: SeriesNumber, columns: &SampleColumns) -> Result<(), Error> {
        let (number, within) = self.place(series.0);
        let Some(shard) = self.shards.get_mut(number) else { return Ok(()) };
        shard.append(within, columns).map_err(|error| self.error(number, error))
    }

    /// Appends the samples of many series, in parallel; those of one series in the order of the batch.
    pub fn append_batch(&mut self, batch: &[(SeriesNumber, SampleColumns)]) -> Result<(), Error> {
        let count = self.shards.len();
        let fill = |(number, shard): (usize, &mut Shard)| {
            let mut own = batch.iter().filter(|(series, _)| series.0 as usize % count == number);
            own.try_for_each(|(series, columns)| shard.append(series.0 as usize / count, columns))
        };
        let filled: Vec<Result<(), ShardError>> = self.shards.par_iter_mut().enumerate().map(fill).collect();
        for (number, result) in filled.into_iter().enumerate() {
            result.map_err(|error| self.error(number, error))?;
        }
        Ok(())
    }
}

/// Samples that wait until there are enough of them for all threads.
///
/// For readers that get at the samples one series, or one sample, after the other.
#[derive(Debug)]
pub struct Collector<'b> {
    backfill: &'b mut Backfill,
    batch: Vec<(SeriesNumber, SampleColumns)>,
    /// Samples in the batch.
    waiting: usize,
}

impl<'b> Collector<'b> {
    /// Nothing waits yet.
    pub fn new(backfill: &'b mut Backfill) -> Collector<'b> {
        Collector { backfill, batch: Vec::new(), waiting: 0 }
    }

    /// Takes samples of a series.
    pub fn push(&mut self, labels: &Labels, columns: SampleColumns) -> Result<(), Error> {
        let series = self.backfill.series(labels)?;
        self.waiting += columns.len();
        self.batch.push((series, columns));
        if self.waiting >= BATCH_SAMPLES { self.flush() } else { Ok(()) }
    }

    /// Appends what waits.
    pub fn flush(&mut self) -> Result<(), Error> {
        self.backfill.append_batch(&self.batch)?;
        self.batch.clear();
        self.waiting = 0;
        Ok(())
    }
}

impl Shard {
    /// Appends samples of both kinds in the order of time; a float goes before a histogram of its time.
    fn append(&mut self, number: usize, columns: &SampleColumns) -> Result<(), ShardError> {
        let start = |starts: &[i64], index: usize| starts.get(index).copied().unwrap_or(0);
        let mut next = 0;
        let mut append_histograms = |shard: &mut Shard, before: Option<i64>| {
            while let (Some(&time), Some(histogram)) =
                (columns.histogram_timestamps.get(next), columns.histograms.get(next))
                && before.is_none_or(|before| time < before)
            {
                let start = start(&columns.histogram_start_timestamps, next);
                shard.append_histogram(number, (start, time), histogram, columns.is_integer_histogram(next))?;
                next += 1;
            }
            Ok::<(), ShardError>(())
        };
        for (index, (&time, &value)) in columns.timestamps.iter().zip(&columns.values).enumerate() {
            append_histograms(self, Some(time))?;
            self.append_float(number, start(&columns.start_timestamps, index), time, value)?;
        }
        append_histograms(self, None)
    }
}
