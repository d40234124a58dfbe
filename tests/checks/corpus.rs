//! Where the corpus and promtool are, and how the recorded runs are read.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// What promtool said, as it was recorded.
pub(crate) struct Recorded {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

/// A folder or file of the corpus; `None`, with a note, when there is no corpus. In CI a missing corpus is a failure.
pub(crate) fn find(path: &str) -> Option<PathBuf> {
    let found = env::var_os("PROMQ_CORPUS").map(|root| Path::new(&root).join(path)).filter(|path| path.exists());
    if found.is_none() {
        missing(&format!("{path} is not in the corpus (PROMQ_CORPUS)"));
    }
    found
}

/// The files below a folder, sorted.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        match entry.is_dir() {
            true => found.extend(files(&entry)),
            false => found.push(entry),
        }
    }
    found.sort();
    found
}

/// promtool on `PATH`; `None`, with a note, when it is missing. In CI a missing program is a failure.
pub(crate) fn promtool() -> Option<PathBuf> {
    let found = env::var_os("PATH")
        .and_then(|path| env::split_paths(&path).map(|folder| folder.join("promtool")).find(|file| file.is_file()));
    if found.is_none() {
        missing("promtool is not on PATH");
    }
    found
}

fn missing(what: &str) {
    assert!(env::var_os("CI").is_none(), "{what}, and CI is set");
    println!("note: {what}; nothing compared");
}

impl Recorded {
    /// Reads a recorded run: `--- stdout`, its bytes, `--- stderr`, its bytes, `--- exit N`.
    pub(crate) fn read(path: &Path) -> Option<Recorded> {
        let text = String::from_utf8_lossy(&fs::read(path).ok()?).into_owned();
        let (_, rest) = text.split_once("--- stdout\n")?;
        let (stdout, rest) = rest.split_once("--- stderr\n")?;
        let (stderr, code) = rest.rsplit_once("--- exit ")?;
        Some(Recorded { stdout: stdout.into(), stderr: stderr.into(), code: code.trim().parse().ok()? })
    }
}
