//! The lock of a data directory: one process at a time writes into it.
//!
//! It is Prometheus' own, an operating-system lock on the file `lock`, so promq does not write where a server is at
//! work, and a server does not start while promq is. A file that nobody holds is what a crash left.

use crate::tsdb::Error;
use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

/// The lock, held until it is dropped.
#[derive(Debug)]
pub struct DirectoryLock {
    path: PathBuf,
    // The system lets go of the lock when the file is closed.
    _file: File,
    is_new: bool,
}

impl DirectoryLock {
    /// Takes the lock of the data directory `directory`, or refuses because someone else holds it. Every command that
    /// changes a data directory takes it before its first look.
    pub fn take(directory: &Path) -> Result<DirectoryLock, Error> {
        if let Err(error) = std::fs::metadata(directory) {
            return Err(Error::Directory { path: directory.into(), error });
        }
        let path = directory.join("lock");
        let is_new = !path.try_exists().map_err(|error| Error::io(&path, error))?;
        let options = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let file = options.map_err(|error| Error::io(&path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(DirectoryLock { path, _file: file, is_new }),
            Err(TryLockError::WouldBlock) => Err(Error::InUse { path }),
            Err(TryLockError::Error(error)) => Err(Error::io(path, error)),
        }
    }
}

impl Drop for DirectoryLock {
    fn drop(&mut self) {
        // A file that was there before tells of a crash, and the server that starts next is to say so.
        if self.is_new {
            // Left behind it does no harm but a warning of that server.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_holds_it_and_nothing_is_left() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("lock");
        let lock = DirectoryLock::take(directory.path()).unwrap();
        let refused = DirectoryLock::take(directory.path()).unwrap_err();
        assert!(matches!(refused, Error::InUse { .. }), "{refused}");
        assert!(path.exists());
        drop(lock);
        assert!(!path.exists());
        std::fs::write(&path, b"").unwrap();
        drop(DirectoryLock::take(directory.path()).unwrap());
        assert!(path.exists(), "what a crashed server left is still there");
        let missing = DirectoryLock::take(&directory.path().join("none")).unwrap_err();
        assert!(missing.to_string().contains("no such file or directory"), "{missing}");
    }
}
