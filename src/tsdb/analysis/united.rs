//! The series of several blocks, each label set once.

use crate::{
    model::{labels::Labels, matcher::Matcher},
    tsdb::{
        Error, aligned,
        block::{Block, BlockSeries, index::SeriesEntry, matching_series},
    },
};
use rayon::prelude::*;
use std::{cmp::Reverse, collections::BinaryHeap, ops::Range};

/// The matching series of every block.
pub(super) struct UnitedSeries<'a> {
    blocks: &'a [Block],
    /// As many as blocks.
    pub(super) selected: Vec<BlockSeries>,
}

/// A label set with its entry in every block that has it, in the order of the blocks.
pub(super) struct OneSeries<'a> {
    /// Block and place in the block's list.
    pub(super) places: Vec<(usize, usize)>,
    /// What the indices say, as many as places.
    pub(super) entries: Vec<SeriesEntry<'a>>,
}

/// Where a block's list is being read.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Cursor {
    labels: Labels,
    block: usize,
    place: usize,
}

impl<'a> UnitedSeries<'a> {
    pub(super) fn select(blocks: &'a [Block], matchers: &[Matcher]) -> Result<UnitedSeries<'a>, Error> {
        let select = |block: &Block| Ok(BlockSeries::new(block, matching_series(block.index(), matchers)?.into_vec()));
        Ok(UnitedSeries { blocks, selected: blocks.par_iter().map(select).collect::<Result<_, _>>()? })
    }

    fn entry(&self, block: usize, place: usize) -> Result<Option<SeriesEntry<'a>>, Error> {
        let number = self.selected.get(block).and_then(|series| series.numbers().get(place));
        let Some((block, &number)) = self.blocks.get(block).zip(number) else { return Ok(None) };
        block.index().series(number).map(Some)
    }

    fn labels(&self, block: usize, place: usize) -> Result<Labels, Error> {
        Ok(self.entry(block, place)?.map_or_else(Labels::empty, |entry| entry.labels()))
    }

    /// Ranges of the blocks' lists that can be walked independently.
    pub(super) fn pieces(&self) -> Result<Vec<Vec<Range<usize>>>, Error> {
        let lengths: Vec<usize> = self.selected.iter().map(|series| series.numbers().len()).collect();
        aligned::cut(&lengths, aligned::PIECE, |block, place| self.labels(block, place))
    }

    /// Shows `visit` every series of a piece, in the order of labels.
    pub(super) fn walk(
        &self,
        piece: &[Range<usize>],
        mut visit: impl FnMut(&OneSeries<'a>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut one = OneSeries { places: Vec::new(), entries: Vec::new() };
        if let [only] = piece {
            for place in only.clone() {
                one.restart();
                one.add(self, 0, place)?;
                visit(&one)?;
            }
            return Ok(());
        }
        let mut cursors = BinaryHeap::new();
        let advance = |cursors: &mut BinaryHeap<Reverse<Cursor>>, block: usize, place: usize| {
            if piece.get(block).is_some_and(|range| range.contains(&place)) {
                cursors.push(Reverse(Cursor { labels: self.labels(block, place)?, block, place }));
            }
            Ok(())
        };
        for (block, range) in piece.iter().enumerate() {
            advance(&mut cursors, block, range.start)?;
        }
        while let Some(Reverse(first)) = cursors.pop() {
            one.restart();
            one.add(self, first.block, first.place)?;
            advance(&mut cursors, first.block, first.place + 1)?;
            while let Some(Reverse(next)) = cursors.peek()
                && next.labels == first.labels
            {
                let (block, place) = (next.block, next.place);
                cursors.pop();
                one.add(self, block, place)?;
                advance(&mut cursors, block, place + 1)?;
            }
            visit(&one)?;
        }
        Ok(())
    }
}

impl<'a> OneSeries<'a> {
    fn restart(&mut self) {
        self.places.clear();
        self.entries.clear();
    }

    fn add(&mut self, united: &UnitedSeries<'a>, block: usize, place: usize) -> Result<(), Error> {
        if let Some(entry) = united.entry(block, place)? {
            self.places.push((block, place));
            self.entries.push(entry);
        }
        Ok(())
    }
}
