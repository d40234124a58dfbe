//! The samples of one series: finished chunks, the tail of the WAL, out-of-order chunks and buffers.
//!
//! Without out-of-order samples the pieces follow one another. With some, the pieces are sorted by their first time and
//! those that overlap are merged; the tail counts as open-ended, because the server goes on appending to it.

use super::{
    chunk_files::{ChunkFiles, MappedChunk},
    series::{HeadSeries, OutOfOrderBuffer},
};
use crate::{
    model::{
        sample::{SampleColumns, Timestamp},
        series::ReadCost,
    },
    tsdb::{Error, block::Intervals, merge::merge_columns},
};

/// What to read of a series.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReadRange {
    /// First time wanted.
    pub(super) min_time: Timestamp,
    /// Last time wanted.
    pub(super) max_time: Timestamp,
    /// In-order pieces that end before this lie in blocks.
    pub(super) in_order_min: Timestamp,
    /// Whether out-of-order pieces are wanted.
    pub(super) out_of_order: bool,
}

#[derive(Clone, Copy)]
enum Content<'a> {
    Chunk(&'a MappedChunk),
    Tail(&'a SampleColumns),
    Buffer(&'a OutOfOrderBuffer),
}

/// Samples that lie together.
#[derive(Clone, Copy)]
struct Piece<'a> {
    min_time: Timestamp,
    /// Time of the last sample; [`Timestamp::MAX`] for the tail.
    max_time: Timestamp,
    content: Content<'a>,
}

impl Piece<'_> {
    fn append_to(&self, files: &ChunkFiles, columns: &mut SampleColumns) -> Result<ReadCost, Error> {
        match self.content {
            Content::Chunk(chunk) => {
                files.decode(chunk, columns)?;
                return Ok(ReadCost { chunks: 1, bytes: chunk.data_len() });
            }
            Content::Tail(tail) => columns.extend_from_range(tail, Timestamp::MIN, Timestamp::MAX),
            Content::Buffer(buffer) => buffer.append_to(columns),
        }
        Ok(ReadCost { chunks: 1, bytes: 0 })
    }
}

/// The pieces of a series that reach into the range and are not deleted as a whole, in order of first time. Of pieces
/// that begin together the in-order one comes first, then out-of-order chunks as they were written.
fn pieces<'a>(series: &'a HeadSeries, range: ReadRange, deleted: Option<&Intervals>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let in_order_min = range.min_time.max(range.in_order_min);
    let mut add = |(first, last): (Timestamp, Timestamp), end: Timestamp, wanted_from: Timestamp, content| {
        let is_deleted = deleted.is_some_and(|deleted| deleted.contain_all(first, end));
        if first <= range.max_time && wanted_from <= last && !is_deleted {
            pieces.push(Piece { min_time: first, max_time: end, content });
        }
    };
    for chunk in &series.mapped {
        add((chunk.min_time, chunk.max_time), chunk.max_time, in_order_min, Content::Chunk(chunk));
    }
    if let Some(times) = series.tail.time_range() {
        add(times, Timestamp::MAX, in_order_min, Content::Tail(&series.tail));
    }
    if let Some(some) = series.out_of_order.as_ref().filter(|_| range.out_of_order) {
        for chunk in &some.mapped {
            add((chunk.min_time, chunk.max_time), chunk.max_time, range.min_time, Content::Chunk(chunk));
        }
        for buffer in some.full.iter().chain(&some.open) {
            if let Some(times) = buffer.time_range() {
                add(times, times.1, range.min_time, Content::Buffer(buffer));
            }
        }
        pieces.sort_by_key(|piece| piece.min_time);
    }
    pieces
}

/// Whether the series has anything in the range that is not deleted as a whole.
pub(super) fn is_within(series: &HeadSeries, range: ReadRange, deleted: Option<&Intervals>) -> bool {
    !pieces(series, range, deleted).is_empty()
}

/// Appends the series' samples in the range to `columns`.
pub(super) fn append_series(
    series: &HeadSeries,
    files: &ChunkFiles,
    range: ReadRange,
    deleted: Option<&Intervals>,
    columns: &mut SampleColumns,
) -> Result<ReadCost, Error> {
    let Some(deleted_times) = deleted else {
        let cost = append_pieces(series, files, range, None, columns)?;
        columns.trim(range.min_time, range.max_time);
        return Ok(cost);
    };
    // Whole histograms: what is deleted may be the one that the next one is to be compared with.
    let mut part = SampleColumns::default();
    let cost = append_pieces(series, files, range, deleted, &mut part)?;
    part.retain(|time| !deleted_times.contain(time));
    columns.extend_from_range(&part, range.min_time, range.max_time);
    Ok(cost)
}

fn append_pieces(
    series: &HeadSeries,
    files: &ChunkFiles,
    range: ReadRange,
    deleted: Option<&Intervals>,
    columns: &mut SampleColumns,
) -> Result<ReadCost, Error> {
    let mut cost = ReadCost::default();
    let pieces = pieces(series, range, deleted);
    let mut rest = &pieces[..];
    while let Some(first) = rest.first() {
        let mut end = first.max_time;
        let overlapping = 1 + rest[1..]
            .iter()
            .take_while(|piece| {
                let overlaps = series.out_of_order.is_some() && piece.min_time <= end;
                end = end.max(if overlaps { piece.max_time } else { end });
                overlaps
            })
            .count();
        let (together, after) = rest.split_at(overlapping);
        if together.len() == 1 {
            cost += first.append_to(files, columns)?;
        } else {
            let mut parts = Vec::with_capacity(together.len());
            for piece in together {
                let mut part = SampleColumns::default();
                cost += piece.append_to(files, &mut part)?;
                parts.push(part);
            }
            merge_columns(&parts, columns);
        }
        rest = after;
    }
    Ok(cost)
}
