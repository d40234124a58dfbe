//! Verifying blocks and data directories: everything that a format promises is checked, and what is wrong becomes a
//! list of [`Finding`]s.
//!
//! ```text
//! index      symbols ─→ series (a walk over all entries) ─→ label indices, postings lists, offset tables, TOC
//!                          └─→ chunks (checksums, samples, times) ─→ segments (every byte belongs to one chunk)
//! tombstones, meta.json against all of that
//! directory  blocks against each other, logs, checkpoints, head chunks, leftovers of crashes
//! ```
//! Unlike the reader, which trusts what it needs not look at, this looks at every byte: a walk goes over the parts
//! without believing the tables that name their places, and then holds the tables against what it met. Damage in one
//! part does not end the checking of the others. Nothing here writes.

mod advice;
mod block;
mod chunks;
mod directory;
mod findings;
mod head;
mod index;
mod label_indices;
mod meta;
mod postings;
mod sections;
mod series;
mod symbols;
mod tombstones;

pub use findings::{Finding, Findings};
pub(in crate::tsdb) use meta::sensible_range;

use std::path::Path;

/// How much has been looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Blocks.
    pub blocks: u64,
    /// Series in them; one that lies in several blocks counts in each.
    pub series: u64,
    /// Chunks in them.
    pub chunks: u64,
    /// Samples in these.
    pub samples: u64,
    /// Records in logs, checkpoints and memory snapshots.
    pub log_records: u64,
    /// Chunks of the head.
    pub head_chunks: u64,
    /// Bytes of all files.
    pub bytes: u64,
}

impl Checked {
    /// Adds what another look has seen.
    pub fn add(&mut self, other: &Checked) {
        self.blocks += other.blocks;
        self.series += other.series;
        self.chunks += other.chunks;
        self.samples += other.samples;
        self.log_records += other.log_records;
        self.head_chunks += other.head_chunks;
        self.bytes += other.bytes;
    }
}

/// Verifies the block, snapshot or data directory at `path`.
pub fn verify(path: &Path, findings: &Findings) -> Checked {
    if let Err(error) = std::fs::metadata(path) {
        findings.of(path).error(None, error.to_string(), "see whether the path is right and may be read");
        return Checked::default();
    }
    match is_block(path) {
        true => block::check(path, findings).0,
        false => directory::check(path, findings),
    }
}

/// Whether the directory is a block, perhaps one without `meta.json`.
pub fn is_block(path: &Path) -> bool {
    path.join("meta.json").is_file() || path.join("index").is_file() || path.join("chunks").is_dir()
}

/// Verifies one block.
pub fn verify_block(path: &Path, findings: &Findings) -> Checked {
    block::check(path, findings).0
}
