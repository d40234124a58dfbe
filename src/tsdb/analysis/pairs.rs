//! Label pairs and label names: how many series they stand in, how much of the time those do not cover, and the bytes
//! that they take in the index.

use super::united::OneSeries;
use crate::tsdb::block::Block;
use hashbrown::HashMap;
use rayon::prelude::*;

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// Series of this block that no block before it has.
    series: u64,
    uncovered: u64,
    /// Series of this block.
    entries: u64,
}

impl PairCounts {
    fn add(&mut self, other: PairCounts) {
        self.series += other.series;
        self.uncovered = self.uncovered.wrapping_add(other.uncovered);
        self.entries += other.entries;
    }
}

/// A block's place, and the numbers that a name and a value have there: what costs least to count by.
type PairNumbers = (u32, u32, u32);

/// Counts on the way.
#[derive(Default)]
pub(super) struct PairCounter {
    pairs: HashMap<PairNumbers, PairCounts>,
    labels: u64,
}

/// The counts of a whole pass.
pub(super) struct Counted<'a> {
    pub(super) pairs: Vec<LabelPairStatistics<'a>>,
    pub(super) names: Vec<LabelNameStatistics<'a>>,
    pub(super) labels: u64,
}

impl PairCounter {
    /// Counts a series which does not cover so much of the time.
    pub(super) fn add(&mut self, series: &OneSeries<'_>, uncovered: u64) {
        let mut one = PairCounts { series: 1, uncovered, entries: 1 };
        for (&(block, _), entry) in series.places.iter().zip(&series.entries) {
            for (name, value) in entry.pair_numbers() {
                self.pairs.entry((block as u32, name, value)).or_default().add(one);
                self.labels += one.series;
            }
            one = PairCounts { series: 0, uncovered: 0, entries: 1 };
        }
    }

    /// Adds what another one has counted.
    pub(super) fn merge(mut self, mut other: PairCounter) -> PairCounter {
        if self.pairs.len() < other.pairs.len() {
            std::mem::swap(&mut self, &mut other);
        }
        for (pair, more) in other.pairs {
            self.pairs.entry(pair).or_default().add(more);
        }
        self.labels += other.labels;
        self
    }

    /// The counts in the order of names and values; `whole` if all series of the blocks were counted.
    pub(super) fn finish(self, blocks: &[Block], whole: bool) -> Counted<'_> {
        let text = |(block, name, value): PairNumbers| {
            let index = blocks.get(block as usize)?.index();
            let bytes = index.reference_bytes(name) + index.reference_bytes(value);
            Some((index.symbol_at(name)?, index.symbol_at(value)?, bytes))
        };
        let pairs: Vec<(PairNumbers, PairCounts)> = self.pairs.into_iter().collect();
        let mut pairs: Vec<_> =
            pairs.into_par_iter().filter_map(|(numbers, counts)| Some((text(numbers)?, counts))).collect();
        pairs.par_sort_unstable_by_key(|&((name, value, _), _)| (name, value));
        let mut counted = Counted { pairs: Vec::with_capacity(pairs.len()), names: Vec::new(), labels: self.labels };
        for of_blocks in pairs.chunk_by(|(one, _), (other, _)| (one.0, one.1) == (other.0, other.1)) {
            let Some(&((name, value, _), _)) = of_blocks.first() else { continue };
            let mut counts = PairCounts::default();
            of_blocks.iter().for_each(|(_, more)| counts.add(*more));
            let PairCounts { series, uncovered, .. } = counts;
            counted.pairs.push(LabelPairStatistics { name, value, series, uncovered });
            if counted.names.last().is_none_or(|last| last.name != name) {
                let index_bytes = whole.then(|| blocks.iter().map(|block| block.index().label_bytes(name)).sum());
                counted.names.push(LabelNameStatistics { name, index_bytes, ..LabelNameStatistics::default() });
            }
            if let Some(label) = counted.names.last_mut() {
                label.values += 1;
                label.value_bytes += value.len() as u64;
                label.series += series;
                label.uncovered = label.uncovered.wrapping_add(uncovered);
                label.reference_bytes +=
                    of_blocks.iter().map(|((_, _, bytes), counts)| bytes * counts.entries).sum::<u64>();
            }
        }
        counted
    }
}
