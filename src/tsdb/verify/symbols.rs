//! Checking the symbol table, and keeping it for the other checks.

use super::{advice, findings::FileFindings};
use crate::{
    io::bytes::{ByteCursor, ByteError},
    tsdb::block::index::Section,
};

/// The symbols of an index, as far as they can be read.
#[derive(Debug, Default)]
pub(super) struct SymbolTable<'a> {
    /// Where each symbol begins in the file; only in version 1, whose references are these.
    offsets: Option<Vec<u64>>,
    texts: Vec<&'a str>,
    /// Where the section ends.
    pub(super) end: u64,
}

impl<'a> SymbolTable<'a> {
    /// Reads and checks the table at `offset`. A wrong checksum does not end the reading.
    pub(super) fn read(file: &'a [u8], version: u8, offset: u64, findings: FileFindings<'_>) -> SymbolTable<'a> {
        let mut table = SymbolTable { offsets: (version == 1).then(Vec::new), end: offset, ..SymbolTable::default() };
        let section = match Section::at(file, findings.path, offset, "read symbols: invalid size") {
            Ok(section) => section,
            Err(error) => {
                findings.failure(&error, advice::NO_LABELS);
                return table;
            }
        };
        if let Err(error) = section.verify(findings.path, "symbol table: checksum mismatch") {
            findings.failure(&error, advice::NO_LABELS);
        }
        table.end = section.end;
        let mut cursor = section.cursor();
        let complete = table.read_texts(&mut cursor, findings);
        if let Err(error) = complete {
            findings.error(error.offset(), format!("symbol table: {error}"), advice::NO_LABELS);
        } else if !cursor.is_empty() {
            let what = format!("symbol table: {} bytes behind the last symbol", cursor.remaining());
            findings.error(cursor.offset(), what, advice::REPAIR);
        }
        table
    }

    fn read_texts(&mut self, cursor: &mut ByteCursor<'a>, findings: FileFindings<'_>) -> Result<(), ByteError> {
        for _ in 0..cursor.u32()? {
            let at = cursor.offset();
            let text = cursor.text()?;
            // Version 1 promises no order.
            if self.offsets.is_none()
                && let Some(last) = self.texts.last().filter(|&&last| last >= text)
            {
                let what = format!("symbol {text:?} is out of order: it follows {last:?}");
                findings.error(at, what, advice::REPAIR);
            }
            if let Some(offsets) = &mut self.offsets {
                offsets.push(at);
            }
            self.texts.push(text);
        }
        Ok(())
    }

    /// The number of the symbol that a series calls `reference`.
    pub(super) fn number(&self, reference: u64) -> Option<u32> {
        let number = match &self.offsets {
            Some(offsets) => offsets.binary_search(&reference).ok()?,
            None => usize::try_from(reference).ok().filter(|&number| number < self.texts.len())?,
        };
        u32::try_from(number).ok()
    }

    /// The text of a symbol, by number.
    pub(super) fn text(&self, number: u32) -> &'a str {
        self.texts.get(number as usize).copied().unwrap_or_default()
    }

    /// The symbol that a series calls `reference`.
    pub(super) fn symbol(&self, reference: u64) -> Option<&'a str> {
        self.number(reference).map(|number| self.text(number))
    }

    /// Whether nothing could be read.
    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}
