//! `promq check`: whether what Prometheus is given, or gives, is right.

mod format;
mod healthy;
mod metrics;
mod probe;
mod ready;

use super::{error::CommandError, exit::ExitStatus, output::Output};
use clap::Subcommand;

/// Check files, metrics and servers
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  curl -s localhost:9100/metrics | promq check metrics")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Metrics(metrics::Arguments),
    Healthy(healthy::Arguments),
    Ready(ready::Arguments),
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    match &arguments.command {
        Command::Metrics(arguments) => metrics::run(arguments, output),
        Command::Healthy(arguments) => healthy::run(arguments, output),
        Command::Ready(arguments) => ready::run(arguments, output),
    }
}
