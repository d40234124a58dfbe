//! Checking an index from its first byte to its last.

use super::{
    advice,
    findings::FileFindings,
    label_indices,
    postings::{self, Expected, Table},
    series::{Content, SeriesOf},
    symbols::SymbolTable,
};
use crate::{
    io::mmap::Mmap,
    tsdb::block::{
        ChunkSegments,
        index::{HEADER_BYTES, MAGIC, Scan, TOC_BYTES, Toc, scan_series, series_alignment},
    },
};

/// What an index holds: its series, by number, and what they say of chunks.
#[derive(Debug, Default)]
pub(super) struct IndexContent {
    pub(super) numbers: Vec<u32>,
    pub(super) content: Content,
    /// Whether all series could be looked for; damage to them is another matter.
    pub(super) is_complete: bool,
    /// Bytes of the file.
    pub(super) bytes: u64,
}

/// Checks the index that `findings` are about, and the chunks it refers to.
pub(super) fn check(segments: Option<&ChunkSegments>, findings: FileFindings<'_>) -> Option<IndexContent> {
    let file = match Mmap::open(findings.path) {
        Ok(file) => file,
        Err(error) => {
            let what = format!("the index cannot be read: {error}");
            findings.error(None, what, "restore the file from a backup or another replica");
            return None;
        }
    };
    let Some(&[m0, m1, m2, m3, version]) = file.first_chunk::<HEADER_BYTES>() else {
        findings.error(0, format!("index header: {} bytes are too few", file.len()), advice::NO_LABELS);
        return None;
    };
    let magic = u32::from_be_bytes([m0, m1, m2, m3]);
    if magic != MAGIC {
        let what = format!("the magic number is {magic:08x}, should be {MAGIC:08x}");
        findings.error(0, what, advice::REPAIR_INDEX);
    }
    if !(1..=3).contains(&version) {
        findings.error(4, format!("unknown index file version {version}"), advice::REPAIR_INDEX);
    }
    if version == 3 {
        findings.info(
            4,
            "index file version 3, which is read like 2 but which no known program writes",
            advice::NOTHING,
        );
    }
    // Taken as what nearly every index is, so that the rest can be looked at.
    let version = if version == 1 { 1 } else { 2 };
    let toc = read_toc(&file, findings);
    let symbols_begin = HEADER_BYTES as u64;
    let symbols = SymbolTable::read(&file, version, symbols_begin, findings);
    check_order(toc.as_ref(), symbols.end, findings);
    let file_end = file.len() as u64;
    let series_end = toc.map_or(file_end, |toc| toc.label_indices);
    // Behind symbols that cannot be read, only the table of contents tells where series begin.
    let series_begin = match (symbols.is_empty(), toc) {
        (true, Some(toc)) => toc.series,
        (true, None) => file_end,
        (false, _) => symbols.end,
    };
    let is_symbol = |reference| symbols.is_empty() || symbols.number(reference).is_some();
    let mut scan = scan_series((&file, findings.path), version, (series_begin, series_end), is_symbol);
    if toc.is_none() {
        // Behind the last series come other sections.
        let last = scan.numbers.last().map_or(0, |&number| u64::from(number) * series_alignment(version));
        scan.holes.pop_if(|hole| hole.end == file_end);
        scan.dirty_padding.retain(|&offset| offset < last);
    }
    report_scan(&scan, findings);
    let series = SeriesOf { file: &file, version, symbols: &symbols, numbers: &scan.numbers, findings };
    let (content, ()) = rayon::join(
        || series.check(segments),
        || {
            let Some(toc) = toc else { return };
            let table_end = (file.len() - TOC_BYTES) as u64;
            let table = Table::read(&file, version, (toc.postings_table, table_end), findings);
            label_indices::check(&file, &toc, &symbols, &table, findings);
            postings::check(&file, &toc, &table, Expected::of(&series), findings);
        },
    );
    let is_complete = !symbols.is_empty() || toc.is_some();
    Some(IndexContent { numbers: scan.numbers, content, is_complete, bytes: file_end })
}

/// The table of contents, if it makes sense.
fn read_toc(file: &[u8], findings: FileFindings<'_>) -> Option<Toc> {
    let toc = match Toc::read(file, findings.path) {
        Ok(toc) => toc,
        Err(error) => {
            findings.failure(&error, advice::REPAIR_INDEX);
            return None;
        }
    };
    let table_end = (file.len() - TOC_BYTES) as u64;
    let offsets = [
        HEADER_BYTES as u64,
        toc.symbols,
        toc.series,
        toc.label_indices,
        toc.postings,
        toc.label_index_table,
        toc.postings_table,
        table_end,
    ];
    if !offsets.is_sorted() {
        let what = format!("the parts that the table of contents names overlap or lie outside of the file: {toc:?}");
        findings.error(table_end, what, advice::REPAIR_INDEX);
        return None;
    }
    Some(toc)
}

fn check_order(toc: Option<&Toc>, symbols_end: u64, findings: FileFindings<'_>) {
    let Some(toc) = toc else { return };
    if toc.symbols != HEADER_BYTES as u64 {
        let what = format!("the table of contents has the symbols at {}, they are at {HEADER_BYTES}", toc.symbols);
        findings.error(None, what, advice::REPAIR_INDEX);
    }
    if toc.series != symbols_end {
        let what = format!("the symbols end at {symbols_end}, the table of contents has the series at {}", toc.series);
        findings.error(symbols_end, what, advice::REPAIR_INDEX);
    }
}

fn report_scan(scan: &Scan, findings: FileFindings<'_>) {
    for &offset in &scan.dirty_padding {
        findings.warning(offset, "padding before a series is not zero", advice::HARMLESS);
    }
    for hole in &scan.holes {
        findings.failure(&hole.error, "run `promq tsdb repair` on the block: it loses this series only");
    }
}
