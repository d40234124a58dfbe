//! `promq tsdb repair`: what can still be read of damaged blocks.

use super::surgery::SurgeryArguments;
use crate::{
    cli::{error::CommandError, exit::ExitStatus, output::Output},
    tsdb::surgery::repair,
};
use std::path::PathBuf;

/// Repair damaged blocks
///
/// Every readable series and chunk goes into a new block, and each loss is listed. A damaged chunk segment loses only the
/// chunks whose bytes are damaged; postings, offset tables, table of contents and meta.json are made anew. Blocks that
/// `tsdb verify` finds no error in are left alone, and so are the logs of the head. The old block is kept below
/// promq-changes, and `tsdb undo` brings it back.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  promq tsdb repair --write /var/lib/prometheus/01M81EAGVC7XE2T8RHPQAXCRFW")]
pub(super) struct Arguments {
    /// Data directories, or blocks
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    surgery: SurgeryArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<ExitStatus, CommandError> {
    arguments.surgery.perform(&arguments.paths, output, repair)
}
