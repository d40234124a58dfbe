//! The symbol table: every label name and value of the block once, sorted.
//!
//! ```text
//! length (u32) │ count (u32) │ { length uvarint │ text } × count │ CRC of count and texts (u32)
//! ```
//! A reference is the number of the symbol; in version 1 it is the offset of the symbol in the file. All texts are
//! checked to be UTF-8 when the index is opened, so that a series that was found can always tell its labels.

use super::section::Section;
use crate::{io::bytes::ByteCursor, tsdb::Error};
use std::path::Path;

/// Where the symbols are.
#[derive(Debug)]
pub(super) struct Symbols {
    by_offset: bool,
    /// Where the contents of the section begin in the file.
    base: u64,
    /// Each symbol's offset from `base`, ascending.
    positions: Vec<u32>,
}

impl Symbols {
    /// Reads the table at `offset`; tells also where it ends.
    pub(super) fn read(file: &[u8], path: &Path, version: u8, offset: u64) -> Result<(Symbols, u64), Error> {
        let section = Section::at(file, path, offset, "read symbols: invalid size")?;
        section.verify(path, "read symbols: invalid checksum")?;
        let mut cursor = section.cursor();
        let base = cursor.offset();
        let invalid = |error| Error::bytes(path, error, "read symbols");
        let count = cursor.u32().map_err(invalid)? as usize;
        if count > cursor.remaining() {
            let what = format!("read symbols: {count} symbols in {} bytes", cursor.remaining());
            return Err(Error::corrupt(path, base, what));
        }
        let mut positions = Vec::with_capacity(count);
        for _ in 0..count {
            // The section's length is a u32, so its offsets are too.
            positions.push((cursor.offset() - base) as u32);
            cursor.text().map_err(invalid)?;
        }
        Ok((Symbols { by_offset: version == 1, base, positions }, section.end))
    }

    pub(super) fn len(&self) -> usize {
        self.positions.len()
    }

    /// The number of the symbol that a series or a label refers to as `reference`.
    pub(super) fn number(&self, reference: u64) -> Option<usize> {
        if self.by_offset {
            let position = u32::try_from(reference.checked_sub(self.base)?).ok()?;
            return self.positions.binary_search(&position).ok();
        }
        usize::try_from(reference).ok().filter(|&number| number < self.positions.len())
    }

    /// What a series calls the symbol with this number: the opposite of [`Symbols::number`].
    pub(super) fn reference(&self, number: usize) -> u64 {
        match self.positions.get(number).filter(|_| self.by_offset) {
            Some(position) => self.base + u64::from(*position),
            None => number as u64,
        }
    }

    /// The symbol with this number.
    pub(super) fn get<'a>(&self, file: &'a [u8], number: usize) -> Option<&'a str> {
        let offset = self.base + u64::from(*self.positions.get(number)?);
        let rest = file.get(usize::try_from(offset).ok()?..)?;
        ByteCursor::new(rest, offset).text().ok()
    }

    /// Whether `text` is a symbol; the table must be sorted, as it is from version 2 on.
    pub(super) fn contains(&self, file: &[u8], text: &str) -> bool {
        let number = self.lower_bound(file, text);
        self.get(file, number) == Some(text)
    }

    fn lower_bound(&self, file: &[u8], text: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.get(file, middle).is_some_and(|symbol| symbol < text) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}
