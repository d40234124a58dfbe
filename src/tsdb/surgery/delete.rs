//! Deleting samples: as tombstones, which hide them at once and remove them with the next compaction, or for good.

use super::{
    change::{Amounts, BlockRecord},
    journal::Journal,
    rewrite::{Deletion, Outcome, Recipe, record_of, rewrite},
    source::Source,
};
use crate::{
    model::{
        sample::SampleColumns,
        series::{SelectRequest, SeriesSource},
    },
    tsdb::{
        Error, OpenMode,
        block::{Block, Intervals, Tombstones, index::ChunkMeta},
        chunk::{decode, sample_count},
        directory::Directory,
    },
};
use rayon::prelude::*;
use std::path::Path;

/// How samples are deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeleteMode {
    /// They are marked.
    Tombstones,
    /// The block is written again without them.
    Rewrite,
}

/// Deletes from the block in `path`; without a journal it is only counted. What tombstones delete still counts in the
/// `old` numbers, and not in the new ones.
pub fn delete(
    journal: Option<&mut Journal>,
    path: &Path,
    deletion: &Deletion,
    mode: DeleteMode,
) -> Result<Outcome, Error> {
    let block = Block::open(path)?;
    let mut source = Source::of(&block);
    let old = record_of(&block);
    if !deletion.apply(&mut source)? {
        return Ok(Outcome { old, unchanged: true, ..Outcome::default() });
    }
    if mode == DeleteMode::Rewrite {
        return rewrite(journal, path, &Recipe { delete: Some(deletion), ..Recipe::default() });
    }
    let mut left = old.amounts;
    let mut dropped_series = 0;
    let counted: Vec<(u64, bool)> = source
        .deletions
        .par_iter()
        .map(|(&number, deleted)| count_deleted(&block, number, deleted))
        .collect::<Result<_, _>>()?;
    for (samples, is_all) in counted {
        left.samples = left.samples.saturating_sub(samples);
        dropped_series += u64::from(is_all);
    }
    left.series = left.series.saturating_sub(dropped_series);
    let new = BlockRecord { amounts: Amounts { ..left }, ..old.clone() };
    if let Some(journal) = journal {
        let tombstones = Tombstones::from_series(source.deletions);
        journal.change_tombstones(old.clone(), &tombstones, left)?;
    }
    Ok(Outcome { old, new: vec![new], dropped_series, ..Outcome::default() })
}

/// How many samples of a series are deleted, and whether these are all. Only chunks that lose a part are decoded.
fn count_deleted(block: &Block, number: u64, deleted: &Intervals) -> Result<(u64, bool), Error> {
    let Ok(number) = u32::try_from(number) else { return Ok((0, false)) };
    let mut columns = SampleColumns::default();
    let (mut gone, mut all) = (0, 0);
    for chunk in block.index().series(number)?.chunks() {
        let ChunkMeta { min_time, max_time, reference } = chunk?;
        let raw = block.chunks().chunk(reference)?;
        let samples = sample_count(raw.encoding, raw.data).unwrap_or_default() as u64;
        all += samples;
        if deleted.contain_all(min_time, max_time) {
            gone += samples;
        } else if deleted.touch(min_time, max_time) {
            columns.clear();
            decode(raw.encoding, raw.data, &mut columns).map_err(|error| raw.error(error))?;
            let times = columns.timestamps.iter().chain(&columns.histogram_timestamps);
            gone += times.filter(|&&time| deleted.contain(time)).count() as u64;
        }
    }
    Ok((gone, gone == all))
}

/// How many series of the head of the data directory `data` have samples to delete: these are in no block yet.
pub fn series_in_head(data: &Path, deletion: &Deletion) -> Result<u64, Error> {
    if !data.join("wal").is_dir() {
        return Ok(0);
    }
    let directory = Directory::open(data, OpenMode::AsServer)?;
    let Some(head) = directory.head() else { return Ok(0) };
    let mut series = 0;
    let mut columns = SampleColumns::default();
    for matchers in &deletion.selections {
        let (min_time, max_time) = (deletion.min_time, deletion.max_time);
        let request = SelectRequest { matchers, min_time, max_time, sorted: false };
        let wrong = |error: crate::model::series::SourceError| Error::corrupt(data, 0, error.to_string());
        let set = head.select(&request).map_err(wrong)?;
        for index in 0..set.len() {
            columns.clear();
            set.append(index, min_time, max_time, &mut columns).map_err(wrong)?;
            series += u64::from(!columns.is_empty());
        }
    }
    Ok(series)
}
