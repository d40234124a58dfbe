//! `promq promql`: formatting, editing and explaining expressions.

mod explain;
mod format;
mod label_matchers;

use super::{arguments::GlobalArguments, error::CommandError, exit::ExitStatus, output::Output};
use clap::Subcommand;

/// Format, edit and explain PromQL expressions
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq promql format 'sum by(job)(rate(http_requests_total[5m]))'")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Format(format::Arguments),
    LabelMatchers(label_matchers::Arguments),
    Explain(explain::Arguments),
}

pub(super) fn run(
    arguments: &Arguments,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    match &arguments.command {
        Command::Format(arguments) => format::run(arguments, global, output),
        Command::LabelMatchers(arguments) => label_matchers::run(arguments, global, output),
        Command::Explain(arguments) => explain::run(arguments, global, output),
    }
}
