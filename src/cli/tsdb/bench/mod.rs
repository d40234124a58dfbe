//! `promq tsdb bench`: how fast this machine stores samples.

mod series;
mod write;

use crate::cli::{error::CommandError, exit::ExitStatus, output::Output};
use clap::Subcommand;

/// Run benchmarks
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb bench write --metrics 1000 --scrapes 500")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Write(write::Arguments),
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    match &arguments.command {
        Command::Write(arguments) => write::run(arguments, output),
    }
}
