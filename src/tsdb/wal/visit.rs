//! A walk over the records of a segment that goes on behind damage.

use super::{
    compression::Compression,
    error::WalError,
    reader::{RecordReader, StoredRecord},
    record::Record,
    segment::Segment,
};
use rayon::prelude::*;

/// A record where it lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Visited {
    /// Where it begins in its segment.
    pub offset: u64,
    /// Its bytes in the segment, headers of fragments left out.
    pub stored_bytes: u64,
    /// How it is compressed.
    pub compression: Compression,
    /// Whether it lies behind damage, where a server would not read it.
    pub is_behind_damage: bool,
    /// Its content.
    pub record: Record,
}

/// A place where a segment is damaged.
#[derive(Debug)]
pub struct Damage {
    /// Where the damaged record begins.
    pub offset: u64,
    /// What is wrong.
    pub error: WalError,
}

/// Stored bytes decoded at a time; see `pipeline`.
const WINDOW: usize = 4 << 20;

/// Shows `visit` the records of a segment in order, decoded on all threads; returns the damage that was passed over. A
/// failing `visit` ends the walk.
pub fn visit_records<E>(segment: &Segment, mut visit: impl FnMut(Visited) -> Result<(), E>) -> Result<Vec<Damage>, E> {
    let mut reader = RecordReader::new(segment, 0);
    let mut damages = Vec::new();
    loop {
        let mut window: Vec<Result<StoredRecord<'_>, Damage>> = Vec::new();
        let mut bytes = 0;
        while bytes < WINDOW
            && let Some(record) = reader.next()
        {
            bytes += record.as_ref().map_or(0, StoredRecord::stored_len) + size_of::<StoredRecord<'_>>();
            window.push(record.map_err(|error| {
                reader.resume(&error);
                Damage { offset: reader.record_start(), error }
            }));
        }
        if window.is_empty() {
            return Ok(damages);
        }
        let decoded: Vec<Result<Visited, Damage>> = window.into_par_iter().map(|record| decode(record?)).collect();
        for record in decoded {
            match record {
                Ok(record) => visit(Visited { is_behind_damage: !damages.is_empty(), ..record })?,
                Err(damage) => damages.push(damage),
            }
        }
    }
}

fn decode(stored: StoredRecord<'_>) -> Result<Visited, Damage> {
    let (offset, compression, stored_bytes) = (stored.start(), stored.compression(), stored.stored_len() as u64);
    match stored.decode() {
        Ok(record) => Ok(Visited { offset, stored_bytes, compression, is_behind_damage: false, record }),
        Err(error) => Err(Damage { offset, error }),
    }
}
