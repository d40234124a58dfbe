//! Checking a data directory: its blocks, what they are to each other, and what crashes have left.

use super::{Checked, advice, block, findings::Findings, head};
use crate::tsdb::{
    Error,
    block::{BlockMeta, Ulid},
    directory::block_directories,
    surgery,
};
use rayon::prelude::*;
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

/// Endings of directories that are being made or deleted.
const TEMPORARY: [&str; 3] = [".tmp-for-creation", ".tmp-for-deletion", ".tmp"];
/// What promtool makes in the directory it reads.
const SANDBOX: &str = "tmp_dbro_sandbox";

/// Checks the data directory or snapshot `root`.
pub(super) fn check(root: &Path, findings: &Findings) -> Checked {
    let mut checked = Checked::default();
    let directories: Vec<PathBuf> = match block_directories(root) {
        Ok(directories) => directories.into_iter().collect(),
        Err(error) => {
            findings.failure(&error, "see whether the path is right and may be read");
            return checked;
        }
    };
    let blocks: Vec<_> = directories.par_iter().map(|path| (path, block::check(path, findings))).collect();
    let mut metas = Vec::new();
    for (path, (block, meta)) in blocks {
        checked.add(&block);
        metas.extend(meta.map(|meta| (path.as_path(), meta)));
    }
    check_family(&metas, findings);
    let lock = root.join("lock");
    let at_work = lock.exists();
    if at_work {
        let what = "a server is at work in the directory, or was when it died: what it is changing may look damaged";
        findings.of(&lock).info(None, what, "stop it, or verify a snapshot");
    }
    if directories.is_empty() && !root.join("wal").is_dir() {
        let what = "there are neither blocks nor a WAL: is this a data directory?";
        findings.of(root).info(None, what, "give the path of a data directory, a snapshot or a block");
    }
    checked.add(&head::check(root, at_work, findings));
    check_leftovers(root, findings);
    check_leftovers(&root.join("wal"), findings);
    match surgery::interrupted(root) {
        Ok(changes) => {
            for path in changes {
                findings.of(&path).warning(None, "a change of the directory was interrupted", advice::INTERRUPTED);
            }
        }
        Err(error) => findings.failure(&error, "move the damaged change away; it cannot be undone"),
    }
    checked
}

/// Checks blocks against each other: the same identity twice, blocks that others have replaced, overlaps.
fn check_family(metas: &[(&Path, BlockMeta)], findings: &Findings) {
    let mut by_ulid = HashMap::<Ulid, &Path>::new();
    for (path, meta) in metas {
        if let Some(other) = by_ulid.insert(meta.ulid, path) {
            let what = format!("ulid {} is also that of {}", meta.ulid, other.display());
            findings.of(path).error(None, what, "give one of them another name and ulid: `promq tsdb rewrite` does");
        }
    }
    let mut replaced = HashMap::<Ulid, Ulid>::new();
    for (_, meta) in metas {
        replaced.extend(meta.compaction.parents.iter().map(|parent| (parent.ulid, meta.ulid)));
    }
    let mut current = Vec::new();
    for (path, meta) in metas {
        match replaced.get(&meta.ulid) {
            Some(by) => {
                let what = format!("block {by} was made of this one and replaces it");
                let advice = "the next start of Prometheus deletes it; promq already passes over it";
                findings.of(path).warning(None, what, advice);
            }
            None => current.push((path, meta)),
        }
    }
    current.sort_by_key(|(_, meta)| (meta.min_time, meta.max_time));
    let mut reaching: Option<&(&&Path, &BlockMeta)> = None;
    for block in &current {
        let (path, meta) = block;
        if let Some((_, other)) = reaching
            && meta.min_time < other.max_time
        {
            let (from, to) = (meta.min_time, meta.max_time.min(other.max_time));
            let what = format!("overlaps block {} from {from} to {to}", other.ulid);
            let advice = "nothing to do: samples are merged when read; the next compaction merges the blocks";
            findings.of(path).info(None, what, advice);
        }
        if reaching.is_none_or(|(_, other)| other.max_time < meta.max_time) {
            reaching = Some(block);
        }
    }
}

fn check_leftovers(directory: &Path, findings: &Findings) {
    let entries = match std::fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
        Err(error) => {
            findings.failure(&Error::io(directory, error), "see whether it may be read");
            return;
        }
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if TEMPORARY.iter().any(|ending| name.ends_with(ending)) || name.ends_with(".repair") {
            findings.of(&entry.path()).warning(None, "leftover of a crash", advice::LEFTOVER);
        } else if name.starts_with(SANDBOX) {
            findings.of(&entry.path()).warning(None, "leftover of a promtool that died", "delete it");
        }
    }
}
