//! `promq tsdb delete`: deleting samples.

use super::surgery::{SurgeryArguments, TimeArguments};
use crate::{
    cli::{error::CommandError, exit::ExitStatus, output::Output},
    promql::parse_selector,
    tsdb::{
        surgery::{DeleteMode, Deletion, delete, series_in_head},
        verify::is_block,
    },
};
use std::path::PathBuf;

/// Delete samples of series that match
///
/// As the server's own deletion does, samples are marked in the tombstones of their blocks: no query sees them any more,
/// and the next compaction removes them. With --rewrite the blocks are written again without them, and without the label
/// values that only they had. Samples that are still in the head's logs are not touched: compact them into blocks first.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb delete --match '{user=\"alice\"}' --max-time now-30d --write \
                        /var/lib/prometheus")]
pub(super) struct Arguments {
    /// Data directories, or blocks
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// Delete from series that match this selector; may be repeated
    #[arg(long = "match", value_name = "SELECTOR", required = true)]
    selectors: Vec<String>,

    #[command(flatten)]
    times: TimeArguments,

    /// Write the blocks again without the samples
    #[arg(long)]
    rewrite: bool,

    /// Delete from blocks although the head has samples to delete too
    #[arg(long)]
    blocks_only: bool,

    #[command(flatten)]
    surgery: SurgeryArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let mut selections = Vec::with_capacity(arguments.selectors.len());
    for text in &arguments.selectors {
        selections.push(parse_selector(text).map_err(|error| CommandError::syntax(text, error))?);
    }
    let (min_time, max_time) = arguments.times.range()?;
    let deletion = Deletion { selections, min_time, max_time };
    if !arguments.blocks_only {
        for path in arguments.paths.iter().filter(|path| !is_block(path)) {
            let series = series_in_head(path, &deletion).map_err(CommandError::new)?;
            if series > 0 {
                let text = format!("{series} series have samples to delete in the head of {}", path.display());
                let hint =
                    "turn them into blocks first with `promq tsdb compact --head`, or leave them with --blocks-only";
                return Err(CommandError::text(text).hinted(hint));
            }
        }
    }
    let mode = if arguments.rewrite { DeleteMode::Rewrite } else { DeleteMode::Tombstones };
    arguments.surgery.perform(&arguments.paths, output, |journal, block| delete(journal, block, &deletion, mode))
}
