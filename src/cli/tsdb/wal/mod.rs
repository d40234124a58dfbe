//! `promq tsdb wal`: looking into write-ahead logs.

mod count;
mod dump;
mod list;

use crate::{
    cli::{error::CommandError, exit::ExitStatus, output::Output, tsdb::DEFAULT_DIRECTORY},
    model::matcher::Matcher,
    promql::parse_selector,
    tsdb::wal::{Log, LogSurvey, Visited, find_logs, is_live, survey},
};
use clap::Subcommand;
use std::path::PathBuf;

/// Look into write-ahead logs, damaged ones too
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb wal list /var/lib/prometheus")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Arguments),
    Count(count::Arguments),
    Dump(dump::Arguments),
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    match &arguments.command {
        Command::List(arguments) => list::run(arguments, output),
        Command::Count(arguments) => count::run(arguments, output),
        Command::Dump(arguments) => dump::run(arguments, output),
    }
}

/// Where the logs lie.
#[derive(Debug, clap::Args)]
struct LogArguments {
    /// Data directory, or one of its logs: wal, wbl, a checkpoint
    #[arg(value_name = "DIRECTORY", default_value = DEFAULT_DIRECTORY)]
    directory: PathBuf,
}

impl LogArguments {
    fn find(&self) -> Result<Vec<Log>, CommandError> {
        find_logs(&self.directory).map_err(CommandError::new)
    }

    fn is_live(&self) -> bool {
        is_live(&self.directory)
    }

    /// Whether a server would lose something: the end of a log that a server is writing to is no loss.
    fn status(&self, logs: &[LogSurvey<'_>]) -> ExitStatus {
        let is_damaged = |log: &LogSurvey<'_>| {
            let unfinished = self.is_live() && log.ends_unfinished();
            log.log.gaps().next().is_some() || (log.first_damage().is_some() && !unfinished)
        };
        if logs.iter().any(is_damaged) { ExitStatus::Failed } else { ExitStatus::Success }
    }
}

/// Reads all logs in the order of a server.
fn survey_all<'a>(
    logs: &'a [Log],
    mut inspect: impl FnMut(&Log, u64, &Visited) -> Result<(), CommandError>,
) -> Result<Vec<LogSurvey<'a>>, CommandError> {
    logs.iter().map(|log| survey(log, |segment, visited| inspect(log, segment, visited))).collect()
}

fn parse_selectors(texts: &[String]) -> Result<Vec<Vec<Matcher>>, CommandError> {
    texts.iter().map(|text| parse_selector(text).map_err(|error| CommandError::syntax(text, error))).collect()
}
