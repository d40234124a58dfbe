//! The series that one thread fills: their open chunks, and where their completed ones lie in the spool.
//!
//! A series has one open chunk, for the block that its last sample went to. When a sample belongs elsewhere, the chunk
//! goes to the spool as it is, and its part of the block is marked: such a part is decoded, sorted and encoded again at
//! the end, so that the blocks are the same as if the input had been sorted.

use super::spool::{Place, SpoolWriter};
use crate::{
    model::histogram::FloatHistogram,
    tsdb::{
        Error,
        append::{AppendError, CompletedChunk, CutRule, FloatEncoding, OpenChunk},
    },
};

/// What a series has in one block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// When the block begins.
    pub(super) begin: i64,
    /// The last chunk in the spool.
    pub(super) last: Place,
    /// The chunks are not in order, or end where they would not in sorted input.
    pub(super) disordered: bool,
}

#[derive(Debug)]
struct Series {
    open: OpenChunk,
    /// Bits of the last value, to tell a repeated sample from a contradiction; nothing after a histogram.
    last_value: Option<u64>,
    /// The part that the open chunk belongs to.
    current: usize,
    begin: i64,
    parts: Vec<Part>,
}

/// A sample that contradicts an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Contradiction {
    pub(super) series: usize,
    pub(super) time: i64,
}

/// Some of the series.
#[derive(Debug)]
pub(super) struct Shard {
    series: Vec<Series>,
    spool: SpoolWriter,
    rule: CutRule,
    floats: FloatEncoding,
    block_duration: i64,
    /// Samples with a time that another sample of the series has with another value: the first, and how many.
    pub(super) contradictions: (Option<Contradiction>, u64),
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
    pub(super) fn new(spool: SpoolWriter, block_duration: i64, rule: CutRule, floats: FloatEncoding) -> Shard {
        Shard { series: Vec::new(), spool, rule, floats, block_duration, contradictions: (None, 0) }
    }

    /// Makes room for series up to number `count`.
    pub(super) fn grow(&mut self, count: usize) {
        let (rule, floats) = (self.rule, self.floats);
        self.series.resize_with(count.max(self.series.len()), || Series {
            open: OpenChunk::new(rule, floats),
            last_value: None,
            current: 0,
            begin: 0,
            parts: Vec::new(),
        });
    }

    /// Appends a float to series `number`, which exists.
    #[inline]
    pub(super) fn append_float(&mut self, number: usize, start: i64, time: i64, value: f64) -> Result<(), ShardError> {
        let Some(series) = self.series.get(number) else { return Ok(()) };
        let follows = series.open.last_time().is_some_and(|last| time > last);
        if !(follows && time.wrapping_sub(series.begin) < self.block_duration)
            && !self.make_way(number, time, Some(value.to_bits()))?
        {
            return Ok(());
        }
        let Some(series) = self.series.get_mut(number) else { return Ok(()) };
        series.last_value = Some(value.to_bits());
        match series.open.append_float(start, time, value) {
            Ok(None) => Ok(()),
            Ok(Some(chunk)) => self.keep(number, &chunk),
            Err(error) => Err(ShardError::Sample { series: number, error }),
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
        let follows = series.open.last_time().is_some_and(|last| time > last);
        if !(follows && time.wrapping_sub(series.begin) < self.block_duration) && !self.make_way(number, time, None)? {
            return Ok(());
        }
        let Some(series) = self.series.get_mut(number) else { return Ok(()) };
        series.last_value = None;
        match series.open.append_histogram(start, time, histogram, integer) {
            Ok(None) => Ok(()),
            Ok(Some(chunk)) => self.keep(number, &chunk),
            Err(error) => Err(ShardError::Sample { series: number, error }),
        }
    }

    /// Brings the series to where a sample of this time can be appended; `false` if the time is that of the last one,
    /// which then stays what it is.
    #[cold]
    fn make_way(&mut self, number: usize, time: i64, value: Option<u64>) -> Result<bool, Error> {
        let begin = time.div_euclid(self.block_duration).saturating_mul(self.block_duration);
        let Some(series) = self.series.get_mut(number) else { return Ok(false) };
        let is_elsewhere = series.begin != begin || series.parts.is_empty();
        if !is_elsewhere && series.open.last_time() == Some(time) {
            if value.is_none() || value != series.last_value {
                self.contradictions.0.get_or_insert(Contradiction { series: number, time });
                self.contradictions.1 += 1;
            }
            return Ok(false);
        }
        if let Some(chunk) = series.open.take() {
            self.keep(number, &chunk)?;
        }
        let Some(series) = self.series.get_mut(number) else { return Ok(false) };
        if !is_elsewhere {
            if let Some(part) = series.parts.get_mut(series.current) {
                part.disordered = true;
            }
            return Ok(true);
        }
        series.begin = begin;
        // Nearly always the next block is a new one; the list is short, and a look back starts at its end.
        match series.parts.iter().rposition(|part| part.begin == begin) {
            Some(known) => {
                series.current = known;
                if let Some(part) = series.parts.get_mut(known) {
                    part.disordered = true;
                }
            }
            None => {
                series.current = series.parts.len();
                series.parts.push(Part { begin, last: 0, disordered: false });
            }
        }
        Ok(true)
    }

    /// Spools a chunk of the series' current part.
    fn keep<E: From<Error>>(&mut self, number: usize, chunk: &CompletedChunk) -> Result<(), E> {
        let Some(series) = self.series.get_mut(number) else { return Ok(()) };
        if let Some(part) = series.parts.get_mut(series.current) {
            part.last = self.spool.write(chunk, part.last)?;
        }
        Ok(())
    }

    /// Spools all open chunks; returns the parts of every series, and the spool.
    pub(super) fn finish(mut self) -> Result<(Vec<Vec<Part>>, SpoolWriter), Error> {
        for number in 0..self.series.len() {
            if let Some(chunk) = self.series.get_mut(number).and_then(|series| series.open.take()) {
                self.keep::<Error>(number, &chunk)?;
            }
        }
        Ok((self.series.into_iter().map(|series| series.parts).collect(), self.spool))
    }
}
