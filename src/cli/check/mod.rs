//! `promq check`: whether what Prometheus is given, or gives, is right.

mod config;
mod format;
mod healthy;
mod metrics;
mod probe;
mod ready;
mod rule_files;
mod web_config;

use super::{error::CommandError, exit::ExitStatus, output::Output};
use crate::{config::Duration, golang, model::time::parse_duration};
use clap::Subcommand;

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
    Metrics(metrics::Arguments),
    WebConfig(web_config::Arguments),
    Healthy(healthy::Arguments),
    Ready(ready::Arguments),
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    match &arguments.command {
        Command::Config(of_config) => config::run(of_config, arguments.lookback_delta, output),
        Command::Metrics(arguments) => metrics::run(arguments, output),
        Command::WebConfig(arguments) => web_config::run(arguments, output),
        Command::Healthy(arguments) => healthy::run(arguments, output),
        Command::Ready(arguments) => ready::run(arguments, output),
    }
}
