//! `promq promql label-matchers delete`: takes the matchers of one label out of every selector.

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

/// Delete the matchers of a label from every selector
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq promql label-matchers delete 'sum(up{job=\"node\"})' job")]
pub(super) struct Arguments {
    /// PromQL expression
    #[arg(value_name = "QUERY", allow_negative_numbers = true)]
    query: String,

    /// Name of the label
    #[arg(value_name = "NAME")]
    name: String,
}

pub(super) fn run(
    arguments: &Arguments,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    let edited = promql::delete_label_matcher(&arguments.query, global.syntax_features(), &arguments.name)
        .map_err(|error| CommandError::edit(&arguments.query, error))?;
    let mut out = output.stdout();
    writeln!(out, "{edited}")?;
    finish(out)?;
    Ok(ExitStatus::Success)
}
