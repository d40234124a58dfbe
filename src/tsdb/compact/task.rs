//! What is to be done to the blocks of a directory: which blocks become which.

use super::{
    heritage::{GroupKey, merged_meta},
    plan::{Reason, next_merge, window_of},
};
use crate::tsdb::block::{BlockMeta, Ulid};
use std::collections::{BTreeMap, BTreeSet};

/// Blocks that are replaced together.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Why.
    pub reason: Reason,
    /// Everything that goes, sorted by first time.
    pub inputs: Vec<Ulid>,
    /// What comes instead, in the order of time.
    pub outputs: Vec<TaskOutput>,
}

/// A block to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskOutput {
    /// The blocks that have samples for it, sorted by first time.
    pub inputs: Vec<Ulid>,
    /// What it says of itself, but for its identity. Numbers of samples and series are foreseen where no block is cut:
    /// there are at most so many samples, and at least so many series.
    pub meta: BlockMeta,
}

/// Why named blocks cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// No block was named.
    #[error("no block is named")]
    Nothing,
    /// There is no such block.
    #[error("there is no block {0} in the directory")]
    Unknown(Ulid),
    /// A block was named twice.
    #[error("the block {0} is named twice")]
    Twice(Ulid),
    /// They are not of one kind.
    #[error("the blocks {first} and {second} do not belong together: {difference}")]
    Apart {
        /// One of them.
        first: Ulid,
        /// The other one.
        second: Ulid,
        /// What tells them apart.
        difference: &'static str,
    },
    /// The result would lie over a block that is not one of them.
    #[error("the block {0} lies between them, and the merged block would overlap it; name it too")]
    Between(Ulid),
    /// A block would become a great many.
    #[error("the block {0} would be cut into more than {MOST_WINDOWS} blocks")]
    TooManyWindows(Ulid),
}

/// More blocks are not made of one: something is wrong with its times then, or with the windows.
const MOST_WINDOWS: i64 = 10_000;

impl Task {
    /// A task with one output of all inputs.
    fn of_all(reason: Reason, metas: &[&BlockMeta]) -> Task {
        let inputs: Vec<Ulid> = metas.iter().map(|meta| meta.ulid).collect();
        let mut meta = merged_meta(metas);
        for stats in metas.iter().map(|meta| &meta.stats) {
            meta.stats.num_samples = meta.stats.num_samples.saturating_add(stats.num_samples);
            meta.stats.num_series = meta.stats.num_series.max(stats.num_series);
        }
        Task { reason, inputs: inputs.clone(), outputs: vec![TaskOutput { inputs, meta }] }
    }
}

/// What Prometheus would do next to these blocks; see [`next_merge`].
pub fn next_task(blocks: &[BlockMeta], ranges: &[i64]) -> Option<Task> {
    let (chosen, reason) = next_merge(blocks, ranges)?;
    let metas: Vec<&BlockMeta> = chosen.iter().filter_map(|&number| blocks.get(number)).collect();
    Some(Task::of_all(reason, &metas))
}

/// Everything that Prometheus would do to these blocks, as far as can be told beforehand: that a block turns out to be
/// empty, or another one to be damaged, is not foreseen. The blocks to come have the ULIDs 1, 2 and so on.
pub fn all_tasks(mut blocks: Vec<BlockMeta>, ranges: &[i64]) -> Vec<Task> {
    let mut tasks = Vec::new();
    while let Some(task) = next_task(&blocks, ranges) {
        for output in &task.outputs {
            let mut meta = output.meta.clone();
            meta.ulid = Ulid(tasks.len() as u128 + 1);
            blocks.push(meta);
        }
        blocks.retain(|block| !task.inputs.contains(&block.ulid));
        tasks.push(task);
    }
    tasks
}

