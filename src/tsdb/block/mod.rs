//! Blocks: immutable directories of series over some hours, days or weeks.
//!
//! ```text
//! 01M81EAGVC7XE2T8RHPQAXCRFW/
//!   meta.json      what it holds and where it comes from ([`BlockMeta`])
//!   index          labels → series → places of chunks ([`index`])
//!   chunks/000001  the chunks ([`ChunkSegments`])
//!   tombstones     what counts as deleted ([`Tombstones`])
//! ```
//! Everything but `meta.json` and tombstones is mapped and read where it lies. An open block never writes into its
//! directory and knows nothing of the blocks beside it; new ones are made by [`BlockWriter`].

pub(in crate::tsdb) mod chunks;
mod clip;
pub mod index;
mod matching;
mod meta;
mod open;
mod source;
mod tombstones;
mod ulid;
mod write;

pub use chunks::{ChunkHeader, ChunkSegments, RawChunk};
pub use clip::{Clip, ClippedChunk};
pub use matching::matching_series;
pub use meta::{BlockMeta, BlockStats, Compaction, Parent};
pub use open::{Block, BlockSizes};
pub use source::BlockSeries;
pub use tombstones::{Intervals, Tombstones};
pub use ulid::{InvalidUlid, Ulid};
pub use write::{BlockChunk, BlockWriter, FramedChunk, PreparedBlock, SymbolMap, SymbolTable, WriteOptions};
