//! What people can do about what was found.

pub(super) const REPAIR: &str = "run `promq tsdb repair` on the block: it keeps every readable series";
pub(super) const REPAIR_INDEX: &str = "run `promq tsdb repair` on the block: it builds the index anew from its series";
pub(super) const REPAIR_CHUNK: &str =
    "run `promq tsdb repair` on the block: it loses this chunk only; or restore the file from a backup";
pub(super) const REPAIR_META: &str = "run `promq tsdb repair` on the block: it builds meta.json from the content";
pub(super) const REPAIR_TOMBSTONES: &str =
    "restore the file from a backup, or run `promq tsdb repair` on the block: its deletions are lost";
pub(super) const NO_LABELS: &str =
    "without its symbols no series has labels: restore the file from a backup or another replica";
pub(super) const HARMLESS: &str =
    "no data is affected, but something has changed the file; check the disk, and other files on it";
pub(super) const UNUSED_BYTES: &str =
    "no data is affected; `promq tsdb rewrite` or the next compaction leaves the bytes out";
pub(super) const NOTHING: &str = "nothing to do";
pub(super) const WAL: &str =
    "look at it with `promq tsdb wal`; a Prometheus that starts here cuts the log off at that place";
pub(super) const CHECKPOINT: &str =
    "no Prometheus starts over a damaged checkpoint: restore it from a backup, or move it away and lose what it holds";
pub(super) const HEAD_CHUNKS: &str =
    "a Prometheus that starts here deletes the file and those after it, and reads their samples from the WAL";
pub(super) const LEFTOVER: &str =
    "a run that has died left it; the next promq command that writes, or the next start of Prometheus, removes it";
pub(super) const INTERRUPTED: &str =
    "run `promq tsdb undo --list --write`, or any promq command that writes: it heals the directory";
