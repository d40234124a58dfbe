//! Checking series entries and, through them, chunks.

use super::{
    advice,
    chunks::{self, ChunkFacts, Runs},
    findings::FileFindings,
    symbols::SymbolTable,
};
use crate::{
    model::sample::SampleColumns,
    tsdb::block::{
        ChunkSegments,
        index::{RawSeries, series_alignment},
    },
};
use rayon::prelude::*;

/// Series that one task checks.
const BATCH: usize = 256;

/// Where the series of a block are, and what they refer to.
pub(super) struct SeriesOf<'a> {
    pub(super) file: &'a [u8],
    pub(super) version: u8,
    pub(super) symbols: &'a SymbolTable<'a>,
    pub(super) numbers: &'a [u32],
    pub(super) findings: FileFindings<'a>,
}

/// What the series of a block hold.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) series: u64,
    pub(super) chunks: ChunkFacts,
    pub(super) runs: Runs,
}

impl<'a> SeriesOf<'a> {
    pub(super) fn offset(&self, number: u32) -> u64 {
        u64::from(number) * series_alignment(self.version)
    }

    /// The entry of a series, whose checksum has been verified.
    pub(super) fn entry(&self, number: u32) -> Option<RawSeries<'a>> {
        RawSeries::read(self.file, self.findings.path, self.offset(number), false).ok()
    }

    /// The label pairs of an entry; `None` for a symbol that does not exist.
    fn pairs(&self, entry: &RawSeries<'a>) -> impl Iterator<Item = (Option<&'a str>, Option<&'a str>)> {
        let symbols = self.symbols;
        entry.references().map(move |(name, value)| (symbols.symbol(name), symbols.symbol(value)))
    }

    /// The labels of a series for a text.
    fn shown(&self, entry: &RawSeries<'a>) -> String {
        let pairs = self.pairs(entry).map(|(name, value)| (name.unwrap_or("?"), value.unwrap_or("?")));
        crate::model::labels::Labels::from_pairs(pairs).to_string()
    }

    /// Checks every series and every chunk.
    pub(super) fn check(&self, segments: Option<&ChunkSegments>) -> Content {
        let batches: Vec<Content> = self
            .numbers
            .par_chunks(BATCH)
            .enumerate()
            .map_init(SampleColumns::default, |columns, (batch, numbers)| {
                let mut content = Content::default();
                // The last series of the batch before is where the order of labels and chunks goes on.
                let before = (batch * BATCH).checked_sub(1).and_then(|index| self.numbers.get(index));
                let mut last = before.and_then(|&number| self.entry(number));
                for &number in numbers {
                    let Some(entry) = self.entry(number) else { continue };
                    self.check_labels(number, &entry, last.as_ref());
                    self.check_chunks(number, &entry, segments, &mut content, columns);
                    content.series += 1;
                    last = Some(entry);
                }
                content
            })
            .collect();
        let mut all = Content::default();
        for content in batches {
            all.series += content.series;
            all.chunks.add(&content.chunks);
            all.runs.append(content.runs);
        }
        all
    }

    fn check_labels(&self, number: u32, entry: &RawSeries<'a>, last: Option<&RawSeries<'a>>) {
        let (offset, findings) = (self.offset(number), self.findings);
        if self.symbols.is_empty() {
            return;
        }
        for (name, value) in entry.references() {
            for reference in [name, value] {
                if self.symbols.number(reference).is_none() {
                    findings.error(
                        offset,
                        format!("series refers to symbol {reference}, which does not exist"),
                        advice::REPAIR,
                    );
                }
            }
        }
        let mut before = None;
        for (name, value) in self.pairs(entry) {
            if name.is_some() && name <= before {
                let what = format!("labels are not sorted by name: {name:?} follows {before:?}");
                findings.error(offset, what, advice::REPAIR);
            }
            if name == Some("") || value == Some("") {
                findings.warning(
                    offset,
                    format!("{} has a label without name or value", self.shown(entry)),
                    advice::REPAIR,
                );
            }
            before = name;
        }
        if let Some(last) = last
            && self.pairs(last).ge(self.pairs(entry))
        {
            let what = format!("series are not sorted by labels: {} follows {}", self.shown(entry), self.shown(last));
            findings.error(offset, what, advice::REPAIR);
        }
    }

    fn check_chunks(
        &self,
        number: u32,
        entry: &RawSeries<'a>,
        segments: Option<&ChunkSegments>,
        content: &mut Content,
        columns: &mut SampleColumns,
    ) {
        let (offset, findings) = (self.offset(number), self.findings);
        let mut last_end = None;
        let mut chunks = entry.chunks();
        if chunks.left() == 0 {
            findings.warning(offset, format!("{} has no chunks", self.shown(entry)), advice::UNUSED_BYTES);
        }
        while let Some(chunk) = chunks.next() {
            let chunk = match chunk {
                Ok(chunk) => chunk,
                Err(error) => {
                    findings.failure(&error, advice::REPAIR);
                    return;
                }
            };
            content.chunks.chunks += 1;
            let (min, max) = (chunk.min_time, chunk.max_time);
            if max < min {
                let what = format!("{}: chunk ends at {max}, before it begins at {min}", self.shown(entry));
                findings.error(offset, what, advice::REPAIR);
            }
            if let Some(end) = last_end.filter(|&end| min <= end) {
                let what = format!("{}: chunk begins at {min}, the one before ends at {end}", self.shown(entry));
                findings.error(offset, what, advice::REPAIR);
            }
            last_end = Some(max);
            if let Some(segments) = segments {
                let series = || self.shown(entry);
                chunks::check(segments, &chunk, series, columns, &mut content.chunks, &mut content.runs, findings);
            }
        }
        if chunks.left_bytes() > 0 {
            let what = format!("series entry has {} bytes behind its last chunk", chunks.left_bytes());
            findings.warning(offset, what, advice::REPAIR);
        }
    }
}
