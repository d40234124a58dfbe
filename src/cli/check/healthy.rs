//! `promq check healthy`: whether a server runs.

use super::probe::{self, ProbeArguments};
use crate::{
    cli::{error::CommandError, exit::ExitStatus, output::Output},
    remote::Probe,
};

/// Check if a Prometheus server is healthy
///
/// It is when it answers /-/healthy with 200 within ten seconds.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq check healthy --url http://prometheus:9090")]
pub(super) struct Arguments {
    #[command(flatten)]
    probe: ProbeArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    probe::run(&arguments.probe, Probe::Healthy, output)
}
