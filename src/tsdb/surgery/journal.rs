//! Making a change: each step is written down before it is done, and at every moment either the old block or the new
//! ones count.
//!
//! With one new block, its appearance is the moment: it names the old one as its parent, as the result of Prometheus'
//! own clean-up of tombstones does, and parents of blocks count for nothing and are deleted by the next start of
//! Prometheus. The old block is put away afterwards.
//!
//! With several new blocks there is no such moment, for they appear one after the other. So first the *old* block says
//! that it was made of the new ones, which then do not count when they appear; the moment is when it says instead that
//! it is deletable.
//!
//! ```text
//! one:      record │ new block appears ◆ │ old block put away │ done
//! several:  record │ old.parents = new │ new blocks appear │ old.deletable ◆ │ old block put away │ done
//! none:     record │ old block put away ◆ │ done
//! ```

use super::{
    change::{
        Action, Amounts, BlockRecord, Change, ChangeState, Fingerprint, LISTED_LOSSES, Loss, Step, read_if_there,
    },
    heal::heal,
    moves,
};
use crate::{
    diagnostic::Severity,
    io::atomic_directory::sync_directory,
    tsdb::{
        Error,
        block::{BlockMeta, PreparedBlock, Tombstones, Ulid},
        directory::DirectoryLock,
        verify::{Findings, verify_block},
    },
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A data directory under change; it is locked meanwhile.
#[derive(Debug)]
pub struct Journal {
    data: PathBuf,
    change: Change,
    healed: Vec<String>,
    _lock: DirectoryLock,
}

/// A new block that is ready to take its place, with what it holds.
pub(super) type Prepared = (PreparedBlock, Amounts);

/// What is to be written down about a replacement besides the blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    pub(super) conflicts: u64,
    pub(super) losses: Vec<Loss>,
    pub(super) loss_count: u64,
}

impl Journal {
    /// Locks the data directory `data`, heals what a crash has interrupted there, and begins a change by `command`.
    /// Nothing is written down before the first step.
    pub fn begin(data: &Path, command: &[String]) -> Result<Journal, Error> {
        let lock = DirectoryLock::take(data)?;
        let healed = heal(data)?;
        let change = Change {
            ulid: Ulid::generate(),
            time: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            promq: env!("CARGO_PKG_VERSION").into(),
            command: command.to_vec(),
            state: ChangeState::Begun,
            steps: Vec::new(),
        };
        Ok(Journal { data: data.into(), change, healed, _lock: lock })
    }

    /// The data directory.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// What was healed before, in words for the user.
    pub fn healed(&self) -> &[String] {
        &self.healed
    }

    /// Puts `new` blocks in the place of the block `old`.
    ///
    /// If it is one, whose `meta.json` names the old one as its parent, its appearance is the moment; of several, or one
    /// that may have been several, none may name a parent.
    pub(super) fn replace(&mut self, old: BlockRecord, new: Vec<Prepared>, notes: Notes) -> Result<(), Error> {
        let place = self.data.join(&old.directory);
        if !place.is_dir() {
            // A name that is no text cannot be written down.
            return Err(Error::corrupt(place, 0, "there is no block of this name"));
        }
        let mut records = Vec::with_capacity(new.len());
        for (block, amounts) in &new {
            check(block.path())?;
            let mut record = BlockRecord::new(block.path(), block.meta(), *amounts);
            record.directory = record.ulid.to_string();
            record.fingerprint = Some(Fingerprint::of(block.path())?);
            records.push(record);
        }
        let Notes { conflicts, mut losses, loss_count } = notes;
        losses.truncate(LISTED_LOSSES);
        let names_old =
            |(block, _): &Prepared| block.meta().compaction.parents.iter().any(|parent| parent.ulid == old.ulid);
        let linked = new.len() == 1 && new.iter().all(names_old);
        let step = Step { action: Action::Replace, old, new: records, linked, conflicts, losses, loss_count };
        self.record(step.clone())?;
        let (data, change) = (&*self.data, &self.change);
        if step.linked || new.is_empty() {
            for (block, _) in new {
                block.commit()?;
            }
            return moves::put_away(data, change, &step);
        }
        let mut meta = BlockMeta::read(&place.join("meta.json"))?;
        moves::keep_meta(data, change, &step, &place)?;
        moves::shadow_new(&place, meta.clone(), &step)?;
        for (block, _) in new {
            block.commit()?;
        }
        meta.compaction.deletable = true;
        meta.write(&place.join("meta.json"))?;
        moves::put_away(data, change, &step)?;
        moves::restore_meta(data, change, &step, &change.kept(data, &step))
    }

    /// Gives the block `old` other tombstones.
    pub(super) fn change_tombstones(
        &mut self,
        old: BlockRecord,
        tombstones: &Tombstones,
        amounts: Amounts,
    ) -> Result<(), Error> {
        let place = self.data.join(&old.directory);
        let mut meta = BlockMeta::read(&place.join("meta.json"))?;
        let intervals = tombstones.iter().map(|(_, deleted)| deleted.as_slice().len() as u64).sum();
        meta.stats.num_tombstones = intervals;
        let new = BlockRecord { amounts, ..old.clone() };
        let (losses, loss_count, conflicts) = (Vec::new(), 0, 0);
        let (action, linked) = (Action::Tombstones, false);
        let step = Step { action, old, new: vec![new], linked, conflicts, losses, loss_count };
        self.record(step.clone())?;
        let kept = self.change.kept(&self.data, &step);
        fs::create_dir(&kept).map_err(|error| Error::io(&kept, error))?;
        for name in ["tombstones", "meta.json"] {
            if let Some(bytes) = read_if_there(&place.join(name))? {
                moves::replace(&kept.join(name), &bytes)?;
            }
        }
        let folder = self.change.folder(&self.data);
        sync_directory(&folder).map_err(|error| Error::io(&folder, error))?;
        tombstones.write(&place.join("tombstones"))?;
        meta.write(&place.join("meta.json"))?;
        if let Some(new) = self.change.steps.last_mut().and_then(|step| step.new.last_mut()) {
            new.fingerprint = Some(Fingerprint::of(&place)?);
        }
        Ok(())
    }

    fn record(&mut self, step: Step) -> Result<(), Error> {
        self.change.steps.push(step);
        self.change.write(&self.data)
    }

    /// Ends the change; `None` if there was no step.
    pub fn finish(mut self) -> Result<Option<Change>, Error> {
        if self.change.steps.is_empty() {
            return Ok(None);
        }
        self.change.state = ChangeState::Done;
        self.change.write(&self.data)?;
        Ok(Some(self.change))
    }
}

/// Verifies a block before it takes the place of another.
fn check(path: &Path) -> Result<(), Error> {
    let findings = Findings::new(1);
    verify_block(path, &findings);
    if findings.count(Severity::Error) == 0 {
        return Ok(());
    }
    let first = findings.into_list().into_iter().next();
    let what = first.map_or_else(String::new, |finding| format!("{}: {}", finding.path.display(), finding.what));
    Err(Error::corrupt(path, 0, format!("the new block is not sound, so nothing was changed: {what}")))
}
