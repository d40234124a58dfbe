//! Opening a data directory.

use super::blocks::{LoadedBlocks, block_directories, end_of_regular_blocks, load};
use crate::{
    model::sample::Timestamp,
    tsdb::{
        Error,
        block::Block,
        head::{DamagePolicy, Head, HeadOptions},
        wal::WalError,
    },
};
use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// As whom to read a data directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenMode {
    /// As the server that owns it: what a query would answer. The head counts from the end of the regular blocks on, a
    /// memory snapshot is used, superseded blocks do not count, and what a repair of the WAL would throw away is left
    /// out with a warning.
    AsServer,
    /// As promtool's read-only view: the head counts from the end of the block with the latest *beginning* on, must
    /// exist and be undamaged, and is not looked at if that block ends after `max_time`.
    ReadOnly {
        /// The last time that will be asked for.
        max_time: Timestamp,
    },
}

/// An open data directory, block, or snapshot. Clones share everything.
#[derive(Clone, Debug)]
pub struct Directory(pub(super) Arc<OpenDirectory>);

#[derive(Debug)]
pub(super) struct OpenDirectory {
    pub(super) blocks: Vec<Block>,
    pub(super) head: Option<Head>,
    pub(super) warnings: Vec<String>,
}

/// A server may write a block or a checkpoint and delete files between our looks at the directory.
const ATTEMPTS: usize = 3;

/// Opens the data directory, block or snapshot at `path`.
pub fn open(path: &Path, mode: OpenMode) -> Result<Directory, Error> {
    Directory::open(path, mode)
}

impl Directory {
    /// Opens the data directory, block or snapshot at `path`.
    pub fn open(path: &Path, mode: OpenMode) -> Result<Directory, Error> {
        if let Err(error) = std::fs::metadata(path) {
            return Err(Error::Directory { path: path.into(), error });
        }
        if path.join("meta.json").is_file() {
            let blocks = vec![Block::open(path)?];
            return Ok(Directory::of(OpenDirectory { blocks, head: None, warnings: Vec::new() }));
        }
        let mut attempt = 1;
        loop {
            let directories = block_directories(path)?;
            let opened =
                load(&directories, mode == OpenMode::AsServer).and_then(|loaded| with_head(path, loaded, mode));
            let is_last = attempt == ATTEMPTS;
            match opened {
                Err(error) if !is_last && is_vanished_file(path, &error) => {}
                // Samples of a block that came meanwhile may be gone from the head.
                Ok(_) if !is_last && block_directories(path)? != directories => {}
                outcome => return outcome.map(Directory::of),
            }
            attempt += 1;
        }
    }

    /// The blocks of a data directory as promtool lists them; the head is not looked at.
    pub fn blocks_only(path: &Path) -> Result<Directory, Error> {
        if let Err(error) = std::fs::metadata(path) {
            return Err(Error::Directory { path: path.into(), error });
        }
        let LoadedBlocks { blocks, warnings } = load(&block_directories(path)?, false)?;
        Ok(Directory::of(OpenDirectory { blocks, head: None, warnings }))
    }

    /// The blocks of a data directory that a server would keep: none that is replaced by another one, or marked as
    /// having nothing. The head is not looked at.
    pub fn current_blocks(path: &Path) -> Result<Directory, Error> {
        if let Err(error) = std::fs::metadata(path) {
            return Err(Error::Directory { path: path.into(), error });
        }
        let LoadedBlocks { blocks, warnings } = load(&block_directories(path)?, true)?;
        Ok(Directory::of(OpenDirectory { blocks, head: None, warnings }))
    }

    fn of(opened: OpenDirectory) -> Directory {
        Directory(Arc::new(opened))
    }

    /// The blocks, sorted by first time.
    pub fn blocks(&self) -> &[Block] {
        &self.0.blocks
    }

    /// The head, if there is one and it was looked at.
    pub fn head(&self) -> Option<&Head> {
        self.0.head.as_ref()
    }

    /// What was left out, in words for the user.
    pub fn warnings(&self) -> &[String] {
        &self.0.warnings
    }
}

fn is_vanished_file(directory: &Path, error: &Error) -> bool {
    let (path, error): (&PathBuf, _) = match error {
        Error::Io { path, error } | Error::Wal { error: WalError::Io { path, error }, .. } => (path, error),
        _ => return false,
    };
    error.kind() == io::ErrorKind::NotFound && *path != directory.join("wal")
}

fn with_head(path: &Path, loaded: LoadedBlocks, mode: OpenMode) -> Result<OpenDirectory, Error> {
    let LoadedBlocks { blocks, mut warnings } = loaded;
    let head = match mode {
        OpenMode::AsServer if !path.join("wal").is_dir() => None,
        OpenMode::AsServer => Some(Head::open(
            path,
            HeadOptions {
                min_valid_time: end_of_regular_blocks(&blocks).unwrap_or(Timestamp::MIN),
                use_snapshot: true,
                damage: DamagePolicy::LeaveOutRest,
            },
        )?),
        OpenMode::ReadOnly { max_time } => {
            let min_valid_time = blocks.last().map_or(Timestamp::MIN, Block::max_time);
            // A lock file says that a server is, or was when it died, at work here.
            let is_live = path.join("lock").exists();
            let damage = if is_live { DamagePolicy::RefuseUnlessTail } else { DamagePolicy::Refuse };
            let options = HeadOptions { min_valid_time, use_snapshot: false, damage };
            (min_valid_time <= max_time).then(|| Head::open(path, options)).transpose()?
        }
    };
    warnings.extend(head.iter().flat_map(|head| head.warnings().iter().cloned()));
    Ok(OpenDirectory { blocks, head, warnings })
}
