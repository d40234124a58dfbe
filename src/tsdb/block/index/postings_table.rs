//! The postings offset table: where the list of each label pair is.
//!
//! ```text
//! length (u32) │ count (u32) │ { 2 │ name │ value │ offset uvarint } × count │ CRC of count and entries (u32)
//!   name, value: length uvarint │ text
//! ```
//! It is sorted by name and value, except in version 1. The first entry, with empty name and value, is the list of all
//! series. In memory there is one position (four bytes) a label pair, so that a value is found by bisection.

use super::section;
use crate::{
    io::bytes::{ByteCursor, ByteError},
    tsdb::Error,
};
use std::{ops::Range, path::Path};

/// Positions of the table's entries, by name and value.
#[derive(Debug, Default)]
pub(super) struct PostingsTable {
    /// Where the contents of the section begin in the file.
    base: u64,
    /// Each entry's offset from `base`, in the order of name and value.
    positions: Vec<u32>,
    /// The names in ascending order, and where their values stand in `positions`.
    names: Vec<(Box<str>, Range<usize>)>,
}

/// One entry: a label pair and the offset of its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tsdb) struct Entry<'a> {
    pub(in crate::tsdb) name: &'a str,
    pub(in crate::tsdb) value: &'a str,
    pub(in crate::tsdb) offset: u64,
}

/// Reads an entry; the inner error is a number of keys other than two.
pub(in crate::tsdb) fn read_entry<'a>(cursor: &mut ByteCursor<'a>) -> Result<Result<Entry<'a>, u64>, ByteError> {
    let keys = cursor.uvarint()?;
    if keys != 2 {
        return Ok(Err(keys));
    }
    Ok(Ok(Entry { name: cursor.text()?, value: cursor.text()?, offset: cursor.uvarint()? }))
}

impl PostingsTable {
    pub(super) fn read(file: &[u8], path: &Path, offset: u64) -> Result<PostingsTable, Error> {
        let words = ("read postings table: invalid size", "read postings table: invalid checksum");
        let mut cursor = section::read(file, path, offset, words)?;
        let base = cursor.offset();
        let invalid = |error| Error::bytes(path, error, "read postings table");
        let count = cursor.u32().map_err(invalid)? as usize;
        // An entry has at least four bytes.
        if count > cursor.remaining() / 4 {
            let what = format!("read postings table: {count} entries in {} bytes", cursor.remaining());
            return Err(Error::corrupt(path, base, what));
        }
        let mut positions = Vec::with_capacity(count);
        let mut names = Vec::<(Box<str>, Range<usize>)>::new();
        let mut last = None;
        let mut sorted = true;
        for index in 0..count {
            let at = cursor.offset();
            let entry = read_entry(&mut cursor).map_err(invalid)?.map_err(|keys| {
                let what = format!("read postings table: unexpected number of keys for postings offset table {keys}");
                Error::corrupt(path, at, what)
            })?;
            positions.push((at - base) as u32);
            let pair = (entry.name, entry.value);
            sorted &= last.is_none_or(|last| last < pair);
            match names.last_mut() {
                Some((name, range)) if **name == *entry.name => range.end = index + 1,
                _ => names.push((entry.name.into(), index..index + 1)),
            }
            last = Some(pair);
        }
        let mut table = PostingsTable { base, positions, names };
        if !sorted {
            table.sort(file);
        }
        Ok(table)
    }

    /// Brings an unsorted table in order; of equal pairs the last one counts, as for Prometheus.
    fn sort(&mut self, file: &[u8]) {
        let read = |position| self.entry_at(file, position).map(|entry| ((entry.name, entry.value), position));
        let mut entries: Vec<_> = self.positions.iter().filter_map(|&position| read(position)).collect();
        // Equal pairs: the last one first, so that `dedup` keeps it.
        entries.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        entries.dedup_by_key(|entry| entry.0);
        let mut names = Vec::<(Box<str>, Range<usize>)>::new();
        for (index, ((name, _), _)) in entries.iter().enumerate() {
            match names.last_mut() {
                Some((last, range)) if **last == **name => range.end = index + 1,
                _ => names.push(((*name).into(), index..index + 1)),
            }
        }
        let positions = entries.iter().map(|&(_, position)| position).collect();
        (self.names, self.positions) = (names, positions);
    }

    fn entry_at<'a>(&self, file: &'a [u8], position: u32) -> Option<Entry<'a>> {
        let offset = self.base + u64::from(position);
        let rest = file.get(usize::try_from(offset).ok()?..)?;
        read_entry(&mut ByteCursor::new(rest, offset)).ok()?.ok()
    }

    /// The names in ascending order, with how many values each has; the empty name is left out.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, usize)> {
        let names = self.names.iter().map(|(name, range)| (&**name, range.len()));
        names.filter(|(name, _)| !name.is_empty())
    }

    fn positions_of(&self, name: &str) -> &[u32] {
        let index = self.names.binary_search_by(|(candidate, _)| (**candidate).cmp(name));
        let range = index.ok().and_then(|index| self.names.get(index)).map(|(_, range)| range.clone());
        range.and_then(|range| self.positions.get(range)).unwrap_or(&[])
    }

    /// The entries of a name, in ascending order of the values.
    pub(super) fn entries<'a>(&self, file: &'a [u8], name: &str) -> impl Iterator<Item = Entry<'a>> {
        self.positions_of(name).iter().filter_map(move |&position| self.entry_at(file, position))
    }

    /// The entry of one label pair.
    pub(super) fn find<'a>(&self, file: &'a [u8], name: &str, value: &str) -> Option<Entry<'a>> {
        let positions = self.positions_of(name);
        let index = positions
            .partition_point(|&position| self.entry_at(file, position).is_some_and(|entry| entry.value < value));
        let entry = self.entry_at(file, *positions.get(index)?)?;
        (entry.value == value).then_some(entry)
    }
}
