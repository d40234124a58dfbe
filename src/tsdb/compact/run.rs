//! Doing what was planned.

use super::{
    merge::{MergeOptions, MergeProgress, merge_blocks},
    task::Task,
};
use crate::tsdb::{
    Error,
    block::{Block, BlockMeta, BlockSizes, Ulid},
    directory::WritableDirectory,
};

/// A task that could not be done; the blocks are as they were.
#[derive(Debug, thiserror::Error)]
#[error("compact {}: {error}", blocks.join(" "))]
pub struct TaskError {
    /// The blocks that should have been merged.
    pub blocks: Vec<String>,
    /// Why they were not.
    #[source]
    pub error: Error,
}

/// Replaces the task's blocks; tells which ones came, in the order of time. None comes if nothing was left.
///
/// All of them are complete on disk before the first becomes visible.
pub fn run_task(
    directory: &mut WritableDirectory,
    task: &Task,
    options: &MergeOptions,
    progress: &mut (dyn FnMut(MergeProgress) + Send),
) -> Result<Vec<(BlockMeta, BlockSizes)>, TaskError> {
    let blocks = || task.inputs.iter().map(ToString::to_string).collect();
    replace(directory, task, options, progress).map_err(|error| TaskError { blocks: blocks(), error })
}

fn replace(
    directory: &mut WritableDirectory,
    task: &Task,
    options: &MergeOptions,
    progress: &mut (dyn FnMut(MergeProgress) + Send),
) -> Result<Vec<(BlockMeta, BlockSizes)>, Error> {
    let mut prepared = Vec::with_capacity(task.outputs.len());
    let mut done = MergeProgress::default();
    for output in &task.outputs {
        let find = |ulid: &Ulid| directory.blocks().iter().find(|block| block.meta().ulid == *ulid);
        let inputs: Vec<&Block> = output.inputs.iter().filter_map(find).collect();
        let mut last = MergeProgress::default();
        let merged = merge_blocks(directory.root(), &inputs, output.meta.clone(), options, &mut |now| {
            last = now;
            progress(MergeProgress { samples: done.samples + now.samples, series: done.series + now.series });
        })?;
        done = MergeProgress { samples: done.samples + last.samples, series: done.series + last.series };
        prepared.extend(merged);
    }
    let made = prepared.iter().map(|block| (block.meta().clone(), block.sizes())).collect();
    directory.replace(&task.inputs, prepared)?;
    Ok(made)
}
