//! Writing a block: series in the order of their labels come in, with finished chunks; a directory comes out, whole or
//! not at all.
//!
//! ```text
//! symbols ─→ BlockWriter::create ─→ add_series × n ─→ finish ─→ PreparedBlock::commit
//!              <ULID>.tmp-for-creation/                            rename to <ULID>/
//!                chunks/000001  [`segments`]
//!                index          [`index`]
//!                tombstones, meta.json
//! ```
//! Chunks go to disk as they come; of the series only the postings stay in memory, four bytes a label. The bytes are
//! those that Prometheus 3.14 writes. Nothing here encodes samples or decides where a chunk ends.

mod block;
mod index;
mod postings;
mod segments;
mod symbols;
#[cfg(test)]
mod tests;

pub use block::{BlockChunk, BlockWriter, FramedChunk, PreparedBlock, WriteOptions};
pub use symbols::{SymbolMap, SymbolTable};
