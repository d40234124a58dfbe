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

fn is_of_head(ulid: Ulid) -> bool {
    ulid.timestamp() == 0 && ulid.0 >= HEAD_BLOCKS
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
                write!(out, "  level {}", meta.compaction.level)?;
                // Of a block of the head nobody knows yet.
                if meta.stats.num_samples > 0 {
                    write!(out, "  {} samples", meta.stats.num_samples)?;
                }
            }
            writeln!(out)?;
        }
        for output in &task.outputs {
            let meta = &output.meta;
            let is_foreseen = task.inputs.iter().all(|ulid| !is_of_head(*ulid)) && task.outputs.len() == 1;
            write!(out, "  into {} to {}  {}  ", time(meta.min_time), time(meta.max_time), duration(meta))?;
            match is_foreseen {
                true => writeln!(out, "level {}  {} samples at most", meta.compaction.level, meta.stats.num_samples)?,
                false => writeln!(out, "level {}  from {} blocks", meta.compaction.level, output.inputs.len())?,
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
    use crate::tsdb::{
        block::{BlockStats, Compaction},
        compact::all_tasks,
    };

    #[test]
    fn a_plan_names_blocks_reasons_and_results() {
        let hour = 3_600_000;
        let block = |number: i64| BlockMeta {
            ulid: Ulid::from_parts(1_700_000_000_000, number as u128),
            min_time: 2 * hour * number,
            max_time: 2 * hour * (number + 1),
            stats: BlockStats { num_samples: 100, ..BlockStats::default() },
            compaction: Compaction { level: 1, ..Compaction::default() },
            ..BlockMeta::default()
        };
        let mut blocks: Vec<BlockMeta> = (0..4).map(block).collect();
        blocks[1].max_time += 1;
        let head = HeadBlock { min_time: 8 * hour, max_time: 9 * hour, out_of_order: true };
        blocks.push(BlockMeta { ulid: head_block_name(0), ..head.meta() });
        let tasks = all_tasks(blocks.clone(), &[2 * hour, 6 * hour]);
        let mut out = Vec::new();
        write_head_plan(&mut out, &[head], false).unwrap();
        write_plan(&mut out, &tasks, &blocks, false).unwrap();
        let expected = "\
head block 1: out-of-order samples from 28800000 to 32400000  1h0m0s
merge 1: 2 blocks that overlap
  from 01HF7YAT000000000000000001  7200000 to 14400001  2h0m0.001s  level 1  100 samples
  from 01HF7YAT000000000000000002  14400000 to 21600000  2h0m0s  level 1  100 samples
  into 7200000 to 21600000  4h0m0s  level 2  200 samples at most
merge 2: 2 blocks in one window of 6h0m0s
  from 01HF7YAT000000000000000000  0 to 7200000  2h0m0s  level 1  100 samples
  from merge 1
  into 0 to 21600000  6h0m0s  level 3  300 samples at most
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
