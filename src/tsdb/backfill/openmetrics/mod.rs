//! Text expositions into a backfill, as fast as they can be read: OpenMetrics, and Prometheus' text format.
//!
//! ```text
//! bytes ─→ [`reader`]: pieces that end with a line ─→ [`piece`]: parsed in parallel ─→ [`names`]: series
//!          (a thread of its own)                                                       ↓
//!                                                           shards, filled in parallel, in the order of the input
//! ```
//! A piece is parsed on two assumptions: that it begins where a line begins, and what the last TYPE line before it
//! said. Label values may hold line ends, so both can be wrong; whether they were is known when the piece before has
//! been parsed, and then the piece is parsed again. So every verdict is that of one parser reading from front to back.

mod names;
mod piece;
mod reader;
#[cfg(test)]
mod tests;

use super::{Backfill, Shard, ShardError};
use crate::{
    exposition::{self, ExpositionError, Format, MetricType, protobuf::ProtobufError},
    model::labels::Labels,
    tsdb::Error,
};
use names::{Names, RawKey};
use piece::{Assumed, Parsed, Sample, Stop};
use rayon::prelude::*;
use reader::{Piece, Reader};
use std::{io::Read, sync::mpsc};

/// Pieces for every thread in a batch.
const PIECES_A_THREAD: usize = 4;

/// How to read an exposition.
#[derive(Clone, Debug)]
pub struct TextOptions {
    /// What it is.
    pub format: Format,
    /// Labels that every series gets; they win over its own.
    pub labels: Vec<(String, String)>,
    /// Passes over lines that cannot be read, instead of giving up.
    pub skip_bad_lines: bool,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextSummary {
    /// Bytes.
    pub bytes: u64,
    /// Samples.
    pub samples: u64,
    /// Exemplars, which blocks cannot hold.
    pub exemplars: u64,
    /// Lines that were passed over.
    pub bad_lines: u64,
    /// The first of them: what is wrong, with line and column.
    pub first_bad_line: Option<String>,
}

/// Why an exposition was not read.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// A line is wrong.
    #[error("{0}")]
    Exposition(ExpositionError),
    /// A sample cannot be stored: line, column, and why.
    #[error("line {line}, column {column}: {what}")]
    Sample {
        /// Its line, from 1 on.
        line: usize,
        /// The column, from 1 on.
        column: usize,
        /// What is wrong with it.
        what: SampleFault,
    },
    /// A metric family of a protobuf exposition is wrong.
    #[error(transparent)]
    Protobuf(#[from] ProtobufError),
    /// The input cannot be read.
    #[error("reading the input: {0}")]
    Input(std::io::Error),
    /// The blocks cannot be written.
    #[error(transparent)]
    Storage(#[from] Error),
}

/// What is wrong with a sample that parses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SampleFault {
    /// It has no time.
    #[error("expected timestamp for series got none")]
    NoTimestamp,
    /// It has no labels.
    #[error("empty labelset: invalid sample")]
    NoLabels,
}

impl Backfill {
    /// Reads all of `input` into the backfill; `progress` hears of the bytes and samples read so far.
    pub fn read_text(
        &mut self,
        input: impl Read + Send,
        options: &TextOptions,
        progress: &mut dyn FnMut(&TextSummary),
    ) -> Result<TextSummary, TextError> {
        self.read_pieces(input, reader::PIECE_BYTES, options, progress)
    }

    fn read_pieces(
        &mut self,
        input: impl Read + Send,
        piece_bytes: usize,
        options: &TextOptions,
        progress: &mut dyn FnMut(&TextSummary),
    ) -> Result<TextSummary, TextError> {
        std::thread::scope(|scope| {
            let (batches, received) = mpsc::sync_channel(1);
            let (used, returned) = mpsc::channel();
            let batch = PIECES_A_THREAD * self.shards.len();
            scope.spawn(move || Reader { input, piece_bytes, batch, batches, used: returned }.run());
            let mut reading = Reading {
                backfill: self,
                options,
                names: Names::default(),
                summary: TextSummary::default(),
                consumed: 0,
                lines: 0,
                kind: MetricType::Unknown,
                rest: Vec::new(),
                ended: false,
            };
            for batch in received {
                for buffer in reading.take(batch.map_err(TextError::Input)?)? {
                    // Nobody wants it any more when all has been read.
                    let _ = used.send(buffer);
                }
                progress(&reading.summary);
            }
            Ok(reading.summary)
        })
    }
}

/// Where the reading stands between two batches.
struct Reading<'b> {
    backfill: &'b mut Backfill,
    options: &'b TextOptions,
    names: Names,
    summary: TextSummary,
    /// Bytes before the next piece.
    consumed: usize,
    /// Line ends before the next piece.
    lines: usize,
    /// What the last TYPE line said.
    kind: MetricType,
    /// The beginning of a line that goes on in the next piece.
    rest: Vec<u8>,
    /// The exposition has said that it ends here.
    ended: bool,
}

