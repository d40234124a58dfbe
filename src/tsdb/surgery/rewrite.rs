//! One block becomes others: series get other labels, times are cut off, samples are deleted, blocks are split.
//!
//! ```text
//! index ─→ series and their new labels, sorted ─→ batches ─→ chunks clipped, joined where series became one ─→ writer
//! ```
//! Labels are held in memory only if they change. Chunks are read where they are mapped; those that lose nothing are
//! copied. A dry run does all of this except for writing.

use super::{
    change::{Amounts, BlockRecord, Loss},
    journal::{Journal, Notes, Prepared},
    merge::{self, prepare},
    repair::repaired_range,
    source::{Losses, Source},
};
use crate::{
    model::{labels::Labels, matcher::Matcher},
    tsdb::{
        Error,
        block::{
            Block, BlockChunk, BlockMeta, BlockWriter, Clip, Compaction, Parent, Ulid, WriteOptions, matching_series,
        },
        chunk::sample_count,
    },
};
use rayon::prelude::*;
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

/// Series prepared at a time: enough to keep every thread busy, few enough to hold.
const BATCH: usize = 1024;
/// What `tsdb split` makes of a block at most.
pub const MOST_PARTS: usize = 10_000;

/// Gives series other labels; `None` drops the series.
pub type Relabel<'r> = dyn Fn(&Labels) -> Option<Labels> + Sync + 'r;

/// What is to be made of a block.
pub struct Recipe<'r> {
    /// Other labels.
    pub relabel: Option<&'r Relabel<'r>>,
    /// First time that stays.
    pub min_time: i64,
    /// Last time that stays, inclusive.
    pub max_time: i64,
    /// Samples to delete, besides those that tombstones delete.
    pub delete: Option<&'r Deletion>,
    /// Where to split.
    pub borders: Borders,
}

/// Where a block is split.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Borders {
    /// Nowhere.
    #[default]
    None,
    /// At every multiple of this, in milliseconds.
    Every(i64),
    /// Before these times.
    At(Vec<i64>),
}

/// Samples to delete.
#[derive(Clone, Debug)]
pub struct Deletion {
    /// Of series that match all of one of these.
    pub selections: Vec<Vec<Matcher>>,
    /// First time.
    pub min_time: i64,
    /// Last time, inclusive.
    pub max_time: i64,
}

impl Default for Recipe<'_> {
    /// Everything stays as it is.
    fn default() -> Self {
        let (min_time, max_time) = (i64::MIN, i64::MAX);
        Recipe { relabel: None, min_time, max_time, delete: None, borders: Borders::None }
    }
}

/// What was made of a block, or would be.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The block.
    pub old: BlockRecord,
    /// What stands in its place; in a dry run without identity.
    pub new: Vec<BlockRecord>,
    /// The block stays as it is: there is nothing to do.
    pub unchanged: bool,
    /// Series that are gone, because they were dropped or lost all samples.
    pub dropped_series: u64,
    /// Series that became one with another.
    pub merged_series: u64,
    /// Samples that lost against another one of their time with another value.
    pub conflicts: u64,
    /// What could not be read; at most ten thousand are listed.
    pub losses: Vec<Loss>,
    /// How many there are.
    pub loss_count: u64,
}

impl Deletion {
    /// Adds what is to be deleted to the deletions of `source`; tells whether that was anything. Like Prometheus, a
    /// series gets one interval, not longer than its chunks, if a chunk reaches into the range.
    pub(super) fn apply(&self, source: &mut Source<'_>) -> Result<bool, Error> {
        let mut is_any = false;
        for matchers in &self.selections {
            for number in matching_series(source.index, matchers)?.iter() {
                let (mut range, mut overlaps) = (None::<(i64, i64)>, false);
                for chunk in source.index.series(number)?.chunks() {
                    let chunk = chunk?;
                    overlaps |= chunk.overlaps(self.min_time, self.max_time);
                    range = Some((range.map_or(chunk.min_time, |range| range.0), chunk.max_time));
                }
                let Some((first, last)) = range.filter(|_| overlaps) else { continue };
                let deleted = source.deletions.entry(u64::from(number)).or_default();
                let (first, last) = (first.max(self.min_time), last.min(self.max_time));
                if !deleted.contain_all(first, last) {
                    deleted.add(first, last);
                    is_any = true;
                }
            }
        }
        Ok(is_any)
    }
}

