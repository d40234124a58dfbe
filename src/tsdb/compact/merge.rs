//! Several blocks into one: a stream of series goes in, a prepared block comes out.
//!
//! ```text
//! Walk: labels ─→ a batch of series ─→ their chunks, read and merged on all threads ─→ BlockWriter, in order
//! ```
//! While one batch is written, the next one is read. In memory there are two batches, of chunks only their places
//! unless they had to be encoded again, and the symbols; the chunks that are copied go from one mapped file to the
//! other. The output has the symbols of all inputs, used or not, as Prometheus' has.

use super::{
    chunks::{Part, PartError, chunks_of, merge_chunks},
    walk::{Gathered, Input, Walk},
};
use crate::tsdb::{
    Error,
    append::FloatEncoding,
    block::{Block, BlockMeta, BlockWriter, FramedChunk, PreparedBlock, SymbolTable, Ulid, WriteOptions},
};
use rayon::prelude::*;
use std::path::Path;

/// Series that are read together.
const BATCH: usize = 512;

/// How merged blocks are made.
#[derive(Clone, Copy, Debug, Default)]
pub struct MergeOptions {
    /// How the block lies on disk.
    pub write: WriteOptions,
    /// How floats are encoded where chunks are merged.
    pub float_encoding: FloatEncoding,
}

/// How far a merge has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MergeProgress {
    /// Samples written.
    pub samples: u64,
    /// Series written.
    pub series: u64,
}

/// A series that is ready to be written.
struct Ready<'a> {
    labels: Vec<(u32, u32)>,
    chunks: Result<Vec<Part<'a>>, PartError>,
}

/// Merges `blocks`, which are sorted by first time, into a new block in the directory `data`; deletions are applied,
/// and what lies outside of the times that `meta` says is left out. `None` if nothing is left.
pub fn merge_blocks(
    data: &Path,
    blocks: &[&Block],
    meta: BlockMeta,
    options: &MergeOptions,
    progress: &mut (dyn FnMut(MergeProgress) + Send),
) -> Result<Option<PreparedBlock>, Error> {
    let indexes: Vec<_> = blocks.iter().map(|block| block.index()).collect();
    let (symbols, maps) = SymbolTable::union(&indexes)?;
    let range = (meta.min_time, meta.max_time.saturating_sub(1));
    let inputs = blocks.iter().zip(maps).map(|(block, map)| Input::new(block, map, range));
    let inputs = inputs.collect::<Result<Vec<_>, _>>()?;
    let mut writer = BlockWriter::with_symbols(data, Ulid::generate(), symbols, &options.write)?;
    let mut walk = Walk::new(&inputs);
    let mut ready = read_batch(&mut walk, &inputs, options.float_encoding);
    loop {
        let batch = ready?;
        if batch.is_empty() {
            break;
        }
        let (written, next) = rayon::join(
            || {
                write_batch(&mut writer, batch)?;
                let stats = writer.stats();
                progress(MergeProgress { samples: stats.num_samples, series: stats.num_series });
                Ok::<(), Error>(())
            },
            || read_batch(&mut walk, &inputs, options.float_encoding),
        );
        written?;
        ready = next;
    }
    if writer.is_empty() {
        return Ok(None);
    }
    writer.finish(meta).map(Some)
}

fn read_batch<'a>(
    walk: &mut Walk<'a>,
    inputs: &'a [Input<'a>],
    floats: FloatEncoding,
) -> Result<Vec<Ready<'a>>, Error> {
    let mut batch = Vec::with_capacity(BATCH);
    while batch.len() < BATCH
        && let Some(series) = walk.next()?
    {
        batch.push(series);
    }
    let read = |Gathered { labels, members }: Gathered| {
        let read = |&(input, series): &(u32, u32)| inputs.get(input as usize).map(|input| chunks_of(input, series));
        let chunks = members.iter().filter_map(read).collect::<Result<Vec<_>, _>>();
        let chunks = chunks.map_err(PartError::from).and_then(|chunks| merge_chunks(chunks, floats));
        Ready { labels, chunks }
    };
    Ok(batch.into_par_iter().map(read).collect())
}

fn write_batch(writer: &mut BlockWriter, batch: Vec<Ready<'_>>) -> Result<(), Error> {
    for Ready { labels, chunks } in batch {
        let chunks = chunks.map_err(|error| match error {
            PartError::Storage(error) => error,
            PartError::Append(error) => Error::Append { labels: writer.labels(&labels), error },
        })?;
        // Of a series all of whose samples are deleted nothing is written.
        if !chunks.is_empty() {
            let chunks: Vec<FramedChunk<'_>> = chunks.iter().map(Part::framed).collect();
            writer.add_numbered_series(&labels, &chunks)?;
        }
    }
    Ok(())
}
