//! `promq tsdb`: looking into data directories and blocks.

mod create_blocks_from;
mod dump;
mod dump_openmetrics;
mod list;
mod selection;

use super::{arguments::GlobalArguments, error::CommandError, exit::ExitStatus, output::Output};
use clap::Subcommand;

/// Look into data directories and blocks
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb list -r /var/lib/prometheus")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    CreateBlocksFrom(create_blocks_from::Arguments),
    List(list::Arguments),
    Dump(dump::Arguments),
    DumpOpenmetrics(dump_openmetrics::Arguments),
}

pub(super) fn run(
    arguments: &Arguments,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    match &arguments.command {
        Command::CreateBlocksFrom(arguments) => create_blocks_from::run(arguments, global, output),
        Command::List(arguments) => list::run(arguments, output),
        Command::Dump(arguments) => dump::run(arguments, output),
        Command::DumpOpenmetrics(arguments) => dump_openmetrics::run(arguments, output),
    }
}

/// Where promtool looks when it is not told.
const DEFAULT_DIRECTORY: &str = "data/";
