//! The series that one thread fills: their open chunks, and where their completed ones lie in the spool.
//!
//! A series has one open chunk, for the block that its last sample went to. When a sample belongs elsewhere, the chunk
//! goes to the spool as it is, and its part of the block is marked: such a part is decoded, sorted and encoded again at
//! the end, so that the blocks are the same as if the input had been sorted.

use super::{
    spool::{Place, SpoolWriter},
    tally::{SeriesHash, Tally},
};
use crate::{
    model::{histogram::FloatHistogram, labels::Labels},
    tsdb::{
        Error,
        append::{AppendError, CompletedChunk, CutRule, FloatEncoding, OpenChunk},
    },
};

/// What a series has in one block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The block's number: its first time divided by the duration.
    pub(super) block: i64,
    /// The last chunk in the spool, and in the top bit, which no place in a file needs, whether the chunks are out of
    /// order or end where they would not in sorted input. There is one part for every series and block.
    last: u64,
}

const DISORDERED: u64 = 1 << 63;

impl Part {
    pub(super) fn last(self) -> Place {
        self.last & !DISORDERED
    }

    pub(super) fn is_disordered(self) -> bool {
        self.last & DISORDERED != 0
    }
}

#[derive(Debug)]
struct Series {
    hash: SeriesHash,
    open: OpenChunk,
    /// Bits of the last value, to tell a repeated sample from a contradiction; nothing after a histogram.
    last_value: Option<u64>,
    /// The first time of the block that the open chunk belongs to.
    begin: i64,
    /// Its place in `parts`.
    current: usize,
    /// In the order of time.
    parts: Vec<Part>,
}

/// A sample that contradicts an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Contradiction {
    pub(super) series: usize,
    pub(super) time: i64,
}

/// How a shard takes its samples.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShardOptions {
    pub(super) rule: CutRule,
    pub(super) floats: FloatEncoding,
    pub(super) block_duration: i64,
    /// Whether to keep a tally of the samples.
    pub(super) tally: bool,
}

/// Some of the series.
#[derive(Debug)]
pub(super) struct Shard {
    options: ShardOptions,
    series: Vec<Series>,
    spool: SpoolWriter,
    tally: Tally,
    /// A sample older than one before has come.
    disordered: bool,
    /// Samples with a time that another sample of the series has with another value: the first, and how many.
    pub(super) contradictions: (Option<Contradiction>, u64),
}

/// All that a shard has taken.
#[derive(Debug)]
pub(super) struct Filled {
    /// The parts of every series.
    pub(super) parts: Vec<Vec<Part>>,
    pub(super) spool: SpoolWriter,
    pub(super) tally: Tally,
}

/// A series or sample cannot be stored: the series' number here, and why.
#[derive(Debug)]
pub(super) enum ShardError {
    Sample { series: usize, error: AppendError },
    Storage(Error),
}

impl From<Error> for ShardError {
    fn from(error: Error) -> ShardError {
        ShardError::Storage(error)
    }
}

impl Shard {
    pub(super) fn new(spool: SpoolWriter, options: ShardOptions) -> Shard {
        Shard {
            options,
            series: Vec::new(),
            spool,
            tally: Tally::default(),
            disordered: false,
            contradictions: (None, 0),
        }
    }

    /// Makes the series with the next number.
    pub(super) fn add_series(&mut self, labels: &Labels) {
        self.series.push(Series {
            hash: if self.options.tally { SeriesHash::of(labels) } else { SeriesHash::default() },
            open: OpenChunk::new(self.options.rule, self.options.floats),
            last_value: None,
            begin: 0,
            current: 0,
            parts: Vec::new(),
        });
    }

    /// Whether samples have come out of order, so that sorting the next ones is worth while.
    pub(super) fn is_disordered(&self) -> bool {
        self.disordered
    }

