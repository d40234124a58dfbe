//! `promq test`: running what others wrote down as tests.

mod promql;

use super::{error::CommandError, exit::ExitStatus, output::Output};
use clap::Subcommand;
use std::path::PathBuf;

/// Run tests of PromQL
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq test promql --junit results.xml testdata/*.test")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// File to write the results to, as JUnit XML
    #[arg(long, global = true, value_name = "FILE")]
    junit: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Promql(promql::Arguments),
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    match &arguments.command {
        Command::Promql(of_promql) => promql::run(of_promql, arguments.junit.as_deref(), output),
    }
}
