//! Walking over the framed sections of an index that follow one another: label indices and postings lists.

use super::{advice, findings::FileFindings};
use crate::tsdb::block::index::Section;
use std::collections::BTreeMap;

/// Where sections of this kind begin, when the walk has lost its way.
pub(super) type KnownOffsets = std::collections::BTreeSet<u64>;

/// The sections between `begin` and `end`, by offset; padding, frames and checksums are checked on the way. `what` is
/// what a section is called.
///
/// A section whose checksum is wrong is not among them. If its length may be the damage, the walk goes on at the next
/// of the `known` offsets.
pub(super) fn walk<'a>(
    file: &'a [u8],
    (begin, end): (u64, u64),
    known: &KnownOffsets,
    what: &'static str,
    findings: FileFindings<'_>,
) -> BTreeMap<u64, Section<'a>> {
    let mut found = BTreeMap::new();
    let region = usize::try_from(end).ok().and_then(|end| file.get(..end)).unwrap_or(file);
    let mut position = begin;
    while position < region.len() as u64 {
        let start = position.next_multiple_of(4);
        let padding = region.get(position as usize..region.len().min(start as usize)).unwrap_or(&[]);
        if let Some(dirty) = padding.iter().position(|&byte| byte != 0) {
            findings.warning(position + dirty as u64, format!("padding before a {what} is not zero"), advice::HARMLESS);
        }
        if start >= region.len() as u64 {
            break;
        }
        let section = Section::at(region, findings.path, start, what);
        let next = match &section {
            Ok(section) => match section.verify(findings.path, what) {
                Ok(()) => {
                    found.insert(start, *section);
                    section.end
                }
                Err(error) => {
                    findings.failure(&error, advice::REPAIR_INDEX);
                    // If another section is known to begin where this one ends, its length is right.
                    let follows = section.end.next_multiple_of(4);
                    if known.contains(&follows) { section.end } else { next_known(known, start, end) }
                }
            },
            Err(error) => {
                findings.failure(error, advice::REPAIR_INDEX);
                next_known(known, start, end)
            }
        };
        position = next;
    }
    found
}

fn next_known(known: &KnownOffsets, position: u64, end: u64) -> u64 {
    known.range(position + 1..).next().map_or(end, |&next| next.min(end))
}
