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
        foresee(&mut meta, metas);
        Task { reason, inputs: inputs.clone(), outputs: vec![TaskOutput { inputs, meta }] }
    }

    /// Lets no regular block end later than `end`, where all samples end, just because an out-of-order block does, which
    /// always has its whole window: a server that starts takes no sample before the end of its regular blocks.
    #[must_use]
    pub fn ending_by(mut self, end: i64, blocks: &[BlockMeta]) -> Task {
        for output in &mut self.outputs {
            let inputs = blocks.iter().filter(|block| output.inputs.contains(&block.ulid));
            let regular = inputs.filter(|block| block.compaction.hints.is_empty()).map(|block| block.max_time).max();
            if let Some(regular) = regular {
                output.meta.max_time = output.meta.max_time.min(regular.max(end));
            }
        }
        self
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

/// Notes in `meta` what a block made of all of `metas` will hold: at most so many samples, at least so many series.
fn foresee(meta: &mut BlockMeta, metas: &[&BlockMeta]) {
    for stats in metas.iter().map(|meta| &meta.stats) {
        meta.stats.num_samples = meta.stats.num_samples.saturating_add(stats.num_samples);
        meta.stats.num_series = meta.stats.num_series.max(stats.num_series);
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
        } else {
            foresee(&mut meta, &metas);
        }
        TaskOutput { inputs: metas.iter().map(|meta| meta.ulid).collect(), meta }
    });
    Task {
        reason: Reason::Window(window),
        inputs: group.iter().map(|meta| meta.ulid).collect(),
        outputs: outputs.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tsdb::block::Compaction;

    fn block(number: u128, min_time: i64, max_time: i64) -> BlockMeta {
        let compaction = Compaction { level: 1, sources: vec![Ulid(number)], ..Compaction::default() };
        BlockMeta { ulid: Ulid(number), min_time, max_time, compaction, ..BlockMeta::default() }
    }

    type Numbers = Vec<u128>;

    fn numbers(ulids: &[Ulid]) -> Numbers {
        ulids.iter().map(|ulid| ulid.0).collect()
    }

    /// Range, inputs, parents and sources of each output.
    fn outputs(task: &Task) -> Vec<((i64, i64), Numbers, Numbers, Numbers)> {
        let output = |output: &TaskOutput| {
            let parents = output.meta.compaction.parents.iter().map(|parent| parent.ulid.0).collect();
            let range = (output.meta.min_time, output.meta.max_time);
            (range, numbers(&output.inputs), parents, numbers(&output.meta.compaction.sources))
        };
        task.outputs.iter().map(output).collect()
    }

    #[test]
    fn windows_are_merged_and_long_blocks_are_cut() {
        let blocks = [block(1, 0, 10), block(2, 10, 20), block(3, 20, 70), block(4, 90, 95), block(5, -5, -1)];
        let tasks = window_tasks(&blocks, 30).unwrap();
        let [task] = &tasks[..] else { panic!("{tasks:?}") };
        assert_eq!(numbers(&task.inputs), [1, 2, 3], "the others are alone in their windows");
        let expected = [
            // The part of block 3 stands for none of its sources, and only the last one made of it may replace it.
            ((0, 30), vec![1, 2, 3], vec![1, 2], vec![1, 2]),
            ((30, 60), vec![3], vec![], vec![]),
            ((60, 70), vec![3], vec![3], vec![]),
        ];
        assert_eq!(outputs(task), expected);
        assert_eq!(window_tasks(&blocks, 100).unwrap().len(), 1);
        assert_eq!(window_tasks(&blocks[3..], 100).unwrap(), []);
        let endless = block(9, i64::MIN, i64::MAX);
        assert_eq!(window_tasks(&[endless], 30), Err(RequestError::TooManyWindows(Ulid(9))));
    }

    #[test]
    fn blocks_are_replaced_together_if_they_share_a_window() {
        let blocks = [block(1, 0, 35), block(2, 40, 50), block(3, 60, 70), block(4, 80, 125), block(5, 130, 140)];
        let tasks = window_tasks(&blocks, 30).unwrap();
        let inputs: Vec<Numbers> = tasks.iter().map(|task| numbers(&task.inputs)).collect();
        assert_eq!(inputs, [vec![1, 2], vec![3, 4, 5]]);
    }

    #[test]
    fn samples_are_foreseen_where_no_block_is_cut() {
        let mut blocks = [block(1, 0, 10), block(2, 10, 20), block(3, 30, 70), block(4, 60, 65)];
        for meta in &mut blocks {
            meta.stats.num_samples = 100;
        }
        let tasks = window_tasks(&blocks, 30).unwrap();
        let samples = tasks.iter().flat_map(|task| task.outputs.iter().map(|output| output.meta.stats.num_samples));
        assert_eq!(samples.collect::<Vec<_>>(), [200, 0, 0], "of blocks 1 and 2; block 3 is cut");
    }

    #[test]
    fn named_blocks_are_merged_or_refused_for_a_reason() {
        let mut blocks = vec![block(1, 0, 10), block(2, 10, 20), block(3, 20, 30)];
        let named = |blocks: &[BlockMeta], names: &[u128]| {
            let names: Vec<Ulid> = names.iter().copied().map(Ulid).collect();
            named_task(blocks, &names).map(|task| outputs(&task).remove(0).0)
        };
        assert_eq!(named(&blocks, &[2, 1]), Ok((0, 20)));
        assert_eq!(named(&blocks, &[3]), Ok((20, 30)));
        assert_eq!(named(&blocks, &[]), Err(RequestError::Nothing));
        assert_eq!(named(&blocks, &[1, 1]), Err(RequestError::Twice(Ulid(1))));
        assert_eq!(named(&blocks, &[1, 7]), Err(RequestError::Unknown(Ulid(7))));
        assert_eq!(named(&blocks, &[1, 3]), Err(RequestError::Between(Ulid(2))));
        blocks[1].compaction.hints = vec!["from-stale-series".into()];
        assert_eq!(named(&blocks, &[1, 3]), Ok((0, 30)));
        assert!(matches!(named(&blocks, &[1, 2]), Err(RequestError::Apart { .. })));
    }

    #[test]
    fn a_head_in_blocks_does_not_end_late() {
        let mut blocks = [block(1, 0, 12), block(2, 0, 20)];
        blocks[1].compaction.hints = vec!["from-out-of-order".into()];
        let end = |blocks: &[BlockMeta], end| {
            next_task(blocks, &[20, 60]).unwrap().ending_by(end, blocks).outputs[0].meta.max_time
        };
        assert_eq!((end(&blocks, 12), end(&blocks, 5), end(&blocks, 30)), (12, 12, 20));
        blocks[0].compaction.hints = blocks[1].compaction.hints.clone();
        assert_eq!(end(&blocks, 12), 20);
    }
}
