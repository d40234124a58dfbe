//! `promq check`: whether what Prometheus is given, or gives, is right.

mod changed_lines;
mod config;
pub(super) mod format;
mod healthy;
mod lint_arguments;
mod mend;
mod metrics;
mod probe;
mod ready;
mod review;
mod rule_files;
pub(super) mod rule_paths;
mod rules;
mod web_config;

use super::{arguments::GlobalArguments, error::CommandError, exit::ExitStatus, output::Output};
use crate::{config::Duration, golang, model::time::parse_duration};
use clap::Subcommand;
use std::{fs, io};

/// Check files, metrics and servers
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  curl -s localhost:9100/metrics | promq check metrics")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// The server's lookback delta, with which scrape intervals are compared
    #[arg(long = "query.lookback-delta", value_name = "DURATION", default_value = "5m", value_parser = lookback_delta)]
    #[arg(global = true)]
    lookback_delta: Duration,
}

/// A duration in Go's own notation, as promtool takes it here, or in Prometheus'.
fn lookback_delta(text: &str) -> Result<Duration, String> {
    let milliseconds = match golang::duration::parse_duration(text) {
        Ok(nanoseconds) => nanoseconds / 1_000_000,
        Err(_) => parse_duration(text).map_err(|error| error.to_string())?,
    };
    Ok(Duration { milliseconds })
}

#[derive(Debug, Subcommand)]
enum Command {
    Config(config::Arguments),
    Rules(rules::Arguments),
    Metrics(metrics::Arguments),
    WebConfig(web_config::Arguments),
    Healthy(healthy::Arguments),
    Ready(ready::Arguments),
}

pub(super) fn run(
    arguments: &Arguments,
    global: &GlobalArguments,
    output: &Output,
) -> Result<ExitStatus, CommandError> {
    let features = global.syntax_features();
    match &arguments.command {
        Command::Config(of_config) => config::run(of_config, arguments.lookback_delta, features, output),
        Command::Rules(arguments) => rules::run(arguments, features, output),
        Command::Metrics(arguments) => metrics::run(arguments, output),
        Command::WebConfig(arguments) => web_config::run(arguments, output),
        Command::Healthy(arguments) => healthy::run(arguments, output),
        Command::Ready(arguments) => ready::run(arguments, output),
    }
}

/// promtool refuses such arguments before it looks at any file.
fn ensure_is_file(path: &str) -> Result<(), CommandError> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(CommandError::text(format_args!("promq: error: path '{path}' does not exist, try --help")))
        }
        Ok(metadata) if metadata.is_dir() => {
            Err(CommandError::text(format_args!("promq: error: '{path}' is a directory, try --help")))
        }
        _ => Ok(()),
    }
}
