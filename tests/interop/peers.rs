//! Where the real programs and the corpus are, and what to do when they are not there.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The path of `program` on `PATH`; `None`, with a note, when it is missing. In CI a missing program is a failure.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let found = env::var_os("PATH")
        .and_then(|path| env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file()));
    if found.is_none() {
        missing(&format!("{program} is not on PATH"));
    }
    found
}

/// A folder or file of the corpus; `None`, with a note, when there is no corpus. In CI a missing corpus is a failure.
pub(crate) fn corpus(path: &str) -> Option<PathBuf> {
    let found = env::var_os("PROMQ_CORPUS").map(|root| Path::new(&root).join(path)).filter(|path| path.exists());
    if found.is_none() {
        missing(&format!("{path} is not in the corpus (PROMQ_CORPUS)"));
    }
    found
}

fn missing(what: &str) {
    assert!(env::var_os("CI").is_none(), "{what}, and CI is set");
    println!("note: {what}; nothing compared");
}
