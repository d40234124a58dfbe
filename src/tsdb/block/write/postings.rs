//! The postings lists of a block that is being written: which series have which label pair.

use super::symbols::SymbolTable;
use crate::{
    io::{bytes::put_uvarint, crc32c::crc32c},
    tsdb::Error,
};
use hashbrown::HashMap;
use std::{
    io::{self, Write},
    path::Path,
};

/// Series numbers by label pair; pairs are numbers of symbols, series come in ascending order.
#[derive(Debug, Default)]
pub(super) struct PostingsBuilder {
    lists: HashMap<(u32, u32), Vec<u32>>,
    all: Vec<u32>,
}

impl PostingsBuilder {
    /// Notes that the next series begins; its number is larger than all before.
    pub(super) fn add_series(&mut self, series: u32, pairs: &[(u32, u32)]) {
        self.all.push(series);
        for pair in pairs {
            self.lists.entry(*pair).or_default().push(series);
        }
    }

    /// Writes the lists from `position` of the file on, and returns the contents of the postings offset table and the
    /// position after the last list.
    ///
    /// Symbols are sorted, so the order of their numbers is that of names and values.
    pub(super) fn write(
        self,
        symbols: &SymbolTable,
        file: &mut impl Write,
        mut position: u64,
        path: &Path,
    ) -> Result<(Vec<u8>, u64), Error> {
        let text = |number: u32| symbols.text(number);
        let mut lists: Vec<((u32, u32), Vec<u32>)> = self.lists.into_iter().collect();
        lists.sort_unstable_by_key(|(pair, _)| *pair);
        let mut table = Vec::new();
        let count = u32::try_from(lists.len() + 1);
        let count = count.map_err(|_| Error::corrupt(path, position, "more than 4,294,967,295 postings lists"))?;
        table.extend_from_slice(&count.to_be_bytes());
        let all = std::iter::once((("", ""), self.all));
        let lists = lists.into_iter().map(|((name, value), series)| ((text(name), text(value)), series));
        for ((name, value), series) in all.chain(lists) {
            let written = write_list(file, position, &series).map_err(|error| Error::io(path, error))?;
            put_uvarint(&mut table, 2);
            for text in [name, value] {
                put_uvarint(&mut table, text.len() as u64);
                table.extend_from_slice(text.as_bytes());
            }
            put_uvarint(&mut table, written.begin);
            position = written.end;
        }
        Ok((table, position))
    }
}

/// Where a list stands, without the padding before it.
struct Written {
    begin: u64,
    end: u64,
}

fn write_list(file: &mut impl Write, position: u64, series: &[u32]) -> io::Result<Written> {
    let padding = position.next_multiple_of(4) - position;
    // A block has fewer than 2^32 series of at least 16 bytes each within 64 GiB, so the length fits.
    let mut list = Vec::with_capacity(3 + 4 + 4 * (series.len() + 2));
    list.resize(padding as usize, 0);
    list.extend_from_slice(&(4 * (series.len() as u32 + 1)).to_be_bytes());
    let covered = list.len();
    list.extend_from_slice(&(series.len() as u32).to_be_bytes());
    list.extend(series.iter().flat_map(|number| number.to_be_bytes()));
    let checksum = crc32c(&list[covered..]);
    list.extend_from_slice(&checksum.to_be_bytes());
    file.write_all(&list)?;
    Ok(Written { begin: position + padding, end: position + list.len() as u64 })
}
