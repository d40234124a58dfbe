//! Checking what the head of a data directory has written: logs, checkpoints, memory snapshots and head chunks.

use super::{Checked, advice, findings::Findings};
use crate::{
    model::sample::SampleColumns,
    tsdb::{
        Error,
        head::ChunkFiles,
        wal::{RecordReader, Segment, SegmentFile, WalError, segment_files},
    },
};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Whether the records of a log are those of the WAL, whose contents can be decoded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Contents {
    Wal,
    Snapshot,
}

/// Checks everything but the blocks of the data directory `root`. With a server at `work` in it, the end of a log is
/// not finished.
pub(super) fn check(root: &Path, at_work: bool, findings: &Findings) -> Checked {
    let mut checked = Checked::default();
    for (name, advice) in [("wal", advice::WAL), ("wbl", advice::WAL)] {
        checked.add(&check_log(&root.join(name), Contents::Wal, (true, at_work), advice, findings));
    }
    for path in directories(&root.join("wal"), "checkpoint.") {
        checked.add(&check_log(&path, Contents::Wal, (false, false), advice::CHECKPOINT, findings));
    }
    for path in directories(root, "chunk_snapshot.") {
        let advice = "a Prometheus that starts here reads the WAL instead";
        checked.add(&check_log(&path, Contents::Snapshot, (false, false), advice, findings));
    }
    checked.add(&check_chunks(&root.join("chunks_head"), findings));
    checked
}

/// The directories in `parent` whose names are `prefix` and numbers.
fn directories(parent: &Path, prefix: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        let number = name.and_then(|name| name.strip_prefix(prefix));
        number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')) && path.is_dir()
    };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_ours).collect();
    found.sort();
    found
}

fn check_log(
    directory: &Path,
    contents: Contents,
    (may_be_torn, at_work): (bool, bool),
    advice: &'static str,
    findings: &Findings,
) -> Checked {
    if !directory.is_dir() {
        return Checked::default();
    }
    let files = match segment_files(directory) {
        Ok(files) => files,
        Err(error) => {
            findings.failure(&Error::wal("list segments", error), advice);
            return Checked::default();
        }
    };
    let last = files.len().saturating_sub(1);
    let checked: Vec<Checked> = files
        .par_iter()
        .enumerate()
        .map(|(index, file)| check_segment(file, contents, (may_be_torn && index == last, at_work), advice, findings))
        .collect();
    checked.iter().fold(Checked::default(), |mut all, one| {
        all.add(one);
        all
    })
}

fn check_segment(
    file: &SegmentFile,
    contents: Contents,
    (is_end, at_work): (bool, bool),
    advice: &'static str,
    findings: &Findings,
) -> Checked {
    let mut checked = Checked::default();
    let segment = match Segment::open(&file.path) {
        Ok(segment) => segment,
        Err(error) => {
            findings.failure(&Error::wal("open segment", error), advice);
            return checked;
        }
    };
    let length = segment.bytes().len() as u64;
    checked.bytes = length;
    for record in RecordReader::new(&segment, 0) {
        let read = record.and_then(|record| match contents {
            Contents::Wal => record.decode().map(drop),
            Contents::Snapshot => record.into_bytes().map(drop),
        });
        match read {
            Ok(()) => checked.log_records += 1,
            Err(error) if is_end && error.is_torn_tail(length) => report_torn(&error, at_work, findings),
            Err(error) => findings.failure(&Error::wal("read records", error), advice),
        }
    }
    checked
}

fn report_torn(error: &WalError, at_work: bool, findings: &Findings) {
    let findings = findings.of(error.path());
    let (offset, what) = match error {
        WalError::Corrupt { offset, what, .. } => (Some(*offset), format!("the last record is not whole: {what}")),
        other => (None, other.to_string()),
    };
    match at_work {
        true => findings.info(offset, what, "nothing to do: a Prometheus is at work here and may be writing it"),
        false => findings.warning(offset, what, advice::WAL),
    }
}

fn check_chunks(directory: &Path, findings: &Findings) -> Checked {
    let mut checked = Checked::default();
    let files = match ChunkFiles::open(directory) {
        Ok(files) => files,
        Err(error) => {
            findings.failure(&error, advice::HEAD_CHUNKS);
            return checked;
        }
    };
    for (path, scanned) in files.scan_each() {
        let chunks = match scanned {
            Ok(chunks) => chunks,
            Err(error) => {
                findings.failure(&error, advice::HEAD_CHUNKS);
                continue;
            }
        };
        checked.bytes += std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        checked.head_chunks += chunks.len() as u64;
        chunks.par_iter().for_each_init(SampleColumns::default, |columns, chunk| {
            columns.clear();
            match files.decode(chunk, columns) {
                Ok(()) if columns.time_range() == Some((chunk.min_time, chunk.max_time)) => {}
                Ok(()) => {
                    let what = format!(
                        "samples of series {} go from {:?} to {:?}, the record says from {} to {}",
                        chunk.series,
                        columns.time_range().map(|range| range.0),
                        columns.time_range().map(|range| range.1),
                        chunk.min_time,
                        chunk.max_time
                    );
                    findings.of(path).error(chunk.reference & 0xFFFF_FFFF, what, advice::HEAD_CHUNKS);
                }
                Err(error) => findings.failure(&error, advice::HEAD_CHUNKS),
            }
        });
    }
    checked
}
