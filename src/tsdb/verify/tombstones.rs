//! Checking tombstones against the series they delete from.

use super::{advice, findings::FileFindings};
use crate::tsdb::block::Tombstones;

/// Checks the file that `findings` are about; `numbers` are those of the block's series, if they are known. Tells how
/// many intervals there are.
pub(super) fn check(numbers: Option<&[u32]>, findings: FileFindings<'_>) -> Option<u64> {
    if !findings.path.exists() {
        findings.info(None, "there is no tombstones file, so nothing counts as deleted", advice::NOTHING);
    }
    let tombstones = match Tombstones::read(findings.path) {
        Ok(tombstones) => tombstones,
        Err(error) => {
            findings.failure(&error, advice::REPAIR_TOMBSTONES);
            return None;
        }
    };
    let mut intervals = 0;
    for (number, deleted) in tombstones.iter() {
        intervals += deleted.as_slice().len() as u64;
        let is_series =
            |numbers: &[u32]| u32::try_from(number).is_ok_and(|number| numbers.binary_search(&number).is_ok());
        if numbers.is_some_and(|numbers| !is_series(numbers)) {
            let what = format!("deletes from series {number}, which the index does not have");
            findings.error(None, what, advice::REPAIR);
        }
    }
    Some(intervals)
}