/// Merges exactly the named blocks.
pub fn named_task(blocks: &[BlockMeta], names: &[Ulid]) -> Result<Task, RequestError> {
    let mut metas = Vec::new();
    let mut seen = BTreeSet::new();
    for &name in names {
        if !seen.insert(name) {
            return Err(RequestError::Twice(name));
        }
        metas.push(blocks.iter().find(|block| block.ulid == name).ok_or(RequestError::Unknown(name))?);
    }
    metas.sort_by_key(|meta| meta.min_time);
    let first = metas.first().ok_or(RequestError::Nothing)?;
    let key = GroupKey::of(first);
    for meta in &metas {
        if let Some(difference) = key.difference(&GroupKey::of(meta)) {
            return Err(RequestError::Apart { first: first.ulid, second: meta.ulid, difference });
        }
    }
    let task = Task::of_all(Reason::Request, &metas);
    let (begin, end) = task.outputs.first().map_or((0, 0), |output| (output.meta.min_time, output.meta.max_time));
    // A block that one of them overlaps already is no worse off than before.
    let is_between = |block: &&BlockMeta| {
        let overlaps = |begin, end| block.min_time < end && begin < block.max_time;
        !seen.contains(&block.ulid)
            && GroupKey::of(block) == key
            && overlaps(begin, end)
            && !metas.iter().any(|meta| overlaps(meta.min_time, meta.max_time))
    };
    match blocks.iter().find(is_between) {
        Some(block) => Err(RequestError::Between(block.ulid)),
        None => Ok(task),
    }
}

/// Brings the blocks into aligned windows of this length: what lies in one becomes one block, and what crosses a border
/// is cut there.
///
/// Blocks are replaced together if they have a window in common. One that is alone in its only window is left alone.
pub fn window_tasks(blocks: &[BlockMeta], window: i64) -> Result<Vec<Task>, RequestError> {
    let window = window.max(1);
    let mut classes = BTreeMap::<GroupKey, Vec<&BlockMeta>>::new();
    for meta in blocks.iter().filter(|meta| meta.min_time < meta.max_time) {
        if meta.max_time.saturating_sub(meta.min_time) / window > MOST_WINDOWS {
            return Err(RequestError::TooManyWindows(meta.ulid));
        }
        classes.entry(GroupKey::of(meta)).or_default().push(meta);
    }
    let mut tasks = Vec::new();
    for mut class in classes.into_values() {
        class.sort_by_key(|meta| meta.min_time);
        let last_window = |meta: &BlockMeta| window_of(meta.max_time.saturating_sub(1), window);
        let mut rest = &class[..];
        while let Some((first, others)) = rest.split_first() {
            let mut end = last_window(first).1;
            let together = others.iter().take_while(|meta| {
                let joins = meta.min_time < end;
                end = end.max(if joins { last_window(meta).1 } else { end });
                joins
            });
            let (group, after) = rest.split_at(1 + together.count());
            rest = after;
            let is_alone = group.len() == 1 && window_of(first.min_time, window) == last_window(first);
            if !is_alone {
                tasks.push(windows_of(group, window));
            }
        }
    }
    tasks.sort_by_key(|task| task.outputs.first().map(|output| output.meta.min_time));
    Ok(tasks)
}

/// The task for blocks that are joined by windows.
fn windows_of(group: &[&BlockMeta], window: i64) -> Task {
    let mut windows = BTreeMap::<i64, Vec<&BlockMeta>>::new();
    for meta in group {
        let mut begin = window_of(meta.min_time, window).0;
        while begin < meta.max_time {
            windows.entry(begin).or_default().push(meta);
            match begin.checked_add(window) {
                Some(next) => begin = next,
                None => break,
            }
        }
    }
    let is_cut = |meta: &BlockMeta, (begin, end): (i64, i64)| meta.min_time < begin || end < meta.max_time;
    let outputs = windows.into_iter().map(|(begin, metas)| {
        let end = begin.saturating_add(window);
        let mut meta = merged_meta(&metas);
        (meta.min_time, meta.max_time) = (meta.min_time.max(begin), meta.max_time.min(end));
        // Whoever loads a block deletes its parents: only the last block made of a parent may name it.
        let compaction = &mut meta.compaction;
        compaction.parents.retain(|parent| parent.max_time <= end);
        // A block stands for all of its sources (Thanos takes two that stand for the same for duplicates), and one that
        // is cut does not go into any single one. Without sources a block becomes its own.
        let whole = || metas.iter().filter(|meta| !is_cut(meta, (begin, end)));
        if whole().count() < metas.len() {
            let sources: BTreeSet<Ulid> = whole().flat_map(|meta| meta.compaction.sources.iter().copied()).collect();
            compaction.sources = sources.into_iter().collect();
        }
        TaskOutput { inputs: metas.iter().map(|meta| meta.ulid).collect(), meta }
    });
    Task {
        reason: Reason::Window(window),
        inputs: group.iter().map(|meta| meta.ulid).collect(),
        outputs: outputs.collect(),
    }
}
