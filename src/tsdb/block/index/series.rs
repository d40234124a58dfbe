//! Series entries: labels as symbol references, and the chunks.
//!
//! ```text
//! padding to 16 │ length uvarint │ body │ CRC of the body (u32)
//! body:  label count │ { name reference │ value reference } × n │ chunk count │ chunks          (all uvarint)
//! chunk: first: first time varint │ duration uvarint │ reference uvarint
//!        later: time since the last chunk's end uvarint │ duration uvarint │ reference's difference varint
//! ```
//! A series is named by its offset divided by 16 (version 1: its offset).

use super::{Index, scan::series_alignment};
use crate::{
    io::{
        bytes::{ByteCursor, ByteError},
        crc32c::crc32c,
    },
    model::labels::Labels,
    tsdb::Error,
};
use std::path::Path;

/// A chunk of a series: its time range, both ends inclusive, and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChunkMeta {
    /// Time of the first sample.
    pub min_time: i64,
    /// Time of the last sample.
    pub max_time: i64,
    /// Segment number and offset; see [`ChunkSegments`](crate::tsdb::block::ChunkSegments).
    pub reference: u64,
}

impl ChunkMeta {
    /// Whether the chunk reaches into the closed range.
    pub fn overlaps(&self, min_time: i64, max_time: i64) -> bool {
        self.min_time <= max_time && min_time <= self.max_time
    }
}

/// A series entry as bytes: its frame has been read, its symbol references have not been looked up.
#[derive(Clone, Debug)]
pub(in crate::tsdb) struct RawSeries<'a> {
    path: &'a Path,
    label_count: usize,
    labels: ByteCursor<'a>,
    chunk_count: usize,
    chunks: ByteCursor<'a>,
    start: u64,
    end: u64,
}

impl<'a> RawSeries<'a> {
    /// Reads the entry that begins at `offset` of `file`; `verify` asks for the checksum too.
    pub(in crate::tsdb) fn read(
        file: &'a [u8],
        path: &'a Path,
        offset: u64,
        verify: bool,
    ) -> Result<RawSeries<'a>, Error> {
        let invalid = |error| Error::bytes(path, error, "read series");
        let rest = usize::try_from(offset).ok().and_then(|offset| file.get(offset..));
        let Some(rest) = rest else {
            return Err(Error::corrupt(path, offset, "read series: invalid size: beyond the end of the file"));
        };
        let mut cursor = ByteCursor::new(rest, offset);
        let body = cursor.byte_string().map_err(invalid)?;
        let begin = cursor.offset() - body.len() as u64;
        let expected = cursor.u32().map_err(invalid)?;
        let end = cursor.offset();
        if verify {
            let got = crc32c(body);
            if got != expected {
                let (path, what) = (path.into(), "read series: invalid checksum");
                return Err(Error::ChecksumMismatch { path, offset: begin, what, got, expected });
            }
        }
        let mut cursor = ByteCursor::new(body, begin);
        let label_count = count(&mut cursor, 2).map_err(invalid)?;
        let labels = cursor.clone();
        for _ in 0..2 * label_count {
            cursor.uvarint().map_err(invalid)?;
        }
        let chunk_count = count(&mut cursor, 3).map_err(invalid)?;
        Ok(RawSeries { path, label_count, labels, chunk_count, chunks: cursor, start: offset, end })
    }

    /// Where the entry ends, its checksum included.
    pub(in crate::tsdb) fn end(&self) -> u64 {
        self.end
    }

    /// The symbol references of the label pairs, in the order of the file.
    pub(in crate::tsdb) fn references(&self) -> impl Iterator<Item = (u64, u64)> + use<'a> {
        let mut cursor = self.labels.clone();
        (0..self.label_count).map_while(move |_| Some((cursor.uvarint().ok()?, cursor.uvarint().ok()?)))
    }

    /// Whether the body is a series entry from its first byte to its last, with symbols that `is_symbol` knows: what
    /// can be told without the checksum.
    pub(in crate::tsdb) fn is_plausible(&self, is_symbol: impl Fn(u64) -> bool) -> bool {
        let mut chunks = self.chunks();
        self.references().all(|(name, value)| is_symbol(name) && is_symbol(value))
            && chunks.by_ref().all(|chunk| chunk.is_ok())
            && chunks.cursor.is_empty()
    }

    /// The chunks in the order of the file.
    pub(in crate::tsdb) fn chunks(&self) -> ChunkMetas<'a> {
        ChunkMetas { path: self.path, cursor: self.chunks.clone(), left: self.chunk_count, last: None }
    }
}

/// A series as it stands in the index. Its checksum has been verified and its symbol references exist.
#[derive(Clone, Debug)]
pub struct SeriesEntry<'a> {
    index: &'a Index,
    raw: RawSeries<'a>,
}

