//! Samples in any order become blocks, in one pass and in bounded memory.
//!
//! ```text
//! text ─→ [`openmetrics`] ─→ Backfill ─→ shards: one open chunk a series ─→ spool: completed chunks
//!                                                                              ↓ finish
//!                                                       blocks of aligned ranges, all at once at the end
//! ```
//! The blocks hold the bytes that promtool's importer writes for the same, sorted, samples. In memory there are labels
//! and open chunks; completed ones lie in a scratch directory beside the blocks, which a crash leaves behind and the
//! next run, or Prometheus itself, removes. Nothing here knows formats, except the folder of the one that has to be
//! fast.

mod blocks;
pub mod openmetrics;
pub mod protobuf;
mod shard;
mod sorted;
mod spool;
mod tally;
#[cfg(test)]
mod tests;

use super::{
    Error,
    append::{CompletedChunk, CutRule, FloatEncoding},
    block::{BlockChunk, Ulid, WriteOptions},
};
use crate::{
    io::atomic_directory::{AtomicDirectory, remove_leftovers},
    model::{labels::Labels, sample::SampleColumns},
};
use hashbrown::HashMap;
use shard::{Shard, ShardError, ShardOptions};
use spool::SpoolWriter;
use std::path::{Path, PathBuf};

/// The shortest block: two hours.
pub const SHORTEST_BLOCK: i64 = 2 * 3_600_000;
/// Each longer kind of block has three times the duration, nine times at most.
const LONGEST_BLOCK: i64 = SHORTEST_BLOCK * 19_683;

/// How blocks are made.
#[derive(Clone, Debug)]
pub struct BackfillOptions {
    /// No block is longer than this, in milliseconds; two hours at least.
    pub max_block_duration: i64,
    /// How floats are encoded.
    pub float_encoding: FloatEncoding,
    /// Reads every block back before it becomes visible, and compares it with the samples that went in.
    pub verify: bool,
    /// How blocks lie on disk.
    pub write: WriteOptions,
}

impl Default for BackfillOptions {
    fn default() -> BackfillOptions {
        BackfillOptions {
            max_block_duration: SHORTEST_BLOCK,
            float_encoding: FloatEncoding::Xor,
            verify: false,
            write: WriteOptions::default(),
        }
    }
}

impl BackfillOptions {
    /// The duration that blocks get: the longest kind that is not too long.
    pub fn block_duration(&self) -> i64 {
        let kinds = std::iter::successors(Some(SHORTEST_BLOCK), |duration| Some(duration * 3));
        let kinds = kinds.take_while(|&duration| duration <= LONGEST_BLOCK && duration <= self.max_block_duration);
        kinds.last().unwrap_or(SHORTEST_BLOCK)
    }

    fn shard_options(&self) -> ShardOptions {
        let block_duration = self.block_duration();
        // promtool's importer gives its head twice the block's duration as chunk range.
        let rule = CutRule::Head { chunk_range: block_duration.saturating_mul(2) };
        ShardOptions { rule, floats: self.float_encoding, block_duration, tally: self.verify }
    }
}

/// The number of a series in one backfill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SeriesNumber(u32);

/// What a backfill came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackfillSummary {
    /// Blocks written.
    pub blocks: u64,
    /// Samples in them.
    pub samples: u64,
    /// Series in them, each counted once.
    pub series: u64,
    /// Samples left out, because their series has another value at that time, which came first.
    pub contradictions: u64,
    /// Series and time of one of those.
    pub contradiction: Option<(Labels, i64)>,
}

/// Samples on their way into blocks. Dropped before [`Backfill::finish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Backfill {
    output: PathBuf,
    options: BackfillOptions,
    numbers: HashMap<Labels, u32>,
    labels: Vec<Labels>,
    shards: Vec<Shard>,
    // Spools and unfinished blocks lie in it, so it must go last.
    scratch: AtomicDirectory,
}

