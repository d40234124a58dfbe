//! What a compaction is going to do: which blocks, why, and what they become.

use super::block_list::time_text;
use crate::{
    golang::duration::format_duration,
    tsdb::{
        block::{BlockMeta, Ulid},
        compact::{HeadBlock, Reason, Task},
    },
};
use std::{
    collections::HashMap,
    io::{self, Write},
};

/// The ULIDs that blocks to come have in a plan: those of merges count from 1, those of head blocks from here.
const HEAD_BLOCKS: u128 = 1 << 32;

/// The ULID by which a plan knows head block `number`, counted from 0.
pub fn head_block_name(number: usize) -> Ulid {
    Ulid(HEAD_BLOCKS + number as u128 + 1)
}

/// A block by its ULID or, if it is still to come, by what makes it.
fn name(ulid: Ulid) -> String {
    match ulid {
        _ if ulid.timestamp() > 0 => ulid.to_string(),
        Ulid(number @ HEAD_BLOCKS..) => format!("head block {}", number - HEAD_BLOCKS),
        Ulid(number) => format!("merge {number}"),
    }
}

/// Writes the blocks that the head is going to be.
pub fn write_head_plan(out: &mut dyn Write, blocks: &[HeadBlock], human_readable: bool) -> io::Result<()> {
    for (number, block) in (1..).zip(blocks) {
        let meta = block.meta();
        let (begin, end) = (time_text(meta.min_time, human_readable), time_text(meta.max_time, human_readable));
        let samples = if block.out_of_order { "out-of-order samples" } else { "samples" };
        writeln!(out, "head block {number}: {samples} from {begin} to {end}  {}", duration(&meta))?;
    }
    Ok(())
}

/// Writes the tasks in their order. `blocks` are those of the directory and those of the head; the result of task N may
/// be an input of a later one, and has the ULID N.
pub fn write_plan(out: &mut dyn Write, tasks: &[Task], blocks: &[BlockMeta], human_readable: bool) -> io::Result<()> {
    let known: HashMap<Ulid, &BlockMeta> = blocks.iter().map(|meta| (meta.ulid, meta)).collect();
    let time = |milliseconds| time_text(milliseconds, human_readable);
    for (number, task) in (1..).zip(tasks) {
        writeln!(out, "merge {number}: {}", reason(task))?;
        for ulid in &task.inputs {
            write!(out, "  from {}", name(*ulid))?;
            if let Some(meta) = known.get(ulid) {
                write!(out, "  {} to {}  {}", time(meta.min_time), time(meta.max_time), duration(meta))?;
                write!(out, "  level {}  {} samples", meta.compaction.level, meta.stats.num_samples)?;
            }
            writeln!(out)?;
        }
        for output in &task.outputs {
            let meta = &output.meta;
            write!(out, "  into {} to {}  {}  ", time(meta.min_time), time(meta.max_time), duration(meta))?;
            match &task.outputs[..] {
                [_] => writeln!(out, "level {}  {} samples at most", meta.compaction.level, meta.stats.num_samples)?,
                _ => writeln!(out, "level {}  from {} blocks", meta.compaction.level, output.inputs.len())?,
            }
        }
    }
    Ok(())
}

fn reason(task: &Task) -> String {
    let blocks = match &task.inputs[..] {
        [_] => "1 block".to_owned(),
        blocks => format!("{} blocks", blocks.len()),
    };
    match task.reason {
        Reason::Overlap => format!("{blocks} that overlap"),
        Reason::Range(range) => format!("{blocks} in one window of {}", duration_text(range)),
        Reason::Deletions => format!("{blocks} of which much is deleted"),
        Reason::Window(window) => format!("{blocks} into windows of {}", duration_text(window)),
        Reason::Request => format!("{blocks} as named"),
    }
}

fn duration(meta: &BlockMeta) -> String {
    duration_text(meta.max_time.wrapping_sub(meta.min_time))
}

fn duration_text(milliseconds: i64) -> String {
    format_duration(milliseconds.saturating_mul(1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tsdb::{block::BlockStats, compact::all_tasks};

    #[test]
    fn a_plan_names_blocks_reasons_and_results() {
        let hour = 3_600_000;
        let block = |number: i64| BlockMeta {
            ulid: Ulid::from_parts(1_700_000_000_000, number as u128),
            min_time: 2 * hour * number,
            max_time: 2 * hour * (number + 1),
            stats: BlockStats { num_samples: 100, ..BlockStats::default() },
            ..BlockMeta::default()
        };
        let mut blocks: Vec<BlockMeta> = (0..7).map(block).collect();
        blocks[1].max_time += 1;
        let tasks = all_tasks(blocks.clone(), &[2 * hour, 6 * hour]);
        let mut out = Vec::new();
        write_plan(&mut out, &tasks, &blocks, false).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}