/// Makes of the block in `path` what the recipe says. Without a journal it is only counted what would come of it.
pub fn rewrite(journal: Option<&mut Journal>, path: &Path, recipe: &Recipe<'_>) -> Result<Outcome, Error> {
    let block = Block::open(path)?;
    let mut source = Source::of(&block);
    let deletes = recipe.delete.map_or(Ok(false), |deletion| deletion.apply(&mut source))?;
    let meta = block.meta();
    let old = record_of(&block);
    let ranges = recipe.ranges(meta.min_time, meta.max_time);
    let numbers = block.index().all_postings()?.into_vec();
    let (plan, changes) = Plan::new(&source, numbers, recipe.relabel, &Losses::forbidden())?;
    let is_whole = matches!(&ranges[..], [range] if *range == (meta.min_time, meta.max_time));
    if is_whole && !deletes && !changes {
        return Ok(Outcome { old, unchanged: true, ..Outcome::default() });
    }
    let job = Job { source: &source, plan: &plan, losses: Losses::forbidden(), old: Some(meta), parent: meta.ulid };
    job.run(journal, old, &ranges)
}

/// The record of a block as it says itself.
pub(super) fn record_of(block: &Block) -> BlockRecord {
    let stats = &block.meta().stats;
    let amounts = Amounts {
        series: stats.num_series,
        chunks: stats.num_chunks,
        samples: stats.num_samples,
        bytes: block.sizes().chunks,
    };
    BlockRecord::new(block.path(), block.meta(), amounts)
}

impl Recipe<'_> {
    /// The half-open ranges of the new blocks.
    fn ranges(&self, min_time: i64, max_time: i64) -> Vec<(i64, i64)> {
        let begin = min_time.max(self.min_time);
        let end = max_time.min(self.max_time.saturating_add(1));
        let mut borders = match &self.borders {
            Borders::None => Vec::new(),
            Borders::At(times) => times.clone(),
            Borders::Every(length) => {
                let first = begin.div_euclid(*length).saturating_add(1).saturating_mul(*length);
                let multiples = std::iter::successors(Some(first), |border| border.checked_add(*length));
                multiples.take_while(|&border| border < end).take(MOST_PARTS).collect()
            }
        };
        borders.retain(|&border| begin < border && border < end);
        borders.sort_unstable();
        borders.dedup();
        let mut ranges = Vec::with_capacity(borders.len() + 1);
        let mut from = begin;
        for border in borders.into_iter().chain([end]) {
            if from < border {
                ranges.push((from, border));
            }
            from = border;
        }
        ranges
    }
}

/// The series of the old block under their new labels, in the order in which they are written.
#[derive(Debug)]
pub(super) enum Plan {
    /// Labels and order stay.
    AsIs(Vec<u32>),
    /// Sorted by labels, then by number; equal labels become one series.
    Relabelled(Vec<(Labels, u32)>),
}

impl Plan {
    /// The plan for these series; tells also whether any gets other labels or none. If losses are tolerated, series
    /// that cannot be read are listed, and the order need not be that of the labels.
    pub(super) fn new(
        source: &Source<'_>,
        numbers: Vec<u32>,
        relabel: Option<&Relabel<'_>>,
        losses: &Losses,
    ) -> Result<(Plan, bool), Error> {
        let identity = |labels: &Labels| Some(labels.clone());
        let relabel: &Relabel<'_> = match relabel {
            Some(relabel) => relabel,
            None if losses.is_tolerant() => &identity,
            None => return Ok((Plan::AsIs(numbers), false)),
        };
        let label = |&number: &u32| {
            let labels = match source.index.series(number) {
                Ok(entry) => entry.labels(),
                Err(error) if losses.is_tolerant() => {
                    losses.add(Loss::at(&error));
                    return Ok(None);
                }
                Err(error) => return Err(error),
            };
            let new = relabel(&labels);
            let is_same = new.as_ref() == Some(&labels);
            Ok(Some((new, is_same, number)))
        };
        let labelled: Vec<_> = numbers.par_iter().map(label).collect::<Result<_, Error>>()?;
        let changes = labelled.iter().flatten().any(|(_, is_same, _)| !is_same);
        let labelled = labelled.into_iter().flatten();
        let mut series: Vec<(Labels, u32)> =
            labelled.filter_map(|(labels, _, number)| Some((labels?, number))).collect();
        series.par_sort();
        Ok((Plan::Relabelled(series), changes))
    }

    /// The groups of series that become one: by position in the plan.
    fn groups(&self) -> Vec<(usize, usize)> {
        match self {
            Plan::AsIs(numbers) => (0..numbers.len()).map(|index| (index, index + 1)).collect(),
            Plan::Relabelled(series) => {
                let mut end = 0;
                let lengths = series.chunk_by(|one, next| one.0 == next.0).map(<[_]>::len);
                lengths
                    .map(|length| {
                        end += length;
                        (end - length, end)
                    })
                    .collect()
            }
        }
    }

    fn numbers(&self, (begin, end): (usize, usize)) -> Vec<u32> {
        match self {
            Plan::AsIs(numbers) => numbers.get(begin..end).unwrap_or_default().to_vec(),
            Plan::Relabelled(series) => {
                series.get(begin..end).unwrap_or_default().iter().map(|(_, number)| *number).collect()
            }
        }
    }

    fn labels(&self, source: &Source<'_>, begin: usize) -> Result<Labels, Error> {
        match self {
            Plan::AsIs(numbers) => match numbers.get(begin) {
                Some(&number) => Ok(source.index.series(number)?.labels()),
                None => Ok(Labels::empty()),
            },
            Plan::Relabelled(series) => Ok(series.get(begin).map(|(labels, _)| labels.clone()).unwrap_or_default()),
        }
    }
}

