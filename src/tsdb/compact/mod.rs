//! Compacting: blocks become fewer, longer ones.
//!
//! ```text
//! meta.jsons ─→ next_merge ([`plan`]) ─→ Task ([`task`]) ─→ merge_blocks ([`merge`]) ─→ WritableDirectory::replace
//!               or windows, or names                        labels → chunks → one block
//! ```
//! The plan and the bytes are those of Prometheus' own compactor. The head of a stopped
//! server becomes blocks in [`head`].

mod chunks;
mod head;
mod heritage;
mod merge;
mod plan;
mod run;
mod task;
#[cfg(test)]
mod tests;
mod walk;

pub use head::{HeadBlock, head_blocks, write_head};
pub use heritage::{GroupKey, merged_meta};
pub use merge::{MergeOptions, MergeProgress, merge_blocks};
pub use plan::{Reason, block_ranges, next_merge};
pub use run::{TaskError, run_task};
pub use task::{RequestError, Task, TaskOutput, all_tasks, named_task, next_task, window_tasks};
