//! Opening the head of a data directory.

use super::{
    chunk_files::ChunkFiles,
    mapped,
    postings::Postings,
    replay::{Replay, Replayed, TimeRange},
    series::HeadSeries,
    snapshot,
};
use crate::{
    model::sample::Timestamp,
    tsdb::{
        Error,
        block::Intervals,
        wal::{Record, Segment, SegmentFile, WalError, decode_records, last_checkpoint, segment_files},
    },
};
use hashbrown::HashMap;
use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

/// How to open a head.
#[derive(Clone, Copy, Debug)]
pub struct HeadOptions {
    /// In-order samples before this lie in blocks and do not count.
    pub min_valid_time: Timestamp,
    /// Whether to begin with a memory snapshot where there is one.
    pub use_snapshot: bool,
    /// What to do about damage in a segment of the WAL or WBL.
    pub damage: DamagePolicy,
}

/// What to do about damage in a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DamagePolicy {
    /// Refuse to open.
    Refuse,
    /// Refuse, but leave out an unfinished record at the end of the last segment: a writer may be at work on it.
    RefuseUnlessTail,
    /// Leave out what follows the damage, as a server's repair does, and report it as a warning.
    LeaveOutRest,
}

/// The head of a data directory, as it was when it was opened. Clones share everything.
#[derive(Clone, Debug)]
pub struct Head(Arc<OpenHead>);

#[derive(Debug)]
struct OpenHead {
    files: ChunkFiles,
    replayed: Replayed,
    postings: OnceLock<Postings>,
    warnings: Vec<String>,
}

impl Head {
    /// Rebuilds the head of the data directory `directory`, which must have a `wal` directory.
    pub fn open(directory: &Path, options: HeadOptions) -> Result<Head, Error> {
        open_head(directory, options).map(|head| Head(Arc::new(head)))
    }

    /// What was left out, in words for the user.
    pub fn warnings(&self) -> &[String] {
        &self.0.warnings
    }

    pub(super) fn files(&self) -> &ChunkFiles {
        &self.0.files
    }

    pub(super) fn series_count(&self) -> usize {
        self.0.replayed.series.len()
    }

    pub(super) fn series_at(&self, number: u32) -> Option<&HeadSeries> {
        self.0.replayed.series.get(number as usize)
    }

    pub(super) fn deletions_of(&self, series: &HeadSeries) -> Option<&Intervals> {
        self.0.replayed.tombstones.get(&series.reference)
    }

    pub(super) fn in_order(&self) -> TimeRange {
        self.0.replayed.in_order
    }

    pub(super) fn out_of_order(&self) -> TimeRange {
        self.0.replayed.out_of_order
    }

    /// The postings, built when they are first asked for: a head that is only merged into a dump may never be.
    pub(super) fn postings(&self) -> &Postings {
        self.0.postings.get_or_init(|| Postings::of(&self.0.replayed.series))
    }
}

fn open_head(directory: &Path, options: HeadOptions) -> Result<OpenHead, Error> {
    let mut warnings = Vec::new();
    let files = ChunkFiles::open(&directory.join("chunks_head"))?;
    let logs = Logs::open(directory)?;

    let scanned = files.scan();
    let mut last_chunk = scanned.last_reference;
    let mut is_damaged = false;
    if let Some(damage) = scanned.damage {
        is_damaged = true;
        warnings.push(format!("head chunks from there on are left out and read from the WAL instead: {damage}"));
    }
    let chunks = mapped::group(&scanned.chunks, options.min_valid_time).unwrap_or_else(|damage| {
        is_damaged = true;
        last_chunk = 0;
        warnings.push(format!("all head chunks are left out and read from the WAL instead: {damage}"));
        HashMap::new()
    });

    let mut replay = Replay::new(options.min_valid_time);
    let mut start = None;
    // Without all chunk files a snapshot lacks what was in them; the WAL does not.
    if options.use_snapshot && !is_damaged {
        start = restore(directory, &logs, options, &mut replay, &mut warnings)?;
    }
    replay.add_chunks(chunks, last_chunk);
    logs.replay(start, options, &mut replay, &mut warnings)?;

    let replayed = replay.finish();
    if replayed.unknown_references > 0 {
        warnings.push(format!(
            "the logs of the head mention unknown series {} times; what they say of them is lost",
            replayed.unknown_references
        ));
    }
    Ok(OpenHead { files, replayed, postings: OnceLock::new(), warnings })
}

