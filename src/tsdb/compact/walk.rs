//! The series of several blocks in one pass, in the order of their labels.
//!
//! Labels are numbers of the output's symbols, so nothing here touches a text. Where several blocks have a series, they
//! come in the order in which Prometheus' heap gives them.

use crate::tsdb::{
    Error,
    block::{Block, Clip, SymbolMap, index::Postings},
    merge::GoHeap,
};

/// A block that is being merged.
#[derive(Debug)]
pub(super) struct Input<'a> {
    pub(super) block: &'a Block,
    postings: Postings<'a>,
    symbols: SymbolMap,
    /// Times that are wanted, both inclusive.
    range: (i64, i64),
}

impl<'a> Input<'a> {
    pub(super) fn new(block: &'a Block, symbols: SymbolMap, range: (i64, i64)) -> Result<Input<'a>, Error> {
        Ok(Input { block, postings: block.index().all_postings()?, symbols, range })
    }

    /// What stays of the chunks of a series.
    pub(super) fn clip(&self, series: u32) -> Clip<'a> {
        let (min_time, max_time) = self.range;
        Clip { min_time, max_time, deleted: self.block.tombstones().of(u64::from(series)) }
    }
}

/// A series of the output, and who has it.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) labels: Vec<(u32, u32)>,
    /// Numbers of inputs and of their series.
    pub(super) members: Vec<(u32, u32)>,
}

/// A series of one input, and where in its postings the next one stands.
struct Cursor {
    input: u32,
    series: u32,
    next: usize,
    labels: Vec<(u32, u32)>,
}

impl Cursor {
    /// Goes on to the next series of which a chunk may stay.
    fn advance(&mut self, inputs: &[Input<'_>]) -> Result<bool, Error> {
        let Some(input) = inputs.get(self.input as usize) else { return Ok(false) };
        while let Some(series) = input.postings.get(self.next) {
            self.next += 1;
            let entry = input.block.index().series(series)?;
            let clip = input.clip(series);
            let mut stays = false;
            for chunk in entry.chunks() {
                stays = !clip.takes_all(&chunk?);
                if stays {
                    break;
                }
            }
            if stays {
                self.series = series;
                self.labels.clear();
                // The entry has been verified, and the map has every symbol of the block.
                let symbol = |number| input.symbols.get(number).unwrap_or_default();
                self.labels.extend(entry.pair_numbers().map(|(name, value)| (symbol(name), symbol(value))));
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The walk.
pub(super) struct Walk<'a> {
    inputs: &'a [Input<'a>],
    heap: GoHeap<Cursor>,
    current: Vec<Cursor>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(inputs: &'a [Input<'a>]) -> Walk<'a> {
        let start = |input| Cursor { input, series: 0, next: 0, labels: Vec::new() };
        let current = (0..inputs.len() as u32).map(start).collect();
        Walk { inputs, heap: GoHeap::new(|a, b| a.labels < b.labels), current }
    }

    /// The next series.
    pub(super) fn next(&mut self) -> Result<Option<Gathered>, Error> {
        for mut cursor in self.current.drain(..) {
            if cursor.advance(self.inputs)? {
                self.heap.push(cursor);
            }
        }
        let Some(first) = self.heap.pop() else { return Ok(None) };
        let labels = first.labels.clone();
        self.current.push(first);
        while self.heap.top().is_some_and(|top| top.labels == labels)
            && let Some(next) = self.heap.pop()
        {
            self.current.push(next);
        }
        let members = self.current.iter().map(|cursor| (cursor.input, cursor.series)).collect();
        Ok(Some(Gathered { labels, members }))
    }
}
