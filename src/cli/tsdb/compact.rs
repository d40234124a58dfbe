//! `promq tsdb compact`: fewer, longer blocks.

use super::selection::print_warnings;
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
        progress::{Progress, Unit},
        times::parse_step,
    },
    report::{
        block_list::write_new_block,
        compaction_plan::{head_block_name, write_head_plan, write_plan},
    },
    tsdb::{
        Directory, OpenMode,
        block::{BlockMeta, BlockSizes, Ulid},
        compact::{
            MergeOptions, RequestError, Task, TaskError, all_tasks, block_ranges, head_blocks, named_task, next_task,
            run_task, window_tasks, write_head,
        },
        directory::WritableDirectory,
    },
};
use std::{
    io::{self, Write},
    path::PathBuf,
};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// A server makes no longer blocks than this, however long it keeps them.
const LONGEST_BLOCK: i64 = 31 * DAY;
/// A server's longest block is this part of the time that it keeps data for.
const RETENTION_PART: i64 = 10;

/// Merge blocks into fewer, longer ones
///
/// Does what the Prometheus of the directory would do in the background: blocks that overlap or fill a longer range are
/// merged, deletions are applied, and what has nothing left goes. The old blocks are deleted when the new one is
/// complete. The directory must not be in use.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  promq tsdb compact --dry-run -r /var/lib/prometheus\n  promq tsdb compact --into 24h /backup/prometheus"
)]
pub(super) struct Arguments {
    /// Data directory
    #[arg(value_name = "DIRECTORY")]
    directory: PathBuf,

    /// Bring all blocks into aligned windows of this length instead, cutting blocks that cross a border
    #[arg(long, value_name = "DURATION", value_parser = parse_length, conflicts_with_all = ["merge", "retention", "min_block_duration", "max_block_duration"])]
    into: Option<i64>,

    /// Merge exactly these blocks instead; may be repeated, or separated by commas
    #[arg(long, value_name = "ULID", value_delimiter = ',', conflicts_with_all = ["retention", "min_block_duration", "max_block_duration"])]
    merge: Vec<Ulid>,

    /// First turn the head, what lies in WAL, WBL and chunks_head, into blocks
    ///
    /// In-order samples become blocks of their own, and so do out-of-order ones, as in a server; merging follows. The
    /// files of the head are moved into a directory beside the blocks, which can be deleted. Exemplars and metadata stay
    /// in there.
    #[arg(long, conflicts_with = "merge")]
    head: bool,

    /// Only print what would be done
    #[arg(long)]
    dry_run: bool,

    /// How long the server keeps data; its longest block is a tenth of that, and 31d at most
    #[arg(long, value_name = "DURATION", value_parser = parse_length, default_value = "15d", conflicts_with = "max_block_duration")]
    retention: i64,

    /// The length of the blocks that the server makes of its head
    #[arg(long, value_name = "DURATION", value_parser = parse_length, default_value = "2h")]
    min_block_duration: i64,

    /// Longest length of a block
    #[arg(long, value_name = "DURATION", value_parser = parse_length)]
    max_block_duration: Option<i64>,

    /// Print times as dates and sizes in binary units
    #[arg(short = 'r', long)]
    human_readable: bool,

    /// Do not print the new blocks
    #[arg(short = 'q', long)]
    quiet: bool,
}

/// A length of time that a block can have, in milliseconds.
fn parse_length(text: &str) -> Result<i64, String> {
    match parse_step(text)? {
        length if length > 0 => Ok(length),
        _ => Err("must be more than 0".into()),
    }
}

impl Arguments {
    fn ranges(&self) -> Vec<i64> {
        let longest = self.max_block_duration.unwrap_or((self.retention / RETENTION_PART).min(LONGEST_BLOCK));
        block_ranges(self.min_block_duration, longest)
    }

    /// Everything that is to be done, as far as it can be told beforehand.
    fn plan(&self, blocks: &[BlockMeta]) -> Result<Vec<Task>, RequestError> {
        match self.into {
            Some(window) => window_tasks(blocks, window),
            None if !self.merge.is_empty() => Ok(vec![named_task(blocks, &self.merge)?]),
            None => Ok(all_tasks(blocks.to_vec(), &self.ranges())),
        }
    }
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    if arguments.dry_run {
        return print_plan(arguments, output);
    }
    let mut directory = WritableDirectory::open(&arguments.directory).map_err(CommandError::new)?;
    print_warnings(directory.warnings(), output)?;
    let mut work = Work { arguments, output, blocks: 0, merges: 0 };
    if arguments.head {
        work.write_head(&mut directory)?;
    }
    match arguments.into.is_some() || !arguments.merge.is_empty() {
        true => {
            for task in arguments.plan(&metas(&directory)).map_err(CommandError::new)? {
                work.run(&mut directory, &task)?;
            }
        }
        false => {
            let ranges = arguments.ranges();
            while let Some(task) = next_task(&metas(&directory), &ranges) {
                if let Err(error) = work.run(&mut directory, &task) {
                    return Err(failed(&mut directory, &task, error));
                }
            }
        }
    }
    if work.merges == 0 {
        writeln!(output.stderr(), "nothing to compact")?;
    }
    Ok(ExitStatus::Success)
}

