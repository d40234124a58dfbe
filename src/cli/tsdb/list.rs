//! `promq tsdb list`: the blocks of a data directory.

use super::{DEFAULT_DIRECTORY, selection::print_warnings};
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    report::block_list::write_blocks,
    tsdb::Directory,
};
use std::path::PathBuf;

/// List the blocks of a data directory
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb list -r /var/lib/prometheus")]
pub(super) struct Arguments {
    /// Print times as dates and sizes in binary units
    #[arg(short = 'r', long)]
    human_readable: bool,

    /// Data directory, block, or snapshot
    #[arg(value_name = "DIRECTORY", default_value = DEFAULT_DIRECTORY)]
    directory: PathBuf,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let directory = Directory::blocks_only(&arguments.directory)
        .map_err(|error| CommandError::text(error.in_prometheus_words()))?;
    print_warnings(directory.warnings(), output)?;
    let mut out = output.stdout();
    write_blocks(&mut out, directory.blocks(), arguments.human_readable)?;
    finish(out)?;
    Ok(ExitStatus::Success)
}
