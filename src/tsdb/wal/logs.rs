//! The logs of a data directory, as they lie there: also those with missing segments, which no server would read.

use super::{
    error::WalError,
    segment::{SegmentFile, last_checkpoint, numbered_files},
};
use std::path::{Path, PathBuf};

/// Which log it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogKind {
    /// What is left of the segments up to this number.
    Checkpoint(u64),
    /// The write-ahead log.
    Wal,
    /// The write-behind log of out-of-order samples.
    Wbl,
}

/// A log and its segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Which one.
    pub kind: LogKind,
    /// Where it lies, below the directory that was looked through: `wal`, `wal/checkpoint.00000001`, `wbl`.
    pub name: String,
    /// The directory.
    pub path: PathBuf,
    /// The segments, by number.
    pub segments: Vec<SegmentFile>,
}

impl Log {
    fn open(kind: LogKind, path: PathBuf, root: &Path) -> Result<Log, WalError> {
        let below = path.strip_prefix(root).ok().filter(|below| !below.as_os_str().is_empty());
        let name = below.or(path.file_name().map(Path::new)).unwrap_or(&path).display().to_string();
        Ok(Log { kind, name, segments: numbered_files(&path)?, path })
    }

    /// The numbers around which segments are missing.
    pub fn gaps(&self) -> impl Iterator<Item = (u64, u64)> {
        let pairs = self.segments.iter().zip(self.segments.iter().skip(1));
        pairs.map(|(before, after)| (before.number, after.number)).filter(|(before, after)| before + 1 != *after)
    }
}

/// The logs in the data directory `path`, in the order in which a server reads them: the newest checkpoint, the segments
/// that it does not stand for, the WBL. `path` may also be one of these itself; without any segment it is an error.
pub fn find_logs(path: &Path) -> Result<Vec<Log>, WalError> {
    let mut logs = Vec::new();
    let has_name = |name: &str| path.file_name().and_then(|file| file.to_str()).is_some_and(|file| file.contains(name));
    if !numbered_files(path)?.is_empty() || (has_name("wal") && last_checkpoint(path)?.is_some()) {
        let number = path.file_name().and_then(|name| name.to_str()?.strip_prefix("checkpoint.")?.parse().ok());
        match number {
            Some(number) => logs.push(Log::open(LogKind::Checkpoint(number), path.into(), path)?),
            None if has_name("wbl") => logs.push(Log::open(LogKind::Wbl, path.into(), path)?),
            None => add_wal(&mut logs, path, path)?,
        }
    } else {
        if path.join("wal").is_dir() {
            add_wal(&mut logs, &path.join("wal"), path)?;
        }
        if path.join("wbl").is_dir() {
            logs.push(Log::open(LogKind::Wbl, path.join("wbl"), path)?);
        }
    }
    logs.retain(|log| !log.segments.is_empty());
    if logs.is_empty() { Err(WalError::NoLog { directory: path.into() }) } else { Ok(logs) }
}

/// Whether a server is at work on the data directory to which `path` belongs, or was when it died.
pub fn is_live(path: &Path) -> bool {
    path.join("lock").exists() || path.join("../lock").exists()
}

/// Adds the log in `directory`, its checkpoint first.
fn add_wal(logs: &mut Vec<Log>, directory: &Path, root: &Path) -> Result<(), WalError> {
    let checkpoint = last_checkpoint(directory)?;
    let mut wal = Log::open(LogKind::Wal, directory.into(), root)?;
    if let Some(checkpoint) = checkpoint {
        logs.push(Log::open(LogKind::Checkpoint(checkpoint.number), checkpoint.path, root)?);
        // Left over from a crash between the writing of a checkpoint and the removal of what it stands for.
        wal.segments.retain(|segment| segment.number > checkpoint.number);
    }
    logs.push(wal);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn logs_come_in_the_order_of_reading() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        let error = find_logs(root).unwrap_err().to_string();
        assert!(error.contains(": no write-ahead log: "), "{error}");
        for path in ["wal/checkpoint.00000003", "wal/checkpoint.00000007", "wbl"] {
            fs::create_dir_all(root.join(path)).unwrap();
        }
        for path in ["wal/00000006", "wal/00000008", "wal/00000010", "wal/checkpoint.00000007/00000000", "wbl/00000001"]
        {
            fs::write(root.join(path), b"").unwrap();
        }
        let logs = find_logs(root).unwrap();
        let names: Vec<_> = logs.iter().map(|log| (&*log.name, log.segments.len())).collect();
        assert_eq!(names, [("wal/checkpoint.00000007", 1), ("wal", 2), ("wbl", 1)]);
        assert_eq!(logs[1].gaps().collect::<Vec<_>>(), [(8, 10)]);
        assert_eq!(find_logs(&root.join("wal")).unwrap().len(), 2);
        assert_eq!(find_logs(&root.join("wbl")).unwrap()[0].kind, LogKind::Wbl);
        let checkpoint = find_logs(&root.join("wal/checkpoint.00000007")).unwrap();
        assert_eq!((checkpoint[0].kind, &*checkpoint[0].name), (LogKind::Checkpoint(7), "checkpoint.00000007"));
        assert!(find_logs(&root.join("missing")).is_err());
    }
}
