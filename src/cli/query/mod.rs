//! `promq query`: PromQL and metadata queries over any source.

mod analyze;
mod arguments;
mod batch;
mod evaluate;
mod explain;
mod format;
mod instant;
mod labels;
mod metadata;
mod range;
mod series;

use super::{arguments::GlobalArguments, error::CommandError, exit::ExitStatus, output::Output};
use crate::remote;
pub(in crate::cli) use arguments::HttpArguments;
use arguments::QueryArguments;
use clap::Subcommand;

const EXAMPLE: &str = "Example:\n  promq query instant -o table http://localhost:9090 'sum by (job) (up)'";

/// Run queries against a server, a data directory or a file
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE, after_long_help = environment_and_example())]
pub(super) struct Arguments {
    #[command(flatten)]
    query: QueryArguments,
    #[command(subcommand)]
    command: Command,
}

/// The variables that stand in for the options of servers; PROMQ_URL is for commands whose URL is no argument.
fn environment_and_example() -> String {
    let variables = remote::ENVIRONMENT.iter().filter(|variable| variable.name != "PROMQ_URL");
    let lines: String =
        variables.map(|variable| format!("  {}\n          {}\n", variable.name, variable.meaning)).collect();
    format!("Environment:\n{lines}\n{EXAMPLE}")
}

#[derive(Debug, Subcommand)]
enum Command {
    Instant(instant::Arguments),
    Range(range::Arguments),
    Series(series::Arguments),
    Labels(labels::Arguments),
    Metadata(metadata::Arguments),
    Analyze(analyze::Arguments),
    Batch(batch::Arguments),
    Explain(explain::Arguments),
}

/// Everything a query command is given besides its own arguments.
struct Context<'a> {
    query: &'a QueryArguments,
    global: &'a GlobalArguments,
    output: &'a Output,
}

pub(super) fn run(
    arguments: &Arguments,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    let context = Context { query: &arguments.query, global, output };
    match &arguments.command {
        Command::Instant(arguments) => instant::run(arguments, &context),
        Command::Range(arguments) => range::run(arguments, &context),
        Command::Series(arguments) => series::run(arguments, &context),
        Command::Labels(arguments) => labels::run(arguments, &context),
        Command::Metadata(arguments) => metadata::run(arguments, &context),
        Command::Analyze(arguments) => analyze::run(arguments, &context),
        Command::Batch(arguments) => batch::run(arguments, &context),
        Command::Explain(arguments) => explain::run(arguments, &context),
    }
}
