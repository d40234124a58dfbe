//! Many segments to many records: cut here, decompressed and decoded on all threads, delivered in order.

use super::{
    error::WalError,
    reader::{RecordReader, StoredRecord},
    record::Record,
    segment::Segment,
};
use rayon::prelude::*;

/// Stored bytes decoded at a time: enough to keep every thread busy, little enough that the decoded records of two
/// windows (one being decoded, one being delivered) stay in the tens of megabytes.
const WINDOW: usize = 4 << 20;

/// Decodes the records of `segments` (read from `offset` on in the first one) and hands them to `deliver` in order.
///
/// While a window of records is being delivered, the next one is being decoded. After an error nothing more is
/// delivered, but everything in front of it has been.
pub fn decode_records(
    segments: &[Segment],
    offset: u64,
    mut deliver: impl FnMut(Record) + Send,
) -> Result<(), WalError> {
    let mut stored = segments
        .iter()
        .enumerate()
        .flat_map(|(index, segment)| RecordReader::new(segment, if index == 0 { offset } else { 0 }));
    let mut failed = false;
    let mut next_window = || {
        let mut window = Vec::new();
        let mut bytes = 0;
        while bytes < WINDOW && !failed {
            let Some(record) = stored.next() else { break };
            failed = record.is_err();
            bytes += record.as_ref().map_or(0, StoredRecord::stored_len) + size_of::<StoredRecord<'_>>();
            window.push(record);
        }
        window
    };
    let mut decoded: Vec<Result<Record, WalError>> = Vec::new();
    loop {
        let window = next_window();
        let finished = window.is_empty();
        let (delivered, following) = rayon::join(
            || decoded.drain(..).try_for_each(|record| record.map(&mut deliver)),
            || window.into_par_iter().map(|stored| stored.and_then(StoredRecord::decode)).collect::<Vec<_>>(),
        );
        delivered?;
        if finished {
            return Ok(());
        }
        decoded = following;
    }
}
