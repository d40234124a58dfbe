//! A block as a source of series.

use super::{Block, index::SeriesEntry, matching::matching_series};
use crate::{
    model::{
        labels::Labels,
        sample::SampleColumns,
        series::{ReadCost, SelectRequest, SeriesSet, SeriesSource, SourceError},
    },
    tsdb::{Error, chunk::decode},
};
use std::collections::BTreeSet;

impl Block {
    /// The matching series that have a chunk in the closed range which is not deleted as a whole, in the order of the
    /// index: that of the labels.
    pub fn select(&self, request: &SelectRequest<'_>) -> Result<BlockSeries, Error> {
        let mut numbers = Vec::new();
        if self.overlaps(request.min_time, request.max_time) {
            for number in matching_series(self.index(), request.matchers)?.iter() {
                let series = self.index().series(number)?;
                if self.is_within(&series, number, request.min_time, request.max_time)? {
                    numbers.push(number);
                }
            }
        }
        Ok(BlockSeries { block: self.clone(), numbers })
    }

    fn is_within(&self, series: &SeriesEntry<'_>, number: u32, min_time: i64, max_time: i64) -> Result<bool, Error> {
        let deleted = self.tombstones().of(u64::from(number));
        for chunk in series.chunks() {
            let chunk = chunk?;
            if chunk.min_time > max_time {
                break;
            }
            let is_deleted = deleted.is_some_and(|deleted| deleted.contain_all(chunk.min_time, chunk.max_time));
            if chunk.overlaps(min_time, max_time) && !is_deleted {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The names of the labels that matching series have, sorted. As in Prometheus, the range chooses the block, not
    /// the series in it.
    pub fn label_names(&self, request: &SelectRequest<'_>) -> Result<Vec<String>, Error> {
        if !self.overlaps(request.min_time, request.max_time) {
            return Ok(Vec::new());
        }
        if request.matchers.is_empty() {
            return Ok(self.index().label_names().map(|(name, _)| name.to_owned()).collect());
        }
        let mut names = BTreeSet::new();
        for number in matching_series(self.index(), request.matchers)?.iter() {
            names.extend(self.index().series(number)?.pairs().map(|(name, _)| name));
        }
        Ok(names.into_iter().map(str::to_owned).collect())
    }

    /// The values that label `name` has among the matching series, sorted; the range counts as for
    /// [`Block::label_names`].
    pub fn label_values(&self, name: &str, request: &SelectRequest<'_>) -> Result<Vec<String>, Error> {
        if !self.overlaps(request.min_time, request.max_time) {
            return Ok(Vec::new());
        }
        if request.matchers.is_empty() {
            return Ok(self.index().label_values(name).filter(|value| !value.is_empty()).map(str::to_owned).collect());
        }
        let mut values = BTreeSet::new();
        for number in matching_series(self.index(), request.matchers)?.iter() {
            let series = self.index().series(number)?;
            values.extend(series.pairs().find(|&(candidate, _)| candidate == name).map(|(_, value)| value));
        }
        Ok(values.into_iter().filter(|value| !value.is_empty()).map(str::to_owned).collect())
    }
}

impl SeriesSource for Block {
    fn select(&self, request: &SelectRequest<'_>) -> Result<Box<dyn SeriesSet>, SourceError> {
        Ok(Box::new(self.select(request).map_err(SourceError::new)?))
    }

    fn label_names(&self, request: &SelectRequest<'_>) -> Result<Vec<String>, SourceError> {
        self.label_names(request).map_err(SourceError::new)
    }

    fn label_values(&self, name: &str, request: &SelectRequest<'_>) -> Result<Vec<String>, SourceError> {
        self.label_values(name, request).map_err(SourceError::new)
    }

    fn time_range(&self) -> Result<Option<(i64, i64)>, SourceError> {
        let last = self.max_time().saturating_sub(1);
        Ok((self.min_time() <= last).then_some((self.min_time(), last)))
    }
}

/// Selected series of one block, by their numbers; labels and samples are read when asked for.
#[derive(Clone, Debug)]
pub struct BlockSeries {
    block: Block,
    numbers: Vec<u32>,
}

impl BlockSeries {
    /// The series with these numbers of `block`, each of which the index has verified.
    pub fn new(block: &Block, numbers: Vec<u32>) -> BlockSeries {
        BlockSeries { block: block.clone(), numbers }
    }

    /// The block.
    pub fn block(&self) -> &Block {
        &self.block
    }

    /// The series numbers, ascending.
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// Appends the samples of series `index` in the closed range to `columns`, deleted ones left out. Only chunks that
    /// reach into the range are decoded. An `index` that does not exist has no samples.
    pub fn append(
        &self,
        index: usize,
        min_time: i64,
        max_time: i64,
        columns: &mut SampleColumns,
    ) -> Result<ReadCost, Error> {
        let Some(&number) = self.numbers.get(index) else {
            return Ok(ReadCost::default());
        };
        let Some(deleted) = self.block.tombstones().of(u64::from(number)) else {
            let cost = self.decode_chunks(number, min_time, max_time, |_, _| false, columns)?;
            columns.trim(min_time, max_time);
            return Ok(cost);
        };
        // Whole histograms: what is deleted may be the one that the next one is to be compared with.
        let mut part = SampleColumns::default();
        let is_deleted = |first, last| deleted.contain_all(first, last);
        let cost = self.decode_chunks(number, min_time, max_time, is_deleted, &mut part)?;
        part.retain(|time| !deleted.contain(time));
        columns.extend_from_range(&part, min_time, max_time);
        Ok(cost)
    }

    fn decode_chunks(
        &self,
        number: u32,
        min_time: i64,
        max_time: i64,
        is_deleted: impl Fn(i64, i64) -> bool,
        columns: &mut SampleColumns,
    ) -> Result<ReadCost, Error> {
        let mut cost = ReadCost::default();
        for chunk in self.block.index().verified_series(number)?.chunks() {
            let meta = chunk?;
            if meta.min_time > max_time {
                break;
            }
            if !meta.overlaps(min_time, max_time) || is_deleted(meta.min_time, meta.max_time) {
                continue;
            }
            let chunk = self.block.chunks().chunk(meta.reference)?;
            decode(chunk.encoding, chunk.data, columns).map_err(|error| chunk.error(error))?;
            cost += ReadCost { chunks: 1, bytes: chunk.data.len() as u64 };
        }
        Ok(cost)
    }
}

impl SeriesSet for BlockSeries {
    fn len(&self) -> usize {
        self.numbers.len()
    }

    fn labels(&self, index: usize) -> Labels {
        // The selection has verified the entry, so this cannot fail unless the file changed since.
        let series = self.numbers.get(index).and_then(|&number| self.block.index().verified_series(number).ok());
        series.map(|series| series.labels()).unwrap_or_default()
    }

    fn append(
        &self,
        index: usize,
        min_time: i64,
        max_time: i64,
        columns: &mut SampleColumns,
    ) -> Result<ReadCost, SourceError> {
        self.append(index, min_time, max_time, columns).map_err(SourceError::new)
    }

    fn promised_times(&self) -> Option<(i64, i64)> {
        Some((self.block.min_time(), self.block.max_time().saturating_sub(1)))
    }
}