    /// Appends a float to series `number`, which exists.
    #[inline]
    pub(super) fn append_float(&mut self, number: usize, start: i64, time: i64, value: f64) -> Result<(), ShardError> {
        let Some(series) = self.series.get(number) else { return Ok(()) };
        if !series.takes(time, self.options.block_duration) && !self.make_way(number, time, Some(value.to_bits()))? {
            return Ok(());
        }
        let Some(series) = self.series.get_mut(number) else { return Ok(()) };
        let completed = series.open.append_float(start, time, value);
        let completed = completed.map_err(|error| ShardError::Sample { series: number, error })?;
        series.last_value = Some(value.to_bits());
        if self.options.tally {
            self.tally.add(series.hash.float(start, time, value));
        }
        match completed {
            None => Ok(()),
            Some(chunk) => Ok(series.keep(&chunk, &mut self.spool)?),
        }
    }

    /// Appends a histogram to series `number`, which exists.
    pub(super) fn append_histogram(
        &mut self,
        number: usize,
        (start, time): (i64, i64),
        histogram: &FloatHistogram,
        integer: bool,
    ) -> Result<(), ShardError> {
        let Some(series) = self.series.get(number) else { return Ok(()) };
        if !series.takes(time, self.options.block_duration) && !self.make_way(number, time, None)? {
            return Ok(());
        }
        let Some(series) = self.series.get_mut(number) else { return Ok(()) };
        let completed = series.open.append_histogram(start, time, histogram, integer);
        let completed = completed.map_err(|error| ShardError::Sample { series: number, error })?;
        series.last_value = None;
        if self.options.tally {
            self.tally.add(series.hash.histogram(start, time, histogram));
        }
        match completed {
            None => Ok(()),
            Some(chunk) => Ok(series.keep(&chunk, &mut self.spool)?),
        }
    }

    /// Brings the series to where a sample of this time can be appended; `false` if the time is that of the last one,
    /// which then stays what it is.
    #[cold]
    fn make_way(&mut self, number: usize, time: i64, value: Option<u64>) -> Result<bool, Error> {
        let duration = self.options.block_duration;
        let block = time.div_euclid(duration);
        let Some(series) = self.series.get_mut(number) else { return Ok(false) };
        let is_elsewhere = series.parts.get(series.current).is_none_or(|part| part.block != block);
        if !is_elsewhere && series.open.last_time() == Some(time) {
            if value.is_none() || value != series.last_value {
                self.contradictions.0.get_or_insert(Contradiction { series: number, time });
                self.contradictions.1 += 1;
            }
            return Ok(false);
        }
        if let Some(chunk) = series.open.take() {
            series.keep(&chunk, &mut self.spool)?;
        }
        if is_elsewhere {
            // Nearly always the next block is a new one, after all others.
            let place = match series.parts.last() {
                Some(last) if last.block >= block => series.parts.binary_search_by_key(&block, |part| part.block),
                _ => Err(series.parts.len()),
            };
            // It wraps around only where the first block begins before all times; the way back does too.
            series.begin = block.wrapping_mul(duration);
            series.current = place.unwrap_or_else(|place| place);
            if let Err(place) = place {
                self.disordered |= place < series.parts.len();
                series.parts.insert(place, Part { block, last: 0 });
                return Ok(true);
            }
        }
        self.disordered = true;
        if let Some(part) = series.parts.get_mut(series.current) {
            part.last |= DISORDERED;
        }
        Ok(true)
    }

    /// Spools all open chunks.
    pub(super) fn finish(mut self) -> Result<Filled, Error> {
        for series in &mut self.series {
            if let Some(chunk) = series.open.take() {
                series.keep(&chunk, &mut self.spool)?;
            }
        }
        let parts = self.series.into_iter().map(|series| series.parts).collect();
        Ok(Filled { parts, spool: self.spool, tally: self.tally })
    }
}

impl Series {
    /// Whether the next sample of the open chunk may have this time.
    #[inline]
    fn takes(&self, time: i64, block_duration: i64) -> bool {
        let follows = self.open.last_time().is_some_and(|last| time > last);
        follows && time.wrapping_sub(self.begin) < block_duration
    }

    /// Spools a chunk of the current part.
    fn keep(&mut self, chunk: &CompletedChunk, spool: &mut SpoolWriter) -> Result<(), Error> {
        if let Some(part) = self.parts.get_mut(self.current) {
            part.last = spool.write(chunk, part.last())? | part.last & DISORDERED;
        }
        Ok(())
    }
}