/// Everything that new blocks are made of.
#[derive(Debug)]
pub(super) struct Job<'j> {
    pub(super) source: &'j Source<'j>,
    pub(super) plan: &'j Plan,
    pub(super) losses: Losses,
    /// What the old block says of itself, if that can be read.
    pub(super) old: Option<&'j BlockMeta>,
    /// What new blocks call their parent.
    pub(super) parent: Ulid,
}

/// One new block.
struct Part {
    range: (i64, i64),
    amounts: Amounts,
    merged_series: u64,
    conflicts: u64,
    /// Times of the first and the last sample.
    times: Option<(i64, i64)>,
    writer: Option<BlockWriter>,
}

impl Job<'_> {
    /// Makes a block for each of these half-open ranges, as far as it holds samples, and puts them in the place of the
    /// block `old`; without a journal they are only counted.
    pub(super) fn run(
        self,
        mut journal: Option<&mut Journal>,
        old: BlockRecord,
        ranges: &[(i64, i64)],
    ) -> Result<Outcome, Error> {
        let linked = ranges.len() == 1;
        let mut outcome = Outcome { old, ..Outcome::default() };
        let mut blocks: Vec<Prepared> = Vec::new();
        let mut kept_series = 0;
        for &range in ranges {
            let data = journal.as_ref().map(|journal| journal.data().to_owned());
            let part = self.part(range, data)?;
            if part.amounts.series == 0 {
                continue;
            }
            kept_series = part.amounts.series.max(kept_series);
            outcome.merged_series = part.merged_series.max(outcome.merged_series);
            outcome.conflicts += part.conflicts;
            let meta = self.meta(&part, linked);
            outcome.new.push(BlockRecord::new(Path::new(""), &meta, part.amounts));
            if let Some(writer) = part.writer {
                blocks.push((writer.finish(meta)?, part.amounts));
            }
        }
        if ranges.len() == 1 || kept_series == 0 {
            outcome.dropped_series = outcome.old.amounts.series.saturating_sub(kept_series + outcome.merged_series);
        }
        (outcome.losses, outcome.loss_count) = self.losses.into_list();
        if let Some(journal) = &mut journal {
            let (conflicts, losses, loss_count) = (outcome.conflicts, outcome.losses.clone(), outcome.loss_count);
            for (record, (block, _)) in outcome.new.iter_mut().zip(&blocks) {
                record.ulid = block.meta().ulid;
                record.directory = record.ulid.to_string();
            }
            journal.replace(outcome.old.clone(), blocks, Notes { conflicts, losses, loss_count })?;
        }
        Ok(outcome)
    }

    fn part(&self, range: (i64, i64), data: Option<PathBuf>) -> Result<Part, Error> {
        let mut groups = self.plan.groups();
        let times = (range.0, range.1.saturating_sub(1));
        if !self.losses.is_tolerant() {
            let stays: Vec<bool> =
                groups.par_iter().map(|&group| self.reaches_into(group, times)).collect::<Result<_, _>>()?;
            let mut stays = stays.into_iter();
            groups.retain(|_| stays.next().unwrap_or(true));
        }
        let writer = data.map(|data| self.writer(&data, &groups)).transpose()?;
        let mut part = Part { range, amounts: Amounts::default(), merged_series: 0, conflicts: 0, times: None, writer };
        let mut ready: Vec<merge::Prepared<'_>> = Vec::new();
        let mut batches = groups.chunks(BATCH);
        loop {
            let batch = batches.next();
            let (added, prepared) = rayon::join(
                || ready.drain(..).try_for_each(|series| part.add(&series)),
                || {
                    let groups = batch.unwrap_or_default().par_iter();
                    let prepared = groups.map(|&group| {
                        let (labels, numbers) = (self.plan.labels(self.source, group.0)?, self.plan.numbers(group));
                        prepare(self.source, labels, &numbers, times, &self.losses)
                    });
                    prepared.collect::<Result<Vec<_>, Error>>()
                },
            );
            added?;
            ready = prepared?;
            if batch.is_none() {
                return Ok(part);
            }
        }
    }

    /// Whether a chunk of these series stays, at least in part, as far as times tell.
    fn reaches_into(&self, group: (usize, usize), (min_time, max_time): (i64, i64)) -> Result<bool, Error> {
        for number in self.plan.numbers(group) {
            let clip = Clip { min_time, max_time, deleted: self.source.deleted(number) };
            for chunk in self.source.index.series(number)?.chunks() {
                if !clip.takes_all(&chunk?) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// A writer with the symbols of these groups and no others: what was removed must not live on in the table.
    fn writer(&self, data: &Path, groups: &[(usize, usize)]) -> Result<BlockWriter, Error> {
        let mut symbols = HashSet::new();
        match self.plan {
            Plan::AsIs(numbers) => {
                for &number in groups.iter().filter_map(|group| numbers.get(group.0)) {
                    symbols.extend(self.source.index.series(number)?.pairs().flat_map(|(name, value)| [name, value]));
                }
            }
            Plan::Relabelled(series) => {
                for (labels, _) in groups.iter().filter_map(|group| series.get(group.0)) {
                    symbols.extend(labels.iter().flat_map(|(name, value)| [name, value]));
                }
            }
        }
        BlockWriter::create(data, Ulid::generate(), symbols, &WriteOptions::default())
    }

    /// What a new block says of itself, as after Prometheus' own clean-up of tombstones: a block of level 1 that was
    /// made of the old one. Foreign keys stay, except those that describe the old files.
    fn meta(&self, part: &Part, linked: bool) -> BlockMeta {
        let (min_time, max_time) = match part.times {
            // What a damaged block says of its range need not be true.
            Some(times) if self.losses.is_tolerant() => repaired_range(self.old, times),
            _ => part.range,
        };
        let mut meta = BlockMeta { min_time, max_time, ..BlockMeta::default() };
        let old_range = self.old.filter(|_| !self.losses.is_tolerant()).map(|old| (old.min_time, old.max_time));
        let (parent_begin, parent_end) = old_range.unwrap_or((min_time, max_time));
        let parent = Parent { ulid: self.parent, min_time: parent_begin, max_time: parent_end };
        meta.compaction =
            Compaction { parents: if linked { vec![parent] } else { Vec::new() }, ..Compaction::default() };
        if let Some(old) = self.old {
            meta.compaction.hints = old.compaction.hints.clone();
            meta.other = old.other.clone();
            if let Some(thanos) = meta.other.get_mut("thanos").and_then(|value| value.as_object_mut()) {
                for key in ["files", "segment_files", "index_stats"] {
                    thanos.remove(key);
                }
            }
        }
        meta
    }
}

impl Part {
    fn add(&mut self, series: &merge::Prepared<'_>) -> Result<(), Error> {
        self.conflicts += series.conflicts;
        let chunks: Vec<BlockChunk<'_>> = series.pieces.iter().map(merge::Piece::as_chunk).collect();
        let (Some(first), Some(last)) = (chunks.first(), chunks.last()) else { return Ok(()) };
        let (begin, end) = self.times.unwrap_or((first.min_time, last.max_time));
        self.times = Some((begin.min(first.min_time), end.max(last.max_time)));
        self.merged_series += series.merged;
        self.amounts.series += 1;
        self.amounts.chunks += chunks.len() as u64;
        for chunk in &chunks {
            self.amounts.samples += sample_count(chunk.encoding, chunk.data).unwrap_or_default() as u64;
            // Length, encoding and checksum lie around the data.
            let length_bytes = (chunk.data.len() as u64 | 1).ilog2() / 7 + 1;
            self.amounts.bytes += chunk.data.len() as u64 + u64::from(length_bytes) + 1 + 4;
        }
        self.writer.as_mut().map_or(Ok(()), |writer| writer.add_series(&series.labels, &chunks))
    }
}
