//! The head as chunks: what goes into the blocks that are made of it.
//!
//! Finished chunks are as they lie in `chunks_head`. The samples after them are put into chunks as the server did that
//! before it stopped; what it had not finished is encoded once more, as it does when it writes a block (`tsdb/querier.go`),
//! which only shows in the headers of histogram chunks.

use super::{chunk_files::MappedChunk, open::Head};
use crate::{
    model::{
        labels::Labels,
        sample::{SampleColumns, Timestamp},
    },
    tsdb::{
        Error,
        append::{CompletedChunk, CutRule, FloatEncoding, encode},
        block::{Clip, Intervals},
    },
};
use rayon::prelude::*;
use std::path::Path;

impl Head {
    /// The numbers of all series, by labels.
    pub fn numbers_by_labels(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = (0..self.series_count() as u32).collect();
        numbers.par_sort_by_key(|&number| self.series_at(number).map(|series| &series.labels));
        numbers
    }

    /// The labels of a series.
    pub fn labels_at(&self, number: u32) -> Option<&Labels> {
        self.series_at(number).map(|series| &series.labels)
    }

    /// What is deleted of a series.
    pub fn deletions_at(&self, number: u32) -> Option<&Intervals> {
        self.series_at(number).and_then(|series| self.deletions_of(series))
    }

    /// Times of the first and last in-order sample that lies in no block.
    pub fn in_order_times(&self) -> Option<(Timestamp, Timestamp)> {
        let range = self.in_order();
        (range.min <= range.max).then_some((range.min, range.max))
    }

    /// Stretches of time in which a series has samples, in-order or out of order: of a finished chunk the times of its
    /// first and last sample, else each sample's time.
    pub fn times_at(&self, number: u32, out_of_order: bool, visit: &mut dyn FnMut(Timestamp, Timestamp)) {
        let Some(series) = self.series_at(number) else { return };
        let mut visit_columns = |columns: &SampleColumns| {
            columns.timestamps.iter().chain(&columns.histogram_timestamps).for_each(|&time| visit(time, time));
        };
        if !out_of_order {
            visit_columns(&series.tail);
            series.mapped.iter().for_each(|chunk| visit(chunk.min_time, chunk.max_time));
            return;
        }
        let Some(some) = &series.out_of_order else { return };
        for buffer in some.full.iter().chain(&some.open) {
            let mut columns = SampleColumns::default();
            buffer.append_to(&mut columns);
            visit_columns(&columns);
        }
        some.mapped.iter().for_each(|chunk| visit(chunk.min_time, chunk.max_time));
    }

    /// The in-order chunks of a series; `chunk_range` is the server's length of a head block.
    pub fn chunks_at(&self, number: u32, chunk_range: i64) -> Result<Vec<CompletedChunk>, Error> {
        let Some(series) = self.series_at(number) else { return Ok(Vec::new()) };
        let mut chunks = series.mapped.iter().map(|chunk| self.copy(chunk)).collect::<Result<Vec<_>, _>>()?;
        let tail = self.encoded(number, &series.tail, CutRule::Head { chunk_range })?;
        chunks.extend(tail);
        if !series.tail.is_empty()
            && let Some(open) = chunks.pop()
        {
            let all = Clip { min_time: Timestamp::MIN, max_time: Timestamp::MAX, deleted: None };
            chunks.extend(all.rewrite((open.encoding, &open.data), (Path::new("wal"), 0))?);
        }
        Ok(chunks)
    }

    /// The out-of-order chunks of a series, which may overlap each other, each with those that follow it without gap.
    pub fn out_of_order_chunks_at(&self, number: u32) -> Result<Vec<Vec<CompletedChunk>>, Error> {
        let some = self.series_at(number).and_then(|series| series.out_of_order.as_ref());
        let Some(some) = some else { return Ok(Vec::new()) };
        let mapped = some.mapped.iter().map(|chunk| Ok(vec![self.copy(chunk)?]));
        let buffers = some.full.iter().chain(&some.open).map(|buffer| {
            let mut columns = SampleColumns::default();
            buffer.append_to(&mut columns);
            self.encoded(number, &columns, CutRule::Merge)
        });
        mapped.chain(buffers).collect()
    }

    fn copy(&self, chunk: &MappedChunk) -> Result<CompletedChunk, Error> {
        let (data, ..) = self.files().data(chunk)?;
        let MappedChunk { min_time, max_time, encoding, .. } = *chunk;
        Ok(CompletedChunk { min_time, max_time, encoding, data: data.to_vec() })
    }

    fn encoded(&self, number: u32, columns: &SampleColumns, rule: CutRule) -> Result<Vec<CompletedChunk>, Error> {
        encode(columns, rule, FloatEncoding::Xor).map_err(|error| {
            let labels = self.labels_at(number).cloned().unwrap_or_default();
            Error::Append { labels, error }
        })
    }
}
