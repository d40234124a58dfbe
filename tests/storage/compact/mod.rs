//! Compacting: the same blocks, merged by Prometheus and by promq, are the same bytes; and what the corpus' directories
//! hold does not change.

mod corpus;
mod data;
mod head;
mod prometheus;

use crate::server::copy_folder;
use promq::tsdb::{
    Directory,
    block::{Block, BlockMeta},
};
use std::{path::Path, process::Command};

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