/// Loads the newest memory snapshot if there is a usable one; returns the place in the WAL where it ends.
fn restore(
    directory: &Path,
    logs: &Logs,
    options: HeadOptions,
    replay: &mut Replay,
    warnings: &mut Vec<String>,
) -> Result<Option<(u64, u64)>, Error> {
    let Some(found) = snapshot::last_snapshot(directory)? else { return Ok(None) };
    if logs.segments.last().is_none_or(|last| last.number < found.segment) {
        return Ok(None);
    }
    match snapshot::load(&found, replay) {
        Ok(()) => Ok(Some((found.segment, found.offset))),
        Err(damage) => {
            *replay = Replay::new(options.min_valid_time);
            warnings.push(format!("the memory snapshot is not used: {damage}"));
            Ok(None)
        }
    }
}

/// The logs of a data directory, listed.
#[derive(Debug)]
struct Logs {
    /// The checkpoint's number and segments.
    checkpoint: Option<(u64, Vec<SegmentFile>)>,
    segments: Vec<SegmentFile>,
    out_of_order: Vec<SegmentFile>,
}

impl Logs {
    fn open(directory: &Path) -> Result<Logs, Error> {
        let wal = directory.join("wal");
        let checkpoint = last_checkpoint(&wal).map_err(|error| Error::wal("find last checkpoint", error))?;
        let checkpoint = match checkpoint {
            Some(found) => {
                let files = segment_files(&found.path).map_err(|error| Error::wal("open checkpoint", error))?;
                Some((found.number, files))
            }
            None => None,
        };
        let segments = segment_files(&wal).map_err(|error| Error::wal("finding WAL segments", error))?;
        let wbl = directory.join("wbl");
        let out_of_order = if wbl.is_dir() {
            segment_files(&wbl).map_err(|error| Error::wal("finding WBL segments", error))?
        } else {
            Vec::new()
        };
        Ok(Logs { checkpoint, segments, out_of_order })
    }

    /// Replays checkpoint, WAL and WBL; what a memory snapshot stands for up to `start` (segment, offset) is skipped.
    fn replay(
        &self,
        start: Option<(u64, u64)>,
        options: HeadOptions,
        replay: &mut Replay,
        warnings: &mut Vec<String>,
    ) -> Result<(), Error> {
        let (snapshot_segment, snapshot_offset) = start.unwrap_or((0, 0));
        let mut first = self.checkpoint.as_ref().map_or(0, |(number, _)| *number);
        if let Some((number, files)) = self.checkpoint.as_ref().filter(|(number, _)| *number >= snapshot_segment) {
            let segments = open_all(files)?;
            // Nothing can stand in for a checkpoint, so damage in one is never tolerated.
            decode_records(&segments, 0, |record| replay.apply(record))
                .map_err(|error| Error::wal("backfill checkpoint: read records", error))?;
            first = number.saturating_add(1);
        }
        let first = first.max(snapshot_segment);
        let offset = if first == snapshot_segment { snapshot_offset } else { 0 };
        let files: Vec<SegmentFile> = self.segments.iter().filter(|file| file.number >= first).cloned().collect();
        if let Some(file) = files.first()
            && file.number != first
        {
            let directory = file.path.parent().unwrap_or(&file.path).into();
            let missing = WalError::Missing { directory, number: first, first: file.number };
            return Err(Error::wal("open WAL segment", missing));
        }
        replay_log(&files, offset, options.damage, warnings, |record| replay.apply(record))?;
        replay_log(&self.out_of_order, 0, options.damage, warnings, |record| replay.apply_out_of_order(record))
    }
}

fn open_all(files: &[SegmentFile]) -> Result<Vec<Segment>, Error> {
    let opened = files.iter().map(|file| Segment::open(&file.path));
    opened.collect::<Result<_, _>>().map_err(|error| Error::wal("open WAL segment", error))
}

fn replay_log(
    files: &[SegmentFile],
    offset: u64,
    damage: DamagePolicy,
    warnings: &mut Vec<String>,
    deliver: impl FnMut(Record) + Send,
) -> Result<(), Error> {
    let segments = open_all(files)?;
    let Err(error) = decode_records(&segments, offset, deliver) else { return Ok(()) };
    let last = segments.last().filter(|last| last.path() == error.path());
    let is_tail = last.is_some_and(|last| error.is_torn_tail(last.bytes().len() as u64));
    let tolerated = match damage {
        DamagePolicy::Refuse => false,
        DamagePolicy::RefuseUnlessTail => is_tail,
        DamagePolicy::LeaveOutRest => error.is_corruption(),
    };
    if !tolerated {
        return Err(Error::wal("read records", error));
    }
    if !is_tail || damage == DamagePolicy::LeaveOutRest {
        warnings.push(format!("everything after that is left out: {error}"));
    }
    Ok(())
}
