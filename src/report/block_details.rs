//! Blocks with their history: some lines a block for people, or JSON.
//!
//! The JSON is one array on one line; keys, times (unix milliseconds, `maxTime` exclusive) and `stats` are those of
//! `meta.json`:
//! ```text
//! [{ulid, minTime, maxTime, stats: {numSamples, …}, compaction: {level, sources, parents, hints, deletable, failed},
//!   bytes: {index, chunks, tombstones, meta}, overlaps: [ulid]}]
//! ```

use super::{
    Style,
    number::{bytes, time},
    style::{Paint, printable},
};
use crate::{
    model::time::format_duration,
    tsdb::block::{Block, BlockStats, Compaction, Ulid},
};
use serde::Serialize;
use std::io::{self, Write};

/// Writes some lines a block; `overlaps` has the places of the blocks that each one overlaps.
pub fn write_details(out: &mut dyn Write, blocks: &[Block], overlaps: &[Vec<usize>], style: Style) -> io::Result<()> {
    for (index, (block, overlaps)) in blocks.iter().zip(overlaps).enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write_block(out, block, overlaps.iter().filter_map(|other| blocks.get(*other)), style)?;
    }
    Ok(())
}

fn write_block<'a>(
    out: &mut dyn Write,
    block: &Block,
    overlaps: impl Iterator<Item = &'a Block>,
    style: Style,
) -> io::Result<()> {
    let meta = block.meta();
    let length = format_duration(meta.max_time.saturating_sub(meta.min_time));
    let when = format!(" {} to {} ({length})", time(meta.min_time), time(meta.max_time));
    writeln!(out, "{}{when}", style.paint(Paint::Heading, meta.ulid))?;
    let line = |out: &mut dyn Write, name: &str, text: &str| {
        writeln!(out, "  {} {}", style.paint(Paint::Faint, format_args!("{name:<10}")), printable(text))
    };
    let BlockStats { num_samples, num_histogram_samples, num_series, num_chunks, num_tombstones, .. } = meta.stats;
    let histograms = match num_histogram_samples {
        0 => String::new(),
        count => format!(" ({count} native histograms)"),
    };
    let content = format!("{num_series} series, {num_chunks} chunks, {num_samples} samples{histograms}");
    line(out, "content", &content)?;
    if num_tombstones > 0 {
        line(out, "deleted", &format!("{num_tombstones} ranges of time (tombstones)"))?;
    }
    let sizes = block.sizes();
    let parts =
        [("chunks", sizes.chunks), ("index", sizes.index), ("tombstones", sizes.tombstones), ("meta", sizes.meta)];
    let parts: Vec<String> = parts.iter().map(|(name, size)| format!("{name} {}", bytes(*size))).collect();
    line(out, "size", &format!("{}: {}", bytes(sizes.total()), parts.join(", ")))?;
    let Compaction { level, sources, parents, hints, deletable, failed, .. } = &meta.compaction;
    line(out, "level", &format!("{level}, from {} block{}", sources.len(), if sources.len() == 1 { "" } else { "s" }))?;
    // Blocks that were split off from the head name an empty parent.
    let parents: Vec<String> =
        parents.iter().filter(|parent| parent.ulid != Ulid::default()).map(|parent| parent.ulid.to_string()).collect();
    let marks = [(*deletable, "deletable"), (*failed, "compaction failed")];
    let marks = marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark.to_owned());
    let hints: Vec<String> = hints.iter().cloned().chain(marks).collect();
    let overlaps: Vec<String> = overlaps
        .map(|other| {
            let begin = meta.min_time.max(other.min_time());
            let shared = meta.max_time.min(other.max_time()).saturating_sub(begin);
            format!("{} ({})", other.meta().ulid, format_duration(shared))
        })
        .collect();
    for (name, items) in [("parents", parents), ("hints", hints), ("overlaps", overlaps)] {
        if !items.is_empty() {
            line(out, name, &items.join(", "))?;
        }
    }
    Ok(())
}

/// Writes all that is known of the blocks as JSON, and a line end.
pub fn write_json(out: &mut dyn Write, blocks: &[Block], overlaps: &[Vec<usize>]) -> io::Result<()> {
    let items: Vec<Item<'_>> = blocks
        .iter()
        .zip(overlaps)
        .map(|(block, overlaps)| {
            let (meta, sizes) = (block.meta(), block.sizes());
            Item {
                ulid: meta.ulid,
                min_time: meta.min_time,
                max_time: meta.max_time,
                stats: &meta.stats,
                compaction: &meta.compaction,
                bytes: Bytes {
                    index: sizes.index,
                    chunks: sizes.chunks,
                    tombstones: sizes.tombstones,
                    meta: sizes.meta,
                },
                overlaps: overlaps
                    .iter()
                    .filter_map(|other| blocks.get(*other))
                    .map(|other| other.meta().ulid)
                    .collect(),
            }
        })
        .collect();
    serde_json::to_writer(&mut *out, &items)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    ulid: Ulid,
    min_time: i64,
    max_time: i64,
    stats: &'a BlockStats,
    compaction: &'a Compaction,
    bytes: Bytes,
    overlaps: Vec<Ulid>,
}

#[derive(Serialize)]
struct Bytes {
    index: u64,
    chunks: u64,
    tombstones: u64,
    meta: u64,
}
