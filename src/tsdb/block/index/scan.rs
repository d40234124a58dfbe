//! Finding the series of an index without its postings, by walking over the entries.
//!
//! Entries follow one another, so the end of one tells where the next begins. Behind a damaged one the walk goes on at
//! the next place where an entry begins whose symbols exist and whose checksum is right.

use super::RawSeries;
use crate::tsdb::Error;
use std::path::Path;

/// What a walk over the entries found.
#[derive(Debug, Default)]
pub(in crate::tsdb) struct Scan {
    /// The numbers of the entries whose checksum is right, ascending.
    pub(in crate::tsdb) numbers: Vec<u32>,
    /// What lies between them and is no entry.
    pub(in crate::tsdb) holes: Vec<Hole>,
    /// Padding that is not zero, by offset.
    pub(in crate::tsdb) dirty_padding: Vec<u64>,
    /// Where the last entry ends.
    pub(in crate::tsdb) end: u64,
}

/// Bytes that should hold an entry.
#[derive(Debug)]
pub(in crate::tsdb) struct Hole {
    /// Where the next entry begins, or the end.
    pub(in crate::tsdb) end: u64,
    /// What is wrong with what stands there.
    pub(in crate::tsdb) error: Error,
}

/// Where an index of this version lets series begin.
pub(in crate::tsdb) fn series_alignment(version: u8) -> u64 {
    if version == 1 { 1 } else { 16 }
}

/// Walks over the series entries between the offsets `begin` and `end` of an index `file`.
pub(in crate::tsdb) fn scan_series(
    (file, path): (&[u8], &Path),
    version: u8,
    (begin, end): (u64, u64),
    is_symbol: impl Fn(u64) -> bool,
) -> Scan {
    let align = series_alignment(version);
    let region = usize::try_from(end).ok().and_then(|end| file.get(..end)).unwrap_or(file);
    let end = region.len() as u64;
    let mut scan = Scan { end: begin, ..Scan::default() };
    while scan.end < end {
        let start = scan.end.next_multiple_of(align);
        let padding = region.get(scan.end as usize..start.min(end) as usize).unwrap_or(&[]);
        if let Some(dirty) = padding.iter().position(|&byte| byte != 0) {
            scan.dirty_padding.push(scan.end + dirty as u64);
        }
        if start >= end {
            break;
        }
        let read = |at, verify| RawSeries::read(region, path, at, verify);
        let number = |at: u64| u32::try_from(at / align).ok();
        match (read(start, true), number(start)) {
            (Ok(entry), Some(number)) => {
                scan.numbers.push(number);
                scan.end = entry.end();
            }
            (Ok(_), None) => break,
            (Err(error), _) => {
                let is_entry = |&at: &u64| {
                    let plausible = read(at, false).is_ok_and(|entry| entry.is_plausible(&is_symbol));
                    plausible && read(at, true).is_ok()
                };
                let next = (start + align..end).step_by(align as usize).find(is_entry).unwrap_or(end);
                scan.holes.push(Hole { end: next, error });
                scan.end = next;
            }
        }
    }
    scan
}
