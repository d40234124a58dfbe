//! The files of a log: numbered segments in a directory, and checkpoints beside them.

use super::error::WalError;
use crate::io::mmap::Mmap;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The name and number of a segment that lies in a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentFile {
    /// Its number.
    pub number: u64,
    /// Its path.
    pub path: PathBuf,
}

/// A mapped segment.
#[derive(Debug)]
pub struct Segment {
    path: PathBuf,
    map: Mmap,
}

/// The newest checkpoint of a WAL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The last segment it stands for.
    pub number: u64,
    /// Its directory, which holds segments of its own.
    pub path: PathBuf,
}

impl Segment {
    /// Maps a segment as long as it is now; a writer may go on appending to it.
    pub fn open(path: &Path) -> Result<Segment, WalError> {
        let map = Mmap::open(path).map_err(|error| WalError::io(path, error))?;
        Ok(Segment { path: path.into(), map })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.map
    }
}

/// The segments in `directory`, by number. Names that are no number are passed over; a gap is an error.
pub fn segment_files(directory: &Path) -> Result<Vec<SegmentFile>, WalError> {
    let files = numbered_files(directory)?;
    for pair in files.windows(2) {
        if let [before, after] = pair
            && before.number.checked_add(1) != Some(after.number)
        {
            return Err(WalError::NotSequential {
                directory: directory.into(),
                before: before.number,
                after: after.number,
            });
        }
    }
    Ok(files)
}

/// The segments in `directory`, by number, whether or not some are missing between them.
pub(super) fn numbered_files(directory: &Path) -> Result<Vec<SegmentFile>, WalError> {
    let mut files = Vec::new();
    for (name, path) in entries(directory)? {
        if let Some(number) = parse_number(&name) {
            files.push(SegmentFile { number, path });
        }
    }
    files.sort_by_key(|file| file.number);
    Ok(files)
}

/// The checkpoint with the highest number in a WAL's directory, if there is one.
pub fn last_checkpoint(directory: &Path) -> Result<Option<Checkpoint>, WalError> {
    let mut last: Option<Checkpoint> = None;
    for (name, path) in entries(directory)? {
        let Some(number) = name.strip_prefix("checkpoint.").and_then(parse_number) else { continue };
        if !path.is_dir() {
            return Err(WalError::NotADirectory { path });
        }
        if last.as_ref().is_none_or(|last| last.number < number) {
            last = Some(Checkpoint { number, path });
        }
    }
    Ok(last)
}

fn parse_number(name: &str) -> Option<u64> {
    if name.bytes().all(|byte| byte.is_ascii_digit()) { name.parse().ok() } else { None }
}

fn entries(directory: &Path) -> Result<Vec<(String, PathBuf)>, WalError> {
    let failed = |error: io::Error| WalError::io(directory, error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(directory).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if let Ok(name) = entry.file_name().into_string() {
            entries.push((name, entry.path()));
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_found_by_number_and_gaps_refused() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        for name in ["00000009", "00000010", ".keep", "00000011.repair", "checkpoint.00000007.tmp"] {
            fs::write(root.join(name), b"").unwrap();
        }
        let numbers = |files: Vec<SegmentFile>| files.iter().map(|file| file.number).collect::<Vec<_>>();
        assert_eq!(numbers(segment_files(root).unwrap()), [9, 10]);
        fs::write(root.join("00000012"), b"").unwrap();
        assert!(matches!(segment_files(root), Err(WalError::NotSequential { before: 10, after: 12, .. })));
    }

    #[test]
    fn the_newest_checkpoint_counts() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        assert_eq!(last_checkpoint(root).unwrap(), None);
        for name in ["checkpoint.00000007", "checkpoint.00000012", "checkpoint.00000099.tmp"] {
            fs::create_dir(root.join(name)).unwrap();
        }
        assert_eq!(last_checkpoint(root).unwrap().map(|checkpoint| checkpoint.number), Some(12));
        fs::write(root.join("checkpoint.00000013"), b"").unwrap();
        assert!(matches!(last_checkpoint(root), Err(WalError::NotADirectory { .. })));
    }
}
