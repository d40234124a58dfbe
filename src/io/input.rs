//! Opening and reading what a user names as input, whatever it turns out to be: size and waiting are bounded.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
    sync::mpsc,
    thread,
    time::Duration,
};

/// How long a pipe may stay silent before it is given up.
const LONGEST_SILENCE: Duration = Duration::from_millis(1500);

/// Opens a file, or a pipe, as shells make them for `<(…)`; a pipe that nobody writes to is not waited for.
pub fn open(path: &Path) -> io::Result<File> {
    in_time(path, |path| File::open(path))
}

/// Reads a file of at most `limit` bytes.
///
/// A pipe, as shells make them for `<(…)`, is read to its end, but not waited for when nobody writes to it.
pub fn read_input(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    in_time(path, move |path| read_whole(path, limit))
}

/// Does something with a file at once, and with what is neither file nor directory as long as there is patience.
fn in_time<T: Send + 'static>(path: &Path, act: impl FnOnce(&Path) -> io::Result<T> + Send + 'static) -> io::Result<T> {
    let metadata = path.metadata()?;
    if metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory"));
    }
    if metadata.is_file() {
        return act(path);
    }
    let (sender, receiver) = mpsc::channel();
    let path = path.to_path_buf();
    // The thread ends with the process if the pipe never speaks.
    thread::spawn(move || {
        // Nobody waits for the answer any more once the time is over.
        let _ = sender.send(act(&path));
    });
    receiver.recv_timeout(LONGEST_SILENCE).unwrap_or_else(|_| {
        Err(io::Error::new(io::ErrorKind::TimedOut, "is not a regular file, and nothing came out of it"))
    })
}

fn read_whole(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    read_at_most(File::open(path)?, limit)
}

/// Reads to the end, which must come within `limit` bytes.
pub fn read_at_most(input: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("is larger than {limit} bytes")));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_is_refused_in_time() {
        let directory = tempfile::tempdir().expect("a directory");
        let error = read_input(directory.path(), 10).expect_err("a directory");
        assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
        assert_eq!(open(directory.path()).expect_err("a directory").kind(), io::ErrorKind::IsADirectory);
        let path = directory.path().join("f");
        assert_eq!(open(&path).expect_err("it is not there").kind(), io::ErrorKind::NotFound);
        std::fs::write(&path, "0123456789").expect("a file");
        assert_eq!(read_input(&path, 10).expect("it fits"), b"0123456789");
        assert_eq!(open(&path).and_then(|file| file.metadata()).expect("it is a file").len(), 10);
        assert_eq!(read_input(&path, 9).expect_err("too large").kind(), io::ErrorKind::FileTooLarge);
        let endless = read_input(Path::new("/dev/zero"), 1000).expect_err("too large");
        assert_eq!(endless.kind(), io::ErrorKind::FileTooLarge);
    }
}
