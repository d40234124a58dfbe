//! The chunks of one series out of several blocks.
//!
//! A chunk that overlaps no other one is passed on as it is. Those that do overlap are decoded, merged sample by sample,
//! and encoded again in chunks of 120 samples, exactly as `storage/merge.go` does it, so that the bytes are the same: the
//! heap's order decides which of several samples at one time stays.

use super::walk::Input;
use crate::{
    model::sample::SampleColumns,
    tsdb::{
        Error,
        append::{AppendError, CompletedChunk, CutRule, FloatEncoding, encode},
        block::{BlockChunk, ClippedChunk, FramedChunk, RawChunk},
        chunk::decode,
        merge::{GoHeap, merge_columns},
    },
};

/// A chunk of the output.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// As it lies in an input, with the times of its first and last sample.
    Copied(RawChunk<'a>, (i64, i64)),
    /// Encoded for the output.
    Made(CompletedChunk),
}

/// Why chunks could not be merged.
#[derive(Debug)]
pub(super) enum PartError {
    /// An input cannot be read.
    Storage(Error),
    /// The merged samples cannot be stored.
    Append(AppendError),
}

impl From<Error> for PartError {
    fn from(error: Error) -> PartError {
        PartError::Storage(error)
    }
}

impl From<AppendError> for PartError {
    fn from(error: AppendError) -> PartError {
        PartError::Append(error)
    }
}

impl Part<'_> {
    fn times(&self) -> (i64, i64) {
        match self {
            Part::Copied(_, times) => *times,
            Part::Made(chunk) => (chunk.min_time, chunk.max_time),
        }
    }

    fn data(&self) -> &[u8] {
        match self {
            Part::Copied(chunk, _) => chunk.data,
            Part::Made(chunk) => &chunk.data,
        }
    }

    /// The chunk as a writer takes it.
    pub(super) fn framed(&self) -> FramedChunk<'_> {
        match self {
            Part::Copied(chunk, (min_time, max_time)) => FramedChunk::copied(chunk, *min_time, *max_time),
            Part::Made(chunk) => BlockChunk::from(chunk).into(),
        }
    }

    /// The chunk, if it was encoded for the output.
    pub(super) fn into_made(self) -> Option<CompletedChunk> {
        match self {
            Part::Copied(..) => None,
            Part::Made(chunk) => Some(chunk),
        }
    }

    fn samples(&self) -> Result<SampleColumns, Error> {
        let mut columns = SampleColumns::default();
        match self {
            Part::Copied(chunk, _) => {
                decode(chunk.encoding, chunk.data, &mut columns).map_err(|error| chunk.error(error))?;
            }
            Part::Made(chunk) => {
                let unreadable = |error| Error::Chunk { path: Default::default(), offset: 0, error };
                decode(chunk.encoding, &chunk.data, &mut columns).map_err(unreadable)?;
            }
        }
        Ok(columns)
    }
}

/// What stays of the chunks of a series of one input.
pub(super) fn chunks_of<'a>(input: &Input<'a>, series: u32) -> Result<Vec<Part<'a>>, Error> {
    let entry = input.block.index().verified_series(series)?;
    let clip = input.clip(series);
    let mut parts = Vec::with_capacity(entry.chunk_count());
    for meta in entry.chunks() {
        let meta = meta?;
        match clip.read(input.block.chunks(), &meta)? {
            ClippedChunk::Whole(chunk) => parts.push(Part::Copied(chunk, (meta.min_time, meta.max_time))),
            ClippedChunk::Rewritten(chunks) => parts.extend(chunks.into_iter().map(Part::Made)),
        }
    }
    Ok(parts)
}

/// The chunks of one input that are still to come.
struct Queue<'a> {
    next: Part<'a>,
    rest: std::vec::IntoIter<Part<'a>>,
}

impl<'a> Queue<'a> {
    fn new(parts: Vec<Part<'a>>) -> Option<Queue<'a>> {
        let mut rest = parts.into_iter();
        Some(Queue { next: rest.next()?, rest })
    }

    /// The next chunk, and what remains.
    fn take(mut self) -> (Part<'a>, Option<Queue<'a>>) {
        match self.rest.next() {
            Some(next) => (self.next, Some(Queue { next, rest: self.rest })),
            None => (self.next, None),
        }
    }
}

/// Merges the chunks of a series, which each input has in the order of time. The order of the inputs matters for which
/// of several samples at one time stays.
pub(super) fn merge_chunks(mut inputs: Vec<Vec<Part<'_>>>, floats: FloatEncoding) -> Result<Vec<Part<'_>>, PartError> {
    if one_after_another(&mut inputs) {
        return Ok(inputs.into_iter().flatten().collect());
    }
    let mut heap = GoHeap::<Queue<'_>>::new(|a, b| a.next.times() < b.next.times());
    inputs.into_iter().filter_map(Queue::new).for_each(|queue| heap.push(queue));
    let mut merged = Vec::new();
    while let Some(queue) = heap.pop() {
        let (first, rest) = queue.take();
        rest.into_iter().for_each(|rest| heap.push(rest));
        let mut end = first.times().1;
        let mut overlapping: Vec<Part<'_>> = Vec::new();
        while heap.top().is_some_and(|top| top.next.times().0 <= end)
            && let Some(queue) = heap.pop()
        {
            let (next, rest) = queue.take();
            rest.into_iter().for_each(|rest| heap.push(rest));
            let last = overlapping.last().unwrap_or(&first);
            if last.times() != next.times() || last.data() != next.data() {
                end = end.max(next.times().1);
                overlapping.push(next);
            }
        }
        if overlapping.is_empty() {
            merged.push(first);
            continue;
        }
        overlapping.push(first);
        let columns = overlapping.iter().map(Part::samples).collect::<Result<Vec<_>, _>>()?;
        let mut together = SampleColumns::default();
        merge_columns(&columns, &mut together);
        let encoded = encode(&together, CutRule::Merge, floats)?.into_iter().map(Part::Made).collect();
        // The first one is done; the last one may reach into what comes.
        if let Some((first, rest)) = Queue::new(encoded).map(Queue::take) {
            merged.push(first);
            rest.into_iter().for_each(|rest| heap.push(rest));
        }
    }
    Ok(merged)
}

/// Puts the inputs in the order of time, if no two of them overlap; then they can follow each other as they are.
fn one_after_another(inputs: &mut Vec<Vec<Part<'_>>>) -> bool {
    inputs.retain(|parts| !parts.is_empty());
    let range = |parts: &Vec<Part<'_>>| Some((parts.first()?.times().0, parts.last()?.times().1));
    let mut ranges: Vec<_> = inputs.iter().filter_map(range).collect();
    ranges.sort_unstable();
    let apart = ranges.windows(2).all(|pair| pair[0].1 < pair[1].0);
    if apart {
        inputs.sort_by_key(range);
    }
    apart
}
