//! Directories that appear whole or not at all.
//!
//! A directory is built as `<target>.tmp-for-creation` and renamed when every byte of it is on disk; one that is
//! deleted is renamed to `<target>.tmp-for-deletion` first. These are Prometheus' own names: its start-up removes what
//! is left of them after a crash, and so does [`remove_leftovers`], which leaves alone what a living process builds:
//! that one holds a lock on the directory itself, which the system lets go of when the process dies.
//!
//! Files inside are written and synced by those who write them; this module never looks into them.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// Ending of a directory that is being built.
const CREATION: &str = "tmp-for-creation";
/// Ending of a directory that is being deleted.
const DELETION: &str = "tmp-for-deletion";
/// Ending of a directory that never becomes anything else: spools.
const SCRATCH: &str = "tmp";

/// A directory under construction. Dropped without [`AtomicDirectory::commit`], it is removed.
#[derive(Debug)]
pub struct AtomicDirectory {
    temporary: PathBuf,
    target: PathBuf,
    // The lock is on the open directory, so it outlives the rename and leaves no file behind.
    _lock: Option<File>,
}

impl AtomicDirectory {
    /// Makes `<target>.tmp-for-creation`; the parent is made too if it is missing. It is an error if the target or its
    /// temporary name exists.
    pub fn create(target: &Path) -> io::Result<AtomicDirectory> {
        refuse_existing(target)?;
        AtomicDirectory::build(target, with_ending(target, CREATION))
    }

    /// Makes `<target>.tmp`, a directory for scratch files that is never committed, only dropped.
    pub fn scratch(target: &Path) -> io::Result<AtomicDirectory> {
        AtomicDirectory::build(target, with_ending(target, SCRATCH))
    }

    /// Makes a directory inside of this one, which becomes `target` when it is committed, and needs no lock of its own:
    /// so many of them can be under construction at a time. It is an error if the target exists.
    pub fn create_inside(&self, target: &Path) -> io::Result<AtomicDirectory> {
        let name = target.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        refuse_existing(target)?;
        let temporary = self.temporary.join(name);
        fs::create_dir(&temporary)?;
        Ok(AtomicDirectory { temporary, target: target.into(), _lock: None })
    }

    fn build(target: &Path, temporary: PathBuf) -> io::Result<AtomicDirectory> {
        if let Some(parent) = parent_of(target) {
            fs::create_dir_all(parent)?;
        }
        fs::create_dir(&temporary)?;
        let mut directory = AtomicDirectory { temporary, target: target.into(), _lock: None };
        if cfg!(unix) {
            let lock = File::open(&directory.temporary)?;
            lock.try_lock()?;
            directory._lock = Some(lock);
        }
        Ok(directory)
    }

    /// Where to write.
    pub fn path(&self) -> &Path {
        &self.temporary
    }

    /// Makes the directory visible under its final name. All files in it must have been synced; the directories are
    /// synced here. After an error nothing is visible.
    pub fn commit(mut self) -> io::Result<()> {
        sync_tree(&self.temporary)?;
        fs::rename(&self.temporary, &self.target)?;
        // The directory is where it belongs: nothing is left to remove.
        self.temporary = PathBuf::new();
        sync_parent(&self.target)
    }
}

impl Drop for AtomicDirectory {
    fn drop(&mut self) {
        if !self.temporary.as_os_str().is_empty() {
            // Nothing can be done about an error here; the next run finds the leftover.
            let _ = fs::remove_dir_all(&self.temporary);
        }
    }
}

fn refuse_existing(target: &Path) -> io::Result<()> {
    match target.try_exists()? {
        true => Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{} exists", target.display()))),
        false => Ok(()),
    }
}

/// Deletes a directory so that a crash never leaves half of it under its name.
pub fn remove_directory(path: &Path) -> io::Result<()> {
    let temporary = with_ending(path, DELETION);
    fs::rename(path, &temporary)?;
    sync_parent(path)?;
    fs::remove_dir_all(&temporary)
}

