//! Compacting: the same blocks, merged by Prometheus and by promq, are the same bytes; and what the corpus' directories
//! hold does not change.

mod corpus;
mod data;
mod prometheus;

use promq::tsdb::{
    Directory,
    block::{Block, BlockMeta},
};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What `found` names is not there: a note, and in CI a failure.
fn or_note<T>(found: Option<T>, what: &str) -> Option<T> {
    assert!(found.is_some() || env::var_os("CI").is_none(), "{what}, and CI is set");
    found
}

/// The path of `program` on `PATH`.
fn program(program: &str) -> Option<PathBuf> {
    let found = env::var_os("PATH")
        .and_then(|path| env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file()));
    or_note(found, &format!("{program} is not on PATH"))
}

/// Copies a folder with everything in it.
fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let source = entry.unwrap().path();
        let target = to.join(source.file_name().unwrap());
        match source.is_dir() {
            true => copy_folder(&source, &target),
            false => drop(fs::copy(&source, &target).unwrap()),
        }
    }
}

/// Runs promq, which must succeed; what it said on stdout.
fn promq(arguments: &[&str], directory: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_promq")).args(arguments).arg(directory).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The blocks of a directory, by first time.
fn blocks(data: &Path) -> Vec<Block> {
    let mut blocks = Directory::blocks_only(data).unwrap().blocks().to_vec();
    blocks.sort_by_key(|block| (block.min_time(), block.max_time(), block.meta().ulid));
    blocks
}

fn metas(data: &Path) -> Vec<BlockMeta> {
    blocks(data).iter().map(|block| block.meta().clone()).collect()
}
