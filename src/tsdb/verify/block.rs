//! Checking one block: each part, then the parts against each other.

use super::{Checked, advice, chunks, findings::Findings, index, meta, tombstones};
use crate::tsdb::block::{BlockMeta, ChunkSegments};
use std::{io, path::Path};

/// What a block directory holds besides segments.
const PARTS: [&str; 4] = ["meta.json", "index", "tombstones", "chunks"];
/// What a run of Prometheus leaves in a block when it dies.
const LEFTOVERS: [&str; 5] = ["meta.json.tmp", "tombstones.tmp", "index_tmp_p", "index_tmp_po", "index.repaired"];

/// Checks the block in the directory `path`; also tells what its `meta.json` says, if it can be read.
pub(super) fn check(path: &Path, findings: &Findings) -> (Checked, Option<BlockMeta>) {
    let meta_path = path.join("meta.json");
    let meta_findings = findings.of(&meta_path);
    let meta = meta::read(path, meta_findings);
    check_names(path, findings);
    let segments = match ChunkSegments::open_damaged(&path.join("chunks")) {
        Ok((segments, wrong)) => {
            wrong.iter().for_each(|error| findings.failure(error, advice::REPAIR));
            Some(segments)
        }
        Err(error) => {
            findings.failure(&error, "restore the directory from a backup or another replica");
            None
        }
    };
    let index_path = path.join("index");
    let index = index::check(segments.as_ref(), findings.of(&index_path));
    let tombstones_path = path.join("tombstones");
    let numbers = index.as_ref().filter(|index| index.is_complete).map(|index| &*index.numbers);
    let intervals = tombstones::check(numbers, findings.of(&tombstones_path));
    let mut checked =
        Checked { blocks: 1, bytes: file_size(&meta_path) + file_size(&tombstones_path), ..Checked::default() };
    if let Some(segments) = &segments {
        checked.bytes += segments.file_size();
    }
    let mut runs = None;
    if let Some(index) = index {
        let (series, facts) = (index.content.series, index.content.chunks);
        if let Some(meta) = &meta
            && segments.is_some()
            && index.is_complete
        {
            meta::check_content(meta, series, &facts, intervals, meta_findings);
        }
        checked.bytes += index.bytes;
        (checked.series, checked.chunks, checked.samples) = (series, facts.chunks, facts.floats + facts.histograms);
        runs = index.is_complete.then_some(index.content.runs);
    }
    if let Some(segments) = &segments {
        chunks::check_segments(segments, runs, findings);
    }
    (checked, meta)
}

fn file_size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// Looks for files that do not belong into a block.
fn check_names(path: &Path, findings: &Findings) {
    let look = |directory: &Path, is_known: &dyn Fn(&str) -> bool| -> io::Result<()> {
        for entry in std::fs::read_dir(directory)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if is_known(&name) {
                continue;
            }
            let path = entry.path();
            if LEFTOVERS.contains(&&*name) || name.ends_with(".repair") {
                findings.of(&path).warning(None, "leftover of a crash", "delete it");
            } else {
                findings.of(&path).info(None, "no part of a block; Prometheus does not look at it", advice::NOTHING);
            }
        }
        Ok(())
    };
    let is_number = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    // A directory that cannot be read is reported where its files are.
    let _ = look(path, &|name| PARTS.contains(&name));
    let _ = look(&path.join("chunks"), &is_number);
}
