//! Storage from outside: what promq makes of blocks and directories, held against the corpus and against the real
//! programs. One module per capability.

#![expect(clippy::print_stdout, reason = "a test that finds nothing to compare says so")]

mod rule_files;

use std::{
    env,
    path::{Path, PathBuf},
};

/// A folder or file of the corpus; `None`, with a note, when there is no corpus. In CI a missing corpus is a failure.
fn corpus(path: &str) -> Option<PathBuf> {
    let found = env::var_os("PROMQ_CORPUS").map(|root| Path::new(&root).join(path)).filter(|path| path.exists());
    assert!(found.is_some() || env::var_os("CI").is_none(), "{path} is not in the corpus, and CI is set");
    if found.is_none() {
        println!("note: {path} is not in the corpus (PROMQ_CORPUS); nothing compared");
    }
    found
}
