//! Surgery on blocks: repairing, deleting, rewriting, splitting; and undoing all of it.
//!
//! ```text
//! old block ─→ Source ─→ [`rewrite`]: labels, times, deletions, borders ─→ new blocks beside it, verified
//!                                                                            ↓ [`Journal`]
//!              promq-changes/<ULID>/: change.json, and the old block   new blocks in its place
//!                                                                            ↓ [`undo`]
//!              the old block in its place again
//! ```
//! Without a [`Journal`] everything is a dry run: the same work, but nothing is written. A crash at any moment leaves a
//! directory that shows the old blocks or the new ones, to promq and to Prometheus; the next command that begins a
//! journal, or undoes, finishes or takes back what was interrupted.

mod change;
mod delete;
mod heal;
mod journal;
mod merge;
mod moves;
mod repair;
mod rewrite;
mod source;
mod undo;

pub use change::{
    Action, Amounts, BlockRecord, CHANGES, Change, ChangeState, Fingerprint, Loss, Step, changes, interrupted,
};
pub use delete::{DeleteMode, delete, series_in_head};
pub use journal::Journal;
pub use repair::repair;
pub use rewrite::{Borders, Deletion, MOST_PARTS, Outcome, Recipe, Relabel, rewrite};
pub use undo::{UndoError, undo, undoable};

use super::{Error, block::BlockMeta, directory::block_directories, verify::is_block};
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

/// The data directory of `path`, and the blocks that are meant: `path` itself if it is a block, else those in it that
/// count. Nothing is opened but `meta.json`.
pub fn blocks_of(path: &Path) -> Result<(PathBuf, Vec<PathBuf>), Error> {
    let path = std::fs::canonicalize(path).map_err(|error| Error::Directory { path: path.into(), error })?;
    if is_block(&path)
        && let Some(data) = path.parent()
    {
        return Ok((data.into(), vec![path]));
    }
    let mut blocks = Vec::new();
    let mut replaced = HashSet::new();
    for block in block_directories(&path)? {
        // One whose meta.json cannot be read counts for nothing, except for those who want to repair it.
        let meta = BlockMeta::read(&block.join("meta.json")).ok();
        replaced.extend(meta.iter().flat_map(|meta| &meta.compaction.parents).map(|parent| parent.ulid));
        blocks.push((block, meta));
    }
    let counts = |meta: &Option<BlockMeta>| {
        meta.as_ref().is_none_or(|meta| !meta.compaction.deletable && !replaced.contains(&meta.ulid))
    };
    blocks.retain(|(_, meta)| counts(meta));
    blocks.sort_by_key(|(_, meta)| meta.as_ref().map(|meta| meta.min_time));
    Ok((path, blocks.into_iter().map(|(block, _)| block).collect()))
}
