//! Checking the label indices, which Prometheus wrote until 3.13 and which nothing reads any more.
//!
//! ```text
//! label index:        length (u32) │ 1 (u32) │ n (u32) │ n symbol references (u32) │ CRC (u32)
//! label offset table: length (u32) │ count (u32) │ { 1 │ name │ offset uvarint } × count │ CRC (u32)
//! ```

use super::{
    advice,
    findings::FileFindings,
    postings::Table,
    sections::{self, KnownOffsets},
    symbols::SymbolTable,
};
use crate::{
    io::bytes::{ByteCursor, ByteError},
    tsdb::block::index::{Section, Toc},
};

/// Checks both parts, if the index has them: that a name's values are those of the postings offset table.
pub(super) fn check(
    file: &[u8],
    toc: &Toc,
    symbols: &SymbolTable<'_>,
    postings: &Table<'_>,
    findings: FileFindings<'_>,
) {
    let mut entries = Vec::new();
    if toc.label_index_table < toc.postings_table {
        entries = read_table(file, toc, findings);
    } else if toc.label_indices < toc.postings {
        let what = "label indices without a label offset table";
        findings.warning(toc.label_indices, what, advice::REPAIR_INDEX);
    }
    let known: KnownOffsets = entries.iter().map(|&(_, offset)| offset).collect();
    let indices = sections::walk(file, (toc.label_indices, toc.postings), &known, "label index", findings);
    let values = postings.values();
    for (name, offset) in entries {
        let Some(section) = indices.get(&offset) else {
            if !(toc.label_indices..toc.postings).contains(&offset) {
                let what = format!("the label index of {name} should begin at {offset}, where none is");
                findings.warning(toc.label_index_table, what, advice::REPAIR_INDEX);
            }
            continue;
        };
        match read_values(section, symbols) {
            Some(found) if Some(&found) == values.get(name) => {}
            _ => {
                let what = format!("the label index of {name} has other values than the postings offset table");
                findings.warning(offset, what, advice::REPAIR_INDEX);
            }
        }
    }
}

fn read_table<'a>(file: &'a [u8], toc: &Toc, findings: FileFindings<'_>) -> Vec<(&'a str, u64)> {
    let section = match Section::at(file, findings.path, toc.label_index_table, "label offset table: invalid size") {
        Ok(section) => section,
        Err(error) => {
            findings.failure(&error, advice::REPAIR_INDEX);
            return Vec::new();
        }
    };
    if let Err(error) = section.verify(findings.path, "label offset table: checksum mismatch") {
        findings.failure(&error, advice::REPAIR_INDEX);
    }
    if section.end != toc.postings_table {
        let what = format!(
            "the label offset table ends at {}, the postings offset table begins at {}",
            section.end, toc.postings_table
        );
        findings.error(section.end, what, advice::REPAIR_INDEX);
    }
    let mut entries = Vec::new();
    if let Err(error) = read_entries(&mut section.cursor(), &mut entries) {
        findings.error(error.offset(), format!("label offset table: {error}"), advice::REPAIR_INDEX);
    }
    entries
}

fn read_entries<'a>(cursor: &mut ByteCursor<'a>, entries: &mut Vec<(&'a str, u64)>) -> Result<(), ByteError> {
    for _ in 0..cursor.u32()? {
        let _keys = cursor.uvarint()?;
        entries.push((cursor.text()?, cursor.uvarint()?));
    }
    Ok(())
}

/// The values of a label index, sorted.
fn read_values<'a>(section: &Section<'_>, symbols: &SymbolTable<'a>) -> Option<Vec<&'a str>> {
    let mut cursor = section.cursor();
    let (names, count) = (cursor.u32().ok()?, cursor.u32().ok()? as usize);
    let (references, odd) = cursor.rest().as_chunks::<4>();
    if names != 1 || references.len() != count || !odd.is_empty() {
        return None;
    }
    let value = |reference: &[u8; 4]| symbols.symbol(u64::from(u32::from_be_bytes(*reference)));
    let mut values = references.iter().map(value).collect::<Option<Vec<_>>>()?;
    values.sort_unstable();
    Some(values)
}
