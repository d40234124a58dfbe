//! `promq query metadata`: type, unit and help of metrics.

use super::{Context, format::write_metadata};
use crate::cli::{error::CommandError, exit::ExitStatus, source::Source};

/// Show type, unit and help of metrics
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq query metadata http://localhost:9090 --metric http_requests_total")]
pub(super) struct Arguments {
    /// Server URL, or file of samples (-: standard input)
    #[arg(value_name = "SOURCE")]
    source: String,

    /// Only this metric
    #[arg(long, value_name = "NAME")]
    metric: Option<String>,

    /// The most metrics to show
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
}

pub(super) fn run(arguments: &Arguments, context: &Context<'_>) -> Result<ExitStatus, CommandError> {
    let source = Source::open(&arguments.source, &context.query.http, context.query.timeout()?)?;
    let (metadata, annotations) = source.metadata(arguments.metric.as_deref(), arguments.limit)?;
    write_metadata(&metadata, &annotations, context)?;
    Ok(ExitStatus::Success)
}
