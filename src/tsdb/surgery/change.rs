//! What a change of a data directory has done, as it stands in `change.json`.
//!
//! ```text
//! promq-changes/
//!   01M8…/               a change
//!     change.json        what was done, by which command
//!     01M7…/             a block that was replaced, as it was
//!     01M7….meta.json    its meta.json, if that had to be changed while the block was still in its place
//! ```
//! The name of the folder is none of a block, so neither Prometheus nor Thanos looks into it.

use crate::{
    io::{atomic_directory::sync_directory, atomic_file, crc32c::crc32c},
    tsdb::{
        Error,
        block::{BlockMeta, Ulid},
    },
};
use serde::{Deserialize, Serialize};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The folder in a data directory that holds changes.
pub const CHANGES: &str = "promq-changes";
/// The record of a change in its folder.
pub(super) const RECORD: &str = "change.json";
/// Losses that a record lists one by one.
pub(super) const LISTED_LOSSES: usize = 10_000;

/// A change of a data directory.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Its name, which says when it was made.
    pub ulid: Ulid,
    /// When it was made, in RFC 3339.
    pub time: String,
    /// The version of promq that made it.
    pub promq: String,
    /// The command line.
    pub command: Vec<String>,
    /// How far it has come.
    pub state: ChangeState,
    /// What was done to each block.
    pub steps: Vec<Step>,
}

/// How far a change has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeState {
    /// Not all steps may have been done.
    Begun,
    /// All of it is done.
    Done,
    /// It is being undone.
    Undoing,
    /// It has been undone.
    Undone,
}

impl ChangeState {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            ChangeState::Begun => "begun",
            ChangeState::Done => "done",
            ChangeState::Undoing => "undoing",
            ChangeState::Undone => "undone",
        }
    }
}

/// What was done to one block.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// How.
    pub action: Action,
    /// The block.
    pub old: BlockRecord,
    /// What stands in its place; the block itself if only its tombstones changed.
    pub new: Vec<BlockRecord>,
    /// Whether the new block names the old one as its parent, so that its appearance is the moment from which it counts.
    #[serde(default)]
    pub linked: bool,
    /// Samples of several series that became one at the same time with different values; the first one's were kept.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub conflicts: u64,
    /// What could not be read, at most ten thousand of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<Loss>,
    /// How many there are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub loss_count: u64,
}

/// How a block was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// New blocks took its place.
    Replace,
    /// Its tombstones were written again.
    Tombstones,
}

/// A block, before or after.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockRecord {
    /// The name of its directory.
    pub directory: String,
    /// Its identity.
    pub ulid: Ulid,
    /// First time, inclusive.
    pub min_time: i64,
    /// Last time, exclusive.
    pub max_time: i64,
    /// What it holds.
    #[serde(flatten)]
    pub amounts: Amounts,
    /// What its small files are, to tell whether someone has changed the block since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Fingerprint>,
}

/// Numbers of things in a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Amounts {
    /// Series.
    pub series: u64,
    /// Chunks.
    pub chunks: u64,
    /// Samples, those included that tombstones delete.
    pub samples: u64,
    /// Bytes of the chunks.
    pub bytes: u64,
}

/// Checksums of the files of a block that can change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    meta: u32,
    tombstones: u32,
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Loss {
    /// The series, if its labels are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// The first and the last time concerned, if they are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<(i64, i64)>,
    /// How many samples, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub samples: Option<u64>,
    /// The file.
    pub file: String,
    /// Where in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// Why.
    pub why: String,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Amounts {
    /// Adds those of another block.
    pub fn add(&mut self, other: &Amounts) {
        self.series += other.series;
        self.chunks += other.chunks;
        self.samples += other.samples;
        self.bytes += other.bytes;
    }
}

impl Fingerprint {
    /// The fingerprint of the block in `directory`; a missing file is an empty one.
    pub(super) fn of(directory: &Path) -> Result<Fingerprint, Error> {
        let checksum = |name| read_if_there(&directory.join(name)).map(|bytes| crc32c(&bytes.unwrap_or_default()));
        Ok(Fingerprint { meta: checksum("meta.json")?, tombstones: checksum("tombstones")? })
    }
}

impl BlockRecord {
    /// The record of a block with this `meta.json`.
    pub fn new(directory: &Path, meta: &BlockMeta, amounts: Amounts) -> BlockRecord {
        let directory = directory.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (ulid, min_time, max_time) = (meta.ulid, meta.min_time, meta.max_time);
        BlockRecord { directory, ulid, min_time, max_time, amounts, fingerprint: None }
    }
}

impl Change {
    /// The folder of this change.
    pub(super) fn folder(&self, data: &Path) -> PathBuf {
        data.join(CHANGES).join(self.ulid.to_string())
    }

    /// Where the block of a step is kept.
    pub(super) fn kept(&self, data: &Path, step: &Step) -> PathBuf {
        self.folder(data).join(&step.old.directory)
    }

    /// Where the `meta.json` of a step's block is kept while it is changed in its place.
    pub(super) fn kept_meta(&self, data: &Path, step: &Step) -> PathBuf {
        self.folder(data).join(format!("{}.meta.json", step.old.directory))
    }

    /// Writes the record; the folder is made if it is missing.
    pub(super) fn write(&self, data: &Path) -> Result<(), Error> {
        let (changes, folder) = (data.join(CHANGES), self.folder(data));
        let make = |path: &Path, parent: &Path| match fs::create_dir(path) {
            Ok(()) => sync_directory(parent),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        };
        make(&changes, data).map_err(|error| Error::io(&changes, error))?;
        make(&folder, &changes).map_err(|error| Error::io(&folder, error))?;
        let path = folder.join(RECORD);
        let json = serde_json::to_vec_pretty(self);
        let json = json.map_err(|error| Error::Meta { path: path.clone(), what: error.to_string() })?;
        atomic_file::replace(&path, &json).map_err(|error| Error::io(path, error))
    }

    fn read(path: &Path) -> Result<Change, Error> {
        let bytes = fs::read(path).map_err(|error| Error::io(path, error))?;
        serde_json::from_slice(&bytes).map_err(|error| Error::Meta { path: path.into(), what: error.to_string() })
    }
}

/// The content of a file; `None` if there is none.
pub(super) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(path, error)),
    }
}

/// All changes of the data directory `data`, the oldest first.
pub fn changes(data: &Path) -> Result<Vec<Change>, Error> {
    let root = data.join(CHANGES);
    let entries = match fs::read_dir(&root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io(root, error)),
    };
    let mut changes = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| Error::io(&root, error))?;
        if entry.file_name().to_str().is_some_and(|name| name.parse::<Ulid>().is_ok()) {
            let record = entry.path().join(RECORD);
            // A folder without a record was made, and then nothing more was done.
            if record.exists() {
                changes.push(Change::read(&record)?);
            }
        }
    }
    changes.sort_by_key(|change| change.ulid);
    Ok(changes)
}

/// The records of changes that a crash has interrupted.
pub fn interrupted(data: &Path) -> Result<Vec<PathBuf>, Error> {
    let is_interrupted = |change: &Change| matches!(change.state, ChangeState::Begun | ChangeState::Undoing);
    let changes = changes(data)?.into_iter().filter(is_interrupted);
    Ok(changes.map(|change| change.folder(data).join(RECORD)).collect())
}
