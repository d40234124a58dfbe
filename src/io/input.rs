//! Opening what users name as input.

use std::{
    fs::{self, File},
    io,
    path::Path,
    sync::mpsc,
    thread,
    time::Duration,
};

/// How long a pipe may be without a writer.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Opens a file for reading, or a pipe: `<(curl …)` is one. A directory is an error at once, and so is, after a moment,
/// a pipe that nobody writes to, which would otherwise wait forever.
pub fn open(path: &Path) -> io::Result<File> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if kind.is_file() {
        return File::open(path);
    }
    let (sender, receiver) = mpsc::channel();
    let path = path.to_owned();
    // Opening a pipe cannot be given up, so it is left to a thread that the end of the process takes along.
    thread::spawn(move || sender.send(File::open(path)));
    receiver
        .recv_timeout(PATIENCE)
        .unwrap_or_else(|_| Err(io::Error::new(io::ErrorKind::TimedOut, "nobody writes to it")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn files_are_opened_and_directories_are_not() {
        let directory = tempfile::tempdir().expect("a temporary directory can be made");
        let path = directory.path().join("f");
        fs::write(&path, "x").expect("the file can be written");
        let mut text = String::new();
        open(&path).and_then(|mut file| file.read_to_string(&mut text)).expect("it is a file");
        assert_eq!(text, "x");
        assert_eq!(open(directory.path()).expect_err("it is none").kind(), io::ErrorKind::IsADirectory);
        assert_eq!(open(&directory.path().join("g")).expect_err("it is none").kind(), io::ErrorKind::NotFound);
    }
}
