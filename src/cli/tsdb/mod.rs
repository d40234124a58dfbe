//! `promq tsdb`: looking into data directories and blocks.

mod analyze;
mod diff;
mod dump;
mod dump_openmetrics;
mod list;
mod selection;
mod wal;

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
    List(list::Arguments),
    Analyze(analyze::Arguments),
    Dump(dump::Arguments),
    DumpOpenmetrics(dump_openmetrics::Arguments),
    Wal(wal::Arguments),
    Diff(diff::Arguments),
}

pub(super) fn run(
    arguments: &Arguments,
    _global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    match &arguments.command {
        Command::List(arguments) => list::run(arguments, output),
        Command::Analyze(arguments) => analyze::run(arguments, output),
        Command::Dump(arguments) => dump::run(arguments, output),
        Command::DumpOpenmetrics(arguments) => dump_openmetrics::run(arguments, output),
        Command::Wal(arguments) => wal::run(arguments, output),
        Command::Diff(arguments) => diff::run(arguments, output),
    }
}

/// Where promtool looks when it is not told.
const DEFAULT_DIRECTORY: &str = "data/";
