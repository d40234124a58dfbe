//! The single moves of which changes consist. Each is on disk when it returns.

use super::change::{Change, Step, read_if_there};
use crate::{
    io::{
        atomic_directory::{remove_directory, sync_directory},
        atomic_file,
    },
    tsdb::{
        Error,
        block::{BlockMeta, Parent},
    },
};
use std::{fs, path::Path};

/// Renames a directory from one parent to another.
pub(super) fn move_directory(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(|error| Error::io(from, error))?;
    for parent in [to.parent(), from.parent()].into_iter().flatten() {
        sync_directory(parent).map_err(|error| Error::io(parent, error))?;
    }
    Ok(())
}

/// Puts the block of a step out of the way.
pub(super) fn put_away(data: &Path, change: &Change, step: &Step) -> Result<(), Error> {
    move_directory(&data.join(&step.old.directory), &change.kept(data, step))
}

/// Deletes a block whole.
pub(super) fn delete(path: &Path) -> Result<(), Error> {
    remove_directory(path).map_err(|error| Error::io(path, error))
}

/// Keeps a copy of the block's `meta.json`, as it lies in `directory`, unless there is one.
pub(super) fn keep_meta(data: &Path, change: &Change, step: &Step, directory: &Path) -> Result<(), Error> {
    let copy = change.kept_meta(data, step);
    if copy.exists() {
        return Ok(());
    }
    match read_if_there(&directory.join("meta.json"))? {
        Some(bytes) => replace(&copy, &bytes),
        None => Ok(()),
    }
}

/// Gives the block in `directory` its own `meta.json` back, if a copy was kept.
pub(super) fn restore_meta(data: &Path, change: &Change, step: &Step, directory: &Path) -> Result<(), Error> {
    let copy = change.kept_meta(data, step);
    let Some(bytes) = read_if_there(&copy)? else { return Ok(()) };
    replace(&directory.join("meta.json"), &bytes)?;
    fs::remove_file(&copy).map_err(|error| Error::io(copy, error))
}

/// Lets the block in `directory` say that it was made of the new blocks of `step`, so that these do not count; `meta`
/// is what it says otherwise.
pub(super) fn shadow_new(directory: &Path, mut meta: BlockMeta, step: &Step) -> Result<(), Error> {
    let parents = step.new.iter().map(|new| Parent { ulid: new.ulid, min_time: new.min_time, max_time: new.max_time });
    meta.compaction.parents.extend(parents);
    meta.write(&directory.join("meta.json"))
}

/// Gives a file this content.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    atomic_file::replace(path, bytes).map_err(|error| Error::io(path, error))
}
