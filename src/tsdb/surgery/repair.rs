//! Repairing a block: whatever can still be read of it becomes a new block, and what cannot is listed.
//!
//! Series are found by walking over their entries, so postings, offset tables, table of contents, checksums of other
//! sections, numbers in `meta.json` and `meta.json` itself need not be readable: they are made anew. What cannot be
//! made anew: symbols (without which no series has labels), and the samples of damaged chunks and series.

use super::{
    change::{Amounts, BlockRecord, Loss},
    journal::Journal,
    rewrite::{Job, Outcome, Plan},
    source::{Losses, Source},
};
use crate::diagnostic::Severity;
use crate::tsdb::{
    Error,
    block::{
        BlockMeta, ChunkSegments, Tombstones, Ulid,
        index::{Index, SalvagedIndex},
    },
    verify::{Findings, sensible_range, verify_block},
};
use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};

/// Repairs the block in the directory `path` if anything is wrong with it; without a journal it is only counted what
/// would be kept.
pub fn repair(journal: Option<&mut Journal>, path: &Path) -> Result<Outcome, Error> {
    let findings = Findings::new(1);
    let checked = verify_block(path, &findings);
    let meta = read_meta(path);
    let ulid = old_ulid(path, meta.as_ref());
    let (min_time, max_time) = meta.as_ref().map_or((0, 0), |meta| (meta.min_time, meta.max_time));
    let amounts = Amounts { series: checked.series, chunks: checked.chunks, samples: checked.samples, bytes: 0 };
    let directory = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let old = BlockRecord { directory, ulid, min_time, max_time, amounts, fingerprint: None };
    if findings.count(Severity::Error) == 0 {
        return Ok(Outcome { old, unchanged: true, ..Outcome::default() });
    }
    let salvaged = Index::salvage(&path.join("index"))?;
    let (segments, wrong) = ChunkSegments::open_damaged(&path.join("chunks"))?;
    let old = BlockRecord { amounts: Amounts { bytes: segments.file_size(), ..old.amounts }, ..old };
    let losses = Losses::tolerated();
    // A missing segment is the loss of each of its chunks; other headers are no loss at all.
    drop(wrong);
    list_lost_series(&salvaged, &losses);
    let tombstones = Tombstones::read(&path.join("tombstones")).unwrap_or_else(|error| {
        let why = format!("all deletions; what they hid is seen again: {}", error.in_prometheus_words());
        losses.add(Loss { why, ..Loss::at(&error) });
        Tombstones::default()
    });
    let deletions = tombstones.iter().map(|(series, deleted)| (series, deleted.clone())).collect();
    let source = Source { index: &salvaged.index, segments: &segments, deletions };
    let (plan, _) = Plan::new(&source, salvaged.series.numbers.clone(), None, &losses)?;
    let job = Job { source: &source, plan: &plan, losses, old: meta.as_ref(), parent: ulid };
    // Wherever the block says it ends, samples beyond are kept.
    job.run(journal, old, &[(i64::MIN, i64::MAX)])
}

/// What `meta.json` says, as far as it is JSON; the version is not looked at.
fn read_meta(path: &Path) -> Option<BlockMeta> {
    serde_json::from_slice(&std::fs::read(path.join("meta.json")).ok()?).ok()
}

/// What the new block calls its parent: what the directory is called, which is what Prometheus deletes a parent by.
fn old_ulid(path: &Path, meta: Option<&BlockMeta>) -> Ulid {
    let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse().ok());
    name.or(meta.map(|meta| meta.ulid)).unwrap_or_default()
}

/// Lists the series whose entries cannot be read, with their labels as far as postings tell.
fn list_lost_series(salvaged: &SalvagedIndex, losses: &Losses) {
    let SalvagedIndex { index, series, .. } = salvaged;
    let read: HashSet<u32> = series.numbers.iter().copied().collect();
    let lost = match index.all_postings() {
        Ok(all) => all.iter().filter(|number| !read.contains(number)).collect(),
        Err(_) => Vec::new(),
    };
    if lost.is_empty() {
        for hole in &series.holes {
            losses.add(Loss::at(&hole.error));
        }
        return;
    }
    let mut labels: BTreeMap<u32, Vec<(&str, &str)>> = lost.iter().map(|&number| (number, Vec::new())).collect();
    for (name, _) in index.label_names() {
        for value in index.label_values(name) {
            let Ok(list) = index.postings(name, value) else { continue };
            for number in list.iter() {
                if let Some(pairs) = labels.get_mut(&number) {
                    pairs.push((name, value));
                }
            }
        }
    }
    for (number, pairs) in labels {
        let Err(error) = index.series(number) else { continue };
        let series = crate::model::labels::Labels::from_pairs(pairs).to_string();
        losses.add(Loss { series: Some(series), ..Loss::at(&error) });
    }
}

/// The range of a repaired block whose samples lie between these times: its own if that makes sense.
pub(super) fn repaired_range(old: Option<&BlockMeta>, times: (i64, i64)) -> (i64, i64) {
    match old {
        Some(old) => sensible_range(old, times),
        None => (times.0, times.1.saturating_add(1)),
    }
}
