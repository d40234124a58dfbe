//! A data directory as a source of series.

use super::open::Directory;
use crate::{
    model::{
        labels::Labels,
        sample::{SampleColumns, Timestamp},
        series::{ReadCost, SelectRequest, SeriesSet, SeriesSource, SourceError},
    },
    tsdb::{Error, block::Block, head::Head, merge::merge_series},
};
use rayon::prelude::*;
use std::collections::BTreeSet;

impl Directory {
    /// The parts that a query over the closed range must ask: the head first, then blocks by first time. The order
    /// decides which of several samples at one time is seen.
    fn parts(&self, min_time: Timestamp, max_time: Timestamp) -> Vec<&dyn SeriesSource> {
        let head = self.0.head.as_ref().filter(|head| head.is_asked(min_time, max_time));
        let blocks = self.0.blocks.iter().filter(|block| block.overlaps(min_time, max_time));
        let head = head.map(|head| head as &dyn SeriesSource);
        head.into_iter().chain(blocks.map(|block| block as &dyn SeriesSource)).collect()
    }

    fn union(
        &self,
        request: &SelectRequest<'_>,
        ask: impl Fn(&dyn SeriesSource) -> Result<Vec<String>, SourceError> + Send + Sync,
    ) -> Result<Vec<String>, SourceError> {
        let parts = self.parts(request.min_time, request.max_time);
        let answers: Vec<_> = parts.into_par_iter().map(ask).collect::<Result<_, _>>()?;
        Ok(answers.into_iter().flatten().collect::<BTreeSet<String>>().into_iter().collect())
    }
}

impl SeriesSource for Directory {
    fn select(&self, request: &SelectRequest<'_>) -> Result<Box<dyn SeriesSet>, SourceError> {
        let parts = self.parts(request.min_time, request.max_time);
        // Parts can only be merged if all of them are sorted.
        let request = SelectRequest { sorted: request.sorted || parts.len() > 1, ..request.clone() };
        let sets = parts.into_par_iter().map(|part| part.select(&request)).collect::<Result<Vec<_>, _>>()?;
        let merged = merge_series(sets);
        if self.warnings().is_empty() {
            return Ok(merged);
        }
        Ok(Box::new(SelectionOfDirectory { directory: self.clone(), merged }))
    }

    fn label_names(&self, request: &SelectRequest<'_>) -> Result<Vec<String>, SourceError> {
        self.union(request, |part| part.label_names(request))
    }

    fn label_values(&self, name: &str, request: &SelectRequest<'_>) -> Result<Vec<String>, SourceError> {
        self.union(request, |part| part.label_values(name, request))
    }

    /// The times of the oldest and the newest sample. A block only says between which round times its samples lie, so
    /// the one that may hold the newest sample is asked series by series: offline queries look back from there.
    fn time_range(&self) -> Result<Option<(Timestamp, Timestamp)>, SourceError> {
        let mut range = self.0.head.as_ref().map_or(Ok(None), Head::time_range)?;
        let mut blocks: Vec<&Block> = self.0.blocks.iter().collect();
        blocks.sort_by_key(|block| std::cmp::Reverse(block.max_time()));
        for block in blocks {
            let (mut min, mut max) = range.unwrap_or((Timestamp::MAX, Timestamp::MIN));
            if block.max_time().saturating_sub(1) > max {
                max = max.max(newest_sample(block).map_err(SourceError::new)?.unwrap_or(Timestamp::MIN));
            }
            min = min.min(block.min_time());
            range = (min <= max).then_some((min, max));
        }
        Ok(range)
    }
}

/// The time of a block's last sample, as its index knows it.
fn newest_sample(block: &Block) -> Result<Option<Timestamp>, Error> {
    let mut newest = None;
    for number in block.index().all_postings()?.iter() {
        for chunk in block.index().series(number)?.chunks() {
            newest = newest.max(Some(chunk?.max_time));
        }
    }
    Ok(newest)
}

/// A selection that carries the warnings of its directory.
struct SelectionOfDirectory {
    directory: Directory,
    merged: Box<dyn SeriesSet>,
}

impl SeriesSet for SelectionOfDirectory {
    fn len(&self) -> usize {
        self.merged.len()
    }

    fn labels(&self, index: usize) -> Labels {
        self.merged.labels(index)
    }

    fn append(
        &self,
        index: usize,
        min_time: Timestamp,
        max_time: Timestamp,
        columns: &mut SampleColumns,
    ) -> Result<ReadCost, SourceError> {
        self.merged.append(index, min_time, max_time, columns)
    }

    fn warnings(&self) -> Vec<String> {
        self.directory.warnings().iter().cloned().chain(self.merged.warnings()).collect()
    }
}
