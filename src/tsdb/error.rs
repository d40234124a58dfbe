//! What can be wrong with a data directory; every variant carries its evidence.
//!
//! The texts contain Prometheus' own words where it has some, so that people find what they search for.

use super::{append::AppendError, chunk::ChunkError, wal::WalError};
use crate::{golang::system::error_text, io::bytes::ByteError, model::labels::Labels};
use std::{
    io,
    path::{Path, PathBuf},
};

/// Why something could not be read from a data directory.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Bytes and their checksum do not agree.
    #[error("{}: at offset {offset}: {what} expected:{expected:x}, actual:{got:x}", path.display())]
    ChecksumMismatch {
        /// The file.
        path: PathBuf,
        /// Where the part that the checksum covers begins.
        offset: u64,
        /// Which part of the file, and that its checksum is wrong, in Prometheus' words.
        what: &'static str,
        /// The checksum of the bytes.
        got: u32,
        /// The checksum that stands in the file.
        expected: u32,
    },
    /// The bytes are not what the format says.
    #[error("{}: at offset {offset}: {what}", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// Where.
        offset: u64,
        /// What was found and what was expected.
        what: String,
    },
    /// A chunk's samples cannot be decoded.
    #[error("{}: chunk at offset {offset}: {error}", path.display())]
    Chunk {
        /// The file.
        path: PathBuf,
        /// Where the chunk begins.
        offset: u64,
        /// The decoder's report.
        error: ChunkError,
    },
    /// `meta.json` is not one.
    #[error("{}: {what}", path.display())]
    Meta {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The data directory itself cannot be opened.
    #[error("opening the db dir: stat {}: {}", path.display(), error_text(error))]
    Directory {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A sample cannot be stored.
    #[error("{labels}: {error}")]
    Append {
        /// The series.
        labels: Labels,
        /// Why not.
        error: AppendError,
    },
    /// Blocks do not hold the samples they were made of.
    #[error("{}: the blocks do not hold what was read: {read} were read, {written} were written", path.display())]
    WrittenWrongly {
        /// The directory that the blocks were for.
        path: PathBuf,
        /// Number and checksum of the samples that came in.
        read: String,
        /// Number and checksum of those in the blocks.
        written: String,
    },
    /// A log cannot be read.
    #[error("{doing}: {error}")]
    Wal {
        /// What was being done, in Prometheus' words.
        doing: &'static str,
        /// What went wrong.
        error: WalError,
    },
}

impl Error {
    /// An operating-system error at `path`.
    pub fn io(path: impl Into<PathBuf>, error: io::Error) -> Error {
        Error::Io { path: path.into(), error }
    }

    /// Wrong bytes at `offset` of `path`.
    pub fn corrupt(path: impl Into<PathBuf>, offset: u64, what: impl Into<String>) -> Error {
        Error::Corrupt { path: path.into(), offset, what: what.into() }
    }

    /// Bytes of `path` that end too early or are not text; `what` says what they should have been.
    pub fn bytes(path: impl Into<PathBuf>, error: ByteError, what: &str) -> Error {
        Error::Corrupt { path: path.into(), offset: error.offset(), what: format!("{what}: {error}") }
    }

    /// Trouble with a log while `doing` something.
    pub fn wal(doing: &'static str, error: WalError) -> Error {
        Error::Wal { doing, error }
    }

    /// The text that Prometheus' own tools print, which leaves the path out where it is that of a block's part.
    pub fn in_prometheus_words(&self) -> String {
        match self {
            Error::Io { path, error } => format!("open {}: {}", path.display(), error_text(error)),
            Error::ChecksumMismatch { what, .. } => (*what).to_owned(),
            Error::Corrupt { what, .. } | Error::Meta { what, .. } => what.clone(),
            Error::Chunk { error, .. } => error.to_string(),
            Error::Directory { .. } | Error::Append { .. } | Error::WrittenWrongly { .. } => self.to_string(),
            Error::Wal { .. } => format!("read WAL: {self}"),
        }
    }

    /// The file or directory concerned.
    pub fn path(&self) -> &Path {
        match self {
            Error::Io { path, .. }
            | Error::ChecksumMismatch { path, .. }
            | Error::Corrupt { path, .. }
            | Error::Chunk { path, .. }
            | Error::Meta { path, .. }
            | Error::Directory { path, .. }
            | Error::WrittenWrongly { path, .. } => path,
            Error::Wal { error, .. } => error.path(),
            Error::Append { .. } => Path::new(""),
        }
    }
}
