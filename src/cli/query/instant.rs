//! `promq query instant`: the value of an expression at one time.

use super::{
    Context,
    evaluate::{Evaluator, Times},
    format::write_result,
};
use crate::cli::{error::CommandError, exit::ExitStatus, times::parse_moment};

/// Evaluate an expression at one time
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  promq query instant http://localhost:9090 'sum by (job) (up)'\n  \
                  promq query instant /var/lib/prometheus 'topk(5, count by (__name__) ({job=~\".+\"}))' --time -1d\n  \
                  curl -s localhost:9100/metrics | promq query instant - 'node_filesystem_avail_bytes / 1e9'")]
pub(super) struct Arguments {
    /// Server URL, data directory, block, or file of samples (-: standard input)
    #[arg(value_name = "SOURCE")]
    source: String,

    /// PromQL expression
    #[arg(value_name = "EXPR", allow_negative_numbers = true)]
    expression: String,

    /// When to evaluate: RFC 3339, unix seconds, now-1h, -1h; the newest sample's time for local data, else now
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    time: Option<String>,
}

pub(super) fn run(arguments: &Arguments, context: &Context<'_>) -> Result<ExitStatus, CommandError> {
    let evaluator = Evaluator::open(&arguments.source, context)?;
    let now = evaluator.source.now()?;
    let time = arguments.time.as_deref().map_or(Ok(now), |text| parse_moment("evaluation time", text, now))?;
    let result = evaluator.evaluate(&arguments.expression, Times::Instant(time))?;
    write_result(&result, &arguments.expression, context)?;
    Ok(ExitStatus::Success)
}
