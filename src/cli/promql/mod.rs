//! `promq promql`: formatting, editing, explaining and checking expressions.

mod explain;
mod format;
mod label_matchers;
mod lint;

use super::{arguments::GlobalArguments, error::CommandError, exit::ExitStatus, output::Output};
use clap::Subcommand;

/// Format, edit, explain and check PromQL expressions
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
    Lint(lint::Arguments),
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
        Command::Lint(arguments) => lint::run(arguments, global, output),
    }
}
