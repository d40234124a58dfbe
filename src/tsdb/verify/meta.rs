//! Checking `meta.json` against itself, against its directory and against what the block holds.

use super::{advice, chunks::ChunkFacts, findings::FileFindings};
use crate::tsdb::block::{BlockMeta, Parent, Ulid};
use std::path::Path;

const MINUTE: i64 = 60_000;
/// Blocks begin and end at multiples of their range: two hours by default, and what else people set.
const ROUND_RANGES: [i64; 5] = [5 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE];
/// Why a block was split off, as Prometheus knows it.
const HINTS: [&str; 3] = ["from-out-of-order", "from-stale-series", "from-selected-series"];
/// Keys at the top that others put there.
const FOREIGN_KEYS: [&str; 1] = ["thanos"];

/// Reads the file that `findings` are about and checks what it says of itself.
pub(super) fn read(directory: &Path, findings: FileFindings<'_>) -> Option<BlockMeta> {
    let bytes = match std::fs::read(findings.path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let what = format!("without it Prometheus passes over the block: {error}");
            findings.error(None, what, advice::REPAIR_META);
            return None;
        }
    };
    let meta: BlockMeta = match serde_json::from_slice(&bytes) {
        Ok(meta) => meta,
        Err(error) => {
            let line_begin = bytes.split_inclusive(|&byte| byte == b'\n').take(error.line().saturating_sub(1));
            let offset = line_begin.map(<[u8]>::len).sum::<usize>() + error.column().saturating_sub(1);
            findings.error(offset as u64, error.to_string(), advice::REPAIR_META);
            return None;
        }
    };
    check_itself(&meta, directory, findings);
    Some(meta)
}

fn check_itself(meta: &BlockMeta, directory: &Path, findings: FileFindings<'_>) {
    let error = |what: String| findings.error(None, what, advice::REPAIR_META);
    let warning = |what: String| findings.warning(None, what, advice::REPAIR_META);
    if meta.version != 1 {
        error(format!("unexpected meta file version {}, should be 1", meta.version));
    }
    let name = directory.file_name().unwrap_or_default().to_string_lossy();
    match name.parse::<Ulid>() {
        Ok(ulid) if ulid != meta.ulid => error(format!("ulid is {}, but the directory is called {name}", meta.ulid)),
        Ok(_) => {}
        Err(_) => {
            let what = format!("the directory is called {name}, which is no ULID: Prometheus does not see the block");
            findings.info(None, what, "rename it to the ulid in meta.json to have it read");
        }
    }
    if meta.min_time >= meta.max_time {
        error(format!("the block ends at {}, but begins at {}", meta.max_time, meta.min_time));
    }
    let compaction = &meta.compaction;
    if compaction.level == 0 {
        warning("the compaction level is 0, should be at least 1".into());
    }
    if compaction.sources.is_empty() {
        warning("there are no compaction sources; a block of level 1 lists itself".into());
    }
    if compaction.sources.windows(2).any(|pair| pair[0] >= pair[1]) {
        warning("the compaction sources are not sorted".into());
    }
    if compaction.sources.contains(&meta.ulid) != (compaction.level == 1) && !compaction.sources.is_empty() {
        warning(format!("a block lists itself as a source at level 1 only; this one is of level {}", compaction.level));
    }
    if compaction.deletable {
        let what = "the block is marked as deletable: the next start of Prometheus deletes it";
        findings.info(None, what, advice::NOTHING);
    }
    if compaction.failed {
        findings.info(None, "a compaction of this block has failed", "look for the reason among the other findings");
    }
    for hint in compaction.hints.iter().filter(|hint| !HINTS.contains(&&***hint)) {
        warning(format!("unknown compaction hint {hint:?}"));
    }
    check_parents(meta, findings);
    for key in meta.other.keys().filter(|key| !FOREIGN_KEYS.contains(&&***key)) {
        findings.info(None, format!("unknown key {key:?}"), "Prometheus drops it when it writes the file again");
    }
    for key in meta.stats.other.keys().chain(meta.compaction.other.keys()) {
        warning(format!("unknown key {key:?}"));
    }
}

/// The parents that are blocks: a block of out-of-order samples has one that is all zero.
fn real_parents(meta: &BlockMeta) -> impl Iterator<Item = &Parent> {
    meta.compaction.parents.iter().filter(|parent| **parent != Parent::default())
}

fn check_parents(meta: &BlockMeta, findings: FileFindings<'_>) {
    for parent in real_parents(meta) {
        if parent.ulid == Ulid::default() || parent.min_time >= parent.max_time {
            let what = format!(
                "parent {} goes from {} to {}, which makes no sense",
                parent.ulid, parent.min_time, parent.max_time
            );
            findings.warning(None, what, advice::REPAIR_META);
        }
        if parent.ulid == meta.ulid {
            let what = "the block is its own parent: Prometheus deletes it at its next start";
            findings.error(None, what, advice::REPAIR_META);
        }
    }
    let begin = real_parents(meta).map(|parent| parent.min_time).min();
    let end = real_parents(meta).map(|parent| parent.max_time).max();
    if let Some((begin, end)) = begin.zip(end)
        && (meta.min_time < begin || end < meta.max_time)
    {
        let what = format!(
            "the block goes from {} to {}, its parents only from {begin} to {end}",
            meta.min_time, meta.max_time
        );
        findings.warning(None, what, advice::REPAIR_META);
    }
}

