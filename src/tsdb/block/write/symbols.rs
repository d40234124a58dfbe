//! The symbol table of a block that is being written.

use crate::{
    io::{bytes::put_uvarint, crc32c::crc32c},
    tsdb::Error,
};
use std::{collections::HashMap, path::Path};

/// Every label name and value once, sorted, with its number.
#[derive(Debug)]
pub(super) struct SymbolNumbers {
    numbers: HashMap<Box<str>, u32>,
}

impl SymbolNumbers {
    /// Sorts and numbers `symbols`; the empty text is always the first.
    ///
    /// Returns the section of the index too: `length (u32) │ count (u32) │ texts │ CRC (u32)`.
    pub(super) fn of<'s>(
        symbols: impl IntoIterator<Item = &'s str>,
        path: &Path,
    ) -> Result<(SymbolNumbers, Vec<u8>), Error> {
        let mut sorted: Vec<&str> = std::iter::once("").chain(symbols).collect();
        if !sorted.is_sorted() {
            sorted.sort_unstable();
        }
        sorted.dedup();
        let too_many = |_| Error::corrupt(path, 0, "more than 4,294,967,295 symbols");
        let count = u32::try_from(sorted.len()).map_err(too_many)?;
        let mut section = vec![0; 4];
        section.extend_from_slice(&count.to_be_bytes());
        for symbol in &sorted {
            put_uvarint(&mut section, symbol.len() as u64);
            section.extend_from_slice(symbol.as_bytes());
        }
        let length = section.len() - 4;
        let too_long = |_| Error::corrupt(path, 0, format!("symbol table size exceeds {} bytes: {length}", u32::MAX));
        let length = u32::try_from(length).map_err(too_long)?;
        let checksum = crc32c(&section[4..]);
        section[..4].copy_from_slice(&length.to_be_bytes());
        section.extend_from_slice(&checksum.to_be_bytes());
        let numbers = sorted.into_iter().zip(0..).map(|(symbol, number)| (symbol.into(), number)).collect();
        Ok((SymbolNumbers { numbers }, section))
    }

    /// The number of a symbol.
    pub(super) fn get(&self, symbol: &str) -> Option<u32> {
        self.numbers.get(symbol).copied()
    }

    /// The symbols by number.
    pub(super) fn texts(&self) -> Vec<&str> {
        let mut texts = vec![""; self.numbers.len()];
        for (text, &number) in &self.numbers {
            if let Some(slot) = texts.get_mut(number as usize) {
                *slot = text;
            }
        }
        texts
    }
}
