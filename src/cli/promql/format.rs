//! `promq promql format`: an expression, laid out over lines.

use crate::{
    cli::{
        arguments::GlobalArguments,
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    promql,
};
use std::io::Write;

/// Lay an expression out over lines
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq promql format 'sum by(job)(rate(http_requests_total[5m]))'")]
pub(super) struct Arguments {
    /// PromQL expression
    #[arg(value_name = "QUERY", allow_negative_numbers = true)]
    query: String,
}

pub(super) fn run(
    arguments: &Arguments,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    let expression = promql::parse(&arguments.query, global.syntax_features())
        .map_err(|error| CommandError::syntax(&arguments.query, error))?;
    let mut out = output.stdout();
    writeln!(out, "{}", expression.pretty())?;
    finish(out)?;
    Ok(ExitStatus::Success)
}
