//! `promq tsdb create-blocks-from`: samples of other formats into blocks.
//!
//! Every importer is a file here: it reads its input into a [`Backfill`](crate::tsdb::backfill::Backfill), which
//! [`blocks`] begins and turns into blocks.

mod blocks;
mod input;
mod openmetrics;
mod rules;

use crate::cli::{arguments::GlobalArguments, error::CommandError, exit::ExitStatus, output::Output};
use blocks::BlockArguments;
use clap::Subcommand;

/// Import samples and produce blocks
///
/// The samples may come in any order. Blocks appear in the output directory whole or not at all; what a crashed import
/// has left there is removed by the next one.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb create-blocks-from -r openmetrics samples.om /var/lib/prometheus")]
pub(super) struct Arguments {
    #[command(flatten)]
    blocks: BlockArguments,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Openmetrics(openmetrics::Arguments),
    Rules(rules::Arguments),
}

pub(super) fn run(
    arguments: &Arguments,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    match &arguments.command {
        Command::Openmetrics(importer) => openmetrics::run(importer, &arguments.blocks, output),
        Command::Rules(importer) => rules::run(importer, &arguments.blocks, global, output),
    }
}
