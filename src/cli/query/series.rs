//! `promq query series`: the series that match selectors.

use super::{Context, format::write_series};
use crate::cli::{error::CommandError, exit::ExitStatus, source::Source, times::window};

/// List the series that match selectors
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  promq query series /var/lib/prometheus --match 'up' --match '{job=\"node\"}' -o csv"
)]
pub(super) struct Arguments {
    /// Server URL, data directory, block, or file of samples (-: standard input)
    #[arg(value_name = "SOURCE")]
    source: String,

    /// Series selector; may be repeated, and a series that matches one of them is listed
    #[arg(long = "match", value_name = "SELECTOR", required = true)]
    selectors: Vec<String>,

    /// Only series with samples since then: RFC 3339, unix seconds, now-1h, -1h
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    start: Option<String>,

    /// Only series with samples until then
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    end: Option<String>,
}

pub(super) fn run(arguments: &Arguments, context: &Context<'_>) -> Result<ExitStatus, CommandError> {
    let source = Source::open(&arguments.source, &context.query.http, context.query.timeout()?)?;
    let window = window(arguments.start.as_deref(), arguments.end.as_deref(), source.now()?)?;
    let (series, annotations) = source.series(&arguments.selectors, window)?;
    write_series(&series, &annotations, context)?;
    Ok(ExitStatus::Success)
}
