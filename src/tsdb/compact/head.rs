//! The head of a stopped server into blocks.
//!
//! As the server does it, in-order samples become one block a window, and out-of-order ones others, which say so in
//! their hints and overlap the former until they are merged. Unlike the server, which keeps the newest samples in
//! memory, everything goes; so the last block of each kind ends with the newest sample: a server that starts again takes
//! no sample before the end of its blocks.

use super::{
    chunks::{Part, PartError, merge_chunks},
    merge::{MergeOptions, MergeProgress},
    plan::window_of,
};
use crate::{
    model::labels::Labels,
    tsdb::{
        Error,
        append::CompletedChunk,
        block::{BlockChunk, BlockMeta, BlockWriter, Clip, Compaction, Parent, PreparedBlock, Ulid},
        head::Head,
    },
};
use rayon::prelude::*;
use std::{collections::BTreeSet, path::Path};

/// Blocks that are written at a time, each with its files open.
const BLOCKS_AT_A_TIME: usize = 32;
/// Series that are read together.
const BATCH: usize = 512;
/// A chunk over more windows than this has wrong times.
const MOST_WINDOWS: i64 = 10_000;

/// A block that is to be made of the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadBlock {
    /// First time, inclusive.
    pub min_time: i64,
    /// Last time, exclusive.
    pub max_time: i64,
    /// Whether it gets the out-of-order samples, or the others.
    pub out_of_order: bool,
}

impl HeadBlock {
    /// What the block says of itself, but for identity and numbers.
    pub fn meta(&self) -> BlockMeta {
        let HeadBlock { min_time, max_time, out_of_order } = *self;
        let mut compaction = Compaction { level: 1, ..Compaction::default() };
        if out_of_order {
            // Prometheus gives such a block an empty parent.
            compaction.parents = vec![Parent::default()];
            compaction.hints = vec!["from-out-of-order".into()];
        }
        BlockMeta { min_time, max_time, compaction, ..BlockMeta::default() }
    }
}

/// The blocks that a head becomes, in-order ones first, each kind in the order of time; `block_range` is the server's
/// length of a head block. Some of them may turn out to be empty.
pub fn head_blocks(head: &Head, block_range: i64) -> Result<Vec<HeadBlock>, Error> {
    let block_range = block_range.max(1);
    let (in_order_min, in_order_max) = head.in_order_times().unwrap_or((i64::MAX, i64::MIN));
    let mut newest = in_order_max;
    let mut windows = BTreeSet::new();
    let mut too_long = None;
    for number in head.numbers_by_labels() {
        for out_of_order in [false, true] {
            let first_wanted = if out_of_order { i64::MIN } else { in_order_min };
            head.times_at(number, out_of_order, &mut |first, last| {
                newest = newest.max(last);
                let first = first.max(first_wanted);
                if first > last {
                    return;
                }
                let (mut begin, last_begin) = (window_of(first, block_range).0, window_of(last, block_range).0);
                if last_begin.saturating_sub(begin) / block_range > MOST_WINDOWS {
                    too_long = Some((first, last));
                    return;
                }
                while begin <= last_begin {
                    windows.insert((out_of_order, begin));
                    begin = begin.saturating_add(block_range);
                }
            });
        }
    }
    if let Some((first, last)) = too_long {
        return Err(Error::corrupt("chunks_head", 0, format!("a chunk lasts from {first} to {last}")));
    }
    let end = newest.saturating_add(1);
    let block = |(out_of_order, begin): (bool, i64)| HeadBlock {
        min_time: if out_of_order { begin } else { begin.max(in_order_min) },
        max_time: begin.saturating_add(block_range).min(end),
        out_of_order,
    };
    Ok(windows.into_iter().map(block).collect())
}

/// Writes those blocks into the directory `data`; the empty ones are left out. The head stays as it is.
pub fn write_head(
    data: &Path,
    head: &Head,
    (blocks, block_range): (&[HeadBlock], i64),
    options: &MergeOptions,
    progress: &mut dyn FnMut(MergeProgress),
) -> Result<Vec<PreparedBlock>, Error> {
    let numbers = head.numbers_by_labels();
    let mut prepared = Vec::new();
    let mut done = MergeProgress::default();
    for blocks in blocks.chunks(BLOCKS_AT_A_TIME) {
        let texts = || numbers.iter().filter_map(|&number| head.labels_at(number)).flat_map(Labels::iter);
        let writer = |_| {
            let symbols = texts().flat_map(|(name, value)| [name, value]);
            BlockWriter::create(data, Ulid::generate(), symbols, &options.write)
        };
        let mut writers = blocks.iter().map(writer).collect::<Result<Vec<_>, _>>()?;
        for batch in numbers.chunks(BATCH) {
            let read = |&number: &u32| chunks_by_block(head, number, blocks, block_range, options);
            let read: Vec<_> = batch.par_iter().map(read).collect();
            for (&number, parts) in batch.iter().zip(read) {
                let Some(labels) = head.labels_at(number) else { continue };
                for (writer, chunks) in writers.iter_mut().zip(parts?) {
                    if !chunks.is_empty() {
                        let chunks: Vec<BlockChunk<'_>> = chunks.iter().map(BlockChunk::from).collect();
                        writer.add_series(labels, &chunks)?;
                    }
                }
            }
            let samples = writers.iter().map(|writer| writer.stats().num_samples).sum::<u64>();
            progress(MergeProgress { samples: done.samples + samples, series: done.series + batch.len() as u64 });
        }
        for (block, writer) in blocks.iter().zip(writers) {
            if !writer.is_empty() {
                done.samples += writer.stats().num_samples;
                prepared.push(writer.finish(block.meta())?);
            }
        }
    }
    Ok(prepared)
}

/// The chunks of a series for each of the blocks.
fn chunks_by_block(
    head: &Head,
    number: u32,
    blocks: &[HeadBlock],
    block_range: i64,
    options: &MergeOptions,
) -> Result<Vec<Vec<CompletedChunk>>, Error> {
    let deleted = head.deletions_at(number);
    let in_order = head.chunks_at(number, block_range)?;
    let out_of_order = head.out_of_order_chunks_at(number)?;
    let clipped = |chunks: &[CompletedChunk], block: &HeadBlock| {
        let clip = Clip { min_time: block.min_time, max_time: block.max_time.saturating_sub(1), deleted };
        let parts = chunks.iter().map(|chunk| clip.completed(chunk));
        parts.collect::<Result<Vec<_>, _>>().map(|parts| parts.into_iter().flatten().collect::<Vec<_>>())
    };
    let of_block = |block: &HeadBlock| {
        if !block.out_of_order {
            return clipped(&in_order, block);
        }
        let lists = out_of_order
            .iter()
            .map(|chunks| clipped(chunks, block).map(|chunks| chunks.into_iter().map(Part::Made).collect::<Vec<_>>()));
        let merged = merge_chunks(lists.collect::<Result<_, _>>()?, options.float_encoding);
        let merged = merged.map_err(|error| match error {
            PartError::Storage(error) => error,
            PartError::Append(error) => {
                Error::Append { labels: head.labels_at(number).cloned().unwrap_or_default(), error }
            }
        })?;
        Ok(merged.into_iter().filter_map(Part::into_made).collect())
    };
    blocks.iter().map(of_block).collect()
}