/// Checks what it says of the block's content. `tombstones` is the number of intervals.
pub(super) fn check_content(
    meta: &BlockMeta,
    series: u64,
    content: &ChunkFacts,
    tombstones: Option<u64>,
    findings: FileFindings<'_>,
) {
    let differ = |what: &str, said: u64, found: u64| {
        if said != found {
            findings.error(None, format!("{what} is {said}, the block has {found}"), advice::REPAIR_META);
        }
    };
    let stats = &meta.stats;
    // What cannot be read cannot be counted; the reason has been reported.
    if content.unreadable == 0 {
        differ("numSeries", stats.num_series, series);
        differ("numChunks", stats.num_chunks, content.chunks);
        differ("numSamples", stats.num_samples, content.floats + content.histograms);
        // Until 3.6 Prometheus did not tell them apart.
        if stats.num_float_samples + stats.num_histogram_samples > 0 {
            differ("numFloatSamples", stats.num_float_samples, content.floats);
            differ("numHistogramSamples", stats.num_histogram_samples, content.histograms);
        }
    }
    if let Some(intervals) = tombstones {
        differ("numTombstones", stats.num_tombstones, intervals);
    }
    let Some((first, last)) = content.range else { return };
    if first < meta.min_time || last >= meta.max_time {
        let what = format!(
            "samples go from {first} to {last}, the block only from {} to before {}: those outside are not seen",
            meta.min_time, meta.max_time
        );
        findings.error(None, what, advice::REPAIR_META);
        return;
    }
    for (what, border, sample) in [("begins", meta.min_time, first), ("ends", meta.max_time, last)] {
        if !is_explained(meta, border, (first, last)) {
            let what = format!(
                "the block {what} at {border}, which is neither a sample's time ({sample}) nor a round time near it"
            );
            findings.info(None, what, "nothing to do, unless other findings say that meta.json has been changed");
        }
    }
}

/// Whether the block has a reason to begin or end at `border`: a sample, the length of blocks, or a parent.
fn is_explained(meta: &BlockMeta, border: i64, (first, last): (i64, i64)) -> bool {
    let is_begin = border == meta.min_time;
    let end = last.saturating_add(1);
    let sample = if is_begin { first } else { end };
    let is_near = ROUND_RANGES.iter().any(|range| {
        let below = sample.div_euclid(*range).saturating_mul(*range);
        border == if is_begin || below == sample { below } else { below.saturating_add(*range) }
    });
    let length = meta.max_time.checked_sub(meta.min_time).filter(|&length| length > 0);
    let is_aligned = length.is_some_and(|length| meta.min_time % length == 0 && meta.max_time % length == 0);
    let is_parents = real_parents(meta).any(|parent| match is_begin {
        true => parent.min_time == border && first < parent.max_time,
        false => parent.max_time == border && last >= parent.min_time,
    });
    border == sample || is_near || is_aligned || is_parents
}

/// The range that a block should have whose samples lie between these times: what it says, where that makes sense.
pub(in crate::tsdb) fn sensible_range(meta: &BlockMeta, (first, last): (i64, i64)) -> (i64, i64) {
    let is_sensible = |border| meta.min_time < meta.max_time && is_explained(meta, border, (first, last));
    let begin = if meta.min_time <= first && is_sensible(meta.min_time) { meta.min_time } else { first };
    let end = if last < meta.max_time && is_sensible(meta.max_time) { meta.max_time } else { last.saturating_add(1) };
    (begin, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_have_reasons() {
        let hour = 3_600_000;
        let meta = |min_time, max_time| BlockMeta { min_time, max_time, ..BlockMeta::default() };
        let explained = |meta: &BlockMeta, first, last| {
            (is_explained(meta, meta.min_time, (first, last)), is_explained(meta, meta.max_time, (first, last)))
        };
        assert_eq!(explained(&meta(5, 10), 5, 9), (true, true), "the samples' own times");
        assert_eq!(explained(&meta(6, 11), 7, 8), (false, false));
        assert_eq!(explained(&meta(2 * hour, 4 * hour), 2 * hour + 7, 3 * hour), (true, true));
        assert_eq!(explained(&meta(-2 * hour, 2 * hour), -1, 1), (true, true), "near, though not aligned");
        assert_eq!(explained(&meta(11 * hour, 16 * hour), 12 * hour, 13 * hour), (false, false));
        assert_eq!(
            explained(&meta(hour / 6 + 2, hour / 3), hour / 6 + 2, hour / 3 - 5000),
            (true, true),
            "ten minutes"
        );
        assert_eq!(explained(&meta(10 * hour, 15 * hour), 11 * hour, 15 * hour - 1), (true, true));
        let parent = Parent { ulid: Ulid(1), min_time: 1, max_time: 20 };
        let mut child = meta(1, 20);
        child.compaction.parents = vec![parent];
        assert_eq!(explained(&child, 5, 6), (true, true), "as its parent did");
        assert_eq!(explained(&meta(i64::MIN, i64::MAX), 0, 0), (false, false));
    }
}
