//! `promq query labels`: the values of a label, or the names of all labels.

use super::{Context, format::write_strings};
use crate::cli::{error::CommandError, exit::ExitStatus, source::Source, times::window};

/// List the values of a label, or the names of all labels
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  promq query labels http://localhost:9090 job\n  \
                        promq query labels metrics.prom --match 'http_requests_total'")]
pub(super) struct Arguments {
    /// Server URL, data directory, block, or file of samples (-: standard input)
    #[arg(value_name = "SOURCE")]
    source: String,

    /// Label whose values to list; the names of all labels when left out
    #[arg(value_name = "NAME")]
    name: Option<String>,

    /// Only labels of series that match this selector; may be repeated
    #[arg(long = "match", value_name = "SELECTOR")]
    selectors: Vec<String>,

    /// Only labels of series with samples since then: RFC 3339, unix seconds, now-1h, -1h
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    start: Option<String>,

    /// Only labels of series with samples until then
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    end: Option<String>,
}

pub(super) fn run(arguments: &Arguments, context: &Context<'_>) -> Result<ExitStatus, CommandError> {
    let source = Source::open(&arguments.source, &context.query.http, context.query.timeout()?)?;
    let window = window(arguments.start.as_deref(), arguments.end.as_deref(), source.now()?)?;
    let (texts, annotations) = source.labels(arguments.name.as_deref(), &arguments.selectors, window)?;
    write_strings(&texts, arguments.name.as_deref().unwrap_or("label"), &annotations, context)?;
    Ok(ExitStatus::Success)
}
