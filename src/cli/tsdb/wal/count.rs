//! `promq tsdb wal count`: who fills the logs.

use super::{LogArguments, list::Format, parse_selectors, survey_all};
use crate::{
    cli::{
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    report::wal::{Counted, write_counts, write_counts_json, write_damages},
    tsdb::wal::LogCounter,
};

/// Count samples and other entries of the write-ahead logs by metric or series
///
/// Only what a server would read counts: nothing behind damage, which is reported and makes the exit code 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb wal count --by series --match '{job=\"node\"}' /var/lib/prometheus")]
pub(super) struct Arguments {
    #[command(flatten)]
    logs: LogArguments,

    /// By what to count
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    by: By,

    /// Only series that match this selector; may be repeated
    #[arg(long = "match", value_name = "SELECTOR")]
    selectors: Vec<String>,

    /// How many to show, those with most samples first; 20 in a table and all in JSON when left out
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Format of the output
    #[arg(short = 'o', long = "output", value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

/// What counts are by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum By {
    /// The name of the metric
    #[default]
    Metric,
    /// All labels
    Series,
}

/// Rows of a table when nothing else is asked for.
const DEFAULT_LIMIT: usize = 20;

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    let selectors = parse_selectors(&arguments.selectors)?;
    let logs = arguments.logs.find()?;
    let mut counter = LogCounter::default();
    let surveys = survey_all(&logs, |log, _, visited| {
        if !visited.is_behind_damage {
            counter.count(log.kind, &visited.record);
        }
        Ok(())
    })?;
    let (what, counts) = match arguments.by {
        By::Metric => ("metric", counter.finish(&selectors, |labels| labels.metric_name().to_owned())),
        By::Series => ("series", counter.finish(&selectors, ToString::to_string)),
    };
    let counted = Counted { what, counts: &counts };
    let mut out = output.stdout();
    let is_live = arguments.logs.is_live();
    match arguments.format {
        Format::Json => {
            write_counts_json(&mut out, counted, arguments.limit.unwrap_or(usize::MAX))?;
            write_damages(&mut output.stderr(), &surveys, is_live)?;
        }
        Format::Text => {
            write_counts(&mut out, counted, arguments.limit.unwrap_or(DEFAULT_LIMIT), output.stdout_style())?;
            write_damages(&mut out, &surveys, is_live)?;
        }
    }
    finish(out)?;
    Ok(arguments.logs.status(&surveys))
}