/// Removes what crashed runs left in `root`: temporary directories whose names, without the ending, `is_ours` accepts,
/// unless a living process builds them. Tells what was removed.
pub fn remove_leftovers(root: &Path, is_ours: impl Fn(&str) -> bool) -> io::Result<Vec<PathBuf>> {
    let leftovers = leftovers(root, is_ours)?;
    leftovers.iter().try_for_each(fs::remove_dir_all)?;
    Ok(leftovers)
}

/// The directories that [`remove_leftovers`] would remove, sorted.
pub fn leftovers(root: &Path, is_ours: impl Fn(&str) -> bool) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some((stem, ending)) = name.to_str().and_then(|name| name.split_once('.')) else { continue };
        let is_temporary = [CREATION, DELETION, SCRATCH].contains(&ending);
        if is_temporary && is_ours(stem) && entry.file_type()?.is_dir() && !is_being_built(&entry.path())? {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a living process builds the directory; where directories cannot be locked, one that exists may be alive.
fn is_being_built(path: &Path) -> io::Result<bool> {
    if !cfg!(unix) {
        return Ok(true);
    }
    match File::open(path)?.try_lock() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Puts the directory entries of `path` on disk.
pub fn sync_directory(path: &Path) -> io::Result<()> {
    // Other systems than Unix cannot open a directory, and promise the order of renames by themselves.
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

/// Puts the entry of `path` in its parent on disk.
pub(super) fn sync_parent(path: &Path) -> io::Result<()> {
    sync_directory(parent_of(path).unwrap_or(Path::new(".")))
}

fn sync_tree(directory: &Path) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_tree(&entry.path())?;
        }
    }
    sync_directory(directory)
}

fn parent_of(path: &Path) -> Option<&Path> {
    path.parent().filter(|parent| !parent.as_os_str().is_empty())
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_directory_appears_whole() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("deep").join("block");
        let directory = AtomicDirectory::create(&target).unwrap();
        fs::create_dir(directory.path().join("chunks")).unwrap();
        fs::write(directory.path().join("chunks").join("1"), b"x").unwrap();
        assert_eq!(names(&root.path().join("deep")), ["block.tmp-for-creation"]);
        directory.commit().unwrap();
        assert_eq!(names(&root.path().join("deep")), ["block"]);
        assert_eq!(names(&target), ["chunks"]);
        assert_eq!(AtomicDirectory::create(&target).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        remove_directory(&target).unwrap();
        assert!(names(&root.path().join("deep")).is_empty());
    }

    #[test]
    fn what_is_dropped_is_gone() {
        let root = tempfile::tempdir().unwrap();
        drop(AtomicDirectory::create(&root.path().join("block")).unwrap());
        drop(AtomicDirectory::scratch(&root.path().join("block")).unwrap());
        assert!(names(root.path()).is_empty());
    }

    #[test]
    fn directories_inside_of_another_become_siblings_of_it() {
        let root = tempfile::tempdir().unwrap();
        let scratch = AtomicDirectory::scratch(&root.path().join("scratch")).unwrap();
        let [first, second] = ["a", "b"].map(|name| scratch.create_inside(&root.path().join(name)).unwrap());
        assert_eq!(names(root.path()), ["scratch.tmp"]);
        first.commit().unwrap();
        drop(second);
        assert!(scratch.create_inside(&root.path().join("a")).is_err());
        assert_eq!(names(root.path()), ["a", "scratch.tmp"]);
        drop(scratch);
        assert_eq!(names(root.path()), ["a"]);
    }

    #[test]
    fn leftovers_of_the_dead_are_removed_and_those_of_the_living_are_not() {
        let root = tempfile::tempdir().unwrap();
        for name in ["a.tmp-for-creation", "b.tmp-for-deletion", "c.tmp", "other.tmp", "a.keep", "a"] {
            fs::create_dir(root.path().join(name)).unwrap();
        }
        fs::write(root.path().join("c.tmp").join("spool"), b"").unwrap();
        let living = AtomicDirectory::create(&root.path().join("d")).unwrap();
        let removed = remove_leftovers(root.path(), |stem| stem.len() == 1).unwrap();
        let removed: Vec<_> = removed.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(removed, ["a.tmp-for-creation", "b.tmp-for-deletion", "c.tmp"]);
        assert_eq!(names(root.path()), ["a", "a.keep", "d.tmp-for-creation", "other.tmp"]);
        drop(living);
    }
}