impl Backfill {
    /// Begins a backfill into the directory `output`, which is made if it is missing. What crashed runs left there is
    /// removed.
    pub fn new(output: &Path, options: BackfillOptions) -> Result<Backfill, Error> {
        let wrong = |error| Error::io(output, error);
        let scratch = AtomicDirectory::scratch(&output.join(Ulid::generate().to_string())).map_err(wrong)?;
        remove_leftovers(output, |stem| stem.parse::<Ulid>().is_ok()).map_err(wrong)?;
        let shard_options = options.shard_options();
        let shards = (0..rayon::current_num_threads().max(1)).map(|number| {
            let spool = SpoolWriter::create(scratch.path().join(format!("spool-{number}")))?;
            Ok(Shard::new(spool, shard_options))
        });
        let shards = shards.collect::<Result<_, Error>>()?;
        let (numbers, labels) = (HashMap::new(), Vec::new());
        Ok(Backfill { output: output.into(), options, numbers, labels, shards, scratch })
    }

    /// The number of the series with these labels, which becomes known if it is not.
    pub fn series(&mut self, labels: &Labels) -> Result<SeriesNumber, Error> {
        if let Some(&number) = self.numbers.get(labels) {
            return Ok(SeriesNumber(number));
        }
        let Ok(number) = u32::try_from(self.labels.len()) else {
            return Err(Error::corrupt(&self.output, 0, "more than 4,294,967,295 series"));
        };
        self.numbers.insert(labels.clone(), number);
        self.labels.push(labels.clone());
        let (shard, _) = self.place(number);
        if let Some(shard) = self.shards.get_mut(shard) {
            shard.add_series(labels);
        }
        Ok(SeriesNumber(number))
    }

    /// The number of the series with these labels, if it is known.
    fn known(&self, labels: &Labels) -> Option<u32> {
        self.numbers.get(labels).copied()
    }

    /// The shard of a series, and its number there.
    fn place(&self, series: u32) -> (usize, usize) {
        (series as usize % self.shards.len(), series as usize / self.shards.len())
    }

    /// Appends samples of a series, which need not be newer than those before.
    pub fn append(&mut self, series: SeriesNumber, columns: &SampleColumns) -> Result<(), Error> {
        let (shard, number) = self.place(series.0);
        let Some(filled) = self.shards.get_mut(shard) else { return Ok(()) };
        let mut append = || {
            for (index, (&time, &value)) in columns.timestamps.iter().zip(&columns.values).enumerate() {
                let start = columns.start_timestamps.get(index).copied().unwrap_or(0);
                filled.append_float(number, start, time, value)?;
            }
            for (index, (&time, histogram)) in columns.histogram_timestamps.iter().zip(&columns.histograms).enumerate()
            {
                let start = columns.histogram_start_timestamps.get(index).copied().unwrap_or(0);
                let integer = columns.is_integer_histogram(index);
                filled.append_histogram(number, (start, time), histogram, integer)?;
            }
            Ok(())
        };
        append().map_err(|error| self.error(shard, error))
    }

    fn error(&self, shard: usize, error: ShardError) -> Error {
        match error {
            ShardError::Storage(error) => error,
            ShardError::Sample { series, error } => {
                let labels = self.labels_in(shard, series).unwrap_or_default();
                Error::Append { labels, error }
            }
        }
    }

    fn labels_in(&self, shard: usize, number: usize) -> Option<Labels> {
        self.labels.get(number * self.shards.len() + shard).cloned()
    }

    /// What is known before the blocks are written.
    fn summary(&self) -> BackfillSummary {
        let contradictions = self.shards.iter().map(|shard| shard.contradictions.1).sum();
        let first = self.shards.iter().enumerate().find_map(|(number, shard)| {
            let contradiction = shard.contradictions.0?;
            Some((self.labels_in(number, contradiction.series)?, contradiction.time))
        });
        BackfillSummary {
            series: self.labels.len() as u64,
            contradictions,
            contradiction: first,
            ..BackfillSummary::default()
        }
    }
}

impl<'a> From<&'a CompletedChunk> for BlockChunk<'a> {
    fn from(chunk: &'a CompletedChunk) -> BlockChunk<'a> {
        let CompletedChunk { min_time, max_time, encoding, data } = chunk;
        BlockChunk { min_time: *min_time, max_time: *max_time, encoding: *encoding, data }
    }
}
