//! What can be wrong with a log; the texts are Prometheus' own, so that a search finds its documentation.

use super::record::RecordError;
use crate::golang::system::error_text;
use std::{
    io,
    path::{Path, PathBuf},
};

/// Why a log could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WalError {
    /// The operating system refused.
    #[error("open {}: {}", path.display(), error_text(error))]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Numbers are missing between the first and the last segment.
    #[error("{}: segments are not sequential: {before} is followed by {after}", directory.display())]
    NotSequential {
        /// The directory of the segments.
        directory: PathBuf,
        /// A segment's number.
        before: u64,
        /// The number of the one after it.
        after: u64,
    },
    /// A segment that must be there is not.
    #[error("{}: segment {number:08} is missing, the first one is {first:08}", directory.display())]
    Missing {
        /// The directory of the segments.
        directory: PathBuf,
        /// The number of the first segment needed.
        number: u64,
        /// The number of the first segment that exists.
        first: u64,
    },
    /// There is nothing to look at.
    #[error("{}: no write-ahead log: neither the directory nor wal/ or wbl/ in it has segments", directory.display())]
    NoLog {
        /// The directory.
        directory: PathBuf,
    },
    /// A file stands where a checkpoint's directory should be.
    #[error("checkpoint {} is not a directory", path.display())]
    NotADirectory {
        /// The file.
        path: PathBuf,
    },
    /// The bytes of a segment are not what the format says.
    #[error("corruption in segment {} at {offset}: {what}", path.display())]
    Corrupt {
        /// The segment.
        path: PathBuf,
        /// The position after the bytes consumed, as Prometheus counts it: in the segment padded to whole pages.
        offset: u64,
        /// What is wrong.
        what: Corruption,
    },
}

impl WalError {
    /// An operating-system error at `path`.
    pub fn io(path: impl Into<PathBuf>, error: io::Error) -> WalError {
        WalError::Io { path: path.into(), error }
    }

    /// The file or directory concerned.
    pub fn path(&self) -> &Path {
        match self {
            WalError::Io { path, .. } | WalError::NotADirectory { path } | WalError::Corrupt { path, .. } => path,
            WalError::NotSequential { directory, .. }
            | WalError::Missing { directory, .. }
            | WalError::NoLog { directory } => directory,
        }
    }

    /// Whether damaged bytes are the cause, so that everything before them can still be used.
    pub fn is_corruption(&self) -> bool {
        matches!(self, WalError::Corrupt { .. })
    }

    /// Whether the trouble may just be a record that a live writer has not finished: a damaged or missing piece with
    /// nothing but the end of the file after it.
    pub fn is_torn_tail(&self, file_length: u64) -> bool {
        match self {
            WalError::Corrupt { offset, what: Corruption::Checksum { .. } | Corruption::Torn, .. } => {
                *offset >= file_length
            }
            _ => false,
        }
    }
}

/// What is wrong with the bytes of a segment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Corruption {
    /// A fragment and its checksum do not agree.
    #[error("unexpected checksum {got:x}, expected {expected:x}")]
    Checksum {
        /// The checksum of the bytes.
        got: u32,
        /// The checksum that stands in the file.
        expected: u32,
    },
    /// A fragment is longer than a page.
    #[error("invalid record size {0}")]
    FragmentLength(u16),
    /// A whole record inside another.
    #[error("unexpected full record")]
    UnexpectedFull,
    /// A first fragment inside a record.
    #[error("unexpected first record, dropping buffer")]
    UnexpectedFirst,
    /// A middle fragment without a first one.
    #[error("unexpected middle record, dropping buffer")]
    UnexpectedMiddle,
    /// A last fragment without a first one.
    #[error("unexpected last record, dropping buffer")]
    UnexpectedLast,
    /// A fragment type that does not exist.
    #[error("unexpected record type {0}")]
    FragmentType(u8),
    /// Something stands where a page's padding should be.
    #[error("unexpected non-zero byte in padded page")]
    DirtyPadding,
    /// The segment ends inside a record.
    #[error("last record is torn")]
    Torn,
    /// The segment ends inside a fragment's header.
    #[error("read remaining header: unexpected EOF")]
    TornHeader,
    /// A compressed record cannot be decompressed.
    #[error("{method}: {reason}")]
    Compression {
        /// `snappy` or `zstd`.
        method: &'static str,
        /// What the decompressor said.
        reason: String,
    },
    /// A record's content is not what its kind says.
    #[error("decode {kind}: {error}")]
    Record {
        /// The kind of record, in Prometheus' words.
        kind: &'static str,
        /// The decoder's report.
        error: RecordError,
    },
}
