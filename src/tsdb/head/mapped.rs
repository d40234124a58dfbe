//! The chunks of `chunks_head` by series, waiting for the WAL to say which series those are.

use super::chunk_files::MappedChunk;
use crate::{model::sample::Timestamp, tsdb::Error};
use hashbrown::HashMap;

/// The chunks of one series.
#[derive(Clone, Debug, Default)]
pub(super) struct SeriesChunks {
    /// In order of time, not overlapping.
    pub(super) in_order: Vec<MappedChunk>,
    /// In the order in which they were written.
    pub(super) out_of_order: Vec<MappedChunk>,
}

/// Groups chunks by series reference. In-order chunks that end before `min_valid_time` lie in blocks already and are
/// left out. A series' in-order chunks that are not in order mean that the files cannot be trusted.
pub(super) fn group(chunks: &[MappedChunk], min_valid_time: Timestamp) -> Result<HashMap<u64, SeriesChunks>, Error> {
    let mut grouped = HashMap::<u64, SeriesChunks>::new();
    for chunk in chunks {
        if chunk.out_of_order {
            grouped.entry(chunk.series).or_default().out_of_order.push(*chunk);
        } else if chunk.max_time >= min_valid_time {
            let in_order = &mut grouped.entry(chunk.series).or_default().in_order;
            if let Some(last) = in_order.last()
                && last.max_time >= chunk.min_time
            {
                let what = format!(
                    "out of sequence m-mapped chunk for series ref {}, last chunk: [{}, {}], new: [{}, {}]",
                    chunk.series, last.min_time, last.max_time, chunk.min_time, chunk.max_time
                );
                return Err(Error::corrupt("chunks_head", chunk.reference & 0xFFFF_FFFF, what));
            }
            in_order.push(*chunk);
        }
    }
    Ok(grouped)
}