impl<'a> SeriesEntry<'a> {
    /// Reads the entry that begins at `offset`.
    pub(super) fn read(index: &'a Index, file: &'a [u8], offset: u64) -> Result<SeriesEntry<'a>, Error> {
        let entry = SeriesEntry::parse(index, file, offset, true)?;
        let mut labels = entry.raw.labels.clone();
        for _ in 0..2 * entry.raw.label_count {
            let at = labels.offset();
            let reference = labels.uvarint().map_err(|error| Error::bytes(index.path(), error, "read series"))?;
            if index.symbols.number(reference).is_none() {
                let what = format!("read series: lookup label: unknown symbol offset {reference}");
                return Err(Error::corrupt(index.path(), at, what));
            }
        }
        Ok(entry)
    }

    /// Reads an entry; `verify` is for the first time.
    pub(super) fn parse(index: &'a Index, file: &'a [u8], offset: u64, verify: bool) -> Result<SeriesEntry<'a>, Error> {
        Ok(SeriesEntry { index, raw: RawSeries::read(file, index.path(), offset, verify)? })
    }

    /// The label pairs, in the order of the file (sorted by name).
    pub fn pairs(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let index = self.index;
        self.raw.references().map_while(move |(name, value)| Some((index.symbol(name)?, index.symbol(value)?)))
    }

    /// The label pairs as numbers of symbols, in the order of the file.
    pub fn pair_numbers(&self) -> impl Iterator<Item = (u32, u32)> + use<'a> {
        let index = self.index;
        let number = |reference| u32::try_from(index.symbols.number(reference)?).ok();
        self.raw.references().map_while(move |(name, value)| Some((number(name)?, number(value)?)))
    }

    /// Bytes of the entry in the file, with its length, its checksum, and the padding to the next one.
    pub fn size(&self) -> u64 {
        (self.raw.end - self.raw.start).next_multiple_of(series_alignment(self.index.version()))
    }

    /// The labels, materialised.
    pub fn labels(&self) -> Labels {
        // Blocks of other writers may hold empty values or another order; that is no reason to lose them.
        Labels::from_sorted(self.pairs()).unwrap_or_else(|| Labels::from_pairs(self.pairs()))
    }

    /// How many labels there are.
    pub fn label_count(&self) -> usize {
        self.raw.label_count
    }

    /// How many chunks there are.
    pub fn chunk_count(&self) -> usize {
        self.raw.chunk_count
    }

    /// The chunks in the order of time.
    pub fn chunks(&self) -> ChunkMetas<'a> {
        self.raw.chunks()
    }
}

/// A number of things of at least `bytes` bytes each, if so many can follow.
fn count(cursor: &mut ByteCursor<'_>, bytes: u64) -> Result<usize, ByteError> {
    let count = cursor.uvarint()?;
    let (needed, available) = (count.saturating_mul(bytes), cursor.remaining() as u64);
    if needed > available {
        return Err(ByteError::UnexpectedEnd { offset: cursor.offset(), needed, available });
    }
    Ok(count as usize)
}

/// Iterator over the chunks of a series; ends after the first error.
#[derive(Clone, Debug)]
pub struct ChunkMetas<'a> {
    path: &'a Path,
    cursor: ByteCursor<'a>,
    left: usize,
    last: Option<ChunkMeta>,
}

impl ChunkMetas<'_> {
    /// How many are still to come.
    pub(in crate::tsdb) fn left(&self) -> usize {
        self.left
    }

    /// How many bytes of the entry are not read yet.
    pub(in crate::tsdb) fn left_bytes(&self) -> usize {
        self.cursor.remaining()
    }

    fn read(&mut self) -> Result<ChunkMeta, ByteError> {
        let (min_time, reference) = match self.last {
            None => (self.cursor.varint()?, 0),
            Some(last) => (last.max_time.wrapping_add(self.cursor.uvarint()? as i64), last.reference),
        };
        let max_time = min_time.wrapping_add(self.cursor.uvarint()? as i64);
        let reference = match self.last {
            None => self.cursor.uvarint()?,
            Some(_) => reference.wrapping_add_signed(self.cursor.varint()?),
        };
        Ok(ChunkMeta { min_time, max_time, reference })
    }
}

impl Iterator for ChunkMetas<'_> {
    type Item = Result<ChunkMeta, Error>;

    fn next(&mut self) -> Option<Result<ChunkMeta, Error>> {
        self.left = self.left.checked_sub(1)?;
        let chunk = self.read();
        match &chunk {
            Ok(chunk) => self.last = Some(*chunk),
            Err(_) => self.left = 0,
        }
        Some(chunk.map_err(|error| Error::bytes(self.path, error, "read meta for chunk")))
    }
}
