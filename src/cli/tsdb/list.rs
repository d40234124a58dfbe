//! `promq tsdb list`: the blocks of a data directory.

use super::{DEFAULT_DIRECTORY, selection::print_warnings};
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    report::{
        block_details::{write_details, write_json},
        block_list::write_blocks,
    },
    tsdb::{Directory, directory::overlaps},
};
use std::path::PathBuf;

/// List the blocks of a data directory
///
/// The JSON always has the details.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  promq tsdb list -r /var/lib/prometheus\n  \
                  promq tsdb list --details /var/lib/prometheus")]
pub(super) struct Arguments {
    /// Print times as dates and sizes in binary units
    #[arg(short = 'r', long)]
    human_readable: bool,

    /// Show where blocks come from and what they overlap: level, sources, parents, hints, deletions, sizes
    #[arg(long)]
    details: bool,

    /// Format of the output
    #[arg(short = 'o', long = "output", value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,

    /// Data directory, block, or snapshot
    #[arg(value_name = "DIRECTORY", default_value = DEFAULT_DIRECTORY)]
    directory: PathBuf,
}

/// How to show blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A line a block, as promtool prints it, or some with --details
    #[default]
    Text,
    /// A JSON array
    Json,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let directory = Directory::blocks_only(&arguments.directory)
        .map_err(|error| CommandError::text(error.in_prometheus_words()))?;
    let blocks = directory.blocks();
    print_warnings(directory.warnings(), output)?;
    let mut out = output.stdout();
    match (arguments.format, arguments.details) {
        (Format::Json, _) => write_json(&mut out, blocks, &overlaps(blocks))?,
        (Format::Text, true) => write_details(&mut out, blocks, &overlaps(blocks), output.stdout_style())?,
        (Format::Text, false) => write_blocks(&mut out, blocks, arguments.human_readable)?,
    }
    finish(out)?;
    Ok(ExitStatus::Success)
}
