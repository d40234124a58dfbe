//! The table of contents: the last 52 bytes of an index.
//!
//! ```text
//! symbols │ series │ label indices │ label offset table │ postings │ postings offset table │ CRC of these
//!    u64      u64         u64               u64             u64              u64                u32
//! ```

use crate::{
    io::{bytes::ByteCursor, crc32c::crc32c},
    tsdb::Error,
};
use std::path::Path;

/// Bytes of the table, its checksum included.
pub(in crate::tsdb) const TOC_BYTES: usize = 52;

/// Where the parts of an index begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Toc {
    /// The symbol table.
    pub symbols: u64,
    /// The series; up to 15 bytes of padding may follow.
    pub series: u64,
    /// The label indices (obsolete).
    pub label_indices: u64,
    /// The table of the label indices (obsolete).
    pub label_index_table: u64,
    /// The postings lists.
    pub postings: u64,
    /// The postings offset table.
    pub postings_table: u64,
}

impl Toc {
    /// The table with its checksum.
    pub(in crate::tsdb::block) fn to_bytes(self) -> [u8; TOC_BYTES] {
        let offsets =
            [self.symbols, self.series, self.label_indices, self.label_index_table, self.postings, self.postings_table];
        let mut bytes = [0; TOC_BYTES];
        for (slot, offset) in bytes.chunks_exact_mut(8).zip(offsets) {
            slot.copy_from_slice(&offset.to_be_bytes());
        }
        let checksum = crc32c(&bytes[..TOC_BYTES - 4]);
        bytes[TOC_BYTES - 4..].copy_from_slice(&checksum.to_be_bytes());
        bytes
    }

    /// Reads the end of `file` and verifies its checksum.
    pub(in crate::tsdb) fn read(file: &[u8], path: &Path) -> Result<Toc, Error> {
        let begin = file.len().saturating_sub(TOC_BYTES) as u64;
        let too_short = || Error::corrupt(path, begin, "read TOC: read TOC: invalid size");
        let toc = file.last_chunk::<TOC_BYTES>().ok_or_else(too_short)?;
        let (offsets, checksum) = toc.split_last_chunk::<4>().ok_or_else(too_short)?;
        let (got, expected) = (crc32c(offsets), u32::from_be_bytes(*checksum));
        if got != expected {
            let what = "read TOC: read TOC: invalid checksum";
            return Err(Error::ChecksumMismatch { path: path.into(), offset: begin, what, got, expected });
        }
        let mut cursor = ByteCursor::new(offsets, begin);
        let mut next = || cursor.u64().map_err(|error| Error::bytes(path, error, "read TOC"));
        Ok(Toc {
            symbols: next()?,
            series: next()?,
            label_indices: next()?,
            label_index_table: next()?,
            postings: next()?,
            postings_table: next()?,
        })
    }
}
