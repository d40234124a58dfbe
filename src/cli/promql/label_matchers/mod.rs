//! `promq promql label-matchers`: editing the label matchers of every selector in an expression.

mod delete;
mod set;

use crate::cli::{arguments::GlobalArguments, error::CommandError, exit::ExitStatus, output::Output};
use clap::Subcommand;

/// Edit the label matchers of every selector in an expression
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq promql label-matchers set 'sum(up) / sum(node_load1)' job node")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Set(set::Arguments),
    Delete(delete::Arguments),
}

pub(super) fn run(
    arguments: &Arguments,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    match &arguments.command {
        Command::Set(arguments) => set::run(arguments, global, output),
        Command::Delete(arguments) => delete::run(arguments, global, output),
    }
}
