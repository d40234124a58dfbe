//! The chunks of series that become one: copied where they stand alone, joined sample by sample where they overlap.

use super::source::{Losses, Source};
use crate::{
    model::{labels::Labels, sample::SampleColumns},
    tsdb::{
        Error,
        append::{CompletedChunk, CutRule, FloatEncoding, encode},
        backfill::Sample,
        block::{BlockChunk, Clip, ClippedChunk, RawChunk, index::ChunkMeta},
        chunk::decode,
    },
};

/// A chunk on its way into a new block.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// As it lies in the old block.
    Whole(ChunkMeta, RawChunk<'a>),
    /// Encoded again.
    Rewritten(CompletedChunk),
}

/// A series on its way into a new block.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub(super) labels: Labels,
    pub(super) pieces: Vec<Piece<'a>>,
    /// Old series that became part of another one.
    pub(super) merged: u64,
    /// Samples that lost against another one of their time with another value.
    pub(super) conflicts: u64,
}

/// A chunk of one of the old series.
#[derive(Clone, Copy)]
struct Candidate {
    meta: ChunkMeta,
    series: u32,
    /// Its samples are not in order.
    disordered: bool,
}

impl<'a> Piece<'a> {
    pub(super) fn as_chunk(&self) -> BlockChunk<'_> {
        match self {
            Piece::Whole(meta, raw) => {
                BlockChunk { min_time: meta.min_time, max_time: meta.max_time, encoding: raw.encoding, data: raw.data }
            }
            Piece::Rewritten(chunk) => chunk.into(),
        }
    }

    fn decode(&self, columns: &mut SampleColumns) -> Result<(), Error> {
        match self {
            Piece::Whole(_, raw) => decode(raw.encoding, raw.data, columns).map_err(|error| raw.error(error)),
            // Just written by us.
            Piece::Rewritten(chunk) => decode(chunk.encoding, &chunk.data, columns).map_err(|error| Error::Chunk {
                path: "a chunk written again".into(),
                offset: 0,
                error,
            }),
        }
    }
}

/// What the old series `numbers`, which all get these `labels`, give between two times, ends included.
pub(super) fn prepare<'a>(
    source: &Source<'a>,
    labels: Labels,
    numbers: &[u32],
    (min_time, max_time): (i64, i64),
    losses: &Losses,
) -> Result<Prepared<'a>, Error> {
    let mut candidates = Vec::new();
    for &series in numbers {
        source.chunks_of(series, &labels, losses, |meta, disordered| {
            candidates.push(Candidate { meta, series, disordered });
        })?;
    }
    // Stable: of equal times, the series that came first in the old block comes first.
    candidates.sort_by_key(|candidate| candidate.meta.min_time);
    let mut prepared =
        Prepared { labels, pieces: Vec::new(), merged: numbers.len().saturating_sub(1) as u64, conflicts: 0 };
    let mut rest = &candidates[..];
    while let Some(first) = rest.first() {
        let mut end = first.meta.max_time;
        let overlapping = rest.iter().skip(1).take_while(|next| {
            let overlaps = next.meta.min_time <= end;
            end = end.max(next.meta.max_time);
            overlaps
        });
        let (run, after) = rest.split_at(1 + overlapping.count());
        rest = after;
        let mut pieces = Vec::new();
        for candidate in run {
            let deleted = source.deleted(candidate.series);
            let clip = Clip { min_time, max_time, deleted };
            match clip.read(source.segments, &candidate.meta) {
                Ok(ClippedChunk::Whole(raw)) => pieces.push((candidate, Piece::Whole(candidate.meta, raw))),
                Ok(ClippedChunk::Rewritten(chunks)) => {
                    pieces.extend(chunks.into_iter().map(|chunk| (candidate, Piece::Rewritten(chunk))));
                }
                Err(error) if losses.is_tolerant() => losses.chunk(&prepared.labels, &candidate.meta, None, &error),
                Err(error) => return Err(error),
            }
        }
        let in_order = pieces.windows(2).all(|pair| {
            let ([(_, one), (_, next)], ..) = (pair,) else { return true };
            one.as_chunk().max_time < next.as_chunk().min_time
        });
        let disordered = pieces.iter().any(|(candidate, _)| candidate.disordered);
        if in_order && !disordered {
            prepared.pieces.extend(pieces.into_iter().map(|(_, piece)| piece));
        } else {
            prepared.join(&pieces)?;
        }
    }
    Ok(prepared)
}

impl<'a> Prepared<'a> {
    /// Joins chunks that overlap. Of samples with equal times that of the series that came first stays.
    fn join(&mut self, pieces: &[(&Candidate, Piece<'a>)]) -> Result<(), Error> {
        let mut samples = Vec::new();
        for (candidate, piece) in pieces {
            let mut columns = SampleColumns::default();
            piece.decode(&mut columns)?;
            samples.extend(Sample::all_of(&columns).map(|sample| (candidate.series, sample)));
        }
        samples.sort_by_key(|(series, sample)| (sample.time, *series));
        let mut joined = SampleColumns::default();
        let mut last: Option<&Sample> = None;
        for (_, sample) in &samples {
            match last {
                Some(last) if last.time == sample.time => self.conflicts += u64::from(!last.same_value(sample)),
                _ => {
                    sample.push(&mut joined);
                    last = Some(sample);
                }
            }
        }
        let chunks = encode(&joined, CutRule::Merge, FloatEncoding::Xor);
        let chunks = chunks.map_err(|error| Error::Append { labels: self.labels.clone(), error })?;
        self.pieces.extend(chunks.into_iter().map(Piece::Rewritten));
        Ok(())
    }
}
