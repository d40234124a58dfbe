//! The `index` of a block: which series there are, by which labels, and where their chunks lie.
//!
//! ```text
//! ┌────────┬──────────────┬────────┬────────────────┬────────────────────────┬─────┐
//! │ header │ symbol table │ series │ postings lists │ postings offset table  │ TOC │
//! └────────┴──────────────┴────────┴────────────────┴────────────────────────┴─────┘
//! header: 0xBAAAD700 (u32), version (u8)
//! ```
//! Files written before Prometheus 3.14 also have label indices; nothing reads them. Everything here points into the
//! mapped file: symbols are text slices, postings lists slices of big-endian numbers. In memory there are only the
//! positions of symbols and of the entries of the postings offset table, four bytes each.

mod postings;
mod postings_table;
mod reader;
mod section;
mod series;
mod symbols;
mod toc;

pub use postings::{Postings, difference, intersection, union};
pub use reader::Index;
pub(super) use reader::header;
pub use series::{ChunkMeta, ChunkMetas, SeriesEntry};
pub use toc::Toc;
