//! Finishing or taking back what a crash has interrupted: every step is found in the directory as it stands.

use super::{
    change::{Action, CHANGES, Change, ChangeState, Fingerprint, RECORD, Step, changes, read_if_there},
    moves,
    undo::undo_step,
};
use crate::{
    io::atomic_directory::remove_leftovers,
    tsdb::{
        Error,
        block::{BlockMeta, Tombstones, Ulid},
    },
};
use std::{fs, path::Path};

/// Heals the data directory `data`, whose lock the caller holds; tells in words what was done.
pub(super) fn heal(data: &Path) -> Result<Vec<String>, Error> {
    let mut healed = Vec::new();
    remove_unfinished_directories(data)?;
    for mut change in changes(data)? {
        if matches!(change.state, ChangeState::Begun | ChangeState::Undoing) {
            change.steps.iter().try_for_each(|step| remove_unfinished_files(data, step))?;
        }
        match change.state {
            ChangeState::Done | ChangeState::Undone => continue,
            ChangeState::Begun => {
                let steps = std::mem::take(&mut change.steps);
                for mut step in steps {
                    if finish_step(data, &change, &mut step)? {
                        change.steps.push(step);
                    }
                }
                let (ulid, count) = (change.ulid, change.steps.len());
                healed.push(match count {
                    0 => format!("the interrupted change {ulid} had changed no block yet and was taken back"),
                    _ => format!("the interrupted change {ulid} was finished; it has changed {count} blocks"),
                });
                if count == 0 {
                    moves::delete(&change.folder(data))?;
                    continue;
                }
                change.state = ChangeState::Done;
            }
            ChangeState::Undoing => {
                for step in change.steps.iter().rev() {
                    undo_step(data, &change, step)?;
                }
                healed.push(format!("the interrupted undoing of change {} was finished", change.ulid));
                change.state = ChangeState::Undone;
            }
        }
        change.write(data)?;
    }
    Ok(healed)
}

/// Removes blocks and changes that were being made or deleted when their process died.
fn remove_unfinished_directories(data: &Path) -> Result<(), Error> {
    let is_ours = |stem: &str| stem.parse::<Ulid>().is_ok();
    remove_leftovers(data, is_ours).map_err(|error| Error::io(data, error))?;
    let changes = data.join(CHANGES);
    if !changes.is_dir() {
        return Ok(());
    }
    remove_leftovers(&changes, is_ours).map_err(|error| Error::io(&changes, error))?;
    for entry in fs::read_dir(&changes).map_err(|error| Error::io(&changes, error))? {
        let folder = entry.map_err(|error| Error::io(&changes, error))?.path();
        if !folder.join(RECORD).exists() {
            // Nothing was done before the record was there. A folder that holds anything else is none of ours.
            let _ = fs::remove_file(folder.join(format!("{RECORD}.tmp")));
            let _ = fs::remove_dir(&folder);
        }
    }
    Ok(())
}

/// Removes what was being written into blocks of a step when the process died.
fn remove_unfinished_files(data: &Path, step: &Step) -> Result<(), Error> {
    for block in std::iter::once(&step.old).chain(&step.new) {
        for name in ["meta.json.tmp", "tombstones.tmp"] {
            let path = data.join(&block.directory).join(name);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Error::io(path, error)),
                _ => {}
            }
        }
    }
    Ok(())
}

/// Finishes a step whose moment had come, or takes it back; tells whether it is done.
fn finish_step(data: &Path, change: &Change, step: &mut Step) -> Result<bool, Error> {
    let (place, kept) = (data.join(&step.old.directory), change.kept(data, step));
    if step.action == Action::Tombstones {
        return finish_tombstones(&place, &kept, step);
    }
    if kept.exists() {
        moves::restore_meta(data, change, step, &kept)?;
        return Ok(true);
    }
    if !place.exists() {
        // Prometheus has deleted it, as the new blocks asked for.
        return Ok(true);
    }
    let is_done = if step.linked {
        step.new.iter().all(|new| data.join(&new.directory).exists())
    } else {
        // Only a changed meta.json has a copy.
        change.kept_meta(data, step).exists() && BlockMeta::read(&place.join("meta.json"))?.compaction.deletable
    };
    if is_done {
        moves::put_away(data, change, step)?;
        moves::restore_meta(data, change, step, &kept)?;
        return Ok(true);
    }
    for new in &step.new {
        let new = data.join(&new.directory);
        if new.exists() {
            moves::delete(&new)?;
        }
    }
    moves::restore_meta(data, change, step, &place)?;
    Ok(false)
}

fn finish_tombstones(place: &Path, kept: &Path, step: &mut Step) -> Result<bool, Error> {
    let (now, before) = (place.join("tombstones"), kept.join("tombstones"));
    if !kept.exists() || read_if_there(&now)? == read_if_there(&before)? {
        if kept.exists() {
            fs::remove_dir_all(kept).map_err(|error| Error::io(kept, error))?;
        }
        return Ok(false);
    }
    let path = place.join("meta.json");
    let mut meta = BlockMeta::read(&path)?;
    let tombstones = Tombstones::read(&now)?;
    meta.stats.num_tombstones = tombstones.iter().map(|(_, deleted)| deleted.as_slice().len() as u64).sum();
    meta.write(&path)?;
    for new in &mut step.new {
        new.fingerprint = Some(Fingerprint::of(place)?);
    }
    Ok(true)
}
