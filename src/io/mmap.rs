//! Read-only memory maps of whole files.
//!
//! A map is shared by everything that was read from it (`Arc<Mmap>`), so strings, postings and chunks stay where they
//! are in the file. The files promq maps are immutable once they exist (blocks are written elsewhere and renamed).
//! If another process nevertheless *truncates* a mapped file, the operating system ends promq with SIGBUS at the next
//! access; nothing in here can prevent that, and no other change of the file does harm beyond wrong bytes, which the
//! checksums find.

use std::{fs::File, io, ops::Deref, path::Path};

/// A file mapped into memory, read-only. Dereferences to its bytes.
#[derive(Debug, Default)]
pub struct Mmap {
    // An empty file cannot be mapped.
    map: Option<memmap2::Mmap>,
}

impl Mmap {
    /// Maps the whole file at `path`; an empty file gives an empty slice.
    pub fn open(path: &Path) -> io::Result<Mmap> {
        Mmap::of(&File::open(path)?)
    }

    /// Maps an open file as long as it is now.
    pub fn of(file: &File) -> io::Result<Mmap> {
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if metadata.len() == 0 {
            return Ok(Mmap { map: None });
        }
        // SAFETY: the map is read-only and private to us; its bytes are only ever read as `u8`, for which every value
        // is valid. The files are not written in place by their owners (see the module's documentation); promq itself
        // never opens them for writing. Truncation by others kills the process but is not undefined behaviour of ours.
        let map = unsafe { memmap2::Mmap::map(file)? };
        Ok(Mmap { map: Some(map) })
    }
}

impl Deref for Mmap {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.map.as_deref().unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_a_file_and_an_empty_file() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("file");
        std::fs::write(&path, b"").unwrap();
        assert_eq!(&*Mmap::open(&path).unwrap(), b"");
        std::fs::write(&path, b"abc").unwrap();
        assert_eq!(&*Mmap::open(&path).unwrap(), b"abc");
        assert!(Mmap::open(directory.path()).is_err());
        assert_eq!(Mmap::open(&directory.path().join("none")).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