fn metas(directory: &WritableDirectory) -> Vec<BlockMeta> {
    directory.blocks().iter().map(|block| block.meta().clone()).collect()
}

fn print_plan(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let directory = match arguments.head {
        true => Directory::open(&arguments.directory, OpenMode::AsServer),
        false => Directory::current_blocks(&arguments.directory),
    };
    let directory = directory.map_err(CommandError::new)?;
    print_warnings(directory.warnings(), output)?;
    let mut blocks: Vec<BlockMeta> = directory.blocks().iter().map(|block| block.meta().clone()).collect();
    let head = match directory.head() {
        Some(head) => head_blocks(head, arguments.min_block_duration).map_err(CommandError::new)?,
        None => Vec::new(),
    };
    for (number, block) in head.iter().enumerate() {
        blocks.push(BlockMeta { ulid: head_block_name(number), ..block.meta() });
    }
    let tasks = arguments.plan(&blocks).map_err(CommandError::new)?;
    if tasks.is_empty() && head.is_empty() {
        writeln!(output.stderr(), "nothing to compact")?;
    }
    let mut out = output.stdout();
    write_head_plan(&mut out, &head, arguments.human_readable)?;
    write_plan(&mut out, &tasks, &blocks, arguments.human_readable)?;
    finish(out)?;
    Ok(ExitStatus::Success)
}

/// What is being done, and what has been.
struct Work<'a> {
    arguments: &'a Arguments,
    output: &'a Output,
    blocks: usize,
    merges: usize,
}

impl Work<'_> {
    fn run(&mut self, directory: &mut WritableDirectory, task: &Task) -> Result<(), TaskFailure> {
        let samples = directory.blocks().iter().filter(|block| task.inputs.contains(&block.meta().ulid));
        let samples = samples.map(|block| block.meta().stats.num_samples).sum();
        let made = {
            let what = format!("merging {} blocks", task.inputs.len());
            let progress = Progress::new(self.output, what, Unit::Things, Some(samples));
            let options = MergeOptions::default();
            run_task(directory, task, &options, &mut |now| progress.set(now.samples)).map_err(TaskFailure::Merge)?
        };
        self.merges += 1;
        self.show(&made)?;
        Ok(())
    }

    fn show(&mut self, made: &[(BlockMeta, BlockSizes)]) -> io::Result<()> {
        if self.arguments.quiet {
            return Ok(());
        }
        let mut out = self.output.stdout();
        for (meta, sizes) in made {
            write_new_block(&mut out, (meta, sizes), self.blocks == 0, self.arguments.human_readable)?;
            self.blocks += 1;
        }
        finish(out)
    }

    fn write_head(&mut self, directory: &mut WritableDirectory) -> Result<(), CommandError> {
        let Some(head) = directory.head().map_err(CommandError::new)? else { return Ok(()) };
        // What is left out here is gone for the next server too.
        for warning in head.warnings() {
            writeln!(self.output.stderr(), "warning: {warning}")?;
        }
        let range = self.arguments.min_block_duration;
        let blocks = head_blocks(&head, range).map_err(CommandError::new)?;
        if blocks.is_empty() {
            return Ok(());
        }
        let prepared = {
            let progress = Progress::new(self.output, "writing the head", Unit::Things, None);
            let (root, options) = (directory.root(), MergeOptions::default());
            write_head(root, &head, (&blocks, range), &options, &mut |now| progress.set(now.samples))
        };
        let prepared = prepared.map_err(CommandError::new)?;
        let made: Vec<_> = prepared.iter().map(|block| (block.meta().clone(), block.sizes())).collect();
        drop(head);
        directory.replace(&[], prepared).map_err(CommandError::new)?;
        let aside = directory.set_head_aside().map_err(CommandError::new)?;
        self.merges += 1;
        self.show(&made)?;
        writeln!(self.output.stderr(), "the files of the head are in {}", aside.display())?;
        Ok(())
    }
}

/// Why a task was not done, or not told of.
enum TaskFailure {
    Merge(TaskError),
    Print(io::Error),
}

impl From<io::Error> for TaskFailure {
    fn from(error: io::Error) -> TaskFailure {
        TaskFailure::Print(error)
    }
}

impl From<TaskFailure> for CommandError {
    fn from(failure: TaskFailure) -> CommandError {
        match failure {
            TaskFailure::Merge(error) => CommandError::new(error),
            TaskFailure::Print(error) => CommandError::new(error),
        }
    }
}

/// A planned merge failed. Damaged blocks are marked, as Prometheus marks them, so that it and the next run pass over
/// them; a full disk is no reason for that.
fn failed(directory: &mut WritableDirectory, task: &Task, failure: TaskFailure) -> CommandError {
    let is_damage = matches!(&failure, TaskFailure::Merge(error) if error.error.is_damage());
    let error = CommandError::from(failure);
    if !is_damage {
        return error;
    }
    match directory.mark_failed(&task.inputs) {
        Ok(()) => error.hinted("the blocks are marked as failed; see `promq tsdb verify`, then run this again"),
        // Without the mark the next run fails in the same way, which is what the error says.
        Err(_) => error,
    }
}
