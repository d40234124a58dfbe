//! What blocks consist of: promtool's text, tables for people, and JSON.

mod chunk_sizes;
mod json;
mod table;
mod text;

pub use chunk_sizes::write_chunk_sizes;
pub use json::write_json;
pub use table::write_tables;
pub use text::{write_heading, write_lists};

use crate::tsdb::{
    analysis::{Analysis, ChunkSizes},
    block::Block,
};

/// An analysis with what it is of.
#[derive(Clone, Copy, Debug)]
pub struct AnalyzedBlocks<'a> {
    /// The blocks.
    pub blocks: &'a [Block],
    /// The selector whose series were looked at, as given.
    pub matcher: Option<&'a str>,
    /// What they consist of.
    pub analysis: &'a Analysis<'a>,
    /// How large their chunks are, if that was asked for.
    pub chunk_sizes: Option<&'a ChunkSizes>,
}

/// How many series that last the whole range would leave as much time uncovered; as promtool computes it.
fn churned(uncovered: u64, analysis: &Analysis<'_>) -> u64 {
    (uncovered as f64 / analysis.max_time.wrapping_sub(analysis.min_time) as f64) as u64
}
