//! A data directory whose blocks are to be replaced by others.

use super::{
    DirectoryLock,
    blocks::{block_directories, end_of_regular_blocks, load},
};
use crate::{
    io::atomic_directory::{remove_directory, remove_leftovers, sync_directory},
    tsdb::{
        Error,
        block::{Block, BlockMeta, PreparedBlock, Ulid},
        head::{DamagePolicy, Head, HeadOptions},
    },
};
use std::path::{Path, PathBuf};

/// The directory of the write-ahead log.
const LOGS: &str = "wal";
/// The directory of the head's finished chunks.
const CHUNKS: &str = "chunks_head";

/// A data directory that nobody else writes into. It holds the directory's lock.
///
/// New blocks appear whole, and name those they replace as their parents; only then the old ones are deleted, each at
/// once. So a crash leaves the old blocks, or both the old and the new ones, and the next to open the directory,
/// Prometheus or promq, deletes what is replaced.
#[derive(Debug)]
pub struct WritableDirectory {
    root: PathBuf,
    blocks: Vec<Block>,
    warnings: Vec<String>,
    _lock: DirectoryLock,
}

impl WritableDirectory {
    /// Opens the data directory `root`, and brings it in order as Prometheus does when it starts: what crashed runs left
    /// half-made is deleted, and so are blocks that others replace, or that are marked as having nothing.
    pub fn open(root: &Path) -> Result<WritableDirectory, Error> {
        let lock = DirectoryLock::take(root)?;
        let removed = remove_leftovers(root, |stem| stem.parse::<Ulid>().is_ok());
        removed.map_err(|error| Error::io(root, error))?;
        let directories = block_directories(root)?;
        let loaded = load(&directories, true)?;
        let mut warnings = loaded.warnings;
        for path in &directories {
            let is_loaded = loaded.blocks.iter().any(|block| block.path() == path);
            if !is_loaded && BlockMeta::read(&path.join("meta.json")).is_ok() {
                remove_directory(path).map_err(|error| Error::io(path, error))?;
                warnings.push(format!("{} had been replaced before, and is deleted", path.display()));
            }
        }
        Ok(WritableDirectory { root: root.into(), blocks: loaded.blocks, warnings, _lock: lock })
    }

    /// The directory.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The blocks, sorted by first time.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// What was left out or deleted, in words for the user.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Makes prepared blocks visible and deletes those they replace. `prepared` may be empty.
    pub fn replace(&mut self, old: &[Ulid], prepared: Vec<PreparedBlock>) -> Result<(), Error> {
        if prepared.is_empty() {
            // Should this be interrupted, the mark tells whoever comes next to go on.
            for block in self.blocks.iter().filter(|block| old.contains(&block.meta().ulid)) {
                let mut meta = block.meta().clone();
                meta.compaction.deletable = true;
                meta.write(&block.path().join("meta.json"))?;
            }
        }
        let mut added = Vec::with_capacity(prepared.len());
        for block in prepared {
            let meta = block.commit()?;
            let path = self.root.join(meta.ulid.to_string());
            match Block::open(&path) {
                Ok(block) => added.push(block),
                Err(error) => {
                    // What cannot be read must not replace what can. The error is what is to be told.
                    let _ = remove_directory(&path);
                    return Err(error);
                }
            }
        }
        self.blocks.extend(added);
        self.blocks.sort_by_key(Block::min_time);
        let is_old = |block: &mut Block| old.contains(&block.meta().ulid);
        let paths: Vec<PathBuf> = self.blocks.extract_if(.., is_old).map(|block| block.path().to_owned()).collect();
        paths.iter().try_for_each(|path| remove_directory(path).map_err(|error| Error::io(path, error)))
    }

    /// The head, as the server that starts next would read it; `None` if there is none.
    pub fn head(&self) -> Result<Option<Head>, Error> {
        if !self.root.join(LOGS).is_dir() {
            return Ok(None);
        }
        let min_valid_time = end_of_regular_blocks(&self.blocks).unwrap_or(i64::MIN);
        let options = HeadOptions { min_valid_time, use_snapshot: true, damage: DamagePolicy::LeaveOutRest };
        Head::open(&self.root, options).map(Some)
    }

    /// Moves the files of the head, which now lies in blocks, into a directory beside them, and leaves an empty head.
    /// Tells where they are.
    ///
    /// Wherever this is interrupted, a server still reads no sample wrongly: in-order samples of the log count only from
    /// the end of the blocks on, and chunks only with the series records of the log, which goes before them.
    pub fn set_head_aside(&self) -> Result<PathBuf, Error> {
        let aside = self.root.join(format!("promq-head-{}", Ulid::generate()));
        std::fs::create_dir(&aside).map_err(|error| Error::io(&aside, error))?;
        let mut names = vec!["wbl".to_owned()];
        for entry in std::fs::read_dir(&self.root).map_err(|error| Error::io(&self.root, error))? {
            let name = entry.map_err(|error| Error::io(&self.root, error))?.file_name();
            names.extend(name.into_string().ok().filter(|name| name.starts_with("chunk_snapshot.")));
        }
        names.extend([LOGS.to_owned(), CHUNKS.to_owned()]);
        for name in names {
            let from = self.root.join(&name);
            match std::fs::rename(&from, aside.join(&name)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Error::io(from, error)),
                _ => {}
            }
        }
        for name in [LOGS, CHUNKS] {
            let path = self.root.join(name);
            std::fs::create_dir(&path).map_err(|error| Error::io(path, error))?;
        }
        for directory in [&aside, &self.root] {
            sync_directory(directory).map_err(|error| Error::io(directory, error))?;
        }
        Ok(aside)
    }

    /// Marks blocks as ones that cannot be merged, as Prometheus does, so that it does not try again and again.
    pub fn mark_failed(&mut self, ulids: &[Ulid]) -> Result<(), Error> {
        for block in self.blocks.iter_mut().filter(|block| ulids.contains(&block.meta().ulid)) {
            let mut meta = block.meta().clone();
            meta.compaction.failed = true;
            meta.write(&block.path().join("meta.json"))?;
            let path = block.path().to_owned();
            *block = Block::with_meta(&path, meta)?;
        }
        Ok(())
    }
}
