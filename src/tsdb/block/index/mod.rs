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
mod salvage;
mod scan;
mod section;
mod series;
mod symbols;
mod toc;

pub use postings::{Postings, difference, intersection, union};
pub(in crate::tsdb) use postings_table::{Entry, read_entry};
pub use reader::Index;
pub(in crate::tsdb) use reader::{HEADER_BYTES, MAGIC, header};
pub(in crate::tsdb) use salvage::SalvagedIndex;
pub(in crate::tsdb) use scan::{Scan, scan_series, series_alignment};
pub(in crate::tsdb) use section::Section;
pub(in crate::tsdb) use series::RawSeries;
pub use series::{ChunkMeta, ChunkMetas, SeriesEntry};
pub(in crate::tsdb) use toc::TOC_BYTES;
pub use toc::Toc;
