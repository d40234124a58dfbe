//! Opening an index and asking it.

use super::{
    Postings, SeriesEntry, Toc, postings_table::PostingsTable, scan::series_alignment, section, symbols::Symbols,
};
use crate::{
    io::{bytes::uvarint_len, mmap::Mmap},
    tsdb::Error,
};
use std::path::{Path, PathBuf};

/// The first bytes of an index.
pub(in crate::tsdb) const MAGIC: u32 = 0xBAAA_D700;
/// Bytes before the symbol table: magic and version.
pub(in crate::tsdb) const HEADER_BYTES: usize = 5;

/// The header of an index of version 2.
pub(in crate::tsdb) fn header() -> [u8; HEADER_BYTES] {
    let [m0, m1, m2, m3] = MAGIC.to_be_bytes();
    [m0, m1, m2, m3, 2]
}

/// An open index file.
#[derive(Debug)]
pub struct Index {
    pub(super) path: PathBuf,
    pub(super) file: Mmap,
    pub(super) version: u8,
    pub(super) toc: Toc,
    pub(super) symbols: Symbols,
    pub(super) table: PostingsTable,
}

impl Index {
    /// Opens the index at `path`: versions 1, 2 and 3. The checksums of the table of contents, the symbols and the
    /// postings offset table are verified here; those of series and postings lists when they are read.
    pub fn open(path: &Path) -> Result<Index, Error> {
        let file = Mmap::open(path).map_err(|error| Error::io(path, error))?;
        let Some(&[m0, m1, m2, m3, version]) = file.first_chunk::<HEADER_BYTES>() else {
            return Err(Error::corrupt(path, 0, "index header: invalid size"));
        };
        let magic = u32::from_be_bytes([m0, m1, m2, m3]);
        if magic != MAGIC {
            return Err(Error::corrupt(path, 0, format!("invalid magic number {magic:x}")));
        }
        if !(1..=3).contains(&version) {
            return Err(Error::corrupt(path, 4, format!("unknown index file version {version}")));
        }
        let toc = Toc::read(&file, path)?;
        let (symbols, _) = Symbols::read(&file, path, version, toc.symbols)?;
        let table = PostingsTable::read(&file, path, toc.postings_table)?;
        if version > 1 {
            for (name, _) in table.names() {
                if !symbols.contains(&file, name) {
                    let what = format!("reverse symbol lookup: unknown symbol {name:?}");
                    return Err(Error::corrupt(path, toc.postings_table, what));
                }
            }
        }
        Ok(Index { path: path.into(), file, version, toc, symbols, table })
    }

    /// The index file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Bytes of the file.
    pub fn file_size(&self) -> u64 {
        self.file.len() as u64
    }

    /// Version of the format: 1, 2 or 3.
    pub fn version(&self) -> u8 {
        self.version
    }

    /// Where the parts begin.
    pub fn toc(&self) -> &Toc {
        &self.toc
    }

    /// How many symbols there are.
    pub fn symbol_count(&self) -> usize {
        self.symbols.len()
    }

    /// All symbols, in the order of the table: sorted.
    pub fn symbols(&self) -> impl Iterator<Item = &str> {
        (0..self.symbols.len()).filter_map(|number| self.symbols.get(&self.file, number))
    }

    /// The symbol with this number, as [`SeriesEntry::pair_numbers`] counts them.
    pub fn symbol_at(&self, number: u32) -> Option<&str> {
        self.symbols.get(&self.file, number as usize)
    }

    /// Bytes of a reference to the symbol with this number.
    pub fn reference_bytes(&self, number: u32) -> u64 {
        uvarint_len(self.symbols.reference(number as usize))
    }

    /// The symbol that a series calls `reference`.
    pub fn symbol(&self, reference: u64) -> Option<&str> {
        self.symbols.get(&self.file, self.symbols.number(reference)?)
    }

    /// The label names, sorted, with how many values each has.
    pub fn label_names(&self) -> impl Iterator<Item = (&str, usize)> {
        self.table.names()
    }

    /// The values of a label, sorted; none if there is no such label.
    pub fn label_values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.table.entries(&self.file, name).map(|entry| entry.value)
    }

    /// The numbers of all series.
    pub fn all_postings(&self) -> Result<Postings<'_>, Error> {
        self.postings("", "")
    }

    /// The numbers of the series with this label pair; an unknown pair has none.
    pub fn postings(&self, name: &str, value: &str) -> Result<Postings<'_>, Error> {
        match self.table.find(&self.file, name, value) {
            Some(entry) => self.list_at(entry.offset),
            None => Ok(Postings::default()),
        }
    }

    /// The lists of all values of a label that pass `keep`, which is asked once a value.
    pub fn postings_where(&self, name: &str, mut keep: impl FnMut(&str) -> bool) -> Result<Vec<Postings<'_>>, Error> {
        let entries = self.table.entries(&self.file, name).filter(|entry| keep(entry.value));
        entries.map(|entry| self.list_at(entry.offset)).collect()
    }

    /// Bytes that a label takes in the file outside the series: its texts in the symbol table, its postings lists, and
    /// the entries of the offset table that lead to them.
    pub fn label_bytes(&self, name: &str) -> u64 {
        let text = |text: &str| uvarint_len(text.len() as u64) + text.len() as u64;
        let list = |offset: u64| {
            let frame = usize::try_from(offset).ok().and_then(|offset| self.file.get(offset..)?.first_chunk::<4>());
            // Length and checksum stand around the contents.
            frame.map_or(0, |length| 4 + u64::from(u32::from_be_bytes(*length)) + 4)
        };
        let entries = self.table.entries(&self.file, name);
        let values: u64 = entries
            .map(|entry| {
                let table = 1 + text(name) + text(entry.value) + uvarint_len(entry.offset);
                text(entry.value) + table + list(entry.offset)
            })
            .sum();
        text(name) + values
    }

    /// `length (u32) │ n (u32) │ n numbers (u32) │ CRC (u32)`
    fn list_at(&self, offset: u64) -> Result<Postings<'_>, Error> {
        let words = ("get postings entry: invalid size", "get postings entry: invalid checksum");
        let mut cursor = section::read(&self.file, &self.path, offset, words)?;
        let count = cursor.u32().map_err(|error| Error::bytes(&self.path, error, "get postings entry"))? as usize;
        let (numbers, odd) = cursor.rest().as_chunks::<4>();
        if numbers.len() != count || !odd.is_empty() {
            let what = format!(
                "decode postings: unexpected postings length, should be {} bytes for {count} postings, got {} bytes",
                4 * count as u64,
                cursor.remaining()
            );
            return Err(Error::corrupt(&self.path, offset, what));
        }
        Ok(Postings::from(numbers))
    }

    fn series_offset(&self, number: u32) -> u64 {
        u64::from(number) * series_alignment(self.version)
    }

    /// The series with this number, verified.
    pub fn series(&self, number: u32) -> Result<SeriesEntry<'_>, Error> {
        SeriesEntry::read(self, &self.file, self.series_offset(number))
    }

    /// The series with this number, which was verified before.
    pub fn verified_series(&self, number: u32) -> Result<SeriesEntry<'_>, Error> {
        SeriesEntry::parse(self, &self.file, self.series_offset(number), false)
    }
}
