//! The symbol table of a block that is being written.

use crate::{
    io::{
        bytes::{ByteCursor, put_uvarint},
        crc32c::crc32c,
    },
    tsdb::{Error, block::index::Index},
};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, binary_heap::PeekMut},
    hash::BuildHasher,
    path::Path,
};

/// Bytes before the first symbol: length and count.
const HEADER_BYTES: usize = 8;

/// Every label name and value once, sorted, with its number; the empty text is always number 0.
///
/// In memory it is the section of the index, `length (u32) │ count (u32) │ texts │ CRC (u32)`, with four bytes more a
/// symbol.
#[derive(Debug)]
pub struct SymbolTable {
    section: Vec<u8>,
    /// Where in the section each symbol begins.
    begins: Vec<u32>,
    /// The numbers by text, if symbols are to be looked up.
    numbers: Option<(HashTable<u32>, DefaultHashBuilder)>,
}

/// What the symbols of a block are called in the table of another one: the new number by the old one.
#[derive(Debug)]
pub struct SymbolMap(Vec<u32>);

impl SymbolMap {
    /// The new number of a symbol.
    pub fn get(&self, number: u32) -> Option<u32> {
        self.0.get(number as usize).copied()
    }
}

impl SymbolTable {
    /// Sorts and numbers `symbols`.
    pub fn of<'s>(symbols: impl IntoIterator<Item = &'s str>) -> Result<SymbolTable, Error> {
        let mut sorted: Vec<&str> = symbols.into_iter().collect();
        if !sorted.is_sorted() {
            sorted.sort_unstable();
        }
        sorted.dedup();
        let mut table = SymbolTable::begin();
        sorted.into_iter().filter(|symbol| !symbol.is_empty()).try_for_each(|symbol| table.push(symbol))?;
        table.end()?;
        let hasher = DefaultHashBuilder::default();
        let mut numbers = HashTable::with_capacity(table.begins.len());
        let hash = |number: u32| hasher.hash_one(table.text(number));
        for number in 0..table.begins.len() as u32 {
            numbers.insert_unique(hash(number), number, |&other| hash(other));
        }
        table.numbers = Some((numbers, hasher));
        Ok(table)
    }

    /// The symbols of several blocks, and for each of these how to get from its numbers to those of the union. The
    /// union cannot be asked for texts' numbers.
    pub fn union(indexes: &[&Index]) -> Result<(SymbolTable, Vec<SymbolMap>), Error> {
        let mut table = SymbolTable::begin();
        let mut maps: Vec<SymbolMap> =
            indexes.iter().map(|index| SymbolMap(Vec::with_capacity(index.symbol_count()))).collect();
        let mut inputs: Vec<_> = indexes.iter().map(|index| index.symbols()).collect();
        let mut next = |input: usize| Some(Reverse((inputs.get_mut(input)?.next()?, input)));
        let mut heap: BinaryHeap<Reverse<(&str, usize)>> = (0..indexes.len()).filter_map(&mut next).collect();
        let mut last = "";
        while let Some(mut top) = heap.peek_mut() {
            let Reverse((symbol, input)) = *top;
            if symbol > last {
                table.push(symbol)?;
                last = symbol;
            }
            if let Some(SymbolMap(map)) = maps.get_mut(input) {
                map.push(table.begins.len() as u32 - 1);
            }
            match next(input) {
                Some(Reverse((following, _))) if following <= symbol => {
                    let (path, offset) =
                        indexes.get(input).map_or((Path::new(""), 0), |index| (index.path(), index.toc().symbols));
                    return Err(Error::corrupt(path, offset, format!("symbol {following:?} out-of-order")));
                }
                Some(following) => *top = following,
                None => drop(PeekMut::pop(top)),
            }
        }
        table.end()?;
        Ok((table, maps))
    }

    fn begin() -> SymbolTable {
        let mut section = vec![0; HEADER_BYTES];
        put_uvarint(&mut section, 0);
        SymbolTable { section, begins: vec![HEADER_BYTES as u32], numbers: None }
    }

    fn push(&mut self, symbol: &str) -> Result<(), Error> {
        self.begins.push(self.section_length()?);
        put_uvarint(&mut self.section, symbol.len() as u64);
        self.section.extend_from_slice(symbol.as_bytes());
        Ok(())
    }

    /// Bytes so far, which an offset has to be able to name; there are fewer symbols than that.
    fn section_length(&self) -> Result<u32, Error> {
        let length = self.section.len();
        let too_long =
            |_| Error::corrupt("index", 0, format!("symbol table size exceeds {} bytes: {length}", u32::MAX));
        u32::try_from(length).map_err(too_long)
    }

    fn end(&mut self) -> Result<(), Error> {
        let length = self.section_length()? - 4;
        let count = self.begins.len() as u32;
        self.section[..4].copy_from_slice(&length.to_be_bytes());
        self.section[4..HEADER_BYTES].copy_from_slice(&count.to_be_bytes());
        let checksum = crc32c(&self.section[4..]);
        self.section.extend_from_slice(&checksum.to_be_bytes());
        Ok(())
    }

    /// The section of the index.
    pub(super) fn section(&self) -> &[u8] {
        &self.section
    }

    /// The number of a symbol.
    pub(super) fn get(&self, symbol: &str) -> Option<u32> {
        let (numbers, hasher) = self.numbers.as_ref()?;
        numbers.find(hasher.hash_one(symbol), |&number| self.text(number) == symbol).copied()
    }

    /// The symbol with this number.
    pub(super) fn text(&self, number: u32) -> &str {
        let begin = self.begins.get(number as usize).map_or(usize::MAX, |&begin| begin as usize);
        let rest = self.section.get(begin..).unwrap_or_default();
        ByteCursor::new(rest, 0).text().unwrap_or_default()
    }
}
