//! Memory snapshots: what a server that was told to do so writes of its head when it stops.
//!
//! ```text
//! chunk_snapshot.NNNNNN.MMMMMMMMMM/   a log that stands for the WAL up to byte M of segment N
//! record 1 series:     ref 8 │ labels │ 0 8 │ has chunk uvarint │ chunk
//!          chunk:      min time 8 │ max time 8 │ encoding 1 │ data text │ last value (56 + 8 bytes, or a histogram)
//! record 2 tombstones: text of: version 1 │ repeat: ref uvarint │ min varint │ max varint
//! record 3 exemplars:  as in the WAL
//! ```

use super::replay::Replay;
use crate::{
    io::bytes::{ByteCursor, ByteError},
    model::{labels::Labels, sample::SampleColumns},
    tsdb::{
        Error,
        chunk::{self, Encoding},
        wal::{RecordReader, Segment, Tombstone, read_labels, segment_files},
    },
};
use std::path::{Path, PathBuf};

/// A snapshot's directory and how far into the WAL it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SnapshotDirectory {
    pub(super) path: PathBuf,
    /// The last segment it stands for.
    pub(super) segment: u64,
    /// How many bytes of that segment.
    pub(super) offset: u64,
}

/// The newest snapshot in a data directory.
pub(super) fn last_snapshot(directory: &Path) -> Result<Option<SnapshotDirectory>, Error> {
    let mut last: Option<SnapshotDirectory> = None;
    for entry in std::fs::read_dir(directory).map_err(|error| Error::io(directory, error))? {
        let entry = entry.map_err(|error| Error::io(directory, error))?;
        let name = entry.file_name();
        let numbers = name.to_str().and_then(|name| name.strip_prefix("chunk_snapshot."));
        let Some((segment, offset)) = numbers.and_then(|numbers| numbers.split_once('.')) else { continue };
        let (Ok(segment), Ok(offset)) = (segment.parse(), offset.parse()) else { continue };
        let path = entry.path();
        let newer = last.as_ref().is_none_or(|last| (last.segment, last.offset) < (segment, offset));
        if newer && path.is_dir() {
            last = Some(SnapshotDirectory { path, segment, offset });
        }
    }
    Ok(last)
}

/// Puts the series and deletions of a snapshot into an empty replay. After an error the replay must be thrown away.
pub(super) fn load(snapshot: &SnapshotDirectory, replay: &mut Replay) -> Result<(), Error> {
    let unreadable = |error| Error::wal("open chunk snapshot", error);
    for file in segment_files(&snapshot.path).map_err(unreadable)? {
        let segment = Segment::open(&file.path).map_err(unreadable)?;
        for record in RecordReader::new(&segment, 0) {
            let record = record.map_err(unreadable)?;
            let end = record.end();
            load_record(&record.into_bytes().map_err(unreadable)?, replay)
                .map_err(|what| Error::corrupt(&file.path, end, format!("memory snapshot: {what}")))?;
        }
    }
    Ok(())
}

fn load_record(record: &[u8], replay: &mut Replay) -> Result<(), String> {
    let mut cursor = ByteCursor::new(record, 0);
    let text = |error: ByteError| error.to_string();
    match cursor.u8().map_err(text)? {
        1 => {
            let (reference, labels, tail) = series(&mut cursor)?;
            replay.restore_series(reference, labels, tail);
        }
        2 => {
            let stones = cursor.byte_string().map_err(text)?;
            for tombstone in tombstones(stones).map_err(text)? {
                replay.restore_tombstone(tombstone);
            }
        }
        3 => {}
        other => return Err(format!("unsupported snapshot record type 0b{other:b}")),
    }
    Ok(())
}

fn series(cursor: &mut ByteCursor<'_>) -> Result<(u64, Labels, SampleColumns), String> {
    let text = |error: ByteError| error.to_string();
    let reference = cursor.u64().map_err(text)?;
    let labels = read_labels(cursor).map_err(text)?;
    // The chunk range, which has no meaning any more.
    cursor.i64().map_err(text)?;
    let mut tail = SampleColumns::default();
    if cursor.uvarint().map_err(text)? == 0 {
        return Ok((reference, labels, tail));
    }
    cursor.take(2 * size_of::<i64>()).map_err(text)?;
    let encoding = cursor.u8().map_err(text)?;
    let data = cursor.byte_string().map_err(text)?;
    let Some(known) = Encoding::from_byte(encoding).filter(|&known| known != Encoding::None) else {
        return Err(format!("invalid chunk encoding {encoding}"));
    };
    // What follows repeats the last value, which only a server that goes on appending needs.
    chunk::decode(known, data, &mut tail).map_err(|error| error.to_string())?;
    Ok((reference, labels, tail))
}

fn tombstones(bytes: &[u8]) -> Result<Vec<Tombstone>, ByteError> {
    let mut cursor = ByteCursor::new(bytes, 0);
    let mut tombstones = Vec::new();
    // The version byte.
    cursor.u8()?;
    while !cursor.is_empty() {
        let (reference, min_time, max_time) = (cursor.uvarint()?, cursor.varint()?, cursor.varint()?);
        tombstones.push(Tombstone { reference, min_time, max_time });
    }
    Ok(tombstones)
}
