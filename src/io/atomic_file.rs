//! Small files that are replaced whole: after a crash there is the old content or the new one.
//!
//! The new content is written to `<path>.tmp`, synced, and renamed over the old one, as Prometheus does with
//! `meta.json` and `tombstones`.

use super::atomic_directory::sync_parent;
use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Gives the file at `path` this content; it need not exist. After an error the old content is still there.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(".tmp");
    let temporary = PathBuf::from(temporary);
    let written = write(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The first error is the one to tell; the temporary file may not even exist.
        let _ = fs::remove_file(&temporary);
    }
    written?;
    sync_parent(path)
}

/// Gives a file that people own other content: its permissions stay, and where a symbolic link leads to it, the link
/// does. One that may not be written to is refused, although its folder would let it be replaced.
pub fn rewrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = path.canonicalize()?;
    let metadata = path.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("is not a regular file"));
    }
    let permissions = metadata.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "is read-only"));
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    // Whatever lies there under that name is not ours.
    let mut file = File::options().write(true).create_new(true).open(&temporary)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.set_permissions(permissions))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&temporary, &path));
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    written?;
    sync_parent(&path)
}

/// Makes the file at `path`, or empties it, and puts its content on disk.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_content_stays_until_the_new_one_is_whole() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("meta.json");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        // The temporary name is taken by a directory, so the new content cannot be written.
        fs::create_dir(directory.path().join("meta.json.tmp")).unwrap();
        assert!(replace(&path, b"three").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }

    #[test]
    fn a_rewritten_file_keeps_its_permissions_and_links() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("rules.yml");
        fs::write(&path, b"one").unwrap();
        #[cfg(unix)]
        let path = {
            use std::os::unix::fs::{PermissionsExt, symlink};
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
            let link = directory.path().join("link.yml");
            symlink(&path, &link).unwrap();
            link
        };
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        rewrite(&path, b"two").unwrap();
        assert_eq!(fs::read(directory.path().join("rules.yml")).unwrap(), b"two");
        assert_eq!(fs::metadata(&path).unwrap().permissions(), permissions);
        #[cfg(unix)]
        assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert_eq!(rewrite(&path, b"three").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }
}
