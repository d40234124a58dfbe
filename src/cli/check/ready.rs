//! `promq check ready`: whether a server can answer.

use super::probe::{self, ProbeArguments};
use crate::{
    cli::{error::CommandError, exit::ExitStatus, output::Output},
    remote::Probe,
};

/// Check if a Prometheus server is ready
///
/// It is when it answers /-/ready with 200 within ten seconds.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq check ready --url http://prometheus:9090")]
pub(super) struct Arguments {
    #[command(flatten)]
    probe: ProbeArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    probe::run(&arguments.probe, Probe::Ready, output)
}
