//! Write-ahead logs: the WAL, the out-of-order WBL, checkpoints and the segments of memory snapshots.
//!
//! ```text
//! segment file:  page (32 KiB) │ page │ … │ page, cut or padded with zeros
//! page:          fragment │ fragment │ … │ zeros
//! fragment:      type 1 │ length 2 │ CRC-32C of the bytes 4 │ bytes (≤ 32 761)
//!                type: bits 0-2: 1 whole record, 2 first, 3 middle, 4 last, 0 rest of the page is zero;
//!                      bit 3: the record is snappy-compressed, bit 4: zstd-compressed
//! record:        its fragments joined, then decompressed: kind 1 │ body
//! ```
//! A segment is mapped ([`Segment`]), cut into records ([`RecordReader`]) and decoded ([`Record`]); [`decode_records`]
//! does that for many segments with the decoding spread over threads. What the records mean for series is the head's
//! business. [`survey()`], [`LogCounter`] and [`visit_records`] look at logs for people, past damage too. Nothing here writes, and a record is never applied before everything in front of it.

mod compression;
mod count;
mod error;
mod histogram;
mod logs;
mod pipeline;
mod reader;
mod record;
mod segment;
mod survey;
mod visit;

pub use compression::Compression;
pub use count::{EntryCounts, LogCounter};
pub use error::{Corruption, WalError};
pub use logs::{Log, LogKind, find_logs, is_live};
pub use pipeline::decode_records;
pub use reader::{RecordReader, StoredRecord};
pub(crate) use record::read_labels;
pub use record::{
    ChunkMarker, Exemplar, FloatSample, HistogramSample, Record, RecordError, RecordKind, SeriesMetadata, SeriesRecord,
    Tombstone,
};
pub use segment::{Checkpoint, Segment, SegmentFile, last_checkpoint, segment_files};
pub use survey::{LogSurvey, Loss, SegmentSurvey, survey};
pub use visit::{Damage, Visited, visit_records};
