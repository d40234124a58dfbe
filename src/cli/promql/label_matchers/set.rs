//! `promq promql label-matchers set`: gives every selector a matcher.

use crate::{
    cli::{
        arguments::GlobalArguments,
        error::CommandError,
        exit::ExitStatus,
        output::{Output, finish},
    },
    model::matcher::MatchKind,
    promql,
};
use clap::ValueEnum;
use std::io::Write;

/// Set a label matcher in every selector
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq promql label-matchers set -t '=~' 'sum(up)' job 'node|api'")]
pub(super) struct Arguments {
    /// How to compare
    #[arg(short = 't', long = "type", value_name = "TYPE", default_value = "=")]
    kind: Kind,

    /// PromQL expression
    #[arg(value_name = "QUERY", allow_negative_numbers = true)]
    query: String,

    /// Name of the label
    #[arg(value_name = "NAME")]
    name: String,

    /// Value of the label, or a regular expression
    #[arg(value_name = "VALUE", allow_negative_numbers = true)]
    value: String,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    #[value(name = "=")]
    Equal,
    #[value(name = "!=")]
    NotEqual,
    #[value(name = "=~")]
    Regex,
    #[value(name = "!~")]
    NotRegex,
}

pub(super) fn run(
    arguments: &Arguments,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    let kind = match arguments.kind {
        Kind::Equal => MatchKind::Equal,
        Kind::NotEqual => MatchKind::NotEqual,
        Kind::Regex => MatchKind::Regex,
        Kind::NotRegex => MatchKind::NotRegex,
    };
    let Arguments { query, name, value, .. } = arguments;
    let edited = promql::set_label_matcher(query, global.syntax_features(), kind, name, value)
        .map_err(|error| CommandError::edit(query, error))?;
    let mut out = output.stdout();
    writeln!(out, "{edited}")?;
    finish(out)?;
    Ok(ExitStatus::Success)
}
