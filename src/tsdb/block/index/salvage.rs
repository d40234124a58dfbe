//! Opening an index that is damaged, for what can still be read of it.

use super::{Index, Scan, Toc, postings_table::PostingsTable, reader::HEADER_BYTES, scan_series, symbols::Symbols};
use crate::{io::mmap::Mmap, tsdb::Error};
use std::path::Path;

/// A damaged index: its symbols, and the series that a walk over the entries finds.
#[derive(Debug)]
pub(in crate::tsdb) struct SalvagedIndex {
    /// The index. Only its symbols and series may be asked for, and postings lists if the table of them is whole.
    pub(in crate::tsdb) index: Index,
    /// The series.
    pub(in crate::tsdb) series: Scan,
}

impl Index {
    /// Opens the index at `path` as far as it can be read. Without symbols no series has labels, so damage to their
    /// table is an error.
    ///
    /// The version is taken for 2 unless symbols can only be read as those of version 1: a bug of Prometheus 2.1 wrote
    /// that number over indices of version 2, and in a real index of version 1 series begin anywhere.
    pub(in crate::tsdb) fn salvage(path: &Path) -> Result<SalvagedIndex, Error> {
        let file = Mmap::open(path).map_err(|error| Error::io(path, error))?;
        let toc = Toc::read(&file, path);
        let has_toc = toc.is_ok();
        let mut toc = toc.unwrap_or_else(|_| {
            // Everything behind the symbols could be series.
            let (symbols, end) = (HEADER_BYTES as u64, file.len() as u64);
            Toc { symbols, series: 0, label_indices: end, label_index_table: end, postings: end, postings_table: end }
        });
        let symbols = |version, offset| Symbols::read(&file, path, version, offset);
        let (mut found, mut series_begin) = symbols(2, toc.symbols)?;
        if toc.symbols != HEADER_BYTES as u64 || toc.series != series_begin {
            toc.symbols = HEADER_BYTES as u64;
            (found, series_begin) = symbols(2, toc.symbols)?;
            toc.series = series_begin;
        }
        let mut version = 2;
        let scan = |version, symbols: &Symbols| {
            let region = (series_begin, toc.label_indices.max(series_begin));
            scan_series((&file, path), version, region, |reference| symbols.number(reference).is_some())
        };
        let mut series = scan(version, &found);
        if series.numbers.is_empty() && file.get(4) == Some(&1) {
            let (by_offset, _) = symbols(1, toc.symbols)?;
            let other = scan(1, &by_offset);
            if !other.numbers.is_empty() {
                (found, series, version) = (by_offset, other, 1);
            }
        }
        if !has_toc {
            // Behind the last series come other sections.
            series.holes.pop_if(|hole| hole.end == file.len() as u64);
        }
        let table = PostingsTable::read(&file, path, toc.postings_table).unwrap_or_default();
        let index = Index { path: path.into(), file, version, toc, symbols: found, table };
        Ok(SalvagedIndex { index, series })
    }
}
