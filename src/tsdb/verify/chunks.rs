//! Checking chunks against what the index says of them, and segments against the chunks in them.

use super::{
    advice,
    findings::{FileFindings, Findings},
};
use crate::{
    io::{bytes::ByteCursor, crc32c::crc32c},
    model::sample::SampleColumns,
    tsdb::{
        block::{ChunkSegments, chunks::HEADER_BYTES, index::ChunkMeta},
        chunk::{Encoding, decode},
    },
};

/// Numbers of things in chunks, and the times of the first and the last sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ChunkFacts {
    /// Chunks that the index knows of, readable or not.
    pub(super) chunks: u64,
    pub(super) floats: u64,
    pub(super) histograms: u64,
    pub(super) range: Option<(i64, i64)>,
    /// Chunks that could not be read.
    pub(super) unreadable: u64,
}

impl ChunkFacts {
    pub(super) fn add(&mut self, other: &ChunkFacts) {
        self.chunks += other.chunks;
        self.floats += other.floats;
        self.histograms += other.histograms;
        self.unreadable += other.unreadable;
        self.range = match (self.range, other.range) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (one, other) => one.or(other),
        };
    }
}

/// Places in segments that chunks take, as references of begin and end; neighbours are joined.
#[derive(Debug, Default)]
pub(super) struct Runs {
    taken: Vec<(u64, u64)>,
    /// Begins of chunks whose end is not known.
    damaged: Vec<u64>,
}

impl Runs {
    fn add(&mut self, begin: u64, end: u64) {
        match self.taken.last_mut() {
            Some(last) if last.1 == begin => last.1 = end,
            _ => self.taken.push((begin, end)),
        }
    }

    pub(super) fn append(&mut self, other: Runs) {
        for (begin, end) in other.taken {
            self.add(begin, end);
        }
        self.damaged.extend(other.damaged);
    }
}

/// Checks one chunk: its checksum, its samples, and that they begin and end when the index says.
pub(super) fn check(
    segments: &ChunkSegments,
    meta: &ChunkMeta,
    series: impl Fn() -> String,
    columns: &mut SampleColumns,
    facts: &mut ChunkFacts,
    runs: &mut Runs,
    index: FileFindings<'_>,
) {
    let raw = match segments.chunk(meta.reference) {
        Ok(raw) => raw,
        Err(error) => {
            index.failure(&error, advice::REPAIR_CHUNK);
            facts.unreadable += 1;
            runs.damaged.push(meta.reference);
            return;
        }
    };
    let segment = meta.reference & !0xFFFF_FFFF;
    runs.add(meta.reference, segment | (raw.offset + raw.frame.len() as u64));
    columns.clear();
    if let Err(error) = decode(raw.encoding, raw.data, columns) {
        index.failure(&raw.error(error), advice::REPAIR_CHUNK);
        facts.unreadable += 1;
        return;
    }
    let times = if raw.encoding.is_histogram() { &columns.histogram_timestamps } else { &columns.timestamps };
    let findings = index.of(raw.path);
    let at = raw.offset;
    let Some((&first, &last)) = times.first().zip(times.last()) else {
        findings.error(at, format!("chunk of {} has no samples", series()), advice::REPAIR_CHUNK);
        return;
    };
    if let Some(pair) = times.windows(2).find(|pair| pair[0] >= pair[1]) {
        let what = format!("samples of {} are not in order: {} follows {}", series(), pair[1], pair[0]);
        findings.error(at, what, advice::REPAIR_CHUNK);
    }
    if (first, last) != (meta.min_time, meta.max_time) {
        let what = format!(
            "samples of {} go from {first} to {last}; the index says from {} to {}",
            series(),
            meta.min_time,
            meta.max_time
        );
        findings.error(at, what, advice::REPAIR);
    }
    let samples = times.len() as u64;
    let (floats, histograms) = if raw.encoding.is_histogram() { (0, samples) } else { (samples, 0) };
    facts.add(&ChunkFacts { floats, histograms, range: Some((first, last)), ..ChunkFacts::default() });
}

/// Checks the segments themselves: their headers, and that every byte belongs to one chunk.
///
/// `runs` is `None` if the index could not tell which chunks there are.
pub(super) fn check_segments(segments: &ChunkSegments, runs: Option<Runs>, findings: &Findings) {
    let is_known = runs.is_some();
    let Runs { mut taken, mut damaged } = runs.unwrap_or_default();
    taken.sort_unstable();
    damaged.sort_unstable();
    for (number, (path, bytes)) in segments.files().enumerate() {
        let findings = findings.of(path);
        if bytes.get(5..HEADER_BYTES).is_some_and(|zeros| zeros.iter().any(|&byte| byte != 0)) {
            findings.warning(5, "bytes 5 to 7 of the header are not zero", advice::HARMLESS);
        }
        if is_known {
            check_coverage(number as u64, bytes, (&taken, &damaged), findings);
        }
    }
}

fn check_coverage(number: u64, bytes: &[u8], (taken, damaged): (&[(u64, u64)], &[u64]), findings: FileFindings<'_>) {
    let base = number << 32;
    let begin = taken.partition_point(|&(begin, _)| begin < base);
    let end = taken.partition_point(|&(begin, _)| begin < base + (1 << 32));
    let mut position = HEADER_BYTES as u64;
    let length = bytes.len() as u64;
    let mut last = None;
    for &(begin, end) in taken.get(begin..end).unwrap_or_default() {
        let (begin, end) = (begin - base, end - base);
        if begin < position {
            match last {
                Some(last) if last == (begin, end) => {
                    findings.warning(begin, "several series refer to the same chunk", advice::REPAIR);
                }
                _ => {
                    let what = format!("a chunk begins here, but the one before ends at {position}");
                    findings.error(begin, what, advice::REPAIR);
                }
            }
        } else if begin > position {
            report_gap(bytes, (position, begin), base, damaged, findings);
        }
        position = position.max(end);
        last = Some((begin, end));
    }
    if position < length {
        report_gap(bytes, (position, length), base, damaged, findings);
    }
}

/// Bytes that no readable chunk takes: nothing is said if a chunk that cannot be read begins there.
fn report_gap(bytes: &[u8], (begin, end): (u64, u64), base: u64, damaged: &[u64], findings: FileFindings<'_>) {
    if damaged.binary_search(&(base + begin)).is_ok() {
        return;
    }
    let gap = bytes.get(begin as usize..end as usize).unwrap_or(&[]);
    let mut chunks = 0;
    let mut cursor = ByteCursor::new(gap, begin);
    while read_chunk(&mut cursor).is_some() {
        chunks += 1;
    }
    let what = match (chunks, gap.iter().all(|&byte| byte == 0)) {
        (0, true) => format!("{} zero bytes that belong to no chunk", gap.len()),
        (0, false) => format!("{} bytes that belong to no chunk", gap.len()),
        _ => format!("{} bytes to which no series refers; they hold {chunks} whole chunks", gap.len()),
    };
    findings.warning(begin, what, advice::UNUSED_BYTES);
}

/// Moves over a whole chunk.
fn read_chunk(cursor: &mut ByteCursor<'_>) -> Option<()> {
    let length = usize::try_from(cursor.uvarint().ok()?).ok()?;
    let covered = cursor.take(length.checked_add(1)?).ok()?;
    let checksum = cursor.u32().ok()?;
    let known = covered.first().copied().and_then(Encoding::from_byte)?;
    (known != Encoding::None && crc32c(covered) == checksum).then_some(())
}
