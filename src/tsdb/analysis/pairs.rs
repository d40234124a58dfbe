//! Label pairs and label names: how many series they stand in, how much of the time those do not cover, and the bytes
//! that they take in the index.

use super::united::OneSeries;
use crate::tsdb::block::Block;
use hashbrown::HashMap;

/// A label pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelPairStatistics<'a> {
    /// The label's name.
    pub name: &'a str,
    /// The label's value.
    pub value: &'a str,
    /// Series that have it.
    pub series: u64,
    /// Milliseconds of the whole range that these series do not cover, summed over them (and wrapped around, as in
    /// promtool, where a chunk reaches beyond its block).
    pub uncovered: u64,
}

/// A label name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelNameStatistics<'a> {
    /// The name.
    pub name: &'a str,
    /// Different values.
    pub values: u64,
    /// Bytes of these values.
    pub value_bytes: u64,
    /// Series that have the label.
    pub series: u64,
    /// As for [`LabelPairStatistics::uncovered`].
    pub uncovered: u64,
    /// Bytes of the references to the label in the entries of the series.
    pub reference_bytes: u64,
    /// Bytes of the label's part of the index: its texts, its postings lists and their places. `None` if only some
    /// series were looked at: these parts are not theirs alone.
    pub index_bytes: Option<u64>,
}

impl LabelNameStatistics<'_> {
    /// Everything that the label takes on disk, if it is known. A text that several labels share counts for each.
    pub fn bytes(&self) -> Option<u64> {
        Some(self.index_bytes? + self.reference_bytes)
    }
}

#[derive(Clone, Copy, Default)]
struct PairCounts {
    series: u64,
    uncovered: u64,
}

#[derive(Clone, Copy, Default)]
struct NameCounts {
    series: u64,
    uncovered: u64,
    reference_bytes: u64,
}

/// Counts on the way.
#[derive(Default)]
pub(super) struct PairCounter<'a> {
    pairs: HashMap<(&'a str, &'a str), PairCounts>,
    names: HashMap<&'a str, NameCounts>,
    entries: u64,
}

/// The counts of a whole pass.
pub(super) struct Counted<'a> {
    pub(super) pairs: Vec<LabelPairStatistics<'a>>,
    pub(super) names: Vec<LabelNameStatistics<'a>>,
    pub(super) entries: u64,
}

impl<'a> PairCounter<'a> {
    /// Counts a series which does not cover so much of the time.
    pub(super) fn add(&mut self, series: &OneSeries<'a>, uncovered: u64) {
        for (index, entry) in series.entries.iter().enumerate() {
            for (name, value, bytes) in entry.measured_pairs() {
                let counts = self.names.entry(name).or_default();
                counts.reference_bytes += bytes;
                if index > 0 {
                    continue;
                }
                counts.series += 1;
                counts.uncovered = counts.uncovered.wrapping_add(uncovered);
                let counts = self.pairs.entry((name, value)).or_default();
                counts.series += 1;
                counts.uncovered = counts.uncovered.wrapping_add(uncovered);
                self.entries += 1;
            }
        }
    }

    /// Adds what another one has counted.
    pub(super) fn merge(mut self, mut other: PairCounter<'a>) -> PairCounter<'a> {
        if self.pairs.len() < other.pairs.len() {
            std::mem::swap(&mut self, &mut other);
        }
        for (pair, more) in other.pairs {
            let counts = self.pairs.entry(pair).or_default();
            counts.series += more.series;
            counts.uncovered = counts.uncovered.wrapping_add(more.uncovered);
        }
        for (name, more) in other.names {
            let counts = self.names.entry(name).or_default();
            counts.series += more.series;
            counts.uncovered = counts.uncovered.wrapping_add(more.uncovered);
            counts.reference_bytes += more.reference_bytes;
        }
        self.entries += other.entries;
        self
    }

    /// The counts in the order of names and values; `whole` if all series of the blocks were counted.
    pub(super) fn finish(self, blocks: &'a [Block], whole: bool) -> Counted<'a> {
        let mut pairs: Vec<_> = self
            .pairs
            .into_iter()
            .map(|((name, value), PairCounts { series, uncovered })| LabelPairStatistics {
                name,
                value,
                series,
                uncovered,
            })
            .collect();
        pairs.sort_unstable_by_key(|pair| (pair.name, pair.value));
        let mut names: Vec<LabelNameStatistics<'a>> = Vec::with_capacity(self.names.len());
        for values in pairs.chunk_by(|one, other| one.name == other.name) {
            let Some(name) = values.first().map(|pair| pair.name) else { continue };
            let NameCounts { series, uncovered, reference_bytes } = self.names.get(name).copied().unwrap_or_default();
            names.push(LabelNameStatistics {
                name,
                values: values.len() as u64,
                value_bytes: values.iter().map(|pair| pair.value.len() as u64).sum(),
                series,
                uncovered,
                reference_bytes,
                index_bytes: whole.then(|| blocks.iter().map(|block| block.index().label_bytes(name)).sum()),
            });
        }
        Counted { pairs, names, entries: self.entries }
    }
}
