//! The head: what a Prometheus server holds in memory, rebuilt from what it wrote down to be able to.
//!
//! ```text
//! chunk_snapshot.N.M/ ─┐ series with their open chunk, if the server wrote one when it stopped (`snapshot`)
//! chunks_head/NNNNNN ──┤ finished chunks, mapped and decoded only when read ([`ChunkFiles`])
//! wal/checkpoint.N/ ───┤ series and what was still needed of old segments
//! wal/NNNNNNNN ────────┤ series, samples, deletions, in order (`replay`)
//! wbl/NNNNNNNN ────────┘ samples that came out of order
//!                      → [`Head`]: series by reference, postings, deletions → [`SeriesSource`]
//! ```
//! The rules by which records become series are Prometheus' own (`replay` lists them). Unlike the server, reading
//! never repairs, deletes or writes a file: what a repair would throw away is left out and reported as a warning.
//!
//! [`SeriesSource`]: crate::model::series::SeriesSource

mod chunk_files;
mod chunks;
mod mapped;
mod open;
mod postings;
mod read;
mod replay;
mod reset;
mod select;
mod series;
mod snapshot;

pub use chunk_files::{ChunkFiles, MappedChunk};
pub use open::{DamagePolicy, Head, HeadOptions};