impl Reading<'_> {
    /// Reads a batch; returns its buffers.
    fn take(&mut self, pieces: Vec<Piece>) -> Result<Vec<Vec<u8>>, TextError> {
        let mut kind = self.kind;
        let assumed: Vec<Assumed> = pieces
            .iter()
            .map(|piece| {
                let begin = Assumed { kind };
                kind = piece.last_kind(self.options.format).unwrap_or(kind);
                begin
            })
            .collect();
        let parsed: Vec<Parsed> = pieces
            .par_iter()
            .zip(&assumed)
            .with_max_len(1)
            .map(|(piece, assumed)| piece::parse(piece, *assumed, self.options, &self.names, self.backfill))
            .collect();
        let mut settled = Vec::with_capacity(parsed.len());
        let mut buffers = Vec::with_capacity(parsed.len());
        for ((piece, assumed), parsed) in pieces.into_iter().zip(assumed).zip(parsed) {
            let (known, buffer) = self.settle(piece, assumed, parsed)?;
            settled.push(known);
            buffers.push(buffer);
        }
        self.fill(settled)?;
        Ok(buffers)
    }

    /// Decides whether a piece was parsed rightly, and parses it again if it was not. Returns its bytes too.
    fn settle(
        &mut self,
        mut piece: Piece,
        assumed: Assumed,
        mut parsed: Parsed,
    ) -> Result<(Settled, Vec<u8>), TextError> {
        if std::mem::take(&mut self.ended) {
            let error = self.located(piece::after_the_end());
            if !self.options.skip_bad_lines {
                return Err(error);
            }
            self.pass_over(&error);
        }
        let read = piece.bytes.len();
        if !self.rest.is_empty() || assumed.kind != self.kind {
            if !self.rest.is_empty() {
                self.rest.append(&mut piece.bytes);
                piece.bytes = std::mem::take(&mut self.rest);
            }
            parsed = piece::parse(&piece, Assumed { kind: self.kind }, self.options, &self.names, self.backfill);
        }
        self.summary.bytes += read as u64;
        self.kind = parsed.kind;
        self.ended = parsed.ended;
        for bad in parsed.bad_lines.drain(..) {
            let bad = self.located(bad);
            self.pass_over(&bad);
        }
        match parsed.stop.take() {
            None => {}
            Some(Stop::GoesOn { begin, error }) if piece.bytes.len() - begin > reader::LONGEST_LINE => {
                return Err(self.located(error));
            }
            Some(Stop::GoesOn { begin, .. }) => self.rest = piece.bytes.split_off(begin),
            Some(Stop::Wrong(error)) => return Err(self.located(error)),
        }
        self.consumed += piece.bytes.len();
        self.lines += parsed.lines;
        self.summary.samples += parsed.samples;
        self.summary.exemplars += parsed.exemplars;
        // Names that were new to this piece may have become known since.
        let mut numbers = Vec::with_capacity(parsed.new_series.len());
        for labels in &parsed.new_series {
            numbers.push(self.backfill.series(labels)?.0);
        }
        for RawKey { bytes, kind, series } in parsed.new_names.drain(..) {
            let series = match series {
                piece::SeriesOf::Known(series) => series,
                piece::SeriesOf::New(new) => numbers.get(new as usize).copied().unwrap_or_default(),
            };
            self.names.insert(&piece.bytes[bytes], kind, series);
        }
        Ok((Settled { parsed, numbers }, piece.bytes))
    }

    fn pass_over(&mut self, error: &TextError) {
        self.summary.bad_lines += 1;
        self.summary.first_bad_line.get_or_insert_with(|| error.to_string());
    }

    /// An error with the place in the whole input instead of that in the piece.
    fn located(&self, mut error: TextError) -> TextError {
        match &mut error {
            TextError::Exposition(error) => {
                error.line += self.lines;
                error.offset += self.consumed;
            }
            TextError::Sample { line, .. } => *line += self.lines,
            TextError::Protobuf(_) | TextError::Input(_) | TextError::Storage(_) => {}
        }
        error
    }

    /// Appends the samples of a batch, each shard on its own.
    fn fill(&mut self, settled: Vec<Settled>) -> Result<(), TextError> {
        let count = self.backfill.shards.len();
        let settled = &settled;
        let filled = self.backfill.shards.par_iter_mut().enumerate().map(|(number, shard)| {
            let samples = || settled.iter().flat_map(|settled| settled.samples_of(number, count));
            if !shard.is_disordered() {
                return samples().try_for_each(|sample| fill_sample(shard, count, sample));
            }
            // Stable: of samples with equal times the first to come must stay the first.
            let mut sorted: Vec<Sample> = samples().collect();
            sorted.sort_by_key(|sample| (sample.series, sample.time));
            sorted.into_iter().try_for_each(|sample| fill_sample(shard, count, sample))
        });
        let filled: Vec<Result<(), ShardError>> = filled.collect();
        for (number, result) in filled.into_iter().enumerate() {
            result.map_err(|error| self.backfill.error(number, error))?;
        }
        Ok(())
    }
}

fn fill_sample(shard: &mut Shard, shards: usize, sample: Sample) -> Result<(), ShardError> {
    shard.append_float(sample.series as usize / shards, 0, sample.time, sample.value)
}

/// A piece of which all is known.
struct Settled {
    parsed: Parsed,
    /// The numbers of the series that were new to it.
    numbers: Vec<u32>,
}

impl Settled {
    /// The samples for shard `number` of `shards`. Those of a series that was new to the piece come last, but a series
    /// is new to all of a piece or to nothing of it.
    fn samples_of(&self, number: usize, shards: usize) -> impl Iterator<Item = Sample> + '_ {
        let known = self.parsed.known.get(number).into_iter().flatten().copied();
        let unknown = self.parsed.unknown.iter().filter_map(move |sample| {
            let series = *self.numbers.get(sample.series as usize)?;
            (series as usize % shards == number).then_some(Sample { series, ..*sample })
        });
        known.chain(unknown)
    }
}

impl TextOptions {
    /// The labels of a sample as they are stored.
    fn labels_of(&self, sample: &exposition::Sample<'_>) -> Labels {
        let labels = sample.to_labels();
        if self.labels.is_empty() {
            return labels;
        }
        let mut builder = labels.to_builder();
        for (name, value) in &self.labels {
            builder.set(name, value);
        }
        builder.build()
    }
}
