//! `promq query range`: the values of an expression over a range of times.

use super::{
    Context,
    evaluate::{Evaluator, Times},
    format::write_result,
};
use crate::cli::{error::CommandError, exit::ExitStatus, times::Range};

/// Evaluate an expression over a range of times
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  promq query range http://localhost:9090 'rate(http_requests_total[5m])' --start -6h -o graph\n  \
                  promq query range /var/lib/prometheus up --start 2026-11-01T00:00:00Z --end 2026-11-02T00:00:00Z --step 1h"
)]
pub(super) struct Arguments {
    /// Server URL, data directory, block, or file of samples (-: standard input)
    #[arg(value_name = "SOURCE")]
    source: String,

    /// PromQL expression
    #[arg(value_name = "EXPR", allow_negative_numbers = true)]
    expression: String,

    /// First step: RFC 3339, unix seconds, now-1h, -1h; five minutes before the end when left out
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    start: Option<String>,

    /// Last step; the newest sample's time for local data, else now
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    end: Option<String>,

    /// Time between steps: seconds or a duration; a 250th of the range when left out, but at least a second
    #[arg(long, value_name = "DURATION")]
    step: Option<String>,
}

pub(super) fn run(arguments: &Arguments, context: &Context<'_>) -> Result<ExitStatus, CommandError> {
    let evaluator = Evaluator::open(&arguments.source, context)?;
    let now = evaluator.source.now()?;
    let range = Range::new(arguments.start.as_deref(), arguments.end.as_deref(), arguments.step.as_deref(), now)?;
    let result = evaluator.evaluate(&arguments.expression, Times::Range(range))?;
    write_result(&result, &arguments.expression, context)?;
    Ok(ExitStatus::Success)
}
