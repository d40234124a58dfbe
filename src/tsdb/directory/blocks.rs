//! The blocks of a data directory.

use crate::tsdb::{
    Error,
    block::{Block, BlockMeta, Ulid},
};
use rayon::prelude::*;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// The blocks that could be opened, and what is to be said about the others.
#[derive(Debug, Default)]
pub(super) struct LoadedBlocks {
    /// Sorted by first time.
    pub(super) blocks: Vec<Block>,
    /// What was left out, in words for the user.
    pub(super) warnings: Vec<String>,
}

/// The directories in `root` that are named as blocks, sorted.
pub(in crate::tsdb) fn block_directories(root: &Path) -> Result<BTreeSet<PathBuf>, Error> {
    let mut directories = BTreeSet::new();
    for entry in std::fs::read_dir(root).map_err(|error| Error::io(root, error))? {
        let entry = entry.map_err(|error| Error::io(root, error))?;
        let is_named_as_block = entry.file_name().to_str().is_some_and(|name| name.parse::<Ulid>().is_ok());
        if is_named_as_block && entry.path().is_dir() {
            directories.insert(entry.path());
        }
    }
    Ok(directories)
}

/// Opens the blocks in `directories`.
///
/// A block without readable `meta.json` is left out with a warning; any other damage is an error, unless a good block
/// names the bad one as its parent. With `only_current`, so are blocks that a server would delete at its next look:
/// parents of good blocks, and those marked as deletable.
pub(super) fn load(directories: &BTreeSet<PathBuf>, only_current: bool) -> Result<LoadedBlocks, Error> {
    let directories: Vec<&PathBuf> = directories.iter().collect();
    let opened: Vec<_> = directories
        .into_par_iter()
        .map(|path| match BlockMeta::read(&path.join("meta.json")) {
            Ok(meta) => Ok((meta.ulid, Block::with_meta(path, meta))),
            Err(error) => Err(error),
        })
        .collect();
    let mut loaded = LoadedBlocks::default();
    let mut damaged = Vec::new();
    for block in opened {
        match block {
            Ok((_, Ok(block))) => loaded.blocks.push(block),
            Ok((ulid, Err(error))) => damaged.push((ulid, error)),
            Err(error) => loaded.warnings.push(format!("a block is left out, its meta.json cannot be read: {error}")),
        }
    }
    let parents: BTreeSet<Ulid> =
        loaded.blocks.iter().flat_map(|block| &block.meta().compaction.parents).map(|parent| parent.ulid).collect();
    if let Some((_, error)) = damaged.into_iter().find(|(ulid, _)| !parents.contains(ulid)) {
        return Err(error);
    }
    if only_current {
        loaded.blocks.retain(|block| {
            let meta = block.meta();
            !meta.compaction.deletable && !parents.contains(&meta.ulid)
        });
    }
    loaded.blocks.sort_by_key(Block::min_time);
    Ok(loaded)
}

/// The end of the newest block of in-order samples, from which on a server reads the head: blocks that were split off
/// for another reason carry a hint and do not count.
pub(super) fn end_of_regular_blocks(blocks: &[Block]) -> Option<i64> {
    const HINTS: [&str; 3] = ["from-out-of-order", "from-stale-series", "from-selected-series"];
    let is_regular = |block: &&Block| !block.meta().compaction.hints.iter().any(|hint| HINTS.contains(&&**hint));
    blocks.iter().filter(is_regular).map(Block::max_time).max()
}
