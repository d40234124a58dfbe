//! `promq tsdb wal list`: the segments of the logs.

use super::{LogArguments, survey_all};
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    report::wal::{write_damages, write_segments, write_segments_json},
};

/// List the segments of the write-ahead logs: what is in them, and where they are damaged
///
/// Everything is read. Damage, and missing segments, make the exit code 1; a last record that a running server has not
/// finished does not.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb wal list /var/lib/prometheus")]
pub(super) struct Arguments {
    #[command(flatten)]
    logs: LogArguments,

    /// Format of the output
    #[arg(short = 'o', long = "output", value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

/// How to show a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// A table
    #[default]
    Text,
    /// A JSON array
    Json,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let logs = arguments.logs.find()?;
    let surveys = survey_all(&logs, |_, _, _| Ok(()))?;
    let is_live = arguments.logs.is_live();
    let mut out = output.stdout();
    match arguments.format {
        Format::Json => write_segments_json(&mut out, &surveys, is_live)?,
        Format::Text => {
            write_segments(&mut out, &surveys, output.stdout_style())?;
            write_damages(&mut out, &surveys, is_live)?;
        }
    }
    finish(out)?;
    Ok(arguments.logs.status(&surveys))
}
