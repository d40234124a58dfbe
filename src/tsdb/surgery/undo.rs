//! Undoing a change: the old blocks come back, the new ones go.
//!
//! ```text
//! several or one: old.parents += new │ new.parents -= old │ old block put back ◆ │ new blocks deleted │ old.parents as before
//! none:           old block put back ◆
//! ```
//! Before the moment the new blocks count, after it the old one does.

use super::{
    change::{Action, Change, ChangeState, Fingerprint, Step, changes, read_if_there},
    heal::heal,
    moves,
};
use crate::tsdb::{
    Error,
    block::{BlockMeta, Ulid},
    directory::DirectoryLock,
};
use std::{fs, path::Path};

/// Why a change cannot be undone.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UndoError {
    /// The directory cannot be read or written.
    #[error(transparent)]
    Storage(#[from] Error),
    /// There is no such change.
    #[error("there is no change {0}; `promq tsdb undo --list` shows them")]
    Unknown(Ulid),
    /// Nothing is left to undo.
    #[error("there is no change that could be undone")]
    Nothing,
    /// It has been undone before.
    #[error("the change {0} has been undone already")]
    Undone(Ulid),
    /// A new block is gone.
    #[error("block {new} of change {change} is no longer there: it has been compacted, changed again or deleted since")]
    Gone {
        /// The change.
        change: Ulid,
        /// The block.
        new: String,
    },
    /// A new block is not as the change left it.
    #[error("block {new} of change {change} has been changed since, so undoing would lose what was done to it")]
    Changed {
        /// The change.
        change: Ulid,
        /// The block.
        new: String,
    },
    /// The old block is gone.
    #[error("the old block {old} of change {change} is no longer there; a Prometheus has deleted it")]
    OldGone {
        /// The change.
        change: Ulid,
        /// The block.
        old: String,
    },
    /// Something has taken the old block's place.
    #[error("a block {old} is in the place where the old block of change {change} belongs")]
    Occupied {
        /// The change.
        change: Ulid,
        /// The block.
        old: String,
    },
}

/// The change to undo: the one called `wanted`, or the last one that is not undone. It must be possible as the
/// directory `data` stands.
pub fn undoable(data: &Path, wanted: Option<Ulid>) -> Result<Change, UndoError> {
    let mut changes = changes(data)?;
    let change = match wanted {
        Some(ulid) => changes.into_iter().find(|change| change.ulid == ulid).ok_or(UndoError::Unknown(ulid))?,
        None => {
            changes.retain(|change| change.state != ChangeState::Undone);
            changes.pop().ok_or(UndoError::Nothing)?
        }
    };
    if change.state == ChangeState::Undone {
        return Err(UndoError::Undone(change.ulid));
    }
    if change.state == ChangeState::Done {
        change.steps.iter().try_for_each(|step| check_step(data, &change, step))?;
    }
    Ok(change)
}

fn check_step(data: &Path, change: &Change, step: &Step) -> Result<(), UndoError> {
    let ulid = change.ulid;
    for record in &step.new {
        let (path, new) = (data.join(&record.directory), record.directory.clone());
        if !path.join("index").exists() {
            return Err(UndoError::Gone { change: ulid, new });
        }
        if record.fingerprint.is_some_and(|print| Fingerprint::of(&path).ok() != Some(print)) {
            return Err(UndoError::Changed { change: ulid, new });
        }
    }
    let old = step.old.directory.clone();
    if !change.kept(data, step).exists() {
        return Err(UndoError::OldGone { change: ulid, old });
    }
    if step.action == Action::Replace && data.join(&old).exists() {
        return Err(UndoError::Occupied { change: ulid, old });
    }
    Ok(())
}

/// Undoes a change of the data directory `data`, which is locked meanwhile. Tells which change it was, and what was
/// healed before.
pub fn undo(data: &Path, wanted: Option<Ulid>) -> Result<(Change, Vec<String>), UndoError> {
    let _lock = DirectoryLock::take(data)?;
    let healed = heal(data)?;
    let mut change = undoable(data, wanted)?;
    change.state = ChangeState::Undoing;
    change.write(data)?;
    for step in change.steps.iter().rev() {
        undo_step(data, &change, step)?;
    }
    change.state = ChangeState::Undone;
    change.write(data)?;
    Ok((change, healed))
}

/// Undoes a step from where it stands.
pub(super) fn undo_step(data: &Path, change: &Change, step: &Step) -> Result<(), Error> {
    let (place, kept) = (data.join(&step.old.directory), change.kept(data, step));
    if step.action == Action::Tombstones {
        return undo_tombstones(&place, &kept);
    }
    if kept.exists() {
        // Without a readable meta.json the old block counts for nothing, whoever reads the directory.
        if let Some(meta) = original_meta(data, change, step, &kept)
            && !step.new.is_empty()
        {
            moves::keep_meta(data, change, step, &kept)?;
            moves::shadow_new(&kept, meta, step)?;
        }
        for new in &step.new {
            let path = data.join(&new.directory).join("meta.json");
            let Ok(mut meta) = BlockMeta::read(&path) else { continue };
            meta.compaction.parents.retain(|parent| parent.ulid != step.old.ulid);
            meta.write(&path)?;
        }
        moves::move_directory(&kept, &place)?;
    }
    for new in &step.new {
        let path = data.join(&new.directory);
        if path.exists() {
            moves::delete(&path)?;
        }
    }
    moves::restore_meta(data, change, step, &place)
}

/// What the kept block says of itself, or said before it was changed.
fn original_meta(data: &Path, change: &Change, step: &Step, kept: &Path) -> Option<BlockMeta> {
    let copy = BlockMeta::read(&change.kept_meta(data, step));
    copy.or_else(|_| BlockMeta::read(&kept.join("meta.json"))).ok()
}

fn undo_tombstones(place: &Path, kept: &Path) -> Result<(), Error> {
    for name in ["tombstones", "meta.json"] {
        let path = place.join(name);
        match read_if_there(&kept.join(name))? {
            Some(bytes) => moves::replace(&path, &bytes)?,
            None if path.exists() => fs::remove_file(&path).map_err(|error| Error::io(path, error))?,
            None => {}
        }
    }
    Ok(())
}
